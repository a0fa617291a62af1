"""What is filled in about signals from statistics."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.signalling.actions.signals import LEAST_DAYS, MOST_A_YEAR, MOST_DAYS
from wens.signalling.forms import OF_PLACE, StaffForm
from wens.signalling.models import Judged


class JudgeForm(StaffForm):
    """What a signal turned out to be, and why."""

    judged = forms.ChoiceField(
        label=_("Wat was dit signaal?"), choices=Judged.choices, widget=forms.RadioSelect,
        help_text=_("“Knelpunt” gaat door naar wie knelpunten weegt. Zij beslissen."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Waarom?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=OF_PLACE
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class BudgetForm(StaffForm):
    """How many false alarms a year, how long a signal asks for an answer, and whether there is a weekly run."""

    false_alarms_a_year = forms.IntegerField(
        label=_("Hoeveel loze signalen per jaar zijn goed?"), min_value=1, max_value=MOST_A_YEAR,
        help_text=_("Voor de hele gemeente samen. Bij minder loze signalen wordt ook meer gemist."),
    )  # fmt: skip
    expiry_days = forms.IntegerField(
        label=_("Hoeveel dagen vraagt een signaal om een antwoord?"), min_value=LEAST_DAYS, max_value=MOST_DAYS
    )
    is_on = forms.BooleanField(label=_("Kijk elke week naar de cijfers"), required=False)
    why = forms.CharField(label=_("Waarom verandert u dit?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
