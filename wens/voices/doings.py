"""What the screen of one contribution offers: a form per step, and the action behind it.

Whether a step is possible is asked of the table of states; a screen that offers what the action refuses would be a lie.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wens.tenancy.context import Actor, current
from wens.voices import queries
from wens.voices.actions import covenants, following, handing, merging, triage, urgent
from wens.voices.actions.stepping import VoicesError
from wens.voices.models import Contribution, Handover, State
from wens.voices.rules import capacities, open_handover
from wens.voices.staff_forms import (
    BareForm,
    CleanForm,
    EndForm,
    MergeForm,
    NoteForm,
    OfferForm,
    ParkForm,
    ReasonForm,
    SayForm,
    StepForm,
    UnderForm,
    UrgentForm,
)
from wens.voices.states import possible_steps
from wens.voices.working_days import working_days_later

Say = dict[str, Any]


@dataclass(frozen=True)
class Doing:
    """One thing to do. `steps`: names in the table of states, of which one has to be possible; empty: see `when`."""

    slug: str
    title: Promise | str
    button: Promise | str
    done: Promise | str
    form: type[StepForm]
    do: Callable[[Contribution, Say, Actor], Any]
    steps: tuple[str, ...] = ()
    when: Callable[[Contribution], bool] = lambda one: True  # noqa: ARG005  always
    sure: bool = False


def _merged(one: Contribution, said: Say, by: Actor) -> Any:
    found = queries.by_label(said["into"])
    if len(found) != 1:
        raise VoicesError(gettext("Die melding is er niet. Kijk de zes tekens nog eens na."))
    return merging.merge(contribution=one.pk, into=found[0].pk, by=by, seen=said["seen"])


def _is_alive(one: Contribution) -> bool:
    return one.state not in (State.WITHDRAWN, State.ERASED)


def _reads_originals(one: Contribution) -> bool:
    return "read_originals" in current().rights and _is_alive(one)


def _waits_urgently(one: Contribution) -> bool:
    given = open_handover(one)
    return one.is_urgent and not (given and given.is_urgent and given.state == Handover.State.OFFERED)


DOINGS: tuple[Doing, ...] = (
    Doing(
        "nemen", _("Behandelen"), _("Ik behandel deze melding"), _("U behandelt deze melding."), BareForm,
        lambda one, said, by: triage.take(contribution=one.pk, by=by, seen=said["seen"]), ("take",),
    ),
    Doing(
        "letten", _("Wie let erop?"), _("Ik let op deze melding"), _("U let nu op deze melding."), BareForm,
        lambda one, said, by: triage.own(contribution=one.pk, by=by, seen=said["seen"]),
        when=lambda one: str(one.owner_id or "") != current().actor.id and one.state != State.RECEIVED,
    ),
    Doing(
        "tekst", _("Schone tekst"), _("Bewaar de schone tekst"), _("De schone tekst is bewaard."), CleanForm,
        lambda one, said, by: triage.approve_text(
            contribution=one.pk, text=said["text"], public=said["public"], by=by, seen=said["seen"]),
        when=_reads_originals,
    ),
    Doing(
        "tekst-weg", _("Van de site halen"), _("Haal de tekst van de site"), _("De tekst staat niet meer op de site."),
        BareForm, lambda one, said, by: triage.withdraw_text(contribution=one.pk, by=by, seen=said["seen"]),
        when=lambda one: one.is_public,
    ),
    Doing(
        "dringend", _("Dringend: naar wie dienst heeft"), _("Stuur nu naar wie dienst heeft"),
        _("De melding is nu bij wie dienst heeft."), UrgentForm,
        lambda one, said, by: urgent.mark_urgent(
            contribution=one.pk, text=said["text"], shift=UUID(said["shift"]), by=by, seen=said["seen"]),
        ("offer",), when=lambda one: queries.is_staffed() and (one.is_clean or _reads_originals(one)),
    ),
    Doing(
        "niet-dringend", _("Niet dringend"), _("Dit is niet meer dringend"), _("De melding is niet meer dringend."),
        BareForm, lambda one, said, by: urgent.not_urgent(contribution=one.pk, by=by, seen=said["seen"]),
        when=_waits_urgently,
    ),
    Doing(
        "vraag", _("Vraag de melder iets"), _("Stuur de vraag"), _("De vraag is gesteld."), SayForm,
        lambda one, said, by: triage.ask_back(
            contribution=one.pk, text=said["text"], by=by, seen=said["seen"], answer_key=said["key"]),
        ("ask_back",),
    ),
    Doing(
        "antwoord", _("Antwoord de melder"), _("Stuur het antwoord"), _("Het antwoord is gestuurd."), SayForm,
        lambda one, said, by: triage.answer(contribution=one.pk, text=said["text"], by=by, answer_key=said["key"]),
        when=_is_alive,
    ),
    Doing(
        "aanbieden", _("Bied aan een partner aan"), _("Bied aan"), _("De melding is aangeboden."), OfferForm,
        lambda one, said, by: handing.offer(
            contribution=one.pk, organisation=said["organisation"], answer_before=said["answer_before"], by=by,
            seen=said["seen"]),
        ("offer",), when=lambda one: one.is_clean,
    ),
    Doing(
        "terugnemen", _("Neem terug van de partner"), _("Neem terug"), _("De melding is weer bij u."), ReasonForm,
        lambda one, said, by: handing.recall(contribution=one.pk, reason=said["text"], by=by, seen=said["seen"]),
        ("recall",),
    ),
    Doing(
        "bewaren", _("Bewaar voor later"), _("Bewaar"), _("De melding is bewaard voor later."), ParkForm,
        lambda one, said, by: triage.park(
            contribution=one.pk, reason=said["text"], until=said["until"], by=by, seen=said["seen"],
            answer_key=said["key"]),
        ("park",),
    ),
    Doing(
        "oppakken", _("Weer oppakken"), _("Pak weer op"), _("De melding loopt weer."), BareForm,
        lambda one, said, by: triage.unpark(contribution=one.pk, by=by, seen=said["seen"]), ("unpark",),
    ),
    Doing(
        "samenvoegen", _("Voeg samen"), _("Voeg samen"), _("De meldingen zijn samengevoegd. Losmaken kan altijd."),
        MergeForm, _merged, ("merge",),
    ),
    Doing(
        "losmaken", _("Maak los"), _("Maak los"), _("De melding staat weer op zichzelf."), BareForm,
        lambda one, said, by: merging.unmerge(contribution=one.pk, by=by, seen=said["seen"]), ("unmerge",),
    ),
    Doing(
        "afronden", _("Rond af"), _("Rond af"), _("De melding is afgerond. De melder krijgt bericht."), EndForm,
        lambda one, said, by: triage.end(
            contribution=one.pk, as_state=said["as_state"], text=said["text"], whose=said["whose"],
            reach=said["reach"], by=by, seen=said["seen"], answer_key=said["key"]),
        ("end_resolved",), sure=True,
    ),
    Doing(
        "heropenen", _("Heropen"), _("Heropen"), _("De melding loopt weer."), NoteForm,
        lambda one, said, by: following.reopen(contribution=one.pk, text=said["text"], by=by, answer_key=said["key"]),
        ("reopen",),
    ),
    Doing(
        "convenant", _("Onder een convenant"), _("Breng onder het convenant"),
        _("De melding valt nu onder het convenant."), UnderForm,
        lambda one, said, by: covenants.bring_under_covenant(
            contribution=one.pk, covenant=UUID(said["covenant"]), by=by, seen=said["seen"]),
        when=lambda one: not one.covenant_id and not one.is_public and bool(covenants.own_covenants(one.area_code)),
    ),
    Doing(
        "convenant-uit", _("Uit het convenant"), _("Haal uit het convenant"),
        _("De melding valt niet meer onder een convenant."), BareForm,
        lambda one, said, by: covenants.take_from_covenant(contribution=one.pk, by=by, seen=said["seen"]),
        when=lambda one: one.covenant_id is not None,
    ),
    Doing(
        "notitie", _("Notitie voor collega's"), _("Bewaar de notitie"), _("De notitie is bewaard."), NoteForm,
        lambda one, said, by: triage.note(contribution=one.pk, text=said["text"], by=by, answer_key=said["key"]),
    ),
)  # fmt: skip


def possible(one: Contribution, by: Actor) -> list[Doing]:
    """Return what this person can do with this contribution now, in the order of the screen."""
    names = {step.name for step in possible_steps(one.state, capacities(one, by))}
    return [doing for doing in DOINGS if (not doing.steps or names & set(doing.steps)) and doing.when(one)]


def form_of(doing: Doing, one: Contribution, data: Any = None, *, text: str = "") -> StepForm:
    """Return the form of a step, empty with what is known, or with what was typed."""
    more: dict[str, Any] = {"initial": {}}
    if doing.form is CleanForm:
        text, more["initial"] = text or one.cleaned_text, {"public": one.is_public}
    elif doing.form is OfferForm:
        before = working_days_later(timezone.now(), settings.WENS.handover_days)
        more["initial"] = {"before": timezone.localdate(before)}
    elif doing.form is UnderForm:
        more["covenants"] = [(str(each.pk), each.name) for each in covenants.own_covenants(one.area_code)]
    elif doing.form is UrgentForm:
        text = text or one.cleaned_text
        more["shifts"] = [
            (str(shift.pk), f"{shift.account.name}, {shift.organisation.name}") for shift in queries.on_duty()
        ]
    return doing.form(data, version=one.version, text=text, auto_id=f"{doing.slug}_%s", **more)
