"""What partners agree: an action is proposed, each partner signs its own part, and a change is signed anew."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce
from wens.organisations.models import Organisation
from wens.plans import measures as library
from wens.plans.actions.keeping import Conflict, PlanError, change, locked, note, subject_of, words_of
from wens.plans.models import Action, Goal, Milestone, Part, PartRole, PartVersion, Stage, What
from wens.plans.rules import NotAllowed, manages, need_manage, need_part, own_part
from wens.plans.states import move
from wens.tenancy.context import Actor

MOST_MILESTONES = 12


@dataclass(frozen=True)
class Step:
    """A milestone as it is written down; `key` of one that is there already."""

    title: str
    due_on: dt.date
    key: uuid.UUID | None = None


@dataclass(frozen=True)
class Share:
    """What one partner does in an action: in words, with which means, in which steps."""

    organisation: uuid.UUID
    words: str
    means: str = ""
    steps: Sequence[Step] = ()


@dataclass(frozen=True)
class Terms:
    """What all partners of an action share."""

    title: str
    about: str
    due_on: dt.date
    is_public: bool


def propose(*, goal: uuid.UUID, of: Terms, lead: Share, others: Sequence[Share] = (), by: Actor,
            previous: Action | None = None, measure: str = "", is_example: bool = False) -> Action:  # fmt: skip
    """Propose an action; each partner is asked to sign its part. `measure`: what of the library it was taken from.

    Raises NotAllowed, PlanError, Goal.DoesNotExist.
    """
    need_manage(by)
    now = timezone.now()
    partners = [share.organisation for share in (lead, *others)]
    if len(set(partners)) < len(partners):
        raise PlanError(_("Een partner staat er dubbel in. Noem iedere partner één keer."))
    if measure and library.measure(measure) is None:
        raise PlanError(_("Deze maatregel staat niet in de bibliotheek."))
    one = Action(
        goal=Goal.objects.get(pk=goal), lead=_partner(lead.organisation), stage_since=now, made_by=by.reference,
        made_at=now, previous=previous, measure=measure, is_example=is_example, **_shared(of),
    )  # fmt: skip
    one.save(force_insert=True)
    for role, share in ((PartRole.LEAD, lead), *((PartRole.PARTNER, share) for share in others)):
        _add_part(one, role, share, by)
    note(one, What.PROPOSE, by=by)
    return one


def join(*, action: uuid.UUID, share: Share, by: Actor) -> Part:
    """Ask one more partner to join an action. Raises NotAllowed, NoSuchMove, PlanError, Action.DoesNotExist."""
    need_manage(by)
    one = locked(Action, action)
    if one.parts.filter(organisation=share.organisation).exists():
        raise PlanError(_("Deze partner doet al mee."))
    _unsettle(one)
    part = _add_part(one, PartRole.PARTNER, share, by)
    note(one, What.EDIT, by=by, part=str(part.pk))
    return part


def change_terms(*, action: uuid.UUID, of: Terms, reason: str, by: Actor, seen: int | None = None) -> Action:
    """Change what all partners share: each gets a new version to sign. What becomes confidential is so at once.

    Raises NotAllowed, NoSuchMove, Conflict, PlanError, Action.DoesNotExist.
    """
    need_manage(by)
    one = locked(Action, action, seen)
    why = words_of(reason, ask=WHY)
    _unsettle(one)
    shared = _shared(of)
    change(one, **shared, is_public=one.is_public and of.is_public)
    for part in one.parts.select_for_update():
        _renew(part, why, by)
    note(one, What.EDIT, by=by, words=why)
    return one


def change_part(*, part: uuid.UUID, share: Share, reason: str, by: Actor, seen: int | None = None) -> Part:
    """Change what one partner does: by that partner, or by who directs. A new version, that the partner signs.

    Raises NotAllowed, NoSuchMove, Conflict, PlanError, Part.DoesNotExist.
    """
    found = Part.objects.select_related("action").get(pk=part)
    own = own_part(found.action, by)
    if not manages(by) and (own is None or own.pk != found.pk):
        raise NotAllowed(_("Iedere partner verandert alleen het eigen deel."))
    one = locked(Action, found.action_id, seen)
    why = words_of(reason, ask=WHY)
    found = Part.objects.select_for_update().get(pk=part)
    _unsettle(one)
    found.words, found.means = _words(share), words_of(share.means, longest=300)
    _put_steps(found, share.steps)
    change(one)
    _renew(found, why, by)
    note(one, What.EDIT, by=by, words=why, part=str(found.pk))
    return found


WHY = "Schrijf in een zin waarom de afspraak verandert."


def sign(*, part: uuid.UUID, number: int, by: Actor) -> Part:
    """Sign version `number` of the own part; twice is once. The last signature makes it an agreement.

    Raises NotAllowed, Conflict (there is a newer version), PlanError, Part.DoesNotExist.
    """
    one = locked(Action, Part.objects.get(pk=part).action_id)
    own = need_part(one, by)
    if own.pk != part:
        raise NotAllowed(_("Iedere partner tekent alleen het eigen deel."))
    own = Part.objects.select_for_update().get(pk=part)
    if own.number != number:
        raise Conflict(one)
    if own.is_signed:
        return own
    if one.stage != Stage.PROPOSED:
        raise PlanError(_("Deze actie wacht niet op een handtekening."))
    own.versions.filter(number=number).update(signed_by=by.reference, signed_at=timezone.now())
    own.signed = number
    own.save(update_fields=["signed"])
    note(one, What.SIGN, by=by, part=str(own.pk), version=str(number))
    if all(other.is_signed for other in one.parts.all()):
        settle(one)
    return own


def settle(one: Action) -> None:
    """Make an agreement of an action that all have signed; what was to be public is so from now on."""
    after = move(What.SIGN, one.stage).after
    change(one, stage=after, stage_since=timezone.now(), is_public=one.wants_public)
    announce("plans.action.moved", subject=subject_of(one), data={"action": str(one.pk)})


def _unsettle(one: Action) -> None:
    """Let an action wait for signatures again. Raises NoSuchMove when it is over."""
    if one.stage != Stage.PROPOSED:
        change(one, stage=move(What.EDIT, one.stage).after, stage_since=timezone.now())


def _add_part(one: Action, role: PartRole, share: Share, by: Actor) -> Part:
    if not share.steps and role == PartRole.LEAD:
        raise PlanError(_("Schrijf minstens één stap op met een dag. Zo ziet iedereen of de actie verder komt."))
    part = Part(
        action=one, organisation=_partner(share.organisation), role=role, words=_words(share), number=0,
        means=words_of(share.means, longest=300),
    )  # fmt: skip
    part.save(force_insert=True)
    _put_steps(part, share.steps)
    _renew(part, "", by)
    return part


def _renew(part: Part, reason: str, by: Actor) -> None:
    """Add the next version of a part, in full, and ask its partner to sign."""
    part.number += 1
    part.save(update_fields=["words", "means", "number"])
    PartVersion(
        part=part, number=part.number, terms=terms_of(part), reason=reason, made_by=by.reference,
        made_at=timezone.now(),
    ).save(force_insert=True)  # fmt: skip
    announce("plans.part.offered", subject=subject_of(part.action), data={"part": str(part.pk)})


def terms_of(part: Part) -> dict[str, Any]:
    """Return all that a partner signs for, as it stands now."""
    one = Action.objects.get(pk=part.action_id)
    steps = part.milestones.filter(dropped_at=None)
    return {
        "title": one.title, "about": one.about, "due_on": f"{one.due_on}", "is_public": one.wants_public,
        "words": part.words, "means": part.means,
        "steps": [{"key": str(step.pk), "title": step.title, "due_on": f"{step.due_on}"} for step in steps],
    }  # fmt: skip


def _put_steps(part: Part, steps: Sequence[Step]) -> None:
    """Make the open milestones of a part these; what was done stays, what is left out is dropped."""
    if len(steps) > MOST_MILESTONES:
        raise PlanError(_("Houd het bij hoogstens %(most)s stappen.") % {"most": MOST_MILESTONES})
    there = {step.pk: step for step in part.milestones.filter(dropped_at=None)}
    if part.role == PartRole.LEAD and there and not steps and not any(step.done_at for step in there.values()):
        raise PlanError(_("De trekker houdt minstens één stap."))
    kept = {step.key for step in steps}
    for key, old in there.items():
        if key not in kept and old.done_at is None:
            old.dropped_at = timezone.now()
            old.save(update_fields=["dropped_at"])
    for step in steps:
        title = words_of(step.title, ask=_("Schrijf bij iedere stap wat er gebeurt."), longest=160)
        found = there.get(step.key) if step.key else None
        if found is None:
            Milestone(action_id=part.action_id, part=part, title=title, due_on=step.due_on).save(force_insert=True)
        elif found.done_at is None:
            found.title, found.due_on = title, step.due_on
            found.save(update_fields=["title", "due_on"])


def _partner(key: uuid.UUID) -> Organisation:
    found = Organisation.objects.filter(pk=key, is_active=True).first()
    if found is None:
        raise PlanError(_("Kies een partner uit de lijst."))
    return found


def _words(share: Share) -> str:
    return words_of(share.words, ask=_("Schrijf in een zin wat deze partner doet."))


def _shared(of: Terms) -> dict[str, Any]:
    return {
        "title": words_of(of.title, ask=_("Schrijf in een zin wat er gebeurt."), longest=160),
        "about": words_of(of.about, longest=1000), "due_on": of.due_on, "wants_public": of.is_public,
    }  # fmt: skip
