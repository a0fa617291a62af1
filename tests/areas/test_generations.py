"""Generations: the first of a level and year is active at once, later ones wait."""

import pytest
from django.db import IntegrityError, transaction

from wens.areas import queries
from wens.areas.actions import activate_generation
from wens.areas.findings import AreasError
from wens.areas.models import Area, Generation, State
from wens.tenancy.context import Actor, acting

from .conftest import Load

MACHINE = Actor.machine()
TABLE = (
    "buurtcode;buurtnaam;wijkcode;aantal_inwoners\nBU01530000;{name};WK015300;{people}\nBU01530001;Zeggelt;{wijk};20\n"
)


def table(name: str = "City", people: int = 10, wijk: str = "WK015300") -> bytes:
    return TABLE.format(name=name, people=people, wijk=wijk).encode()


def name_of(code: str) -> str | None:
    with acting("GM0153", MACHINE):
        area = queries.area_by_code(code)
        return area and area.name


def test_a_later_load_of_the_same_year_waits_until_it_is_activated(load: Load) -> None:
    load(table())
    assert load(table("Centrum", 99)).status == "loaded"
    assert name_of("BU01530000") == "City"
    with acting("GM0153", MACHINE):
        followed = activate_generation(level="buurt", year=2021, by=MACHINE)
        assert "wijk 2021" in followed.made
        wijk = queries.area_by_code("WK015300")
        assert wijk is not None
        assert wijk.inhabitants == 119
        states = [g.state for g in queries.generations("buurt")]
    assert name_of("BU01530000") == "Centrum"
    assert states == [State.RETIRED, State.ACTIVE]


def test_a_load_that_waits_is_replaced_by_the_next_one(load: Load) -> None:
    load(table())
    load(table("Centrum"))
    load(table("Binnenstad"))
    with acting("GM0153", MACHINE):
        assert Generation.objects.filter(level="buurt", state=State.LOADED).count() == 1
        activate_generation(level="buurt", year=2021, by=MACHINE)
    assert name_of("BU01530000") == "Binnenstad"


def test_each_year_has_its_own_first_load(load: Load) -> None:
    load(table())
    assert load(table("Later"), year=2024).status == "activated"
    assert name_of("BU01530000") == "Later"
    with acting("GM0153", MACHINE):
        assert queries.codes_of("buurt", 2021) == queries.codes_of("buurt", 2024) == {"BU01530000", "BU01530001"}
        assert queries.newest("buurt") == 2024
        earlier = queries.area_by_code("BU01530000", 2021)
        assert earlier is not None
        assert earlier.name == "City"


def test_nothing_waits_says_so_and_what_there_is(load: Load) -> None:
    load(table())
    with acting("GM0153", MACHINE), pytest.raises(AreasError, match="GM0153 buurt 2021 \\(active\\)"):
        activate_generation(level="buurt", year=2021, by=MACHINE)


def test_parents_that_are_not_in_a_delivered_wijk_level_are_refused(load: Load) -> None:
    load(b"wijkcode;naam\nWK015300;Binnen\n", level="wijk", code="wijkcode", name="naam", parent="")
    with pytest.raises(AreasError, match="WK015309"):
        load(table(wijk="WK015309"))
    assert "wijk 2021" not in load(table()).made
    with acting("GM0153", MACHINE):
        wijk = queries.area_by_code("WK015300")
        assert wijk is not None
        assert (wijk.name, wijk.inhabitants) == ("Binnen", 30)


def test_the_database_holds_one_active_generation_per_level_and_year(load: Load) -> None:
    load(table())
    with acting("GM0153", MACHINE):
        twin = Generation.objects.get(level="buurt")
        twin.pk = None
        with pytest.raises(IntegrityError, match="generation_one_active"), transaction.atomic():
            twin.save()


def test_a_count_of_a_wijk_is_unknown_when_that_of_one_buurt_is(load: Load) -> None:
    load(b"buurtcode;buurtnaam;wijkcode;aantal_inwoners\nBU01530000;City;WK015300;10\nBU01530001;Zeggelt;WK015300;\n")
    with acting("GM0153", MACHINE):
        assert Area.objects.get(code="WK015300", generation__state=State.ACTIVE).inhabitants is None
