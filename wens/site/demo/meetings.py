"""An invented round table of Pathmos, prepared and not opened yet, a wijkbijeenkomst before it, and a meeting of the
wijkraad. Marked as such.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from wens.meetings import actions
from wens.meetings.actions import Agenda, Plan
from wens.meetings.models import AgendaKind, Kind, Meeting
from wens.meetings.rules import MANAGE, TAKE_PART
from wens.organisations.models import Organisation
from wens.organisations.queries import organisation_by_slug
from wens.tenancy.context import Actor, acting

AREA = "GM0153-LW-pathmos"
LEADER = "stadsdeelmanagement-west"
INVITED = (LEADER, "politie", "domijn", "brandweer", "stadswachten", "alifa", "wijkteam-pathmos-stadsveld")
AGENDA = (
    Agenda("De foto van Pathmos: herkennen wij dit?"),
    Agenda("Straat voor straat: wat zien wij?", theme="living"),
    Agenda("Fietsen en schuurtjes op slot: wat kunnen bewoners zelf?", AgendaKind.PREVENTION, "living"),
    Agenda("Veilig rijden bij de school", AgendaKind.EXPERTISE, "physical", "politie"),
    Agenda("Wie pakt wat op?"),
)
OF_THE_RAAD = (
    Agenda("Aanvragen voor het wijkbudget"),
    Agenda("Advies aan de gemeente: wat vinden bewoners?"),
)
NAMES = {
    Kind.WIJKBIJEENKOMST: "Wijkbijeenkomst veiligheid Pathmos",
    Kind.RAAD: "Vergadering van Wijkraad Pathmos",
    Kind.ROUND_TABLE: "Ronde tafel Pathmos",
}
QUESTIONS = (
    ("", "Welke straat heeft dit jaar de meeste aandacht nodig, en waarom?"),
    ("politie", "Zien jullie meer meldingen in de avond of juist overdag?"),
    ("domijn", "Waar komen nieuwe huurders het vaakst met klachten?"),
)
SAID: tuple[tuple[str, dict[str, str]], ...] = (
    ("domijn", {
        "theme": "living", "subject": "rubbish", "place": "Achterpaden bij het plein", "size": "several_streets",
        "nature": "Grof vuil blijft weken liggen, vooral na een verhuizing.", "frequency": "weekly", "sureness": "seen",
        "causes": "Nieuwe huurders weten niet hoe zij grof vuil aanmelden.", "may_be_public": "yes",
        "public_text": "Na verhuizingen blijft grof vuil vaak lang in de achterpaden liggen.",
    }),
    ("politie", {
        "theme": "living", "subject": "burglary", "place": "Straten langs het spoor", "size": "several_streets",
        "nature": "Schuurtjes worden opengebroken om fietsen en gereedschap.", "frequency": "now_and_then",
        "sureness": "heard", "causes": "Donkere achterpaden, sloten die makkelijk opengaan.",
    }),
    ("stadswachten", {
        "theme": "physical", "subject": "traffic", "place": "Bij de basisschool", "size": "street",
        "nature": "Auto's rijden hard en staan op de stoep als de school begint en uitgaat.", "frequency": "daily",
        "sureness": "seen", "causes": "Ouders brengen hun kind met de auto en er is weinig plek.",
    }),
    ("alifa", {
        "theme": "youth", "subject": "gathering", "place": "Speelveld", "size": "one_spot",
        "nature": "Jongeren komen 's avonds bij elkaar. Meestal gaat het goed; in de zomer klagen omwonenden.",
        "frequency": "weekly", "sureness": "seen", "causes": "Er is 's avonds geen andere plek om te zijn.",
    }),
    ("wijkteam-pathmos-stadsveld", {
        "theme": "burden", "subject": "loneliness", "place": "", "size": "whole_wijk", "frequency": "weekly",
        "nature": "Meer mensen vragen hulp bij schulden, vaak pas als het al hoog is opgelopen.", "sureness": "seen",
    }),
)  # fmt: skip


def load_meetings(gemeente: str) -> int:
    """Make the example in Enschede, when there is no meeting yet; returns how many meetings were made."""
    with _working(gemeente) as by:
        partners = {slug: found for slug in INVITED if (found := organisation_by_slug(slug))}
        if len(partners) < len(INVITED) or Meeting.objects.exists():
            return 0
        talk = actions.plan_meeting(of=_plan(Kind.WIJKBIJEENKOMST, 10), by=by, is_example=True)
        actions.put_agenda(meeting=talk.pk, items=AGENDA[2:4], by=by)
        raad = actions.plan_meeting(of=_plan(Kind.RAAD, 24), by=by, is_example=True)
        actions.put_agenda(meeting=raad.pk, items=OF_THE_RAAD, by=by)
        table = actions.plan_meeting(of=_plan(Kind.ROUND_TABLE, 17), by=by, is_example=True)
        actions.put_agenda(meeting=table.pk, items=AGENDA, by=by)
        for partner in partners.values():
            actions.invite(meeting=table.pk, organisation=partner.pk, by=by)
        for slug, text in QUESTIONS:
            asked = partners[slug].pk if slug else None
            actions.ask(meeting=table.pk, text=text, organisation=asked, by=by)
    for slug, words in SAID:
        _put_ready(gemeente, table, partners[slug], words)
    return 3


def _plan(kind: Kind, days: int) -> Plan:
    """A meeting so many days from now, in the evening for residents and in the afternoon for partners."""
    is_public = kind != Kind.ROUND_TABLE
    day = timezone.localdate() + dt.timedelta(days=days)
    begins = dt.datetime.combine(day, dt.time(19, 30) if is_public else dt.time(14), timezone.get_default_timezone())
    return Plan(
        kind=kind, title=NAMES[kind], area_codes=[AREA], starts_at=begins, ends_at=begins + dt.timedelta(hours=2),
        is_public=is_public, place="Wijkcentrum", places=80 if is_public else None,
    )  # fmt: skip


def _put_ready(gemeente: str, table: Meeting, partner: Organisation, words: dict[str, str]) -> None:
    sent = {
        "id": str(uuid.uuid4()), "statement": str(uuid.uuid4()), "changes": words, "seen": {},
        "made_at": timezone.now().isoformat(),
    }  # fmt: skip
    with _working(gemeente, partner) as by:
        actions.take_in(meeting=table.pk, sent=[sent], by=by)


@contextmanager
def _working(gemeente: str, partner: Organisation | None = None) -> Iterator[Actor]:
    """Act as this machine: for who leads, or for a partner."""
    rights = {TAKE_PART} if partner else {TAKE_PART, MANAGE}
    with acting(gemeente, Actor.machine(), rights=rights, organisation=str(partner.pk) if partner else "") as now:
        yield now.actor
