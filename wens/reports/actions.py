"""All writes on reports: making one, signing it off, publishing it, taking it back, and erasing a text in it by law."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from wens.areas.queries import area_by_code
from wens.audit.actions import announce, record
from wens.dossiers.models import Dossier, Tier
from wens.dossiers.queries import of_rounds
from wens.dossiers.quoting import Quotes
from wens.organisations.models import Account
from wens.organisations.queries import gemeente_by_code
from wens.photos.canonical import canonical, digest_of
from wens.reports.content import content
from wens.reports.models import OUTSIDE, Report, State, Text
from wens.reports.rules import need, need_make
from wens.reports.states import FOLLOWED, move
from wens.tenancy.context import Actor, current

LONGEST = 500


class ReportError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch, for a screen."""


class Conflict(ReportError):
    """Somebody else changed the report after the page was opened; `now` is how it stands."""

    def __init__(self, now: Report) -> None:
        super().__init__("Iemand anders heeft intussen iets met dit rapport gedaan. Kijk hoe het nu staat.")
        self.now = now


def make(*, round_: UUID, by: Actor) -> Report:
    """Make the report of a round's wijk from its signed dossier and the plan as it stands; another person signs it.

    Raises NotAllowed, ReportError (no signed dossier, or one is underway). Inside `acting`.
    """
    need_make(by)
    dossier = next((one for one in of_rounds([round_]) if one.tier == Tier.PUBLIC), None)
    if dossier is None:
        raise ReportError("Teken eerst het dossier van deze ronde. Daarna kan het rapport worden gemaakt.")
    _one_at_a_time()
    if Report.objects.filter(area_code=dossier.area_code, state__in=(State.PROPOSED, State.SIGNED)).exists():
        raise ReportError("Er is al een rapport van deze wijk onderweg. Rond dat eerst af, of neem het terug.")
    one, quotes = _frozen(dossier, by)
    one.save(force_insert=True)
    Text.objects.bulk_create(
        Text(report=one, seal=kept.seal, salt=kept.salt, text=kept.text, source=kept.source, kept_at=one.made_at)
        for kept in quotes.sealed.values()
    )
    record("reports.report.made", subject=subject_of(one), by=by, data={"area": one.area_code, "digest": one.digest})
    return one


def sign(*, key: UUID, by: Actor, seen: int | None = None) -> Report:
    """Sign a report that another person made; twice is once. Raises NotAllowed, NoSuchMove, Conflict."""
    one = _locked(key)
    if one.state == State.SIGNED and one.signed_by == by.reference:
        return one
    now = timezone.now()
    return _take(one, "sign", by, seen, signed_by=by.reference, signed_at=now, signed_as=_function(by))


def publish(*, key: UUID, by: Actor, seen: int | None = None) -> Report:
    """Make a signed report public; the one that held until now is superseded, and stays. Twice is once.

    Raises NotAllowed, NoSuchMove, Conflict.
    """
    _one_at_a_time()
    one = _locked(key)
    if one.state == State.PUBLISHED:
        return one
    need(one, move("publish", one.state), by)
    now = timezone.now()
    before = Report.objects.filter(area_code=one.area_code, state__in=OUTSIDE)
    number = max((row.number or 0 for row in before.defer("content")), default=0) + 1
    for old in before.filter(state=State.PUBLISHED).select_for_update():
        _change(old, state=FOLLOWED[State.PUBLISHED], state_since=now)
        record("reports.report.superseded", subject=subject_of(old), by=by, data={"area": old.area_code})
    said = {"number": number, "published_by": by.reference, "published_at": now}
    done = _take(one, "publish", by, seen, **said)
    announce("reports.published", subject=subject_of(one), data={"report": str(one.pk)})
    return done


def take_move(*, key: UUID, name: str, words: str, by: Actor, seen: int | None = None) -> Report:
    """Give a report back to its maker, take it back, or withdraw it, with the reason.

    Raises NotAllowed, NoSuchMove, Conflict, ReportError.
    """
    one = _locked(key)
    said = words.replace("\x00", "").strip()
    if move(name, one.state).words and not said:
        raise ReportError("Schrijf in een zin waarom.")
    if len(said) > LONGEST:
        raise ReportError(f"Maak de tekst korter: hoogstens {LONGEST} tekens.")
    return _take(one, name, by, seen, remark=said)


def erase_texts(*, source: UUID, by: Actor) -> int:
    """Erase what reports took over of a row; returns how many texts. The reports stay as they were made.

    The caller has checked who may (a request by law), and has the right to see every report.
    """
    found = Text.objects.filter(source=source, erased_on=None)
    erased = found.update(text="", salt="", erased_on=timezone.localdate())
    if erased:
        record("reports.texts.erased", subject=f"source:{source}", by=by, data={"texts": erased})
    return erased


def subject_of(one: Report) -> str:
    """Return the name under which trail and outbox know a report."""
    return f"report:{one.pk}"


def _frozen(dossier: Dossier, by: Actor) -> tuple[Report, Quotes]:
    area = area_by_code(dossier.area_code)
    if area is None:
        raise ReportError("Deze wijk is er niet meer. Kijk bij de gebieden welke indeling nu geldt.")
    gemeente = gemeente_by_code(current().gemeente)
    before = Report.objects.filter(area_code=area.code, state__in=OUTSIDE).order_by("-number").first()
    quotes = Quotes()
    said = content(
        area, dossier, quotes,
        gemeente={"code": current().gemeente, "name": gemeente.name if gemeente else current().gemeente},
        former={"number": before.number, "digest": before.digest} if before else None,
    )  # fmt: skip
    text, now = canonical(said), timezone.now()
    return Report(
        area_code=area.code, area_name=area.name, round=dossier.round, dossier=dossier.pk, digest=digest_of(text),
        content=text, state_since=now, made_by=by.reference, made_at=now, made_as=_function(by),
        is_example=said["is_example"],
    ), quotes  # fmt: skip


def _take(one: Report, name: str, by: Actor, seen: int | None, **changes: Any) -> Report:
    chosen = move(name, one.state)
    need(one, chosen, by)
    if seen is not None and seen != one.version:
        raise Conflict(one)
    _change(one, state=chosen.after, state_since=timezone.now(), **changes)
    record(f"reports.report.{name}", subject=subject_of(one), by=by, data={"area": one.area_code})
    return one


def _change(one: Report, **changes: Any) -> None:
    for name, value in {**changes, "version": one.version + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "version"])


def _locked(key: UUID) -> Report:
    return Report.objects.select_for_update().get(pk=key)


def _one_at_a_time() -> None:
    """Two would both want to be underway, or to be the next number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wens.reports.{current().gemeente}"])


def _function(by: Actor) -> str:
    """Return the function in which somebody acts: outside nobody has a name."""
    return str(Account.objects.values_list("role", flat=True).get(pk=by.id)) if by.kind == "account" else by.kind
