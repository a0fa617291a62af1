"""What staff and partners type with a step. Each form carries the version that it was made from, and its own key."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import areas
from wens.organisations.queries import accounts, organisations
from wens.voices.actions.stepping import MOST_TEXT
from wens.voices.answers import blanks
from wens.voices.definitions import subjects
from wens.voices.forms import Question
from wens.voices.models import Channel, Speaker
from wens.voices.occasions import occasions
from wens.voices.states import ENDS
from wens.voices.themes import theme_names

MOST_REASON = 500
LEVELS = ("local_wijk", "wijk", "buurt", "stadsdeel", "gemeente")


def text_field(label: Any, help_text: Any = "", *, rows: int = 5, most: int = MOST_TEXT) -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Schrijf in een paar zinnen wat u wilt zeggen.")},
    )  # fmt: skip


def areas_to_choose() -> list[tuple[str, str]]:
    """Return all areas of the gemeente by name, the wijken that people speak of first."""
    found = sorted(areas(), key=lambda area: (LEVELS.index(area.level) if area.level in LEVELS else 9, area.name))
    return [(area.code, area.name) for area in found if area.level in LEVELS]


def partners_to_choose() -> list[tuple[str, str]]:
    """Return the organisations that take contributions."""
    return [(str(one.pk), one.name) for one in organisations() if not one.is_civic]


class StepForm(Question):
    """What every step carries: `seen` the version on the screen, `key` against sending twice."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int = 0, text: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": version, "key": uuid.uuid4(), "text": text, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def visible(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return self.visible_fields()


class BareForm(StepForm):
    """A step without words."""


class SayForm(StepForm):
    """Words to the writer. A text between square brackets was meant to be filled in."""

    text = text_field(_("Bericht aan de melder"), _("De melder leest dit. Schrijf korte zinnen. Noem geen namen."))

    def clean_text(self) -> str:
        """Refuse a text with a blank in it."""
        text = str(self.cleaned_data["text"])
        if open_ones := blanks(text):
            raise forms.ValidationError(
                gettext("Vul eerst in wat tussen haken staat: %(blanks)s.") % {"blanks": ", ".join(open_ones)}
            )
        return text


class NoteForm(StepForm):
    """Words for colleagues."""

    text = text_field(_("Notitie"), _("Alleen collega's lezen dit, de melder niet."), rows=3)


class ParkForm(SayForm):
    """Why it waits, and until when."""

    until = forms.DateField(
        label=_("Bewaren tot"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Schrijf de dag als 2026-12-31.")},
    )


class CleanForm(StepForm):
    """The cleaned text, and who may read it."""

    text = text_field(
        _("Schone tekst"),
        _("Zonder namen, huisnummers, kentekens en zonder iemand te beschuldigen die te herkennen is."),
        rows=7,
    )
    public = forms.BooleanField(label=_("Iedereen mag deze tekst lezen"), required=False)


class OfferForm(StepForm):
    """To whom, and when an answer is needed."""

    organisation = forms.ChoiceField(label=_("Aan welke partner?"), error_messages={"required": _("Kies een partner.")})
    before = forms.DateField(
        label=_("Antwoord uiterlijk op"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Schrijf de dag als 2026-12-31.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("Kies …")), *partners_to_choose()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take the end of the working day that was chosen as the deadline."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("before"):
            said["answer_before"] = timezone.make_aware(dt.datetime.combine(said["before"], dt.time(17)))
        return said


class ReasonForm(StepForm):
    """Why a partner gives it back, or triage takes it back."""

    text = text_field(_("Waarom?"), _("De melder leest dit niet. Noem geen namen."), rows=3, most=MOST_REASON)


class PassOnForm(ReasonForm):
    """Whose it rather is, and why."""

    organisation = forms.ChoiceField(label=_("Aan welke partner?"), error_messages={"required": _("Kies een partner.")})
    field_order = ("organisation", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("Kies …")), *partners_to_choose()]  # type: ignore[attr-defined]


class UrgentForm(StepForm):
    """What the partner on duty has to know."""

    text = text_field(_("Wat moet de partner weten?"), _("Zonder namen. De partner ziet alleen deze tekst."), rows=4)
    shift = forms.ChoiceField(label=_("Wie heeft dienst?"))

    def __init__(self, *args: Any, shifts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shift"].choices = shifts  # type: ignore[attr-defined]


class EndForm(SayForm):
    """How it ends. Whose it is, is needed when it is not ours."""

    as_state = forms.ChoiceField(
        label=_("Hoe loopt het af?"),
        choices=[(one.value, one.label) for one in ENDS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het afloopt.")},
    )
    whose = forms.CharField(
        label=_("Van wie is het wel?"), required=False, max_length=120, help_text=_("Alleen bij ‘niet van ons’.")
    )
    reach = forms.RegexField(
        r"^(https://\S{4,200}|[\d\s+()-]{3,24})$",
        label=_("Hoe komt de melder daar?"),
        required=False,
        help_text=_("Een telefoonnummer, of een adres dat begint met https://."),
        error_messages={"invalid": _("Schrijf een telefoonnummer, of een adres dat begint met https://.")},
    )
    field_order = ("as_state", "text", "whose", "reach")

    def clean(self) -> dict[str, Any]:
        """Ask whose it is and how to get there."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("as_state") == "not_ours":
            for name in ("whose", "reach"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Zeg van wie het wel is, en hoe de melder daar terechtkan."))
        return said


class FinishForm(SayForm):
    """How it ends at a partner."""

    solved = forms.ChoiceField(
        label=_("Is het opgelost?"),
        choices=[("yes", _("Ja, opgelost")), ("no", _("Nee, niet opgelost"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee.")},
    )
    field_order = ("solved", "text")


class MergeForm(BareForm):
    """With which one it is merged: chosen from the list, or by the six signs of its name."""

    into = forms.RegexField(
        r"^\s*[0-9A-Fa-f]{6}\s*$",
        label=_("Samenvoegen met melding"),
        help_text=_("De zes tekens van de andere melding, bijvoorbeeld 3FA2C1."),
        error_messages={"required": _("Vul de zes tekens in."), "invalid": _("Een melding heeft zes tekens.")},
    )


class UnderForm(BareForm):
    """Under which covenant of the own organisation it is brought."""

    covenant = forms.ChoiceField(
        label=_("Welk convenant?"),
        help_text=_("Daarna bestaat deze melding alleen nog voor de partijen van het convenant, tot het eindigt."),
        error_messages={"required": _("Kies een convenant.")},
    )

    def __init__(self, *args: Any, covenants: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["covenant"].choices = [("", _("Kies …")), *(covenants or [])]  # type: ignore[attr-defined]


class ToldForm(Question):
    """What somebody told by telephone, or wrote on paper."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("Hoe kwam het binnen?"),
        choices=[(one.value, one.label) for one in (Channel.PHONE, Channel.PAPER, Channel.MEETING)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het binnenkwam.")},
    )
    area = forms.ChoiceField(label=_("Waar speelt het?"), error_messages={"required": _("Kies een wijk of buurt.")})
    street = forms.CharField(label=_("Straat"), required=False, max_length=120)
    subject = forms.ChoiceField(label=_("Waar gaat het over?"), required=False)
    text = text_field(_("Wat vertelde de melder?"), _("Zo veel mogelijk in de eigen woorden van de melder."))
    speaker = forms.ChoiceField(label=_("Als wie?"), choices=[("", _("Niet gezegd")), *Speaker.choices], required=False)
    telephone = forms.RegexField(
        r"^\+?[\d\s().-]{8,24}$",
        label=_("Telefoonnummer"),
        required=False,
        help_text=_("Alleen als de melder bericht wil."),
        error_messages={"invalid": _("Schrijf het nummer als 0612345678 of +31612345678.")},
    )
    email = forms.EmailField(label=_("E-mailadres"), required=False, max_length=254)
    below_16 = forms.BooleanField(label=_("De melder is jonger dan 16 jaar"), required=False)
    guardian = forms.BooleanField(label=_("Een ouder of verzorger vindt dit goed"), required=False)
    occasion = forms.ChoiceField(label=_("Bijeenkomst"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the word of a parent before a child's address is kept (UAVG art. 5)."""
        said: dict[str, Any] = super().clean() or {}
        if (said.get("email") or said.get("telephone")) and said.get("below_16") and not said.get("guardian"):
            self.add_error("guardian", _("Vraag eerst een ouder of verzorger. Of laat e-mail en telefoon leeg."))
        return said

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        _offer_places(self)
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            ("", _("Niet gezegd")), *((key, one.label) for key, one in subjects().items())
        ]  # fmt: skip


class TableForm(Question):
    """A table of a meeting."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    occasion = forms.ChoiceField(label=_("Bijeenkomst"), required=False)
    area = forms.ChoiceField(
        label=_("Waar, als een regel het niet zegt"), required=False, help_text=_("Een kolom ‘waar’ gaat voor.")
    )
    table = forms.CharField(
        label=_("De regels"),
        max_length=500_000,
        help_text=_("Plak de regels uit een werkblad, met erboven de namen: waar, wat, onderwerp, straat, wie."),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        error_messages={"required": _("Plak hier de regels.")},
        strip=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "key": uuid.uuid4(),
            "table": "waar;wat;onderwerp;straat;wie\n",
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        _offer_places(self)


class OccasionForm(Question):
    """A meeting that is opened."""

    title = forms.CharField(label=_("Naam van de bijeenkomst"), max_length=120)
    area = forms.ChoiceField(label=_("Voor welke wijk?"), error_messages={"required": _("Kies een wijk.")})
    starts_at = forms.DateTimeField(label=_("Begint"), widget=forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))  # fmt: skip
    ends_at = forms.DateTimeField(label=_("Eindigt"), widget=forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Kies …")), *areas_to_choose()]  # type: ignore[attr-defined]


class ShiftForm(Question):
    """Who is on duty, from when until when."""

    account = forms.ChoiceField(label=_("Wie?"), error_messages={"required": _("Kies iemand.")})
    starts_at = forms.DateTimeField(label=_("Van"), widget=forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))  # fmt: skip
    ends_at = forms.DateTimeField(label=_("Tot"), widget=forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [one for one in accounts() if one.is_active and one.organisation and not one.organisation.is_civic]
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies …")), *((str(one.pk), f"{one.name}, {one.organisation}") for one in able)
        ]  # fmt: skip


class FilterForm(Question):
    """What the inbox is narrowed to."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(label=_("Thema"), required=False)
    partner = forms.ChoiceField(label=_("Partner"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "filter_%s"
        super().__init__(*args, **kwargs)
        everything, themes = ("", _("Alle")), list(theme_names().items())
        for name, choices in (("wijk", areas_to_choose()), ("thema", themes), ("partner", partners_to_choose())):
            self.fields[name].choices = [everything, *choices]  # type: ignore[attr-defined]


def _offer_places(form: forms.Form) -> None:
    form.fields["area"].choices = [("", _("Kies …")), *areas_to_choose()]  # type: ignore[attr-defined]
    form.fields["occasion"].choices = [  # type: ignore[attr-defined]
        ("", _("Geen")), *((one.code, one.title) for one in occasions())
    ]  # fmt: skip
