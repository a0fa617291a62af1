"""The programmes and focus points that come with WENS: complete, tied to figures that exist, refused when wrong."""

import pytest

from wens.figures.definitions import definitions
from wens.organisations.definitions import shipped_partners
from wens.plans.definitions import DefinitionError, read_programmes, shipped_programmes
from wens.site.demo.plans import EXAMPLES, TARGETS


def test_west_has_its_four_programmes_and_four_speerpunten_with_fifteen_goals():
    west = shipped_programmes("GM0153")
    assert [one.name for one in west.programmes] == [
        "Versterken economie", "Duurzame leefomgeving", "Maatschappelijke ondersteuning",
        "Dienstverlening en financieel beleid",
    ]  # fmt: skip
    assert {one.slogan: len(one.goals) for one in west.focus_points} == {
        "Samen sterk": 5, "Iedereen inclusief": 3, "Geborgen gemeenschap": 3, "Later begint nu": 4,
    }  # fmt: skip
    assert {(one.starts_on.year, one.ends_on.year) for one in west.focus_points} == {(2016, 2018)}


def test_every_figure_that_a_goal_names_exists_and_a_goal_without_one_says_why():
    goals = [goal for one in shipped_programmes("GM0153").focus_points for goal in one.goals]
    named = {goal.indicator for goal in goals if goal.indicator}
    assert named <= set(definitions().indicators)
    assert (len(named), len(goals)) == (8, 15)
    assert all(goal.no_indicator.endswith(".") for goal in goals if not goal.indicator)


def test_the_example_of_the_demo_names_goals_and_partners_that_exist():
    titles = {goal.title for one in shipped_programmes("GM0153").focus_points for goal in one.goals}
    partners = {one.key for one in shipped_partners("GM0153").organisations}
    assert {one.goal for one in EXAMPLES} | set(TARGETS) <= titles
    assert {part.partner for one in EXAMPLES for part in one.parts} <= partners


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ("no_indicator: x\n        indicator: y", "no_indicator"),
        ("about: nothing", "no_indicator"),
    ],
)
def test_a_goal_with_both_or_neither_is_refused_with_the_field(wrong, word):
    text = f"""
gemeente: GM0001
status: confirmed
source: made up
areas: [GM0001-SD-west]
programmes: [{{key: one, name: One}}]
focus_points:
  - key: two
    programme: one
    slogan: Slogan
    theme: Theme
    starts_on: 2026-01-01
    ends_on: 2026-12-31
    ambition: Ambition
    goals:
      - title: Goal
        {wrong}
"""
    with pytest.raises(DefinitionError, match=word):
        read_programmes(text, file="test.yaml")


def test_no_yaml_and_an_unknown_programme_are_refused():
    with pytest.raises(DefinitionError, match="no YAML"):
        read_programmes("a: [", file="test.yaml")
    assert shipped_programmes("GM9999") is None
