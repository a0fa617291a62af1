"""What is filled in about signals. A form keeps what was typed; the actions decide."""

import uuid
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.access.models import Category
from wens.areas.queries import AreaRow, area_names, areas
from wens.organisations.queries import organisation
from wens.signalling.actions import Described, NewWorry, PointsAtPerson, teams_for
from wens.signalling.models import PlaceKind, Since, Stance, WorryState
from wens.signalling.naming import theme_name
from wens.signalling.place_files import read_places
from wens.signalling.queries import Rules, buurten_of, named_places, rules_now
from wens.signalling.showing import is_named_outside
from wens.signalling.states import ENDS
from wens.tenancy.context import current
from wens.voices.actions.covenants import own_covenants
from wens.voices.themes import theme_names

OF_PLACE = _("Schrijf over de plek. Nooit over iemand die te herkennen is, ook geen huisnummer.")
SPOKEN = ("local_wijk", "wijk")


class StaffForm(forms.Form):
    """The shape of every form here: which version was looked at, and a second look at what may point at somebody."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    looked = forms.CharField(widget=forms.HiddenInput, required=False)
    look_sign = ""

    def __init__(self, *args: Any, about: Any = None, version: int | None = None, **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["seen"].initial = version
        self.prepare()
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput | forms.FileInput):
                field.widget.attrs.setdefault("class", "field")
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    def prepare(self) -> None:
        """Make the fields fit what it is about."""

    def offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field what can be chosen."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def refused(self, error: Exception) -> None:
        """Show why, at its field; a text that may point at somebody gets a box to say that it does not."""
        if isinstance(error, PointsAtPerson):
            self.look_sign = error.look
        field = getattr(error, "field", "")
        self.add_error(field if field in self.fields else None, str(error))


def _long(label: Any, *, longest: int = 1000, rows: int = 3, required: bool = True, help_text: Any = OF_PLACE) -> Any:
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )  # fmt: skip


def _themes() -> list[tuple[str, str]]:
    """The themes by key and name, in the order of the screens."""
    return [(key, theme_name(key)) for key in theme_names()]


def spoken_areas() -> list[AreaRow]:
    """Return the wijken as people speak of them, else of CBS, by name."""
    found = areas()
    level = next((level for level in SPOKEN if any(one.level == level for one in found)), "")
    return sorted((one for one in found if one.level == level), key=lambda one: one.name)


def places_to_choose() -> list[tuple[str, Any]]:
    """Return wijken, each with its buurten below it, the wijken of the own organisation first."""
    names, own = area_names("buurt"), current().organisation
    partner = organisation(uuid.UUID(own)) if own else None
    first = set(partner.area_codes) if partner else set()
    wijken = sorted(spoken_areas(), key=lambda one: (one.code not in first, one.name))
    groups: list[tuple[str, Any]] = [("", _("Kies een wijk of buurt"))]
    for one in wijken:
        below = [(code, names[code]) for code in buurten_of(one.code) if code in names and code != one.code]
        whole = (one.code, _("heel %(name)s") % {"name": one.name})
        groups.append((one.name, [whole, *sorted(below, key=lambda each: each[1])]))
    return groups


class FilterForm(forms.Form):
    """What the list shows."""

    gebied = forms.ChoiceField(label=_("Gebied"), required=False, choices=places_to_choose)
    thema = forms.ChoiceField(label=_("Thema"), required=False, choices=lambda: [("", _("Alle thema's")), *_themes()])
    stand = forms.ChoiceField(
        label=_("Stand"), required=False,
        choices=[("loopt", _("loopt nog")), ("klaar", _("afgerond")), ("alle", _("alles"))],
    )  # fmt: skip
    van_ons = forms.BooleanField(label=_("Alleen van of voor mijn organisatie"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name in ("gebied", "thema", "stand"):
            self.fields[name].widget.attrs["class"] = "field"


class WhereForm(StaffForm):
    """The first question of a signal: where."""

    area = forms.ChoiceField(
        label=_("In welke wijk of buurt?"), choices=places_to_choose,
        error_messages={"required": _("Kies een wijk of buurt."), "invalid_choice": _("Kies een wijk of buurt.")},
    )  # fmt: skip


class WorryForm(StaffForm):
    """The rest of a signal. `about` is the area that was chosen."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    area = forms.CharField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("Waar precies?"), required=False, widget=forms.Select)
    theme = forms.ChoiceField(
        label=_("Waar gaat het over?"), choices=_themes, widget=forms.RadioSelect,
        error_messages={"required": _("Kies waar het over gaat.")},
    )  # fmt: skip
    text = _long(_("Wat ziet u?"))
    since = forms.ChoiceField(
        label=_("Sinds wanneer?"), choices=Since.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies sinds wanneer u dit ziet.")},
    )  # fmt: skip
    covenant = forms.ChoiceField(
        label=_("Wie mag dit lezen?"), required=False, widget=forms.RadioSelect,
        help_text=_("Een straat of kleine plek kan alleen binnen een convenant."),
    )  # fmt: skip
    team = forms.ChoiceField(label=_("Welk wijkteam pakt het op?"), required=False)
    field_order = ["place", "theme", "text", "since", "covenant", "team"]

    def prepare(self) -> None:
        """Offer the places of this area, the covenants that are open here, and the wijkteams."""
        code = self.about.code
        covenants = own_covenants(code, Category.SIGNALS)
        self.fields["area"].initial = code
        self.offer("place", self._places(code, bool(covenants)))
        everybody = ("", _("alle partners die signalen zien"))
        inside = [(str(one.pk), _("alleen de partijen van %(name)s") % {"name": one.name}) for one in covenants]
        self.offer("covenant", [everybody, *inside])
        self.fields["covenant"].initial = ""
        if not covenants:
            del self.fields["covenant"]
        self.offer("team", [("", _("het wijkteam dat hier werkt")),
                             *((str(one.pk), one.name) for one in teams_for(code))])  # fmt: skip

    def _places(self, code: str, inside: bool) -> list[tuple[str, Any]]:
        """Return the places that a signal can be about here; those that only a covenant may name say so."""
        rules, names = rules_now(), area_names("buurt")
        offered: list[tuple[str, Any]] = [("", _("heel %(name)s") % {"name": self.about.name})]
        for one in named_places(buurten_of(code)):
            if one.addresses < rules.minimum_addresses:
                continue
            named = f"{one.name} ({names.get(one.area_code, one.area_code)})"
            if is_named_outside(one, rules):
                offered.append((str(one.pk), named))
            elif inside:
                offered.append((str(one.pk), _("%(name)s, alleen binnen een convenant") % {"name": named}))
        return offered

    def said(self) -> NewWorry:
        """Return the worry."""
        of = self.cleaned_data
        place, covenant, team = (
            uuid.UUID(of[name]) if of.get(name) else None for name in ("place", "covenant", "team")
        )
        return NewWorry(of["area"], of["theme"], of["text"], Since(of["since"]), place, covenant, team)


