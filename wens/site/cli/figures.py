"""``wens build`` and ``wens figures``."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from wens.figures import files, queries
from wens.figures.actions import Built, build_editions
from wens.figures.definitions import DefinitionError, definitions
from wens.figures.models import Edition
from wens.figures.rows import CSV_COLUMNS, STORED, TIERS, FigureRow
from wens.intake.queries import slices_in_force
from wens.render.sheets import csv_bytes, records, xlsx_bytes
from wens.site.cli.choosing import chosen_gemeente
from wens.site.cli.common import AsJson, Commit, data_said_no, print_json, progress, say, warn, write_file, wrong_usage
from wens.tenancy.context import Actor, acting

GemeenteCode = Annotated[str, typer.Option(help="Code of the gemeente, for instance GM0153.")]
OptionalGemeente = Annotated[str, typer.Option(help="Code of the gemeente; needed when there are several.")]
Tier = Annotated[str, typer.Option(help="partners or public.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")]


def build(
    gemeente: GemeenteCode,
    year: Annotated[int | None, typer.Option(help="Year of the areas; default: the newest that is active.")] = None,
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Build inactive editions, one per tier, and say what they change against the active ones.

    Example: wens build --gemeente GM0153 --commit
    """
    with _refusals(), progress(f"Building {gemeente}"):
        slices = slices_in_force(gemeente)
        made = build_editions(gemeente=gemeente, slices=slices, by=Actor.machine(), year=year, commit=commit)
    if as_json:
        print_json([_built(one) for one in made])
        return
    for one in made:
        _say_built(one)
    if not commit:
        say("Nothing was written: add --commit to keep these editions.")


def figures(
    gemeente: OptionalGemeente = "",
    area: Annotated[str, typer.Option(help="Code of an area.")] = "",
    indicator: Annotated[str, typer.Option(help="Key of an indicator.")] = "",
    level: Annotated[str, typer.Option(help="gemeente, stadsdeel, local_wijk, wijk or buurt.")] = "",
    period: Annotated[str, typer.Option(help="2023, 2023-Q1 or 2023-01.")] = "",
    tier: Tier = "partners",
    edition: Annotated[int | None, typer.Option(help="An edition by its number, also an inactive one.")] = None,
    form: Annotated[str, typer.Option("--format", help="csv, json or xlsx.")] = "csv",
    output: Output = None,
) -> None:
    """Print figures: all columns that anyone needs to defend a number.

    Example: wens figures --gemeente GM0153 --indicator burglaries_per_1000_dwellings --level buurt --format csv
    """
    _require(tier in TIERS, f"--tier is partners or public, not {tier!r}.")
    _require(form in _WRITERS, f"--format is csv, json or xlsx, not {form!r}.")
    _require(not indicator or indicator in definitions().indicators, f"There is no indicator {indicator!r}.")
    code = chosen_gemeente(gemeente, area)
    with acting(code, Actor.machine()), _refusals():
        chosen = queries.edition(edition) if edition is not None else queries.active_edition(tier)
        if chosen is None:
            data_said_no(_no_edition(code, tier, edition))
        rows = queries.select(
            chosen.tier, area=area, indicator=indicator, level=level, period=period,
            edition=chosen if edition is not None else None,
        )  # fmt: skip
    write_file(_WRITERS[form](rows, chosen), output)


@contextmanager
def _refusals() -> Iterator[None]:
    """What the data or the state says no to ends with exit code 1 and the reason."""
    try:
        yield
    except (files.NothingToBuild, files.Busy, files.FileDamaged, DefinitionError, FileNotFoundError) as error:
        data_said_no(str(error))


def _require(holds: bool, text: str) -> None:
    if not holds:
        wrong_usage(text)


def _no_edition(gemeente: str, tier: str, edition: int | None) -> str:
    if edition is not None:
        return f"{gemeente} has no edition {edition}. See 'wens editions list'."
    return (
        f"{gemeente} has no active edition of the {tier} tier: 'wens build --commit', then 'wens editions activate ID'."
    )


def _built(one: Built) -> dict[str, Any]:
    return {
        "id": one.edition, "tier": one.tier, "state": "unchanged" if one.unchanged else "built", "year": one.year,
        "rows": one.rows, "digest": one.digest, "against": one.against, "unresolved": one.unresolved,
        **one.differences,
    }  # fmt: skip


def _say_built(one: Built) -> None:
    found = one.differences
    against = f"against edition {one.against}" if one.against else "nothing is active yet"
    number = f"edition {one.edition}" if one.edition else "no edition kept"
    say(f"{one.tier}: {number}{' (unchanged)' if one.unchanged else ''}, {one.rows} rows, areas of {one.year}")
    say(f"  {found['new']} new, {found['changed']} changed, {found['gone']} gone, {found['same']} the same ({against})")
    for cell in found["biggest"]:
        say(f"  {cell['indicator']} {cell['period']} {cell['area_code']}: {cell['before']} -> {cell['after']}")
    if one.unresolved:
        warn(
            f"  {one.unresolved} cells count for no buurt: no crosswalk leads from their areas to those of {one.year}."
        )


def _cells(rows: Sequence[FigureRow], names: Sequence[str]) -> Iterator[list[Any]]:
    return ([getattr(row, name) for name in names] for row in rows)


def _csv(rows: Sequence[FigureRow], edition: Edition) -> bytes:  # noqa: ARG001 -- all writers are called alike
    return csv_bytes(CSV_COLUMNS, _cells(rows, CSV_COLUMNS))


def _json(rows: Sequence[FigureRow], edition: Edition) -> bytes:  # noqa: ARG001
    names = [*CSV_COLUMNS, *(name for name in STORED if name not in CSV_COLUMNS)]
    return json.dumps(records(names, _cells(rows, names)), ensure_ascii=False, indent=1).encode() + b"\n"


def _xlsx(rows: Sequence[FigureRow], edition: Edition) -> bytes:
    notes = [("Editie", f"{edition.pk} ({edition.tier}, {edition.state})"), ("Indeling", str(edition.year))]
    notes += [("Leeg vakje", "Geen getal; de kolom flags zegt waarom.")]
    return xlsx_bytes(CSV_COLUMNS, _cells(rows, CSV_COLUMNS), sheet="Cijfers", notes=notes)


_WRITERS = {"csv": _csv, "json": _json, "xlsx": _xlsx}
