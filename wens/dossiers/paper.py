"""A dossier on paper: the same words as the page, typeset as a tagged PDF with the layout of plain documents."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from wens.dossiers.showing import DossierView, Source, StatementView, ThemeView, language
from wens.render.blocks import Block, bullets, heading, notice, table, text
from wens.render.pdf import NEEDED, typeset

WORDS = {"nl": {"page": "Bladzijde", "of": "van"}, "en": {"page": "Page", "of": "of"}}


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
        "blocks": [*blocks(view), text(_("Controlegetal (sha256): %(digest)s") % {"digest": digest})],
    }
    return typeset("statement", content, fonts=fonts)


def blocks(view: DossierView) -> list[Block]:
    """Return what a dossier says, piece by piece, in the language in use."""
    return [one for one in _blocks(view) if one.get("text") or one.get("items") or one.get("rows")]


def _blocks(view: DossierView) -> Iterator[Block]:
    if view.is_example:
        yield notice(_("Dit is een verzonnen voorbeeld."))
    if not view.is_public:
        yield notice(_("Vertrouwelijk: alleen voor wie bij de ronde tafel was uitgenodigd."))
    yield text(view.period)
    yield text(view.together)
    yield heading(_("Drie bronnen naast elkaar"))
    rows = [[one.name, *(source.state_words for source in one.sources), one.title] for one in view.themes]
    caption = _("Wat drie bronnen zeggen, per onderwerp")
    yield table([_("Onderwerp"), *view.sources, _("Samen")], rows, caption=caption)
    for theme in view.themes:
        if theme.told:
            yield from _theme(theme)
    if view.silent:
        said = _("Hier is geen cijfer over met een oordeel, en niemand noemde het: %(names)s.")
        yield text(said % {"names": view.silent})
    yield heading(_("Wie is gehoord, en wie niet"))
    yield bullets([*view.heard, view.photo, *view.meetings])
    yield heading(_("Wat elke bron wel en niet ziet"))
    yield bullets([f"{name}: {words}" for name, words in view.notes])


def _theme(theme: ThemeView) -> Iterator[Block]:
    yield heading(theme.name)
    yield text(" ".join(filter(None, [f"{theme.title}.", theme.text])))
    for source in theme.sources:
        yield heading(source.name, level=3, listed=False)
        yield from _source(source)


def _source(source: Source) -> Iterator[Block]:
    if not (source.lines or source.statements or source.quotes):
        yield text(f"{source.state_words}.")
    for line in source.lines:
        yield text(line)
    yield bullets([_statement(one) for one in source.statements])
    yield bullets([f"“{one.text}” ({one.about})" if not one.gone else one.text for one in source.quotes])


def _statement(one: StatementView) -> str:
    said = one.nature.text if one.nature.gone else f"“{one.nature.text}”"
    parts = [f"{one.who}: {said}", one.place, one.facts, _("Mogelijke oorzaak: %(causes)s") % {"causes": one.causes}
             if one.causes else ""]  # fmt: skip
    parts += [f"{label}: {names}" for label, names in one.opinions]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def fonts() -> Path:
    """Return the folder with the fonts of PDFs."""
    where = finders.find(f"assets/fonts/{NEEDED}")
    return Path(where).parent if isinstance(where, str) else Path("assets/fonts")
