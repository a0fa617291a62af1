"""What a partner says on the page behind the link in a letter."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wens.followup.forms import PlainForm
from wens.organisations.models import Organisation
from wens.voices.actions.handing import MOST_REASON


class PartnerForm(PlainForm):
    """What a partner says to an offer, by the link in a letter."""

    ACCEPT, DECLINE, PASS_ON = "accept", "decline", "pass_on"
    answer = forms.ChoiceField(
        label=_("Uw antwoord"),
        choices=[
            (ACCEPT, _("Wij pakken dit op")),
            (DECLINE, _("Wij geven dit terug, met een reden")),
            (PASS_ON, _("Dit hoort bij een andere partner")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een antwoord.")},
    )
    organisation = forms.ModelChoiceField(
        label=_("Bij welke partner hoort dit?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Kies een partner"),
    )
    reason = forms.CharField(
        label=_("Reden"),
        required=False,
        max_length=MOST_REASON,
        help_text=_("Nodig als u teruggeeft of doorgeeft. Noem geen namen van bewoners."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "field"}),
    )

    def __init__(self, *args: Any, partners: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = partners  # type: ignore[attr-defined]
        self.fields["organisation"].widget.attrs["class"] = "field"

    def clean(self) -> dict[str, Any]:
        """Ask for the reason and the other partner where the answer needs them."""
        said = super().clean() or {}
        if said.get("answer") in (self.DECLINE, self.PASS_ON) and not said.get("reason"):
            self.add_error("reason", _("Schrijf in een zin waarom."))
        if said.get("answer") == self.PASS_ON and not said.get("organisation"):
            self.add_error("organisation", _("Kies bij welke partner dit hoort."))
        return said
