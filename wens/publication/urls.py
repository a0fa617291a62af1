"""Addresses of the public site (SCREENS); Dutch words in both languages, English under /en/."""

from django.urls import URLPattern, path

from wens.publication.views import compare, data, dossiers, files, moving_map, origin, pages, photos, reports

app_name = "publication"


def _of_area(kind: str, prefix: str) -> list[URLPattern]:
    """The pages that every kind of area has: itself, its figures, its PDF, frozen photos, dossiers, reports, one theme.

    A theme can have any name but `foto`, `dossier`, `rapport`, `wijken` and `beheerplan`; a test holds that."""
    return [
        path(prefix, pages.area, {"kind": kind}, name=kind),
        path(f"{prefix}foto.pdf", files.pdf, {"kind": kind}, name=f"{kind}-pdf"),
        path(f"{prefix}cijfers.<str:form>", files.area_sheet, {"kind": kind}, name=f"{kind}-sheet"),
        path(f"{prefix}foto/", photos.listed, {"kind": kind}, name=f"{kind}-photos"),
        path(f"{prefix}foto/<int:number>/", photos.one, {"kind": kind}, name=f"{kind}-photo"),
        path(f"{prefix}foto/<int:number>.json", photos.as_json, {"kind": kind}, name=f"{kind}-photo-json"),
        path(f"{prefix}foto/<int:number>.pdf", files.photo_pdf, {"kind": kind}, name=f"{kind}-photo-pdf"),
        path(
            f"{prefix}foto/<int:first>/<int:second>/", photos.compared, {"kind": kind}, name=f"{kind}-photos-compared"
        ),
        path(f"{prefix}dossier/", dossiers.listed, {"kind": kind}, name=f"{kind}-dossiers"),
        path(f"{prefix}dossier/<int:number>/", dossiers.one, {"kind": kind}, name=f"{kind}-dossier"),
        path(f"{prefix}dossier/<int:number>.json", dossiers.as_json, {"kind": kind}, name=f"{kind}-dossier-json"),
        path(f"{prefix}dossier/<int:number>.pdf", dossiers.pdf, {"kind": kind}, name=f"{kind}-dossier-pdf"),
        path(
            f"{prefix}dossier/<int:first>/<int:second>/",
            dossiers.compared,
            {"kind": kind},
            name=f"{kind}-dossiers-compared",
        ),
        path(f"{prefix}rapport/", reports.listed, {"kind": kind}, name=f"{kind}-reports"),
        path(f"{prefix}rapport/<int:number>/", reports.one, {"kind": kind}, name=f"{kind}-report"),
        path(f"{prefix}rapport/<int:number>.json", reports.as_json, {"kind": kind}, name=f"{kind}-report-json"),
        path(f"{prefix}rapport/<int:number>.pdf", reports.pdf, {"kind": kind}, name=f"{kind}-report-pdf"),
        path(f"{prefix}<slug:theme>/", pages.theme, {"kind": kind}, name=f"{kind}-theme"),
    ]


urlpatterns = [
    path("", pages.home, name="home"),
    path("zoeken/", pages.search, name="search"),
    *_of_area("wijk", "wijk/<slug:slug>/"),
    *_of_area("stadsdeel", "stadsdeel/<slug:slug>/"),
    path("gemeente/wijken/", reports.council, name="council"),
    *_of_area("gemeente", "gemeente/"),
    path("gemeente/wijken.pdf", reports.council_pdf, name="council-pdf"),
    path("gemeente/overzicht.pdf", files.overview, name="overview"),
    path("kaart/cijfers.json", moving_map.figures, name="map-figures"),
    path("kaart/<slug:level>.geojson", moving_map.outlines, name="map-outlines"),
    path("vergelijk/", compare.compare, name="compare"),
    path("vergelijk/cijfers.csv", compare.sheet, name="compare-sheet"),
    path("data/", pages.table, name="data"),
    path("data/tabellen/", data.catalogue, name="catalogue"),
    path("data/catalogus.jsonld", data.dcat, name="dcat"),
    path("data/tabellen/<slug:key>.<str:form>", data.table_file, name="table-file"),
    path("data/figures.<str:form>", files.sheet, name="sheet"),
    path("herkomst/<uuid:key>/", origin.origin, name="origin"),
    path("bronnen/", pages.sources, name="sources"),
    path("over/", pages.about, name="about"),
    path("privacy/", pages.text_page, {"template": "privacy"}, name="privacy"),
    path("toegankelijkheid/", pages.text_page, {"template": "accessibility"}, name="accessibility"),
]
