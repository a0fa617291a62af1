"""What people fill in about a meeting. A form keeps what was typed; the actions decide."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import areas
from wens.figures.definitions import definitions
from wens.meetings.actions import Agenda, Plan
from wens.meetings.models import AgendaKind, Expected, Group, Kind, Meeting, Reaction, Sureness
from wens.organisations.queries import organisations
from wens.voices.definitions import subjects
from wens.voices.models import Frequency, Size, Speaker

LEVELS = ("local_wijk", "stadsdeel", "gemeente", "wijk", "buurt")
UNKNOWN = ("", _("weet ik niet"))


class MeetingsForm(forms.Form):
    """The look that all forms share."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput | forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("class", "field")
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"


def _areas() -> list[tuple[str, str]]:
    found = sorted(areas(), key=lambda one: (LEVELS.index(one.level) if one.level in LEVELS else 9, one.name))
    return [(one.code, one.name) for one in found if one.level in LEVELS]


def _partners() -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in organisations()]


def themes() -> list[tuple[str, str]]:
    """Return the themes to choose from, in the order of the site."""
    found = sorted(definitions().themes.items(), key=lambda item: item[1].order)
    return [(key, theme.name["nl"]) for key, theme in found]


def _with_empty(found: list[tuple[str, Any]], label: Any) -> list[tuple[str, Any]]:
    return [("", label), *found]


