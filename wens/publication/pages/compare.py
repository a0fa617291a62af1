"""Up to four areas side by side, in the order in which the reader chose them: never ranked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wens.figures.definitions import LEVELS, Indicator, definitions
from wens.figures.rows import FigureRow
from wens.publication import data, words
from wens.publication.data import Edition
from wens.publication.figure_view import NOTHING, Reference, SeriesRow, series_row
from wens.publication.pages.area import drawn_axis, edition_words, language
from wens.publication.places import Place, Places
from wens.publication.sources import source_name
from wens.render.numbers import number
from wens.render.numbers import period as period_words
from wens.render.strip import Strip, strip

MOST = 4
PARAMETER = "gebied"


@dataclass(frozen=True)
class Chosen:
    """One area that is compared, with the address of the page without it."""

    code: str
    name: str
    kind: str
    url: str
    without: str


@dataclass(frozen=True)
class Option:
    """Areas of one kind that can be added: code and name."""

    name: str
    places: list[tuple[str, str]]


@dataclass(frozen=True)
class Cell:
    """One figure of one area."""

    name: str
    line: SeriesRow
    picture: SafeString = NOTHING


@dataclass(frozen=True)
class Compared:
    """One indicator for all chosen areas, in one period."""

    key: str
    name: str
    unit: str
    period: str
    source: str
    whole: str
    cells: list[Cell]


@dataclass(frozen=True)
class ComparedTheme:
    """One theme with what at least one of the areas has a number for, and the names of what none has."""

    name: str
    slug: str
    indicators: list[Compared]
    lacking: list[str]


@dataclass(frozen=True)
class ComparePage:
    """Everything on the page that compares."""

    edition: Edition | None
    edition_words: str
    reference: Reference
    chosen: list[Chosen]
    notices: list[str]
    options: list[Option]
    urls: dict[str, str]
    axis: SafeString
    themes: list[ComparedTheme] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether no area can be added."""
        return len(self.chosen) >= MOST

    @property
    def names(self) -> str:
        """The names of the areas, for the heading."""
        return ", ".join(one.name for one in self.chosen)


def compare_page(asked: Sequence[str], places: Places, gemeente_name: str) -> ComparePage:
    """Make the page for the areas that were asked (codes, or names as in an address), in that order."""
    edition = data.active_edition()
    chosen, notices = choose(asked, places)
    reference = Reference(gemeente_name, words.whole(gemeente_name))
    shown = rows_of(chosen, places) if edition and chosen else {}
    return ComparePage(
        edition=edition,
        edition_words=edition_words(edition),
        reference=reference,
        chosen=[_chosen(one, chosen, places) for one in chosen],
        notices=notices,
        options=_options(places, chosen),
        urls={"here": reverse("publication:compare"), "csv": _address(chosen, name="compare-sheet")},
        axis=drawn_axis(),
        themes=_themes(chosen, shown, reference) if shown else [],
    )


def choose(asked: Iterable[str], places: Places) -> tuple[list[Place], list[str]]:
    """Return the areas that were asked, each once and at most `MOST`, and what the reader must know about the rest."""
    chosen: list[Place] = []
    notices = []
    for text in dict.fromkeys(text.strip()[:80] for text in asked if text.strip()):
        place = places.by_code.get(text) or places.by_slug.get(text.lower()) or places.stadsdelen.get(text.lower())
        if place is None or place.level not in LEVELS:
            notices.append(_("Wij kennen geen gebied “%(name)s”. Kies een gebied uit de lijst.") % {"name": text})
        elif place not in chosen:
            chosen.append(place)
    if len(chosen) > MOST:
        left_out = ", ".join(place.name for place in chosen[MOST:])
        notices.append(
            _("U kunt %(n)s gebieden naast elkaar zetten. Deze staan er niet bij: %(names)s.")
            % {"n": MOST, "names": left_out}
        )
    return chosen[:MOST], notices


