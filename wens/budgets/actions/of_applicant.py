"""What an applicant may ask under the privacy law: other details, or none at all (AVG art. 16 and 17).

The privacy officer does this for a request; `wens.privacy` has checked who acts. Needs the rights `read_applications`
and `read_applicants`.
"""

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.budgets.actions.keeping import BudgetError, locked, step, subject_of, words_of
from wens.budgets.models import ApplicantContact, Application, Done, Original, State, What
from wens.budgets.states import Who
from wens.tenancy.context import Actor
from wens.voices import sealing

REACH = {"name": 120, "email": 254, "telephone": 40}
PUBLIC = {"title": 120, "about": 2000}
NEEDED = (State.ON_VOTE, State.GRANTED)
"""Residents vote on the plan, or money was promised: the raad has to know whom to pay (AVG art. 17 lid 3 onder b)."""


def correct_applicant(*, application: uuid.UUID, said: Mapping[str, str], by: Actor) -> None:
    """Replace what is filled in: the words for everybody (`title`, `about`), or `name`, `email`, `telephone`.

    Raises BudgetError when nothing is filled in, or an address is none.
    """
    with transaction.atomic():
        one = locked(application)
        public = _filled(said, PUBLIC) if one.is_public else {}
        reach = _filled(said, REACH)
        if not public and not reach:
            raise BudgetError(_("Vul in wat er anders moet."))
        if public:
            Application.objects.filter(pk=application).update(**public, version=one.version + 1)
        if reach:
            _reseal(application, reach)
        record("budgets.applicant.corrected", subject=subject_of(one), by=by, data={"fields": sorted(public | reach)})


def erase_applicant(*, application: uuid.UUID, by: Actor) -> None:
    """Take out who applied and what that person wrote; the decision and the ledger stay. Erasing twice is once.

    What nobody decided on yet is withdrawn. Raises BudgetError while the raad needs to reach the applicant.
    """
    with transaction.atomic():
        one = locked(application)
        if one.state in NEEDED:
            raise BudgetError(
                _("Over dit plan wordt gestemd, of er is geld toegezegd. Het kan weg als het plan klaar is of stopt.")
            )
        if one.state in (State.RECEIVED, State.ASKED, State.CHECKED):
            step(one, What.WITHDRAW, by=by, who=Who.APPLICANT)
        ApplicantContact.objects.filter(application=application).delete()
        Original.objects.filter(application=application).delete()
        Done.objects.filter(application=application, what__in=(What.ASK, What.REPLY)).update(words="")
        record("budgets.applicant.erased", subject=subject_of(one), by=by)


def _filled(said: Mapping[str, str], fields: Mapping[str, int]) -> dict[str, str]:
    return {name: words_of(said[name], longest=most) for name, most in fields.items() if said.get(name, "").strip()}


def _reseal(application: uuid.UUID, reach: Mapping[str, str]) -> None:
    try:
        validate_email(reach.get("email", "x@example.nl"))
    except ValidationError:
        raise BudgetError(_("Dit is geen e-mailadres. Verbeter het, of laat het leeg.")) from None
    contact = ApplicantContact.objects.select_for_update().filter(application=application).first()
    if contact is None:
        raise BudgetError(_("De contactgegevens zijn er niet meer."))
    # With the key of the row: one row has one key.
    for name, text in reach.items():
        setattr(contact, name, sealing.seal(text, bound_to=str(application), key_id=contact.sealed_with).data)
    contact.save(update_fields=list(reach))
