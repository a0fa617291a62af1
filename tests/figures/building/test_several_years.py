"""A total over several years, as the register of accidents gives it for a gemeente."""

from tests.figures import world as w


def test_a_total_over_ten_years_is_a_figure_of_its_own_and_its_rate_is_per_year() -> None:
    """14,600 accidents in ten years among 4,300 dwellings: 14,600 / 43,000 x 1,000 = 339.53 per 1,000 in a year."""
    total = w.fact("police:burglaries", w.GEMEENTE, "2011-01-01", 14_600, grain="years:10")
    rows = w.figures(w.inputs([total, *w.dwellings(1000, 500, 2000, 800, year=2016)]))
    row = rows["burglaries", "2011-2020", w.GEMEENTE]
    assert (row["count"], row["denominator"], row["denominator_period"]) == (14_600, 43_000, "2016")
    assert round(row["value"], 2) == 339.53
    assert {period for _, period, _ in rows} == {"2011-2020"}


def test_a_total_over_several_years_does_not_hide_the_years_themselves() -> None:
    total = w.fact("police:burglaries", w.GEMEENTE, "2022-01-01", 60, grain="years:2")
    rows = w.figures(w.inputs([total, *w.crimes(10, 5, 20, 0), *w.dwellings(1000, 500, 2000, 800)]))
    assert rows["burglaries", "2023", w.GEMEENTE]["count"] == 35
    assert rows["burglaries", "2022-2023", w.GEMEENTE]["count"] == 60
