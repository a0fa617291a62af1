"""The fictional gemeente: made by worldmaker with a fixed seed, loaded as suppliers' files are."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from wens.areas.actions import compose, load_areas
from wens.areas.compositions import read_definition
from wens.areas.queries import codes_of
from wens.organisations.actions import register_gemeente
from wens.signalling.actions.squares import load_squares
from wens.signalling.place_files import read_squares
from wens.signalling.rules import MANAGE
from wens.site.demo.loading import DemoError, Part, Tell, load_part, publish
from wens.site.demo.tables import Load
from wens.tenancy.context import Actor, acting

CODE, NAME, HOST = "GM9901", "Verzonnenstad", "verzonnenstad.localhost"
YEARS = "2020-2025"
PLANTS = ("1.1.1", "1.2.3:BU99010000:2024:0.4")
"""Burglary doubles where worldmaker says, and bicycle theft falls in the centre: what `evaluated` tells about."""

MONTHS_FROM = 2024
"""Months of the police of these last years: enough to see a season, and quick to load."""

BURSTS = ("1.1.1:BU99010202:2025-12-28:14:8", "fire:outdoor:BU99010103:2025-12-28:10:7:spot")
"""Two planted outbreaks at the end of the year, for signals to find: burglaries, and fires outdoors at one spot."""

SOURCES = (
    ("kwb_*.csv", "cbs_kwb"),
    ("politie_47018NED.csv", "politie"),
    ("politie_47022NED_*.csv", "politie"),
    ("misdaad_in_kaart.csv", "misdaad_in_kaart"),
    ("brandweer.csv", "incidents"),
    ("bron.zip", "bron"),
    ("rivm_*.csv", "rivm"),
    ("woonoverlast.xlsx", "woonoverlast"),
    ("meldingen_openbare_ruimte.csv", "counts"),
)
"""Which source reads which file; a YAML file of the same name is its mapping."""


def load_fictional(*, by: Actor, tell: Tell) -> bool:
    """Make the fictional gemeente, load all its files, build and activate; returns whether anything was new."""
    with tempfile.TemporaryDirectory(prefix="wens-demo-") as name:
        folder = Path(name)
        tell(f"{NAME}: the suppliers' files")
        _make(folder)
        register_gemeente(code=CODE, name=NAME, hosts=[HOST], fictional=True, by=by)
        new = _load_areas(folder, by)
        with acting(CODE, by, rights={MANAGE}):
            load_squares(addresses=read_squares((folder / "vakken.csv").read_bytes()), by=by)
        for part in parts_in(folder):
            tell(f"{NAME}: {part.path.name}")
            new |= load_part(part, by=by)
    tell(f"{NAME}: figures")
    return publish(CODE, new=new, by=by)


def parts_in(folder: Path) -> Iterator[Part]:
    """Yield what there is to import in a folder of worldmaker, in the order in which an analyst would."""
    for pattern, source in SOURCES:
        for path in sorted(folder.glob(pattern)):
            year = path.stem.rpartition("_")[2]
            if "47022NED" in path.name and int(year) < MONTHS_FROM:
                continue
            mapping = path.with_suffix(".yaml")
            content = yaml.safe_load(mapping.read_text("utf-8")) if mapping.is_file() else None
            yield Part(path, Load(source=source, mapping=content))


def _make(folder: Path) -> None:
    command = [sys.executable, "-m", "worldmaker", str(folder), "--buurten", "30", "--years", YEARS, "--seed", "1"]
    command += [part for plant in PLANTS for part in ("--plant", plant)]
    command += [part for burst in BURSTS for part in ("--burst", burst)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own module
    if made.returncode:
        raise DemoError(f"worldmaker could not make the fictional gemeente: {made.stderr.strip()}")


def _load_areas(folder: Path, by: Actor) -> bool:
    (outlines,) = folder.glob("buurten_*.geojson")
    year = int(outlines.stem.rpartition("_")[2])
    buurten = load_areas(
        data=outlines.read_bytes(), file=outlines.name, gemeente=CODE, level="buurt", year=year, code="buurtcode",
        name="buurtnaam", parent="wijkcode", commit=True, by=by,
    )  # fmt: skip
    lines = (folder / "codes.csv").read_text("utf-8").splitlines()
    names = "\n".join([lines[0], *(line for line in lines[1:] if line.startswith("WK"))])
    wijken = load_areas(
        data=names.encode(), file="codes.csv", gemeente=CODE, level="wijk", year=year, code="code", name="naam",
        commit=True, by=by,
    )  # fmt: skip
    stadsdelen = folder / "stadsdelen.yaml"
    with acting(CODE, by):
        composed = bool(codes_of("stadsdeel", year))
        if not composed:  # asked, not assumed: an earlier run may have been killed just here
            compose(definition=read_definition(stadsdelen.read_text("utf-8"), file=stadsdelen.name), by=by)
    return not composed or {buurten.status, wijken.status} != {"unchanged"}
