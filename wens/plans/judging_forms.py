"""What is filled in to look whether it worked: first where and from when, then what does not count."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import area_names
from wens.figures.definitions import LEVELS
from wens.plans.actions import Looked
from wens.plans.effect.material import comparable
from wens.plans.forms import PlansForm, day_field
from wens.plans.models import Goal
from wens.plans.queries import within


class WhereForm(PlansForm):
    """Where and from when."""

    area = forms.ChoiceField(label=_("In welk gebied?"))
    begins_on = day_field(_("Wanneer begon het?"))

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        self.goal = goal
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer the area of the goal and its parts."""
        names = area_names(*LEVELS)
        parts = [(code, names[code]) for code in within(self.goal.area_code) if code in names]
        self.fields["area"].choices = parts  # type: ignore[attr-defined]
        self.fields["begins_on"].help_text = _("De eerste dag waarop bewoners er iets van konden merken.")


class LookForm(WhereForm):
    """What does not count, and why."""

    excluded = forms.MultipleChoiceField(
        label=_("Waar gebeurde ook iets bijzonders?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Bijvoorbeeld: daar was dezelfde actie. Deze gebieden tellen dan niet mee."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Wat gebeurde daar?"), max_length=500, required=False)

    def prepare(self) -> None:
        """Offer the areas that it would be compared with."""
        super().prepare()
        self.fields["area"].widget = forms.HiddenInput()
        self.fields["begins_on"].widget = forms.HiddenInput()
        area = str(self.data.get("area", "") if self.is_bound else self.initial.get("area", ""))
        _near, far = comparable(area)
        names = area_names(*LEVELS)
        self.fields["excluded"].choices = sorted(  # type: ignore[attr-defined]
            ((code, names.get(code, code)) for code in far), key=lambda one: one[1]
        )

    def looked(self) -> Looked:
        """Return what was filled in."""
        of = self.cleaned_data
        day: dt.date = of["begins_on"]
        return Looked(of["area"], day, tuple(of["excluded"]), of["reason"])
