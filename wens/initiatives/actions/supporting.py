"""Supporting an initiative and helping: without an account, confirmed by mail, each address counted once."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, read, record
from wens.initiatives.actions.keeping import InitiativeError, locked, subject_of, words_of
from wens.initiatives.actions.reaching import KEPT, Opened, Person, check_age, open_reach, reaching, sealer
from wens.initiatives.hashing import digest_of, digests_of
from wens.initiatives.models import Initiative, Reach, Support, Supporter
from wens.initiatives.rules import need_reach
from wens.initiatives.states import LIVING
from wens.tenancy.context import Actor
from wens.voices import keyring

TO_CONFIRM = dt.timedelta(days=7)
ONE_LETTER = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What somebody says: support, or help with what they offer."""

    kind: str
    person: Person
    offer: str = ""
    language: str = "nl"


def support(*, initiative: UUID, voice: Voice, answer_key: UUID, by: Actor) -> None:
    """Take in support; a letter asks to confirm it. Nothing tells whether the address is known.

    The same form counts once, and an address gets one letter a day for an initiative. Raises InitiativeError.
    """
    check_age(voice.person)
    if not voice.person.email:
        raise InitiativeError(_("Vul uw e-mailadres in."))
    with transaction.atomic(), reaching():
        one = locked(initiative)
        if one.state not in LIVING:
            raise InitiativeError(_("Steunen kan nu niet. Het initiatief: %(state)s.") % {
                "state": one.get_state_display()})  # fmt: skip
        now = timezone.now()
        known = Supporter.objects.filter(initiative=one, digest__in=digests_of(voice.person.email, one.pk))
        if Supporter.objects.filter(pk=answer_key).exists() or known.filter(asked_at__gt=now - ONE_LETTER).exists():
            return
        made = _asked(one, voice, answer_key, now)
        record("initiatives.support.asked", subject=subject_of(one), by=by, data={"kind": voice.kind})
        announce("initiatives.support.asked", subject=subject_of(one), data={"supporter": str(made.pk)})


def _asked(one: Initiative, voice: Voice, key: UUID, now: dt.datetime) -> Supporter:
    until, person = timezone.localdate(now) + TO_CONFIRM, voice.person
    made = Supporter.objects.create(
        pk=key, initiative=one, kind=Support(voice.kind), language=voice.language, asked_at=now, retain_until=until,
        digest=digest_of(person.email, one.pk, keyring.newest("follow")),
    )  # fmt: skip
    helps, key_id = voice.kind == Support.HELPS, keyring.newest("contacts")
    sealed = sealer(made.pk, key_id)
    Reach.objects.create(
        supporter=made, email=sealed(person.email.strip()) or b"", sealed_with=key_id, guardian=person.guardian,
        retain_until=until, name=sealed(person.name) if helps else None,
        telephone=sealed(person.telephone) if helps else None,
        offer=sealed(words_of(voice.offer, longest=500)) if helps else None,
    )  # fmt: skip
    return made


def confirm(*, supporter: UUID, by: Actor) -> Initiative | None:
    """Confirm by the link in the letter, which the caller has verified; twice is once. None when it is gone.

    An address counts once: what it said before gives way. Of who supports without helping nothing readable is kept.
    """
    with transaction.atomic(), reaching():
        held = Supporter.objects.filter(pk=supporter).values_list("initiative_id", flat=True).first()
        if held is None:
            return None
        one = locked(held)
        made = Supporter.objects.filter(pk=supporter).first()
        if made is None or made.confirmed_at:
            return one if made else None
        reach = Reach.objects.filter(supporter=made).first()
        if reach is None or one.state not in LIVING:
            return None
        email = open_reach(reach).email
        known = Supporter.objects.filter(initiative=one, digest__in=digests_of(email, one.pk))
        known.exclude(pk=made.pk).delete()
        made.confirmed_at, made.retain_until = timezone.now(), timezone.localdate() + KEPT
        made.save(update_fields=["confirmed_at", "retain_until"])
        _keep_helper(made, reach, one, by)
    return one


def _keep_helper(made: Supporter, reach: Reach, one: Initiative, by: Actor) -> None:
    record("initiatives.support.confirmed", subject=subject_of(one), by=by, data={"kind": made.kind})
    if made.kind != Support.HELPS:
        reach.delete()
        return
    reach.retain_until = made.retain_until
    reach.save(update_fields=["retain_until"])
    announce("initiatives.help.offered", subject=subject_of(one), data={"initiative": str(one.pk)})


def take_back(*, supporter: UUID, by: Actor) -> bool:
    """Take support back by the link in the letter, which the caller has verified; tells whether there was any."""
    with transaction.atomic(), reaching():
        made = Supporter.objects.select_related("initiative").filter(pk=supporter).first()
        if made is None:
            return False
        record("initiatives.support.withdrawn", subject=subject_of(made.initiative), by=by)
        made.delete()
    return True


def show_helpers(*, initiative: UUID, by: Actor) -> list[tuple[Reach, Opened]]:
    """Open what helpers offer and how to reach them; that it was read stands in the trail. Raises NotAllowed."""
    need_reach(by)
    one = Initiative.objects.get(pk=initiative)
    read("initiatives.helpers", subject=subject_of(one), by=by)
    return helpers_of(one)


def helpers_of(one: Initiative, *, passed_on: bool = False) -> list[tuple[Reach, Opened]]:
    """Return the confirmed helpers that the database lets through, opened; only those `passed_on` when asked."""
    found = Reach.objects.filter(supporter__initiative=one, supporter__confirmed_at__isnull=False)
    found = found.filter(passed_on_at__isnull=False) if passed_on else found
    return [
        (reach, open_reach(reach)) for reach in found.select_related("supporter").order_by("supporter__confirmed_at")
    ]


def pass_on(*, supporter: UUID, by: Actor) -> Reach:
    """Give a helper to who brought the initiative, who reads it with the code and hears that it is there.

    The helper agreed to that on the form. Twice is once. Raises NotAllowed, InitiativeError when the helper is gone.
    """
    need_reach(by)
    with transaction.atomic():
        reach = Reach.objects.select_for_update(of=("self",)).select_related("supporter__initiative").filter(
            supporter=supporter, supporter__confirmed_at__isnull=False).first()  # fmt: skip
        if reach is None:
            raise InitiativeError(_("Deze helper is er niet meer."))
        one = reach.supporter.initiative
        if reach.passed_on_at is None:
            reach.passed_on_at, reach.passed_on_by = timezone.now(), by.reference
            reach.save(update_fields=["passed_on_at", "passed_on_by"])
            record("initiatives.helper.passed_on", subject=subject_of(one), by=by)
            announce("initiatives.helper.passed_on", subject=subject_of(one), data={"initiative": str(one.pk)})
    return reach
