"""An export as one zip: its files, a manifest with SHA-256 sums, and metadata after MDTO for an e-depot.

MDTO: Metagegevens voor duurzaam toegankelijke overheidsinformatie (Nationaal Archief, 1.1): the elements that this
program knows; who takes the archive in adds the rest.
"""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from wens.privacy.exports import as_json

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
FIXED = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes
FORMATS = {"csv": "text/csv", "json": "application/json"}


@dataclass(frozen=True)
class About:
    """What the metadata say: of whom, from when to when, made when."""

    name: str
    gemeente: str
    first: dt.date
    last: dt.date
    made_on: dt.date


def pack(files: Mapping[str, bytes], about: About, *, with_metadata: bool) -> bytes:
    """Return the zip; `with_metadata` adds mdto.xml."""
    whole = dict(sorted(files.items()))
    if with_metadata:
        whole["mdto.xml"] = _metadata(files, about)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in whole.items()}
    said = {
        "name": about.name,
        "gemeente": about.gemeente,
        "from": about.first.isoformat(),
        "to": about.last.isoformat(),
        "made_on": about.made_on.isoformat(),
        "sha256": sums,
    }
    whole["manifest.json"] = as_json(said)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in whole.items():
            packed.writestr(zipfile.ZipInfo(name, FIXED), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _metadata(files: Mapping[str, bytes], about: About) -> bytes:
    root = Xml.Element("MDTO", {"xmlns": NAMESPACE})
    thing = Xml.SubElement(root, "informatieobject")
    key = f"{about.gemeente}-{about.first:%Y%m%d}-{about.last:%Y%m%d}"
    _identity(thing, key)
    _add(thing, "naam", about.name)
    _labelled(thing, "aggregatieniveau", "Archiefstuk")
    covers = Xml.SubElement(thing, "dekkingInTijd")
    _labelled(covers, "dekkingInTijdType", "Looptijd")
    _add(covers, "dekkingInTijdBegindatum", about.first.isoformat())
    _add(covers, "dekkingInTijdEinddatum", about.last.isoformat())
    happened = Xml.SubElement(thing, "event")
    _labelled(happened, "eventType", "Overbrenging")
    _add(happened, "eventTijd", about.made_on.isoformat())
    _labelled(thing, "waardering", "Te bepalen door de archivaris")
    creator = Xml.SubElement(thing, "archiefvormer")
    _add(creator, "verwijzingNaam", about.gemeente)
    limited = Xml.SubElement(thing, "beperkingGebruik")
    _labelled(limited, "beperkingGebruikType", "Geen persoonsgegevens van melders; medewerkers als functie")
    for name, content in sorted(files.items()):
        _file(root, key, name, content)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _file(root: Xml.Element, key: str, name: str, content: bytes) -> None:
    one = Xml.SubElement(root, "bestand")
    _identity(one, f"{key}/{name}")
    _add(one, "naam", name)
    _add(one, "omvang", str(len(content)))
    _labelled(one, "bestandsformaat", FORMATS.get(name.rpartition(".")[2], "application/octet-stream"))
    checksum = Xml.SubElement(one, "checksum")
    _labelled(checksum, "checksumAlgoritme", "SHA-256")
    _add(checksum, "checksumWaarde", hashlib.sha256(content).hexdigest())
    part = Xml.SubElement(one, "isRepresentatieVan")
    _add(part, "verwijzingNaam", key)


def _identity(parent: Xml.Element, key: str) -> None:
    found = Xml.SubElement(parent, "identificatie")
    _add(found, "identificatieKenmerk", key)
    _add(found, "identificatieBron", "WENS")


def _labelled(parent: Xml.Element, name: str, label: str) -> None:
    _add(Xml.SubElement(parent, name), "begripLabel", label)


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
