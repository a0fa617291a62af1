"""An invented evening with residents of Stadsveld that is going on: told with the code, read, put together. Marked."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from wens.meetings import actions
from wens.meetings.actions import Plan
from wens.meetings.models import Kind, Meeting
from wens.organisations.models import Role
from wens.organisations.queries import accounts
from wens.site.demo.voices import MARK, Scene
from wens.tenancy.context import Actor, acting
from wens.voices.actions.contributing import Told, contribute
from wens.voices.actions.triage import approve_text
from wens.voices.models import Channel, Contribution

FILE = Path(__file__).resolve().parents[2] / "definitions" / "demo" / "evening.yaml"
LONG = dt.timedelta(hours=9)
"""Longer than an evening: who tries the demo in the afternoon finds it open."""


def load_evening(gemeente: str) -> int:
    """Make the evening, when it is not there yet; returns how many contributions were told."""
    said = yaml.safe_load(FILE.read_text("utf-8"))
    with acting(gemeente, Actor.machine()):
        scene = Scene(gemeente, [person for person in accounts() if person.organisation])
        if Meeting.objects.filter(title=said["title"]).exists():
            return 0
    evening, code = _opened(scene, said)
    told = {name: _tell(scene, name, one, said["area"], code) for name, one in said["told"].items()}
    with scene.working(scene.who(Role.TRIAGE)) as by:
        for name, one in said["told"].items():
            if "public" in one:
                approve_text(contribution=told[name].pk, text=f"{MARK} {one['public']}", public=True, by=by)
    _put_together(scene, evening, said, told)
    return len(told)


def _opened(scene: Scene, said: dict[str, Any]) -> tuple[Meeting, str]:
    begins = timezone.now().replace(second=0, microsecond=0) - dt.timedelta(minutes=30)
    of = Plan(
        kind=Kind.WIJKBIJEENKOMST, title=said["title"], area_codes=[said["area"]], starts_at=begins,
        ends_at=begins + LONG, place="Wijkcentrum", is_public=True,
    )  # fmt: skip
    with scene.working(scene.who(Role.DISTRICT_MANAGER)) as by:
        one = actions.plan_meeting(of=of, by=by, is_example=True)
        for partner in (scene.who(Role.PARTNER, kind).organisation_id for kind in ("housing", "police")):
            if partner:
                actions.invite(meeting=one.pk, organisation=partner, by=by)
        code = actions.open_hall(meeting=one.pk, by=by).code
        one = actions.move(meeting=one.pk, name="open", by=by)
        actions.count_people(meeting=one.pk, organisation=None, people=34, by=by)
        for each in said["expected"]:
            made = actions.expect(meeting=one.pk, kind=each["kind"], words=each["words"], by=by)
            actions.note_who_came(expected=made.pk, came=each["came"], by=by)
    return one, code


def _tell(scene: Scene, name: str, one: dict[str, Any], area: str, code: str) -> Contribution:
    told = Told(
        area_code=area, text=f"{MARK} {one['text']}", subject=one["subject"], street=one.get("street", ""),
        speaker=one["speaker"],
    )  # fmt: skip
    with acting(scene.gemeente, Actor.public()) as now:
        key = scene.key(f"evening:{name}")
        return contribute(told=told, answer_key=key, by=now.actor, channel=Channel.MEETING, occasion=code).contribution


def _put_together(scene: Scene, evening: Meeting, said: dict[str, Any], told: dict[str, Contribution]) -> None:
    """Group as the facilitator did, and let somebody in the hall say that something is missing."""
    with scene.working(scene.who(Role.DISTRICT_MANAGER)) as by:
        for title, names in said["groups"].items():
            group, batch = str(uuid.uuid4()), str(uuid.uuid4())
            edits = [_edit(group, batch, title=title)]
            edits += [_edit(str(told[name].pk), batch, group=group) for name in names]
            actions.group_in(meeting=evening.pk, sent=edits, by=by)
    with acting(scene.gemeente, Actor.public()) as now:
        for kind, words in (("right", ""), ("right", ""), ("missing", f"{MARK} De fietstunnel staat er niet bij.")):
            actions.react(meeting=evening.pk, kind=kind, group=None, words=words, answer_key=uuid.uuid4(), by=now.actor)


def _edit(item: str, batch: str, **changes: str) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()), "item": item, "batch": batch, "changes": changes, "seen": {},
        "made_at": timezone.now().isoformat(),
    }  # fmt: skip
