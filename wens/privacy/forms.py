"""What the privacy officer says: a new request, what to look for, what to do with it."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wens.privacy.models import About, Ground, Kind


class Screen(forms.Form):
    """A form with fields as large as a finger, and no colon behind a question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["class"] = "field"


class RequestForm(Screen):
    """A request as it came in. `key` makes that sending twice adds one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Wat wordt er gevraagd?"), choices=Kind.choices)
    about = forms.ChoiceField(label=_("Over wie gaat het?"), choices=About.choices)
    requester = forms.CharField(
        label=_("Naam en adres van wie het vraagt"),
        help_text=_("Zo staat het straks boven de brief. Dit wordt versleuteld bewaard."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Vul in wie het vraagt. Anders kunt u geen antwoord geven.")},
    )
    email = forms.EmailField(
        label=_("E-mailadres van wie het vraagt"),
        required=False,
        help_text=_(
            "Alleen als u zeker weet dat het adres van deze persoon is. Wij mailen dan dat er een antwoord is."
        ),
        error_messages={"invalid": _("Dit is geen e-mailadres. Verbeter het, of laat het leeg.")},
    )
    language = forms.ChoiceField(
        label=_("In welke taal mailen wij?"), choices=settings.LANGUAGES, initial="nl", required=False
    )
    asked = forms.CharField(
        label=_("Wat staat er in het verzoek?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op wat er gevraagd wordt.")},
    )
    received_on = forms.DateField(
        label=_("Wanneer kwam het binnen?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Schrijf de dag als 2026-11-22.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())
        self.initial.setdefault("received_on", timezone.localdate())

    def clean_language(self) -> str:
        """Return the language that was chosen, or Dutch."""
        return self.cleaned_data["language"] or "nl"

    def clean_received_on(self) -> Any:
        """Refuse a day that has not come yet: the month would end too late."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Deze dag is nog niet geweest. Kies de dag waarop het verzoek binnenkwam."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse signs that the database cannot hold."""
        found = super().clean() or {}
        for name in ("requester", "asked"):
            if "\x00" in found.get(name, ""):
                self.add_error(name, _("In deze tekst staat een teken dat niet kan. Typ de tekst opnieuw."))
        return found


class SearchForm(Screen):
    """What to look for; it is not kept."""

    email = forms.EmailField(
        label=_("E-mailadres"), required=False, error_messages={"invalid": _("Dit is geen e-mailadres.")}
    )
    code = forms.CharField(label=_("Volgcode"), required=False, max_length=60)
    words = forms.CharField(
        label=_("Naam of andere woorden in een tekst"),
        required=False,
        max_length=100,
        help_text=_("Alle woorden moeten in dezelfde tekst staan."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of the three."""
        found = super().clean() or {}
        words = (found.get("words") or "").replace("\x00", "").strip()
        found["words"] = words
        if not self.errors and not any(found.values()):
            raise forms.ValidationError(_("Vul een e-mailadres, een volgcode of een naam in."))
        if words and len(words) < 3:
            self.add_error("words", _("Schrijf minstens drie letters."))
        return found


class StepForm(forms.Form):
    """A step with its words; `seen` is the version that the page showed."""

    step = forms.SlugField()
    seen = forms.IntegerField(min_value=0)
    words = forms.CharField(required=False, max_length=4000)


class DecisionForm(forms.Form):
    """What to do with one thing that was found; what is corrected comes by the names of its kind."""

    outcome = forms.ChoiceField(
        choices=[(name, name) for name in ("given", "kept", "restricted", "corrected", "struck", "erased")]
    )
    ground = forms.ChoiceField(choices=Ground.choices, required=False)
    passages = forms.CharField(required=False, max_length=4000)
    sure = forms.BooleanField(required=False)
