"""The form of an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import areas
from wens.organisations.models import Kind, Organisation
from wens.organisations.queries import organisations
from wens.site.accounts.forms import StyledForm

LEVELS = ("stadsdeel", "local_wijk")


class OrganisationForm(StyledForm):
    """What an organisation is called, what it is, and where it works."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Soort"),
        choices=Kind.choices,
        help_text=_("Wijkraden, dorpsraden, scholen, verenigingen en ondernemers zien alleen wat openbaar is."),
    )
    parent = forms.ChoiceField(label=_("Onderdeel van"), required=False)
    area_codes = forms.MultipleChoiceField(
        label=_("Werkgebied"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies niets als de organisatie in de hele gemeente werkt."),
    )
    mailbox = forms.EmailField(
        label=_("E-mailadres"), required=False, help_text=_("Van de organisatie, niet van een persoon.")
    )
    telephone = forms.RegexField(
        r"^[0-9+()\- ]{3,20}$",
        label=_("Telefoon"),
        required=False,
        error_messages={"invalid": _("Schrijf een telefoonnummer met cijfers, bijvoorbeeld 053 123 45 67.")},
    )

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {
            str(one.pk): one for one in organisations() if organisation is None or one.pk != organisation.pk
        }
        places = [(area.code, area.name) for level in LEVELS for area in areas(level)]
        known = {code for code, _name in places}
        kept = [(code, code) for code in (organisation.area_codes if organisation else []) if code not in known]
        parents = [("", _("Niets")), *((key, one.name) for key, one in self._others.items())]
        self.fields["parent"].choices = parents  # type: ignore[attr-defined]
        self.fields["area_codes"].choices = places + kept  # type: ignore[attr-defined]
        self.fields["area_codes"].widget.attrs["class"] = ""

    def said(self) -> dict[str, Any]:
        """Return the values as the actions take them."""
        chosen = self.cleaned_data["parent"]
        return {**self.cleaned_data, "parent": self._others[chosen] if chosen else None}


def begin(organisation: Organisation) -> dict[str, Any]:
    """Return what stands in the form of an existing organisation."""
    names = ("name", "kind", "area_codes", "mailbox", "telephone")
    return {**{name: getattr(organisation, name) for name in names}, "parent": str(organisation.parent_id or "")}
