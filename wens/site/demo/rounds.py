"""An invented plan over the year: Pathmos in the middle of its round, Boekelo late, Binnenstad with a signed dossier.

Everything goes through the same actions as on the site, so the dossier of Binnenstad is signed on the day of loading.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

from django.utils import timezone

from wens.access.rules import rights_of
from wens.meetings import actions as meetings
from wens.meetings.actions import Plan as MeetingPlan
from wens.meetings.models import Kind
from wens.organisations.models import Account
from wens.organisations.queries import account_by_email
from wens.rounds import actions
from wens.rounds.actions import Plan, RoundError
from wens.rounds.models import Round, StepKey
from wens.rounds.steps import BEFORE_SIGNING
from wens.tenancy.context import Acting, Actor, acting

DOMAIN = "enschede.example"
PATHMOS, LATE, SIGNED = "GM0153-LW-pathmos", "GM0153-LW-boekelo", "GM0153-LW-binnenstad"
NEXT = ("GM0153-LW-wesselerbrink", "GM0153-LW-deppenbroek", "GM0153-LW-twekkelerveld", "GM0153-LW-stroinkslanden")
NOTES = {
    StepKey.COLLECT: "De cijfers van politie, CBS en brandweer zijn gecontroleerd en in gebruik.",
    StepKey.PHOTO: "De foto is bewaard en met de partners gedeeld.",
    StepKey.LISTEN: "De wijkbijeenkomst is geweest; ondernemers zijn apart gesproken.",
    StepKey.TABLE: "De ronde tafel is geweest en het verslag is goedgekeurd.",
}
Said = tuple[str, dict[str, str], str]
"""Who says it, the statement, and what the other partner thinks of it."""
SAID: tuple[Said, Said] = (
    ("partner", {
        "theme": "living", "subject": "rubbish", "place": "Rond de containers op het plein", "size": "one_spot",
        "nature": "Naast de containers staat elke week huisvuil.", "frequency": "weekly", "sureness": "seen",
        "causes": "De containers zijn vaak vol voordat zij worden geleegd.", "may_be_public": "yes",
        "public_text": "Naast de containers op het plein staat vaak huisvuil.",
    }, "agree"),
    ("wijkagent", {
        "theme": "living", "subject": "noise", "place": "Uitgaansstraten", "size": "several_streets",
        "nature": "In het weekend is er 's nachts veel geluid op straat als de cafés sluiten.", "frequency": "weekly",
        "sureness": "seen", "causes": "Iedereen gaat op hetzelfde moment naar buiten.", "may_be_public": "yes",
        "public_text": "In het weekend is het 's nachts druk en luid in de uitgaansstraten.",
    }, "doubt"),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """An invented round table that was held, with two partners; `agreed`: what the first of them takes up."""

    area: str
    title: str
    weeks_ago: int
    said: tuple[Said, Said]
    agreed: str


BINNENSTAD = Table(SIGNED, "Ronde tafel Binnenstad", 2, SAID, "Vraag om de containers vaker te legen")


def load_rounds(gemeente: str) -> int:
    """Make the example in Enschede, when there is no round yet; returns how many rounds were made."""
    people = people_of(gemeente)
    manager = people.get("stadsdeelmanager")
    if manager is None or not {"partner", "wijkagent"} <= set(people) or _there(gemeente):
        return 0
    with suppress(RoundError):  # another division into wijken has no example
        _pathmos(gemeente, manager)
        _late(gemeente, manager)
        _signed(gemeente, people)
        with _as(gemeente, manager) as now:
            plan = Plan(NEXT, timezone.localdate() + dt.timedelta(weeks=3), weeks_between=5)
            actions.plan(of=plan, by=now.actor, is_example=True)
    return _there(gemeente)


def _pathmos(gemeente: str, manager: Account) -> None:
    """In the middle: figures and photo are there, people are telling, the round table is prepared."""
    one = _started(gemeente, manager, PATHMOS, weeks_ago=9)
    _close(gemeente, manager, one, (StepKey.COLLECT, StepKey.PHOTO))


def _late(gemeente: str, manager: Account) -> None:
    one = _started(gemeente, manager, LATE, weeks_ago=7)
    _close(gemeente, manager, one, (StepKey.COLLECT,))


def _signed(gemeente: str, people: dict[str, Account]) -> None:
    """A whole round up to its signed dossier; what was not done goes to the next one, which is planned."""
    manager = people["stadsdeelmanager"]
    one = _started(gemeente, manager, SIGNED, weeks_ago=16)
    hold_table(gemeente, people, BINNENSTAD)
    _close(gemeente, manager, one, BEFORE_SIGNING)
    with acting(gemeente, Actor.machine(), rights=rights_of(manager)) as now:
        actions.sign_off(key=one.pk, by=now.actor)
    with _as(gemeente, manager) as now:
        actions.finish(key=one.pk, note="Het wegen en het plan gaan mee naar de volgende ronde.", by=now.actor)
        begin = timezone.localdate() + dt.timedelta(weeks=8)
        actions.plan(of=Plan([SIGNED], begin), by=now.actor, is_example=True)


def hold_table(gemeente: str, people: dict[str, Account], that: Table) -> None:
    """Hold a round table of some weeks ago, with approved and published minutes."""
    manager, texts = people["stadsdeelmanager"], dict[uuid.UUID, str]()
    day = timezone.localdate() - dt.timedelta(weeks=that.weeks_ago)
    begins = dt.datetime.combine(day, dt.time(14), timezone.get_default_timezone())
    of = MeetingPlan(
        kind=Kind.ROUND_TABLE, title=that.title, area_codes=[that.area], starts_at=begins,
        ends_at=begins + dt.timedelta(hours=2), place="Stadskantoor (verzonnen voorbeeld)",
    )  # fmt: skip
    with _as(gemeente, manager) as now:
        table = meetings.plan_meeting(of=of, by=now.actor, is_example=True)
        invited = [people[name].organisation_id for name in ("partner", "wijkagent", "stadsdeelmanager")]
        for organisation in filter(None, invited):
            meetings.invite(meeting=table.pk, organisation=organisation, by=now.actor)
        meetings.move(meeting=table.pk, name="open", by=now.actor)
    for at, (name, words, opinion) in enumerate(that.said):
        statement = uuid.uuid4()
        texts[statement] = words["public_text"]
        _put(gemeente, people[name], table.pk, statement, words)
        _put(gemeente, people[that.said[1 - at][0]], table.pk, statement, {"stance": opinion})
    with _as(gemeente, manager) as now:
        for statement, text in texts.items():
            meetings.approve_text(statement=statement, seen_text=text, by=now.actor)
        for organisation in filter(None, invited):
            meetings.count_people(meeting=table.pk, organisation=organisation, people=1, by=now.actor)
        first = people[that.said[0][0]].organisation_id
        if first is not None:
            meetings.agree_action(
                meeting=table.pk, organisation=first, text=that.agreed,
                due_on=timezone.localdate() + dt.timedelta(weeks=6), is_public=True, by=now.actor,
            )  # fmt: skip
        meetings.move(meeting=table.pk, name="close", by=now.actor)
        made = meetings.generate(meeting=table.pk, by=now.actor)
    with _as(gemeente, people["wijkagent"]) as now:
        meetings.approve(meeting=table.pk, seen=made.number, by=now.actor)
    with _as(gemeente, manager) as now:
        meetings.publish(meeting=table.pk, by=now.actor)


def _started(gemeente: str, manager: Account, code: str, *, weeks_ago: int) -> Round:
    with _as(gemeente, manager) as now:
        begin = timezone.localdate() - dt.timedelta(weeks=weeks_ago)
        (one,) = actions.plan(of=Plan([code], begin), by=now.actor, is_example=True)
        return actions.start(key=one.pk, by=now.actor)


def _close(gemeente: str, manager: Account, one: Round, steps: Sequence[StepKey]) -> None:
    with _as(gemeente, manager) as now:
        for step in steps:
            actions.close_step(key=one.pk, step=step, note=NOTES[step], by=now.actor)


def _put(gemeente: str, account: Account, table: uuid.UUID, statement: uuid.UUID, words: dict[str, str]) -> None:
    sent = {
        "id": str(uuid.uuid4()), "statement": str(statement), "changes": words, "seen": {},
        "made_at": timezone.now().isoformat(),
    }  # fmt: skip
    with _as(gemeente, account) as now:
        meetings.take_in(meeting=table, sent=[sent], by=now.actor)


def _as(gemeente: str, account: Account) -> AbstractContextManager[Acting]:
    """Act as somebody of the demo, with no more rights than on the site."""
    of = str(account.organisation_id or "")
    return acting(gemeente, account.as_actor(), rights=rights_of(account), organisation=of)


def people_of(gemeente: str) -> dict[str, Account]:
    """Return the accounts of the demo that a round needs, by the first part of their address."""
    with acting(gemeente, Actor.machine()):
        names = ("stadsdeelmanager", "partner", "wijkagent")
        found = {name: account_by_email(f"{name}@{DOMAIN}") for name in names}
    return {name: account for name, account in found.items() if account is not None}


def _there(gemeente: str) -> int:
    with acting(gemeente, Actor.machine()):
        return Round.objects.count()
