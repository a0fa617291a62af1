"""Invented wijkbeheerplannen, most of stadsdeel West, through the same actions as people use, by two accounts.

Of Pathmos there is a proposal for next year to which residents can react.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from wens.access.rules import rights_of
from wens.areas.queries import newest, outlines, parts_of
from wens.organisations.models import Account
from wens.organisations.queries import account_by_email, organisation_by_slug
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution
from wens.works import actions
from wens.works.actions import Said, Written
from wens.works.models import Purpose, Work, YearPlan

FILE = Path(__file__).resolve().parents[2] / "definitions" / "demo" / "wijkbeheerplan.yaml"
REACT = dt.timedelta(days=28)
STEP_M = 60.0
"""How far works of one buurt are put apart on the map."""


def load_works(gemeente: str, domain: str) -> int:
    """Write and sign the invented plans when there is none yet; returns how many works."""
    with acting(gemeente, Actor.machine()):
        plans = yaml.safe_load(FILE.read_text("utf-8")).get(gemeente)
        writer, second = (account_by_email(f"{name}@{domain}") for name in ("stadsdeelmanager", "tweede"))
        if plans is None or writer is None or second is None or YearPlan.objects.exists():
            return 0
    return sum(_of_year(wijk["area"], one, writer, second) for wijk in plans for one in wijk["years"])


@contextmanager
def _as(account: Account) -> Iterator[Actor]:
    actor = account.as_actor()
    with acting(account.gemeente, actor, rights=rights_of(account), organisation=str(account.organisation_id)):
        yield actor


def _of_year(area: str, said: dict[str, Any], writer: Account, second: Account) -> int:
    """Write the plan of a wijk for a year; what is carried over goes on after it was signed, as it would."""
    year = timezone.localdate().year + said["year"]
    with _as(writer) as by:
        plan = actions.open_plan(area_code=area, year=year, by=by, is_example=True)
        made = [(_work(plan, number + 3 * said["year"], one, by), one) for number, one in enumerate(said["works"])]
        version = actions.write(plan=plan.pk, of=_said(said), by=by)
        actions.offer(key=version.pk, by=by)
    with _as(second) as by:
        actions.sign(key=version.pk, by=by)
    with _as(writer) as by:
        for work, one in made:
            for name, words in one.get("then", ()):
                actions.move_work(key=work.pk, name=name, words=words, looked=True, by=by)
            if "carry" in one:
                actions.carry_over(key=work.pk, words=one["carry"], looked=True, by=by)
    return len(made)


def _said(said: dict[str, Any]) -> Said:
    if "proposal" in said:
        until = timezone.localdate() + REACT
        return Said(Purpose.PROPOSAL, said["proposal"], react_before=until, looked=True)
    return Said(Purpose.FINAL, said["intro"], looked=True)


def _work(plan: YearPlan, number: int, one: dict[str, Any], by: Actor) -> Work:
    organisation = organisation_by_slug(one["by"])
    if organisation is None:
        raise LookupError(f"the demo has no organisation {one['by']}")
    of = Written(
        title=one["title"], about=one["about"], kind=one["kind"], place=one["place"], responsible=organisation.pk,
        period=one.get("period", "year"), point=_point(plan.area_code, one.get("buurt"), number), looked=True,
    )  # fmt: skip
    work = actions.add_work(plan=plan.pk, of=of, by=by, is_example=True)
    if told := _told(plan.area_code, one.get("told", "")):
        actions.link(key=work.pk, label=told.label, by=by)
    return work


def _point(area: str, buurt: int | None, number: int) -> tuple[float, float] | None:
    """A point near the middle of a buurt of the wijk; works of one buurt lie a little apart."""
    year = newest("buurt")
    codes = parts_of(area, year) if year and buurt is not None else []
    middle = {one.code: one.label for one in outlines("buurt")}
    if buurt is None or not codes or codes[buurt % len(codes)] not in middle:
        return None
    x, y = middle[codes[buurt % len(codes)]]
    return x + STEP_M * (number % 3 - 1), y + STEP_M * (number // 3)


def _told(area: str, word: str) -> Contribution | None:
    """The newest public contribution of the wijk with a word in it, if any."""
    if not word:
        return None
    year = newest("buurt")
    codes = [area, *(parts_of(area, year) if year else [])]
    found = Contribution.objects.filter(area_code__in=codes, is_public=True, covenant=None)
    return found.filter(cleaned_text__icontains=word).order_by("-received_at").first()
