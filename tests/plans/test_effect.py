"""Did it work: the data choose the method before anybody sees the outcome, and little data say little."""

import datetime as dt
import json

import numpy as np
import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures import world
from tests.figures.conftest import deliver
from tests.meetings.conftest import DORP
from tests.plans.conftest import agreed, focus, goal, in_days, share, terms
from tests.plans.test_screens import logged_in
from tests.publication.conftest import NAMES, chosen
from tests.voices.people import People, working
from wens.figures.actions import activate, build_editions
from wens.figures.rows import TIERS
from wens.plans import actions
from wens.plans.actions import Looked, Step
from wens.plans.effect import words
from wens.plans.effect.choosing import Method, choose
from wens.plans.effect.judging import judge
from wens.plans.effect.material import Material, Series, Unfit, days_of, fit
from wens.plans.models import Action, Effect, Evaluation, Result, What
from wens.plans.rules import NotAllowed
from wens.tenancy.context import Actor, acting

NOORD, ZUID, WERF, PARK = sorted(NAMES)
BEGIN = dt.date(2022, 1, 1)
BURGLARIES = "burglaries_per_1000_dwellings"
NUISANCE = "housing_nuisance_reports_per_1000_rented_dwellings"


def made(own, *others, before=None, grain="year", near=(), peers=None, fewer=True) -> Material:
    """A material of yearly counts; others are compared with, `near` are neighbours."""
    rows = tuple(Series(f"o{at}", tuple(map(float, one)), tuple(map(float, one))) for at, one in enumerate(others))
    touching = tuple(Series(f"n{at}", tuple(map(float, one))) for at, one in enumerate(near))
    periods = tuple(str(2000 + at) for at in range(len(own)))
    mine = Series("own", tuple(map(float, own)), tuple(map(float, own)))
    return Material("x", grain, periods, before or len(own) // 2, mine, touching, rows,
                    rows if peers is None else rows[:peers], fewer)  # fmt: skip


STEADY = [40, 41, 39, 40, 40, 41]
FELL = [40, 41, 39, 40, 15, 12]


def test_comparing_the_course_is_the_strongest_and_says_likely_when_it_fell_here_only():
    of = made(FELL, STEADY, STEADY, STEADY, before=4)
    choice = choose(of)
    assert (choice.method, choice.instead_of) == (Method.DIFFERENCE, ())
    found = judge(of, choice)
    assert (found.effect, found.why) == (Effect.LIKELY, "better")
    assert found.numbers["high"] < 1


def test_where_it_went_another_way_before_a_mixture_of_many_places_is_asked_for():
    falling = [[900 - 120 * at + (n % 5) for at in range(5)] + [200 + n % 3, 180 + n % 4] for n in range(25)]
    rising = [[200 + 120 * at + (n % 4) for at in range(5)] + [800 + n % 5, 850 + n % 3] for n in range(3)]
    own = [550, 555, 560, 550, 552, 200, 180]
    of = made(own, *falling, *rising, before=5, peers=3)
    choice = choose(of)
    assert choice.method == Method.SYNTHETIC
    assert choice.instead_of == (("difference", "other_course"),)
    assert judge(of, choice).numbers["places"] == 28


def test_without_comparison_a_long_own_series_is_looked_at_and_a_short_one_says_nothing():
    noise = np.random.default_rng(4)
    of = made([*noise.poisson(30, 36), *noise.poisson(12, 12)], before=36, grain="month")
    choice = choose(of)
    assert choice.method == Method.INTERRUPTED
    assert judge(of, choice).effect == Effect.LIKELY
    short = choose(made(FELL, before=4))
    assert (short.method, short.why) == (None, "none_fits")
    assert [name for name, _why in short.instead_of] == ["difference", "synthetic", "interrupted", "before_after"]


def test_two_numbers_are_laid_beside_those_of_an_area_with_about_as_many():
    of = made([100, 40], [300, 290], [98, 101], before=1)
    choice = choose(of)
    assert choice.method == Method.BEFORE_AFTER
    found = judge(of, choice)
    assert found.compared_with == ("o1",)
    assert (found.effect, round(found.numbers["estimate"])) == (Effect.LIKELY, -63)
    unlike = choose(made([100, 40], [300, 290], before=1))
    assert unlike.instead_of[-1] == ("before_after", "none_alike")


