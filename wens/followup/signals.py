"""What follows from signals: the wijkteam, who directs, and who brought one in are told; partners get a weekly list.

A letter holds the code of an area and never the name of a place: a mailbox is outside every covenant.
"""

import datetime as dt
from typing import Any

from django.utils import timezone

from wens.access.queries import open_to
from wens.audit.models import Outgoing
from wens.followup import figure_signals
from wens.followup.actions import writing
from wens.followup.actions.asking import last_digest_moment
from wens.followup.models import Letter
from wens.followup.queries import directors
from wens.followup.transactions import committed
from wens.organisations.models import Account, Organisation
from wens.organisations.queries import organisations
from wens.signalling import queries
from wens.signalling.actions import Watched, watch
from wens.signalling.models import Worry, WorryState
from wens.signalling.naming import Naming, theme_name
from wens.signalling.states import GOES_ON
from wens.tenancy.context import Actor, acting

Kind = Letter.Kind
SEE = "see_signals"
WEEK = dt.timedelta(days=7)
MOST_LINES = 20


def waits(row: Outgoing) -> None:
    """The wijkteam hears that a worry waits on it; without one, those who direct name one."""
    one = _worry(row)
    if one is None or one.state != WorryState.OPEN:
        return
    if one.team:
        writing.to_organisation(Kind.SIGNAL, one.team, cause=str(row.pk), about=one.pk, data=_area(one))
    else:
        _to_directors(one, row)


def due(row: Outgoing) -> None:
    """The wijkteam is reminded, unless it did something since."""
    one = _worry(row)
    if one and one.state in GOES_ON and one.team and one.reminded_at:
        writing.to_organisation(Kind.SIGNAL_DUE, one.team, cause=str(row.pk), about=one.pk, data=_area(one))


def late(row: Outgoing) -> None:
    """Those who direct hear that nobody did anything in time, unless somebody did since."""
    one = _worry(row)
    if one and one.state in GOES_ON and one.escalated_at:
        _to_directors(one, row)


def told(row: Outgoing) -> None:
    """Who brought it in, and who said something of it, hears that there is news; the words stand behind the login."""
    one = _worry(row)
    if one is None:
        return
    said = {opinion.organisation for opinion in queries.opinions_of(one)}
    for partner in sorted({one.organisation, *said}, key=lambda each: each.pk):
        if partner.is_active and partner != one.team and _reads(one, partner):
            writing.to_organisation(Kind.SIGNAL_TOLD, partner, cause=str(row.pk), about=one.pk, data=_area(one))


def pass_time(*, gemeente: str, by: Actor) -> Watched:
    """Remind, escalate and let lapse what is due now in `gemeente`."""
    with committed(gemeente, by, {SEE}):
        return watch(by=by)


def make_lists(*, gemeente: str, by: Actor, now: dt.datetime | None = None) -> int:
    """Make the weekly list of each partner with news in its areas before the last digest moment; returns how many.

    Each list is read with the rights of that partner: the second lock leaves out what its tier does not show.
    """
    until, made = last_digest_moment(now or timezone.now()), 0
    with committed(gemeente, by, {SEE}):
        for partner in [one for one in organisations() if not one.is_civic and _has_readers(one)]:
            with acting(gemeente, by, rights={SEE}, organisation=str(partner.pk)):
                lines = _lines(partner, until)
            if lines:
                about = {"lines": lines[:MOST_LINES], "count": len(lines)}
                made += writing.to_organisation(
                    Kind.SIGNALS, partner, cause=f"signals:{until:%G-W%V}", about=partner.pk, data=about
                )
    return made


def said_in(letter: Letter) -> list[str]:
    """Return the lines of a weekly list in words: where, about what, how it stands."""
    lines = [figure_signals.said(line) if "indicator" in line else _said(line) for line in letter.data["lines"]]
    return list(dict.fromkeys(lines))


def _said(line: dict[str, str]) -> str:
    theme = theme_name(line["theme"]).lower()
    return f"{name_of(line['area'])}: {theme}, {WorryState(line['state']).label}"


def name_of(code: str) -> str:
    """Return the name of an area as it may leave the system: one with few addresses is called by what it lies in."""
    return Naming().name(code)


def _lines(partner: Organisation, until: dt.datetime) -> list[dict[str, str]]:
    found = queries.changed_between(until - WEEK, until)
    if partner.area_codes:
        inside = {code for each in partner.area_codes for code in queries.areas_over(each)}
        found = [one for one in found if one.area_code in inside]
    lines = [{"area": one.area_code, "theme": one.theme, "state": str(one.state)} for one in found]
    return lines + figure_signals.lines(partner, until - WEEK, until)


def _has_readers(partner: Organisation) -> bool:
    return partner.accounts.filter(is_active=True).exists()


def _worry(row: Outgoing) -> Worry | None:
    return queries.worry(row.data["worry"])


def _area(one: Worry) -> dict[str, Any]:
    return {"area": one.area_code}


def _reads(one: Worry, partner: Organisation) -> bool:
    return one.covenant_id is None or one.covenant_id in open_to(partner.pk)


def _to_directors(one: Worry, row: Outgoing) -> None:
    """Those who direct; under a covenant only those of a party, or else who brought it in: others could not open it."""
    readers: list[Account] = [
        account for account in directors() if one.covenant_id is None or (
            account.organisation and _reads(one, account.organisation)
        )
    ]  # fmt: skip
    for account in readers:
        writing.to_account(Kind.SIGNAL_LATE, account, cause=str(row.pk), about=one.pk, data=_area(one))
    if not readers:
        writing.to_organisation(Kind.SIGNAL_LATE, one.organisation, cause=str(row.pk), about=one.pk, data=_area(one))
