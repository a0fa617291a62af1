"""Part I and Part II of a wijk for everybody: the list of its reports, one of them, and all wijken on two pages."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from wens.dossiers.paper import fonts
from wens.dossiers.showing import language
from wens.organisations.models import Gemeente
from wens.publication.pages.area import Link, trail
from wens.publication.pages.council import council_page, council_paper
from wens.publication.pdf import NothingPublic, sender
from wens.publication.photos import written_day
from wens.publication.places import Place, Places
from wens.render.pdf import typeset
from wens.reports import queries as reports
from wens.reports.models import Report
from wens.reports.paper import as_pdf
from wens.reports.showing import ReportView, report_view


@dataclass(frozen=True)
class Listed:
    """A report in the list: its number, its day, whether it still holds (in words), and its address."""

    number: int
    day: str
    state: str
    url: str


@dataclass(frozen=True)
class ReportList:
    """All reports of a wijk that are or were public."""

    name: str
    url: str
    reports: list[Listed]
    trail: list[Link]


@dataclass(frozen=True)
class ReportPage:
    """One report, with its addresses."""

    name: str
    number: int
    view: ReportView
    urls: dict[str, str]
    trail: list[Link]


def report_list(place: Place, places: Places) -> ReportList:
    """Make the list of the reports of a place, the newest first."""
    found = [_listed(one, place, places) for one in reports.public_reports(place.code)]
    return ReportList(place.name, places.url(place), found, _trail(place, places))


def report_page(one: Report, place: Place, places: Places) -> ReportPage:
    """Make the page of a report; only what was frozen stands on it."""
    of = {"number": str(one.number)}
    urls = {name: places.url(place, name=f"report-{name}", **of) for name in ("json", "pdf")}
    urls |= {"now": places.url(place), "others": places.url(place, name="reports")}
    return ReportPage(one.area_name, one.number or 0, report_view(one), urls, _trail(place, places, one.number or 0))


def report_pdf(one: Report, gemeente: Gemeente) -> bytes:
    """Return a report as a tagged PDF in the language in use: the same chapters as the page."""
    by = sender(gemeente)
    return as_pdf(report_view(one), one, author=by.author, fonts=fonts(), logo=by.logo, notice=by.notice)


def signed_pdf(area_code: str, number: int, gemeente: Gemeente) -> bytes:
    """Return a report that is or was public as a PDF. Raises NothingPublic. Inside ``acting``."""
    found = reports.public_report(area_code, number)
    if found is None:
        raise NothingPublic(f"{area_code} has no published report {number}.")
    return report_pdf(found, gemeente)


def council_urls() -> dict[str, str]:
    """Return the addresses of the overview of all wijken."""
    return {"here": reverse("publication:council"), "pdf": reverse("publication:council-pdf")}


def council_on_paper(places: Places, gemeente: Gemeente) -> bytes:
    """Return all wijken on two pages as a tagged PDF, in the language in use. Inside ``acting``."""
    page = council_page(places, gemeente.name, council_urls())
    return typeset("council", council_paper(page, sender(gemeente)), fonts=fonts())


def _listed(one: Report, place: Place, places: Places) -> Listed:
    day = written_day(one.published_at, language()) if one.published_at else ""
    address = places.url(place, name="report", number=str(one.number))
    return Listed(one.number or 0, day, str(one.get_state_display()), address)


def _trail(place: Place, places: Places, number: int = 0) -> list[Link]:
    list_ = Link(_("Rapporten"), places.url(place, name="reports") if number else "")
    steps = [*trail(place, places)[:-1], Link(place.name, places.url(place)), list_]
    return [*steps, Link(_("Rapport %(number)s") % {"number": number})] if number else steps
