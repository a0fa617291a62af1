"""The words of letters: one YAML file per language. Adding a language is adding a file."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).parent
DEFAULT = "nl"


class Words(BaseModel):
    """The words of one kind of letter. `digest` is how a weekly letter tells of it, empty when it never does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str
    lines: list[str]
    button: str = ""
    digest: str = ""


class Language(BaseModel):
    """All letters in one language. Between braces stand names of values; a test knows which there are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    direction: str = "ltr"
    greeting: str
    closing: str
    automatic: str
    unsubscribe: str
    whom: str
    stop_news: str = ""
    outcomes: dict[str, str]
    changes: dict[str, str] = {}
    kinds: dict[str, Words]


@cache
def language(code: str) -> Language:
    """Return the letters in a language. Raises FileNotFoundError for a language without a file."""
    return Language.model_validate(yaml.safe_load((FOLDER / f"{code}.yaml").read_text("utf-8")))


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def words_of(kind: str, code: str) -> tuple[str, Language, Words]:
    """Return the language, with its code, in which a letter of this kind can be written: as asked, or else Dutch."""
    for one in (code, DEFAULT):
        if one in languages() and kind in language(one).kinds:
            return one, language(one), language(one).kinds[kind]
    raise KeyError(kind)
