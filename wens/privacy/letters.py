"""What closing the loop has to know of a letter about an answer: to whom, to which page, in which language."""

from contextlib import AbstractContextManager
from uuid import UUID

from wens.audit.models import Outgoing
from wens.followup.actions import writing
from wens.followup.models import Letter
from wens.privacy import queries
from wens.privacy.actions.requests import RIGHT, email_of
from wens.tenancy.context import Acting, acting, current


def answered(row: Outgoing) -> None:
    """Make the letter for who asked, when there is an address; without one the officer posts it, as the screen says."""
    key = UUID(row.data["request"])
    with _reaching():
        one = queries.request(key)
        if one is not None and one.email:
            writing.to_owned(
                Letter.Kind.ANSWER, Letter.To.REQUESTER, key, cause=str(row.pk), language=one.language
            )  # fmt: skip


def address_of(key: UUID) -> str:
    """Return the address of who made a request; empty when there is none, or the request is gone."""
    with _reaching():
        one = queries.request(key)
        return email_of(one) if one else ""


def _reaching() -> AbstractContextManager[Acting]:
    """Open the lock on requests for the post system, which sees no more of one than its address."""
    now = current()
    return acting(now.gemeente, now.actor, rights=now.rights | {RIGHT}, organisation=now.organisation)
