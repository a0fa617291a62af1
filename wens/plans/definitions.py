"""The programmes and focus points of a gemeente as a definition file: reviewed YAML."""

import datetime as dt
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class DefinitionError(Exception):
    """A definition that cannot be used; the message names the field and what is wrong with it."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Goal(Strict):
    """A goal: an indicator, or else in a sentence why there is none. `area`: whose figure counts (else the first)."""

    title: str = Field(min_length=1, max_length=160)
    about: str = Field(default="", max_length=1000)
    indicator: str = ""
    no_indicator: str = Field(default="", max_length=300)
    area: str = ""
    doubt: str = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> "Goal":
        if bool(self.indicator) == bool(self.no_indicator):
            raise ValueError("give 'indicator', or 'no_indicator' with the reason")
        return self


class Programme(Strict):
    """A programme with its headline."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    name: str = Field(min_length=1, max_length=120)
    headline: str = Field(default="", max_length=200)
    about: str = ""


class FocusPoint(Strict):
    """A speerpunt of a period with one ambition and its goals."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    programme: str
    slogan: str = Field(min_length=1, max_length=120)
    theme: str = Field(min_length=1, max_length=120)
    starts_on: dt.date
    ends_on: dt.date
    ambition: str = Field(min_length=1, max_length=300)
    goals: tuple[Goal, ...] = Field(min_length=1)
    doubt: str = ""


class Programmes(Strict):
    """The programmes of some areas of a gemeente with their focus points, and who vouches for them."""

    gemeente: str = Field(pattern=r"^GM\d{4}$")
    status: Literal["to_be_confirmed", "confirmed"]
    source: str = Field(min_length=1)
    areas: tuple[str, ...] = Field(min_length=1)
    programmes: tuple[Programme, ...] = Field(min_length=1)
    focus_points: tuple[FocusPoint, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> "Programmes":
        known = [one.key for one in self.programmes]
        keys = [*known, *(one.key for one in self.focus_points)]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise ValueError(f"{min(twice)} stands twice")
        for one in self.focus_points:
            if one.programme not in known:
                raise ValueError(f"{one.key}: there is no programme {one.programme!r}")
        return self


def read_programmes(text: str, *, file: str) -> Programmes:
    """Return the definition. Raises DefinitionError."""
    try:
        return Programmes.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise DefinitionError(f"{file} is no YAML: {error}. Correct it.") from error
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in error.errors()]
        raise DefinitionError(f"{file}: {'; '.join(problems)}. Correct the definition.") from error


def shipped_programmes(gemeente: str) -> Programmes | None:
    """Return the definition that comes with WENS for a gemeente, or None."""
    path = files("wens") / "definitions" / "programmes" / f"{gemeente}.yaml"
    return read_programmes(path.read_text("utf-8"), file=path.name) if path.is_file() else None
