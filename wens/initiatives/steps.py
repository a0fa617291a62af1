"""What can be done with an initiative on its page: the label, the form, and the action behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.budgets.forms import BudgetForm, ResultForm, WordsForm
from wens.initiatives import actions, forms, queries
from wens.initiatives.models import Help, Initiative, Original, What
from wens.initiatives.rules import GUIDE, capacities, has
from wens.initiatives.states import SHOWN, possible
from wens.tenancy.context import Actor
from wens.voices.photos import Refused, prepare, refuse_large

Do = Callable[[Initiative, Any, Actor, int | None], object]
SAVED = _("Het is opgeslagen.")
FOR_ALL = _("Iedereen leest dit op de site.")


@dataclass(frozen=True)
class Door:
    """One thing to do with an initiative; `move`: the move of the table that it takes, none for what always can be."""

    label: str | Promise
    form: type[BudgetForm]
    do: Do
    said: str | Promise = SAVED
    move: What | None = None
    help: str | Promise = ""
    labels: dict[str, Any] = field(default_factory=dict)

    def initial(self, one: Initiative) -> dict[str, Any]:
        """Return what stands in the form before anything was typed."""
        if self.form in (forms.OpenForm, forms.WordingForm):
            return _known(one)
        if self.form is forms.TieForm:
            chosen = [str(focus.pk) for focus in queries.focus_points_of(one)]
            return {"network": str(one.network_id or ""), "focus_points": chosen}
        return {}


def _known(one: Initiative) -> dict[str, Any]:
    names = ("title", "about", "why", "place")
    if one.title:
        return {name: getattr(one, name) for name in (*names, "brought_for")}
    wrote = Original.objects.filter(initiative=one).first()
    if wrote is None:
        return {}
    needs = {f"need_{kind}": wrote.needs[:300] or str(Help(kind).label) for kind in wrote.kinds}
    return {**{name: getattr(wrote, name) for name in names}, "brought_for": wrote.speaks_for, **needs}


def _with_words(do: Callable[..., object]) -> Do:
    return lambda one, form, by, seen: do(initiative=one.pk, words=form.cleaned_data["words"], by=by, seen=seen)


def _with_wording(do: Callable[..., object]) -> Do:
    return lambda one, form, by, seen: do(initiative=one.pk, shown=form.shown(), by=by, seen=seen)


def _finish(one: Initiative, form: ResultForm, by: Actor, seen: int | None) -> object:
    photo = form.cleaned_data["photo"]
    try:
        if photo:
            refuse_large(photo.size)
        picture = prepare(photo.read(), photo.name) if photo else None
    except Refused as error:
        raise actions.InitiativeError(str(error)) from error
    return actions.finish(initiative=one.pk, of=forms.outcome_of(form, picture), by=by, seen=seen)


def _tie(one: Initiative, form: forms.TieForm, by: Actor, _seen: int | None) -> object:
    network, focus_points = form.chosen()
    actions.belong(initiative=one.pk, network=network, by=by)
    return actions.serve(initiative=one.pk, focus_points=focus_points, by=by)


WHY = {"label": _("Waarom?")}
STEPS: dict[str, Door] = {
    "open": Door(
        _("Zet het idee op de site"), forms.OpenForm, _with_wording(actions.open_up),
        _("Het initiatief staat op de site. Wie het bracht, krijgt bericht."), What.OPEN,
        _("Haal namen, adressen en nummers uit de tekst. U bent de laatste die kijkt voordat iedereen dit leest."),
    ),
    "ask": Door(
        _("Stel een vraag aan wie het bracht"), WordsForm, _with_words(actions.ask),
        _("De vraag staat klaar. Wie het bracht, krijgt bericht."), What.ASK, labels={"label": _("Uw vraag")},
    ),
    "decline": Door(
        _("Dit kan niet als initiatief"), WordsForm, _with_words(actions.decline),
        _("Wie het bracht, leest waarom."), What.DECLINE,
        _("Schrijf ook wat wel kan: een melding, een aanvraag, of met wie iemand kan praten."), WHY,
    ),
    "need": Door(
        _("Voeg hulp toe die nodig is"), forms.NeedForm,
        lambda one, form, by, seen: actions.add_need(initiative=one.pk, by=by, seen=seen, **form.cleaned_data),
    ),
    "tie": Door(_("Netwerk en speerpunten"), forms.TieForm, _tie),
    "start": Door(
        _("De uitvoering begint"), WordsForm, _with_words(actions.start), move=What.START, help=FOR_ALL,
        labels={"label": _("Wat gaat er gebeuren, en wanneer?")},
    ),
    "finish": Door(
        _("Het is klaar"), ResultForm, _finish, _("Het resultaat staat op de site."), What.FINISH, FOR_ALL
    ),
    "pause": Door(
        _("Leg het even stil"), WordsForm, _with_words(actions.pause), move=What.PAUSE, help=FOR_ALL, labels=WHY
    ),
    "resume": Door(
        _("Het gaat verder"), WordsForm, _with_words(actions.resume), move=What.RESUME, help=FOR_ALL,
        labels={"label": _("Wat is er veranderd?")},
    ),
    "stop": Door(
        _("Het stopt"), WordsForm, _with_words(actions.stop), move=What.STOP, help=FOR_ALL, labels=WHY
    ),
    "reopen": Door(
        _("Open het opnieuw"), WordsForm, _with_words(actions.reopen), move=What.REOPEN, labels=WHY
    ),
    "reword": Door(
        _("Verander de tekst op de site"), forms.WordingForm, _with_wording(actions.reword), move=What.REWORD
    ),
}  # fmt: skip
"""In the order of the work; each offered when it can be done by who looks."""


def offered(one: Initiative, by: Actor) -> list[tuple[str, Door]]:
    """Return what `by` can do with an initiative now; the action decides once more."""
    can = {move.name for move in possible(one.state, capacities(by))}
    always = has(GUIDE, by) and one.state in SHOWN
    return [(name, door) for name, door in STEPS.items() if (door.move in can if door.move else always)]


def settling(key: UUID, form: forms.SettleForm, by: Actor, seen: int | None) -> object:
    """Note how help stands, as a form says."""
    return actions.settle(need=key, of=form.settled(), by=by, seen=seen)
