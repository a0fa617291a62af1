"""What an analyst says with a file, and with the decision to load it or to roll it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wens.intake.cells import Refused
from wens.intake.definitions import source, source_keys
from wens.intake.mapping import read_mapping

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST_MAPPING = 100_000


def _sources() -> list[tuple[str, str]]:
    return [(key, source(key).name[get_language() or "nl"]) for key in source_keys()]


class DeliveryForm(forms.Form):
    """A file and what belongs to it. Nothing is loaded by sending this form."""

    source = forms.ChoiceField(label=_("Bron"), choices=_sources)
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Zoals de leverancier het stuurde: CSV, Excel, JSON, ook als .gz of .zip. Verander er niets aan."),
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg. Kies een ander bestand.")},
    )
    mapping = forms.FileField(
        label=_("Uitleg van de kolommen"),
        required=False,
        help_text=_("Een YAML-bestand. Alleen nodig bij een eigen indeling van kolommen."),
    )
    division = forms.IntegerField(
        label=_("Jaar van de gebiedsindeling"),
        required=False,
        min_value=1995,
        max_value=2100,
        help_text=_("Laat dit leeg als je het niet weet. Het nieuwste jaar dat past, wordt dan gekozen."),
    )
    period = forms.RegexField(
        r"^\d{4}(-Q[1-4]|-\d{2})?$",
        label=_("Periode"),
        required=False,
        help_text=_("Alleen als het bestand die niet noemt. Bijvoorbeeld 2024, 2024-Q1 of 2024-03."),
        error_messages={"invalid": _("Schrijf de periode als 2024, 2024-Q1 of 2024-03.")},
    )
    released_on = forms.DateField(
        label=_("Dag van uitgave"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapping_name = ""
        for bound in self.visible_fields():
            bound.field.widget.attrs["class"] = "field"

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse a file that is larger than this installation takes."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        most = settings.WENS.upload_limit_mb
        if (file.size or 0) > most * 1024 * 1024:
            raise forms.ValidationError(
                _("Dit bestand is groter dan %(most)s MB. Lever het in delen, of gebruik de opdrachtregel."),
                params={"most": most},
            )
        return file

    def clean_mapping(self) -> str:
        """Return the mapping as text, after reading it once."""
        file: UploadedFile[bytes] | None = self.cleaned_data["mapping"]
        if file is None:
            return ""
        data = file.read(LARGEST_MAPPING)
        try:
            read_mapping(data, file.name or "mapping.yaml")
        except Refused as refusal:
            raise forms.ValidationError([str(finding) for finding in refusal.findings]) from refusal
        self.mapping_name = file.name or "mapping.yaml"
        return str(data, "utf-8-sig")

    def said(self) -> dict[str, Any]:
        """Return everything but the bytes, as it is kept between the dry run and the loading."""
        fields = self.cleaned_data
        return {
            "source": fields["source"],
            "name": fields["file"].name,
            "mapping": fields["mapping"],
            "mapping_name": self.mapping_name,
            "division": fields["division"],
            "period": fields["period"] or None,
            "released_on": fields["released_on"].isoformat() if fields["released_on"] else None,
        }


class DecisionForm(forms.Form):
    """What a person accepts when loading a file that has findings, or has fewer cells than before."""

    accept_findings = forms.BooleanField(required=False)
    allow_shrink = forms.BooleanField(required=False)


class RollBackForm(forms.Form):
    """Why a delivery is rolled back."""

    reason = forms.CharField(
        label=_("Waarom draai je deze levering terug?"),
        min_length=10,
        max_length=500,
        help_text=_("Dit blijft in het logboek staan. Noem geen namen van bewoners."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "field"}),
        error_messages={
            "required": _("Schrijf in een zin waarom."),
            "min_length": _("Schrijf in een hele zin waarom."),
        },
    )
