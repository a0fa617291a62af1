"""The red list: letters that did not arrive, or perhaps did; rows of the outbox that cannot be handled; who owns it."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from wens.audit.models import Outgoing
from wens.followup.actions.outbox import MOST_TRIES
from wens.followup.models import Letter, RedListOwner
from wens.organisations.models import Account, Role
from wens.voices.queries import red_list as red_contributions

RED = (Letter.State.FAILED, Letter.State.INTERRUPTED)
LATE_AFTER = dt.timedelta(hours=1)
SHOWN = 100


@dataclass(frozen=True)
class RedList:
    """What stands in it. `late` letters only wait longer than they should; `contributions` counts the other list."""

    letters: list[Letter]
    late: int
    rows: list[Outgoing]
    contributions: int
    mail_is_set_up: bool
    owner: Account | None

    @property
    def count(self) -> int:
        """Return how many things ask for a decision."""
        return len(self.letters) + len(self.rows) + self.contributions + (0 if self.mail_is_set_up else 1)


def red_list() -> RedList:
    """Return what a person has to look at."""
    stuck = Outgoing.objects.filter(handled_at__isnull=True, failures__gte=MOST_TRIES)
    return RedList(
        letters=list(_letters()[:SHOWN]),
        late=late_letters(),
        rows=list(stuck.order_by("at")[:SHOWN]),
        contributions=len(red_contributions()),
        mail_is_set_up=bool(settings.WENS.mail_server or settings.WENS.mail_folder),
        owner=owner(),
    )


def late_letters() -> int:
    """Return how many letters wait longer than an hour after they should have gone."""
    return Letter.objects.filter(state=Letter.State.WAITING, made_at__lt=timezone.now() - LATE_AFTER).count()


def owner() -> Account | None:
    """Return who looks after the red list; None when nobody does, or who did can no longer log in."""
    newest = RedListOwner.objects.select_related("account").order_by("-since").first()
    return newest.account if newest and newest.account.is_active else None


def keepers() -> list[Account]:
    """Return who hears that something stands in it: its owner, or else every administrator, so that it is somebody."""
    kept = owner()
    administrators = Account.objects.filter(is_active=True, role=Role.ADMINISTRATOR).order_by("pk")
    return [kept] if kept else list(administrators)


def _letters() -> QuerySet[Letter]:
    red = Letter.objects.filter(state__in=RED).select_related("contribution", "organisation", "account")
    return red.order_by("-is_urgent", "made_at")
