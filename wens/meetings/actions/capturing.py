"""Taking in what devices send, and the statements that follow; the public text of a statement."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from wens.audit.actions import record
from wens.meetings import converging
from wens.meetings.actions.stepping import MeetingError, locked, subject_of
from wens.meetings.converging import STANCE
from wens.meetings.incoming import MOST_EDITS, Incoming, WrongEdit, read
from wens.meetings.models import Edit, Meeting, PublicText, Stance, State, Statement
from wens.meetings.people_in_text import look
from wens.meetings.rules import NotAllowed, manages, need_manage, need_part
from wens.meetings.states import CAPTURING
from wens.organisations.queries import organisation as organisation_of
from wens.tenancy.context import Actor, current
from wens.voices.hints import find

PLAIN = ("theme", "subject", "place", "nature", "size", "frequency", "causes", "sureness", "public_text")


@dataclass
class Outcome:
    """What became of a batch: edits that are kept (now or before), those refused with why, the meeting after it."""

    kept: list[str] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    meeting: Meeting | None = None


def take_in(*, meeting: uuid.UUID, sent: Sequence[Any], by: Actor) -> Outcome:
    """Take in a batch of edits; any batch may be sent any number of times, in any order.

    Raises NotAllowed, Meeting.DoesNotExist, MeetingError (too many at once). A wrong edit is refused by itself.
    """
    if len(sent) > MOST_EDITS:
        raise MeetingError(f"Stuur hoogstens {MOST_EDITS} wijzigingen tegelijk.")
    one = locked(meeting)  # one batch at a time: a position is given once, and in order of commit
    need_part(one, by)
    outcome, touched = Outcome(meeting=one), dict[uuid.UUID, Statement]()
    for raw in sent:
        name = str(raw.get("id", ""))[:36] if isinstance(raw, dict) else ""
        try:
            edit = read(raw, organisation=current().organisation, now=timezone.now())
            statement = _take(one, edit, by)
        except WrongEdit as wrong:
            outcome.refused.append({"id": name, "why": str(wrong)})
            continue
        outcome.kept.append(str(edit.id))
        if statement is None:
            continue
        if one.state in CAPTURING:
            touched[statement.pk] = statement
        else:
            outcome.late.append(str(edit.id))
    for statement in touched.values():
        refold(statement, one)
    if touched or outcome.late:
        one.save(update_fields=["position"])
        data = {"statements": [str(pk) for pk in touched], "late": len(outcome.late)}
        record("meetings.statements.captured", subject=subject_of(one), by=by, data=data)
    return outcome


def _take(one: Meeting, edit: Incoming, by: Actor) -> Statement | None:
    """Keep an edit; None when it was kept before. Raises WrongEdit."""
    before = Edit.objects.filter(pk=edit.id).first()
    if before is not None:
        if (before.statement_id, before.changes) != (edit.statement, edit.changes):
            raise WrongEdit("Onder dit id is al iets anders bewaard.")
        return None
    statement = Statement.objects.filter(pk=edit.statement).first()
    if statement is None:
        statement = _new_statement(one, edit)
    elif statement.meeting_id != one.pk:
        raise WrongEdit("Deze inbreng hoort bij een andere bijeenkomst.")
    own = str(statement.organisation_id) == current().organisation
    if not (edit.is_only_stance or own or manages(by)):
        raise WrongEdit("Alleen wie het inbracht, verandert de woorden. U kunt wel zeggen of u het herkent.")
    one.position += 1
    Edit.objects.create(
        id=edit.id, statement=statement, organisation_id=current().organisation or statement.organisation_id,
        author=by.reference, changes=edit.changes, made_at=edit.made_at, received_at=timezone.now(),
        seen={name: [str(pk) for pk in ids] for name, ids in edit.seen.items()}, position=one.position,
        late=one.state not in CAPTURING,
    )  # fmt: skip
    return statement


def _new_statement(one: Meeting, edit: Incoming) -> Statement:
    if edit.is_only_stance:
        raise WrongEdit("Deze inbreng is er nog niet; stuur eerst de woorden.")
    organisation = current().organisation
    if not organisation or organisation_of(uuid.UUID(organisation)) is None:
        raise WrongEdit("Alleen wie bij een partner werkt, brengt iets in.")
    made = Statement(
        id=edit.statement, meeting=one, organisation_id=organisation, made_at=edit.made_at, position=one.position
    )
    made.save(force_insert=True)
    return made


def refold(statement: Statement, one: Meeting) -> None:
    """Bring a statement up to what follows from all its edits; `one` is its meeting, locked."""
    edits = list(statement.edits.filter(late=False))
    fields = converging.converge(
        converging.Edit(
            edit.pk, edit.changes, {name: tuple(map(uuid.UUID, ids)) for name, ids in edit.seen.items()}, edit.made_at
        )
        for edit in edits
    )
    values = {name: found.value for name, found in fields.items()}
    for name in PLAIN:
        setattr(statement, name, values.get(name, ""))
    statement.may_be_public = values.get("may_be_public", "") == "yes"
    statement.withdrawn = values.get("withdrawn", "") == "yes"
    statement.looked_at = values.get("looked_at", "") == look(values)
    statement.made_at = min((edit.made_at for edit in edits), default=statement.made_at)
    statement.heads = {name: [str(pk) for pk in found.heads] for name, found in fields.items()}
    statement.conflicts = {name: list(found.rivals) for name, found in fields.items() if found.rivals}
    statement.position = one.position
    statement.save()
    _put_stances(statement, fields)
    if statement.withdrawn or not statement.may_be_public:
        PublicText.objects.filter(statement_id=statement.pk).delete()


def _put_stances(statement: Statement, fields: dict[str, converging.Field]) -> None:
    stances = {name.removeprefix(STANCE): found for name, found in fields.items() if name.startswith(STANCE)}
    taken = [organisation for organisation, found in stances.items() if not found.value]
    statement.stances.filter(organisation_id__in=taken).delete()
    for organisation, found in stances.items():
        if found.value:
            Stance.objects.update_or_create(
                statement=statement, organisation_id=organisation,
                defaults={"opinion": found.value, "divided": bool(found.rivals)},
            )  # fmt: skip


def take_late_ones(one: Meeting) -> int:
    """Let the edits that came after the approval count after all; returns how many. `one` is locked."""
    late = Edit.objects.filter(statement__meeting=one, late=True)
    waiting: dict[uuid.UUID, list[Edit]] = defaultdict(list)
    for edit in late.select_related("statement"):
        waiting[edit.statement_id].append(edit)
    late.update(late=False)
    for edits in waiting.values():
        one.position += 1
        refold(edits[0].statement, one)
    one.save(update_fields=["position"])
    return sum(map(len, waiting.values()))


def approve_text(*, statement: uuid.UUID, seen_text: str, by: Actor) -> PublicText:
    """Let everybody read the proposed text of a statement: by another than who proposed it.

    Raises NotAllowed, Statement.DoesNotExist, MeetingError (changed since, not proposed, or it points at a person).
    """
    found = Statement.objects.select_related("meeting", "organisation").get(pk=statement)
    one = locked(found.meeting_id)
    need_part(one, by)
    found.refresh_from_db()
    if one.state in (State.APPROVED, State.PUBLISHED, State.CANCELLED):
        raise MeetingError("Het verslag is al goedgekeurd. Neem het verslag eerst terug.")
    if not found.may_be_public or not found.public_text or found.withdrawn or "public_text" in found.conflicts:
        raise MeetingError("Er is geen tekst voorgesteld waarover iedereen het eens is.")
    if found.public_text != seen_text:
        raise MeetingError("De tekst is intussen veranderd. Lees hem opnieuw.")
    if find(found.public_text):
        raise MeetingError("In deze tekst is misschien iemand te herkennen. Pas de tekst eerst aan.")
    author = _proposer(found)
    if author == by.reference:
        raise NotAllowed("Een ander dan wie de tekst voorstelde, keurt hem goed.")
    made, _ = PublicText.objects.update_or_create(
        statement_id=found.pk,
        defaults={
            "meeting": one, "theme": found.theme, "discipline": found.organisation.kind, "text": found.public_text,
            "proposed_by": author, "approved_by": by.reference, "approved_at": timezone.now(),
        },
    )  # fmt: skip
    _show_again(found, one)
    record("meetings.text.approved", subject=f"statement:{found.pk}", by=by, data={"meeting": str(one.pk)})
    return made


def withdraw_text(*, statement: uuid.UUID, by: Actor) -> None:
    """Take an approved public text back. Raises NotAllowed, PublicText.DoesNotExist, MeetingError."""
    need_manage(by)
    found = PublicText.objects.get(statement_id=statement)
    one = locked(found.meeting_id)
    if one.state in (State.APPROVED, State.PUBLISHED):
        raise MeetingError("De tekst hoort bij een goedgekeurd verslag. Neem het verslag eerst terug.")
    found.delete()
    if about := Statement.objects.filter(pk=statement).first():
        _show_again(about, one)
    record("meetings.text.withdrawn", subject=f"statement:{statement}", by=by)


def _show_again(statement: Statement, one: Meeting) -> None:
    """Let every screen ask for the statement again: its text became public, or no longer is."""
    one.position += 1
    one.save(update_fields=["position"])
    statement.position = one.position
    statement.save(update_fields=["position"])


def _proposer(statement: Statement) -> str:
    heads = statement.heads.get("public_text", [])
    return statement.edits.filter(pk__in=heads).values_list("author", flat=True).first() or ""
