"""The catalogue of open data for other catalogues: DCAT-AP-NL 3.0 as JSON-LD."""

import json
from typing import Any

from django.urls import reverse

from wens.publication.data import Edition
from wens.publication.tables import FORMS, Table, licence_address

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "adms": "http://www.w3.org/ns/adms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/NLD"
THEME = "http://publications.europa.eu/resource/authority/data-theme/JUST"  # justice, legal system and public safety
MEDIA = "https://www.iana.org/assignments/media-types/"
PROFILE = "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/"


def catalogue(tables: list[Table], edition: Edition | None, *, origin: str, name: str, code: str, email: str) -> bytes:
    """Write the catalogue. ``origin``: scheme and host of this site; ``name`` and ``code``: of the gemeente."""
    publisher = {
        "@id": f"https://identifier.overheid.nl/tooi/id/gemeente/{code.lower()}",
        "@type": "foaf:Agent",
        "foaf:name": f"Gemeente {name}",
    }
    contact = {"@type": "vcard:Kind", "vcard:fn": f"Gemeente {name}", "vcard:hasEmail": {"@id": f"mailto:{email}"}}
    page = f"{origin}{reverse('publication:catalogue')}"
    body = {
        "@context": CONTEXT,
        "@id": f"{origin}{reverse('publication:dcat')}",
        "@type": "dcat:Catalog",
        "dct:title": _text(f"Veiligheid in de wijk: open data van {name}"),
        "dct:description": _text("Cijfers over veiligheid per wijk, met hun zekerheid en de reden waar er geen is."),
        "dct:publisher": publisher,
        "dcat:contactPoint": contact,
        "dct:language": {"@id": LANGUAGE},
        "dct:conformsTo": {"@id": PROFILE},
        "foaf:homepage": {"@id": page},
        "dcat:dataset": [_dataset(one, edition, origin, publisher, contact) for one in tables if edition],
        "dcat:service": [_service(origin, name, publisher, contact)],
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")


def _dataset(
    table: Table, edition: Edition, origin: str, publisher: dict[str, Any], contact: dict[str, Any]
) -> dict[str, Any]:
    one = table.indicator
    first, last = table.periods[0][:4], table.periods[-1][-4:]
    return {
        "@id": f"{origin}{reverse('publication:catalogue')}#{one.key}",
        "@type": "dcat:Dataset",
        "dct:identifier": one.key,
        "dct:title": _text(one.name["nl"]),
        "dct:description": _text(f"{one.name['nl']}, {one.unit['nl']}. {one.why['nl']}"),
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:creator": {"@id": publisher["@id"]},
        "dcat:contactPoint": contact,
        "dcat:theme": {"@id": THEME},
        "dct:accessRights": {"@id": PUBLIC},
        "dct:language": {"@id": LANGUAGE},
        "dct:modified": {"@type": "xsd:dateTime", "@value": edition.built_at.isoformat()},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": f"{first}-01-01"},
            "dcat:endDate": {"@type": "xsd:date", "@value": f"{last}-12-31"},
        },
        "dct:provenance": [
            {"@type": "dct:ProvenanceStatement", "dct:description": _text(f"{s.attribution['nl']}. {s.licence}")}
            for s in table.sources
        ],
        "dcat:distribution": [_distribution(table, form, origin) for form in FORMS],
    }


def _distribution(table: Table, form: str, origin: str) -> dict[str, Any]:
    address = f"{origin}{reverse('publication:table-file', kwargs={'key': table.key, 'form': form})}"
    source = table.sources[0]
    known = licence_address(source)
    rights = {"dct:license": {"@id": known}} if known else {}
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _text(f"{table.indicator.name['nl']} ({form.upper()})"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{MEDIA}{FORMS[form]}"},
        "dct:rights": {"@type": "dct:RightsStatement", "dct:description": _text(source.licence)},
        **rights,
    }


def _service(origin: str, name: str, publisher: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"{origin}/api/v1",
        "@type": "dcat:DataService",
        "dct:title": _text(f"Leesbare API van {name}"),
        "dct:publisher": {"@id": publisher["@id"]},
        "dcat:contactPoint": contact,
        "dcat:endpointURL": {"@id": f"{origin}/api/v1"},
        "dcat:endpointDescription": {"@id": f"{origin}{reverse('api:openapi')}"},
        "dct:accessRights": {"@id": PUBLIC},
    }


def _text(words: str) -> dict[str, str]:
    return {"@language": "nl", "@value": words}
