"""What people fill in about plans. A form keeps what was typed; the actions decide."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import areas
from wens.figures.definitions import definitions
from wens.organisations.models import CIVIC_KINDS
from wens.organisations.queries import organisations
from wens.plans.actions import Aim, Focus, ProgrammeTexts, Share, Step, Terms
from wens.plans.actions.agreeing import MOST_MILESTONES
from wens.plans.models import Milestone, Programme
from wens.plans.queries import SHOWN_LEVELS, programmes

SPARE_ROWS = 3


def _areas() -> list[tuple[str, str]]:
    found = [one for one in areas() if one.level in SHOWN_LEVELS]
    return [(one.code, one.name) for one in sorted(found, key=lambda one: (SHOWN_LEVELS.index(one.level), one.name))]


def _programmes() -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in programmes()]


def _partners() -> list[tuple[str, str]]:
    return [("", str(_("Kies een partner")))] + [
        (str(one.pk), one.name) for one in organisations() if one.kind not in CIVIC_KINDS
    ]


def _indicators() -> list[tuple[str, str]]:
    found = sorted(definitions().indicators.values(), key=lambda one: one.name["nl"])
    return [("", str(_("Nog geen cijfer"))), *((one.key, one.name["nl"]) for one in found)]


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day, as a browser gives it."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class PlansForm(forms.Form):
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


class FocusForm(PlansForm):
    """A focus point."""

    slogan = forms.CharField(label=_("Naam van het speerpunt"), max_length=120)
    theme = forms.CharField(label=_("Waar gaat het over?"), max_length=120)
    programme = forms.ChoiceField(label=_("Programma"), choices=_programmes)
    areas = forms.MultipleChoiceField(label=_("Gebieden"), choices=_areas, widget=forms.CheckboxSelectMultiple)
    starts_on = day_field(_("Eerste dag"))
    ends_on = day_field(_("Laatste dag"))

    def said(self) -> Focus:
        """Return what was filled in."""
        of = self.cleaned_data
        return Focus(uuid.UUID(of["programme"]), of["slogan"], of["theme"], of["starts_on"], of["ends_on"], of["areas"])


class ProgrammeForm(PlansForm):
    """What is told of a programme; the hidden fields hold what stood there when it was opened."""

    name = forms.CharField(label=_("Naam van het programma"), max_length=120)
    headline = forms.CharField(label=_("In een zin"), max_length=200, required=False)
    about = forms.CharField(
        label=_("Uitleg"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Iedereen leest dit."),
    )  # fmt: skip
    was_name, was_headline, was_about = (
        forms.CharField(required=False, strip=False, widget=forms.HiddenInput) for _field in range(3)
    )

    @staticmethod
    def begin(one: Programme) -> dict[str, str]:
        """Return what a form begins with."""
        known = {name: getattr(one, name) for name in ("name", "headline", "about")}
        return known | {f"was_{name}": text for name, text in known.items()}

    def said(self) -> ProgrammeTexts:
        """Return what was filled in."""
        return ProgrammeTexts(*(self.cleaned_data[name] for name in ("name", "headline", "about")))

    def seen(self) -> ProgrammeTexts:
        """Return what stood there when it was opened, with the line ends of the database."""
        texts = (self.cleaned_data[f"was_{name}"] for name in ("name", "headline", "about"))
        return ProgrammeTexts(*(text.replace("\r\n", "\n") for text in texts))


class AmbitionForm(PlansForm):
    """An ambition."""

    text = forms.CharField(label=_("Wat willen wij bereiken?"), max_length=300)


class GoalForm(PlansForm):
    """A goal, with the figure in which it would be seen."""

    title = forms.CharField(label=_("Het doel in een zin"), max_length=160)
    about = forms.CharField(
        label=_("Uitleg"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    indicator = forms.ChoiceField(label=_("Aan welk cijfer ziet u het?"), choices=_indicators, required=False)
    no_indicator = forms.CharField(
        label=_("Waarom is er nog geen cijfer?"), max_length=300, required=False,
        help_text=_("Nodig als er geen cijfer past. Dit staat op de site."),
    )  # fmt: skip
    area = forms.ChoiceField(label=_("Cijfer van welk gebied?"), choices=_areas)

    def said(self) -> Aim:
        """Return what was filled in."""
        of = self.cleaned_data
        return Aim(of["title"], of["about"], of["indicator"], of["no_indicator"], of["area"])


class TargetForm(PlansForm):
    """What a goal aims at."""

    baseline = forms.ChoiceField(label=_("Vanaf welk jaar?"))
    value = forms.FloatField(
        label=_("Streefwaarde"), localize=True, min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    due_on = day_field(_("Gehaald op"))
    reason = forms.CharField(
        label=_("Waarom een andere streefwaarde?"), max_length=500, required=False,
        help_text=_("Alleen nodig als er al een streefwaarde was."),
    )  # fmt: skip

    def __init__(self, *args: Any, years: Collection[tuple[str, str]], **kwargs: Any) -> None:
        self.years = list(years)
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer the years of which there is a figure."""
        self.fields["baseline"].choices = self.years  # type: ignore[attr-defined]


