"""The page with every table that can be taken along."""

from dataclasses import dataclass

from django.urls import reverse

from wens.figures.definitions import definitions
from wens.publication import data, words
from wens.publication.data import Edition
from wens.publication.pages.area import Link, edition_words, language
from wens.publication.sources import credit
from wens.publication.tables import FORMS, Table, licence_address, tables

FORM_NAMES = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "geojson": "GeoJSON", "gpkg": "GeoPackage"}


@dataclass(frozen=True)
class TableView:
    """One table with its files."""

    key: str
    name: str
    unit: str
    vintage: str
    levels: str
    credits: list[Link]
    files: list[Link]
    metadata: str


@dataclass(frozen=True)
class CataloguePage:
    """Everything on the page. ``themes``: name, slug and tables."""

    edition: Edition | None
    edition_words: str
    themes: list[tuple[str, str, list[TableView]]]
    whole: list[Link]
    urls: dict[str, str]


def catalogue_page() -> CataloguePage:
    """Make the page; without a public edition it has no tables."""
    edition, found = data.active_edition(), definitions()
    grouped: dict[str, list[TableView]] = {}
    for one in tables() if edition else []:
        grouped.setdefault(one.indicator.theme, []).append(_view(one))
    return CataloguePage(
        edition=edition,
        edition_words=edition_words(edition),
        themes=[(found.themes[key].name[language()], found.themes[key].slug, views) for key, views in grouped.items()],
        whole=[
            Link(FORM_NAMES[form], reverse("publication:sheet", kwargs={"form": form}))
            for form in ("csv", "xlsx", "json")
        ],
        urls={
            "api": reverse("api:openapi"),
            "dcat": reverse("publication:dcat"),
            "table": reverse("publication:data"),
            "sources": reverse("publication:sources"),
            "about": reverse("publication:about"),
        },
    )


def _view(table: Table) -> TableView:
    def address(form: str) -> str:
        return reverse("publication:table-file", kwargs={"key": table.key, "form": form})

    return TableView(
        key=table.key,
        name=table.indicator.name[language()],
        unit=table.indicator.unit[language()],
        vintage=table.vintage,
        levels=", ".join(words.level_name(level) for level in table.levels),
        credits=[Link(credit(source), licence_address(source)) for source in table.sources],
        files=[Link(FORM_NAMES[form], address(form)) for form in FORMS],
        metadata=address("csv-metadata.json"),
    )
