"""The kinds of works, as reviewed YAML (`wens/definitions/works`): the default, or the file of a gemeente."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, TypeAdapter

from wens.tenancy.context import current_gemeente

FOLDER = Path(__file__).resolve().parents[1] / "definitions" / "works"


class Kind(BaseModel):
    """One kind of work, in both languages of the site."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nl: str
    en: str

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.en if get_language() == "en" else self.nl


def kinds() -> dict[str, Kind]:
    """Return the kinds of the acting gemeente by key, in order. Raises pydantic's ValidationError for a wrong file."""
    own = FOLDER / f"{current_gemeente()}.yaml"
    return _read(own if own.is_file() else FOLDER / "kinds.yaml")


def name_of(key: str) -> str:
    """Return the name of a kind, or its key when the gemeente no longer has it."""
    found = kinds().get(key)
    return found.name if found else key


@cache
def _read(path: Path) -> dict[str, Kind]:
    return TypeAdapter(dict[str, Kind]).validate_python(yaml.safe_load(path.read_text("utf-8")))