class TermsForm(PlansForm):
    """What all partners of an action share."""

    title = forms.CharField(label=_("Wat gaat er gebeuren?"), max_length=160)
    about = forms.CharField(
        label=_("Uitleg"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = day_field(_("Klaar op"))
    is_public = forms.BooleanField(
        label=_("Iedereen mag deze actie lezen"), required=False,
        help_text=_("Zij staat op de site als alle partners hebben getekend. Anders zien alleen partners haar."),
    )  # fmt: skip

    def terms(self) -> Terms:
        """Return what was filled in."""
        of = self.cleaned_data
        return Terms(of["title"], of["about"], of["due_on"], of["is_public"])


class ChangeTermsForm(TermsForm):
    """What all partners share, changed."""

    reason = forms.CharField(label=_("Waarom verandert het?"), max_length=500)


class ShareForm(PlansForm):
    """What one partner does, with its steps: each a line with a day."""

    words = forms.CharField(label=_("Wat doet deze partner?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    means = forms.CharField(
        label=_("Middelen"), max_length=300, required=False, help_text=_("Mensen, uren of geld. In een zin.")
    )

    def __init__(self, *args: Any, steps: Collection[Milestone] = (), **kwargs: Any) -> None:
        self.there = [step for step in steps if step.dropped_at is None and step.done_at is None]
        self.rows = min(len(self.there) + SPARE_ROWS, MOST_MILESTONES)
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Make a row for each step that is there, and some to spare."""
        for at in range(self.rows):
            known = self.there[at] if at < len(self.there) else None
            number = {"number": at + 1}
            self.fields[f"step{at}"] = forms.CharField(
                label=_("Stap %(number)s") % number, max_length=160, required=False,
                initial=known.title if known else "", widget=forms.TextInput(attrs={"class": "field"}),
            )  # fmt: skip
            self.fields[f"day{at}"] = forms.DateField(
                label=_("Stap %(number)s klaar op") % number, required=False, initial=known.due_on if known else None,
                widget=forms.DateInput(attrs={"type": "date", "class": "field"}, format="%Y-%m-%d"),
            )  # fmt: skip
            self.fields[f"key{at}"] = forms.UUIDField(
                required=False, initial=known.pk if known else None, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        """A step has words and a day."""
        said = super().clean() or {}
        for at in range(self.rows):
            title, day = said.get(f"step{at}"), said.get(f"day{at}")
            if title and not day and f"day{at}" not in self.errors:
                self.add_error(f"day{at}", _("Kies wanneer deze stap klaar is."))
            if day and not title:
                self.add_error(f"step{at}", _("Schrijf wat er bij deze stap gebeurt."))
        return said

    def share(self, organisation: uuid.UUID) -> Share:
        """Return what was filled in, for a partner."""
        of = self.cleaned_data
        steps = [Step(of[f"step{at}"], of[f"day{at}"], of[f"key{at}"]) for at in range(self.rows) if of[f"step{at}"]]
        return Share(organisation, of["words"], of["means"], steps)


class ProposeForm(ShareForm, TermsForm):
    """A new action with what its lead does."""

    lead = forms.ChoiceField(label=_("Wie trekt het?"), choices=_partners)
    field_order = ("title", "about", "due_on", "is_public", "lead", "words", "means")


class JoinForm(ShareForm):
    """One more partner."""

    organisation = forms.ChoiceField(label=_("Welke partner doet mee?"), choices=_partners)
    field_order = ("organisation", "words", "means")


class ChangePartForm(ShareForm):
    """What one partner does, changed."""

    reason = forms.CharField(label=_("Waarom verandert het?"), max_length=500)


class CarryForm(PlansForm):
    """The next period."""

    starts_on = day_field(_("Eerste dag"))
    ends_on = day_field(_("Laatste dag"))


def next_period(starts_on: dt.date, ends_on: dt.date) -> dict[str, dt.date]:
    """Return the period after this one, as long as it."""
    first = ends_on + dt.timedelta(days=1)
    return {"starts_on": first, "ends_on": first + (ends_on - starts_on)}
