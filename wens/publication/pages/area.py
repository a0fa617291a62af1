"""The page of a wijk, stadsdeel or gemeente, and of one theme in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.districts.showing import ShownContact, ShownText
from wens.figures.rows import FigureRow
from wens.photos.summary import SIDES
from wens.publication import data, maps, words
from wens.publication.data import Edition
from wens.publication.figure_view import FigureView, Reference, shown
from wens.publication.pages.around import Money, Stadsdeel, budget_of, stadsdeel_of, told_at, works_of
from wens.publication.pages.bottlenecks import Decided, decided_of
from wens.publication.pages.lists import Item, Pointers, items, pointers_of
from wens.publication.pages.voices import ThemeVoices, VoicesView, voices_of
from wens.publication.photos import photo_of
from wens.publication.places import Place, Places
from wens.publication.plans import doing_in
from wens.publication.rounds import round_words
from wens.render.numbers import number
from wens.render.strip import axis

if TYPE_CHECKING:
    from wens.publication.pages.photos import Then


@dataclass(frozen=True)
class Theme:
    """The figures of one theme in one place."""

    key: str
    name: str
    slug: str
    description: str
    url: str
    figures: list[FigureView] = field(default_factory=list)
    current: bool = False
    said: ThemeVoices | None = None  # what people say about it

    @property
    def side(self) -> bool:
        """Whether this is burden or capacity."""
        return self.key in SIDES

    @property
    def known(self) -> list[FigureView]:
        """The figures that have a number."""
        return [figure for figure in self.figures if figure.known]

    @property
    def lacking(self) -> list[FigureView]:
        """The figures that have none; those that the gemeente as a whole does have come first."""
        return sorted((one for one in self.figures if not one.known), key=lambda one: (not one.elsewhere, one.name))

    @property
    def reasons(self) -> list[tuple[str, list[FigureView]]]:
        """The figures without a number under the reason that they share, so that it is said once."""
        grouped: dict[str, list[FigureView]] = {}
        for figure in self.lacking:
            grouped.setdefault(figure.missing, []).append(figure)
        return list(grouped.items())

    @property
    def has_pictures(self) -> bool:
        """Whether the shared scale has to be drawn above the figures."""
        return any(figure.picture for figure in self.figures)


@dataclass(frozen=True)
class Link:
    """A name with an address."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class AreaPage:
    """Everything on the page of one place."""

    place: Place
    name: str
    kicker: str
    lead: str
    reference: Reference
    edition: Edition | None
    edition_words: str
    facts: list[tuple[str, str]]
    parts: list[Link]
    parts_title: str
    locator: SafeString
    locator_words: str
    urls: dict[str, str]
    trail: list[Link]
    axis: SafeString
    themes: list[Theme] = field(default_factory=list)
    known: list[Item] = field(default_factory=list)
    unknown: list[Item] = field(default_factory=list)
    pointers: Pointers | None = None  # what the figures point to; nothing without an edition
    then: "Then | None" = None  # a frozen photo says of when it is
    doing: list[Item] = field(default_factory=list)  # what was agreed; a frozen photo holds figures only
    round_words: str = ""  # at which step the round is; nothing when none runs
    decided: Decided | None = None  # what was taken up, in approved words
    voices: VoicesView | None = None  # what people say; not in a frozen photo, which holds figures
    contacts: list[ShownContact] = field(default_factory=list)  # whom to turn to
    news: list[ShownText] = field(default_factory=list)
    budget: Money = field(default_factory=Money)  # its wijkbudget and the raden that decide on it
    works: str = ""  # the address of its wijkbeheerplan
    around: Stadsdeel | None = None  # programmes, speerpunten and meetings, on the page of a stadsdeel

    @property
    def incidents(self) -> list[Theme]:
        """The themes but burden and capacity, which stand side by side."""
        return [theme for theme in self.themes if theme.key not in SIDES]

    @property
    def silent(self) -> list[Theme]:
        """The themes of which this place has no number at all; they stand together at the end."""
        return [theme for theme in self.incidents if not theme.known]

    @property
    def balance(self) -> list[Theme]:
        """Burden and capacity."""
        return [theme for theme in self.themes if theme.key in SIDES]

    @property
    def nothing_agreed(self) -> str:
        """What stands under 'this is what we do about it' as long as there are no agreements."""
        return words.nothing_agreed(self.name)

    @property
    def border_words(self) -> str:
        """What stands under the name while the gemeente has not confirmed the borders; else nothing."""
        return words.border_unconfirmed() if self.place.unconfirmed else ""

    @property
    def reading(self) -> str:
        """How to read the pictures, in three short sentences."""
        return words.reading(
            self.name, self.reference.words, stadsdeel=self.place.level not in {"gemeente", "stadsdeel"}
        )


