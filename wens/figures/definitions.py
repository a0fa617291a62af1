"""Indicators, denominators and themes as reviewed data: read from YAML, checked, refused with file and field.

The files stand in `wens/definitions`. A domain expert should be able to read and review them; so every rule about an
indicator that is not arithmetic (floor, report type, caveat) stands there and not in code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

FOLDER = Path(__file__).resolve().parents[1] / "definitions"

Level = Literal["gemeente", "stadsdeel", "local_wijk", "wijk", "buurt"]
LEVELS: tuple[Level, ...] = ("gemeente", "stadsdeel", "local_wijk", "wijk", "buurt")
Kind = Literal["rate", "count", "percent", "score"]
ReportType = Literal["breng", "haal", "melding", "enquete", "model", "mix", "registratie", "sensor"]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Measure = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*:[A-Za-z0-9_.]+$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

# Police effort (haal), a blend with it (mix) and model estimates are shown, never tested (METHODS rule 4).
WITHOUT_VERDICT: frozenset[str] = frozenset({"haal", "mix", "model"})


class DefinitionError(Exception):
    """Definitions that cannot be used; the message lists every problem as `file: field: what is wrong`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=Strict)


class Bilingual(Strict):
    """One text in Dutch (B1) and English."""

    nl: Text
    en: Text

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.nl


class SeriesBreak(Bilingual):
    """From this period on the numbers are counted in another way."""

    period: Annotated[str, StringConstraints(pattern=r"^\d{4}(-Q[1-4]|-\d{2})?$")]


class Share(Strict):
    """A denominator that is delivered as a percentage of another measure (rented dwellings)."""

    percent: Measure
    of: Measure


class Denominator(Strict):
    """What a rate is divided by. Exactly one of `measure` and `share`."""

    key: Key
    name: Bilingual
    unit: Bilingual | None = None  # used inside sentences; the name when left out
    measure: Measure | None = None
    share: Share | None = None
    persons: bool = False  # people rather than homes or firms
    # Fewer than this: more come there than belong there, so the count stays and no rate is made (denominator trap).
    minimum: Annotated[float, Field(ge=0)] = 50
    pinned: int | None = None  # always this year's figures; otherwise the year nearest to the period, a tie: earlier
    apportion_by: list[Measure] = Field(default_factory=list)  # from wijk to buurt when only wijken are known
    source: Key
    note: Bilingual | None = None

    @model_validator(mode="after")
    def _one_way_to_make_it(self) -> "Denominator":
        if (self.measure is None) == (self.share is None):
            raise ValueError("give exactly one of 'measure' and 'share'")
        return self

    def measures(self) -> list[str]:
        """Every measure that must be read from the facts to make this denominator."""
        own = [self.measure] if self.measure else [self.share.percent, self.share.of] if self.share else []
        return [*own, f"denominator:{self.key}", *self.apportion_by]


class Theme(Strict):
    """A group of indicators on a page: five fields of the VNG's core list, burden and capacity."""

    key: Key
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]  # in the address of the theme's page
    name: Bilingual
    order: int
    description: Bilingual


