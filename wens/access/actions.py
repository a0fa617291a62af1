"""Writes on covenants: draft, sign by two people, end. A covenant never holds a file on a person: there is no field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.access.models import Category, Covenant, CovenantCategory, CovenantParty
from wens.access.two_people import may_be_second
from wens.audit.actions import record
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor


class CovenantError(ValueError):
    """What was asked for a covenant cannot be done; the message says why and what to do."""


@dataclass(frozen=True)
class Party:
    """An organisation and the law on which it takes part."""

    organisation: Organisation
    legal_basis: str


@dataclass(frozen=True)
class Shared:
    """A category of material and its legal basis; `wpg_decision` is needed for police data (Wpg art. 16 to 20)."""

    category: str
    legal_basis: str
    wpg_decision: str = ""


@dataclass(frozen=True)
class Terms:
    """What a covenant says. `area_codes` empty: the whole gemeente; the days count from and including both ends."""

    name: str
    purpose: str
    starts_on: date
    ends_on: date
    dpia_reference: str
    parties: Sequence[Party]
    shared: Sequence[Shared]
    area_codes: Sequence[str] = ()


@transaction.atomic
def draft_covenant(*, terms: Terms, by: Actor) -> Covenant:
    """Write a covenant down; it opens nothing until two people have signed. Raises CovenantError with the reason."""
    _refuse_parties(terms)
    covenant = Covenant(
        name=terms.name, purpose=terms.purpose, starts_on=terms.starts_on, ends_on=terms.ends_on,
        dpia_reference=terms.dpia_reference, area_codes=list(terms.area_codes), drafted_by=by.reference,
        drafted_at=timezone.now(),
    )  # fmt: skip
    try:
        covenant.full_clean()
        covenant.save(force_insert=True)
        for party in terms.parties:
            _add(CovenantParty(covenant=covenant, organisation=party.organisation, legal_basis=party.legal_basis))
        for one in terms.shared:
            _refuse_police_without_decision(one)
            _add(
                CovenantCategory(
                    covenant=covenant, category=one.category, legal_basis=one.legal_basis, wpg_decision=one.wpg_decision
                )
            )
    except ValidationError as error:
        raise CovenantError("; ".join(error.messages)) from error
    record("access.covenant.drafted", subject=_subject(covenant), by=by)
    return covenant


def sign_covenant(*, covenant: Covenant, by: Actor) -> Covenant:
    """Sign a draft as the first of two; the signature stands under what the covenant says now."""
    covenant = _locked(covenant)
    if covenant.state != Covenant.State.DRAFT or covenant.signed_by:
        raise CovenantError(_("Dit convenant wacht niet op een eerste handtekening."))
    covenant.signed_by, covenant.signed_at = by.reference, timezone.now()
    covenant.save(update_fields=["signed_by", "signed_at"])
    record("access.covenant.signed", subject=_subject(covenant), by=by)
    return covenant


def confirm_covenant(*, covenant: Covenant, by: Actor) -> Covenant:
    """Sign as the second; from now on it opens material to its parties, within its days."""
    covenant = _locked(covenant)
    if covenant.state != Covenant.State.DRAFT or not covenant.signed_by:
        raise CovenantError(_("Dit convenant wacht niet op een tweede handtekening."))
    if not may_be_second(covenant.signed_by, by):
        raise CovenantError(_("Een ander dan wie het eerst tekende, moet als tweede tekenen."))
    if covenant.ends_on < timezone.localdate():
        raise CovenantError(_("De einddatum van dit convenant is al voorbij. Stel een nieuw convenant op."))
    covenant.confirmed_by, covenant.confirmed_at = by.reference, timezone.now()
    covenant.state = Covenant.State.ACTIVE
    covenant.save(update_fields=["confirmed_by", "confirmed_at", "state"])
    record("access.covenant.confirmed", subject=_subject(covenant), by=by)
    return covenant


def end_covenant(*, covenant: Covenant, reason: str, by: Actor) -> Covenant:
    """End a covenant, or throw a draft away, with the reason. What stood under it is closed at once."""
    covenant = _locked(covenant)
    if covenant.state == Covenant.State.ENDED:
        raise CovenantError(_("Dit convenant is al beëindigd."))
    if not reason.strip():
        raise CovenantError(_("Schrijf in een zin waarom."))
    _end(covenant, reason, by)
    return covenant


def end_past_covenants(*, by: Actor) -> int:
    """Mark the covenants of the acting gemeente whose last day is over; the database closed them already."""
    past = list(Covenant.objects.filter(state=Covenant.State.ACTIVE, ends_on__lt=timezone.localdate()))
    for covenant in past:
        _end(covenant, "einddatum voorbij", by)
    return len(past)


def _end(covenant: Covenant, reason: str, by: Actor) -> None:
    covenant.state, covenant.ended_at, covenant.end_reason = Covenant.State.ENDED, timezone.now(), reason[:500]
    covenant.save(update_fields=["state", "ended_at", "end_reason"])
    record("access.covenant.ended", subject=_subject(covenant), by=by)


def _refuse_parties(terms: Terms) -> None:
    if len({party.organisation.pk for party in terms.parties}) < 2:
        raise CovenantError(_("Een convenant heeft minstens twee partijen."))
    if not terms.shared:
        raise CovenantError(_("Kies minstens één soort gegevens."))
    for party in terms.parties:
        if party.organisation.is_civic or not party.organisation.is_active:
            raise CovenantError(
                _("%(name)s kan geen partij zijn. Bewonersgroepen en gesloten organisaties zien niets vertrouwelijks.")
                % {"name": party.organisation.name}
            )


def _refuse_police_without_decision(one: Shared) -> None:
    if one.category == Category.POLICE and not one.wpg_decision.strip():
        raise CovenantError(_("Voor gegevens van de politie is een besluit nodig op grond van de Wpg. Noem dat."))


def _add(part: CovenantParty | CovenantCategory) -> None:
    part.full_clean()
    part.save(force_insert=True)


def _locked(covenant: Covenant) -> Covenant:
    return Covenant.objects.select_for_update().get(pk=covenant.pk)


def _subject(covenant: Covenant) -> str:
    return f"covenant:{covenant.pk}"
