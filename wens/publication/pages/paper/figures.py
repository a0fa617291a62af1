"""The chapters with figures of a report: theme by theme, what has no number, and every year in a table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from wens.publication import words
from wens.publication.figure_view import Compared, FigureView
from wens.publication.pages.area import AreaPage, Theme
from wens.render.blocks import (
    PICTURE,
    Block,
    Cell,
    bullets,
    charted,
    heading,
    marked,
    sign,
    sized,
    table,
    text,
)
from wens.render.strip import axis
from wens.render.svg import standalone

MARKS = ("higher", "lower", "chance", "too_few")


def themes(page: AreaPage) -> list[Block]:
    """Return the figures theme by theme, with pictures of each on the scale that all share."""
    judged = any(figure.judged for theme in page.themes for figure in theme.figures)
    blocks = [text(page.reading), *([key(page.reference.words, _kept_words(page))] if judged else [])]
    for theme in page.incidents:
        blocks += _theme(theme)
    empty = [theme.name for theme in page.incidents if not theme.known]
    if empty:
        blocks.append(heading(_("Onderwerpen zonder getal"), listed=False))
        blocks.append(text(_("Over deze onderwerpen is er van %(name)s nog geen getal:") % {"name": page.name}))
        blocks.append(bullets(empty))
    return blocks


def balance(page: AreaPage) -> list[Block]:
    """Return burden and capacity after each other: two profiles, never one number, never about a household."""
    said = page.pointers.balance if page.pointers else {}
    blocks: list[Block] = []
    for theme in page.balance:
        blocks += _theme(theme, introduction=said.get(theme.key, "")) or [
            heading(theme.name),
            text(said.get(theme.key, "")),
        ]
    return [text(words.explained("balance")), *blocks] if blocks else []


def _theme(theme: Theme, *, introduction: str = "") -> list[Block]:
    if not theme.known:
        return []
    blocks = [heading(theme.name), *([text(introduction)] if introduction else []), *_scale(theme)]
    blocks += [_figure(one) for one in theme.known]
    if theme.lacking:
        blocks.append(text(_("Sommige cijfers zijn er nog niet. Zij staan onder “Wat weten we niet”.")))
    return blocks


def key(reference: str, kept: Mapping[str, str] | None = None) -> Block:
    """Return what the four marks mean; ``kept``: in the words of a kept photo, and only what stands in it."""
    said = {one: words.verdict_words(one, reference) for one in MARKS} if kept is None else kept
    return {"kind": "key", "marks": [{"mark": sign(one), "text": said[one]} for one in MARKS if one in said]}


def _kept_words(page: AreaPage) -> dict[str, str] | None:
    if page.then is None:
        return None
    return {one.verdict: one.verdict_words for theme in page.themes for one in theme.known}


def _scale(theme: Theme) -> list[Block]:
    drawing = standalone(axis(words.scale_labels(""), width=PICTURE)) if theme.has_pictures else ""
    return [{"kind": "scale", "text": theme.description, "svg": drawing}]


def _figure(figure: FigureView) -> Block:
    return {
        "kind": "figure",
        "name": figure.name,
        "mark": sign(figure.verdict),
        "verdict": figure.verdict_words,
        "text": figure.brief or figure.text,
        "compared": [_comparator(one) for one in figure.comparators],
        "picture": sized(figure.picture),
        "alt": figure.description,
        "chart": charted(figure.chart),
        "chart_alt": _("%(name)s per jaar. De getallen staan in de tabel aan het eind.") % {"name": figure.name},
        "value": f"{figure.value} {figure.unit}",
        "sure": _("Bron: %(source)s, %(period)s. Hoe zeker: %(sure)s.")
        % {"source": figure.source, "period": figure.period, "sure": "; ".join(figure.sure)},
    }


def _comparator(one: Compared) -> str:
    name = f"{one.name} ({', '.join(one.areas)})" if one.areas else one.name
    return f"{name}: {one.value}"


def gaps(page: AreaPage) -> list[Block]:
    """Return what has no number, under the reason, theme by theme."""
    blocks = [
        text(_("Een leeg vakje is nooit een nul. Hier staat van elk cijfer dat ontbreekt waarom het er niet is."))
    ]
    for theme in page.themes:
        if theme.lacking:
            blocks.append(heading(theme.name, listed=False))
        for reason, figures in theme.reasons:
            blocks += [text(reason), bullets([_gap(one) for one in figures])]
    return blocks


def _gap(figure: FigureView) -> str:
    return ". ".join(part.rstrip(".") for part in (figure.name, figure.text, figure.elsewhere) if part)


def every_year(page: AreaPage) -> list[Block]:
    """Return all periods of all figures that have a number, a table per figure."""
    blocks = [text(_("Van elk cijfer alle perioden, de nieuwste eerst. De marge is de ruimte die toeval laat."))]
    for theme in page.themes:
        if theme.known:
            blocks.append(heading(theme.name, listed=False))
        blocks += [_series(one, page.reference.name) for one in theme.known]
    return blocks


def _series(figure: FigureView, reference: str) -> Block:
    judged = any(line.verdict for line in figure.series)  # else the column would be empty
    header = [_("Periode"), _("Aantal"), _("Cijfer"), _("Marge"), reference]
    header += [*([_("Oordeel")] if judged else []), _("Opmerking")]
    rows = []
    for line in figure.series:
        verdict = marked(line.verdict, line.verdict_words) if line.verdict else ""
        numbers: list[Cell] = [line.period, line.count, line.value, line.interval, line.reference]
        rows.append([*numbers, *([verdict] if judged else []), line.note])
    widths = (0.8, 0.7, 0.7, 1.0, 1.1, *([3.2] if judged else []), 1.9 if judged else 5.1)
    return table(header, rows, caption=f"{figure.name} ({figure.unit})", widths=widths, numeric=(1, 2, 3, 4))
