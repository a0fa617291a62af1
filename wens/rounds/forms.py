"""What is filled in about a round. A form keeps what was typed; the actions decide."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wens.meetings.forms import MeetingsForm as StaffForm
from wens.rounds.actions import Plan
from wens.rounds.queries import wijken


def _wijken() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in wijken()]


class PlanForm(StaffForm):
    """Rounds for one or more wijken, one after another."""

    area_codes = forms.MultipleChoiceField(
        label=_("Welke wijken"), choices=_wijken, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één wijk.")},
    )  # fmt: skip
    begins_on = forms.DateField(
        label=_("De eerste begint op"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )  # fmt: skip
    weeks_between = forms.IntegerField(
        label=_("Weken tussen twee wijken"), min_value=0, max_value=26, initial=4,
        help_text=_("Bij 4 begint elke volgende wijk vier weken later. Zo komt niet alles tegelijk."),
    )  # fmt: skip

    def said(self) -> Plan:
        """Return the plan."""
        return Plan(**self.cleaned_data)


class NoteForm(StaffForm):
    """Why or what, in a sentence."""

    note = forms.CharField(
        label=_("In een zin"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Schrijf over het werk en de plek, nooit over iemand die te herkennen is."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DayForm(StaffForm):
    """Another day for a step."""

    due_on = forms.DateField(label=_("Klaar op"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def form_for(name: str, given: Any) -> forms.Form:
    """Return the form of a move by its name, filled in with what was `given`."""
    return DayForm(given) if name == "move" else NoteForm(given)
