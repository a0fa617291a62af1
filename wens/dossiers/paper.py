"""A dossier on paper: the same words as the page, typeset as a tagged PDF with the layout of plain documents."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from wens.dossiers.showing import DossierView, Source, StatementView, ThemeView, language
from wens.render.pdf import NEEDED, typeset

WORDS = {"nl": {"page": "Bladzijde", "of": "van"}, "en": {"page": "Page", "of": "of"}}
Block = dict[str, Any]


def as_pdf(view: DossierView, *, title: str, digest: str, author: str, day: dt.date, fonts: Path) -> bytes:
    """Return a dossier as a PDF in the language in use. Raises FontsMissing."""
    content = {
        "title": title,
        "author": author,
        "about": title,
        "keywords": ["WENS", "dossier"],
        "date": [day.year, day.month, day.day],
        "language": language(),
        "header": title,
        "footer": author,
        "words": WORDS[language()],
        "blocks": [one for one in _blocks(view, digest) if one.get("text") or one.get("items") or one.get("rows")],
    }
    return typeset("statement", content, fonts=fonts)


def _blocks(view: DossierView, digest: str) -> Iterator[Block]:
    if view.is_example:
        yield _notice(_("Dit is een verzonnen voorbeeld."))
    if not view.is_public:
        yield _notice(_("Vertrouwelijk: alleen voor wie bij de ronde tafel was uitgenodigd."))
    yield _text(view.period)
    yield _text(view.together)
    yield _heading(_("Drie bronnen naast elkaar"))
    yield {
        "kind": "table", "header": [_("Onderwerp"), *view.sources, _("Samen")], "widths": [3, 3, 3, 3, 3],
        "numeric": [], "caption": _("Wat drie bronnen zeggen, per onderwerp"),
        "rows": [[one.name, *(source.state_words for source in one.sources), one.title] for one in view.themes],
    }  # fmt: skip
    for theme in view.themes:
        if theme.told:
            yield from _theme(theme)
    if view.silent:
        said = _("Hier is geen cijfer over met een oordeel, en niemand noemde het: %(names)s.")
        yield _text(said % {"names": view.silent})
    yield _heading(_("Wie is gehoord, en wie niet"))
    yield _list([*view.heard, view.photo, *view.meetings])
    yield _heading(_("Wat elke bron wel en niet ziet"))
    yield _list([f"{name}: {words}" for name, words in view.notes])
    yield _text(_("Controlegetal (sha256): %(digest)s") % {"digest": digest})


def _theme(theme: ThemeView) -> Iterator[Block]:
    yield _heading(theme.name)
    yield _text(" ".join(filter(None, [f"{theme.title}.", theme.text])))
    for source in theme.sources:
        yield _heading(source.name, 3)
        yield from _source(source)


def _source(source: Source) -> Iterator[Block]:
    if not (source.lines or source.statements or source.quotes):
        yield _text(f"{source.state_words}.")
    for line in source.lines:
        yield _text(line)
    yield _list([_statement(one) for one in source.statements])
    yield _list([f"“{one.text}” ({one.about})" if not one.gone else one.text for one in source.quotes])


def _statement(one: StatementView) -> str:
    said = one.nature.text if one.nature.gone else f"“{one.nature.text}”"
    parts = [f"{one.who}: {said}", one.place, one.facts, _("Mogelijke oorzaak: %(causes)s") % {"causes": one.causes}
             if one.causes else ""]  # fmt: skip
    parts += [f"{label}: {names}" for label, names in one.opinions]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _heading(text: str, level: int = 2) -> Block:
    return {"kind": "heading", "text": text, "level": level}


def _text(text: str) -> Block:
    return {"kind": "text", "text": text}


def _notice(text: str) -> Block:
    return {"kind": "notice", "text": text}


def _list(items: list[str]) -> Block:
    return {"kind": "list", "items": items}


def fonts() -> Path:
    """Return the folder with the fonts of PDFs."""
    where = finders.find(f"assets/fonts/{NEEDED}")
    return Path(where).parent if isinstance(where, str) else Path("assets/fonts")
