"""What waits on somebody of the raad stands on "Mijn werk", and only on the page of who can do it."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.budgets.conftest import applied, checked, granted, opened
from tests.plans.test_screens import logged_in
from tests.voices.people import working
from wens.budgets import actions
from wens.budgets.models import Advice, Application, Vote
from wens.budgets.tasks import deals_with_any, waits_on
from wens.organisations.models import Account


def waits(account: Account) -> list[str]:
    with working(account) as by:
        return [one.label for one in waits_on(by)]


def test_who_may_decide_decides_and_who_has_an_interest_is_asked_nothing(council, budget):
    one = checked(council, budget)
    label = "Besluit, of meld uw belang: Bankje bij de vijver, Dorp 2026"
    assert waits(council.chair) == waits(council.member) == [label]
    with working(council.member) as by:
        actions.declare_interest(application=one.pk, kind="near", by=by)
    assert (waits(council.member), waits(council.chair)) == ([], [label])
    assert waits(council.stranger) == []


def test_what_is_granted_waits_on_the_treasurer_and_then_on_a_result(council, budget):
    one = granted(council, budget)
    assert waits(council.treasurer) == ["Noteer de betaling: Bankje bij de vijver, Dorp 2026"]
    assert waits(council.chair) == waits(council.member) == []
    with working(council.treasurer) as by:
        actions.pay(application=one.pk, amount=Decimal(300), booked_on=timezone.localdate(), reason="F1",
                    key=uuid.uuid4(), by=by)  # fmt: skip
    assert waits(council.member) == ["Vertel wat ervan kwam: Bankje bij de vijver, Dorp 2026"]
    with working(council.member) as by:
        actions.tell_result(application=one.pk, words="Het staat er.", done_on=timezone.localdate(), picture=None,
                            picture_says="", by=by)  # fmt: skip
    assert waits(council.treasurer) == waits(council.member) == []


def test_who_directs_sees_what_a_raad_leaves_and_all_of_a_budget_without_raad(council, budget):
    one = applied(budget)
    assert waits(council.manager) == []
    Application.objects.filter(pk=one.pk).update(decide_before=timezone.localdate() - dt.timedelta(days=1))
    assert waits(council.manager) == ["Te laat bij de raad: aanvraag 1, Dorp 2026"]
    applied(opened(council, year=2027, council=None))
    assert "Controleer: aanvraag 1, Dorp 2027" in waits(council.manager)


def test_a_vote_that_closed_and_each_turn_of_an_advice_wait_on_who_is_next(council, budget):
    plans, now = [checked(council, budget).pk for _ in range(2)], timezone.now()
    with working(council.chair) as by:
        vote = actions.plan_vote(
            budget=budget.pk, applications=plans, method="approval", stake=Decimal(300), opens_at=now,
            closes_at=now + dt.timedelta(days=1), by=by,
        )  # fmt: skip
        actions.print_codes(vote=vote.pk, number=2, by=by)
        actions.open_vote(vote=vote.pk, by=by)
    assert waits(council.chair) == []
    Vote.objects.filter(pk=vote.pk).update(opens_at=now - dt.timedelta(days=2), closes_at=now - dt.timedelta(hours=1))
    assert waits(council.chair) == ["Tel de stemmen: Dorp"]
    asked = Advice.objects.create(
        council=council.chair.organisation, title="Speelplek", question="?", state="asked", state_since=now,
        due_on=timezone.localdate(), made_by="x", made_at=now,
    )  # fmt: skip
    assert waits(council.member)[0].startswith("Geef advies: Speelplek (")
    Advice.objects.filter(pk=asked.pk).update(state="given", text="Doen.")
    assert waits(council.manager)[0].startswith("Beantwoord het advies: Speelplek (")
    assert not any("advies" in label for label in waits(council.member))
    for days, told in ((300, []), (10, ["Vertel wat van het advies kwam: Speelplek"])):
        later = timezone.localdate() + dt.timedelta(days=days)
        Advice.objects.filter(pk=asked.pk).update(state="answered", answer="Ja.", followed="wholly", due_on=later)
        assert [label.partition(" (")[0] for label in waits(council.manager) if "advies" in label] == told


@pytest.mark.parametrize("name", ["chair", "manager", "stranger"])
def test_it_stands_on_the_page_of_the_own_work_of_who_deals_with_a_wijkbudget(council, budget, name, settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    one = applied(budget)
    account = getattr(council, name)
    text = logged_in(account).get("/beheer/", headers={"accept-language": "nl"}).content.decode()
    with working(account) as by:
        assert deals_with_any(by) == (name != "stranger")
    assert ("Wijkbudget en advies</h2>" in text) == (name != "stranger")
    assert (f"/beheer/wijkbudget/aanvraag/{one.pk}/" in text) == (name == "chair")