class SayForm(StaffForm):
    """Whether the own organisation sees it too."""

    stance = forms.ChoiceField(
        label=_("Ziet uw organisatie dit ook?"), choices=Stance.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de twee.")},
    )  # fmt: skip
    words = _long(_("Wilt u iets uitleggen?"), longest=500, rows=2, required=False)


class TakeForm(StaffForm):
    words = _long(_("Wat gaat uw team doen?"), rows=2)


class ReportForm(StaffForm):
    words = _long(_("Wat deed uw team?"))
    report_on = forms.DateField(
        label=_("Wanneer laat u weer iets horen?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class EndForm(StaffForm):
    outcome = forms.ChoiceField(
        label=_("Wat kwam eruit?"), widget=forms.RadioSelect, choices=[(one.value, one.label) for one in ENDS],
        error_messages={"required": _("Kies wat eruit kwam. “Wij weten niet of het hielp” mag ook.")},
    )  # fmt: skip
    words = _long(_("Wat is er gedaan?"))

    def outcome_state(self) -> WorryState:
        """Return the end that was chosen."""
        return WorryState(self.cleaned_data["outcome"])


class WhyForm(StaffForm):
    words = _long(_("Waarom?"), rows=2)


class AssignForm(StaffForm):
    team = forms.ChoiceField(label=_("Welk wijkteam?"))
    words = _long(_("Waarom dit team?"), rows=2)

    def prepare(self) -> None:
        """Offer the wijkteams that may see it."""
        found = teams_for(self.about.area_code, self.about.covenant_id)
        self.offer("team", [("", _("Kies een wijkteam")), *((str(one.pk), one.name) for one in found)])


class LinkForm(StaffForm):
    label = forms.CharField(
        label=_("Kenmerk van de melding"), max_length=6, min_length=6,
        help_text=_("Zes tekens, bijvoorbeeld 3F9A1C. Een melding telt niet mee als cijfer."),
    )  # fmt: skip


class PlaceForm(StaffForm):
    """A named place."""

    name = forms.CharField(label=_("Hoe heet de plek?"), max_length=120, help_text=_("Geen huisnummer."))
    kind = forms.ChoiceField(label=_("Wat voor plek is het?"), choices=PlaceKind.choices)
    area = forms.ChoiceField(label=_("In welke buurt?"), choices=lambda: _buurten())
    addresses = forms.IntegerField(
        label=_("Hoeveel adressen liggen er?"), min_value=0, max_value=100_000,
        help_text=_("Aan de straat of het plein, of binnen de afstand hieronder. Uit de BAG."),
    )  # fmt: skip
    x = forms.FloatField(label=_("x (Rijksdriehoek, meter)"), required=False)
    y = forms.FloatField(label=_("y (Rijksdriehoek, meter)"), required=False)
    radius_m = forms.IntegerField(label=_("Tot hoeveel meter eromheen?"), min_value=10, max_value=1000, initial=100)
    is_closed = forms.BooleanField(
        label=_("Niet meer gebruiken"), required=False, help_text=_("Signalen die er zijn, blijven staan.")
    )

    def prepare(self) -> None:
        """A new place is in use."""
        if self.about is None:
            del self.fields["is_closed"]

    def said(self) -> Described:
        """Return the place."""
        of = self.cleaned_data
        return Described(of["name"], PlaceKind(of["kind"]), of["area"], of["addresses"], of["x"], of["y"],
                         of["radius_m"])  # fmt: skip

    @staticmethod
    def begin(one: Any) -> dict[str, Any]:
        """Return what the form shows of a place that is there."""
        names = ("name", "kind", "addresses", "x", "y", "radius_m", "is_closed")
        return {**{name: getattr(one, name) for name in names}, "area": one.area_code}


class PlacesFileForm(StaffForm):
    """Many places at once, from a CSV file."""

    file = forms.FileField(
        label=_("CSV-bestand"),
        help_text=_("Kolommen: naam, soort, buurtcode, adressen, en als u ze weet x en y. Met komma of puntkomma."),
    )  # fmt: skip

    def said(self) -> list[Described]:
        """Return the places. Raises SignalError that names the row and the column."""
        return read_places(self.cleaned_data["file"].read())


class RulesForm(StaffForm):
    """The rules of the network."""

    take_up_days = forms.IntegerField(label=_("Binnen hoeveel dagen pakt een wijkteam een signaal op?"), min_value=1)
    report_days = forms.IntegerField(label=_("Na hoeveel dagen vertelt het wijkteam wat er is gedaan?"), min_value=1)
    lapse_days = forms.IntegerField(label=_("Na hoeveel dagen verloopt wat niemand oppakt?"), min_value=1)
    minimum_addresses = forms.IntegerField(
        label=_("Vanaf hoeveel adressen kan er een signaal zijn?"), min_value=1, max_value=100_000,
        help_text=_("Met minder kan een signaal over één huis gaan."),
    )  # fmt: skip
    named_from = forms.IntegerField(
        label=_("Vanaf hoeveel adressen noemen wij een plek buiten een convenant?"), min_value=1, max_value=100_000,
        help_text=_("Een kleinere plek, en elke straat, heet buiten een convenant naar de buurt."),
    )  # fmt: skip
    why = forms.CharField(label=_("Waarom verandert dit?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def said(self) -> Rules:
        """Return the rules."""
        names = ("take_up_days", "report_days", "lapse_days", "minimum_addresses", "named_from")
        return Rules(**{name: self.cleaned_data[name] for name in names})


def _buurten() -> list[tuple[str, str]]:
    return sorted(area_names("buurt").items(), key=lambda item: item[1])
