"""A partner brings in a worry, colleagues say whether they see it, a wijkteam takes it up and tells what was done."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from tests.signalling.network import NOORD, TEXT, WERF, Network, entered, network  # noqa: F401  a fixture
from tests.voices.people import told, working
from wens.audit.models import Event, Outgoing
from wens.signalling import actions, queries
from wens.signalling.actions import Conflict, NewWorry, PointsAtPerson, SignalError
from wens.signalling.models import LinkedContribution, Since, Stance, Worry, WorryMove, WorryState
from wens.signalling.rules import NotAllowed
from wens.signalling.states import NoSuchMove
from wens.tenancy.context import Actor, acting
from wens.tenancy.security import COVENANT_RIGHT


def announced(topic: str) -> int:
    return Outgoing.objects.filter(topic=topic).count()


def test_from_worry_to_report(network: Network):  # noqa: F811
    one = entered(network, place="square")
    assert (one.team_id, one.state) == (network.team.organisation_id, WorryState.OPEN)
    assert one.due_on == timezone.localdate() + dt.timedelta(days=queries.rules_now().take_up_days)
    with working(network.people.domijn) as by:
        actions.say(key=one.pk, stance=Stance.CONFIRM, words="", by=by)
        actions.say(key=one.pk, stance=Stance.DOUBT, words="Toch niet elke avond.", by=by)
    with working(network.other_team) as by:
        actions.say(key=one.pk, stance=Stance.CONFIRM, words="", by=by)
    with working(network.team) as by:
        actions.take(key=one.pk, words="Wij gaan vrijdag kijken.", by=by)
        actions.report(key=one.pk, words="Wij praatten met de mensen daar.", by=by)
        actions.end(key=one.pk, outcome=WorryState.BETTER, words="Het is minder.", by=by)
    with working(network.people.police):
        seen = queries.worry(one.pk)
        assert seen.state == WorryState.BETTER
        assert seen.due_on is None
        assert [(said.organisation.name, said.stance) for said in queries.opinions_of(seen)] == [
            ("Wijkteam Werf", "confirm"), ("Domijn", "doubt")
        ]  # fmt: skip
        assert {step.what for step in queries.steps_of(seen)} == {"enter", "confirm", "doubt", "take", "report", "end"}
    assert announced("signalling.worry.waits") == 1
    assert announced("signalling.worry.told") == 3
    trail = Event.objects.filter(name__startswith="signalling.worry.")
    assert trail.count() == 7
    assert not any(word in str(list(trail.values_list("data", flat=True))) for word in ("muziek", "vrijdag", "avond"))
    assert "muziek" not in str(list(Outgoing.objects.values_list("data", "subject")))


def test_sent_twice_it_is_one_worry(network: Network):  # noqa: F811
    key, of = uuid.uuid4(), NewWorry(NOORD, "living", TEXT, Since.WEEK)
    with working(network.people.police) as by:
        assert actions.enter(of=of, by=by, answer_key=key) == actions.enter(of=of, by=by, answer_key=key)
    assert announced("signalling.worry.waits") == 1


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"place": "tiny"}, "place", "minder dan 10 adressen.*groter gebied"),
        ({"area_code": WERF}, "area", "minder dan 10 adressen.*de wijk"),
        ({"place": "street"}, "place", "alleen binnen een convenant"),
        ({"place": "small"}, "place", "alleen binnen een convenant"),
        ({"place": "square", "area_code": WERF}, "place", "een plek in deze wijk"),
        ({"text": " "}, "text", "Schrijf wat u ziet"),
        ({"theme": "nergens"}, "theme", "Kies"),
    ],
)
def test_what_cannot_be_a_signal_says_what_to_do_and_leaves_nothing(network: Network, given, field, says):  # noqa: F811
    with pytest.raises(SignalError, match=says) as refused:
        entered(network, **given)
    assert refused.value.field == field
    with working(network.people.manager):
        assert not Worry.objects.exists()
    assert not announced("signalling.worry.waits")


def test_an_accusation_asks_for_a_second_look_at_exactly_these_words(network: Network):  # noqa: F811
    text = "Meneer Jansen dealt bij de banken."
    with pytest.raises(PointsAtPerson, match="Jansen") as refused:
        entered(network, text=text)
    of = NewWorry(NOORD, "living", text, Since.WEEK)
    with working(network.people.police) as by:
        with pytest.raises(PointsAtPerson):
            actions.enter(of=NewWorry(NOORD, "living", text + "!", Since.WEEK), by=by, answer_key=uuid.uuid4(),
                          looked=refused.value.look)  # fmt: skip
        assert actions.enter(of=of, by=by, answer_key=uuid.uuid4(), looked=refused.value.look)


def test_nobody_confirms_the_own_worry_and_doubt_has_a_reason(network: Network):  # noqa: F811
    one = entered(network)
    with working(network.people.police) as by, pytest.raises(NotAllowed, match="andere organisatie"):
        actions.say(key=one.pk, stance=Stance.CONFIRM, words="", by=by)
    with working(network.people.domijn) as by, pytest.raises(SignalError, match="waarom u twijfelt"):
        actions.say(key=one.pk, stance=Stance.DOUBT, words="", by=by)


@pytest.mark.parametrize("who", ["police", "domijn", "manager", "triage", "analyst", "wijkraad"])
def test_only_the_wijkteam_that_it_waits_on_takes_it_up(network: Network, who):  # noqa: F811
    one = entered(network)
    with working(getattr(network.people, who)) as by, pytest.raises((NotAllowed, Worry.DoesNotExist)):
        actions.take(key=one.pk, words="Wij gaan kijken.", by=by)
    with working(network.other_team) as by, pytest.raises(NotAllowed, match="het wijkteam"):
        actions.take(key=one.pk, words="Wij gaan kijken.", by=by)


@pytest.mark.parametrize("who", ["triage", "analyst", "wijkraad", "privacy"])
def test_only_partners_and_who_directs_bring_in_a_worry(network: Network, who):  # noqa: F811
    with pytest.raises(NotAllowed):
        entered(network, by=getattr(network.people, who))


def test_what_is_handed_back_waits_on_who_directs_who_names_another_team(network: Network):  # noqa: F811
    one = entered(network)
    with working(network.team) as by:
        actions.hand_back(key=one.pk, words="Dit is het gebied van Werf.", by=by)
    with working(network.people.manager) as by:
        assert [each.pk for each in queries.without_team()] == [one.pk]
        actions.assign(key=one.pk, team=network.other_team.organisation_id, words="Werf kan het beter.", by=by)
    with working(network.other_team) as by:
        assert [each.pk for each in queries.waiting_on(network.other_team.organisation_id)] == [one.pk]
        taken = actions.take(key=one.pk, words="Wij kijken.", by=by)
        assert taken.state == WorryState.TAKEN


def test_who_opened_the_form_too_early_hears_that_somebody_was_first(network: Network):  # noqa: F811
    one = entered(network)
    with working(network.team) as by:
        actions.take(key=one.pk, words="Wij kijken.", by=by, seen=0)
        with pytest.raises(Conflict):
            actions.hand_back(key=one.pk, words="Niet van ons.", by=by, seen=0)


def test_time_reminds_once_tells_who_directs_once_and_lets_lapse(network: Network):  # noqa: F811
    one, rules = entered(network), queries.rules_now()
    job = Actor.job("watch_deadlines")

    def on(days: int) -> tuple[int, int, int]:
        day = timezone.localdate() + dt.timedelta(days=days)
        with acting("GM0001", job, rights={"see_signals", COVENANT_RIGHT}):
            ran = actions.watch(by=job, today=day)
        return ran.reminded, ran.escalated, ran.lapsed

    assert on(rules.take_up_days - 2) == (0, 0, 0)
    assert [on(rules.take_up_days - 1), on(rules.take_up_days)] == [(1, 0, 0), (0, 0, 0)]
    assert [on(rules.take_up_days + 1), on(rules.take_up_days + 2)] == [(0, 1, 0), (0, 0, 0)]
    assert [on(rules.lapse_days), on(rules.lapse_days + 1)] == [(0, 0, 1), (0, 0, 0)]
    with working(network.people.police) as by:
        assert queries.worry(one.pk).state == WorryState.LAPSED
        again = actions.reopen(key=one.pk, words="Wij zien het nog steeds.", by=by)
        assert again.escalated_at is None
        assert again.due_on
    assert [announced(f"signalling.worry.{name}") for name in ("due", "late", "told")] == [1, 1, 1]


def test_what_was_taken_up_never_lapses_but_is_late(network: Network):  # noqa: F811
    one, job = entered(network), Actor.job("watch_deadlines")
    with working(network.team) as by:
        actions.take(key=one.pk, words="Wij kijken.", by=by)
    with acting("GM0001", job, rights={"see_signals"}):
        ran = actions.watch(by=job, today=timezone.localdate() + dt.timedelta(days=400))
    assert (ran.escalated, ran.lapsed) == (1, 0)
    with working(network.people.police) as by:
        assert actions.watch(by=by).escalated == 0


def test_a_contribution_is_linked_by_who_may_see_it(network: Network):  # noqa: F811
    one, of = entered(network), told(cleaned_text="Er is lawaai.", cleaned_by="x")
    with working(network.people.triage) as by:
        made = actions.link(key=one.pk, label=of.label, by=by)
        assert made == actions.link(key=one.pk, label=of.label, by=by)
    with working(network.people.domijn) as by, pytest.raises(SignalError, match="die u mag zien"):
        actions.link(key=one.pk, label=of.label, by=by)
    assert Event.objects.filter(name=f"signalling.worry.{WorryMove.LINK}").count() == 1
    with working(network.people.triage):
        assert LinkedContribution.objects.count() == 1


def test_what_is_over_cannot_be_confirmed(network: Network):  # noqa: F811
    one = entered(network)
    with working(network.people.police) as by:
        actions.withdraw(key=one.pk, words="Het was eenmalig.", by=by)
    with working(network.people.domijn) as by, pytest.raises(NoSuchMove, match="ingetrokken"):
        actions.say(key=one.pk, stance=Stance.CONFIRM, words="", by=by)
