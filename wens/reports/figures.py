"""The figures of a frozen photo as tables, theme by theme, between its lists; nothing is computed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wens.dossiers.showing import language
from wens.render.blocks import Block, Cell, bullets, heading, marked, table, text
from wens.render.numbers import interval, number, period

Entry = Mapping[str, Any]


def figure_blocks(photo: Mapping[str, Any]) -> list[Block]:
    """Return what a photo says: what is known, what the figures point to, every figure, and what is not known."""
    code = language()
    columns = photo["columns"]
    blocks = [heading(_("Dit weten we")), bullets([_line(one, code) for one in photo["summary"]["known"]])]
    points = [f"{one['name'][code]}: {_joined(one['sentences'][code])}" for one in photo["knelpunten"]["found"]]
    blocks.append(heading(_("Mogelijke knelpunten in de cijfers")))
    blocks.append(bullets(points) if points else text(_joined(photo["knelpunten"]["none"][code])))
    for theme in photo["themes"]:
        known = [one for one in photo["indicators"] if one["theme"] == theme["key"] and one["known"]]
        if known:
            blocks += [heading(theme["name"][code]), _table(known, columns, photo["reference"][code])]
    blocks += [heading(_("Dit weten we niet")), bullets([_line(one, code) for one in photo["summary"]["unknown"]])]
    return [one for one in blocks if one.get("items", True)]


def figure_words(photo: Mapping[str, Any], indicator: str) -> tuple[str, str]:
    """Return the name of a figure of a photo and what it says, with its margin, period and verdict; '' for none."""
    one = next((row for row in photo["indicators"] if row["key"] == indicator and row["known"]), None)
    if one is None:
        return "", ""
    name, value, between, _compared, when, verdict = _row(one, photo["columns"])
    margin = _(" (tussen %(between)s)") % {"between": between} if between != "–" else ""
    said = verdict if isinstance(verdict, str) else verdict["text"]
    return str(name), _("%(value)s%(margin)s in %(when)s. %(verdict)s.") % {
        "value": value, "margin": margin, "when": when, "verdict": sentence(said)
    }  # fmt: skip


def sentence(words: str) -> str:
    """Return words with a capital at the beginning, and the capitals of names as they are."""
    return words[:1].upper() + words[1:]


def _line(one: Entry, code: str) -> str:
    return f"{one['name'][code]}: {one['text'][code]}" if one["name"] else str(one["text"][code])


def _joined(sentences: list[Entry]) -> str:
    return " ".join(one["text"] for one in sentences)


def _table(known: list[Entry], columns: list[str], reference: str) -> Block:
    header = [_("Onderwerp"), _("Cijfer"), _("Marge"), sentence(reference), _("Periode"), _("Oordeel")]
    return table(header, [_row(one, columns) for one in known], widths=(3, 1.6, 1.2, 1, 0.9, 2.4), numeric=(2, 3))


def _row(one: Entry, columns: list[str]) -> list[Cell]:
    code = language()
    row = dict(zip(columns, one["row"], strict=True))
    compared = next((of["words"][code] for of in one["compared"] if of["kind"] in ("gemeente", "country")), "–")
    return [
        one["name"][code], f"{number(row['value'], code)} {one['unit'][code]}",
        interval(row["low"], row["high"], code) or "–", compared, period(one["period"], code),
        marked(one["verdict"], one["verdict_words"][code]) if one["verdict"] else one["verdict_words"][code],
    ]  # fmt: skip
