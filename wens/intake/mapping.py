"""The mapping file that tells how a supplier's own layout is to be read (CONTRACT: `incidents`, `counts`)."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from wens.intake.cells import Finding, Refused

DEFINITIONS = Path(__file__).resolve().parents[1] / "definitions"

Level = Literal["gemeente", "stadsdeel", "local_wijk", "wijk", "buurt", "postcode4", "complex"]


def _text(value: object) -> object:
    """YAML reads the column name 2014 as a number; a name stays a name."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _column(value: object) -> object:
    """`year: {column: Jaar}` and `year: Jaar` mean the same."""
    return value["column"] if isinstance(value, dict) and set(value) == {"column"} else value


def _texts(value: object) -> object:
    return {str(k): v for k, v in value.items()} if isinstance(value, dict) else value


def _crs(value: object) -> object:
    """People write RD or WGS84; both have one number."""
    plain = str(value).strip().upper()
    short = plain.replace(" ", "").replace("_", "").removeprefix("EPSG:")
    return _CRS.get(short, f"EPSG:{short}" if short.isdecimal() else plain)


_CRS = {"RD": "EPSG:28992", "RDNEW": "EPSG:28992", "WGS84": "EPSG:4326", "CRS84": "EPSG:4326", "OGC:CRS84": "EPSG:4326"}
Crs = Annotated[str, BeforeValidator(_crs), Field(pattern=r"^EPSG:\d{4,5}$")]
Name = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
ColumnOrNumber = Annotated[int | str, BeforeValidator(_column)]
Labels = Annotated[dict[str, str], BeforeValidator(_texts)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DateColumns(Strict):
    """A date in one column, or year (and month, day, or day of the year) in columns of their own."""

    column: Name | None = None
    format: str | None = None
    year: ColumnOrNumber | None = None
    month: ColumnOrNumber | None = None
    day: ColumnOrNumber | None = None
    day_of_year: ColumnOrNumber | None = None

    @model_validator(mode="after")
    def _one_way(self) -> DateColumns:
        if (self.column is None) == (self.year is None):
            raise ValueError("give either column (with format), or year (with month and day)")
        return self


class PlaceColumns(Strict):
    """Coordinates, or the code of an area, or a postcode, or the code of a complex."""

    x: Name | None = None
    y: Name | None = None
    crs: Crs | None = None
    area: Name | None = None
    level: Level | None = None
    generation: int | None = None
    postcode4: Name | None = None
    complex: Name | None = None

    @model_validator(mode="after")
    def _one_way(self) -> PlaceColumns:
        if (self.x is None) != (self.y is None):
            raise ValueError("give both x and y")
        if sum(way is not None for way in (self.x, self.area, self.postcode4, self.complex)) != 1:
            raise ValueError("give x and y, or area, or postcode4, or complex")
        return self


class AreaColumn(Strict):
    """The column with codes of areas; level where the code does not say it (default: buurt)."""

    column: Name
    level: Level | None = None
    generation: int | None = None


class PeriodColumns(Strict):
    """The period of a count: one column of periods, or year with month or quarter (a column, or one number)."""

    column: Name | None = None
    year: ColumnOrNumber | None = None
    quarter: ColumnOrNumber | None = None
    month: ColumnOrNumber | None = None

    @model_validator(mode="after")
    def _one_way(self) -> PeriodColumns:
        if (self.column is None) == (self.year is None):
            raise ValueError("give either column, or year (with month or quarter)")
        return self


class ValueColumn(Strict):
    """The column with values, the texts in it that mean "missing", and the decimal sign where it is not plain."""

    column: Name
    missing: tuple[Annotated[str, BeforeValidator(_text)], ...] = ("", ".")
    decimal: Literal[",", "."] | None = None


class Category(Strict):
    """The column that says what kind each record is, and what the labels in it stand for."""

    column: Name
    map: Labels = Field(min_length=1)


class Mapping(Strict):
    """What stands where in a supplier's file. `name` is the mapping file, for messages."""

    date: DateColumns | None = None
    place: PlaceColumns | None = None
    area: AreaColumn | None = None
    period: PeriodColumns | None = None
    value: ValueColumn | None = None
    values: Labels | None = None
    category: Category | None = None
    indicator: str | Labels | None = None
    name: str = "mapping"

    def require(self, *keys: str) -> None:
        """Raise Refused naming every key that this source needs and the mapping lacks."""
        lacking = [key for key in keys if getattr(self, key) is None]
        if lacking:
            raise Refused(
                *(_problem(self.name, key, "This key is missing.", _EXAMPLES.get(key, "")) for key in lacking)
            )


_EXAMPLES = {
    "date": 'Add for instance: date: {column: Datum, format: "%d-%m-%Y"}.',
    "place": "Add for instance: place: {x: lon, y: lat, crs: EPSG:4326}, or place: {area: buurtcode}.",
    "area": "Add for instance: area: {column: buurtcode}.",
    "period": "Add for instance: period: {column: Jaar}, or period: {year: 2023}.",
    "value": "Add for instance: value: {column: Aantal}.",
    "indicator": "Add for instance: indicator: burglaries_per_1000_dwellings.",
}


def read_mapping(data: bytes, name: str) -> Mapping:
    """Return the mapping in a YAML file. Raises Refused with every key that is wrong."""
    try:
        content = yaml.safe_load(data.decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark is not None else None
        problem = f"This is no YAML: {getattr(error, 'problem', None) or error}."
        raise Refused(Finding("mapping", problem, "Repair the mapping file.", name, row, severity="error")) from None
    return mapping_of(content, name)


def mapping_of(content: Any, name: str = "mapping") -> Mapping:
    """Return the mapping in what YAML holds. Raises Refused with every key that is wrong."""
    if not isinstance(content, dict):
        raise Refused(_problem(name, "(top)", "The mapping is empty or no list of keys.", _EXAMPLES["date"]))
    try:
        return Mapping.model_validate({**content, "name": name})
    except ValidationError as error:
        raise Refused(*(_from_pydantic(name, dict(found)) for found in error.errors())) from None


def measure_of(key: str, mapping: Mapping, where: str) -> str:
    """Return the measure that a key of a mapping stands for. Raises Refused with near names when there is none.

    A key of an indicator becomes `indicator:<key>`; a key of a denominator its measure; `police:1.1.1` stays.
    """
    if ":" in key:
        return key
    denominators = _denominators()
    if key in denominators:
        return denominators[key]
    if key in _indicators():
        return f"indicator:{key}"
    near = difflib.get_close_matches(key, [*_indicators(), *denominators], 3, 0.5)
    remedy = f"Did you mean {', '.join(near)}?" if near else "Use a key of wens/definitions/indicators."
    raise Refused(_problem(mapping.name, where, f"There is no indicator {key!r}.", remedy))


@cache
def _indicators() -> frozenset[str]:
    return frozenset(path.stem for path in (DEFINITIONS / "indicators").glob("*.yaml"))


@cache
def _denominators() -> dict[str, str]:
    path = DEFINITIONS / "denominators.yaml"
    content = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}
    return {key: entry.get("measure") or f"denominator:{key}" for key, entry in content.items()}


def _from_pydantic(name: str, found: dict[str, Any]) -> Finding:
    place = ".".join(str(step) for step in found["loc"] if step not in ("int", "str", "dict[str,str]")) or "(top)"
    told = str(found["msg"]).removeprefix("Value error, ")
    problem = "This key is not known." if found["type"] == "extra_forbidden" else f"{told[:1].upper()}{told[1:]}."
    return _problem(name, place, problem, _EXAMPLES.get(place.split(".")[0], "See CONTRACT for the keys of a mapping."))


def _problem(name: str, key: str, problem: str, remedy: str) -> Finding:
    return Finding("mapping", f"Key {key}: {problem}", remedy, name, severity="error")
