"""Sources as reviewed data: what each takes, what it measures, how long it is kept, how to get it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

FOLDER = Path(__file__).resolve().parents[1] / "definitions" / "sources"

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Level = Literal["land", "gemeente", "stadsdeel", "local_wijk", "wijk", "buurt", "postcode4", "complex", "point"]
Grain = Literal["year", "quarter", "month", "day", "years"]
Kind = Literal["count", "stock", "percent", "score"]
ReportType = Literal["breng", "haal", "melding", "enquete", "model", "mix", "registratie"]


class SourceError(Exception):
    """A source that does not exist, or whose definition cannot be used; the message says which file and key."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Strict):
    """One text in Dutch (B1) and English."""

    nl: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.nl


class Measure(Strict):
    """What one column or category of a source counts. columns: names under which it appears in suppliers' files."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*:[A-Za-z0-9_.]+$")]
    name: Bilingual
    unit: Bilingual = Bilingual(nl="aantal", en="number")
    kind: Kind = "count"
    report_type: ReportType
    columns: tuple[Text, ...] = ()
    hidden_below: Level | None = None  # not published in areas below this level: disclosure


class Table(Strict):
    """A table of a publisher's OData service; first_photo: one of those that a gemeente starts with."""

    id: Text
    service: Text
    grain: Grain = "year"
    division: int | None = None
    first_photo: bool = False


class SeriesBreak(Bilingual):
    """From this period on the numbers are counted in another way; without measures it holds for all."""

    period: Annotated[str, StringConstraints(pattern=r"^\d{4}(-Q[1-4]|-\d{2})?$")]
    measures: tuple[Text, ...] = ()


class PersonalColumn(Strict):
    """A column about persons that the delivery cannot be had without; it is read past and never stored."""

    column: Text
    why: Text


class Source(Strict):
    """A supplier of figures, as `wens/definitions/sources/<key>.yaml` describes it."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Bilingual
    publisher: Text
    licence: Text
    attribution: Bilingual
    takes: tuple[Bilingual, ...] = Field(min_length=1)
    levels: tuple[Level, ...]
    grains: tuple[Grain, ...]
    measures: tuple[Measure, ...] = ()
    retention_days: int = Field(gt=0)
    how_to_get: Bilingual
    url: Text | None = None
    tables: tuple[Table, ...] = ()
    series_breaks: tuple[SeriesBreak, ...] = ()
    name_columns: tuple[Text, ...] = ()  # called "naam", but the name of an area
    personal_columns: tuple[PersonalColumn, ...] = ()

    @field_validator("measures")
    @classmethod
    def _keys_differ(cls, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        keys = [measure.key for measure in measures]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise ValueError(f"these measures stand in the definition twice: {', '.join(sorted(twice))}")
        return measures

    @property
    def layouts(self) -> tuple[str, ...]:
        """The layouts that it takes, in English, for messages."""
        return tuple(layout.en for layout in self.takes)

    def measure(self, key: str) -> Measure | None:
        """Return the measure with this key, or None."""
        return next((measure for measure in self.measures if measure.key == key), None)


@cache
def source(key: str) -> Source:
    """Return the definition of a source. Raises SourceError with the known sources, or the file and key at fault."""
    path = FOLDER / f"{key}.yaml"
    if not key.isidentifier() or not path.is_file():
        raise SourceError(f"There is no source {key!r}. Known sources: {', '.join(source_keys())}.")
    try:
        found = Source.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise SourceError(f"{path.name}: {error}") from error
    if found.key != key:
        raise SourceError(f"{path.name}: key: is {found.key!r}, the file name says {key!r}")
    return found


@cache
def source_keys() -> tuple[str, ...]:
    """Return the keys of all sources, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
