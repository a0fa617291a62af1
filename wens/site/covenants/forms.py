"""The form of a covenant. There is no field and no upload for persons, on purpose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.access.actions import Party, Shared, Terms
from wens.access.models import Category
from wens.areas.queries import areas
from wens.organisations.queries import organisations
from wens.site.accounts.forms import StyledForm
from wens.site.partners.forms import LEVELS

PARTY, SHARED = "party_", "shared_"
DATE = {"type": "date"}


class CovenantForm(StyledForm):
    """What a covenant says: a legal basis beside an organisation makes it a party, beside a category shares it."""

    name = forms.CharField(label=_("Naam van het convenant"), max_length=160)
    purpose = forms.CharField(
        label=_("Doel"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "field"}),
        help_text=_("Waarvoor is het nodig dat deze partijen dit delen? Noem geen personen."),
    )
    starts_on = forms.DateField(label=_("Eerste dag"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    ends_on = forms.DateField(
        label=_("Laatste dag"),
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        help_text=_("Na deze dag sluit het convenant vanzelf."),
    )
    area_codes = forms.MultipleChoiceField(
        label=_("Gebied"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies niets als het voor de hele gemeente geldt."),
    )
    dpia_reference = forms.CharField(
        label=_("Kenmerk van de DPIA"), max_length=200, help_text=_("De beoordeling van de risico’s (AVG artikel 35).")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {f"{PARTY}{one.pk}": one for one in organisations() if not one.is_civic}
        for name, one in self._parties.items():
            self.fields[name] = self._basis(one.name)
        for value, label in Category.choices:
            self.fields[f"{SHARED}{value}"] = self._basis(label)
        self.fields["wpg_decision"] = forms.CharField(
            label=_("Besluit op grond van de Wpg"),
            required=False,
            max_length=200,
            help_text=_(
                "Verplicht als u gegevens van de politie deelt (Wet politiegegevens, artikel 16 tot en met 20)."
            ),
            widget=forms.TextInput(attrs={"class": "field"}),
        )
        places = [(area.code, area.name) for level in LEVELS for area in areas(level)]
        self.fields["area_codes"].choices = places  # type: ignore[attr-defined]
        self.fields["area_codes"].widget.attrs["class"] = ""

    @staticmethod
    def _basis(label: Any) -> forms.CharField:
        return forms.CharField(
            label=label, required=False, max_length=300, widget=forms.TextInput(attrs={"class": "field"})
        )

    @property
    def about(self) -> list[forms.BoundField]:
        """Return the fields about the whole."""
        return [self[name] for name in self.base_fields]

    @property
    def parties(self) -> list[forms.BoundField]:
        """Return a field per organisation."""
        return [self[name] for name in self._parties]

    @property
    def shared(self) -> list[forms.BoundField]:
        """Return a field per category, and the decision that police data need."""
        return [*(self[f"{SHARED}{value}"] for value in Category.values), self["wpg_decision"]]

    def terms(self) -> Terms:
        """Return what was filled in, as the action takes it."""
        told = self.cleaned_data
        shared = [
            Shared(value, told[f"{SHARED}{value}"], told["wpg_decision"] if value == Category.POLICE else "")
            for value in Category.values
            if told[f"{SHARED}{value}"]
        ]
        parties = [Party(one, told[name]) for name, one in self._parties.items() if told[name]]
        return Terms(
            name=told["name"], purpose=told["purpose"], starts_on=told["starts_on"], ends_on=told["ends_on"],
            dpia_reference=told["dpia_reference"], parties=parties, shared=shared, area_codes=told["area_codes"],
        )  # fmt: skip


class EndForm(StyledForm):
    """Why a covenant ends."""

    reason = forms.CharField(
        label=_("Waarom eindigt dit convenant?"), max_length=500, help_text=_("Noem geen namen van bewoners.")
    )