def test_the_four_verdicts_follow_the_interval():
    def came_out(own, *others, **more):
        of = made(own, *others, before=4, **more)
        return judge(of, choose(of))

    assert came_out([40, 41, 39, 40, 34, 33], STEADY, STEADY).why == "chance"
    many = [[4000, 4010, 3990, 4000, 4005, 3995]] * 3
    assert came_out([2000, 2005, 1995, 2000, 2002, 1998], *many).why == "small"
    worse = came_out([*STEADY[:4], 90, 95], STEADY, STEADY)
    assert (worse.effect, worse.why) == (Effect.NONE, "worse")
    more = came_out([*STEADY[:4], 90, 95], STEADY, STEADY, fewer=False)
    assert (more.effect, more.moved) == (Effect.LIKELY, "")


def test_what_went_next_door_takes_the_effect_away():
    others = [STEADY] * 4
    stayed = judge(of := made(FELL, *others, before=4, near=[STEADY]), choose(of))
    assert (stayed.effect, stayed.moved) == (Effect.LIKELY, "not_seen")
    went = judge(of := made(FELL, *others, before=4, near=[[40, 41, 39, 40, 80, 78]]), choose(of))
    assert (went.effect, went.why, went.moved) == (Effect.UNCLEAR, "moved", "moved")
    assert went.numbers["high"] < 1


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("severe_loneliness_percent", "model"), ("drug_dealing_per_1000_inhabitants", "police_effort"),
        ("", "no_indicator"), ("victimisation_percent", "no_counts"),
    ],
)  # fmt: skip
def test_estimates_police_effort_and_percentages_are_no_proof(key, code):
    with pytest.raises(Unfit) as refused:
        fit(key)
    assert refused.value.code == code
    assert words.unfit(code)


@given(st.data())
@settings(deadline=None)  # the first fit imports SciPy
def test_the_method_is_chosen_without_the_outcome_and_whatever_comes_out_can_be_said(data):
    length, grain = data.draw(st.integers(2, 12)), data.draw(st.sampled_from(["month", "quarter", "year"]))
    row = st.lists(st.integers(0, 60), min_size=length, max_size=length)
    before = data.draw(st.integers(1, length - 1))
    own, near = data.draw(row), data.draw(st.lists(row, max_size=2))
    others = data.draw(st.lists(row, max_size=4))
    of = made(own, *others, before=before, grain=grain, near=near)
    later = data.draw(st.lists(st.integers(0, 60), min_size=length - before, max_size=length - before))
    choice = choose(of)
    assert choice == choose(made([*own[:before], *later], *others, before=before, grain=grain, near=near))
    found = judge(of, choice)
    said = json.loads(json.dumps(found.as_json(), allow_nan=False)) | {
        "periods": ["2000", "2001", "2002", "2003"],
        "lengths": [2, 2],
        "grain": grain,
    }
    assert choice.why in words.HOW or choice.why in words.UNFIT
    assert found.why in words.WHY or found.why in words.UNFIT
    assert all(code in words.AGAINST for _name, code in choice.instead_of)
    for language in ("nl", "en"):
        assert words.spans(said, language)
        assert all(
            "%" not in line.replace("% ", "") for line in words.numbers_said(choice.method or "", said, language)
        )
        words.moved_said(said, language)


def test_periods_have_a_first_and_a_last_day():
    assert days_of("2024") == (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert days_of("2024-Q4") == (dt.date(2024, 10, 1), dt.date(2024, 12, 31))
    assert days_of("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


@pytest.fixture
def figures(staff: People, settings: LazySettings) -> People:
    """Six years: burglaries fall in Noord from 2022 and nowhere else; nuisance by neighbours is about people."""
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True, "second_factor": "optional"})
    rows = []
    for year in range(2018, 2024):
        for measure in ("dwellings", "inhabitants", "cars"):
            rows += [world.fact(f"kwb:{measure}", code, f"{year}-01-01", 1000) for code in NAMES]
        rows += [world.fact("kwb:rented_dwellings_percent", code, f"{year}-01-01", 60) for code in NAMES]
        fell = 10 if year >= 2022 else 40
        numbers = (fell, 40, 41, 39)
        rows += [
            world.fact("police:1.1.1", code, f"{year}-01-01", n) for code, n in zip(sorted(NAMES), numbers, strict=True)
        ]
        rows += [world.fact(f"indicator:{NUISANCE}", code, f"{year}-01-01", n)
                 for code, n in zip(sorted(NAMES), (33, 34, 35, 36), strict=True)]  # fmt: skip
    built = build_editions(gemeente=world.GEMEENTE, slices=deliver(rows, 1), by=Actor.machine(), chosen=chosen())
    for one in built:
        activate(edition=one.edition or 0, by=Actor.machine())
    return staff


