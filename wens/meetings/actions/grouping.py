"""Taking in edits of the grouping, and the groups that follow; taking the own last press back."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from wens.audit.actions import record
from wens.meetings import converging
from wens.meetings.actions.capturing import Outcome
from wens.meetings.actions.hall import AT_WORK
from wens.meetings.actions.stepping import MeetingError, locked, subject_of
from wens.meetings.grouping import GroupingEdit, read
from wens.meetings.incoming import MOST_EDITS, WrongEdit
from wens.meetings.models import Group, GroupEdit, Meeting, Placed
from wens.meetings.rules import need_part
from wens.tenancy.context import Actor
from wens.voices.models import Contribution

MOST_GROUPS = 60


def group_in(*, meeting: uuid.UUID, sent: Sequence[Any], by: Actor) -> Outcome:
    """Take in a batch of edits of the grouping; any batch may be sent any number of times, in any order.

    Raises NotAllowed, Meeting.DoesNotExist, MeetingError (too many at once). A wrong edit is refused by itself.
    """
    if len(sent) > MOST_EDITS:
        raise MeetingError(f"Stuur hoogstens {MOST_EDITS} wijzigingen tegelijk.")
    one = locked(meeting)
    need_part(one, by)
    outcome, touched = Outcome(meeting=one), set[uuid.UUID]()
    for raw in sent:
        name = str(raw.get("id", ""))[:36] if isinstance(raw, dict) else ""
        try:
            edit = read(raw, now=timezone.now())
            if _take(one, edit, by):
                touched.add(edit.item)
        except WrongEdit as wrong:
            outcome.refused.append({"id": name, "why": str(wrong)})
            continue
        outcome.kept.append(str(edit.id))
    for item in touched:
        _refold(one, item)
    if touched:
        one.save(update_fields=["position"])
        record("meetings.groups.changed", subject=subject_of(one), by=by, data={"items": len(touched)})
    return outcome


def undo(*, meeting: uuid.UUID, by: Actor) -> bool:
    """Take back the own last press that was not taken back yet, by edits of its own; False: there is none.

    What somebody else changed after it stays as it is. Raises NotAllowed, MeetingError.
    """
    one = locked(meeting)
    need_part(one, by)
    mine = one.group_edits.filter(author=by.reference)
    undone = mine.filter(undoes__isnull=False).values("undoes")
    last = mine.filter(undoes=None).exclude(batch__in=undone).order_by("-position").first()
    if last is None:
        return False
    batch = uuid.uuid4()
    for edit in mine.filter(batch=last.batch):
        changes, seen = _before(edit)
        if changes:
            back = GroupingEdit(uuid.uuid4(), edit.item, batch, changes, seen, timezone.now(), undoes=last.batch)
            _take(one, back, by)
            _refold(one, edit.item)
    if not one.group_edits.filter(undoes=last.batch).exists():
        return False
    one.save(update_fields=["position"])
    record("meetings.groups.undone", subject=subject_of(one), by=by)
    return True


def _before(edit: GroupEdit) -> tuple[dict[str, str], dict[str, tuple[uuid.UUID, ...]]]:
    """What the fields of `edit` were before it, for those in which nobody changed something since."""
    fields = converging.converge(_edits(edit.meeting_id, edit.item))
    effective = _without_undone(edit.meeting_id, edit.item)
    standing = converging.converge(effective)
    earlier = converging.converge(one for one in effective if one.id != edit.pk)
    changes, seen = dict[str, str](), dict[str, tuple[uuid.UUID, ...]]()
    for name in edit.changes:
        if standing[name].heads != (edit.pk,):
            continue
        before = earlier[name].value if name in earlier else ""
        if name == "title" and not before:
            name, before = "removed", "yes"  # a group that this press made goes again
        changes[name] = before
        seen[name] = fields[name].heads if name in fields else ()
    return changes, seen


def _without_undone(meeting: uuid.UUID, item: uuid.UUID) -> list[converging.Edit]:
    """The edits of an item as if what was taken back never was: who saw such an edit, saw what was before it."""
    rows = GroupEdit.objects.filter(meeting_id=meeting, item=item)
    undone = {row.undoes for row in rows if row.undoes}
    gone = {row.pk for row in rows if row.undoes or row.batch in undone}
    every = {one.id: one for one in _edits(meeting, item)}

    def saw(one: converging.Edit, name: str) -> set[uuid.UUID]:
        found, through = set[uuid.UUID](), {one.id}  # edits that claim to have seen each other end here too
        waiting = list(one.seen.get(name, ()))
        while waiting:
            pk = waiting.pop()
            if pk not in gone:
                found.add(pk)
            elif pk not in through:
                through.add(pk)
                waiting += every[pk].seen.get(name, ())
        return found

    return [
        converging.Edit(one.id, one.changes, {name: tuple(saw(one, name)) for name in one.changes}, one.made_at)
        for one in every.values()
        if one.id not in gone
    ]


def _take(one: Meeting, edit: GroupingEdit, by: Actor) -> bool:
    """Keep an edit; False when it was kept before. Raises WrongEdit."""
    before = GroupEdit.objects.filter(pk=edit.id).first()
    if before is not None:
        if (before.item, before.changes) != (edit.item, edit.changes):
            raise WrongEdit("Onder dit id is al iets anders bewaard.")
        return False
    if one.occasion is None or one.state not in AT_WORK:
        raise WrongEdit("Groeperen kan vanaf de opening tot het verslag is goedgekeurd.")
    if "group" in edit.changes:
        if set(edit.changes) != {"group"}:
            raise WrongEdit("Een bijdrage heeft alleen een groep.")
        if not Contribution.objects.filter(pk=edit.item, occasion=one.occasion.code).exists():
            raise WrongEdit("Deze bijdrage is niet van deze bijeenkomst.")
    else:
        _check_group(one, edit)
    one.position += 1
    GroupEdit.objects.create(
        id=edit.id, meeting=one, item=edit.item, batch=edit.batch, undoes=edit.undoes, author=by.reference,
        changes=edit.changes, seen={name: [str(pk) for pk in ids] for name, ids in edit.seen.items()},
        made_at=edit.made_at, received_at=timezone.now(), position=one.position,
    )  # fmt: skip
    return True


def _check_group(one: Meeting, edit: GroupingEdit) -> None:
    there = Group.objects.filter(pk=edit.item).first()
    if there is not None and there.meeting_id != one.pk:
        raise WrongEdit("Deze groep hoort bij een andere bijeenkomst.")
    if there is None and Contribution.objects.filter(pk=edit.item).exists():
        raise WrongEdit("Dit is een bijdrage en geen groep.")
    if there is None and one.groups.filter(removed=False).count() >= MOST_GROUPS:
        raise WrongEdit(f"Maak hoogstens {MOST_GROUPS} groepen.")


def _edits(meeting: uuid.UUID, item: uuid.UUID) -> list[converging.Edit]:
    return [
        converging.Edit(
            edit.pk, edit.changes, {name: tuple(map(uuid.UUID, ids)) for name, ids in edit.seen.items()}, edit.made_at
        )
        for edit in GroupEdit.objects.filter(meeting_id=meeting, item=item)
    ]


def _refold(one: Meeting, item: uuid.UUID) -> None:
    edits = _edits(one.pk, item)
    fields = converging.converge(edits)
    heads = {name: [str(pk) for pk in found.heads] for name, found in fields.items()}
    if "group" in fields:
        found = fields["group"]
        group = uuid.UUID(found.value) if found.value else None
        Placed.objects.update_or_create(
            contribution_id=item,
            defaults={"meeting": one, "group": group, "heads": heads, "conflicts": list(found.rivals)},
        )
        return
    values = {name: found.value for name, found in fields.items()}
    rivals = fields["title"].rivals if "title" in fields else ()
    Group.objects.update_or_create(
        id=item,
        defaults={
            "meeting": one, "title": values.get("title", ""), "removed": values.get("removed", "") == "yes",
            "made_at": min(edit.made_at for edit in edits), "heads": heads, "conflicts": list(rivals),
        },
    )  # fmt: skip
