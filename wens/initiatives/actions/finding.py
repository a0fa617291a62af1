"""Help that is found, not needed after all, or refused: each with words, by a function, tied to where it comes from."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.budgets.models import Application
from wens.initiatives.actions.keeping import InitiativeError, Stale, locked, subject_of, words_of
from wens.initiatives.models import Help, Need, NeedState
from wens.initiatives.rules import need_guide
from wens.initiatives.states import LIVING, need_move
from wens.organisations.models import Organisation
from wens.tenancy.context import Actor


@dataclass(frozen=True, kw_only=True)
class Settled:
    """How help stands. `how`: in words for everybody. `application`: of a wijkbudget, for means."""

    state: str
    how: str = ""
    function: str = ""
    organisation: Organisation | None = None
    application: Application | None = None


def settle(*, need: UUID, of: Settled, by: Actor, seen: int | None = None) -> Need:
    """Note how help stands now; of another state it says how it was found or why not.

    Raises NotAllowed, NoSuchMove, InitiativeError with what is lacking, Stale.
    """
    need_guide(by)
    with transaction.atomic():
        initiative = Need.objects.values_list("initiative_id", flat=True).get(pk=need)
        one = locked(initiative)
        held = Need.objects.select_for_update(of=("self",)).get(pk=need)
        if seen is not None and seen != held.version:
            raise Stale
        if one.state not in LIVING:
            raise InitiativeError(_("Dit initiatief loopt nu niet. Heropen het eerst."))
        after = need_move(held.state, of.state)
        _check(held, of, after)
        held.state, held.state_since, held.version = after, timezone.now(), held.version + 1
        held.how = words_of(of.how, longest=500)
        held.function = words_of(of.function, longest=120) if held.kind == Help.PERMIT else ""
        held.organisation, held.application = of.organisation, of.application
        held.save()
        about = {"kind": held.kind, "state": str(after)}
        record("initiatives.need.settled", subject=subject_of(one), by=by, data=about)
        announce("initiatives.moved", subject=subject_of(one), data={"initiative": str(one.pk), "what": "need"})
    return held


def _check(held: Need, of: Settled, after: NeedState) -> None:
    if after != NeedState.NEEDED and not of.how.strip():
        raise InitiativeError(_("Schrijf op hoe de hulp is gevonden, of waarom niet."))
    if held.kind == Help.PERMIT and after in (NeedState.FOUND, NeedState.REFUSED) and not of.function.strip():
        raise InitiativeError(_("Noem de functie die over de vergunning gaat. Geen naam van een persoon."))
    if of.application and held.kind != Help.MEANS:
        raise InitiativeError(_("Alleen bij geld hoort een aanvraag voor het wijkbudget."))
    if of.application and not of.application.is_public:
        raise InitiativeError(_("Deze aanvraag staat nog niet op de site. Wacht tot de raad haar heeft gecontroleerd."))
