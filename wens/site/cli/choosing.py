"""Which gemeente and which area a person means on the command line."""

import re
from typing import NoReturn

from wens.areas.queries import AreaRow, areas
from wens.areas.queries.searching import plain
from wens.organisations.queries import gemeenten
from wens.site.cli.common import data_said_no, warn, wrong_usage
from wens.tenancy.context import Actor, acting

_IN_CODE = re.compile(r"^(?:GM(\d{4})|(?:WK|BU)([0-9]{4}))")


def chosen_gemeente(asked: str, area: str = "") -> str:
    """Return the gemeente asked for, the one of the area (code or name), or the only one there is; else exit."""
    known = [gemeente.code for gemeente in gemeenten()]
    found = _IN_CODE.match(area)
    code = asked or (f"GM{found.group(1) or found.group(2)}" if found else "")
    if not code:
        possible = known if len(known) == 1 or not area else [one for one in known if _has(one, area)]
        code = possible[0] if len(possible) == 1 else ""
    if not code:
        wrong_usage(f"Say which gemeente with --gemeente: {', '.join(known) or 'none is loaded yet'}.")
    if code not in known:
        data_said_no(f"{code} is not a gemeente of this installation ({', '.join(known) or 'none is loaded yet'}).")
    return code


def _has(gemeente: str, name: str) -> bool:
    with acting(gemeente, Actor.machine()):
        return any(plain(area.name) == plain(name) for area in areas())


def chosen_area(asked: str, level: str = "") -> AreaRow:
    """Return the area with this code or name; a name prefers the local wijk. Inside `acting`.

    What stays ambiguous exits with the candidates.
    """
    every = [area for area in areas() if not level or area.level == level]
    named = [area for area in every if asked == area.code] or [one for one in every if plain(one.name) == plain(asked)]
    preferred = [area for area in named if area.level == "local_wijk"]
    found = preferred if len(preferred) == 1 else named
    if len(found) != 1:
        _refuse(asked, level, found, every)
    return found[0]


def _refuse(asked: str, level: str, found: list[AreaRow], every: list[AreaRow]) -> NoReturn:
    near = found or [area for area in every if plain(asked) in plain(area.name)]
    for area in near:
        warn(f"{area.code}\t{area.level}\t{area.name}")
    what = "means several areas" if found else "is no area" + (f" of level {level}" if level else "")
    data_said_no(f"{asked!r} {what}; give a code{' or --level' if found else ''}.")
