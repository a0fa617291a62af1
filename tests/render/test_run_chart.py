import pytest

from wens.render.run_chart import Point, RunChart, run_chart


def chart(*points):
    return RunChart(points, "Pathmos", "Enschede", "Verloop", "13")


def point(label, value, **more):
    return Point(label, value, None if value is None else value - 1, None if value is None else value + 1, 6.0, **more)


def lines(drawn):
    return drawn.count('stroke-width="2" stroke-dasharray') + drawn.count('stroke="#1d1a24" stroke-width="2"/>')


def test_one_period_is_no_course_of_time():
    with pytest.raises(ValueError, match="at least two"):
        run_chart(chart(point("2023", 3.0)))


def test_a_year_without_a_figure_interrupts_the_line_and_is_not_drawn_at_zero():
    whole = run_chart(chart(point("2021", 3.0), point("2022", 4.0), point("2023", 5.0)))
    broken = run_chart(chart(point("2021", 3.0), point("2022", None), point("2023", 5.0)))
    assert lines(whole) - lines(broken) == 2
    assert broken.count('width="1" height="1"') == 2


def test_a_break_in_the_series_interrupts_the_line():
    whole = run_chart(chart(point("2022", 4.0), point("2023", 5.0)))
    broken = run_chart(chart(point("2022", 4.0), point("2023", 5.0, break_before=True)))
    assert lines(broken) < lines(whole)


def test_the_two_names_beside_the_lines_never_stand_on_each_other():
    drawn = run_chart(chart(point("2022", 6.0), point("2023", 6.0)))
    heights = [float(part.split('y="')[1].split('"')[0]) for part in drawn.split("<text")[-2:]]
    assert abs(heights[0] - heights[1]) == pytest.approx(18)


def test_figures_that_are_all_nought_are_drawn_on_the_base_line():
    drawn = run_chart(RunChart([Point("2022", 0, 0, 0, 0), Point("2023", 0, 0, 0, 0)], "a", "b", "c", "0"))
    assert "nan" not in drawn.lower()