def language() -> str:
    """Return the language of this page: nl or en."""
    return (get_language() or "nl")[:2]


def reference_of(place: Place, gemeente_name: str) -> Reference:
    """Return what figures of this place are compared with."""
    if place.level == "gemeente":
        return Reference(_("Nederland"), words.whole(_("Nederland")), of_country=True)
    return Reference(gemeente_name, words.whole(gemeente_name))


def area_page(place: Place, places: Places, gemeente_name: str, edition: Edition | None = None) -> AreaPage:
    """Make the page of one place; without an active edition it says so and shows where the place lies.

    `edition`: the active one, for who looked it up already.
    """
    edition = edition or data.active_edition()
    reference = reference_of(place, gemeente_name)
    photo = photo_of(place, places, gemeente_name, edition) if edition else None
    themes = themes_of(photo, reference, lambda slug: places.url(place, name="theme", theme=slug)) if photo else []
    voices = voices_of(place, places)
    themes = [replace(theme, said=voices.of(theme.key)) for theme in themes]
    parts = places.parts(place)
    told = told_at(place, places)
    return AreaPage(
        place=place,
        name=place.name,
        kicker=kicker_of(place, _stadsdeel(place, places)),
        lead=_lead(place),
        reference=reference,
        edition=edition,
        edition_words=edition_words(edition),
        facts=facts(place),
        parts=[Link(one.name, places.url(one)) for one in parts],
        parts_title=_parts_title(parts, place),
        locator=maps.locator(place, places),
        locator_words=_("Waar %(name)s ligt in de gemeente.") % {"name": place.name},
        urls=urls_of(place, places),
        trail=trail(place, places),
        axis=drawn_axis(),
        themes=themes,
        known=items(photo, "known", themes, language()) if photo else [],
        unknown=items(photo, "unknown", themes, language()) if photo else [],
        pointers=pointers_of(photo, themes, language()) if photo else None,
        doing=doing_in(place, places),
        round_words=round_words(place.code),
        decided=decided_of(place, places),
        voices=voices,
        contacts=told.contacts,
        news=told.news,
        budget=budget_of(place, places),
        works=works_of(place, places),
        around=stadsdeel_of(
            place, places, [one for theme in themes if theme.side for one in theme.figures], told.texts
        ),
    )


def drawn_axis() -> SafeString:
    """Draw the words of the shared scale; the reference is named at its tick."""
    return mark_safe(axis(words.scale_labels("")))  # noqa: S308 -- written and escaped by wens.render


def themes_of(photo: Mapping[str, Any], reference: Reference, url: Callable[[str], str], only: str = "") -> list[Theme]:
    """Return the themes of a photo in order with the view of each indicator.

    ``url``: the address of a theme by its slug; ``only``: the key of one theme.
    """
    spoken, area = language(), photo["area"]
    constant = {"area_code": area["code"], "area_name": area["name"], "level": area["level"]}
    themes = []
    for theme in photo["themes"]:
        if only and theme["key"] != only:
            continue
        views = [
            replace(shown(one, photo["columns"], constant, reference, spoken), origin=_origin(one, photo))
            for one in photo["indicators"]
            if one["theme"] == theme["key"]
        ]
        themes.append(
            Theme(
                key=theme["key"],
                name=theme["name"][spoken],
                slug=theme["slug"],
                description=theme["description"][spoken],
                url=url(theme["slug"]),
                figures=sorted(views, key=_order),
            )
        )
    return themes


