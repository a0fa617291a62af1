"""The demo's contributions: invented, marked, and brought through the same doors and steps as real ones."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from wens.access.rules import rights_of
from wens.areas.queries import areas
from wens.organisations.models import Account, Kind, Organisation, Role
from wens.organisations.queries import accounts, organisations
from wens.tenancy.context import Actor, acting
from wens.voices import queries
from wens.voices.actions import duty, following, handing, merging, triage, urgent
from wens.voices.actions.contributing import Told, contribute
from wens.voices.actions.occasions import open_occasion
from wens.voices.models import Contribution, Speaker
from wens.voices.occasions import occasions
from wens.voices.rules import open_handover
from wens.voices.working_days import working_days_later

FILE = Path(__file__).resolve().parents[2] / "definitions" / "demo" / "voices.yaml"
MARK = "[verzonnen]"
TOLD = ("subject", "street", "size", "frequency", "since", "speaker")
LEVELS = ("local_wijk", "wijk", "buurt")
ON_DUTY = dt.timedelta(days=7)


def load_voices(gemeente: str) -> int:
    """Enter the invented contributions that are not there yet; returns how many were new.

    Needs the areas and the demo's accounts. A part of the list that is there already stays as it was left.
    """
    with acting(gemeente, Actor.machine()):
        scene, places = Scene(gemeente, [person for person in accounts() if person.organisation]), _places()
    if not places:
        return 0
    scene.put_on_duty()
    said = yaml.safe_load(FILE.read_text("utf-8"))
    return scene.enter(said, {key: places[one["place"] % len(places)] for key, one in said.items()})


class Scene:
    """One gemeente of the demo, with its people."""

    def __init__(self, gemeente: str, people: list[Account]) -> None:
        self.gemeente, self.people = gemeente, people

    def enter(self, said: Mapping[str, dict[str, Any]], places: Mapping[str, str]) -> int:
        """Tell what is not there yet, each in its place, with what was done with it; returns how many were new."""
        new = [key for key, one in said.items() if self.tell(key, one, places[key])]
        for key in new:
            for step in said[key].get("then", ()):
                ((name, words),) = step.items()
                self.take(key, name, words)
        self.date_back({key: said[key]["days"] for key in new})
        return len(new)

    def who(self, role: str, kind: str = "") -> Account:
        """Return the person of the demo with a role, at an organisation of a kind."""
        return next(
            one for one in self.people if one.role == role and one.organisation and kind in ("", one.organisation.kind)
        )

    def key(self, name: str) -> uuid.UUID:
        """Return the idempotency key of an invented contribution: loading again adds nothing."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"wens-demo:{self.gemeente}:{name}")

    @contextmanager
    def working(self, account: Account) -> Iterator[Actor]:
        """Act as somebody of the demo, with no more rights than on the site."""
        actor = account.as_actor()
        of = str(account.organisation_id or "")
        with acting(self.gemeente, actor, rights=rights_of(account), organisation=of):
            yield actor

    def tell(self, name: str, said: dict[str, Any], area_code: str) -> bool:
        """Tell it as a visitor of the site, or as the wijkraad that is logged in; False when it was told before."""
        text = f"{MARK} {said['text']}"
        told = Told(area_code=area_code, text=text, **{field: said[field] for field in TOLD if field in said})
        if told.speaker == Speaker.WIJKRAAD:
            civic = self.who(Role.CIVIC)
            with self.working(civic) as by:
                return contribute(told=told, answer_key=self.key(name), by=by, group=civic.organisation).is_new
        with acting(self.gemeente, Actor.public()):
            return contribute(told=told, answer_key=self.key(name), by=Actor.public()).is_new

    def take(self, name: str, step: str, words: Any) -> None:
        """Take one step with a contribution, as the one whose step it is."""
        if step == "reply":
            with acting(self.gemeente, Actor.public()):
                following.reply(contribution=self._one(name).pk, text=f"{MARK} {words}", by=Actor.public())
        elif step in PARTNERS_STEPS:
            self._as_partner(name, step, words)
        else:
            with self.working(self.who(Role.TRIAGE)) as by:
                TRIAGE_STEPS[step](self, self._one(name), words, by)

    def put_on_duty(self) -> None:
        """Put the wijkagent on duty, and open a meeting, when there is none."""
        now = timezone.now()
        with self.working(self.who(Role.TRIAGE)) as by:
            if not occasions():
                place = _places()[0]
                open_occasion(title=f"{MARK} Wijkavond", area_code=place, starts_at=now,
                              ends_at=now + dt.timedelta(hours=12), by=by)  # fmt: skip
            staffed = queries.is_staffed()
        if not staffed:
            with self.working(self.who(Role.DISTRICT_MANAGER)) as by:
                wijkagent = self.who(Role.PARTNER, Kind.POLICE)
                duty.add_shift(account=wijkagent.pk, starts_at=now, ends_at=now + ON_DUTY, by=by)

    def date_back(self, days: dict[str, int]) -> None:
        """Let them have come in over some weeks. No action does this: only a demo has a past that did not happen."""
        with acting(self.gemeente, Actor.machine()):
            for name, ago in days.items():
                one = self._one(name)
                at = one.received_at - dt.timedelta(days=ago)
                before = working_days_later(at, settings.WENS.reading_days)
                Contribution.objects.filter(pk=one.pk).update(received_at=at, read_before=before)

    def organisation(self, kind: str) -> Organisation:
        """Return an organisation of a kind, one with a login in the demo before the others."""
        logins = [person.organisation for person in self.people if person.role == Role.PARTNER]
        return next(one for one in (*logins, *organisations()) if one is not None and one.kind == kind)

    def _one(self, name: str) -> Contribution:
        return Contribution.objects.get(answer_key=self.key(name))

    def _as_partner(self, name: str, step: str, words: Any) -> None:
        """Partners without a login in the demo answer as by the link in a letter: for their organisation only."""
        with acting(self.gemeente, Actor.machine()):
            given = open_handover(self._one(name))
            if given is None:
                raise LookupError(f"voices.yaml: {name}: {step} without an offer")
        partners = [one for one in self.people if one.role == Role.PARTNER]
        own = next((one for one in partners if one.organisation_id == given.organisation_id), None)
        if own is not None:
            with self.working(own) as by:
                PARTNERS_STEPS[step](self, given.pk, words, by)
            return
        by = Actor("public", f"demo:{given.organisation.slug}", given.organisation.name)
        right, of = {"answer_contributions"}, str(given.organisation_id)
        with acting(self.gemeente, by, rights=right, organisation=of):
            PARTNERS_STEPS[step](self, given.pk, words, by)


