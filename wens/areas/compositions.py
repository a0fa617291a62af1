"""Stadsdelen, local wijken and partners' working areas as a definition file: sets of buurten (or postcodes)."""

from collections import defaultdict
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from wens.areas.findings import AreasError, Finding, refuse

PREFIX = {"stadsdeel": "SD", "local_wijk": "LW", "working_area": "WA"}
EXCLUSIVE = ("stadsdeel", "local_wijk")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Composed(Strict):
    """One composed area. A working area belongs to an organisation and may be a list of postcodes instead."""

    kind: Literal["stadsdeel", "local_wijk", "working_area"]
    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")
    name: str = Field(min_length=1, max_length=200)
    owner: str = ""
    buurten: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    doubt: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Composed":
        if bool(self.buurten) == bool(self.postcodes):
            raise ValueError("give buurten or postcodes, one of the two")
        if self.postcodes and self.kind != "working_area":
            raise ValueError("only a working_area may be made of postcodes")
        if (self.kind == "working_area") != bool(self.owner):
            raise ValueError("a working_area has an owner (the organisation), the others have none")
        codes = self.buurten or self.postcodes
        if len(set(codes)) < len(codes):
            raise ValueError("a code stands twice")
        return self


class Definition(Strict):
    """The composed areas of one gemeente, with who vouches for them."""

    gemeente: str = Field(pattern=r"^GM\d{4}$")
    status: Literal["to_be_confirmed", "confirmed"]
    source: str = Field(min_length=1)
    note: str = ""
    compositions: tuple[Composed, ...] = Field(min_length=1)

    def code_of(self, composed: Composed) -> str:
        """Return the code, for instance ``GM0153-LW-pathmos``."""
        return f"{self.gemeente}-{PREFIX[composed.kind]}-{composed.key}"


def read_definition(text: str, *, file: str) -> Definition:
    """Return the definition; raise AreasError that names the field, or the buurt that stands in two areas."""
    try:
        definition = Definition.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise refuse("unreadable", f"This is no YAML: {error}.", "Correct it.", file=file) from error
    except ValidationError as error:
        raise AreasError(*[
            Finding("definition", f"{one['msg']}.", "Correct the definition.", file=file,
                    column=".".join(map(str, one["loc"])), value=str(one["input"])[:80])
            for one in error.errors()
        ]) from error  # fmt: skip
    twice = [*_twice(definition), *_keys_twice(definition)]
    if twice:
        raise AreasError(*[Finding("twice", problem, "Keep one.", file=file) for problem in twice])
    return definition


def shipped_definition(gemeente: str) -> Definition | None:
    """Return the definition that comes with WENS for a gemeente, or None."""
    path = files("wens") / "definitions" / "compositions" / f"{gemeente}.yaml"
    return read_definition(path.read_text("utf-8"), file=path.name) if path.is_file() else None


def _twice(definition: Definition) -> list[str]:
    problems = []
    for kind in EXCLUSIVE:
        holders: dict[str, list[str]] = defaultdict(list)
        for composed in definition.compositions:
            for buurt in composed.buurten if composed.kind == kind else ():
                holders[buurt].append(composed.key)
        problems += [f"{b} stands in {kind} {' and '.join(k)}." for b, k in sorted(holders.items()) if len(k) > 1]
    return problems


def _keys_twice(definition: Definition) -> list[str]:
    codes = [definition.code_of(composed) for composed in definition.compositions]
    return [f"{code} is defined twice." for code in sorted({code for code in codes if codes.count(code) > 1})]
