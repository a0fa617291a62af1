"""Which pages there are, for search engines (sitemaps.org 0.9), each in both languages, and what they may read."""

import datetime as dt
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wens.budgets import queries as budgets
from wens.districts.queries import all_news
from wens.initiatives.queries import public as initiatives
from wens.meetings.queries import public_meetings
from wens.plans.models import FocusState
from wens.plans.queries import focus_points
from wens.publication import data
from wens.publication.caching import public_page
from wens.publication.places import Places
from wens.works.queries import areas_with_plan

SITEMAP, XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
LANGUAGES = ("nl", "en")
MOST_NEWS = 500
STANDING = (
    "publication:home", "publication:gemeente", "publication:data", "publication:catalogue", "publication:compare",
    "publication:sources", "publication:about", "publication:privacy", "publication:accessibility",
    "plans-public:tree", "meetings-public:agenda", "districts-public:whom", "districts-public:news", "voices:tell",
    "initiatives-public:overview", "initiatives-public:networks", "wijkbudget:overview",
)  # fmt: skip
Page = tuple[str, dt.datetime | None]

register_namespace("xhtml", XHTML)


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page that stands by itself: the same in Dutch and English, with when news was published."""
    root = Element("urlset", {"xmlns": SITEMAP})
    for path, changed in _pages(data.places()):
        addresses = {code: request.build_absolute_uri(in_language(path, code)) for code in LANGUAGES}
        for address in addresses.values():
            _add(root, address, addresses, changed)
    body: bytes = tostring(root, encoding="utf-8")
    return HttpResponse(
        b'<?xml version="1.0" encoding="utf-8"?>\n' + body, content_type="application/xml; charset=utf-8"
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what search engines may read (RFC 9309): not what is for staff or for one person only."""
    closed = ("/beheer/", "/partner/", "/volg/", "/antwoord/", "/nieuws/mail/", "/initiatieven/bevestigen/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), *(f"Disallow: /en{path}" for path in closed)]
    lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def in_language(path: str, code: str) -> str:
    """Return a Dutch path in a language of the whole site."""
    return path if code == "nl" else f"/{code}{path}"


def _pages(places: Places) -> Iterator[Page]:
    yield from ((reverse(name), None) for name in STANDING)
    spoken = [*places.of_level("stadsdeel"), *places.of_level(places.spoken)]
    for place in spoken:
        yield places.url(place), None
        yield reverse("districts-public:whom-in", args=[place.code]), None
    with_plan = areas_with_plan()
    for place in spoken:
        if place.code in with_plan:
            yield reverse("works-public:newest", args=[place.slug]), None
    yield from _of_budgets()
    for focus in focus_points():
        if focus.state != FocusState.DRAFT:
            yield reverse("plans-public:one", args=[focus.pk]), None
    for idea in initiatives():
        yield reverse("initiatives-public:one", args=[idea.pk]), None
    for meeting in public_meetings():
        yield reverse("meetings-public:page", args=[meeting.pk]), None
    for one in all_news(most=MOST_NEWS):
        yield reverse("districts-public:item", args=[one.piece_id]), one.publish_at


def _of_budgets() -> Iterator[Page]:
    """Raden, what they advise, and each year of a wijkbudget with the plans that have words for everybody."""
    slugs = budgets.slugs()
    for council in budgets.councils():
        yield reverse("wijkbudget:council", args=[council.slug]), None
    for advice in budgets.advice_of():
        yield reverse("wijkbudget:advice", args=[advice.pk]), None
    known = [one for year in budgets.years() for one in budgets.budgets_of_year(year) if one.area_code in slugs]
    for one in known:
        yield reverse("wijkbudget:year", args=[slugs[one.area_code], one.year]), None
    for plan in budgets.applications([one.pk for one in known], public=True):
        yield reverse("wijkbudget:plan", args=[plan.pk]), None


def _add(root: Element, address: str, addresses: dict[str, str], changed: dt.datetime | None) -> None:
    url = SubElement(root, "url")
    SubElement(url, "loc").text = address
    if changed is not None:
        SubElement(url, "lastmod").text = changed.isoformat(timespec="seconds")
    for code, other in addresses.items():
        SubElement(url, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": code, "href": other})
