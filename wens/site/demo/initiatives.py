"""Invented initiatives and networks of residents, through the same actions as people use, and marked as such."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from wens.access.rules import rights_of
from wens.initiatives import actions, queries
from wens.initiatives.actions import Described, Idea, Outcome, Person, Settled, Shown, Voice
from wens.initiatives.models import Initiative, Need, Network, Step
from wens.organisations.models import Account
from wens.organisations.queries import account_by_email
from wens.tenancy.context import Actor, acting

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions" / "demo"
GUIDED = {"underway": actions.start, "paused": actions.pause, "stopped": actions.stop}
FUNCTION = "Vergunningverlener openbare ruimte"


def load_initiatives(gemeente: str, domain: str) -> int:
    """Load what is invented when there is no initiative yet; returns how many."""
    path = DEFINITIONS / gemeente / "initiatives.yaml"
    with acting(gemeente, Actor.machine()):
        people = [account_by_email(f"{name}@{domain}") for name in ("meldingen", "stadsdeelmanager")]
        if Initiative.objects.exists() or not path.is_file() or None in people:
            return 0
        reader, guide = (one for one in people if one is not None)
        said = yaml.safe_load(path.read_text("utf-8"))
        networks = {one["key"]: _network(one, said["joining"], guide) for one in said["networks"]}
        for one in said["initiatives"]:
            _initiative(one, networks.get(one.get("network", "")), reader, guide)
    return len(said["initiatives"])


@contextmanager
def _as(account: Account) -> Iterator[Actor]:
    actor = account.as_actor()
    with acting(account.gemeente, actor, rights=rights_of(account), organisation=str(account.organisation_id)):
        yield actor


def _network(one: dict[str, str], joining: str, guide: Account) -> Network:
    of = Described(name=one["name"], kind=one["kind"], area_code=one["area"], purpose=one["purpose"], joining=joining)
    with _as(guide) as by:
        return actions.add_network(of=of, by=by, is_example=True)


def _initiative(one: dict[str, Any], network: Network | None, reader: Account, guide: Account) -> None:
    person = Person(name="Verzonnen Bewoner", email="bewoner@example.invalid")
    names = ("kind", "title", "about", "why", "place")
    idea = Idea(area_code=one["area"], person=person, kinds=tuple(one.get("needs", {})),
                **{name: one.get(name, "") for name in names})  # fmt: skip
    made = actions.bring(idea=idea, answer_key=uuid.uuid4(), by=Actor.public(), is_example=True).initiative
    _read(made, one, reader)
    if "needs" in one:
        _help(made, one, network, guide)
    if one["state"] == "withdrawn":
        actions.withdraw(initiative=made.pk, by=Actor.public())
    _at(made, one["days"])


def _read(made: Initiative, one: dict[str, Any], reader: Account) -> None:
    """What who was trained does with the idea."""
    with _as(reader) as by:
        if one["state"] == "asked":
            actions.ask(initiative=made.pk, words=one["ask"], by=by)
        elif one["state"] == "declined":
            actions.decline(initiative=made.pk, words=one["words"], by=by)
        elif "needs" in one:
            texts = {name: one.get(name, "") for name in ("title", "about", "why", "place")}
            actions.open_up(initiative=made.pk, shown=Shown(**texts, needs=one["needs"]), by=by)


def _help(made: Initiative, one: dict[str, Any], network: Network | None, guide: Account) -> None:
    """Who supports it, the help that was found, and how it went on."""
    for at in range(one["backed"]):
        _backed(made, at, "helps" if at < one["helped"] else "supports")
    with _as(guide) as by:
        actions.belong(initiative=made.pk, network=network.pk if network else None, by=by)
        if one.get("focus"):
            actions.serve(initiative=made.pk, focus_points={focus.pk for focus in queries.focus_points()[:1]}, by=by)
        for state in ("found", "refused"):
            for kind, how in one.get(state, {}).items():
                _settled(made, kind, state, how, one.get("application", ""), by)
        if one["state"] == "done":
            actions.start(initiative=made.pk, words="Wij beginnen.", by=by)
            of = Outcome(words=one["words"], done_on=timezone.localdate())
            actions.finish(initiative=made.pk, of=of, by=by)
        elif one["state"] in GUIDED:
            GUIDED[one["state"]](initiative=made.pk, words=one["words"], by=by)


def _backed(made: Initiative, at: int, kind: str) -> None:
    key, person = uuid.uuid4(), Person(name=f"Verzonnen Helper {at + 1}", email=f"buur{at}@example.invalid")
    voice = Voice(kind=kind, person=person, offer="Ik help graag op zaterdag." if kind == "helps" else "")
    actions.support(initiative=made.pk, voice=voice, answer_key=key, by=Actor.public())
    actions.confirm(supporter=key, by=Actor.public())


def _settled(made: Initiative, kind: str, state: str, how: str, title: str, by: Actor) -> None:
    need = Need.objects.get(initiative=made, kind=kind)
    found = queries.applications() if kind == "means" and title else []
    tied = next((one for one in found if one.title == title), None)
    of = Settled(state=state, how=how, function=FUNCTION if kind == "permit" else "", application=tied)
    actions.settle(need=need.pk, of=of, by=by)


def _at(made: Initiative, days: int) -> None:
    """Let it have begun some days ago, with its steps a few days apart."""
    begun = timezone.now() - dt.timedelta(days=days)
    steps = list(Step.objects.filter(initiative=made).order_by("at"))
    gap = dt.timedelta(days=days) / (len(steps) + 1)
    for at, step in enumerate(steps):
        Step.objects.filter(pk=step.pk).update(at=begun + at * gap)
    since = begun + max(len(steps) - 1, 0) * gap
    Initiative.objects.filter(pk=made.pk).update(received_at=begun, state_since=since)
