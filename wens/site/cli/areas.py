"""``wens areas``: load, list, activate, crosswalk, compose, export."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from wens.areas import actions, queries
from wens.areas.compositions import read_definition, shipped_definition
from wens.areas.crosswalk_files import read_crosswalk
from wens.areas.findings import AreasError, Finding
from wens.areas.geojson import feature_collection
from wens.organisations.queries import gemeenten
from wens.site.cli.common import (
    AsJson,
    Commit,
    command_app,
    data_said_no,
    print_json,
    print_rows,
    progress,
    say,
    warn,
    wrong_usage,
)
from wens.tenancy.context import Actor, acting

DRY_RUN = "Nothing was written: add --commit to write it."
USAGE = {"gemeente", "level", "year", "kind"}

app = command_app("Areas: load, check, activate, crosswalk.")

GivenFile = Annotated[Path, typer.Argument(help="The file, as it was delivered (also .gz).")]
Gemeente = Annotated[str, typer.Option(help="Code of the gemeente, for instance GM0153.")]
OneGemeente = Annotated[str, typer.Option(help="Only this gemeente.")]
Accept = Annotated[bool, typer.Option("--accept-findings", help="Load it although areas overlap or counts are wrong.")]


@app.command("load")
def load(
    file: GivenFile,
    gemeente: Gemeente,
    level: Annotated[str, typer.Option(help="gemeente, stadsdeel, local_wijk, wijk or buurt.")],
    year: Annotated[int, typer.Option(help="Year of the division.")],
    code: Annotated[str, typer.Option(help="Field with the code.")],
    name: Annotated[str, typer.Option(help="Field with the name.")],
    parent: Annotated[str, typer.Option(help="Field with the code of the area above.")] = "",
    crs: Annotated[str, typer.Option(help="Reference system, when the file does not say it: EPSG:28992.")] = "",
    accept_findings: Accept = False,
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Load areas: GeoJSON, Shapefile (zip), GeoPackage, or a table of codes without shapes.

    Example: wens areas load buurten.zip --gemeente GM0153 --level buurt --year 2021 --code buurtcode --name buurtnaam
    --parent wijkcode --commit
    """
    with _reporting(as_json), progress(f"Loading {file.name}"):
        loaded = actions.load_areas(
            data=_bytes(file), file=file.name, gemeente=gemeente, level=level, year=year, code=code, name=name,
            parent=parent, crs=crs, commit=commit, accept_findings=accept_findings, by=Actor.machine(),
        )  # fmt: skip
    if as_json:
        print_json(loaded.as_dict())
        return
    _print_loaded(loaded)


@app.command("list")
def list_(
    gemeente: OneGemeente = "",
    level: Annotated[str, typer.Option(help="Only this level.")] = "",
    year: Annotated[int, typer.Option(help="Year of the division; without it the newest of each level.")] = 0,
    as_json: AsJson = False,
) -> None:
    """List the areas in force.

    Example: wens areas list --gemeente GM0153 --level buurt --json
    """
    rows = []
    for one in _chosen(gemeente):
        with acting(one, Actor.machine()):
            rows += [
                {
                    "code": area.code, "name": area.name, "level": area.level, "parent": area.parent, "year": area.year,
                    "gemeente": one, "inhabitants": area.inhabitants, "households": area.households,
                    "dwellings": area.dwellings, "slug": area.slug,
                }
                for area in queries.areas(level or None, year or None)
            ]  # fmt: skip
    print_json(rows) if as_json else print_rows(rows, ["code", "name", "level", "parent", "year", "inhabitants"])


@app.command("generations")
def generations(gemeente: OneGemeente = "", as_json: AsJson = False) -> None:
    """List the generations: which levels and years are loaded, active, or retired.

    Example: wens areas generations --gemeente GM0153
    """
    rows = []
    for one in _chosen(gemeente):
        with acting(one, Actor.machine()):
            rows += [
                {
                    "gemeente": one, "level": g.level, "year": g.year, "state": g.state, "made": g.made, "file": g.file,
                    "areas": g.areas.count(), "activated_at": g.activated_at, "activated_by": g.activated_by,
                }
                for g in queries.generations()
            ]  # fmt: skip
    print_json(rows) if as_json else print_rows(rows, ["gemeente", "level", "year", "state", "areas", "made", "file"])


