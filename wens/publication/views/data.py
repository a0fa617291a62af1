"""Open data: the catalogue for people and for machines, and the files of each table."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wens.publication import data
from wens.publication.caching import public_page
from wens.publication.data import Edition
from wens.publication.dcat import catalogue as write_catalogue
from wens.publication.pages.area import Link
from wens.publication.pages.catalogue import catalogue_page
from wens.publication.sheets import TYPES, csv_metadata, figures_file
from wens.publication.tables import FORMS, Table, geojson, geopackage, notes, tables
from wens.publication.views.common import file_answer, gemeente_of, home_link, show


@public_page
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show every table that can be taken along, with source, licence and years."""
    return show(request, "catalogue", catalogue_page(), here="data", trail=[home_link(), Link(_("Open data"))])


@public_page
def dcat(request: HttpRequest) -> HttpResponse:
    """Give the catalogue for other catalogues."""
    edition, gemeente = data.active_edition(), gemeente_of(request)
    body = write_catalogue(
        tables() if edition else [],
        edition,
        origin=f"{request.scheme}://{request.get_host()}",
        name=gemeente.name,
        code=gemeente.code,
        email=settings.WENS.contact_email,
    )
    return _for_any_site(HttpResponse(body, content_type="application/ld+json"))


@public_page
def table_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Give one table in one form; ?level= chooses the areas of a GeoJSON."""
    edition = data.active_edition()
    table = next((one for one in tables() if one.key == key), None) if edition else None
    if edition is None or table is None or form not in {*FORMS, "csv-metadata.json"}:
        raise Http404(f"no table {key!r} as {form!r}")
    level = request.GET.get("level") or _usual_level(table)
    if level not in table.levels:
        raise Http404(f"no figures at level {level!r}")
    if form == "csv-metadata.json":
        body = json.dumps(csv_metadata(table.key, notes(table, edition)), ensure_ascii=False, indent=1).encode()
        return _for_any_site(HttpResponse(body, content_type="application/csvm+json"))
    name = f"{key}.{form}" if form != "geojson" else f"{key}-{level}.geojson"
    return _for_any_site(file_answer(_body(table, form, level, edition), TYPES.get(form, FORMS[form]), name))


def _body(table: Table, form: str, level: str, edition: Edition) -> bytes:
    if form == "geojson":
        return geojson(table, level, edition)
    if form == "gpkg":
        return geopackage(table, edition)
    return figures_file(form, data.all_figures(indicator=table.key), edition, about=notes(table, edition))


def _usual_level(table: Table) -> str:
    spoken = data.places().spoken
    return spoken if spoken in table.levels else table.levels[-1]


def _for_any_site(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"  # open data
    return response
