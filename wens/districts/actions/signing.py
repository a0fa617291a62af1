"""From concept to published and back: offered by the writer, signed by another, withdrawn with a reason.

What was published stays to be read, with until when. Only a removal that the law asks for empties it, and then it still
says that something stood there.
"""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.access.two_people import may_be_second
from wens.audit.actions import announce
from wens.districts.actions.keeping import PieceError, change, note, subject_of, turn, words_of
from wens.districts.models import Piece, State, Version
from wens.districts.rules import NotAllowed
from wens.tenancy.context import Actor


def offer(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Version:
    """Put a draft before a second person. Raises NotAllowed, NoSuchMove, Conflict, Version.DoesNotExist."""
    one, chosen = turn(key, "offer", by, seen)
    change(one, state=chosen.after)
    note("offered", one, by=by)
    return one


def take_back(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Version:
    """Take a version back that nobody signed yet. Raises as `offer`."""
    one, chosen = turn(key, "take_back", by, seen)
    change(one, state=chosen.after)
    note("taken_back", one, by=by)
    return one


def drop(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Version:
    """Let a draft lapse. Raises as `offer`."""
    one, chosen = turn(key, "drop", by, seen)
    change(one, state=chosen.after, ended_at=timezone.now(), ended_by=by.reference)
    note("dropped", one, by=by)
    return one


def send_back(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None) -> Version:
    """Give a version back to its writer, with what has to be different. Raises as `sign`."""
    one, chosen = turn(key, "send_back", by, seen)
    _need_other(one, by)
    change(one, state=chosen.after, remark=words_of(words, ask=_("Schrijf wat er anders moet.")))
    note("sent_back", one, by=by)
    return one


def sign(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Version:
    """Sign what another wrote: it shows at once, or from the day that the writer wanted.

    Raises NotAllowed (also who wrote it), NoSuchMove, Conflict, PieceError, Version.DoesNotExist.
    """
    one, chosen = turn(key, "sign", by, seen)
    _need_other(one, by)
    Piece.objects.select_for_update().get(pk=one.piece_id)
    now = timezone.now()
    if one.piece.versions.filter(state=State.SIGNED, publish_at__gt=now).exists():
        raise PieceError(_("Er staat al een versie klaar voor later. Trek die eerst in."))
    begins = max(now, one.wanted_at or now)
    for shown in one.piece.versions.select_for_update().filter(state=State.SIGNED, ended_at=None):
        change(shown, ended_at=begins)
    change(
        one, state=chosen.after, signed_by=by.reference, signed_at=now, publish_at=begins, remark="",
        by_one_operator=one.written_by == by.reference,
    )  # fmt: skip
    note("signed", one, by=by, areas=one.area_codes, later=begins > now, alone=one.by_one_operator)
    if begins == now:
        tell(one)
    return one


def withdraw(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None) -> Version:
    """Take what shows, or is to show, from the site at once; it stays to be read among what was published.

    One person may do this: nothing becomes public by it. Raises NotAllowed, NoSuchMove, Conflict, PieceError.
    """
    one, chosen = turn(key, "withdraw", by, seen)
    reason = words_of(words, ask=_("Schrijf waarom de tekst van de site gaat."))
    now = timezone.now()
    if one.ended_at is not None and one.ended_at <= now:
        raise PieceError(_("Deze versie is al vervangen. Trek de versie in die nu op de site staat."))
    if one.publish_at is not None and one.publish_at > now:
        for shown in one.piece.versions.filter(state=State.SIGNED, ended_at=one.publish_at):
            change(shown, ended_at=None)
    change(one, state=chosen.after, remark=reason, ended_at=now, ended_by=by.reference)
    note("withdrawn", one, by=by)
    return one


def remove(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None) -> Version:
    """Empty a published version because the law asks for it (AVG art. 17, a judge); that it was there stays.

    Raises NotAllowed, NoSuchMove, Conflict, PieceError.
    """
    one, chosen = turn(key, "remove", by, seen)
    reason = words_of(words, ask=_("Schrijf welke wettelijke reden er is."))
    ended = one.ended_at or timezone.now()
    change(one, state=chosen.after, said={}, person="", remark=reason, ended_at=ended, ended_by=by.reference)
    note("removed", one, by=by)
    return one


def tell(one: Version) -> None:
    """Announce once that a version shows; who asked for the news of its areas hears of it."""
    change(one, told_at=timezone.now())
    announce("districts.text.published", subject=subject_of(one), data={"version": str(one.pk)})


def _need_other(one: Version, by: Actor) -> None:
    """Raises NotAllowed for who wrote it, unless this installation has a single operator."""
    if not may_be_second(one.written_by, by):
        raise NotAllowed(_("Wie de tekst schreef, tekent haar niet zelf. Vraag een ander."))
