"""Keeping the list of networks of residents: by an employee, in words for everybody."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import area_by_code
from wens.audit.actions import record
from wens.initiatives.actions.bringing import LEVELS
from wens.initiatives.actions.keeping import InitiativeError, Stale, words_of
from wens.initiatives.models import Network, NetworkKind
from wens.initiatives.rules import need_guide
from wens.tenancy.context import Actor
from wens.voices import hints

PRIVATE = frozenset({"email", "phone"})


@dataclass(frozen=True, kw_only=True)
class Described:
    """What everybody reads of a network."""

    name: str
    kind: str
    area_code: str
    purpose: str
    joining: str


def add_network(*, of: Described, by: Actor, is_example: bool = False) -> Network:
    """Add a network. Raises NotAllowed, InitiativeError."""
    need_guide(by)
    with transaction.atomic():
        made = Network.objects.create(
            **_checked(of), made_by=by.reference, made_at=timezone.now(), is_example=is_example
        )
        record("initiatives.network.added", subject=f"network:{made.pk}", by=by, data={"area": made.area_code})
    return made


def change_network(*, network: UUID, of: Described, by: Actor, seen: int | None = None) -> Network:
    """Change what everybody reads of a network. Raises NotAllowed, InitiativeError, Stale."""
    return _saved(network, by, seen, "changed", **_checked(of))


def stop_network(*, network: UUID, why: str, by: Actor, seen: int | None = None) -> Network:
    """Say that a network is over, and why; it can begin again. Raises NotAllowed, InitiativeError, Stale."""
    reason = words_of(why, ask=_("Schrijf op waarom het netwerk stopt."), longest=300)
    return _saved(network, by, seen, "stopped", stopped_on=timezone.localdate(), why_stopped=reason)


def restart_network(*, network: UUID, by: Actor, seen: int | None = None) -> Network:
    """Say that a network is there again. Raises NotAllowed, Stale."""
    return _saved(network, by, seen, "restarted", stopped_on=None, why_stopped="")


def _saved(network: UUID, by: Actor, seen: int | None, what: str, **fields: object) -> Network:
    need_guide(by)
    with transaction.atomic():
        held = Network.objects.select_for_update().get(pk=network)
        if seen is not None and seen != held.version:
            raise Stale
        for name, value in {**fields, "version": held.version + 1}.items():
            setattr(held, name, value)
        held.save()
        record(f"initiatives.network.{what}", subject=f"network:{held.pk}", by=by)
    return held


def _checked(of: Described) -> dict[str, str]:
    area = area_by_code(of.area_code)
    if area is None or area.level not in LEVELS:
        raise InitiativeError(_("Kies een wijk uit de lijst."))
    said = {
        "name": words_of(of.name, ask=_("Schrijf de naam op."), longest=120),
        "purpose": words_of(of.purpose, ask=_("Schrijf op waar het netwerk voor is.")),
        "joining": words_of(of.joining, ask=_("Schrijf op hoe iemand via de gemeente meedoet.")),
    }
    # Who joins does so through the gemeente; an address of a volunteer on the site stays there for years (AVG art. 25).
    if any(hint.kind in PRIVATE for text in said.values() for hint in hints.find(text)):
        raise InitiativeError(_("Zet geen e-mailadres of telefoonnummer in de tekst. Meedoen gaat via de gemeente."))
    return {**said, "kind": NetworkKind(of.kind).value, "area_code": of.area_code}
