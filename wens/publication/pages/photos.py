"""The pages of frozen photos: the list of an area, one photo as it was, and two beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wens.photos.compare import compare
from wens.publication import photos
from wens.publication.data import Edition
from wens.publication.figure_view import NOTHING, Reference
from wens.publication.pages.area import (
    AreaPage,
    Link,
    drawn_axis,
    edition_words,
    facts,
    kicker_of,
    language,
    themes_of,
    trail,
)
from wens.publication.pages.lists import items, pointers_of
from wens.publication.photos import Frozen
from wens.publication.places import Place, Places
from wens.render.map import MapArea, map_svg
from wens.render.numbers import period

SHOWN_FIRST = ("up", "down", "new", "gone", "chance", "revised", "untested", "defined", "borders", "same", "neither")


@dataclass(frozen=True)
class Listed:
    """One photo in the list: its number and day, with the addresses to see it and to lay it beside the one before."""

    number: int
    day: str
    edition: int
    url: str
    earlier: str = ""


@dataclass(frozen=True)
class PhotoList:
    """All photos of an area."""

    name: str
    url: str
    photos: list[Listed]
    trail: list[Link]


@dataclass(frozen=True)
class Then:
    """What a page of a frozen photo says about itself."""

    number: int
    day: str
    digest: str
    now: str
    json: str
    pdf: str
    others: str


@dataclass(frozen=True)
class Change:
    """One figure in two photos."""

    name: str
    unit: str
    kind: str
    mark: str
    text: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """Two photos of an area beside each other."""

    name: str
    first: Listed
    second: Listed
    remarks: list[str]
    changes: list[Change]
    silent: int  # figures without a number in both
    trail: list[Link]


def photo_list(place: Place, places: Places) -> PhotoList:
    """Make the list of the photos of a place, the newest first."""
    kept = photos.kept(place.code)
    before = {later.number: str(one.number) for later, one in pairwise(kept)}
    listed = []
    for one in kept:
        address = ""
        if one.number in before:
            address = places.url(place, name="photos-compared", first=before[one.number], second=str(one.number))
        listed.append(_listed(place, places, one.number, one.frozen_at, one.edition, address))
    return PhotoList(place.name, places.url(place), listed, _trail(place, places))


def frozen_page(place: Place, places: Places, photo: Frozen) -> AreaPage:
    """Make the page of a place as it was; nothing on it is read from the figures or definitions of today."""
    content = photo.content
    area = content["area"]
    then = _place(area)
    edition = _edition(content["edition"])
    reference = _reference(content)
    themes = themes_of(content, reference, lambda _slug: "")
    return AreaPage(
        place=then,
        name=then.name,
        kicker=kicker_of(then, area["inside"].get("stadsdeel", {}).get("name", "")),
        lead=_("Dit was op %(day)s bekend over de veiligheid in %(name)s.")
        % {"day": photo.day(language()), "name": then.name},
        reference=reference,
        edition=edition,
        edition_words=edition_words(edition),
        facts=facts(then),
        parts=[],
        parts_title="",
        locator=outline_then(area),
        locator_words=_("Zo liep de grens van %(name)s toen.") % {"name": then.name},
        urls={"here": places.url(place, name="photo", number=str(photo.number))},
        trail=[*_trail(place, places, photo.number)],
        axis=drawn_axis(),
        themes=[replace(theme, url="") for theme in themes],
        known=items(content, "known", themes, language()),
        unknown=items(content, "unknown", themes, language()),
        pointers=pointers_of(content, themes, language()),
        then=Then(
            number=photo.number,
            day=photo.day(language()),
            digest=photo.digest,
            now=places.url(place),
            json=places.url(place, name="photo-json", number=str(photo.number)),
            pdf=places.url(place, name="photo-pdf", number=str(photo.number)),
            others=places.url(place, name="photos"),
        ),
    )


def comparison(place: Place, places: Places, first: Frozen, second: Frozen) -> Comparison:
    """Make the page of two photos beside each other: what changed most certainly first, inside that by name."""
    found = compare(first.content, second.content)
    changes = [_change(one) for one in found["figures"] if one["kind"] != "neither"]
    changes.sort(key=lambda one: (SHOWN_FIRST.index(one.kind), one.name))
    sides = [_listed(place, places, one.number, one.frozen_at, one.content["edition"]["id"]) for one in (first, second)]
    return Comparison(
        name=place.name,
        first=sides[0],
        second=sides[1],
        remarks=[remark[language()] for remark in found["remarks"]],
        changes=changes,
        silent=sum(one["kind"] == "neither" for one in found["figures"]),
        trail=[
            *_trail(place, places, first.number)[:-1],
            Link(_("Foto %(a)s en %(b)s") % {"a": first.number, "b": second.number}),
        ],
    )


def _change(one: Mapping[str, Any]) -> Change:
    marks = {"up": "higher", "down": "lower", "chance": "chance"}
    return Change(
        name=one["name"][language()],
        unit=one["unit"][language()],
        kind=one["kind"],
        mark=marks.get(one["kind"], ""),
        text=one["text"][language()],
        before=_said(one["before"]),
        after=_said(one["after"]),
    )


def _said(side: Mapping[str, Any] | None) -> str:
    if side is None:
        return "–"
    return f"{side['words'][language()]} ({period(side['period'], language())})"


def _listed(place: Place, places: Places, number: int, frozen_at: datetime, edition: int, earlier: str = "") -> Listed:
    address = places.url(place, name="photo", number=str(number))
    return Listed(number, photos.written_day(frozen_at, language()), edition, address, earlier)


def _trail(place: Place, places: Places, number: int = 0) -> list[Link]:
    here = trail(place, places)
    list_ = Link(_("Foto’s"), places.url(place, name="photos") if number else "")
    steps = [*here[:-1], Link(place.name, places.url(place)), list_]
    return [*steps, Link(_("Foto %(number)s") % {"number": number})] if number else steps


def _place(area: Mapping[str, Any]) -> Place:
    return Place(
        code=area["code"], name=area["name"], level=area["level"], slug=area["slug"],
        inside={level: holder["code"] for level, holder in area["inside"].items()},
        inhabitants=area["inhabitants"], households=area["households"], dwellings=area["dwellings"],
        unconfirmed=area["unconfirmed"],
    )  # fmt: skip


def _edition(said: Mapping[str, Any]) -> Edition:
    return Edition(said["id"], said["year"], said["digest"], datetime.fromisoformat(said["built_at"]))


def _reference(content: Mapping[str, Any]) -> Reference:
    of_country = content["area"]["level"] == "gemeente"
    name = _("Nederland") if of_country else content["gemeente"]["name"]
    return Reference(name, content["reference"][language()], of_country=of_country)


def outline_then(area: Mapping[str, Any], *, width: float | None = None) -> SafeString:
    """Draw the border of an area as it was when its photo was kept; nothing when it had none."""
    rings: Sequence[Any] = [[(x, y) for x, y in ring] for ring in area["outline"]]
    if not rings:
        return NOTHING
    title = _("Kaart: de grens van %(name)s toen") % {"name": area["name"]}
    shape = MapArea(area["name"], rings, rings[0][0], fill="chosen", labelled=False)
    drawing = map_svg([shape], title=title, description=title, width=width)
    return mark_safe(drawing)  # noqa: S308 -- written by wens.render
