"""Random walks with the real actions against the real database: the table of states is what happens, nothing else."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.voices.people import People, make_people, put_on_duty, told, working
from wens.audit.models import Event, Outgoing
from wens.organisations.models import Account
from wens.tenancy.context import Actor
from wens.voices.actions import following, handing, merging, triage, urgent
from wens.voices.actions.stepping import VoicesError
from wens.voices.models import Contribution, Handover, Message, State
from wens.voices.rules import NotAllowed, capacities
from wens.voices.states import AT_PARTNER, ENDS, NoSuchStep, Who, step

REFUSALS = (NoSuchStep, NotAllowed, VoicesError, Handover.DoesNotExist)
TEXTS = st.sampled_from(["Dat is nu zo afgesproken.", "", "   "])
WORKERS = st.sampled_from(["triage", "manager", "privacy", "domijn", "police", "wijkraad", "analyst"])
WHICH = st.integers(0, 1)


class Walk(RuleBasedStateMachine):
    """Two contributions, seven people, every action in any order."""

    people: People

    @initialize()
    def begin(self) -> None:
        self.ones = [told().pk, told("Ook afval").pk]
        self.states = dict.fromkeys(self.ones, State.RECEIVED)
        self.events = Event.objects.count()

    def row(self, which: int) -> Contribution:
        return Contribution.objects.get(pk=self.ones[which])

    def last(self, which: int) -> uuid.UUID:
        return getattr(self.row(which).handovers.last(), "pk", uuid.uuid4())

    def attempt(self, account: Account, which: int, name: str, do: object, *, words: str = "x") -> None:
        """Do it: either the step is in the table for this person and happens, or nothing at all changes."""
        one, before = self.row(which), self.row(which)
        with working(account) as by:
            who = capacities(one, by)
            try:
                wanted = step(name, one.state, who)
            except NoSuchStep:
                wanted = None
            lines = Event.objects.count()
            try:
                do(by)  # type: ignore[operator]
            except REFUSALS:
                assert self.row(which).state == before.state
                assert Event.objects.count() == lines
                return
        after = self.row(which)
        if after.state == before.state:
            return  # said once already
        assert wanted is not None, f"{account.role} took {name} from {before.state}"
        assert (after.state, bool(words.strip()) or not wanted.words) == (wanted.after, True)
        assert Event.objects.count() > lines
        assert Outgoing.objects.filter(subject=f"contribution:{one.pk}", data__was=before.state).exists()
        self.states[one.pk] = State(after.state)

    @rule(who=WORKERS, which=WHICH)
    def take(self, who: str, which: int) -> None:
        self.attempt(getattr(self.people, who), which, "take",
                     lambda by: triage.take(contribution=self.ones[which], by=by))  # fmt: skip

    @rule(who=WORKERS, which=WHICH, text=TEXTS)
    def ask(self, who: str, which: int, text: str) -> None:
        self.attempt(getattr(self.people, who), which, "ask_back",
                     lambda by: triage.ask_back(contribution=self.ones[which], text=text, by=by),
                     words=text)  # fmt: skip

    @rule(who=WORKERS, which=WHICH, text=TEXTS, days=st.sampled_from([0, 30]))
    def park(self, who: str, which: int, text: str, days: int) -> None:
        until = timezone.localdate() + dt.timedelta(days=days)
        self.attempt(getattr(self.people, who), which, "park",
                     lambda by: triage.park(contribution=self.ones[which], reason=text, until=until, by=by),
                     words=text)  # fmt: skip

    @rule(who=WORKERS, which=WHICH)
    def unpark(self, who: str, which: int) -> None:
        self.attempt(getattr(self.people, who), which, "unpark",
                     lambda by: triage.unpark(contribution=self.ones[which], by=by))  # fmt: skip

    @rule(who=WORKERS, which=WHICH, public=st.booleans())
    def clean(self, who: str, which: int, public: bool) -> None:
        account = getattr(self.people, who)
        with working(account) as by:
            try:
                triage.approve_text(contribution=self.ones[which], text="Afval bij de speeltuin.", public=public, by=by)
            except REFUSALS:
                return
        assert account.role == "triage"

    @rule(who=WORKERS, to=st.sampled_from(["domijn", "police", "wijkraad"]), which=WHICH)
    def offer(self, who: str, to: str, which: int) -> None:
        organisation = getattr(self.people, to).organisation_id
        before = timezone.now() + dt.timedelta(days=5)
        self.attempt(getattr(self.people, who), which, "offer", lambda by: handing.offer(
            contribution=self.ones[which], organisation=organisation, answer_before=before, by=by))  # fmt: skip

    @rule(who=WORKERS, which=WHICH)
    def mark_urgent(self, who: str, which: int) -> None:
        self.attempt(getattr(self.people, who), which, "offer",
                     lambda by: urgent.mark_urgent(contribution=self.ones[which], by=by))  # fmt: skip

    @rule(who=WORKERS, which=WHICH)
    def accept(self, who: str, which: int) -> None:
        self.attempt(getattr(self.people, who), which, "accept",
                     lambda by: handing.accept(handover=self.last(which), by=by))  # fmt: skip

    @rule(who=WORKERS, which=WHICH, text=TEXTS)
    def decline(self, who: str, which: int, text: str) -> None:
        self.attempt(getattr(self.people, who), which, "decline",
                     lambda by: handing.decline(handover=self.last(which), reason=text, by=by), words=text)  # fmt: skip

    @rule(who=WORKERS, to=st.sampled_from(["domijn", "police"]), which=WHICH, text=TEXTS)
    def pass_on(self, who: str, to: str, which: int, text: str) -> None:
        organisation = getattr(self.people, to).organisation_id
        before, given = self.row(which), self.last(which)
        with working(getattr(self.people, who)) as by:
            may_pass = Who.PARTNER in capacities(before, by) and before.state in AT_PARTNER and text.strip()
            try:
                handing.pass_on(handover=given, organisation=organisation, reason=text, by=by)
            except REFUSALS:
                return
        assert may_pass
        self.states[before.pk] = State.OFFERED

    @rule(who=WORKERS, which=WHICH, text=TEXTS)
    def recall(self, who: str, which: int, text: str) -> None:
        self.attempt(getattr(self.people, who), which, "recall",
                     lambda by: handing.recall(contribution=self.ones[which], reason=text, by=by),
                     words=text)  # fmt: skip

    @rule(who=WORKERS, which=WHICH, solved=st.booleans(), text=TEXTS)
    def finish(self, who: str, which: int, solved: bool, text: str) -> None:
        self.attempt(getattr(self.people, who), which, "resolve" if solved else "give_up",
                     lambda by: handing.finish(handover=self.last(which), solved=solved, text=text, by=by),
                     words=text)  # fmt: skip

    @rule(who=WORKERS, which=WHICH, end=st.sampled_from(ENDS), text=TEXTS)
    def end(self, who: str, which: int, end: str, text: str) -> None:
        self.attempt(getattr(self.people, who), which, f"end_{end}", lambda by: triage.end(
            contribution=self.ones[which], as_state=end, text=text, by=by, whose="Rijkswaterstaat", reach="0800-8002",
        ), words=text)  # fmt: skip

    @rule(who=WORKERS, which=WHICH)
    def merge(self, who: str, which: int) -> None:
        self.attempt(getattr(self.people, who), which, "merge", lambda by: merging.merge(
            contribution=self.ones[which], into=self.ones[1 - which], by=by))  # fmt: skip

    @rule(who=WORKERS, which=WHICH)
    def unmerge(self, who: str, which: int) -> None:
        self.attempt(getattr(self.people, who), which, "unmerge",
                     lambda by: merging.unmerge(contribution=self.ones[which], by=by))  # fmt: skip

    @rule(which=WHICH, text=TEXTS, name=st.sampled_from(["reply", "reopen", "withdraw"]))
    def writer(self, which: int, text: str, name: str) -> None:
        before, by = self.row(which), Actor.public()
        said = {} if name == "withdraw" else {"text": text}
        try:
            getattr(following, name)(contribution=before.pk, by=by, **said)
        except REFUSALS:
            assert self.row(which).state == before.state
            return
        after = self.row(which)
        if after.state != before.state:
            assert step(name, before.state, {Who.WRITER}).after == after.state
            for pk in self.ones:
                self.states[pk] = State(Contribution.objects.get(pk=pk).state)

    @invariant()
    def what_is_kept_is_what_was_done(self) -> None:
        for pk, state in getattr(self, "states", {}).items():
            one = Contribution.objects.get(pk=pk)
            open_ones = one.handovers.filter(state__in=["offered", "accepted"]).count()
            assert one.state == state
            assert open_ones == (state in AT_PARTNER)
            assert (one.merged_into_id is not None) == (state == State.MERGED)
            assert (one.parked_until is not None) == (state == State.PARKED)
            assert not (state == State.WITHDRAWN and one.is_public)
            if state in ENDS:
                assert one.messages.filter(direction=Message.Direction.TO_WRITER).exists()


def walk(people: People, *, examples: int, steps: int) -> None:
    put_on_duty(people.police)
    machine = type("Walking", (Walk,), {"people": people})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None,
                                   suppress_health_check=list(HealthCheck), database=None),
    )  # fmt: skip


def test_whatever_people_do_a_contribution_goes_by_the_table(gemeente: object) -> None:
    walk(make_people(), examples=4, steps=20)


@pytest.mark.slow
def test_over_many_walks_a_contribution_goes_by_the_table(gemeente: object) -> None:
    walk(make_people(), examples=60, steps=50)
