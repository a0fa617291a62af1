"""What follows from a wijkbudget and from advice: the raad hears what waits, the applicant hears what was decided."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from wens.audit.models import Outgoing
from wens.budgets.actions.deciding import opened
from wens.budgets.models import Advice, ApplicantContact, Application
from wens.budgets.queries import seats
from wens.budgets.rules import CONTACTS
from wens.followup.actions import writing
from wens.followup.elsewhere import OWNERS, Owner
from wens.followup.models import Letter
from wens.followup.queries import directors
from wens.organisations.models import Account, Organisation
from wens.tenancy.context import Acting, acting, current

Kind = Letter.Kind


def received(row: Outgoing) -> None:
    """The people with a seat in the raad hear that something waits; without a raad those who direct do."""
    one = Application.objects.select_related("budget__council").get(pk=row.data["application"])
    for account in _deciders(one.budget.council):
        writing.to_account(Kind.APPLIED, account, cause=str(row.pk), about=one.pk)


def asked(row: Outgoing) -> None:
    """The applicant hears that there is a question."""
    _to_applicant(Kind.GRANT_ASKED, row)


def decided(row: Outgoing) -> None:
    """The applicant hears that there is a decision."""
    _to_applicant(Kind.GRANT_TOLD, row)


def advice_waits(row: Outgoing) -> None:
    """Whose turn it is hears it: the raad that is asked, or those who direct, who see to an answer."""
    one = Advice.objects.select_related("council").filter(pk=row.data["advice"]).first()
    if one:
        for account in _deciders(one.council if one.waits_on_council else None):
            writing.to_account(Kind.ADVICE, account, cause=str(row.pk), about=one.pk)


def _deciders(council: Organisation | None) -> Iterable[Account]:
    if council is None:
        return directors()
    return {seat.account for seat in seats(council) if seat.account and seat.account.is_active}


def _to_applicant(kind: Letter.Kind, row: Outgoing) -> None:
    key = UUID(row.data["application"])
    one = Application.objects.get(pk=key)
    with _reaching():
        if ApplicantContact.objects.filter(application=key, email__isnull=False).exists():
            writing.to_owned(kind, Letter.To.APPLICANT, key, cause=str(row.pk), language=one.language)


def _address_of(key: UUID) -> str:
    with _reaching():
        contact = ApplicantContact.objects.filter(application=key).first()
        return opened(contact).email if contact else ""


def _path_of(key: UUID) -> str:
    with translation.override(Application.objects.get(pk=key).language):
        return reverse("wijkbudget:follow")


def _area_of(key: UUID) -> str:
    return Application.objects.select_related("budget").get(pk=key).budget.area_code


def _reaching() -> AbstractContextManager[Acting]:
    """Open the lock on applicants for the post system, which sees no more of one than the address."""
    now = current()
    return acting(now.gemeente, now.actor, rights=now.rights | {CONTACTS}, organisation=now.organisation)


OWNERS[Letter.To.APPLICANT] = Owner(address=_address_of, path=_path_of, area=_area_of)