def _origin(one: Mapping[str, Any], photo: Mapping[str, Any]) -> str:
    """Which edition a number stands in and which deliveries it was counted from, so that it can be traced."""
    if not one["known"]:
        return ""
    snapshots = dict(zip(photo["columns"], one["row"], strict=True))["snapshot"].split(";")
    named = " + ".join(number for number in snapshots if number in photo["deliveries"])
    parts = {"edition": photo["edition"]["id"], "deliveries": named}
    return (_("uitgave %(edition)s, levering %(deliveries)s") if named else _("uitgave %(edition)s")) % parts


def by_area_and_indicator(rows: Sequence[FigureRow]) -> dict[tuple[str, str], list[FigureRow]]:
    """Group rows by area and indicator."""
    grouped: dict[tuple[str, str], list[FigureRow]] = {}
    for row in rows:
        grouped.setdefault((row.area_code, row.indicator), []).append(row)
    return grouped


def _order(figure: FigureView) -> tuple[int, str]:
    """Judged figures first, then shown ones, then those without a number; inside that by name. Never by height."""
    return (0 if figure.judged else 1 if figure.known else 2, figure.name)


def kicker_of(place: Place, stadsdeel: str) -> str:
    """Return the line above the name: what kind of area it is, and in which stadsdeel."""
    level = words.level_name(place.level)
    level = level[0].upper() + level[1:]
    return _("%(level)s in stadsdeel %(name)s") % {"level": level, "name": stadsdeel} if stadsdeel else level


def _stadsdeel(place: Place, places: Places) -> str:
    holder = places.holder(place, "stadsdeel")
    return holder.name if holder else ""


def _lead(place: Place) -> str:
    if place.level == "gemeente":
        return _("Dit is wat wij weten over de veiligheid in heel %(name)s, onderwerp voor onderwerp.") % {
            "name": place.name
        }
    return _("Dit is wat wij weten over de veiligheid in %(name)s, onderwerp voor onderwerp.") % {"name": place.name}


def facts(place: Place) -> list[tuple[str, str]]:
    """Return the size of a place in a few numbers."""
    named = [
        (_("Inwoners"), place.inhabitants),
        (_("Huishoudens"), place.households),
        (_("Woningen"), place.dwellings),
    ]
    return [(name, number(value, language(), decimals=0)) for name, value in named if value is not None]


def _parts_title(parts: Sequence[Place], place: Place) -> str:
    if not parts:
        return ""
    titles = {
        "stadsdeel": _("Stadsdelen in %(name)s"),
        "local_wijk": _("Wijken in %(name)s"),
        "wijk": _("Wijken in %(name)s"),
    }
    return titles.get(parts[0].level, _("Buurten in %(name)s")) % {"name": place.name}


def trail(place: Place, places: Places) -> list[Link]:
    """Return the way back: home, the stadsdeel, the wijk, and the place itself without an address."""
    steps = [Link(_("Wijken"), places.home())]
    for level in ("stadsdeel", "local_wijk"):
        holder = places.holder(place, level)
        if holder is not None and holder.code != place.code:
            steps.append(Link(holder.name, places.url(holder)))
    return [*steps, Link(place.name)]


def urls_of(place: Place, places: Places) -> dict[str, str]:
    """Return the addresses of the downloads of a place."""
    sheets = {form: places.url(place, name="sheet", form=form) for form in ("csv", "xlsx", "json")}
    own = {name: places.url(place, name=name) for name in ("pdf", "photos", "dossiers", "reports")}
    return {"here": places.url(place), **own, **sheets}


def edition_words(edition: Edition | None) -> str:
    """Say which edition the figures are from, so that two people can compare."""
    if edition is None:
        return ""
    return _("Uitgave %(id)s, gemaakt op %(day)s. Indeling van %(year)s.") % {
        "id": edition.id,
        "day": edition.day(language()),
        "year": edition.year,
    }
