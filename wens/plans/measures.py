"""The library of measures: what was tried elsewhere and what it did, in our own words, with the published source.

Each says when its words were held against the source or its summary, and which of them could not be found there.

The files come with WENS (`wens/definitions/measures`); a version that a gemeente wrote goes above the file of that key.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from wens.figures.definitions import Bilingual, Key, definitions
from wens.plans.models import MeasureVersion

FOLDER = Path(__file__).parents[1] / "definitions" / "measures"
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Outcome = Literal["works", "mixed", "none", "harmful"]
OUTCOMES: dict[str, str | Promise] = {
    "works": _("Hielp waar het is onderzocht"),
    "mixed": _("Hielp soms, of een beetje"),
    "none": _("Deed niets"),
    "harmful": _("Maakte het erger"),
}


class DefinitionError(Exception):
    """A measure that cannot be used; the message names the file, the field and what is wrong."""


class Source(BaseModel):
    """Who published it, in the form: authors (year). title. journal. `link`: where it can be found."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: Annotated[str, StringConstraints(min_length=10, max_length=500, strip_whitespace=True)]
    link: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=200)]


class Measure(BaseModel):
    """What was done, what it did, what to mind, and who published that. `where`: in which country or city.

    `checked`: the month (`2026-11`) in which the words were held against the source or its summary; None: nobody did.
    `unsure`: what could not be found there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: Slug
    themes: Annotated[tuple[Key, ...], Field(min_length=1)]
    outcome: Outcome
    where: Bilingual
    name: Bilingual
    what: Bilingual
    found: Bilingual
    mind: Bilingual | None = None
    source: Source
    checked: Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")] | None = None
    unsure: Bilingual | None = None

    @property
    def checked_words(self) -> str:
        """Return when the words were held against the source, or that nobody did."""
        if self.checked is None:
            return str(_("Nog niet naast de bron gelegd."))
        month = date_format(date.fromisoformat(f"{self.checked}-01"), "F Y")
        return _("Naast de bron of de samenvatting daarvan gelegd in %(month)s.") % {"month": month}

    @property
    def outcome_words(self) -> str:
        """Return in a few words what it did."""
        return str(OUTCOMES[self.outcome])


@dataclass(frozen=True)
class Kept:
    """A measure as it holds now: its newest version (0: the one that comes with WENS), and whether it is withdrawn."""

    measure: Measure
    number: int = 0
    withdrawn: bool = False


def read_measure(content: Any, *, file: str) -> Measure:
    """Return a checked measure. Raises DefinitionError."""
    try:
        found = Measure.model_validate(content)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in error.errors()]
        raise DefinitionError(f"{file}: {'; '.join(problems)}. Correct the definition.") from error
    if unknown := set(found.themes) - set(definitions().themes):
        raise DefinitionError(f"{file}: themes: {min(unknown)} is no theme. Correct the definition.")
    return found


@lru_cache(maxsize=1)
def shipped() -> dict[str, Measure]:
    """Return the measures that come with WENS, by key. Raises DefinitionError."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        one = read_measure(yaml.safe_load(path.read_text("utf-8")), file=path.name)
        if one.key != path.stem:
            raise DefinitionError(f"{path.name}: key: is {one.key!r}, the file must be named {one.key}.yaml")
        found[one.key] = one
    return found


def library() -> dict[str, Kept]:
    """Return all measures as they hold now, by key, also those that were withdrawn. One query. Inside `acting`."""
    found = {key: Kept(one) for key, one in shipped().items()}
    for row in MeasureVersion.objects.order_by("key", "number"):
        found[row.key] = Kept(read_measure(row.content, file=str(row)), row.number, row.withdrawn)
    return found


def measure(key: str) -> Kept | None:
    """Return one measure as it holds now, or None. One query. Inside `acting`."""
    row = MeasureVersion.objects.filter(key=key).order_by("-number").first()
    if row is not None:
        return Kept(read_measure(row.content, file=str(row)), row.number, row.withdrawn)
    return Kept(shipped()[key]) if key in shipped() else None


def told(key: str, language: str) -> dict[str, str] | None:
    """Return what a page of an action says of the measure that it was taken from, or None. One query."""
    kept = measure(key) if key else None
    if kept is None:
        return None
    of = kept.measure
    return {"name": of.name[language], "outcome": of.outcome_words, "found": of.found[language],
            "where": of.where[language], "source": of.source.text, "link": of.source.link,
            "checked": of.checked_words, "unsure": of.unsure[language] if of.unsure else ""}  # fmt: skip


def versions(key: str) -> list[MeasureVersion]:
    """Return what this gemeente wrote about a measure, the newest first. One query."""
    return list(MeasureVersion.objects.filter(key=key))


def search(rows: Collection[Kept], *, theme: str = "", text: str = "", language: str = "nl") -> list[Kept]:
    """Return what is offered of a theme in which all words of `text` stand, by name. Pure."""
    words = text.casefold().split()
    found = [
        one for one in rows
        if not one.withdrawn and (not theme or theme in one.measure.themes)
        and all(word in _said(one.measure, language) for word in words)
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.measure.name[language].casefold())


def _said(of: Measure, language: str) -> str:
    return " ".join(one[language] for one in (of.name, of.what, of.found)).casefold()