def _marked(text: str) -> str:
    return f"{MARK} {text}"


def _offer(scene: Scene, one: Contribution, kind: str, by: Actor) -> None:
    before = working_days_later(timezone.now(), settings.WENS.handover_days)
    handing.offer(contribution=one.pk, organisation=scene.organisation(kind).pk, answer_before=before, by=by)


def _pass_on(scene: Scene, handover: uuid.UUID, words: dict[str, str], by: Actor) -> None:
    to = scene.organisation(words["to"]).pk
    handing.pass_on(handover=handover, organisation=to, reason=_marked(words["text"]), by=by)


def _park(_scene: Scene, one: Contribution, words: str, by: Actor) -> None:
    until = timezone.localdate() + dt.timedelta(days=30)
    triage.park(contribution=one.pk, reason=_marked(words), until=until, by=by)


def _end(_scene: Scene, one: Contribution, words: dict[str, str], by: Actor) -> None:
    triage.end(
        contribution=one.pk, as_state=words["as_state"], text=_marked(words["text"]), by=by,
        whose=words.get("whose", ""), reach=words.get("reach", ""),
    )  # fmt: skip


def _clean(public: bool) -> Callable[[Scene, Contribution, str, Actor], None]:
    def clean(_scene: Scene, one: Contribution, words: str, by: Actor) -> None:
        triage.take(contribution=one.pk, by=by)
        triage.approve_text(contribution=one.pk, text=_marked(words), public=public, by=by)

    return clean


TRIAGE_STEPS: dict[str, Callable[[Scene, Contribution, Any, Actor], Any]] = {
    "clean": _clean(False),
    "public": _clean(True),
    "ask": lambda _, one, words, by: triage.ask_back(contribution=one.pk, text=_marked(words), by=by),
    "answer": lambda _, one, words, by: triage.answer(contribution=one.pk, text=_marked(words), by=by),
    "note": lambda _, one, words, by: triage.note(contribution=one.pk, text=_marked(words), by=by),
    "park": _park,
    "offer": _offer,
    "end": _end,
    "merge": lambda scene, one, words, by: merging.merge(contribution=one.pk, into=scene._one(words).pk, by=by),
    "urgent": lambda _, one, words, by: urgent.mark_urgent(contribution=one.pk, text=_marked(words), by=by),
}
PARTNERS_STEPS: dict[str, Callable[[Scene, uuid.UUID, Any, Actor], Any]] = {
    "accept": lambda _, given, words, by: handing.accept(handover=given, by=by),  # noqa: ARG005  same shape for all
    "decline": lambda _, given, words, by: handing.decline(handover=given, reason=_marked(words), by=by),
    "pass_on": _pass_on,
    "finish": lambda _, given, words, by: handing.finish(handover=given, solved=True, text=_marked(words), by=by),
    "give_up": lambda _, given, words, by: handing.finish(handover=given, solved=False, text=_marked(words), by=by),
}


def _places() -> list[str]:
    """The codes of the wijken that people speak of, or the nearest that there is, in order; that of the round first."""
    found = {level: sorted((area.code for area in areas(level)), key=_rank) for level in LEVELS}
    return next((codes for codes in found.values() if codes), [])


def _rank(code: str) -> tuple[bool, str]:
    return not code.endswith("-pathmos"), code
