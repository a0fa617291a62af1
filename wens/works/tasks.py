"""What waits on somebody in wijkbeheerplannen: a signature, a concept that came back, a work whose time is over."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wens.tenancy.context import Actor
from wens.works import queries
from wens.works.models import Period, Version, Work
from wens.works.rules import may
from wens.works.states import MANAGE, SIGN

LAST_MONTH = {Period.FIRST: 3, Period.SECOND: 6, Period.THIRD: 9, Period.FOURTH: 12, Period.YEAR: 12}
BEFORE = dt.timedelta(days=30)
"""A work is brought to mind a month before its period is over."""


@dataclass(frozen=True)
class Waits:
    """One thing to do: in words, where, and before which day."""

    label: str
    address: str
    due: dt.date | None = None

    @property
    def day(self) -> str:
        """Return its day as people read it, with the year when that is another; empty without a day."""
        if self.due is None:
            return ""
        return date_format(self.due, "j F" if self.due.year == timezone.localdate().year else "j F Y")

    @property
    def is_late(self) -> bool:
        """Tell whether its day is over."""
        return self.due is not None and self.due < timezone.localdate()


def due_of(one: Work) -> dt.date:
    """Return the last day of the period of a work."""
    month, year = LAST_MONTH[Period(one.period)], one.plan.year
    first_of_next = dt.date(year + 1, 1, 1) if month == 12 else dt.date(year, month + 1, 1)
    return first_of_next - dt.timedelta(days=1)


def waits_on(by: Actor) -> list[Waits]:
    """Return what waits on `by`, who acts now: signatures first, then works by their day."""
    names = {one.code: one.name for one in queries.plan_areas()}
    own = queries.own_works(by)
    over = queries.over(timezone.localdate().year) if may(by, MANAGE) else []
    keys: set[UUID] = {one.pk for one in over}
    works = [*over, *(one for one in own if one.pk not in keys and due_of(one) <= timezone.localdate() + BEFORE)]
    tasks = [_work(one, names, may(by, MANAGE) and one.pk in keys) for one in works]
    return [*_plans(by, names), *sorted(tasks, key=lambda one: (one.due or dt.date.max, one.label))]


def _plans(by: Actor, names: dict[str, str]) -> list[Waits]:
    waiting = [one for one in queries.to_sign() if one.written_by != by.reference] if may(by, SIGN) else []
    back = queries.returned_to(by.reference) if may(by, MANAGE) else []
    rows = [*((_("Kwam terug: %(what)s"), one) for one in back), *((_("Teken: %(what)s"), one) for one in waiting)]
    return [
        Waits(label % {"what": _what(one, names)}, reverse("works:plan", args=[one.plan_id])) for label, one in rows
    ]


def _work(one: Work, names: dict[str, str], closes: bool) -> Waits:
    label = _("Rond af of schuif door: %(what)s") if closes else _("Vertel hoe het staat: %(what)s")
    what = f"{one.title}, {names.get(one.plan.area_code, one.plan.area_code)} {one.plan.year}"
    return Waits(label % {"what": what}, reverse("works:work", args=[one.pk]), due_of(one))


def _what(one: Version, names: dict[str, str]) -> str:
    name = names.get(one.plan.area_code, one.plan.area_code)
    return _("wijkbeheerplan %(name)s %(year)s") % {"name": name, "year": one.plan.year}
