"""What somebody does who brings an idea: bring it, answer, pause, go on, take it back. A code shows the way back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wens.areas.queries import area_by_code
from wens.audit.actions import announce, read, record
from wens.initiatives.actions.keeping import InitiativeError, locked, note, step, subject_of, words_of
from wens.initiatives.actions.reaching import (
    KEPT,
    Opened,
    Person,
    check_age,
    keep_reach,
    open_initiator,
    reaching,
    sealer,
)
from wens.initiatives.models import Bringer, Help, Initiative, InitiatorContact, Original, Supporter, What
from wens.initiatives.rules import need_reach
from wens.initiatives.states import Who
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor
from wens.voices import codes, hints, keyring

LEVELS = ("local_wijk", "wijk", "buurt", "stadsdeel", "gemeente")


@dataclass(frozen=True, kw_only=True)
class Idea:
    """What somebody wants to do, and where; `kinds` are the kinds of help that it needs."""

    kind: str
    area_code: str
    title: str
    about: str
    person: Person
    why: str = ""
    place: str = ""
    kinds: Sequence[str] = field(default_factory=tuple)
    needs: str = ""
    speaks_for: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Sent:
    """What somebody gets back; the code is kept nowhere."""

    initiative: Initiative
    code: str
    is_new: bool


def bring(
    *, idea: Idea, answer_key: UUID, by: Actor, group: Organisation | None = None, is_example: bool = False
) -> Sent:
    """Take in an idea; with the same ``answer_key`` nothing is added and the same code comes back.

    `group`: the raad or association as which somebody with an account brings it. Raises InitiativeError.
    """
    key_id = keyring.newest("follow")
    with transaction.atomic():
        if there := Initiative.objects.filter(answer_key=answer_key).first():
            return Sent(there, _code_again(there), is_new=False)
        _check(idea)
        now, code = timezone.now(), codes.code_for(answer_key, key_id)
        made = Initiative(
            area_code=idea.area_code, kind=Bringer(idea.kind), group=group, language=idea.language, state_since=now,
            received_at=now, answer_key=answer_key, follow_digest=codes.digest_of(code, key_id), is_example=is_example,
        )  # fmt: skip
        # A second sender of the same form waits here until the first one is done, and then adds nothing.
        Initiative.objects.bulk_create([made], ignore_conflicts=True)
        there = Initiative.objects.get(answer_key=answer_key)
        if there.pk != made.pk:
            return Sent(there, _code_again(there), is_new=False)
        _keep_apart(there, idea)
        note(there, What.BRING, by=by)
        announce("initiatives.received", subject=subject_of(there), data={"initiative": str(there.pk)})
    return Sent(there, code, is_new=True)


def _check(idea: Idea) -> None:
    area = area_by_code(idea.area_code)
    if area is None or area.level not in LEVELS:
        raise InitiativeError(_("Kies een wijk uit de lijst."))
    if not set(idea.kinds) <= set(Help.values):
        raise InitiativeError(_("Kies hulp uit de lijst."))
    if not (idea.person.email or idea.person.telephone):
        raise InitiativeError(_("Vul een e-mailadres of een telefoonnummer in."))
    check_age(idea.person)


def _keep_apart(made: Initiative, idea: Idea) -> None:
    until = timezone.localdate() + KEPT
    written = "\n".join((idea.title, idea.about, idea.why, idea.place, idea.needs, idea.speaks_for))
    Original.objects.bulk_create([
        Original(initiative=made, title=idea.title, about=idea.about, why=idea.why, place=idea.place,
                 kinds=list(idea.kinds), needs=idea.needs, speaks_for=idea.speaks_for, retain_until=until,
                 hints=sorted({hint.kind for hint in hints.find(written)}))
    ])  # fmt: skip
    key_id, person = keyring.newest("contacts"), idea.person
    sealed = sealer(made.pk, key_id)
    InitiatorContact.objects.bulk_create([
        InitiatorContact(initiative=made, name=sealed(person.name) or b"", email=sealed(person.email),
                         telephone=sealed(person.telephone), guardian=person.guardian, sealed_with=key_id,
                         retain_until=until)
    ])  # fmt: skip


def _code_again(one: Initiative) -> str:
    """Return the code to who sends the same form again; empty when its key is gone."""
    for key_id in keyring.key_ids("follow"):
        code = codes.code_for(one.answer_key, key_id)
        if codes.digest_of(code, key_id) == one.follow_digest:
            return code
    return ""


def find_by_code(code: str) -> Initiative | None:
    """Return the initiative that a typed code belongs to, or None."""
    if not codes.is_code(code):
        return None
    digests = [codes.digest_of(code, key_id) for key_id in keyring.key_ids("follow")]
    return Initiative.objects.filter(follow_digest__in=digests).first()


OWN = {
    What.REPLY: gettext_lazy("Schrijf uw antwoord op."),
    What.PAUSE: "",
    What.RESUME: "",
    What.REOPEN: gettext_lazy("Schrijf op waarom u het opnieuw wilt."),
}
"""What who brought it does with the code, and what is asked when its words are missing."""


def take_own_step(*, initiative: UUID, name: What, words: str, by: Actor) -> Initiative:
    """Take a step as who brought it; the caller has verified the code. The words stay between them and the gemeente.

    Raises NoSuchMove, InitiativeError.
    """
    if name not in OWN:
        raise InitiativeError(_("Dit kan hier niet."))
    with transaction.atomic():
        one = locked(initiative)
        was = one.state
        step(one, name, by=by, who=Who.INITIATOR, words=words_of(words, ask=str(OWN[name])))
        keep_reach(one, was)
        announce("initiatives.received", subject=subject_of(one), data={"initiative": str(one.pk)})
    return one


def withdraw(*, initiative: UUID, by: Actor) -> Initiative:
    """Take an idea back: how to reach people goes at once, of who brought it and of all who supported it.

    The caller has verified the code. Raises NoSuchMove.
    """
    with transaction.atomic(), reaching():
        one = locked(initiative)
        step(one, What.WITHDRAW, by=by, who=Who.INITIATOR)
        InitiatorContact.objects.filter(initiative=one).delete()
        Supporter.objects.filter(initiative=one).delete()
        record("initiatives.contact.removed", subject=subject_of(one), by=by)
        announce("initiatives.received", subject=subject_of(one), data={"initiative": str(one.pk)})
    return one


def show_initiator(*, initiative: UUID, by: Actor) -> Opened:
    """Open how to reach who brought it; it stands in the trail that it was read.

    Raises NotAllowed, InitiatorContact.DoesNotExist when it is over its time, CannotOpen when the key is gone.
    """
    need_reach(by)
    contact = InitiatorContact.objects.select_related("initiative").get(initiative=initiative)
    read("initiatives.initiator", subject=subject_of(contact.initiative), by=by)
    return open_initiator(contact)
