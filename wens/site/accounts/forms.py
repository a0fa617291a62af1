"""Forms of accounts and invitations. The actions decide; these keep what was typed and say what is wrong."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from wens.organisations.models import Account, Organisation, Role
from wens.organisations.queries import organisations


class StyledForm(forms.Form):
    """A form whose fields look like those of the other screens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.visible_fields():
            bound.field.widget.attrs.setdefault("class", "field")


class PlaceForm(StyledForm):
    """What somebody is for, and for whom he works."""

    role = forms.ChoiceField(
        label=_("Rol"), choices=[("", _("Kies …")), *Role.choices], error_messages={"required": _("Kies een rol.")}
    )
    organisation = forms.ChoiceField(label=_("Organisatie"), required=False)
    function = forms.CharField(
        label=_("Functie"),
        max_length=80,
        required=False,
        help_text=_("Zo ziet een bewoner deze persoon, zonder naam. Bijvoorbeeld: woonconsulent."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisations: dict[str, Organisation] = {str(one.pk): one for one in organisations()}
        choices = [("", _("Geen")), *((key, one.name) for key, one in self._organisations.items())]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return role, organisation (or None) and function, as the actions take them."""
        chosen = self.cleaned_data["organisation"]
        return {
            "role": self.cleaned_data["role"],
            "organisation": self._organisations[chosen] if chosen else None,
            "function": self.cleaned_data["function"],
        }


class InvitationForm(PlaceForm):
    """Whom to invite."""

    email = forms.EmailField(label=_("E-mailadres"))
    field_order = ["email", "role", "organisation", "function"]


class NewPasswordForm(StyledForm):
    """A password that was chosen, twice."""

    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        strip=False,
        help_text=_("Minstens 12 tekens. Een zin van een paar woorden is goed te onthouden."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Typ het wachtwoord nog een keer"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        """Refuse what is easy to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        told = super().clean() or {}
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            self.add_error("again", _("De twee wachtwoorden zijn niet gelijk."))
        return told


class ChangePasswordForm(NewPasswordForm):
    """The own password, for who still knows the old one."""

    current = forms.CharField(
        label=_("Uw wachtwoord van nu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["current", "password", "again"]

    def clean_current(self) -> str:
        """Refuse a wrong one: a screen that was left open may not lock its owner out."""
        current: str = self.cleaned_data["current"]
        if not self.account.check_password(current):
            raise forms.ValidationError(_("Dit wachtwoord klopt niet. Probeer het opnieuw."))
        return current


class AcceptForm(NewPasswordForm):
    """What somebody says who comes in."""

    name = forms.CharField(
        label=_("Uw naam"),
        max_length=200,
        help_text=_("Collega’s zien uw naam. Bewoners zien alleen uw functie."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "password", "again"]
