"""Bringing in a worry: where, what, since when; it goes at once to the wijkteam that works there."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from wens.access.models import Category, Covenant
from wens.access.queries import open_to
from wens.areas.queries import area_by_code, lies_within
from wens.audit.actions import announce
from wens.organisations.models import Kind, Organisation
from wens.organisations.queries import organisations
from wens.signalling.actions.keeping import (
    TEXT,
    SignalError,
    check_people,
    step,
    subject_of,
    words_of,
)
from wens.signalling.models import NamedPlace, Since, Worry, WorryMove
from wens.signalling.queries.places import addresses_of_area, buurten_of, named_place
from wens.signalling.queries.rules import Rules, rules_now
from wens.signalling.rules import ENTER, NotAllowed, need
from wens.signalling.showing import is_named_outside
from wens.tenancy.context import Actor, current
from wens.voices.actions.covenants import own_covenants
from wens.voices.themes import theme_names


@dataclass(frozen=True)
class NewWorry:
    """What a partner sees. `place` None: the whole area. `covenant`: only its parties read it, down to the street."""

    area_code: str
    theme: str
    text: str
    since: Since
    place: uuid.UUID | None = None
    covenant: uuid.UUID | None = None
    team: uuid.UUID | None = None
    is_example: bool = False


def enter(*, of: NewWorry, by: Actor, answer_key: uuid.UUID, looked: str = "") -> Worry:
    """Bring in a worry for the own organisation; sent twice it is the same one.

    Raises NotAllowed, SignalError (with the field), PointsAtPerson.
    """
    need(by, ENTER)
    if made := Worry.objects.filter(answer_key=answer_key).first():
        return made
    if not current().organisation:
        raise NotAllowed("Uw account hoort bij geen organisatie. Vraag de beheerder om dat te herstellen.")
    rules, text = rules_now(), words_of(of.text, ask="Schrijf wat u ziet.", field="text", longest=TEXT)
    if of.theme not in theme_names() or of.since not in Since.values:
        raise SignalError("Kies waar het over gaat, en sinds wanneer.", "theme")
    covenant = _covenant(of)
    place = _place(of, covenant, rules)
    check_people({"text": text}, looked)
    team = _team(of, place.area_code if place else of.area_code)
    now = timezone.now()
    one = Worry.objects.create(
        area_code=place.area_code if place else of.area_code, place=place, theme=of.theme,
        text=text, since=of.since, organisation_id=uuid.UUID(current().organisation), covenant=covenant, team=team,
        state_since=now, due_on=timezone.localdate() + dt.timedelta(days=rules.take_up_days), answer_key=answer_key,
        made_by=by.reference, made_at=now, is_example=of.is_example,
    )  # fmt: skip
    step(one, WorryMove.ENTER, by=by, data={"area": one.area_code})
    announce("signalling.worry.waits", subject=subject_of(one), data={"worry": str(one.pk)})
    return one


def teams_for(area_code: str, covenant: uuid.UUID | None = None) -> list[Organisation]:
    """Return the wijkteams that can take up a worry there, those that work there first; only parties of a covenant."""
    teams = [one for one in organisations() if one.kind == Kind.WIJKTEAM]
    if covenant is not None:
        teams = [one for one in teams if covenant in open_to(one.pk)]
    return sorted(teams, key=lambda one: (not _works_in(one, area_code), one.name))


def team_of(area_code: str, covenant: uuid.UUID | None = None) -> Organisation | None:
    """Return the wijkteam that works in an area, or None: then who directs names one."""
    return next((one for one in teams_for(area_code, covenant) if _works_in(one, area_code)), None)


def _works_in(one: Organisation, area_code: str) -> bool:
    return not one.area_codes or lies_within(area_code, one.area_codes)


def _team(of: NewWorry, area_code: str) -> Organisation | None:
    if of.team is None:
        return team_of(area_code, of.covenant)
    chosen = next((one for one in teams_for(area_code, of.covenant) if one.pk == of.team), None)
    if chosen is None:
        raise SignalError("Kies een wijkteam uit de lijst. Onder een convenant is dat een partij ervan.", "team")
    return chosen


def _covenant(of: NewWorry) -> Covenant | None:
    if of.covenant is None:
        return None
    found = next((one for one in own_covenants(of.area_code, Category.SIGNALS) if one.pk == of.covenant), None)
    if found is None:
        raise SignalError("Dit convenant is niet open voor uw organisatie, deze plek en signalen.", "covenant")
    return found


def _place(of: NewWorry, covenant: Covenant | None, rules: Rules) -> NamedPlace | None:
    """Return the place; refuse what is too small for a signal, or too small to name outside a covenant."""
    if area_by_code(of.area_code) is None:
        raise SignalError("Kies een wijk of buurt.", "area")
    if of.place is None:
        known = addresses_of_area(of.area_code)
        _enough(known, rules, "area")
        if covenant is None and known is not None and known < rules.named_from:
            raise SignalError(
                f"Hier zijn minder dan {rules.named_from} adressen. Zo'n kleine buurt noemen wij alleen binnen een "
                "convenant. Kies een groter gebied: de wijk.",
                "area",
            )
        return None
    place = named_place(of.place)
    if place is None or place.is_closed or place.area_code not in buurten_of(of.area_code):
        raise SignalError("Kies een plek in deze wijk, of kies de hele buurt.", "place")
    _enough(place.addresses, rules, "place")
    if covenant is None and not is_named_outside(place, rules):
        raise SignalError(
            "Een straat of kleine plek noemen wij alleen binnen een convenant. Kies een convenant waar uw organisatie "
            "aan meedoet, of kies de hele buurt.",
            "place",
        )
    return place


def _enough(addresses: int | None, rules: Rules, field: str) -> None:
    if addresses is None:
        raise SignalError(
            "Hier weten wij niet hoeveel adressen er zijn. Kies een groter gebied, of vraag de beheerder om buurten "
            "met aantallen woningen of huishoudens te laden.",
            field,
        )
    if addresses < rules.minimum_addresses:
        raise SignalError(
            f"Hier zijn minder dan {rules.minimum_addresses} adressen. Een signaal kan dan over één huis gaan. "
            "Kies een groter gebied: de hele buurt of de wijk.",
            field,
        )
