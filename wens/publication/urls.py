"""Addresses of the public site (SCREENS); Dutch words in both languages, English under /en/."""

from django.urls import URLPattern, path

from wens.publication import views

app_name = "publication"


def _of_area(kind: str, prefix: str) -> list[URLPattern]:
    """The pages that every kind of area has: itself, one theme, its figures, its PDF."""
    return [
        path(prefix, views.area, {"kind": kind}, name=kind),
        path(f"{prefix}foto.pdf", views.pdf, {"kind": kind}, name=f"{kind}-pdf"),
        path(f"{prefix}cijfers.<str:form>", views.area_sheet, {"kind": kind}, name=f"{kind}-sheet"),
        path(f"{prefix}<slug:theme>/", views.theme, {"kind": kind}, name=f"{kind}-theme"),
    ]


urlpatterns = [
    path("", views.home, name="home"),
    path("zoeken/", views.search, name="search"),
    *_of_area("wijk", "wijk/<slug:slug>/"),
    *_of_area("stadsdeel", "stadsdeel/<slug:slug>/"),
    *_of_area("gemeente", "gemeente/"),
    path("data/", views.table, name="data"),
    path("data/figures.<str:form>", views.sheet, name="sheet"),
    path("bronnen/", views.sources, name="sources"),
    path("over/", views.about, name="about"),
    path("privacy/", views.text_page, {"template": "privacy"}, name="privacy"),
    path("toegankelijkheid/", views.text_page, {"template": "accessibility"}, name="accessibility"),
]
