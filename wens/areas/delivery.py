"""From the layer of a file to the areas of one gemeente, with everything that is worth telling. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from wens.areas.codes import NOWHERE, gemeente_of, level_of
from wens.areas.draft import COUNTS, Draft
from wens.areas.findings import Finding, Place, refuse
from wens.areas.geometry.coordinates import shapes_to_rd
from wens.areas.geometry.reading import Layer, find_field, read_layer
from wens.areas.geometry.repair import Repaired, repair

NATION = re.compile(r"^NL\d\d$")
OTHER_LEVEL = "another level"
UNKNOWN_PLACE = "unknown place"
MISSING_BELOW = -90_000  # CBS writes -99999999 and other large negative codes for missing or secret
RECOGNISED = {
    "inhabitants": ("aantal_inwoners", "aantal_inw", "aantalinwoners", "aant_inw", "a_inw", "inwoners"),
    "households": ("aantal_huishoudens", "aantal_hui", "aantal_hh", "a_hh", "huishoudenstotaal", "huishoudens"),
    "dwellings": ("woningvoorraad", "woningvoor", "aantal_woningen", "aantal_won", "a_woning", "woningen"),
    "postcode": ("meest_voorkomende_postcode", "meest_voor", "pst_mvp", "postcode"),
    "gemeente": ("gemeentecode", "gemeenteco", "gm_code", "gemeente_code"),
    "gemeente_name": ("gemeentenaam", "gemeentena", "gm_naam"),
    "water": ("water", "h2o"),
}


@dataclass(frozen=True)
class Asked:
    """What the person asked for: which gemeente, level and year, and which fields of the file hold what."""

    gemeente: str
    level: str
    year: int
    code: str
    name: str
    parent: str = ""
    crs: str = ""


@dataclass(frozen=True)
class Delivery:
    """The areas of one gemeente in a file; ``foreign`` counts the rows of other gemeenten, which are skipped."""

    draft: Draft
    foreign: dict[str, int]
    came_in: str
    gemeente_name: str
    findings: list[Finding] = field(default_factory=list)


def read_delivery(data: bytes, *, file: str, asked: Asked) -> Delivery:
    """Read, select, transform and repair. Raises AreasError when the file cannot be read or holds none of the areas."""
    layer = read_layer(data, file=file, code_field=asked.code, level=asked.level)
    draft, owners, names, findings = _draft(layer, asked, file)
    own = [i for i, owner in enumerate(owners) if owner == asked.gemeente]
    foreign = dict(sorted(Counter(owner for owner in owners if owner != asked.gemeente).items()))
    if not own:
        raise refuse(
            "no_rows", f"The file holds no areas of {asked.gemeente}; it holds {', '.join(foreign) or 'no rows'}.",
            "Give another --gemeente or --code.", file=file, column=asked.code,
        )  # fmt: skip
    name = Counter(names[i] for i in own if names[i]).most_common(1)
    delivery = Delivery(draft.take(own), foreign, "", name[0][0] if name else "", findings)
    return _with_shapes(delivery, layer, asked, file)


def _with_shapes(delivery: Delivery, layer: Layer, asked: Asked, file: str) -> Delivery:
    if layer.shapes is None:
        return delivery
    draft = delivery.draft
    in_rd = shapes_to_rd(draft.shapes, in_file=layer.crs, asked=asked.crs or None, kind=layer.kind, file=file)
    repaired = repair(in_rd.shapes)
    findings = [*delivery.findings, *in_rd.findings, *_about_shapes(draft, repaired, asked.code, file)]
    return replace(delivery, draft=replace(draft, shapes=repaired.shapes), came_in=in_rd.came_in, findings=findings)


def _about_shapes(draft: Draft, repaired: Repaired, column: str, file: str) -> Iterator[Finding]:
    def place(position: int) -> Place:
        return {"file": file, "row": draft.rows[position], "column": column, "value": draft.codes[position]}

    for position, reason in repaired.reasons.items():
        if position not in repaired.lost:
            problem, remedy = f"The shape was not valid ({reason}).", "It was repaired; no border moved."
            yield Finding("repaired", problem, remedy, severity="notice", **place(position))
    for position in repaired.lost:
        problem = f"No polygon is left of the shape ({repaired.reasons.get(position, 'no shape in the file')})."
        yield Finding("lost", problem, "Ask the supplier for this area.", **place(position))


def _draft(layer: Layer, asked: Asked, file: str) -> tuple[Draft, list[str], list[str], list[Finding]]:
    """Return all rows of the layer, the gemeente of each (code, name), and the findings of the cells."""
    codes = _texts(layer, find_field(layer, asked.code, option="--code", file=file))
    names = _texts(layer, find_field(layer, asked.name, option="--name", file=file))
    parent_field = find_field(layer, asked.parent, option="--parent", file=file) if asked.parent else None
    parents = _texts(layer, parent_field)
    fields = {key: _recognised(layer, key) for key in RECOGNISED}
    postcodes = [code if re.fullmatch(r"[1-9]\d{3}", code) else "" for code in _texts(layer, fields["postcode"])]
    owners = _owners(codes, _texts(layer, fields["gemeente"]), asked)
    findings: list[Finding] = []
    counts = {key: _counts(layer, fields[key], owners, asked, file, findings) for key in COUNTS}
    shapes = layer.shapes if layer.shapes is not None else np.full(len(codes), None, dtype=object)
    rows = list(range(2, len(codes) + 2))
    draft = Draft(codes, names, parents, postcodes, rows, shapes, counts)
    land = _without_water_parts(draft, _texts(layer, fields["water"]))
    if len(land) < len(codes):
        problem = f"{len(codes) - len(land)} rows are the water part of an area that is there as land too."
        findings.append(Finding("water", problem, "The land part is used.", file=file, severity="notice"))
    gemeente_names = _texts(layer, fields["gemeente_name"])
    return draft.take(land), [owners[i] for i in land], [gemeente_names[i] for i in land], findings


def _texts(layer: Layer, column: str | None) -> list[str]:
    if column is None:
        return [""] * len(layer.columns)
    values = layer.columns[column].to_pylist()
    return [_text(value) for value in values]


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _recognised(layer: Layer, key: str) -> str | None:
    """Return the field of a known meaning; CBS's topic numbers (``AantalInwoners_5``) change each year."""
    bare = {re.sub(r"_\d+$", "", field.lower()): field for field in reversed(layer.fields)}
    exact = {field.lower(): field for field in layer.fields}
    return next((found for name in RECOGNISED[key] if (found := exact.get(name) or bare.get(name))), None)


