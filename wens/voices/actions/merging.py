"""Bringing contributions about the same thing together, and apart again.

A merged contribution keeps its own words, messages and follow code; who follows it hears about the whole
(`queries.whole_of`, `queries.followed_with`). Nothing is copied, so taking apart loses nothing.
"""

import uuid

from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.tenancy.context import Actor
from wens.voices.actions.stepping import VoicesError, locked, subject_of, take_step
from wens.voices.models import Contribution, State
from wens.voices.rules import capacities
from wens.voices.states import Who

_GONE = (State.MERGED, State.WITHDRAWN, State.ERASED)


def merge(*, contribution: uuid.UUID, into: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Make one contribution part of another one, which goes on for both. Raises VoicesError, NoSuchStep, Conflict."""
    if contribution == into:
        raise VoicesError(_("Kies een andere melding om mee samen te voegen."))
    for pk in sorted((contribution, into)):  # one order: two people who merge crosswise would wait for each other
        locked(pk)
    one, whole = locked(contribution, seen), locked(into)
    if whole.state in _GONE:
        raise VoicesError(
            _("Die melding is zelf %(state)s. Kies een melding die nog loopt.") % {"state": whole.get_state_display()}
        )
    take_step(
        one, "merge", by=by, who=capacities(one, by), changes={"merged_into": whole, "parked_until": None}
    )  # fmt: skip
    record("voices.contribution.joined", subject=subject_of(whole), by=by, data={"contribution": str(one.pk)})
    return whole


def unmerge(*, contribution: uuid.UUID, by: Actor, seen: int | None = None) -> Contribution:
    """Take a contribution out of the whole; it stands by itself again, to be read. Raises NoSuchStep, Conflict."""
    one = locked(contribution, seen)
    _taken_out(one, by=by, who=capacities(one, by))
    return one


def release(whole: Contribution, *, by: Actor) -> None:
    """Let all that was merged into a locked contribution stand by itself again, because the whole is no more."""
    for pk in whole.merged.values_list("pk", flat=True):
        _taken_out(locked(pk), by=by, who=frozenset({Who.SYSTEM}))


def _taken_out(one: Contribution, *, by: Actor, who: frozenset[Who]) -> None:
    whole = one.merged_into
    take_step(one, "unmerge", by=by, who=who, changes={"merged_into": None})
    if whole is not None:
        record("voices.contribution.parted", subject=subject_of(whole), by=by, data={"contribution": str(one.pk)})
