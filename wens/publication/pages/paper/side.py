"""The parts of a place side by side: per figure a small map and a table, in order of name, never of height."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wens.figures.definitions import Indicator, definitions
from wens.figures.rows import FigureRow
from wens.publication import data, words
from wens.publication.figure_view import FigureView, Reference, view
from wens.publication.pages.area import AreaPage, by_area_and_indicator, language
from wens.publication.pages.paper.blocks import Block, Cell, drawn, heading, marked, table, text
from wens.publication.pages.paper.figures import key
from wens.publication.pages.paper.maps import small_map
from wens.publication.places import Place, Places
from wens.render.dots import dots
from wens.render.svg import standalone


@dataclass(frozen=True)
class Side:
    """One indicator in all parts of a place."""

    indicator: Indicator
    views: Mapping[str, FigureView]  # by code of the part

    @property
    def shown(self) -> list[FigureView]:
        """The figures that have a number."""
        return [one for one in self.views.values() if one.known]

    @property
    def verdicts(self) -> dict[str, str]:
        """The class of each part on a map; 'none' where there is no number."""
        return {code: one.verdict if one.known else "none" for code, one in self.views.items()}


def sides(parts: Sequence[Place], reference: Reference) -> dict[str, list[Side]]:
    """Return per theme the indicators that at least one part has a number for, in order of name. One query."""
    rows = by_area_and_indicator(data.figures_of([part.code for part in parts]))
    found: dict[str, list[Side]] = {}
    for indicator in sorted(definitions().indicators.values(), key=lambda one: one.name[language()]):
        side = Side(indicator, {part.code: _view(indicator, rows.get((part.code, indicator.key), []), reference)
                                for part in parts})  # fmt: skip
        if side.shown:
            found.setdefault(indicator.theme, []).append(side)
    return found


def _view(indicator: Indicator, rows: Sequence[FigureRow], reference: Reference) -> FigureView:
    return view(indicator, rows, whole=None, reference=reference, language=language())


def side_by_side(page: AreaPage, places: Places) -> list[Block]:
    """Return the parts of a stadsdeel or gemeente side by side; nothing for a wijk, whose buurten are too small."""
    parts = places.parts(page.place) if page.place.level in {"stadsdeel", "gemeente"} else []
    if not parts or page.edition is None:
        return []
    # Parts of the gemeente are compared with it, as on their own pages.
    reference = Reference(page.reference.name, page.reference.words)
    if page.reference.of_country:
        reference = Reference(page.name, words.whole(page.name))
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
    judged = any(one.verdict for one in side.shown)
    different = any(one.verdict in {"higher", "lower"} for one in side.shown)  # a map of chance says nothing
    drawing = small_map(places, parts, side.verdicts) if different else ""
    return {
        "kind": "beside",
        "name": name,
        "map": standalone(drawing) if drawing else "",
        "map_alt": _("Kaart van %(name)s. De tabel ernaast zegt hetzelfde in woorden.") % {"name": name},
        "table": _table(side, parts, reference, judged=judged),
    }


def _table(side: Side, parts: Sequence[Place], reference: Reference, *, judged: bool) -> Block:
    """Return the table of one indicator: what all rows share stands in the caption."""
    periods = {one.period for one in side.shown}
    last = _("Oordeel") if judged else _("Opmerking")
    header = [_("Gebied"), _("Cijfer"), _("Marge"), _("¼ keer tot 4 keer"), last]
    rows = [_row(part, side.views[part.code], reference, dated=len(periods) > 1, judged=judged) for part in parts]
    compared = next((one.compared for one in side.shown if one.compared), "")
    caption = ", ".join([side.indicator.unit[language()], *(periods if len(periods) == 1 else [])])
    if compared:
        caption = f"{caption}; {reference.words}: {compared}"
    return table(header, rows, caption=caption, widths=(2.0, 0.7, 1.0, 2.6, 2.4), numeric=(1, 2))


def _row(part: Place, figure: FigureView, reference: Reference, *, dated: bool, judged: bool) -> list[Cell]:
    if not figure.known or figure.row is None:
        return [part.name, "–", "", "", marked("too_few", figure.missing)]
    row, compared = figure.row, reference.value(figure.row)
    picture: Cell = ""
    if compared and row.value is not None:
        picture = drawn(dots(row.value, row.low, row.high, compared, figure.verdict))
    name = f"{part.name} ({figure.period})" if dated else part.name
    said: Cell = marked(figure.verdict, figure.verdict_words) if judged else ""
    return [name, figure.value, figure.interval, picture, said]
