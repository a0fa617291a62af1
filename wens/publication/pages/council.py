"""All wijken on two pages for the council: per wijk what was decided, what is agreed and how far it is. No ranking."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.bottlenecks.models import PublicText
from wens.bottlenecks.queries import public_texts
from wens.figures.rows import FigureRow
from wens.photos.gathering import figures_over_years
from wens.photos.pointers import knelpunten
from wens.plans.models import FocusPoint
from wens.plans.progress import Standing
from wens.plans.queries import adopted_in, taken_up
from wens.plans.showing import counted
from wens.publication.data import TIER
from wens.publication.pages.area import Link, language
from wens.publication.pages.paper.sender import Sender
from wens.publication.places import Place, Places
from wens.render.blocks import table
from wens.reports.models import Report
from wens.reports.queries import published
from wens.rounds import queries as rounds
from wens.rounds.models import Round
from wens.rounds.models import Stage as RoundStage

NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """One wijk: where its round is, what its figures point to, what was decided and agreed, its report."""

    name: str
    url: str
    round: str
    figures: str
    knelpunten: str
    agreed: str
    report: str
    report_url: str = ""

    @property
    def cells(self) -> list[str]:
        """Return the row as it stands on paper."""
        return [self.name, self.round, self.figures, self.knelpunten, self.agreed, self.report]


@dataclass(frozen=True)
class CouncilPage:
    """All wijken, in order of name, with what holds for more wijken together above them."""

    name: str
    day: str
    lead: str
    shared: list[str]
    header: list[str]
    rows: list[Row]
    urls: dict[str, str]
    trail: list[Link]


@dataclass(frozen=True)
class _Found:
    """What was read of all wijken together; `inside`: the areas of each, `taken_up`: per focus point the knelpunten."""

    inside: Mapping[str, set[str]]
    agreed: Sequence[tuple[FocusPoint, list[Standing]]]
    texts: Sequence[PublicText]
    figures: Mapping[str, Sequence[FigureRow]]
    reports: Mapping[str, Report]
    running: Mapping[str, Round]
    taken_up: Mapping[UUID, set[UUID]]


def council_page(places: Places, gemeente_name: str, urls: Mapping[str, str]) -> CouncilPage:
    """Make the overview of all wijken. Fifteen queries, however many wijken."""
    wijken = places.of_level(places.spoken)
    found = _read(wijken, places)
    own = set[str]().union(*found.inside.values())
    return CouncilPage(
        name=gemeente_name,
        day=date_format(timezone.localdate(), "j F Y"),
        lead=_(
            "Per wijk: waar de ronde is, waar de cijfers op wijzen, wat is besloten en hoe ver partners zijn. Een "
            "streep: er is nog niets. Geen oordeel: van geen cijfer is te zeggen of het hier anders is dan elders. "
            "De wijken staan op alfabet. Dit is geen ranglijst."
        ),
        shared=[_shared(*one, places) for one in found.agreed if not own.intersection(one[0].area_codes)],
        header=[_("Wijk"), _("Ronde"), _("Cijfers wijzen op"), _("Besloten knelpunt"), _("Afgesproken"), _("Rapport")],
        rows=[_row(wijk, places, found) for wijk in wijken],
        urls=dict(urls), trail=[Link(_("Wijken"), places.home()), Link(_("Alle wijken voor de raad"))],
    )  # fmt: skip


def _read(wijken: Sequence[Place], places: Places) -> _Found:
    inside = {one.code: {one.code, *(of.code for of in places.all if one.code in of.inside.values())} for one in wijken}
    larger = {code for one in wijken for level, code in one.inside.items() if level in ("stadsdeel", "gemeente")}
    own = set[str]().union(*inside.values())
    agreed = adopted_in(larger | own)
    return _Found(
        inside=inside,
        agreed=agreed,
        texts=[one for one in public_texts(sorted(own)) if one.bottleneck_id],
        figures=figures_over_years(TIER, [one.code for one in wijken]),
        reports={one.area_code: one for one in published()},
        running={one.area_code: one for one in rounds.rounds(RoundStage.RUNNING)},
        taken_up=taken_up([focus for focus, _actions in agreed]),
    )


def _row(wijk: Place, places: Places, of: _Found) -> Row:
    own, report = of.inside[wijk.code], of.reports.get(wijk.code)
    running = of.running.get(wijk.code)
    step = rounds.current_step(running) if running else None
    texts = [one for one in of.texts if one.area_code in own]
    at = _("stap %(n)s van 8: %(name)s") % {"n": step.number, "name": step.get_key_display()} if step else NOTHING
    return Row(
        name=wijk.name, url=places.url(wijk), round=at,
        figures=_figures(of.figures[wijk.code]),
        knelpunten="; ".join(one.title for one in texts) or NOTHING,
        agreed="; ".join(_agreed(own, {one.bottleneck_id for one in texts}, of)) or NOTHING,
        report=_("rapport %(n)s") % {"n": report.number} if report else NOTHING,
        report_url=places.url(wijk, name="report", number=str(report.number)) if report else "",
    )  # fmt: skip


def _agreed(own: set[str], decided: set[UUID | None], of: _Found) -> Iterator[str]:
    """Name what is agreed for a wijk: its own focus points, and those of more wijken that take up its knelpunten."""
    for focus, actions in of.agreed:
        if own.intersection(focus.area_codes):
            yield f"{focus.slogan} ({focus.years}). {counted(actions)}"
        elif decided & of.taken_up.get(focus.pk, set()):
            yield _("%(slogan)s, met meer wijken samen") % {"slogan": focus.slogan}


def _figures(rows: Sequence[FigureRow]) -> str:
    """Name what the figures point to; where none has a verdict, a dash would say that all is well."""
    found = "; ".join(one["name"][language()] for one in knelpunten(rows)["found"])
    return found or (NOTHING if any(row.verdict for row in rows) else _("geen oordeel"))


def _shared(focus: FocusPoint, actions: Sequence[Standing], places: Places) -> str:
    areas = ", ".join(places.by_code[code].name for code in focus.area_codes if code in places.by_code)
    example = " " + _("Dit is een verzonnen voorbeeld.") if focus.is_example else ""
    return f"{areas}: {focus.slogan}, {focus.theme.lower()} ({focus.years}). {counted(actions)}{example}"


def council_paper(page: CouncilPage, sender: Sender) -> dict[str, Any]:
    """Return the two pages for paper: the same rows as on the screen."""
    today = timezone.localdate()
    title = _("Alle wijken van %(name)s op twee bladzijden") % {"name": page.name}
    more = ngettext("%(n)s wijk", "%(n)s wijken", len(page.rows)) % {"n": len(page.rows)}
    return {
        "language": language(), "title": title, "about": page.lead, "author": sender.author,
        "keywords": [_("wijkveiligheid"), page.name], "date": [today.year, today.month, today.day],
        "header": title, "footer": _("%(count)s, stand van %(day)s") % {"count": more, "day": page.day},
        "words": {"page": _("Pagina"), "of": _("van"), "contents": _("Inhoud")},
        "logo": sender.logo, "lead": page.lead, "notice": sender.notice, "day": page.day,
        "shared_title": _("Voor meer wijken samen"), "shared": page.shared,
        "wijken_title": _("Per wijk"),
        "wijken": table(page.header, [one.cells for one in page.rows], widths=(1.7, 1.3, 2.2, 1.9, 2.4, 0.8)),
        "cut": _("Lange teksten zijn hier ingekort. Op de website staan zij heel."),
        "address": f"{sender.site}{page.urls['here']}" if sender.site else "",
    }  # fmt: skip
