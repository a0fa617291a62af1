"""All writes on dossiers: freezing them at the sign-off of a round, and erasing a text in them by law."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from wens.audit.actions import read, record
from wens.dossiers.content import content
from wens.dossiers.gathering import Basis, gather
from wens.dossiers.models import Dossier, Quote, Tier
from wens.dossiers.queries.frozen import content_of, latest, sealed_in
from wens.dossiers.quoting import Quotes
from wens.dossiers.rules import NotAllowed, may_open
from wens.meetings.rules import TAKE_PART
from wens.organisations.queries import gemeente_by_code
from wens.photos.canonical import canonical, digest_of
from wens.tenancy.context import Actor, current

Made = tuple[dict[str, Any], Quotes]


def prepare(of: Basis, tier: str) -> Made:
    """Return what would be frozen now, with its texts; writes nothing. Raises NotAllowed, NoDossier."""
    if tier == Tier.PARTNERS and TAKE_PART not in current().rights:
        raise NotAllowed("Alleen wie deelneemt aan bijeenkomsten, ziet het deel van de partners.")
    before = latest(of.area_code, tier)
    return _made(of, tier, before, former=_link(before))


def freeze(*, of: Basis, by: Actor) -> list[Dossier]:
    """Freeze the public part and the partners' part of a round's dossier, both or neither.

    A part that says exactly what the newest one says is that one: freezing twice changes nothing. Raises NotAllowed,
    NoDossier. Inside `acting`; all in its one transaction.
    """
    if TAKE_PART not in current().rights or by != current().actor:
        raise NotAllowed("Alleen wie bijeenkomsten leidt, legt een dossier vast.")
    with connection.cursor() as cursor:  # one at a time: two would both want to be the next number
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wens.dossiers.{current().gemeente}"])
    made = [_frozen(of, tier) for tier in (Tier.PUBLIC, Tier.PARTNERS)]
    record(
        "dossiers.frozen", subject=f"area:{of.area_code}", by=by,
        data={"round": str(of.round), "digests": {one.tier: one.digest for one in made}},
    )  # fmt: skip
    return made


def open_partners_part(*, dossier: UUID, by: Actor) -> Dossier:
    """Return a dossier for who took part in its meetings, and note that it was opened.

    Raises Dossier.DoesNotExist (also without the right to take part in meetings), NotAllowed.
    """
    one = Dossier.objects.get(pk=dossier)
    if not may_open(one, by):
        raise NotAllowed("Alleen wie bij de ronde tafel was uitgenodigd, leest dit deel.")
    read("dossiers.partners_part", subject=f"dossier:{one.pk}", by=by)
    return one


def erase_quotes(*, source: UUID, by: Actor) -> int:
    """Erase what dossiers quoted of a contribution or statement; returns how many texts. The dossiers stay as frozen.

    The caller has checked who may (a request by law), and has the right to see both parts.
    """
    found = Quote.objects.filter(source=source, erased_on=None)
    erased = found.update(text="", salt="", erased_on=timezone.localdate())
    if erased:
        record("dossiers.quotes.erased", subject=f"source:{source}", by=by, data={"texts": erased})
    return erased


def _frozen(of: Basis, tier: str) -> Dossier:
    before = latest(of.area_code, tier)
    if before is not None and before.round == of.round:  # signed off again: the same words are the same dossier
        again, _same = _made(of, tier, before, former=content_of(before)["former"])
        if digest_of(canonical(again)) == before.digest:
            return before
    made, quotes = _made(of, tier, before, former=_link(before))
    return _keep(of, tier, made, quotes, number=before.number + 1 if before else 1)


def _keep(of: Basis, tier: str, made: dict[str, Any], quotes: Quotes, *, number: int) -> Dossier:
    text = canonical(made)
    one = Dossier(
        tier=tier, area_code=of.area_code, area_name=made["area"]["name"], number=number, round=of.round,
        meetings=list(of.meetings), digest=digest_of(text), content=text, frozen_at=timezone.now(),
    )  # fmt: skip
    one.save(force_insert=True)
    Quote.objects.bulk_create(
        Quote(dossier=one, seal=kept.seal, salt=kept.salt, text=kept.text, kind=kept.kind, source=kept.source,
              part=kept.part, kept_at=one.frozen_at)
        for kept in quotes.sealed.values()
    )  # fmt: skip
    return one


def _made(of: Basis, tier: str, before: Dossier | None, *, former: Mapping[str, Any] | None) -> Made:
    quotes = Quotes.after(sealed_in(before) if before else ())
    gemeente = gemeente_by_code(current().gemeente)
    named = {"code": current().gemeente, "name": gemeente.name if gemeente else current().gemeente}
    return content(of, gather(of, tier), quotes, gemeente=named, former=former), quotes


def _link(before: Dossier | None) -> dict[str, Any] | None:
    """The chain: a dossier names the digest of the one before it."""
    return {"number": before.number, "digest": before.digest} if before else None
