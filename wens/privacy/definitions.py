"""What stands in `wens/definitions/privacy`, read and checked: the activities of the processing register."""

from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

FOLDER = Path(__file__).resolve().parents[1] / "definitions" / "privacy"


class PrivacyDefinitionError(Exception):
    """A definition that cannot be used; the message names the file and the field."""


class Strict(BaseModel):
    """A part of a definition; an unknown field is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Activity(Strict):
    """One processing activity (AVG art. 30); `tables` are patterns of model labels, `short` is for the public page."""

    key: str
    name: str
    short: str
    purpose: str
    basis: str
    people: tuple[str, ...]
    tables: tuple[str, ...]
    recipients: tuple[str, ...]
    measures: tuple[str, ...]


class Activities(Strict):
    """All activities, and the measures that they name."""

    measures: dict[str, str]
    activities: tuple[Activity, ...]


T = TypeVar("T", bound=Strict)


def read(name: str, kind: type[T]) -> T:
    """Read the file `name` as `kind`. Raises PrivacyDefinitionError."""
    try:
        return kind.model_validate(yaml.safe_load((FOLDER / name).read_text("utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise PrivacyDefinitionError(f"{name}: {error}") from error


@lru_cache(maxsize=1)
def activities() -> Activities:
    """Return the activities. Raises PrivacyDefinitionError, also when one names a measure that there is not."""
    found = read("activities.yaml", Activities)
    unknown = sorted({name for one in found.activities for name in one.measures} - set(found.measures))
    if unknown:
        raise PrivacyDefinitionError(f"activities.yaml: measures: {', '.join(unknown)} is not described")
    return found


def activity_of(label: str) -> Activity | None:
    """Return the activity that a model (`voices.Contact`) belongs to; a full name goes before a pattern."""
    exact = (one for one in activities().activities if label in one.tables)
    wide = (one for one in activities().activities if any(fnmatchcase(label, table) for table in one.tables))
    return next(exact, None) or next(wide, None)