def of_indicator(staff: People, indicator: str = BURGLARIES, *, is_public: bool = True) -> Action:
    """An agreed action of a goal with an indicator."""
    with working(staff.manager) as by:
        of = focus(by)
        under = goal(by, of, indicator=indicator, no_indicator="")
        actions.move_focus(focus=of.pk, name=What.ADOPT, by=by)
        step = Step("Sloten geplaatst", in_days(0))
        one = actions.propose(goal=under.pk, of=terms(is_public=is_public), lead=share(staff.domijn, step), by=by)
    with working(staff.domijn) as by:
        actions.sign(part=one.parts.get().pk, number=1, by=by)
    return Action.objects.get(pk=one.pk)


def test_who_may_looks_whether_it_worked_and_everybody_reads_what_came_out(figures):
    one = of_indicator(figures)
    client, address = logged_in(figures.manager), f"/beheer/plannen/actie/{one.pk}/effect/"
    assert "Bekijk wat kan" in client.get(address).content.decode()
    second = client.get(address, {"area": NOORD, "begins_on": f"{BEGIN}"}).content.decode()
    assert "Vergelijken met andere gebieden, in de tijd" in second
    assert "minder" not in second.split("<main")[1]  # nothing of what came out before it is kept
    assert not Evaluation.objects.exists()
    sent = {"area": NOORD, "begins_on": f"{BEGIN}"}
    refused = client.post(address, {**sent, "excluded": [PARK]})
    assert refused.status_code == 422
    assert "waarom deze gebieden niet meetellen" in refused.content.decode()
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert Evaluation.objects.get().number == 1
    assert {row.tier: (row.effect, row.method) for row in Result.objects.all()} == dict.fromkeys(
        TIERS, ("likely", "difference")
    )
    for page in (client.get(f"/beheer/plannen/actie/{one.pk}/"), Client().get(f"/plan/{one.pk}/")):
        assert "Waarschijnlijk effect." in page.content.decode()
        assert "75% minder" in page.content.decode()
    client.post(address, {**sent, "excluded": [PARK], "reason": "Daar was dezelfde actie."})
    page = Client().get(f"/plan/{one.pk}/").content.decode()
    assert "Wij keken al 1 keer eerder: waarschijnlijk." in page
    assert "Daar was dezelfde actie." not in page
    assert "Likely to have worked" in Client().get(f"/en/plan/{one.pk}/").content.decode()
    assert logged_in(figures.domijn).get(address).status_code == 403
    with working(figures.domijn) as by, pytest.raises(NotAllowed):
        actions.evaluate(goal=one.goal_id, action=one.pk, of=Looked(NOORD, BEGIN), by=by)


def test_an_effect_tells_nobody_what_is_rounded_or_confidential(figures):
    one = of_indicator(figures, NUISANCE)
    with working(figures.manager) as by:
        found = actions.evaluate(goal=one.goal_id, of=Looked(DORP, BEGIN), by=by)
        results = {row.tier: row for row in found.results.all()}
    assert results["partners"].found["numbers"]["before"] == 4 * (33 + 34)
    assert results["public"].found == {"why": "rounded", "against": []}
    page = Client().get(f"/plan/{one.goal.ambition.focus_id}/").content.decode()
    assert "Onduidelijk of het werkte." in page
    assert "afgerond om mensen te beschermen" in page
    assert "268" not in page
    secret = of_indicator(figures, is_public=False)
    with working(figures.manager) as by:
        actions.evaluate(goal=secret.goal_id, action=secret.pk, of=Looked(NOORD, BEGIN), by=by)
    with acting(world.GEMEENTE, Actor.public()):
        assert [row.action_id for row in Evaluation.objects.all()] == [None]
        assert {row.tier for row in Result.objects.all()} == {"public"}


def test_a_question_that_cannot_be_asked_is_refused_in_words(staff):
    one = agreed(staff)
    with working(staff.manager) as by:
        of = focus(by, slogan="Eenzaam")
        lonely = goal(by, of, indicator="severe_loneliness_percent", no_indicator="")
        with pytest.raises(actions.PlanError, match="geen cijfer"):
            actions.evaluate(goal=one.goal_id, of=Looked(DORP, BEGIN), by=by)
        with pytest.raises(actions.PlanError, match="gebied van het doel"):
            actions.evaluate(goal=lonely.pk, of=Looked(PARK, BEGIN), by=by)
        found = actions.evaluate(goal=lonely.pk, of=Looked(DORP, BEGIN), by=by)
        assert {row.found["why"] for row in found.results.all()} == {"model"}
