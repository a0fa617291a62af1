"""What leaves for the Woo or the archive names no resident and no member of staff, and can be checked by its sums."""

import datetime as dt
import hashlib
import io
import json
import uuid
import zipfile
from xml.etree import ElementTree as Xml

from django.utils import timezone

from tests.privacy.planting import plant
from wens.audit.actions import record
from wens.audit.models import Event
from wens.photos.models import Photo
from wens.privacy.exports import archive, woo
from wens.privacy.models import Erased
from wens.privacy.packing import About, pack
from wens.voices.models import Contribution, Message

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2099, 12, 31)


def dealt_with(tell, officer):
    sent = tell("Pieter Jansen stinkt.", email="jan@example.nl", street="Kalverstraat", cause="Pieter zelf")
    key = sent.contribution.pk
    Contribution.objects.filter(pk=key).update(cleaned_text="=Het stinkt.", cleaned_by=officer.as_actor().reference)
    common = {"contribution": key, "at": timezone.now(), "written_by": officer.as_actor().reference}
    plant(Message, direction="to_writer", text="Wij gaan kijken.", shown_as="Privacy officer", **common)
    plant(Message, direction="from_writer", text="Groet, Jan Bos", **common)
    plant(Message, direction="note", text="Dit is Jan Bos van nummer 3", **common)
    record("voices.contribution.take", subject=f"contribution:{key}", by=officer.as_actor())
    record("voices.original.read", subject=f"contribution:{key}", by=officer.as_actor())
    return sent.contribution


def test_the_woo_export_holds_what_was_done_and_nobody(tell, officer):
    one = dealt_with(tell, officer)
    files = woo(FIRST, LAST, by=officer.as_actor())
    everything = b"\n".join(files.values()).decode()
    for word in ("Wij gaan kijken.", "'=Het stinkt.", one.label, "voices.contribution.take", officer.shown_outside):
        assert word in everything
    for word in (
        "Pieter",
        "Jan",
        "jan@",
        "Kalverstraat",
        officer.name,
        officer.email,
        str(officer.pk),
        "original.read",
    ):
        assert word not in everything
    assert Event.objects.filter(name="privacy.export.woo").exists()
    assert woo(dt.date(1990, 1, 1), dt.date(1990, 1, 2), by=officer.as_actor())["meldingen.csv"] == b""


def test_the_archive_can_be_checked_by_its_sums_and_says_what_it_is(tell, officer):
    dealt_with(tell, officer)
    plant(Photo, content='{"a": 1}', frozen_at=timezone.now(), area_code="WK015301")
    plant(Erased, thing="contribution", key=uuid.uuid4(), at=timezone.now(), ground="unlawful")
    files = archive(FIRST, LAST, by=officer.as_actor())
    about = About("Meldingen", "Gemeente Enschede", FIRST, LAST, dt.date(2026, 11, 22))
    packed = pack(files, about, with_metadata=True)
    assert pack(files, about, with_metadata=True) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        inside = {name: opened.read(name) for name in opened.namelist()}
    manifest = json.loads(inside.pop("manifest.json"))
    assert manifest["sha256"] == {name: hashlib.sha256(content).hexdigest() for name, content in inside.items()}
    space = {"m": "https://www.nationaalarchief.nl/mdto"}
    metadata = Xml.fromstring(inside.pop("mdto.xml"))
    sums = {
        one.findtext("m:naam", namespaces=space): one.findtext("m:checksum/m:checksumWaarde", namespaces=space)
        for one in metadata.findall("m:bestand", space)
    }
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in inside.items()}
    assert any(name.startswith("foto/WK015301-") for name in inside)
    assert b"onrechtmatig" in inside["verwijderd.csv"]
    assert b"Pieter" not in b"".join(inside.values())
