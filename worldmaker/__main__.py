"""Command line: `python -m worldmaker FOLDER --buurten 120 --years 2016-2025 --seed 1`."""

import argparse
import json
import sys
from datetime import date, timedelta
from pathlib import Path

from worldmaker.city import City, make_city
from worldmaker.events import Burst, Plant, World, default_plants
from worldmaker.offences import ALL
from worldmaker.writers import WRITERS

_EXAMPLE = """\
example:
  python -m worldmaker /tmp/stad --buurten 120 --years 2016-2025 --seed 1
  python -m worldmaker /tmp/stad --plant 1.1.1:BU99010103:2023:2 --plant fire:outdoor::2024:3
  python -m worldmaker /tmp/leeg --null
  python -m worldmaker /tmp/land --national            (arrays for the benchmark, no suppliers' files)
"""


def make_world(
    *, buurten: int, years: range, seed: int, plants: list[str] | None = None, null: bool = False, number: int = 1,
    bursts: list[str] | None = None,
) -> World:  # fmt: skip
    """Return a world; plants and bursts as on the command line, None for the planted change of an ordinary world."""
    city = make_city(seed, buurten, number)
    outbreaks = tuple(_burst(text, city, years) for text in bursts or ())
    if null:
        return World(city, years, seed, (), null=True, bursts=outbreaks)
    chosen = default_plants(city, years) if plants is None else tuple(_plant(text, city, years) for text in plants)
    return World(city, years, seed, chosen, null=False, bursts=outbreaks)


def write_world(world: World, folder: Path) -> None:
    """Write every source of a world, and truth.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for writer in WRITERS:
        writer.write(world, folder)
    (folder / "truth.json").write_text(json.dumps(world.truth(), indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Make what the command line asks for; 0 when made, 2 for wrong usage."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        if asked.national:
            from worldmaker.national import write_national

            print(json.dumps(write_national(asked.folder, seed=asked.seed, incidents=asked.incidents)))  # noqa: T201
            return 0
        world = make_world(
            buurten=asked.buurten, years=_years(asked.years), seed=asked.seed, plants=asked.plant, null=asked.null,
            number=asked.number, bursts=asked.burst,
        )  # fmt: skip
    except ValueError as error:
        parser.error(str(error))
    write_world(world, asked.folder)
    print(f"{world.city.name} ({world.city.gemeente}) stands in {asked.folder}; truth.json tells what was planted.")  # noqa: T201
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m worldmaker", description=sys.modules["worldmaker"].__doc__, epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("folder", type=Path, help="where the files go; made when it does not exist")
    parser.add_argument("--buurten", type=int, default=120, help="how many buurten (3 to 9,000; default 120)")
    parser.add_argument("--years", default="2016-2025", help="first and last year (default 2016-2025)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another city (default 1)")
    parser.add_argument("--number", type=int, default=1, help="1 to 99: the gemeente gets code GM99 and this number")
    parser.add_argument(
        "--plant", action="append", metavar="CODE[:BUURT[:YEAR[:FACTOR]]]",
        help="a change to put in, for instance 1.1.1:BU99010103:2023:2; may be given more than once; "
        f"codes: {', '.join(code for code in ALL if ':' in code)} and the police's",
    )  # fmt: skip
    parser.add_argument(
        "--burst", action="append", metavar="CODE:BUURT:LAST:DAYS:CASES[:spot]",
        help="an outbreak to put in, for instance fire:outdoor:BU99010103:2025-12-28:10:7; with :spot at one place; "
        "may be given more than once",
    )  # fmt: skip
    parser.add_argument("--null", action="store_true", help="nothing differs between buurten or years but by chance")
    parser.add_argument("--national", action="store_true", help="the whole country as Parquet, for the benchmark")
    parser.add_argument(
        "--incidents", type=int, default=20_000_000, help="with --national: how many (default 20 million)"
    )
    return parser


def _years(text: str) -> range:
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit() and 1990 <= int(first) <= int(last or first) <= 2100):
        raise ValueError(f"years are written as 2016-2025, not {text!r}")
    return range(int(first), int(last or first) + 1)


def _plant(text: str, city: City, years: range) -> Plant:
    usual = default_plants(city, years)[0]
    code = next((known for known in sorted(ALL, key=len, reverse=True) if (text + ":").startswith(known + ":")), None)
    if code is None:
        raise ValueError(f"--plant {text}: no events are known by that code")
    buurt, year, factor = ([*text[len(code) + 1 :].split(":"), "", "", ""])[:3]
    plant = Plant(code, buurt or usual.buurt, int(year or usual.year), float(factor or usual.factor))
    if plant.buurt not in city.buurten:
        raise ValueError(f"--plant {text}: {plant.buurt} is not a buurt of this city")
    if plant.year not in years:
        raise ValueError(f"--plant {text}: {plant.year} is not one of the years")
    return plant


def _burst(text: str, city: City, years: range) -> Burst:
    try:
        code, buurt, last, days, cases = text.removesuffix(":spot").rsplit(":", 4)
        burst = Burst(code, buurt, date.fromisoformat(last), int(days), int(cases), text.endswith(":spot"))
    except ValueError as error:
        raise ValueError(f"--burst is CODE:BUURT:LAST:DAYS:CASES[:spot], not {text!r}") from error
    if burst.code not in ALL or burst.buurt not in city.buurten or burst.cases < 1 or burst.days < 1:
        raise ValueError(f"--burst {text}: this city knows no such events or buurt, or there is nothing to put in")
    first = burst.last - timedelta(days=burst.days - 1)
    if first.year not in years or burst.last.year not in years:
        raise ValueError(f"--burst {text}: these days are not in the years")
    return burst


if __name__ == "__main__":
    sys.exit(main())
