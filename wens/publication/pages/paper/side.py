"""The parts of a place side by side: per figure a small map and a table, in order of name, never of height."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wens.figures.definitions import Indicator, definitions
from wens.figures.rows import FigureRow
from wens.publication import data, words
from wens.publication.figure_view import Reference, SeriesRow, newest, series_row
from wens.publication.pages.area import AreaPage, language
from wens.publication.pages.paper.figures import key
from wens.publication.pages.paper.maps import small_map
from wens.publication.places import Place, Places
from wens.render.blocks import Block, Cell, drawn, heading, marked, table, text
from wens.render.dots import dots
from wens.render.svg import standalone


@dataclass(frozen=True)
class Line:
    """The newest figure of one part."""

    part: Place
    row: FigureRow
    words: SeriesRow
    reference: Reference

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.row.value is not None

    @property
    def picture(self) -> str:
        """Return the dot with its margin on the shared scale; '' when there is nothing to compare with."""
        compared = self.reference.value(self.row)
        if self.row.value is None or not compared:
            return ""
        return dots(self.row.value, self.row.low, self.row.high, compared, self.row.verdict)


@dataclass(frozen=True)
class Side:
    """One indicator in all parts of a place, in order of name."""

    indicator: Indicator
    lines: Sequence[Line]
    lacking: Sequence[tuple[Place, str]]  # parts that no figure was delivered for, and why

    @property
    def shown(self) -> list[Line]:
        """The lines that have a number."""
        return [line for line in self.lines if line.known]

    @property
    def verdicts(self) -> dict[str, str]:
        """The class of each part on a map; 'none' where there is no number."""
        return {line.part.code: line.row.verdict if line.known else "none" for line in self.lines}

    @property
    def judged(self) -> bool:
        """Whether any part has a verdict."""
        return any(line.row.verdict for line in self.shown)

    def named(self, verdict: str) -> list[str]:
        """Return the names of the parts with this verdict, in order of name."""
        return [line.part.name for line in self.shown if line.row.verdict == verdict]

    @property
    def compared(self) -> str:
        """What the parts are compared with, written out; '' when nothing."""
        return next((line.words.reference for line in self.shown if line.words.reference), "")


def sides(parts: Sequence[Place], reference: Reference) -> dict[str, list[Side]]:
    """Return per theme the indicators that at least one part has a number for, in order of name. One query."""
    rows: dict[tuple[str, str], list[FigureRow]] = {}
    for row in data.figures_of([part.code for part in parts]):
        rows.setdefault((row.area_code, row.indicator), []).append(row)
    found: dict[str, list[Side]] = {}
    for indicator in sorted(definitions().indicators.values(), key=lambda one: one.name[language()]):
        side = _side(indicator, parts, rows, reference)
        if side.shown:
            found.setdefault(indicator.theme, []).append(side)
    return found


def _side(
    indicator: Indicator,
    parts: Sequence[Place],
    rows: Mapping[tuple[str, str], list[FigureRow]],
    reference: Reference,
) -> Side:
    lines, lacking = [], []
    for part in parts:
        row = newest(rows.get((part.code, indicator.key), []))
        if row is None:
            lacking.append((part, words.why_no_number(None, indicator, language())))
        else:
            lines.append(Line(part, row, series_row(row, indicator, reference, language()), reference))
    return Side(indicator, lines, lacking)


def reference_of_parts(page: AreaPage) -> Reference:
    """Return what the parts of a place are compared with: the gemeente, as on their own pages."""
    if page.reference.of_country:
        return Reference(page.name, words.whole(page.name))
    return page.reference


def side_by_side(page: AreaPage, places: Places) -> list[Block]:
    """Return the parts of a stadsdeel or gemeente side by side; nothing for a wijk, whose buurten are too small."""
    parts = places.parts(page.place) if page.place.level in {"stadsdeel", "gemeente"} else []
    if not parts or page.edition is None:
        return []
    reference = reference_of_parts(page)
    found = sides(parts, reference)
    blocks = [text(_how_to_read(reference)), key(reference.words)]
    for theme in page.themes:
        if theme.key in found:
            blocks.append(heading(theme.name))
            blocks += [_beside(side, parts, places, reference) for side in found[theme.key]]
    return blocks


def _how_to_read(reference: Reference) -> str:
    return _(
        "De gebieden staan op alfabet. Dit is geen ranglijst: verschillen zijn vaak niet te onderscheiden van toeval. "
        "De dikke lijn in elk plaatje is %(reference)s, de streep is de marge."
    ) % {"reference": reference.words}


def _beside(side: Side, parts: Sequence[Place], places: Places, reference: Reference) -> Block:
    name = side.indicator.name[language()]
    different = side.named("higher") or side.named("lower")  # a map of chance says nothing
    drawing = small_map(places, parts, side.verdicts) if different else ""
    return {
        "kind": "beside",
        "name": name,
        "map": standalone(drawing) if drawing else "",
        "map_alt": _("Kaart van %(name)s. De tabel ernaast zegt hetzelfde in woorden.") % {"name": name},
        "table": _table(side, reference),
    }


def _table(side: Side, reference: Reference) -> Block:
    """Return the table of one indicator: what all rows share stands in the caption."""
    periods = {line.words.period for line in side.shown}
    last = _("Oordeel") if side.judged else _("Opmerking")
    header = [_("Gebied"), _("Cijfer"), _("Marge"), _("¼ keer tot 4 keer"), last]
    rows = [(line.part.name, _row(line, dated=len(periods) > 1, judged=side.judged)) for line in side.lines]
    rows += [(part.name, [part.name, "–", "", "", marked("too_few", why)]) for part, why in side.lacking]
    caption = ", ".join([side.indicator.unit[language()], *(periods if len(periods) == 1 else [])])
    if side.compared:
        caption = f"{caption}; {reference.words}: {side.compared}"
    cells = [row for _name, row in sorted(rows, key=lambda pair: pair[0].casefold())]
    return table(header, cells, caption=caption, widths=(1.8, 0.7, 1.0, 2.2, 2.9), numeric=(1, 2))


def _row(line: Line, *, dated: bool, judged: bool) -> list[Cell]:
    said = line.words
    if not line.known:
        return [line.part.name, "–", "", "", marked("too_few", said.note)]
    name = f"{line.part.name} ({said.period})" if dated else line.part.name
    verdict: Cell = marked(said.verdict, said.verdict_words or words.verdict_words("", "")) if judged else said.note
    return [name, said.value, said.interval, drawn(line.picture) if line.picture else "", verdict]
