"""The partners and civic groups of a gemeente as a definition file: reviewed YAML."""

from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from wens.organisations.errors import OrganisationError
from wens.organisations.models import Kind


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Partner(Strict):
    """One organisation. `areas` are codes of the areas that it works for; none: the whole gemeente."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    name: str = Field(min_length=1, max_length=120)
    kind: Kind
    parent: str = ""
    areas: tuple[str, ...] = ()
    doubt: str = ""


class Partners(Strict):
    """The organisations of one gemeente, with who vouches for the list. A parent stands before its parts."""

    gemeente: str = Field(pattern=r"^GM\d{4}$")
    status: Literal["to_be_confirmed", "confirmed"]
    source: str = Field(min_length=1)
    organisations: tuple[Partner, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Partners":
        seen: set[str] = set()
        for partner in self.organisations:
            if partner.key in seen:
                raise ValueError(f"{partner.key} stands twice")
            if partner.parent and partner.parent not in seen:
                raise ValueError(f"{partner.key}: its parent {partner.parent!r} does not stand before it")
            if outside := [code for code in partner.areas if self.gemeente[2:] not in code]:
                raise ValueError(f"{partner.key}: {outside[0]} is no area of {self.gemeente}")
            seen.add(partner.key)
        return self


def read_partners(text: str, *, file: str) -> Partners:
    """Return the definition; raise OrganisationError that names the field and what is wrong with it."""
    try:
        return Partners.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise OrganisationError(f"{file} is no YAML: {error}. Correct it.") from error
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in error.errors()]
        raise OrganisationError(f"{file}: {'; '.join(problems)}. Correct the definition.") from error


def shipped_partners(gemeente: str) -> Partners | None:
    """Return the definition that comes with WENS for a gemeente, or None."""
    path = files("wens") / "definitions" / "partners" / f"{gemeente}.yaml"
    return read_partners(path.read_text("utf-8"), file=path.name) if path.is_file() else None
