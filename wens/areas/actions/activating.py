"""Switching to a generation, and what follows from new buurten: levels above, compositions, crosswalks."""

from wens.areas.actions.composing import adopt_shipped, apply_compositions
from wens.areas.actions.crosswalks import derive_crosswalks
from wens.areas.actions.making import fill_from_buurten, make_parents
from wens.areas.actions.storing import Followed, lock_areas, switch
from wens.areas.models import Generation
from wens.areas.queries.listing import waiting
from wens.audit.actions import record
from wens.tenancy.context import Actor, current_gemeente


def activate_generation(*, level: str, year: int, by: Actor, generation: Generation | None = None) -> Followed:
    """Make the waiting generation of ``level`` and ``year`` the active one (or the given one, also a retired one).

    The active one is retired. One transaction, to be called inside ``acting``. Raises AreasError when none waits.
    """
    lock_areas(current_gemeente())
    chosen = generation or waiting(level, year)
    switch(chosen, by=by)
    record("areas.generation.activated", subject=f"{level}:{year}", by=by, data={"generation": chosen.pk})
    return _follow(chosen, by)


def _follow(generation: Generation, by: Actor) -> Followed:
    if generation.level != "buurt":
        fill_from_buurten(generation)
        return Followed(derive_crosswalks(generation))
    made = make_parents(generation.year, by=by)
    for parents in made:
        switch(parents, by=by)
    crosswalks = [line for one in (*made, generation) for line in derive_crosswalks(one)]
    adopt_shipped(by=by)
    composed = apply_compositions(generation.year, by=by)
    return Followed([*(f"{one.level} {one.year}" for one in made), *composed.made, *crosswalks], composed.findings)
