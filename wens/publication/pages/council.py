"""All wijken on two pages for the council: per wijk what was decided, what is agreed and how far it is. No ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.bottlenecks.models import PublicText
from wens.bottlenecks.queries import public_texts
from wens.plans.models import FocusPoint
from wens.plans.queries import adopted_in
from wens.plans.showing import counted
from wens.publication.pages.area import Link, language
from wens.publication.pages.paper.sender import Sender
from wens.publication.places import Place, Places
from wens.render.blocks import table
from wens.reports.models import Report
from wens.reports.queries import published
from wens.rounds import queries as rounds
from wens.rounds.models import Round
from wens.rounds.models import Stage as RoundStage


@dataclass(frozen=True)
class Row:
    """One wijk: where its round is, what was decided, which speerpunten, how actions stand, its report."""

    name: str
    url: str
    round: str
    knelpunten: str
    focus_points: str
    actions: str
    report: str
    report_url: str = ""


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


def council_page(places: Places, gemeente_name: str, urls: Mapping[str, str]) -> CouncilPage:
    """Make the overview of all wijken. Twelve queries, however many wijken."""
    wijken = places.of_level(places.spoken)
    inside = {wijk.code: {wijk.code, *(one.code for one in places.all if wijk.code in one.inside.values())}
              for wijk in wijken}  # fmt: skip
    larger = {code for wijk in wijken for level, code in wijk.inside.items() if level in ("stadsdeel", "gemeente")}
    found = adopted_in({*larger, *(code for own in inside.values() for code in own)})
    texts = public_texts(sorted(code for own in inside.values() for code in own))
    reports = {one.area_code: one for one in published()}
    running = {one.area_code: one for one in rounds.rounds(RoundStage.RUNNING)}
    rows = [
        _row(wijk, places, [one for one in texts if one.bottleneck_id and one.area_code in inside[wijk.code]],
             [(focus, stages) for focus, stages in found if inside[wijk.code].intersection(focus.area_codes)],
             running.get(wijk.code), reports.get(wijk.code))
        for wijk in wijken
    ]  # fmt: skip
    own = {code for codes in inside.values() for code in codes}
    return CouncilPage(
        name=gemeente_name,
        day=date_format(timezone.localdate(), "j F Y"),
        lead=_(
            "Per wijk: waar de ronde is, welke knelpunten wij oppakken, en hoe ver partners zijn met hun acties. De "
            "wijken staan op alfabet. Dit is geen ranglijst."
        ),
        shared=[_shared(focus, stages, places) for focus, stages in found if not own.intersection(focus.area_codes)],
        header=[_("Wijk"), _("Ronde"), _("Knelpunten"), _("Speerpunten"), _("Acties"), _("Rapport")],
        rows=rows, urls=dict(urls), trail=[Link(_("Wijken"), places.home()), Link(_("Alle wijken voor de raad"))],
    )  # fmt: skip


def _row(
    wijk: Place, places: Places, texts: Sequence[PublicText], found: Sequence[tuple[FocusPoint, list[str]]],
    running: Round | None, report: Report | None,
) -> Row:  # fmt: skip
    step = rounds.current_step(running) if running else None
    stages = [stage for _focus, of in found for stage in of]
    url = places.url(wijk, name="report", number=str(report.number)) if report else ""
    return Row(
        name=wijk.name, url=places.url(wijk),
        round=_("stap %(n)s van 8: %(name)s") % {"n": step.number, "name": step.get_key_display()} if step
        else _("er loopt geen ronde"),
        knelpunten="; ".join(one.title for one in texts) or "–",
        focus_points="; ".join(f"{focus.slogan} ({focus.years})" for focus, _stages in found) or "–",
        actions=counted(stages) if found else "–",
        report=_("rapport %(n)s") % {"n": report.number} if report else "–", report_url=url,
    )  # fmt: skip


def _shared(focus: FocusPoint, stages: Sequence[str], places: Places) -> str:
    areas = ", ".join(places.by_code[code].name for code in focus.area_codes if code in places.by_code)
    example = " " + _("Dit is een verzonnen voorbeeld.") if focus.is_example else ""
    return f"{areas}: {focus.slogan}, {focus.theme.lower()} ({focus.years}). {counted(stages)}{example}"


def council_paper(page: CouncilPage, sender: Sender) -> dict[str, Any]:
    """Return the two pages for paper: the same rows as on the screen."""
    today = timezone.localdate()
    title = _("Alle wijken van %(name)s op twee bladzijden") % {"name": page.name}
    rows = [[one.name, one.round, one.knelpunten, one.focus_points, one.actions, one.report] for one in page.rows]
    more = ngettext("%(n)s wijk", "%(n)s wijken", len(page.rows)) % {"n": len(page.rows)}
    return {
        "language": language(), "title": title, "about": page.lead, "author": sender.author,
        "keywords": [_("wijkveiligheid"), page.name], "date": [today.year, today.month, today.day],
        "header": title, "footer": _("%(count)s, stand van %(day)s") % {"count": more, "day": page.day},
        "words": {"page": _("Pagina"), "of": _("van"), "contents": _("Inhoud")},
        "logo": sender.logo, "lead": page.lead, "notice": sender.notice, "day": page.day,
        "shared_title": _("Voor meer wijken samen"), "shared": page.shared,
        "wijken_title": _("Per wijk"),
        "wijken": table(page.header, rows, widths=(1.5, 1.3, 2.6, 2.2, 2, 0.9)),
        "cut": _("Lange teksten zijn hier ingekort. Op de website staan zij heel."),
        "address": f"{sender.site}{page.urls['here']}" if sender.site else "",
    }  # fmt: skip
