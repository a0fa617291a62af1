"""What people fill in about money for the wijk. A form keeps what was typed; the actions decide."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import areas
from wens.budgets import queries
from wens.budgets.actions import Asked, Question, Shown, Terms
from wens.budgets.actions.opening import COUNCILS
from wens.budgets.models import Applicant, Carry, Followed, Function, Interest, Method, Outcome
from wens.organisations.models import Account, Organisation

LEVELS = ("stadsdeel", "local_wijk", "wijk", "buurt")
SMALLEST = Decimal("0.01")


class BudgetForm(forms.Form):
    """The look that all forms share. What depends on data is made in `prepare`, before anything is checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.prepare()
        plain = (forms.RadioSelect, forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.HiddenInput)
        for name, field in self.fields.items():
            if not isinstance(field.widget, plain):
                field.widget.attrs.setdefault("class", "field")
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    def prepare(self) -> None:
        """Make the fields and choices that depend on data."""


def _amount(label: Any, **more: Any) -> forms.DecimalField:
    more.setdefault("min_value", SMALLEST)
    return forms.DecimalField(
        label=label, max_digits=10, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more,
    )  # fmt: skip


def _text(label: Any, *, rows: int = 4, longest: int = 2000, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M"])


class KeyedForm(BudgetForm):
    """A form that may be sent twice and counts once."""

    answer_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ApplyForm(KeyedForm):
    """What a resident or an association fills in."""

    title = forms.CharField(label=_("Wat wilt u doen, in een paar woorden?"), max_length=120)
    about = _text(_("Vertel over uw plan"), help_text=_("Wat, waar, voor wie en wanneer? Noem geen namen van anderen."))
    amount = _amount(_("Hoeveel geld is er nodig?"), help_text=_("In euro, bijvoorbeeld 450 of 450,50."))
    costs = _text(_("Waar is het geld voor?"), help_text=_("Schrijf per regel wat het kost. Bijvoorbeeld: bankje 300."))
    kind = forms.ChoiceField(label=_("Wie vraagt aan?"), choices=Applicant.choices, widget=forms.RadioSelect)
    speaks_for = forms.CharField(
        label=_("Naam van de vereniging, school of groep"), max_length=120, required=False,
        help_text=_("Deze naam komt op de site. Vraagt u het zelf aan? Laat dit dan leeg."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Uw naam"), max_length=120, help_text=_("Komt niet op de site."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Uw e-mailadres"), max_length=254, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    telephone = forms.CharField(
        label=_("Uw telefoonnummer"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("Een van de twee is nodig: e-mail of telefoon."),
    )  # fmt: skip

    def asked(self, language: str) -> Asked:
        """Return what was filled in."""
        of = {name: value for name, value in self.cleaned_data.items() if name != "answer_key"}
        return Asked(language="en" if language == "en" else "nl", **of)


class FollowForm(BudgetForm):
    """The code of an application."""

    code = forms.CharField(
        label=_("Uw code"), max_length=60, help_text=_("Twaalf tekens, bijvoorbeeld KRT4-9WXM-2HPD."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class WordsForm(BudgetForm):
    """A few words."""

    words = _text(_("Tekst"))

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label or self.fields["words"].label


class CheckForm(BudgetForm):
    """The words for everybody."""

    title = forms.CharField(label=_("Titel op de site"), max_length=120)
    about = _text(_("Uitleg op de site"), help_text=_("Zonder namen, adressen of nummers van personen."))
    applicant = forms.CharField(
        label=_("Naam van de vereniging of school"), max_length=120, required=False,
        help_text=_("Nooit de naam van een bewoner."),
    )  # fmt: skip

    def shown(self) -> Shown:
        """Return what was filled in."""
        return Shown(**self.cleaned_data)


class InterestForm(BudgetForm):
    """Why somebody does not decide."""

    kind = forms.ChoiceField(label=_("Wat is uw belang?"), choices=Interest.choices, widget=forms.RadioSelect)


class DecideForm(BudgetForm):
    """A decision."""

    outcome = forms.ChoiceField(
        label=_("Besluit"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Outcome.GRANTED, Outcome.REFUSED)],
    )  # fmt: skip
    amount = _amount(_("Bedrag"), required=False, help_text=_("Alleen als u geld toekent."))
    reason = _text(_("Reden"), help_text=_("De aanvrager en iedereen leest deze reden."))

    def clean(self) -> dict[str, Any]:
        """A refusal grants nothing, whatever stands in the field of the amount."""
        said = self.cleaned_data
        if said.get("outcome") == Outcome.REFUSED:
            said["amount"] = None
        elif said.get("outcome") and said.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", str(_("Vul in hoeveel geld u toekent.")))
        return said


class ReasonForm(BudgetForm):
    """A reason."""

    reason = _text(_("Reden"), rows=3, longest=300)


class CashForm(KeyedForm):
    """A payment, or money that came back."""

    amount = _amount(_("Bedrag"))
    booked_on = _day(_("Op welke dag?"), initial=timezone.localdate)
    reason = forms.CharField(label=_("Kenmerk"), max_length=300, help_text=_("Bijvoorbeeld het nummer van de factuur."))


class ReleaseForm(KeyedForm):
    """A part of a promise that is not needed."""

    amount = _amount(_("Bedrag dat niet nodig is"))
    reason = forms.CharField(label=_("Reden"), max_length=300)


class ResultForm(BudgetForm):
    """What came of it."""

    words = _text(_("Wat is er gedaan?"))
    done_on = _day(_("Op welke dag was het klaar?"), initial=timezone.localdate)
    photo = forms.FileField(
        label=_("Foto"), required=False, help_text=_("Zonder mensen die te herkennen zijn. Iedereen ziet de foto."),
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
    )  # fmt: skip
    picture_says = forms.CharField(
        label=_("Wat staat er op de foto?"), max_length=200, required=False,
        help_text=_("Voor wie de foto niet kan zien. Nodig als u een foto kiest."),
    )  # fmt: skip


def _areas() -> list[tuple[str, str]]:
    found = [one for one in areas() if one.level in LEVELS]
    return [(one.code, one.name) for one in sorted(found, key=lambda one: (LEVELS.index(one.level), one.name))]


class TermsForm(BudgetForm):
    """What holds for a budget."""

    council = forms.ChoiceField(label=_("Wie besluit?"), required=False)
    opens_on = _day(_("Aanvragen kan vanaf"))
    closes_on = _day(_("Aanvragen kan tot en met"))
    most_each = _amount(_("Hoogste bedrag per aanvraag"), required=False)
    carry = forms.ChoiceField(label=_("Wat gebeurt er met geld dat over is?"), choices=Carry.choices)
    carry_most = _amount(_("Hoeveel gaat er hoogstens mee?"), required=False)
    about = _text(_("Waar is het budget voor, en wat zijn de regels?"), required=False)
    mandate = forms.CharField(
        label=_("Waarop rust het mandaat?"), max_length=300,
        help_text=_("Het besluit waarmee het college de raad laat beslissen (Awb artikel 10:3)."),
    )  # fmt: skip
    objection = _text(_("Hoe maakt iemand bezwaar?"), help_text=_("Staat onder elk besluit."))

    def prepare(self) -> None:
        """Offer the raden."""
        nobody = [("", _("Geen raad: de stadsdeelmanager"))]
        self.fields["council"].choices = nobody + [(str(one.pk), one.name) for one in queries.councils()]  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """Return what was filled in."""
        of = dict(self.cleaned_data)
        for name in ("area", "year"):
            of.pop(name, None)
        key = of.pop("council")
        return Terms(council=Organisation.objects.get(pk=key) if key else None, **of)


class OpenForm(TermsForm):
    """A new budget."""

    area = forms.ChoiceField(label=_("Gebied"), choices=_areas)
    year = forms.IntegerField(label=_("Jaar"), min_value=2000, max_value=2100)
    field_order = ("area", "year")


class MeansForm(KeyedForm):
    """Means that come, or are taken back."""

    direction = forms.ChoiceField(
        label=_("Wat gebeurt er?"), widget=forms.RadioSelect, initial="in",
        choices=[("in", _("Er komt geld bij")), ("out", _("Er gaat geld af"))],
    )  # fmt: skip
    amount = _amount(_("Bedrag"))
    reason = forms.CharField(label=_("Waar komt dit vandaan?"), max_length=300)

    def signed(self) -> Decimal:
        """Return the amount, below zero when it is taken back."""
        amount: Decimal = self.cleaned_data["amount"]
        return amount if self.cleaned_data["direction"] == "in" else -amount


class SeatForm(BudgetForm):
    """A seat in a raad."""

    account = forms.ChoiceField(label=_("Wie?"), help_text=_("Mensen met een account bij een wijkraad of dorpsraad."))
    function = forms.ChoiceField(label=_("Functie"), choices=Function.choices)
    decides = forms.BooleanField(label=_("Beslist mee over aanvragen"), required=False, initial=True)
    keeps_money = forms.BooleanField(
        label=_("Noteert betalingen en ziet hoe u de aanvrager bereikt"), required=False
    )  # fmt: skip
    starts_on = _day(_("Vanaf"), initial=timezone.localdate)

    def prepare(self) -> None:
        """Offer who has an account at a raad."""
        found = Account.objects.filter(organisation__kind__in=COUNCILS, is_active=True).select_related("organisation")
        choices = [
            (str(one.pk), f"{one.name} ({one.organisation})") for one in found.order_by("organisation__name", "name")
        ]
        self.fields["account"].choices = choices  # type: ignore[attr-defined]


class VoteForm(BudgetForm):
    """A vote."""

    applications = forms.MultipleChoiceField(label=_("Over welke plannen?"), widget=forms.CheckboxSelectMultiple)
    stake = _amount(_("Hoeveel geld is er te verdelen?"))
    method = forms.ChoiceField(label=_("Hoe tellen wij?"), choices=Method.choices, widget=forms.RadioSelect)
    opens_at = _moment(_("Stemmen kan vanaf"))
    closes_at = _moment(_("Stemmen kan tot"))

    def __init__(self, *args: Any, plans: list[tuple[str, str]], **kwargs: Any) -> None:
        self.plans = plans
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer the plans that were checked."""
        self.fields["applications"].choices = self.plans  # type: ignore[attr-defined]


class CodesForm(BudgetForm):
    """How many codes."""

    number = forms.IntegerField(label=_("Hoeveel codes?"), min_value=1, max_value=20_000)


class BallotForm(KeyedForm):
    """A ballot: a code, and the plans that one wants."""

    code = forms.CharField(
        label=_("Uw stemcode"), max_length=60, help_text=_("Twaalf tekens. De code stond in uw envelop."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    plans = forms.MultipleChoiceField(label=_("Welke plannen wilt u?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, plans: list[tuple[str, str]], **kwargs: Any) -> None:
        self.offered = plans
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer the plans of the vote."""
        self.fields["plans"].choices = self.offered  # type: ignore[attr-defined]


class AdviceForm(BudgetForm):
    """A request for advice, or advice that nobody asked for."""

    council = forms.ChoiceField(label=_("Welke raad?"))
    title = forms.CharField(label=_("Waarover gaat het?"), max_length=160)
    text = _text(_("Tekst"), rows=6)
    due_on = _day(_("Voor welke dag is het volgende nodig?"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        self.offered = choices
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer the raden that one may act for, or ask."""
        self.fields["council"].choices = self.offered  # type: ignore[attr-defined]
        self.fields["due_on"].initial = timezone.localdate() + dt.timedelta(weeks=6)

    def question(self) -> Question:
        """Return what was filled in."""
        of = self.cleaned_data
        return Question(title=of["title"], text=of["text"], due_on=of["due_on"])


class AnswerForm(BudgetForm):
    """The answer to an advice."""

    followed = forms.ChoiceField(label=_("Volgt u het advies?"), choices=Followed.choices, widget=forms.RadioSelect)
    answer = _text(_("Waarom?"), help_text=_("Schrijf vooral waarom u afwijkt."))