class Indicator(Strict):
    """One indicator as reviewed data (format: GLOSSARY and docs/operations)."""

    key: Key
    theme: Key
    name: Bilingual
    short: Bilingual
    kind: Kind
    numerator: Annotated[list[Annotated[list[Measure], Field(min_length=1)]], Field(min_length=1)]
    denominator: Key | None
    per: Annotated[int, Field(gt=0)] | None = None
    unit: Bilingual
    direction: Literal["higher_is_worse", "lower_is_worse", "higher_is_better", "ambiguous"]
    report_type: ReportType
    about_persons: bool = False
    sensitive: bool = False
    ambient: bool = False  # happens to many who do not live there: shops, stations, nightlife
    absent_is_zero: bool = False  # the source leaves out areas without a case (it is complete for the gemeente)
    public_levels: Annotated[list[Level], Field(min_length=1)]
    minimum_denominator: Annotated[float, Field(ge=0)] = 0
    geo_levels: Annotated[list[Level], Field(min_length=1)]
    source: Key
    why: Bilingual
    caveats: list[Bilingual] = Field(default_factory=list)
    ask: Bilingual
    series_breaks: list[SeriesBreak] = Field(default_factory=list)
    author: Text
    checker: Text
    next_review: date
    verified: bool

    @model_validator(mode="after")
    def _parts_fit(self) -> "Indicator":
        if self.kind == "rate" and (self.denominator is None or self.per is None):
            raise ValueError("a rate needs 'denominator' and 'per'")
        if self.kind != "rate" and self.denominator is not None:
            raise ValueError(f"kind {self.kind} has no denominator: write 'denominator: null'")
        if self.kind in ("percent", "score") and any(len(group) > 1 for group in self.numerator):
            raise ValueError(f"a {self.kind} is shown as delivered: one measure per alternative")
        if not set(self.public_levels) <= set(self.geo_levels):
            raise ValueError("public_levels holds a level that is not in geo_levels")
        return self

    @property
    def tested(self) -> bool:
        """Whether a verdict may be given at all; never for police-found, mixed and modelled figures."""
        return self.kind in ("rate", "count") and self.report_type not in WITHOUT_VERDICT

    def alternatives(self) -> list[list[str]]:
        """The ways to count it, best first; the last is what generic imports deliver under this indicator's own key."""
        generic = [f"indicator:{self.key}"]
        return [*self.numerator, *([] if generic in self.numerator else [generic])]

    def measures(self) -> list[str]:
        """All measures of all alternatives, in order of preference, each once."""
        return list(dict.fromkeys(measure for group in self.alternatives() for measure in group))


@dataclass(frozen=True)
class Definitions:
    """Everything that is needed to build an edition, by key, in order of the keys."""

    indicators: Mapping[str, Indicator]
    denominators: Mapping[str, Denominator]
    themes: Mapping[str, Theme]


def load_definitions(folder: Path = FOLDER) -> Definitions:
    """Read and check `indicators/*.yaml`, `denominators.yaml` and `themes.yaml` in `folder`.

    Raises DefinitionError with all problems at once.
    """
    problems: list[str] = []
    themes = _keyed(Theme, folder / "themes.yaml", problems)
    denominators = _keyed(Denominator, folder / "denominators.yaml", problems)
    indicators: dict[str, Indicator] = {}
    for path in sorted((folder / "indicators").glob("*.yaml")):
        found = _checked(Indicator, _read(path, problems), path.name, problems)
        if found is None:
            continue
        if found.key != path.stem:
            problems.append(f"{path.name}: key: is {found.key!r}, the file must be named {found.key}.yaml")
        problems.extend(_references(found, path.name, themes, denominators))
        indicators[found.key] = found
    if problems:
        raise DefinitionError(problems)
    return Definitions(indicators=indicators, denominators=denominators, themes=themes)


@lru_cache(maxsize=1)
def definitions() -> Definitions:
    """The definitions that come with this release, read once per process."""
    return load_definitions()


def _read(path: Path, problems: list[str]) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        problems.append(f"{path.name}: cannot be read: {error}")
        return None


def _checked(model: type[Model], data: Any, name: str, problems: list[str]) -> Model | None:
    if data is None:
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for one in error.errors():
            field = ".".join(str(part) for part in one["loc"]) or "(whole)"
            problems.append(f"{name}: {field}: {one['msg'].removeprefix('Value error, ')}")
        return None


def _keyed(model: type[Model], path: Path, problems: list[str]) -> dict[str, Model]:
    """A file that maps keys to bodies."""
    data = _read(path, problems)
    if not isinstance(data, dict):
        if data is not None:
            problems.append(f"{path.name}: (whole): must map each key to its fields")
        return {}
    found = {
        key: _checked(model, {"key": key, **body} if isinstance(body, dict) else body, f"{path.name}: {key}", problems)
        for key, body in sorted(data.items())
    }
    return {key: one for key, one in found.items() if one is not None}


def _references(
    one: Indicator, name: str, themes: Mapping[str, Theme], denominators: Mapping[str, Denominator]
) -> Iterable[str]:
    if one.theme not in themes:
        yield f"{name}: theme: {one.theme!r} is not in themes.yaml ({', '.join(themes)})"
    if one.denominator is not None and one.denominator not in denominators:
        yield f"{name}: denominator: {one.denominator!r} is not in denominators.yaml ({', '.join(denominators)})"
