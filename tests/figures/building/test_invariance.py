"""The same facts give the same figures: whatever the order of rows, the split of deliveries, the names of areas."""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures import world as w
from wens.figures.build.run import build
from wens.figures.digest import digest_of

COUNTS = st.lists(st.integers(0, 40), min_size=8, max_size=8)
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def facts_of(counts: list[int]) -> list[dict[str, Any]]:
    return [
        *w.crimes(*counts[:4]),
        *w.crimes(*counts[4:], year=2022),
        *w.dwellings(*(100 + 37 * n for n in counts[:4])),
    ]


def digest(facts: list[dict[str, Any]], **changes: Any) -> str:
    return digest_of(build(w.inputs(facts, **changes), "partners"))


@pytest.mark.slow
@FEW
@given(COUNTS, st.randoms())
def test_the_order_of_rows_does_not_matter(counts: list[int], random: Any) -> None:
    facts = facts_of(counts)
    shuffled = random.sample(facts, len(facts))
    assert digest(shuffled) == digest(facts)


@pytest.mark.slow
@FEW
@given(COUNTS)
def test_one_delivery_or_one_per_year_does_not_matter(counts: list[int]) -> None:
    facts = facts_of(counts)
    split = [{**one, "snapshot": one["start"].year} for one in facts]
    assert digest(split) == digest(facts)


@pytest.mark.slow
@FEW
@given(COUNTS, st.permutations(range(4)))
def test_how_areas_are_called_does_not_matter(counts: list[int], order: list[int]) -> None:
    """Other codes put the areas in another order; every figure stays the same to the last digit."""
    renamed = {old: f"BU000177{place:02d}" for old, place in zip(w.BUURTEN, order, strict=True)}
    facts = facts_of(counts)
    plain = w.figures(w.inputs(facts))
    other = w.figures(w.inputs(
        [{**one, "area": renamed.get(one["area"], one["area"])} for one in facts],
        areas=_renamed(w.AREAS, "code", renamed),
        hierarchy=_renamed(_renamed(w.HIERARCHY, "buurt", renamed), "area", renamed),
    ))  # fmt: skip
    assert plain.keys() == {
        (indicator, period, {new: old for old, new in renamed.items()}.get(area, area))
        for indicator, period, area in other
    }
    for (indicator, period, area), row in plain.items():
        assert {**other[indicator, period, renamed.get(area, area)], "area_code": area} == row


def _renamed(table: pa.Table, column: str, names: dict[str, str]) -> pa.Table:
    new = [names.get(code, code) for code in table[column].to_pylist()]
    return table.set_column(table.column_names.index(column), column, pa.array(new))


@pytest.mark.slow
def test_duckdb_and_spark_give_the_same_to_the_last_digit() -> None:
    """On the real engines, with days, months, a crosswalk in thirds and values that are no round numbers."""
    pytest.importorskip("pyspark", reason="the extra [spark] is not installed: pip install 'wens[spark]'")
    from wens.facts import engine
    from wens.facts.crosswalk import Step, crosswalk_table

    steps = [Step("buurt", 2021, "BU00010900", "buurt", to, 1 / 3, 1) for to in w.BUURTEN[:3]]
    facts = [*facts_of([7, 3, 11, 2, 5, 1, 9, 4]), *_days(), *_months()]
    facts += [w.fact("police:old", "BU00010900", "2023-01-01", 10.1, division=2021)]
    facts += [w.fact("police:old", area, "2023-01-01", 0.1 + 0.2) for area in w.BUURTEN]
    chosen = w.definitions(
        *(w.indicator(key, numerator=[[f"police:{key}"]]) for key in ("burglaries", "days", "months", "old"))
    )
    found = {}
    for name, con in (("duckdb", engine.duckdb()), ("spark", engine.spark())):
        made = w.inputs(facts, chosen, crosswalk=crosswalk_table(steps), con=con)
        found[name] = (digest_of(build(made, "partners")), digest_of(build(made, "public")))
        con.disconnect()
    assert found["spark"] == found["duckdb"]


def _days() -> list[dict[str, Any]]:
    starts = [f"2023-{month:02d}-{day:02d}" for month in range(1, 13) for day in (1, 9, 17, 28)]
    return [w.fact("police:days", w.BUURTEN[at % 4], start, 1.0, grain="day") for at, start in enumerate(starts)]


def _months() -> list[dict[str, Any]]:
    return [
        w.fact("police:months", area, f"2023-{month:02d}-01", month / 7, grain="month", provisional=month == 12)
        for month in range(1, 13)
        for area in w.BUURTEN
    ]


def test_the_setting_spark_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from wens.facts import engine

    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(engine.EngineError, match=r"wens\[spark\]"):
        engine.spark()
