"""Translations without gettext's tools: collect the Dutch texts of templates and code, and compile the catalogue.

Usage: python scripts/compile_messages.py            compile wens/site/locale/*/LC_MESSAGES/django.po to .mo
       python scripts/compile_messages.py --update   first bring the .po up to date with the texts in use
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "wens/site/locale"
DEFINITIONS = ROOT / "wens/definitions/voices"
RESIDENTS = (
    "wens/definitions/voices/",
    "wens/districts/templates/districts/contacts_short.html",
    "wens/followup/choices.py",
    "wens/followup/forms.py",
    "wens/followup/queries.py",
    "wens/followup/templates/followup/base.html",
    "wens/followup/templates/followup/lost.html",
    "wens/followup/templates/followup/page.html",
    "wens/followup/templates/followup/start.html",
    "wens/followup/templates/followup/un",
    "wens/followup/templates/followup/updates.html",
    "wens/followup/templates/followup/wait.html",
    "wens/followup/templates/followup/withdraw.html",
    "wens/followup/views/follow.py",
    "wens/privacy/answers.py",
    "wens/privacy/pick_up.py",
    "wens/privacy/templates/privacy/answer.html",
    "wens/privacy/views/answer.py",
    "wens/site/templates/base.html",
    "wens/site/templates/components/footer.html",
    "wens/voices/actions/following.py",
    "wens/voices/actions/stepping.py",
    "wens/voices/actions/waiting.py",
    "wens/voices/forms.py",
    "wens/voices/masking.py",
    "wens/voices/models/choices.py",
    "wens/voices/municipal.py",
    "wens/voices/photos.py",
    "wens/voices/steps.py",
    "wens/voices/templates/voices/tell_",
    "wens/voices/told.py",
)
"""Where the texts of residents' own screens stand; English has all texts, the other languages have these."""
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def texts(folder: Path = ROOT / "wens") -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    """Yield (file, line, text or texts, context) of every translatable text in Python files and templates."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("templates/**/*.html")]):
        source = path.read_text("utf-8")
        code = templatize(source, origin=str(path)) if path.suffix == ".html" else source
        name = path.relative_to(ROOT).as_posix()
        for line, text, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
            if text and text != ("",):
                yield name, line, text, context

    for path, field in ((DEFINITIONS / "subjects.yaml", "label"), (DEFINITIONS / "help.yaml", "when")):
        said = yaml.safe_load(path.read_text("utf-8"))
        for one in said.get("lines", said.values()):
            yield path.relative_to(ROOT).as_posix(), 0, one[field], None


def needs(language: str, name: str) -> bool:
    """Tell whether the catalogue of a language holds the texts of a file."""
    return language == "en" or name.startswith(RESIDENTS)


def update(path: Path) -> Catalog:
    """Bring one catalogue up to date: new texts come in without a translation, texts that are gone go out."""
    with path.open("rb") as file:
        catalog = read_po(file)
    template = Catalog()
    for name, _line, text, context in texts():
        if needs(path.parts[-3], name):
            template.add(text, locations=[(name, 0)], context=context)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, width=120, include_lineno=False, sort_output=True, omit_header=False)
    return catalog


def compile_catalogue(path: Path) -> Path:
    """Write the compiled catalogue beside its source and return its place."""
    with path.open("rb") as file:
        catalog = read_po(file)
    target = path.with_suffix(".mo")
    with target.open("wb") as file:
        write_mo(file, catalog)
    return target


def main() -> None:
    """Compile every catalogue, after an update when asked for."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        if "--update" in sys.argv[1:]:
            lacking = [message.id for message in update(path) if message.id and not all(_strings(message.string))]
            print(f"{len(lacking)} texts without a translation in {path.relative_to(ROOT)}")
        print(f"Compiled {compile_catalogue(path).relative_to(ROOT)}")


def _strings(translation: str | tuple[str, ...]) -> tuple[str, ...]:
    return translation if isinstance(translation, tuple) else (translation,)


if __name__ == "__main__":
    main()
