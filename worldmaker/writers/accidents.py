"""BRON: a zip with ongevallen, puntlocaties and partijen; several parties per accident, only the year is open."""

import io
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from worldmaker.events import World, one_each, points
from worldmaker.streams import stream

Rows = list[tuple[str, ...]]

OUTCOMES = ("UMS", "LET", "DOD")
_ACCIDENTS = ("VKL_NUMMER", "JAAR_VKL", "AP3_CODE", "AOL_ID", "WSE_ID", "FK_VELD5", "GME_ID", "GME_NAAM")
_PLACES = ("FK_VELD5", "X_COORD", "Y_COORD")
_PARTIES = ("PTJ_ID", "VKL_NUMMER", "NUMMER", "OTE_ID")
_OBJECTS = np.array(["1", "11", "21", "31", "61", "64", "71", "NULL"])
_SHARES = np.array([0.62, 0.08, 0.03, 0.03, 0.05, 0.12, 0.03, 0.04])


def write(world: World, folder: Path) -> None:
    """Write bron.zip; entries carry a fixed date, so that the same world gives the same bytes."""
    buurt, month, outcome, place = _accidents(world)
    rng = stream(world.seed, "bron")
    numbers = [f"{world.years[m // 12]}{i:07d}" for i, m in enumerate(month.tolist())]
    kinds, situations = rng.integers(0, 10, len(buurt)).tolist(), rng.integers(1, 6, len(buurt)).tolist()
    accidents: Rows = [_ACCIDENTS]
    places: Rows = [_PLACES]
    parties: Rows = [_PARTIES]
    for i, number in enumerate(numbers):
        spot = f"JTE{i:08d}" if i % 50 else f"NVK{i:08d}"
        year = str(world.years[month[i] // 12])
        accidents.append(
            (
                number,
                year,
                outcome[i],
                str(kinds[i]),
                str(situations[i]),
                spot,
                world.city.gemeente[2:],
                world.city.name,
            )
        )
        places.append((spot, str(int(place[i, 0])), str(int(place[i, 1]))))
    owners = np.repeat(np.arange(len(numbers)), rng.integers(1, 4, len(numbers)))
    objects = rng.choice(_OBJECTS, len(owners), p=_SHARES).tolist()
    for i, (owner, kind) in enumerate(zip(owners.tolist(), objects, strict=True)):
        parties.append((str(i), numbers[owner], str(i % 3 + 1), kind))
    with zipfile.ZipFile(folder / "bron.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (("ongevallen", accidents), ("puntlocaties", places), ("partijen", parties)):
            entry = zipfile.ZipInfo(f"{name}.txt", (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _text(rows))


def _accidents(world: World) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str], NDArray[np.float64]]:
    parts = [(code, *one_each(world, f"bron:{code}")[:2]) for code in OUTCOMES]
    buurt, month = np.concatenate([p[1] for p in parts]), np.concatenate([p[2] for p in parts])
    outcome = [code for code, own, _ in parts for _ in range(len(own))]
    place = np.concatenate([points(world, f"bron:{code}", own) for code, own, _ in parts])
    order = np.argsort(month // 12, kind="stable")
    return buurt[order], month[order], [outcome[i] for i in order], place[order]


def _text(rows: Rows) -> str:
    text = io.StringIO()
    for row in rows:
        text.write(",".join(f'"{value}"' for value in row) + "\r\n")
    return text.getvalue()