def _owners(codes: list[str], gemeente_field: list[str], asked: Asked) -> list[str]:
    """Return the gemeente of each row: what its code says, else the file's gemeente field, else the asked one.

    Lists of CBS hold land, gemeenten, wijken and buurten under each other; rows of another level belong to none.
    """
    levels = ["land" if NATION.match(code) else level_of(code) for code in codes]
    mixed = asked.level in levels
    return [
        OTHER_LEVEL if mixed and level not in (None, asked.level) else _owner(code, level, noted, asked)
        for code, level, noted in zip(codes, levels, gemeente_field, strict=True)
    ]


def _owner(code: str, level: str | None, noted: str, asked: Asked) -> str:
    by_code = gemeente_of(code) if level == asked.level else None
    by_field = noted if gemeente_of(noted) == noted else None
    owner = by_code or by_field or asked.gemeente
    return UNKNOWN_PLACE if owner == NOWHERE else owner


def _counts(
    layer: Layer, column: str | None, owners: list[str], asked: Asked, file: str, findings: list[Finding]
) -> NDArray[np.float64]:
    numbers = np.full(len(owners), np.nan)
    if column is None:
        return numbers
    for position, text in enumerate(_texts(layer, column)):
        number = _number(text)
        if number is None or number < MISSING_BELOW:
            continue
        if number < 0:
            if owners[position] == asked.gemeente:
                findings.append(Finding(
                    "negative", "A count cannot be negative.", "It is left out; ask the supplier.", file=file,
                    row=position + 2, column=column, value=text, severity="finding",
                ))  # fmt: skip
            continue
        numbers[position] = number
    return numbers


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _without_water_parts(draft: Draft, water: list[str]) -> list[int]:
    """Return the positions to keep: CBS maps hold the water of an area as a second shape with the same code."""
    land = {code for code, wet in zip(draft.codes, water, strict=True) if wet.upper() == "NEE"}
    return [
        i for i, (code, wet) in enumerate(zip(draft.codes, water, strict=True))
        if wet.upper() in ("", "NEE") or code not in land
    ]  # fmt: skip
