"""What stands beside the figures of a place: whom to turn to and news; and on the page of a stadsdeel all around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.budgets.queries import around
from wens.districts.models import Version
from wens.districts.queries import FROM_NEAR_TO_FAR, at_place
from wens.districts.showing import NEWEST, ShownContact, ShownText, language, shown_contact, shown_text
from wens.initiatives.showing import Shown as Initiative
from wens.initiatives.showing import living_in
from wens.meetings.models import Meeting
from wens.meetings.queries import public_meetings, published
from wens.plans.models import Programme
from wens.plans.queries import programmes
from wens.plans.showing import ShownFocus, tree
from wens.publication.figure_view import FigureView
from wens.publication.places import Place, Places
from wens.render.numbers import number

MOST_FIGURES = 6
MOST_MINUTES = 5


@dataclass(frozen=True)
class ProgrammeText:
    """A programme with what the gemeente says about it here; `text` is empty while nobody wrote it."""

    programme: Programme
    title: str
    text: str
    spoken: str
    is_example: bool


@dataclass(frozen=True)
class Period:
    """The speerpunten of one period, each with everything below it."""

    years: str
    is_over: bool
    focus_points: list[ShownFocus]


@dataclass(frozen=True)
class Stadsdeel:
    """Everything on the page of a stadsdeel besides its figures."""

    profile: ShownText | None
    sentences: list[str]
    figures: list[FigureView]
    programmes: list[ProgrammeText]
    periods: list[Period]
    meetings: list[Meeting]
    minutes: list[Meeting]
    earlier: str
    plans: str
    initiatives: list[Initiative]


def chain_of(place: Place) -> list[str]:
    """Return the code of a place and of what holds it, the nearest first."""
    return [place.code, *(place.inside[level] for level in FROM_NEAR_TO_FAR if level in place.inside)]


@dataclass(frozen=True)
class Told:
    """What the gemeente tells at a place: whom to turn to, the newest news, and texts ("": its profile)."""

    contacts: list[ShownContact]
    news: list[ShownText]
    texts: Mapping[str, Version]


def told_at(place: Place, places: Places) -> Told:
    """Return what is told at a place; news also of what holds it and of what lies in it. One query."""
    chain = chain_of(place)
    found = at_place(chain, {*chain, *_within(place, places)}, most=NEWEST)
    return Told([shown_contact(one) for one in found.contacts], [shown_text(one) for one in found.news], found.texts)


@dataclass(frozen=True)
class Money:
    """The wijkbudget of a place: its address, empty when there never was one; which raden decide, (name, address)."""

    url: str = ""
    councils: tuple[tuple[str, str], ...] = ()


def budget_of(place: Place, places: Places) -> Money:
    """Return the wijkbudget of a place and of what lies in it. One query."""
    if place.level == "buurt":
        return Money()
    found = around([place.code, *_within(place, places)])
    if not found.is_there:
        return Money()
    councils = ((name, reverse("wijkbudget:council", args=[slug])) for name, slug in found.councils)
    return Money(reverse("wijkbudget:area", args=[place.slug]), tuple(councils))


def works_of(place: Place, places: Places) -> str:
    """Return the address of the wijkbeheerplan of a wijk, also while there is none: that page says so. No query."""
    return reverse("works-public:newest", args=[place.slug]) if place.level == places.spoken else ""


def stadsdeel_of(
    place: Place, places: Places, figures: Sequence[FigureView], texts: Mapping[str, Version]
) -> Stadsdeel | None:
    """Return what stands around the figures of a stadsdeel; None for another level.

    `figures`: those of the page; `texts`: what is told about it.
    """
    if place.level != "stadsdeel":
        return None
    known = programmes()
    names = {one.code: one.name for one in places.all}
    branches = tree(tier="public", area_codes={place.code}, known=known, names=names)
    codes = [place.code, *_within(place, places)]
    return Stadsdeel(
        profile=shown_text(texts[""]) if "" in texts else None,
        sentences=sentences_of(place, places),
        figures=[one for one in figures if one.known][:MOST_FIGURES],
        programmes=[_programme(one, texts.get(one.key), place.code) for one in known],
        periods=periods_of([one for branch in branches for one in (*branch.now, *branch.before)]),
        meetings=public_meetings(codes),
        minutes=[one.meeting for one in published(codes)[:MOST_MINUTES]],
        earlier=reverse("districts-public:earlier", args=[place.code]),
        plans=f"{reverse('plans-public:tree')}?gebied={place.code}",
        initiatives=living_in(codes),
    )


def sentences_of(place: Place, places: Places) -> list[str]:
    """Say in numbers of the areas what kind of stadsdeel it is: people, homes, wijken. No query."""
    said, names = [], {"name": place.name}
    if place.inhabitants:
        said.append(_("In %(name)s wonen %(people)s mensen.") % {**names, "people": _whole(place.inhabitants)})
    whole = places.whole()
    if place.inhabitants and whole and whole.inhabitants:
        share = round(100 * place.inhabitants / whole.inhabitants)
        said.append(_("Dat is %(share)s procent van alle inwoners van %(gemeente)s.") % {
            "share": share, "gemeente": whole.name})  # fmt: skip
    if place.households and place.dwellings:
        said.append(_("Zij vormen %(households)s huishoudens. Er zijn %(dwellings)s woningen.") % {
            "households": _whole(place.households), "dwellings": _whole(place.dwellings)})  # fmt: skip
    wijken = [one for one in places.parts(place) if one.inhabitants]
    if len(wijken) > 1:
        most = max(wijken, key=lambda one: one.inhabitants or 0)
        said.append(ngettext("Er is %(count)s wijk.", "Er zijn %(count)s wijken.", len(wijken)) % {
            "count": len(wijken)})  # fmt: skip
        said.append(_("De meeste mensen wonen in %(wijk)s: %(people)s.") % {
            "wijk": most.name, "people": _whole(most.inhabitants)})  # fmt: skip
    return said


def periods_of(found: Sequence[ShownFocus]) -> list[Period]:
    """Return speerpunten by period, the newest first; a period is over when all in it are."""
    by_years: dict[str, list[ShownFocus]] = {}
    for one in sorted(found, key=lambda one: (-one.focus.starts_on.year, one.focus.order)):
        by_years.setdefault(one.focus.years, []).append(one)
    return [Period(years, all(one.is_over for one in group), group) for years, group in by_years.items()]


def _programme(one: Programme, written: Version | None, code: str) -> ProgrammeText:
    """What was written and signed for this stadsdeel, else the reviewed definition of the programme for it."""
    if written is not None:
        shown = shown_text(written)
        return ProgrammeText(one, shown.title, shown.text, shown.spoken, shown.is_example)
    if code in one.area_codes:
        return ProgrammeText(one, one.headline, one.about, "nl" if language() == "en" else "", False)
    return ProgrammeText(one, "", "", "", False)


def _within(place: Place, places: Places) -> list[str]:
    if place.level == "gemeente":
        return [one.code for one in places.all]
    return [one.code for one in places.all if one.inside.get(place.level) == place.code]


def _whole(value: float | None) -> str:
    return number(value, language(), decimals=0)
