"""What follows from signals from statistics: lines in the weekly list, and who weighs knelpunten hears of one.

A letter holds codes only; an area with few addresses is called by what it lies in (`wens.signalling.naming`).
"""

import datetime as dt
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.audit.models import Outgoing
from wens.figures.definitions import definitions
from wens.followup.actions import writing
from wens.followup.models import Letter
from wens.followup.queries import directors
from wens.organisations.models import Organisation
from wens.signalling.models import Judged
from wens.signalling.naming import Naming
from wens.signalling.queries.signals import found_between, signal


def lines(partner: Organisation, since: dt.datetime, until: dt.datetime) -> list[dict[str, str]]:
    """Return a line per signal that was found in these days in the areas of a partner (all, when it has none)."""
    naming, found = Naming(), found_between(since, until)
    own = set(naming.places.buurten(partner.area_codes))
    mine = [one for one in found if not own or not own.isdisjoint(naming.places.buurten(one.area_codes))]
    return [{"area": one.area_codes[0], "indicator": one.indicator} for one in mine]


def said(line: dict[str, str]) -> str:
    """Return such a line in words: where, and about what."""
    of = definitions().indicators[line["indicator"]]
    words = {"area": Naming().name(line["area"]), "what": of.short[get_language() or "nl"]}
    return _("%(area)s: meer %(what)s dan gewoon. Kijkt u wat het is?") % words


def knelpunt(row: Outgoing) -> None:
    """Those who direct hear that a signal may be a knelpunt, unless it was judged otherwise since."""
    one = signal(UUID(row.data["signal"]))
    if one and one.judged == Judged.BOTTLENECK:
        for account in directors():
            writing.to_account(Letter.Kind.SIGNAL_WEIGH, account, cause=str(row.pk), about=one.pk)
