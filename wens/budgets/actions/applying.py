"""What an applicant does: apply, answer a question, withdraw. Without an account; a code shows the way back."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.budgets.actions.booking import held
from wens.budgets.actions.keeping import BudgetError, locked, note, step, subject_of, words_of
from wens.budgets.models import ApplicantContact, Application, Budget, Original, State, What, YearState
from wens.budgets.rules import CONTACTS
from wens.budgets.states import Who
from wens.tenancy.context import Actor, acting, current
from wens.voices import codes, keyring, sealing

DECIDED_WITHIN = dt.timedelta(weeks=8)
"""Awb art. 4:13 lid 2: a reasonable time is over after eight weeks."""
KEPT = dt.timedelta(days=7 * 365)
REACHABLE = dt.timedelta(days=2 * 365)
"""A plan of one year is carried out and accounted for in the next; shorter once it has ended."""
AFTER_END = dt.timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks for, and who asks. Empty texts: not given; `name` and one way to reach are always there."""

    kind: str
    title: str
    about: str
    costs: str
    amount: Decimal
    name: str
    email: str = ""
    telephone: str = ""
    speaks_for: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Sent:
    """What an applicant gets back; the code is kept nowhere."""

    application: Application
    code: str
    is_new: bool


def apply(*, budget: UUID, asked: Asked, answer_key: UUID, by: Actor, is_example: bool = False) -> Sent:
    """Take in an application; with the same ``answer_key`` nothing is added and the same code comes back.

    Raises BudgetError when one cannot apply now, or for more than one application may ask.
    """
    key_id = keyring.newest("follow")
    with transaction.atomic():
        of = held(budget)
        if there := Application.objects.filter(answer_key=answer_key).first():
            return Sent(there, _code_again(there), is_new=False)
        _check(of, asked)
        now, code = timezone.now(), codes.code_for(answer_key, key_id)
        made = Application.objects.create(
            budget=of, number=(of.applications.aggregate(last=Max("number"))["last"] or 0) + 1, received_at=now,
            kind=asked.kind, asked=asked.amount, language=asked.language, state_since=now,
            decide_before=timezone.localdate(now) + DECIDED_WITHIN, answer_key=answer_key,
            follow_digest=codes.digest_of(code, key_id), is_example=is_example,
        )  # fmt: skip
        _keep_apart(made, asked)
        note(made, What.APPLY, by=by)
        announce("budgets.application.received", subject=subject_of(made), data={"application": str(made.pk)})
    return Sent(made, code, is_new=True)


def _check(of: Budget, asked: Asked) -> None:
    today = timezone.localdate()
    if of.state == YearState.CLOSED or not of.opens_on <= today <= of.closes_on:
        raise BudgetError(_("Voor dit wijkbudget kunt u nu niet aanvragen."))
    if of.most_each is not None and asked.amount > of.most_each:
        raise BudgetError(_("Vraag niet meer dan het hoogste bedrag per aanvraag."))
    if not (asked.email or asked.telephone):
        raise BudgetError(_("Vul een e-mailadres of een telefoonnummer in."))


def _keep_apart(made: Application, asked: Asked) -> None:
    today, key_id = timezone.localdate(), keyring.newest("contacts")

    def sealed(text: str) -> bytes | None:
        return sealing.seal(text, bound_to=str(made.pk), key_id=key_id).data if text else None

    Original.objects.bulk_create([
        Original(application=made, title=asked.title, about=asked.about, costs=asked.costs,
                 speaks_for=asked.speaks_for, retain_until=today + KEPT)
    ])  # fmt: skip
    ApplicantContact.objects.bulk_create([
        ApplicantContact(application=made, name=sealed(asked.name) or b"", email=sealed(asked.email),
                         telephone=sealed(asked.telephone), sealed_with=key_id, retain_until=today + REACHABLE)
    ])  # fmt: skip


def _code_again(one: Application) -> str:
    """Return the code to who sends the same form again; empty when its key is gone."""
    for key_id in keyring.key_ids("follow"):
        code = codes.code_for(one.answer_key, key_id)
        if codes.digest_of(code, key_id) == one.follow_digest:
            return code
    return ""


def find_by_code(code: str) -> Application | None:
    """Return the application that a typed code belongs to, or None."""
    if not codes.is_code(code):
        return None
    digests = [codes.digest_of(code, key_id) for key_id in keyring.key_ids("follow")]
    return Application.objects.select_related("budget__council").filter(follow_digest__in=digests).first()


def reply(*, application: UUID, words: str, by: Actor) -> Application:
    """Answer the question of the raad; the caller has verified the code. Raises NoSuchMove, BudgetError."""
    with transaction.atomic():
        one = locked(application)
        step(one, What.REPLY, by=by, who=Who.APPLICANT, words=words_of(words, ask=_("Schrijf uw antwoord op.")))
        announce("budgets.application.received", subject=subject_of(one), data={"application": str(one.pk)})
    return one


def withdraw(*, application: UUID, by: Actor) -> Application:
    """Take an application back; the caller has verified the code. How to reach the applicant goes at once.

    Needs the right `read_applicants`. Raises NoSuchMove.
    """
    with transaction.atomic():
        one = locked(application)
        step(one, What.WITHDRAW, by=by, who=Who.APPLICANT)
        ApplicantContact.objects.filter(application=one).delete()
        record("budgets.contact.removed", subject=subject_of(one), by=by)
    return one


def over(one: Application) -> None:
    """Shorten how long the applicant can be reached, once an application has ended."""
    ended = one.state in (State.REFUSED, State.NOT_TAKEN, State.STOPPED, State.DONE)
    until = timezone.localdate() + AFTER_END
    if ended:
        now = current()
        with acting(now.gemeente, now.actor, rights={*now.rights, CONTACTS}, organisation=now.organisation):
            ApplicantContact.objects.filter(application=one, retain_until__gt=until).update(retain_until=until)
