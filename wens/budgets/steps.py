"""What can be done with an application or an advice on its page: the label, the form, and the action behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.budgets import actions, forms
from wens.budgets.advice_states import Side, possible_steps
from wens.budgets.ledger import balance_of_application
from wens.budgets.models import Advice, Application, Interest, Original, Outcome, State, What
from wens.budgets.rules import capacities, has_interest, keeps_money
from wens.budgets.states import OPEN, Who, possible
from wens.tenancy.context import Actor
from wens.voices.photos import Refused, prepare, refuse_large

Do = Callable[[Application, Any, Actor, int | None], object]
SAVED = _("Het is opgeslagen.")


@dataclass(frozen=True)
class Door:
    """One thing to do with an application. `moves`: the moves of the table that it takes; none for money."""

    label: str | Promise
    form: type[forms.BudgetForm]
    do: Do
    said: str | Promise = SAVED
    moves: tuple[What, ...] = ()
    help: str | Promise = ""
    labels: dict[str, Any] = field(default_factory=dict)
    is_wide: bool = False

    def more(self, one: Application, *, first: bool = False) -> dict[str, Any]:
        """Return what the form is made with; `first`: also what stands in it before anything was typed."""
        start = {"initial": _known(one)} if first and self.form is forms.CheckForm else {}
        start = {"initial": {"amount": one.asked}} if first and self.form is forms.DecideForm else start
        return {**self.labels, **start}


def _known(one: Application) -> dict[str, str]:
    if one.is_public:
        return {"title": one.title, "about": one.about, "applicant": one.applicant}
    original = Original.objects.filter(application=one).first()
    return {"title": original.title, "about": original.about, "applicant": original.speaks_for} if original else {}


def _finish(one: Application, form: forms.ResultForm, by: Actor, seen: int | None) -> object:
    of, photo = form.cleaned_data, form.cleaned_data["photo"]
    try:
        if photo:
            refuse_large(photo.size)
        picture = prepare(photo.read(), photo.name) if photo else None
    except Refused as error:
        raise actions.BudgetError(str(error)) from error
    return actions.tell_result(application=one.pk, words=of["words"], done_on=of["done_on"], picture=picture,
                               picture_says=of["picture_says"], by=by, seen=seen)  # fmt: skip


def _cash(do: Callable[..., object], one: Application, form: forms.CashForm, by: Actor, _seen: int | None) -> object:
    of = form.cleaned_data
    return do(application=one.pk, amount=of["amount"], booked_on=of["booked_on"], reason=of["reason"],
              key=of["answer_key"], by=by)  # fmt: skip


STEPS: dict[str, Door] = {
    "check": Door(
        _("Controleer en maak de tekst voor de site"), forms.CheckForm,
        lambda one, form, by, seen: actions.check(application=one.pk, shown=form.shown(), by=by, seen=seen),
        _("De aanvraag is gecontroleerd. Zij staat nu op de site."), (What.CHECK,),
        _("Klopt de begroting, en past het plan bij de regels? Haal namen en adressen uit de tekst."),
    ),
    "ask": Door(
        _("Stel een vraag aan de aanvrager"), forms.WordsForm,
        lambda one, form, by, seen: actions.ask(application=one.pk, words=form.cleaned_data["words"], by=by, seen=seen),
        _("De vraag staat klaar voor de aanvrager."), (What.ASK,), labels={"label": _("Uw vraag")},
    ),
    "interest": Door(
        _("Ik heb hier zelf een belang bij"), forms.InterestForm,
        lambda one, form, by, _seen: actions.declare_interest(
            application=one.pk, kind=Interest(form.cleaned_data["kind"]), by=by),
        _("Dank u. Een ander lid van de raad besluit over deze aanvraag."),
        help=_("U besluit dan niet over deze aanvraag en noteert er geen betaling van. Dit kan niet terug."),
    ),
    "decide": Door(
        _("Besluit"), forms.DecideForm,
        lambda one, form, by, seen: actions.decide(application=one.pk, by=by, seen=seen, **form.cleaned_data),
        _("Het besluit staat op de site. De aanvrager krijgt bericht."), (What.GRANT, What.REFUSE),
    ),
    "leave": Door(
        _("Neem de aanvraag niet in behandeling"), forms.ReasonForm,
        lambda one, form, by, seen: actions.decide(
            application=one.pk, outcome=Outcome.NOT_TAKEN, amount=None, reason=form.cleaned_data["reason"], by=by,
            seen=seen),
        _("De aanvrager krijgt bericht, met de reden."), (What.LEAVE,),
        _("Alleen als gegevens ontbreken en de aanvrager ze na uw vraag niet gaf (Awb artikel 4:5)."),
    ),
    "reconsider": Door(
        _("Kijk opnieuw, bijvoorbeeld na bezwaar"), forms.ReasonForm,
        lambda one, form, by, seen: actions.reconsider(
            application=one.pk, reason=form.cleaned_data["reason"], by=by, seen=seen),
        moves=(What.RECONSIDER,), help=_("Het eerdere besluit blijft leesbaar."),
    ),
    "pay": Door(_("Noteer een betaling"), forms.CashForm, partial(_cash, actions.pay), _("De betaling is genoteerd.")),
    "refund": Door(
        _("Noteer geld dat terugkwam"), forms.CashForm, partial(_cash, actions.refund), _("Het is genoteerd.")
    ),
    "release": Door(
        _("Laat een deel vervallen dat niet nodig is"), forms.ReleaseForm,
        lambda one, form, by, _seen: actions.release(
            application=one.pk, amount=form.cleaned_data["amount"], reason=form.cleaned_data["reason"],
            key=form.cleaned_data["answer_key"], by=by),
        _("Dat deel is weer vrij."),
    ),
    "finish": Door(
        _("Vertel wat ervan is gekomen"), forms.ResultForm, _finish, _("Het resultaat staat op de site."),
        (What.FINISH,), is_wide=True,
    ),
    "stop": Door(
        _("Het plan gaat niet door"), forms.ReasonForm,
        lambda one, form, by, seen: actions.stop(
            application=one.pk, reason=form.cleaned_data["reason"], by=by, seen=seen),
        moves=(What.STOP,), help=_("Wat nog niet is betaald, is dan weer vrij."),
    ),
}  # fmt: skip
"""In the order of the work; each offered when it can be done by who looks."""


def offered(one: Application, by: Actor) -> list[tuple[str, Door]]:
    """Return what `by` can do with an application now; the action decides once more."""
    who = capacities(one, by)
    if has_interest(one, by):
        who -= {Who.DECIDER}
    can = {move.name for move in possible(one.state, who)}
    if one.state == State.ON_VOTE:
        can -= {What.GRANT, What.REFUSE}
    names = {name for name, door in STEPS.items() if can & set(door.moves)}
    if Who.SEAT in who and one.state in OPEN and not has_interest(one, by):
        names.add("interest")
    return [(name, door) for name, door in STEPS.items() if name in names | _money_doors(one, by)]


def _money_doors(one: Application, by: Actor) -> set[str]:
    decided = one.decisions.filter(decided_by=by.reference).exists()
    if not keeps_money(one.budget, by) or has_interest(one, by) or decided:
        return set()
    money = balance_of_application(one.pk)
    return ({"pay", "release"} if money.promised else set()) | ({"refund"} if money.spent else set())


@dataclass(frozen=True)
class AdviceDoor:
    """One thing to do with an advice."""

    label: str | Promise
    form: type[forms.BudgetForm]
    do: Callable[[UUID, Any, Actor, int | None], object]
    labels: dict[str, Any] = field(default_factory=dict)


ADVICE: dict[str, AdviceDoor] = {
    "give": AdviceDoor(
        _("Geef het advies"), forms.WordsForm,
        lambda key, form, by, seen: actions.give_advice(
            advice=key, text=form.cleaned_data["words"], by=by, seen=seen),
        {"label": _("Het advies van de raad")},
    ),
    "pass": AdviceDoor(
        _("De raad geeft geen advies"), forms.WordsForm,
        lambda key, form, by, seen: actions.pass_advice(
            advice=key, reason=form.cleaned_data["words"], by=by, seen=seen),
        {"label": _("Waarom niet?")},
    ),
    "answer": AdviceDoor(
        _("Beantwoord het advies"), forms.AnswerForm,
        lambda key, form, by, seen: actions.answer_advice(advice=key, by=by, seen=seen, **form.cleaned_data),
    ),
    "finish": AdviceDoor(
        _("Vertel wat ervan is gekomen"), forms.WordsForm,
        lambda key, form, by, seen: actions.finish_advice(
            advice=key, outcome=form.cleaned_data["words"], by=by, seen=seen),
        {"label": _("Wat is ervan gekomen?")},
    ),
    "withdraw": AdviceDoor(
        _("Trek de vraag in"), forms.WordsForm,
        lambda key, form, by, seen: actions.withdraw_advice(
            advice=key, reason=form.cleaned_data["words"], by=by, seen=seen),
        {"label": _("Waarom?")},
    ),
}  # fmt: skip


def offered_advice(one: Advice, sides: Iterable[Side]) -> list[tuple[str, AdviceDoor]]:
    """Return what who acts for `sides` can do with an advice now."""
    can = {step.name for step in possible_steps(one.state, sides)}
    return [(name, door) for name, door in ADVICE.items() if name in can]