class PlanForm(MeetingsForm):
    """A meeting: what, about which area, when and where."""

    kind = forms.ChoiceField(label=_("Wat voor bijeenkomst"), choices=Kind.choices)
    title = forms.CharField(label=_("Naam"), max_length=120)
    area = forms.ChoiceField(label=_("Over welk gebied"), choices=_areas)
    day = forms.DateField(label=_("Dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("Begint om"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Eindigt om"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Waar"), max_length=200)
    is_public = forms.BooleanField(
        label=_("Iedereen mag komen"), required=False,
        help_text=_("Zij staat dan op de site, en gasten melden zich aan. Een ronde tafel is altijd besloten."),
    )  # fmt: skip
    places = forms.IntegerField(label=_("Aantal plaatsen"), required=False, min_value=1, max_value=5000)

    def said(self) -> Plan:
        """Return the plan, its moments in the time of the gemeente."""
        of = self.cleaned_data
        zone = timezone.get_default_timezone()
        begins, ends = (dt.datetime.combine(of["day"], of[name], zone) for name in ("begins", "ends"))
        return Plan(
            kind=Kind(of["kind"]), title=of["title"], area_codes=[of["area"]], starts_at=begins, ends_at=ends,
            place=of["place"], is_public=of["is_public"], places=of["places"],
        )  # fmt: skip

    @staticmethod
    def begin(one: Meeting) -> dict[str, Any]:
        """Return what the form shows of a meeting that is there."""
        starts, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
        return {
            "kind": one.kind, "title": one.title, "area": one.area_codes[0], "day": starts.date(),
            "begins": starts.time(), "ends": ends.time(), "place": one.place, "is_public": one.is_public,
            "places": one.places,
        }  # fmt: skip


class AgendaForm(MeetingsForm):
    """One line to add to the agenda."""

    title = forms.CharField(label=_("Onderwerp"), max_length=200)
    kind = forms.ChoiceField(label=_("Soort"), choices=AgendaKind.choices)
    asked_of = forms.CharField(
        label=_("Deskundigheid gevraagd aan"), required=False, max_length=120,
        help_text=_("Bijvoorbeeld de politie of het CCV."),
    )  # fmt: skip

    def said(self) -> Agenda:
        """Return the line."""
        of = self.cleaned_data
        return Agenda(title=of["title"], kind=AgendaKind(of["kind"]), asked_of=of["asked_of"])


class InviteForm(MeetingsForm):
    """Partners to ask."""

    organisations = forms.MultipleChoiceField(
        label=_("Wie nodigt u uit"), choices=_partners, widget=forms.CheckboxSelectMultiple
    )


class QuestionForm(MeetingsForm):
    """A question beforehand."""

    text = forms.CharField(label=_("Wat wilt u weten"), max_length=300)
    organisation = forms.ChoiceField(
        label=_("Van wie"), choices=lambda: _with_empty(_partners(), _("van iedereen")), required=False
    )


class CountForm(MeetingsForm):
    """How many came."""

    organisation = forms.ChoiceField(
        label=_("Van wie"), choices=lambda: _with_empty(_partners(), _("bewoners en anderen")), required=False
    )
    people = forms.IntegerField(label=_("Hoeveel mensen"), min_value=0, max_value=5000)


class DecisionForm(MeetingsForm):
    """What was decided."""

    text = forms.CharField(label=_("Besluit"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    is_public = forms.BooleanField(label=_("Mag in het openbare verslag"), required=False)


class ActionForm(MeetingsForm):
    """Who does what, by when."""

    organisation = forms.ChoiceField(label=_("Wie"), choices=_partners)
    text = forms.CharField(label=_("Wat"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = forms.DateField(label=_("Klaar op"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    is_public = forms.BooleanField(label=_("Mag in het openbare verslag"), required=False)


class StatementForm(MeetingsForm):
    """Something from the street, in two minutes: only what and which theme are asked."""

    theme = forms.ChoiceField(label=_("Waar gaat het over"), choices=themes)
    nature = forms.CharField(
        label=_("Wat is er aan de hand"), max_length=2000,
        help_text=_("Schrijf over de plek, nooit over iemand die te herkennen is."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Straat of plek"), required=False, max_length=200, help_text=_("Leeg betekent: de hele wijk.")
    )
    subject = forms.ChoiceField(
        label=_("Onderwerp"), required=False,
        choices=lambda: _with_empty([(key, one.label) for key, one in subjects().items()], UNKNOWN[1]),
    )  # fmt: skip
    sureness = forms.ChoiceField(label=_("Hoe zeker"), required=False, choices=[UNKNOWN, *Sureness.choices])
    size = forms.ChoiceField(label=_("Hoe groot"), required=False, choices=[UNKNOWN, *Size.choices])
    frequency = forms.ChoiceField(label=_("Hoe vaak"), required=False, choices=[UNKNOWN, *Frequency.choices])
    causes = forms.CharField(
        label=_("Mogelijke oorzaak"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    may_be_public = forms.BooleanField(
        label=_("Hiervan mag iets openbaar worden"), required=False,
        help_text=_("Alleen de tekst hieronder, en pas als een tweede persoon die goedkeurt."),
    )  # fmt: skip
    public_text = forms.CharField(
        label=_("Tekst voor iedereen"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    edit = forms.UUIDField(widget=forms.HiddenInput)
    statement = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.JSONField(widget=forms.HiddenInput, required=False)
    looked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    withdraw = forms.BooleanField(required=False, widget=forms.HiddenInput)

    NAMES = ("theme", "nature", "place", "subject", "sureness", "size", "frequency", "causes", "public_text")

    @staticmethod
    def new() -> dict[str, Any]:
        """Return the keys of a statement that is not there yet; sending the form twice is once."""
        return {"edit": uuid.uuid4(), "statement": uuid.uuid4(), "seen": {}}

    def values(self) -> dict[str, str]:
        """Return the words by field, as an edit holds them."""
        found = {name: str(self.cleaned_data[name]).strip() for name in self.NAMES}
        return {**found, "may_be_public": "yes" if self.cleaned_data["may_be_public"] else ""}

    def seen_part(self, name: str) -> dict[str, Any]:
        """Return what was seen when the form was opened: the `heads` (edits) or the `words` by field."""
        seen = self.cleaned_data["seen"]
        part = seen.get(name) if isinstance(seen, dict) else None
        return part if isinstance(part, dict) else {}

    def changed_words(self) -> dict[str, str]:
        """Return only what this person changed: the rest may have been changed by somebody else meanwhile."""
        before = self.seen_part("words")
        return {name: value for name, value in self.values().items() if value != before.get(name, "")}


class GuestsForm(MeetingsForm):
    """How many come to a public meeting. No name is asked."""

    people = forms.IntegerField(
        label=_("Met hoeveel mensen komt u"), min_value=1, max_value=10, initial=1,
        error_messages={"min_value": _("Vul 1 of meer in."), "max_value": _("Meld 1 tot 10 mensen tegelijk aan.")},
    )  # fmt: skip
    speaker = forms.ChoiceField(
        label=_("U komt als"), required=False, choices=[("", _("zeg ik liever niet")), *Speaker.choices]
    )
    answer_key = forms.UUIDField(widget=forms.HiddenInput)


class MinutesForm(MeetingsForm):
    """A corrected text, over the version that was seen."""

    text = forms.CharField(label=_("Verslag"), widget=forms.Textarea(attrs={"rows": 30}), max_length=100_000)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ExpectForm(MeetingsForm):
    """A group that should be there."""

    kind = forms.ChoiceField(label=_("Wat voor groep"), choices=Expected.Kind.choices)
    words = forms.CharField(
        label=_("Wie"), max_length=80, help_text=_("Bijvoorbeeld: jongeren van 12 tot 18. Nooit één persoon.")
    )


class TitleForm(MeetingsForm):
    """The short name of a group."""

    title = forms.CharField(label=_("Naam van de nieuwe groep"), max_length=60, required=False)


class ReactionForm(MeetingsForm):
    """What somebody says of the list of what was heard."""

    kind = forms.ChoiceField(
        label=_("Klopt deze lijst?"), choices=Reaction.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u van de lijst vindt.")},
    )  # fmt: skip
    group = forms.ChoiceField(label=_("Waar gaat het over?"), required=False)
    words = forms.CharField(
        label=_("Wat bedoelde u, of wat mist er?"), required=False, max_length=500,
        help_text=_("Alleen wie de bijeenkomst leidt, leest dit. Noem geen namen."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    answer_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("de hele lijst")), *((str(one.pk), one.title) for one in groups)]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask what was meant when the list is not right."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") not in (None, Reaction.Kind.RIGHT) and not said.get("words", "").strip():
            self.add_error("words", _("Schrijf kort wat u bedoelde of wat er mist."))
        return said
