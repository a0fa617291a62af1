"""What the follow page tells, in words: where a contribution stands, who has it, what happened, what was said."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wens.audit.queries import events_about
from wens.followup.models import Letter, Verdict
from wens.organisations.models import Account, Role
from wens.tenancy.context import acting, current
from wens.tenancy.security import COVENANT_RIGHT
from wens.voices.models import Contact, Contribution, Handover, Message, Original, State
from wens.voices.queries import whole_of
from wens.voices.sealing import CannotOpen, open_contact
from wens.voices.states import ENDS

STATUS = {
    State.RECEIVED: gettext_lazy("Wij hebben uw melding ontvangen. Een medewerker gaat die lezen."),
    State.IN_TRIAGE: gettext_lazy("Een medewerker van de gemeente leest uw melding en kijkt wie kan helpen."),
    State.ASKED: gettext_lazy("Wij hebben een vraag aan u. Als u antwoordt, gaan wij verder."),
    State.OFFERED: gettext_lazy("Wij hebben een partner gevraagd om uw melding op te pakken. Wij wachten op antwoord."),
    State.WITH_PARTNER: gettext_lazy("Een partner pakt uw melding op."),
    State.PARKED: gettext_lazy("Wij bewaren uw melding voor later. Bij de berichten leest u waarom."),
    State.RESOLVED: gettext_lazy("Volgens ons is dit opgelost. Bij de berichten leest u wat er is gedaan."),
    State.NOT_RESOLVED: gettext_lazy("Het is niet gelukt om dit op te lossen. Bij de berichten leest u waarom."),
    State.NOT_OURS: gettext_lazy("Dit hoort bij een andere organisatie. Bij de berichten leest u bij wie."),
    State.LAPSED: gettext_lazy("Wij hebben uw melding gesloten. Bij de berichten leest u waarom."),
    State.MERGED: gettext_lazy("Uw melding wordt samen met andere meldingen over hetzelfde behandeld."),
    State.WITHDRAWN: gettext_lazy("U hebt uw melding ingetrokken. Wij doen er niets meer mee."),
    State.ERASED: gettext_lazy("De tekst van deze melding is verwijderd."),
}
STEPS = {
    "received": gettext_lazy("Uw melding kwam binnen."),
    "take": gettext_lazy("Een medewerker begon uw melding te lezen."),
    "ask_back": gettext_lazy("Wij stelden u een vraag."),
    "reply": gettext_lazy("U gaf antwoord."),
    "park": gettext_lazy("Wij bewaarden uw melding voor later."),
    "unpark": gettext_lazy("Wij pakten uw melding weer op."),
    "offer": gettext_lazy("Wij vroegen een partner om uw melding op te pakken."),
    "call_duty": gettext_lazy("U liet weten dat het niet kan wachten. Wie dienst heeft, kreeg meteen bericht."),
    "accept": gettext_lazy("De partner nam uw melding aan."),
    "decline": gettext_lazy("De partner gaf uw melding aan ons terug."),
    "pass_on": gettext_lazy("De partner gaf uw melding door aan een andere partner."),
    "recall": gettext_lazy("Wij namen uw melding terug van de partner."),
    "resolve": gettext_lazy("De partner zei dat het is opgelost."),
    "give_up": gettext_lazy("De partner zei dat het niet is gelukt."),
    "end_resolved": gettext_lazy("Wij rondden uw melding af: opgelost."),
    "end_not_resolved": gettext_lazy("Wij rondden uw melding af: niet opgelost."),
    "end_not_ours": gettext_lazy("Wij rondden uw melding af: niet van ons."),
    "end_lapsed": gettext_lazy("Wij sloten uw melding."),
    "lapse": gettext_lazy("Wij sloten uw melding, omdat er geen antwoord kwam."),
    "merge": gettext_lazy("Wij voegden uw melding samen met andere over hetzelfde."),
    "unmerge": gettext_lazy("Uw melding werd weer apart behandeld."),
    "reopen": gettext_lazy("Uw melding werd opnieuw geopend."),
    "withdraw": gettext_lazy("U trok uw melding in."),
    "erase": gettext_lazy("De tekst werd verwijderd."),
}
SAFER_AFTER = dt.timedelta(days=90)


@dataclass(frozen=True)
class Happened:
    """One line of the history."""

    at: dt.datetime
    words: str


@dataclass(frozen=True)
class Hearing:
    """How a writer hears: when, and at which address, shown so that only its owner recognises it."""

    updates: str
    address: str
    telephone: bool


def status(one: Contribution) -> list[str]:
    """Return where a contribution stands, in one or two sentences; of a merged one also where the whole stands."""
    whole = whole_of(one)
    sentences = [str(STATUS[State(one.state)])]
    if whole.pk != one.pk:
        sentences.append(str(STATUS[State(whole.state)]))
    return sentences + _of_urgent(whole)


def _of_urgent(one: Contribution) -> list[str]:
    """Return before when who is on duty answers what cannot wait, or that the time is over and who knows of it."""
    given = one.handovers.filter(state=Handover.State.OFFERED, is_urgent=True).first()
    if given is None:
        return []
    if given.answer_before > timezone.now():
        at = date_format(timezone.localtime(given.answer_before), "j F H:i")
        return [_("Wie dienst heeft, antwoordt vóór %(at)s.") % {"at": at}]
    return [
        _("Wie dienst heeft, antwoordde nog niet. Een leidinggevende bij de gemeente krijgt daar bericht van."),
        _("Kan het niet langer wachten? Bel dan."),
    ]


def who_has_it(one: Contribution) -> str:
    """Return who has it now, as a function and an organisation, never a name; empty when nobody has."""
    whole = whole_of(one)
    if whole.state in (State.OFFERED, State.WITH_PARTNER) and whole.handler:
        return whole.handler.name
    if whole.state in ENDS or whole.state in (State.WITHDRAWN, State.ERASED):
        return ""
    return whole.owner.shown_outside if whole.owner else _("de behandelaars van de gemeente")


def history(one: Contribution) -> list[Happened]:
    """Return what happened, oldest first, from the audit trail."""
    lines = []
    for event in reversed(events_about(f"contribution:{one.pk}")):
        words = STEPS.get(event.name.removeprefix("voices.contribution."))
        if words and event.name.startswith("voices.contribution."):
            lines.append(Happened(event.at, str(words)))
    return lines


def conversation(one: Contribution) -> list[Message]:
    """Return what was said between the writer and us, oldest first; of a whole its last word once it has ended."""
    said = list(one.messages.exclude(direction=Message.Direction.NOTE))
    whole = whole_of(one)
    if whole.pk != one.pk and whole.state in ENDS:
        last = whole.messages.filter(direction=Message.Direction.TO_WRITER).order_by("-at").first()
        said += [last] if last else []
    return said


def own_words(one: Contribution) -> Original | None:
    """Return what the writer wrote. Only after the follow code was verified: this opens the lock on originals."""
    now = current()
    with acting(now.gemeente, now.actor, rights={"read_originals", COVENANT_RIGHT}):
        return Original.objects.filter(contribution=one).first()


def hearing(one: Contribution) -> Hearing | None:
    """Return how the writer hears, or None. Only after the follow code was verified."""
    now = current()
    with acting(now.gemeente, now.actor, rights={"read_contacts", COVENANT_RIGHT}):
        contact = Contact.objects.filter(contribution=one).first()
        if contact is None:
            return None
        try:
            opened = open_contact(contact)
        except CannotOpen:
            return Hearing(contact.updates, "", telephone=False)
        return Hearing(contact.updates, _masked(opened.email), telephone=bool(opened.telephone))


def questions(one: Contribution) -> list[str]:
    """Return which questions the writer can answer now: is it solved, is it safer?"""
    whole = whole_of(one)
    if one.pk != whole.pk or whole.state not in (State.RESOLVED, State.NOT_RESOLVED):
        return []
    given = set(one.verdicts.filter(at__gte=one.state_since).values_list("question", flat=True))
    asked = [Verdict.Question.SOLVED] if whole.state == State.RESOLVED else []
    asked += [Verdict.Question.SAFER] if timezone.now() >= one.state_since + SAFER_AFTER else []
    return [question for question in asked if question not in given]


def directors() -> list[Account]:
    """Return who directs the partners: the stadsdeelmanagers, or else the administrators."""
    active = Account.objects.filter(is_active=True).order_by("pk")
    return list(active.filter(role=Role.DISTRICT_MANAGER)) or list(active.filter(role=Role.ADMINISTRATOR))


def open_offers() -> list[Handover]:
    """Return the offers that partners have not answered yet, urgent ones first."""
    found = Handover.objects.filter(state=Handover.State.OFFERED).select_related("organisation", "contribution__owner")
    return list(found.order_by("-is_urgent", "answer_before"))


def letter_about(about: UUID) -> Letter | None:
    """Return the newest letter about a meeting, or about a thing of a package above this one."""
    return Letter.objects.filter(about=about).order_by("-made_at").first()


def _masked(email: str) -> str:
    name, at, domain = email.partition("@")
    return f"{name[:1]}…{at}{domain}" if at else ""
