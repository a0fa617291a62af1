"""Taking in what devices send, and the statements that follow; the public text of a statement."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from wens.access.two_people import may_be_second
from wens.audit.actions import record
from wens.meetings import converging
from wens.meetings.actions.stepping import MeetingError, hold, locked, subject_of
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

    meeting: Meeting
    kept: list[str] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)


def take_in(*, meeting: uuid.UUID, sent: Sequence[Any], by: Actor) -> Outcome:
    """Take in a batch of edits; any batch may be sent any number of times, in any order.

    What was sent before is answered without holding the meeting up. Raises NotAllowed, Meeting.DoesNotExist,
    MeetingError (too many at once). A wrong edit is refused by itself.
    """
    if len(sent) > MOST_EDITS:
        raise MeetingError(f"Stuur hoogstens {MOST_EDITS} wijzigingen tegelijk.")
    one = Meeting.objects.get(pk=meeting)
    need_part(one, by)
    outcome = Outcome(meeting=one)
    edits = _read_all(sent, outcome)
    ids = {edit.id for edit in edits}
    known = Edit.objects.in_bulk(ids)
    batch = _Batch(one, by, known)
    if len(known) < len(ids):
        batch.speaks = _speaks_for_partner()
        hold(one)  # one batch at a time: a position is given once, and in order of commit
        batch.known = Edit.objects.in_bulk(ids)
        batch.statements = Statement.objects.in_bulk({edit.statement for edit in edits})
    for edit in edits:
        try:
            batch.take(edit)
        except WrongEdit as wrong:
            outcome.refused.append({"id": str(edit.id), "why": str(wrong)})
        else:
            outcome.kept.append(str(edit.id))
    batch.settle(outcome)
    return outcome


def _read_all(sent: Sequence[Any], outcome: Outcome) -> list[Incoming]:
    """Return what can be read; what cannot stands in the outcome as refused."""
    found = []
    for raw in sent:
        try:
            found.append(read(raw, organisation=current().organisation, now=timezone.now()))
        except WrongEdit as wrong:
            name = str(raw.get("id", ""))[:36] if isinstance(raw, dict) else ""
            outcome.refused.append({"id": name, "why": str(wrong)})
    return found


def _speaks_for_partner() -> bool:
    organisation = current().organisation
    return bool(organisation) and organisation_of(uuid.UUID(organisation)) is not None


@dataclass
class _Batch:
    """What is new in a batch, statement by statement, until it is settled; `known`: edits that were kept before."""

    one: Meeting
    by: Actor
    known: dict[uuid.UUID, Edit]
    statements: dict[uuid.UUID, Statement] = field(default_factory=dict)
    speaks: bool = False
    fresh: dict[uuid.UUID, list[Edit]] = field(default_factory=lambda: defaultdict(list))

    def take(self, edit: Incoming) -> None:
        """Take one edit up, unless it was kept before. Raises WrongEdit."""
        before = self.known.get(edit.id)
        if before is not None:
            if (before.statement_id, before.changes) != (edit.statement, edit.changes):
                raise WrongEdit("Onder dit id is al iets anders bewaard.")
            return
        statement = self.statements.get(edit.statement) or self._new_statement(edit)
        if statement.meeting_id != self.one.pk:
            raise WrongEdit("Deze inbreng hoort bij een andere bijeenkomst.")
        own = str(statement.organisation_id) == current().organisation
        if not (edit.is_only_stance or own or manages(self.by)):
            raise WrongEdit("Alleen wie het inbracht, verandert de woorden. U kunt wel zeggen of u het herkent.")
        self.one.position += 1
        self.statements[statement.pk] = statement
        self.known[edit.id] = Edit(
            id=edit.id, statement=statement, organisation_id=current().organisation or statement.organisation_id,
            author=self.by.reference, changes=edit.changes, made_at=edit.made_at, received_at=timezone.now(),
            seen={name: [str(pk) for pk in ids] for name, ids in edit.seen.items()}, position=self.one.position,
            late=self.one.state not in CAPTURING,
        )  # fmt: skip
        self.fresh[statement.pk].append(self.known[edit.id])

    def _new_statement(self, edit: Incoming) -> Statement:
        if edit.is_only_stance:
            raise WrongEdit("Deze inbreng is er nog niet; stuur eerst de woorden.")
        if not self.speaks:
            raise WrongEdit("Alleen wie bij een partner werkt, brengt iets in.")
        return Statement(
            id=edit.statement, meeting=self.one, organisation_id=uuid.UUID(current().organisation),
            made_at=edit.made_at, position=self.one.position,
        )  # fmt: skip

    def settle(self, outcome: Outcome) -> None:
        """Write what is new: the statements as they follow from all their edits, the edits, and a line in the trail."""
        if not self.fresh:
            return
        for key, fresh in self.fresh.items():
            statement = self.statements[key]
            if fresh[0].late:
                outcome.late += [str(edit.pk) for edit in fresh]
                if statement._state.adding:
                    statement.save(force_insert=True)
            else:
                refold(statement, self.one, fresh)
        Edit.objects.bulk_create(edit for fresh in self.fresh.values() for edit in fresh)
        self.one.save(update_fields=["position"])
        touched = [] if outcome.late else [str(key) for key in self.fresh]
        data = {"statements": touched, "late": len(outcome.late)}
        record("meetings.statements.captured", subject=subject_of(self.one), by=self.by, data=data)


def refold(statement: Statement, one: Meeting, fresh: Sequence[Edit] = ()) -> None:
    """Bring a statement up to what follows from all its edits, with `fresh` ones that are not written yet.

    `one` is its meeting, locked.
    """
    new = statement._state.adding
    edits = [*([] if new else statement.edits.filter(late=False)), *fresh]
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
    statement.save(force_insert=new)
    _put_stances(statement, fields)
    if not new and (statement.withdrawn or not statement.may_be_public):
        PublicText.objects.filter(statement_id=statement.pk).delete()


def _put_stances(statement: Statement, fields: dict[str, converging.Field]) -> None:
    stances = {name.removeprefix(STANCE): found for name, found in fields.items() if name.startswith(STANCE)}
    if taken := [organisation for organisation, found in stances.items() if not found.value]:
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
    if not may_be_second(author, by):
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
