"""The denominator trap: a shopping street or a business park is never compared per inhabitant."""

from tests.figures import world as w

CENTRE = frozenset({"BU00010000"})
FACTS = [*w.crimes(90, 5, 20, 0), *w.dwellings(1000, 500, 2000, 800)]


def test_a_place_of_many_visitors_has_its_number_and_no_verdict() -> None:
    rows = w.figures(w.inputs(FACTS, w.definitions(w.indicator(ambient=True)), visited=CENTRE))
    row = rows["burglaries", "2023", "BU00010000"]
    assert (row["count"], row["verdict"], row["reason"]) == (90, "", "many_visitors")
    without = w.figures(w.inputs(FACTS, w.definitions(w.indicator(ambient=True))))
    assert without["burglaries", "2023", "BU00010000"]["verdict"] == "higher"


def test_what_happens_to_residents_is_compared_there_too() -> None:
    rows = w.figures(w.inputs(FACTS, visited=CENTRE))
    assert rows["burglaries", "2023", "BU00010000"]["verdict"] == "higher"


def test_an_area_counts_as_visited_when_most_of_its_buurten_are() -> None:
    both = frozenset({"BU00010000", "BU00010001"})
    rows = w.figures(w.inputs(FACTS, w.definitions(w.indicator(ambient=True)), visited=both))
    reasons = {area: rows["burglaries", "2023", area]["reason"] for area in ("WK000100", "WK000101", w.GEMEENTE)}
    assert reasons == {"WK000100": "many_visitors", "WK000101": "", w.GEMEENTE: ""}