def rows_of(chosen: Sequence[Place], places: Places) -> dict[tuple[str, str], FigureRow]:
    """Return per area and indicator the figure that is compared: all areas in the same, newest year. One query."""
    whole = places.whole()
    codes = [place.code for place in chosen]
    rows: dict[tuple[str, str], list[FigureRow]] = {}
    for row in data.figures_of([*codes, *([whole.code] if whole else [])]):
        rows.setdefault((row.area_code, row.indicator), []).append(row)
    shown = {}
    for key in definitions().indicators:
        own = [row for code in codes for row in rows.get((code, key), [])]
        period = max((row.period for row in own if row.value is not None), default="")
        for code in {*codes, *([whole.code] if whole else [])}:
            for row in rows.get((code, key), []):
                if row.period == period:
                    shown[code, key] = row
    return shown


def _themes(
    chosen: Sequence[Place], shown: dict[tuple[str, str], FigureRow], reference: Reference
) -> list[ComparedTheme]:
    found = definitions()
    known = {key for _code, key in shown}
    themes = []
    for theme in sorted(found.themes.values(), key=lambda one: one.order):
        own = sorted(
            (one for one in found.indicators.values() if one.theme == theme.key), key=lambda one: one.name[language()]
        )
        lacking = [one.name[language()] for one in own if one.key not in known]
        compared = [_compared(one, chosen, shown, reference) for one in own if one.key in known]
        if compared:
            themes.append(ComparedTheme(theme.name[language()], theme.slug, compared, lacking))
    return themes


def _compared(
    one: Indicator, chosen: Sequence[Place], shown: dict[tuple[str, str], FigureRow], reference: Reference
) -> Compared:
    rows = {place.code: shown.get((place.code, one.key)) for place in chosen}
    some = next(row for row in rows.values() if row is not None and row.value is not None)
    return Compared(
        key=one.key,
        name=one.name[language()],
        unit=one.unit[language()],
        period=period_words(some.period, language()),
        source=source_name(some.source, language()),
        whole=number(some.comparison, language()),
        cells=[_cell(place, rows[place.code], one, reference) for place in chosen],
    )


def _cell(place: Place, row: FigureRow | None, one: Indicator, reference: Reference) -> Cell:
    if row is None:
        nothing = words.why_no_number(None, one, language())
        return Cell(place.name, SeriesRow("", "", "", "", "", "", "", nothing))
    line = series_row(row, one, reference, language())
    return Cell(place.name, line, _picture(row, line, place.name, reference))


def _picture(row: FigureRow, line: SeriesRow, name: str, reference: Reference) -> SafeString:
    if row.value is None or not row.comparison:
        return NOTHING
    low, _dash, high = line.interval.partition("–")
    drawn = Strip(
        value=row.value,
        low=row.low,
        high=row.high,
        reference=row.comparison,
        verdict=line.verdict,
        value_label=line.value,
        low_label=low,
        high_label=high,
        reference_label=f"{reference.words}: {line.reference}",
        description=f"{name}: {line.value} {line.interval and f'({line.interval})'} {line.verdict_words}".strip(),
    )
    return mark_safe(strip(drawn))  # noqa: S308 -- written and escaped by wens.render


def _chosen(place: Place, chosen: Sequence[Place], places: Places) -> Chosen:
    others = [one for one in chosen if one is not place]
    return Chosen(place.code, place.name, words.level_name(place.level), places.url(place), _address(others))


def _options(places: Places, chosen: Sequence[Place]) -> list[Option]:
    kinds = [level for level in LEVELS if level != "wijk" or places.spoken == "wijk"]
    groups = [(kind, [place for place in places.of_level(kind) if place not in chosen]) for kind in kinds]
    return [Option(words.level_name(kind), [(one.code, one.name) for one in found]) for kind, found in groups if found]


def _address(chosen: Iterable[Place], name: str = "compare") -> str:
    query = urlencode([(PARAMETER, place.code) for place in chosen])
    address = reverse(f"publication:{name}")
    return f"{address}?{query}" if query else address
