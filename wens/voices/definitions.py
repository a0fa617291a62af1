"""Subjects, telephone numbers, danger words: reviewed YAML (`wens/definitions/voices`), refused with file and field."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from django.conf import settings
from django.utils.translation import gettext
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

FOLDER = Path(__file__).resolve().parents[1] / "definitions" / "voices"
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]


class WrongDefinition(Exception):
    """A file that cannot be used; the message names file and field."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=Strict)


class Subject(Strict):
    """What a contribution is about. `label` is Dutch; `municipal_report`: the gemeente has its own system for it."""

    label: Text
    theme: Text
    municipal_report: bool = False

    @property
    def name(self) -> str:
        """The label in the language of the page."""
        return gettext(self.label)


class Telephone(Strict):
    """A number as it is shown, and as a telephone dials it; without `dial` it is no link."""

    name: Text
    number: Text
    dial: Annotated[str, StringConstraints(pattern=r"^(\+?\d{2,14})?$")] = ""


class HelpLine(Telephone):
    """Whom to call instead, and when."""

    key: Text
    when: Text

    @property
    def moment(self) -> str:
        """When to call, in the language of the page."""
        return gettext(self.when)


class Open311(Strict):
    """A system that takes reports by GeoReport v2. `address` ends where `requests.json` follows."""

    address: Address
    services: dict[str, Text]
    jurisdiction: str = ""
    api_key: str = ""


class Report(Strict):
    """The gemeente's own report system: a link, and where it takes them by machine."""

    name: Text
    link: Address
    open311: Open311 | None = None


class Help(Strict):
    """What a gemeente shows beside the questions."""

    lines: list[HelpLine]
    telephone: Telephone
    report: Report | None = None

    @property
    def emergency(self) -> HelpLine:
        """The first line: who comes at once."""
        return self.lines[0]

    @property
    def police(self) -> HelpLine:
        """Whom to call when the police need not hurry; who comes at once where a gemeente leaves that line out."""
        return next((line for line in self.lines if line.key == "police"), self.emergency)


class DangerWords(Strict):
    """The words of one language."""

    language: Text
    words: list[Text]


@lru_cache(maxsize=1)
def subjects() -> dict[str, Subject]:
    """Return the subjects by key, in the order of the screen."""
    path = FOLDER / "subjects.yaml"
    return {key: _checked(Subject, value, f"{path.name}: {key}") for key, value in _read(path).items()}


def help_of(gemeente: str) -> Help:
    """Return what the gemeente (code) shows; its own file in the home goes before the one that comes with WENS."""
    own = Path(settings.WENS.home) / "voices" / "gemeenten" / f"{gemeente}.yaml"
    given = own if own.exists() else FOLDER / "gemeenten" / f"{gemeente}.yaml"
    return _help(given, given.stat().st_mtime_ns if given.exists() else 0)


@lru_cache(maxsize=1)
def danger_words() -> tuple[DangerWords, ...]:
    """Return the lists of all languages: people mix them."""
    return tuple(_checked(DangerWords, _read(path), path.name) for path in sorted((FOLDER / "danger").glob("*.yaml")))


@lru_cache(maxsize=64)
def _help(own: Path, changed: int) -> Help:
    """`changed` (ns): a file that is edited is read again."""
    said = {**_read(FOLDER / "help.yaml"), **(_read(own) if changed else {})}
    return _checked(Help, said, own.name)


def _read(path: Path) -> dict[str, Any]:
    try:
        said = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongDefinition(f"{path.name}: cannot be read: {error}") from error
    if not isinstance(said, dict):
        raise WrongDefinition(f"{path.name}: names with values are expected")
    return said


def _checked(model: type[Model], said: Any, where: str) -> Model:
    try:
        return model.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise WrongDefinition(f"{where}: {field}: {first['msg']}") from error