@app.command("activate")
def activate(
    level: Annotated[str, typer.Argument(help="Level of the waiting generation.")],
    gemeente: Gemeente,
    year: Annotated[int, typer.Option(help="Its year.")],
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Make a generation that was loaded later the active one of its level and year.

    Example: wens areas activate buurt --gemeente GM0153 --year 2021 --commit
    """
    with _reporting(as_json), acting(_existing(gemeente), Actor.machine()):
        if not commit:
            queries.waiting(level, year)
            return _said(as_json, {"status": "dry_run", "level": level, "year": year}, DRY_RUN)
        followed = actions.activate_generation(level=level, year=year, by=Actor.machine())
    made = ", ".join(followed.made) or "nothing else"
    report = {"status": "activated", "level": level, "year": year, "made": followed.made}
    return _said(as_json, report, f"{level} {year} is active now. Made: {made}.", followed.findings)


@app.command("crosswalk")
def crosswalk(
    file: GivenFile,
    gemeente: Gemeente,
    to: Annotated[str, typer.Option("--to", help="Division that it leads to: buurt:2024.")],
    source: Annotated[str, typer.Option("--from", help="Division that it starts from: buurt:2021 or postcode4.")],
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Load a supplied crosswalk: columns from, to and weight (or households, dwellings, population).

    Example: wens areas crosswalk pc4.csv --gemeente GM0153 --from postcode4 --to buurt:2021 --commit
    """
    with _reporting(as_json), acting(_existing(gemeente), Actor.machine()):
        supplied = read_crosswalk(_bytes(file), file=file.name, from_kind=source, to_kind=to)
        links = actions.load_crosswalk(supplied=supplied, file=file.name, by=Actor.machine(), commit=commit)
    status = "loaded" if commit else "dry_run"
    _said(as_json, {"status": status, "links": links}, f"{links} links. {'Loaded.' if commit else DRY_RUN}")


@app.command("compose")
def compose(
    gemeente: Gemeente,
    file: Annotated[
        Path | None, typer.Argument(help="Definition file; without it the one that comes with WENS.")
    ] = None,
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Put a definition of stadsdelen, local wijken or partners' working areas in force.

    Example: wens areas compose politieteams.yaml --gemeente GM0153 --commit
    """
    with _reporting(as_json), acting(_existing(gemeente), Actor.machine()):
        if file is None:
            definition = shipped_definition(gemeente)
        else:
            definition = read_definition(_bytes(file).decode("utf-8-sig"), file=file.name)
        if definition is None:
            data_said_no(f"No definition of {gemeente} comes with WENS; give a FILE.")
        number = len(definition.compositions)
        if not commit:
            return _said(as_json, {"status": "dry_run", "compositions": number}, f"{number} areas. {DRY_RUN}")
        followed = actions.compose(definition=definition, by=Actor.machine())
    report = {"status": "composed", "compositions": number, "made": followed.made}
    return _said(as_json, report, f"{number} areas. Made: {', '.join(followed.made)}.", followed.findings)


@app.command("export")
def export(
    level: Annotated[str, typer.Argument(help="Level to write.")],
    gemeente: Gemeente,
    year: Annotated[int, typer.Option(help="Year of the division; without it the newest.")] = 0,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File; without it standard output.")] = None,
) -> None:
    """Write the areas in force as GeoJSON (WGS84).

    Example: wens areas export buurt --gemeente GM0153 -o buurten.geojson
    """
    with acting(_existing(gemeente), Actor.machine()):
        text = json.dumps(feature_collection(queries.shapes(level, year or None)), ensure_ascii=False)
    if output is None:
        say(text)
    else:
        output.write_text(text, "utf-8")


def _print_loaded(loaded: actions.Loaded) -> None:
    shapeless = f", {loaded.without_shape} without a shape" if loaded.without_shape else ""
    say(f"{loaded.areas} areas of level {loaded.level} in {loaded.gemeente} for {loaded.year}{shapeless}.")
    if loaded.skipped:
        rows = sum(loaded.skipped.values())
        say(f"{rows} rows of {len(loaded.skipped)} other gemeenten were skipped: {', '.join(loaded.skipped)}.")
    _print_findings(loaded.findings)
    if loaded.made:
        say(f"Made: {', '.join(loaded.made)}.")
    closing = {
        "dry_run": DRY_RUN,
        "loaded": f"Loaded and waiting: wens areas activate {loaded.level} --gemeente {loaded.gemeente} "
        f"--year {loaded.year} --commit",
        "activated": "Loaded and active.",
        "unchanged": "These areas are already there; nothing changed.",
    }
    say(closing[loaded.status])


def _said(as_json: bool, report: dict[str, object], text: str, findings: Iterable[Finding] = ()) -> None:
    if as_json:
        print_json({**report, "findings": [finding.as_dict() for finding in findings]})
    else:
        _print_findings(findings)
        say(text)


def _print_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        warn(f"{finding.severity}: {finding}")


@contextmanager
def _reporting(as_json: bool) -> Iterator[None]:
    """Turn what the data said no to into exit code 1, and an impossible option into 2, with all findings printed."""
    try:
        yield
    except AreasError as error:
        if as_json:
            print_json({"status": "refused", "findings": [finding.as_dict() for finding in error.findings]})
        _print_findings(error.findings)
        if {finding.code for finding in error.findings} <= USAGE:
            wrong_usage("Nothing was written.")
        data_said_no("Nothing was written.")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        wrong_usage(f"{file}: {error.strerror or error}.")


def _chosen(gemeente: str) -> list[str]:
    return [_existing(gemeente)] if gemeente else [one.code for one in gemeenten()]


def _existing(gemeente: str) -> str:
    code = gemeente.strip().upper()
    known = [one.code for one in gemeenten()]
    if code not in known:
        data_said_no(f"Gemeente {code} is not loaded; there is: {', '.join(known) or 'none'}.")
    return code
