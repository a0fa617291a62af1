"""How a subject lies over the buurten: told of the gemeente and of each stadsdeel, and kept with the edition."""

from tests.figures import world
from tests.figures.conftest import Build
from tests.figures.test_editions import ANALYST, ANNA, ids
from tests.figures.test_patterns import CODES, CORNER, NEIGHBOURS, year
from wens.figures import actions, queries
from wens.figures.spread import spread_sentences, spreads
from wens.tenancy.context import acting

HOLDERS = {"GM0001": set(CODES), "SD1": set(CORNER) | set(CODES[-20:]), "SD2": set(CODES) - set(CORNER)}
INDICATOR = "burglaries_per_1000_dwellings"


def test_a_stadsdeel_is_told_of_the_patterns_that_lie_in_it() -> None:
    found = {one.area_code: one for one in spreads(year(3, planted=3.0, indicator=INDICATOR), HOLDERS, NEIGHBOURS)}
    in_corner = {one.area_code for one in found["GM0001"].patterns} & set(CORNER)
    assert len(in_corner) >= 5
    assert in_corner <= {one.area_code for one in found["SD1"].patterns}
    assert not in_corner & {one.area_code for one in found["SD2"].patterns} if "SD2" in found else True


def test_the_words_name_the_buurten_in_order_of_name_and_say_what_it_means() -> None:
    [one] = spreads(year(3, planted=3.0, indicator=INDICATOR), {"GM0001": set(CODES)}, NEIGHBOURS)
    names = {code: f"Buurt {code[-2:]}" for code in CODES}
    texts = [sentence.text for sentence in spread_sentences(one, "nl", names=names)]
    together = next(text for text in texts if "eromheen" in text)
    listed = together.rsplit(": ", 1)[1].rstrip(".").split(", ")
    assert listed == sorted(listed)
    assert "De helft van alle" in texts[0]
    assert texts[-1].endswith("niet naar één buurt.")


def test_nothing_is_said_of_a_handful_of_buurten() -> None:
    few = set(CODES[:5])
    rows = [row for row in year(3, planted=3.0, indicator=INDICATOR) if row.area_code in few]
    assert spreads(rows, {"GM0001": few}, NEIGHBOURS) == []


def test_what_is_kept_goes_with_the_edition_in_force(build: Build) -> None:
    made = ids(build([*world.crimes(10, 5, 20, 0), *world.dwellings(1000, 500, 2000, 800)]))
    with acting(world.GEMEENTE, ANNA, rights=ANALYST):
        actions.activate(edition=made["partners"], by=ANNA)
        newest = queries.newest_years("partners", "buurt")
        assert {row.period for row in newest} == {max(row.period for row in newest)}
        assert queries.spreads_of("partners", [world.GEMEENTE]) == {
            world.GEMEENTE: []
        }  # four buurten say nothing of this kind
