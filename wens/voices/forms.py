"""The questions of /vertel/, one form per screen. Only where and what must be answered."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import area_by_code, areas, lies_within, search, spot_at
from wens.voices.definitions import subjects
from wens.voices.models import Frequency, Since, Size, Speaker, Update

LONGEST_TEXT = 4_000
TELEPHONE = re.compile(r"^\+?[\d\s().-]{8,24}$")
WIJKEN = ("local_wijk", "wijk", "buurt")
PLACES = (*WIJKEN, "stadsdeel", "gemeente")
POINT = re.compile(r"^(-?\d{1,3}\.\d{1,12}),(-?\d{1,3}\.\d{1,12})$", re.ASCII)
GRAIN_M = 25
"""Metres that a point is rounded to: enough to find a place, and about five houses wide."""
Choices = list[tuple[str, Any]]


class Question(forms.Form):
    """One screen. Sentences that a form field needs are of the screen itself (`wens.voices.steps`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
                field.widget.attrs["class"] = "field"


def _long(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT, "dir": "auto"})


def _choices(kind: Any) -> list[tuple[str, Any]]:
    return [(value, label) for value, label in kind.choices]


class WhereForm(Question):
    """In which wijk, and if one likes where in it."""

    area = forms.CharField(label=_("Kies uw wijk"), required=False, max_length=60)
    search = forms.CharField(
        label=_("Of zoek op naam of postcode"),
        required=False,
        max_length=80,
        help_text=_("Bijvoorbeeld Pathmos of 7545."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    street = forms.CharField(
        label=_("Straat"), required=False, max_length=120, help_text=_("Liever geen huisnummer."),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Waar precies?"),
        required=False,
        max_length=300,
        help_text=_("Bijvoorbeeld: bij de speeltuin. Leeg betekent: in de hele wijk."),
    )
    point = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    forget_point = forms.BooleanField(label=_("Haal de plek op de kaart weg"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self["point"].value():
            del self.fields["forget_point"]
        self._offer(lambda: self._wijken[1], forms.Select(attrs={"class": "field"}))  # read when the list is drawn

    def _offer(self, choices: Choices | Callable[[], Choices], widget: ChoiceWidget) -> None:
        widget.choices = choices  # type: ignore[assignment]
        self.fields["area"].widget = widget

    @property
    def level(self) -> str:
        """The level of the wijken that people speak of, for the map."""
        return self._wijken[0]

    @cached_property
    def _wijken(self) -> tuple[str, Choices]:
        return _to_choose()

    def clean_area(self) -> str:
        """Take an area that the public knows."""
        code: str = self.cleaned_data["area"]
        found = area_by_code(code) if code else None
        if code and (found is None or found.level not in PLACES):
            raise forms.ValidationError(_("Kies een wijk uit de lijst."))
        return code

    def clean(self) -> dict[str, Any]:
        """Turn what was sought into a wijk, or offer what it can mean."""
        said: dict[str, Any] = super().clean() or {}
        sought = said.pop("search", "")
        self._place(said)
        if said.get("area") or "area" in self.errors:
            return said
        if not sought:
            self.add_error("area", _("Kies een wijk, of zoek op naam of postcode."))
            return said
        matches = [area for area in search(sought) if area.level in PLACES]
        exact = [area for area in matches if area.name.casefold() == sought.casefold()] or matches
        if len(exact) == 1:
            said["area"] = exact[0].code
        elif matches:
            self._offer([(area.code, area.name) for area in matches], forms.RadioSelect())
            self.add_error("area", _("Wij vonden meer dan één plek. Kies er hieronder één."))
        else:
            self.add_error("search", _("Wij vinden dit niet. Kies uw wijk uit de lijst, of zoek op iets anders."))
        return said

    def _place(self, said: dict[str, Any]) -> None:
        """Turn degrees (latitude, longitude) into a rounded point, and into an area when none was chosen."""
        point = "" if said.pop("forget_point", False) else said.get("point", "")
        said |= {"point": "", "x": None, "y": None}
        degrees = POINT.match(point)
        if not point or "area" in self.errors:
            return
        spot = spot_at(float(degrees[2]), float(degrees[1]), grain_m=GRAIN_M) if degrees else None
        if spot is None:
            if not said.get("area"):
                self.add_error("area", _("Die plek ligt niet in deze gemeente. Kies uw wijk uit de lijst."))
        elif said.get("area") and not lies_within(spot.buurt, [said["area"]]):
            self.add_error(
                "area", _("De plek op de kaart ligt niet in deze wijk. Kies een andere wijk, of haal de plek weg.")
            )
        else:
            said |= {"area": said.get("area") or spot.buurt, "point": point, "x": spot.x, "y": spot.y}


def _to_choose() -> tuple[str, Choices]:
    """The level that people speak of (where a gemeente has no wijken of its own, those of CBS), and those by name."""
    found = areas()
    level = next((level for level in WIJKEN if any(area.level == level for area in found)), "buurt")
    wijken = sorted((area.name, area.code) for area in found if area.level == level)
    whole = [(area.code, _("De hele gemeente")) for area in found if area.level == "gemeente"]
    return level, [("", _("Kies …")), *((code, name) for name, code in wijken), *whole]


class WhatForm(Question):
    """What it is about, in a word from the list and in own words."""

    subject = forms.ChoiceField(
        label=_("Waar gaat het over?"),
        error_messages={"required": _("Kies waar het over gaat. Past niets? Kies dan ‘Iets anders’.")},
        widget=forms.Select,
    )
    text = forms.CharField(
        label=_("Wat is er aan de hand?"),
        max_length=LONGEST_TEXT,
        min_length=3,
        strip=True,
        help_text=_("Schrijf wat u ziet of merkt. Noem geen namen van mensen, geen telefoonnummer en geen kenteken."),
        error_messages={
            "required": _("Schrijf in een paar woorden wat er aan de hand is."),
            "min_length": _("Schrijf in een paar woorden wat er aan de hand is."),
        },
        widget=_long(7),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, subject.name) for key, subject in subjects().items()]
        self.fields["subject"].choices = [("", _("Kies …")), *named]  # type: ignore[attr-defined]


LONGEST_LINE = 300


class UrgentForm(WhatForm):
    """What cannot wait, in one or two sentences: who is on duty reads it before any other person does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label = _("Wat is er aan de hand, in het kort?")
        text.help_text = _(
            "Hoogstens 300 tekens, als het kan in het Nederlands. Zeg ook waar het precies is. Noem geen namen van "
            "mensen, geen telefoonnummer en geen kenteken."
        )
        text.widget.attrs.update(rows=4, maxlength=LONGEST_LINE)

    def clean_text(self) -> str:
        """Refuse what is too long to be read at once."""
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_LINE:
            raise forms.ValidationError(_("Maak het korter: hoogstens 300 tekens. De rest kunt u later vertellen."))
        return text


class HowForm(Question):
    """How big, how often, since when."""

    size = forms.ChoiceField(
        label=_("Hoe groot is het?"), choices=_choices(Size), required=False, widget=forms.RadioSelect
    )
    frequency = forms.ChoiceField(
        label=_("Hoe vaak is het?"), choices=_choices(Frequency), required=False, widget=forms.RadioSelect
    )
    since = forms.ChoiceField(
        label=_("Hoe lang is het al zo?"), choices=_choices(Since), required=False, widget=forms.RadioSelect
    )


class CauseForm(Question):
    """What it may come from."""

    cause = forms.CharField(
        label=_("Waardoor komt het, denkt u?"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("U hoeft het niet zeker te weten. Noem geen namen."),
        widget=_long(5),
    )


class PhotoForm(Question):
    """A photo. The types asked for leave out HEIC on purpose: an iPhone then sends a JPEG by itself."""

    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        max_length=200,
        help_text=_("Een foto van de plek, als .jpg, .png of .webp, niet te groot."),
        error_messages={"empty": _("Dit bestand is leeg. Kies een andere foto.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class WhoForm(Question):
    """As whom somebody speaks."""

    speaker = forms.ChoiceField(label=_("U bent"), choices=_choices(Speaker), required=False, widget=forms.RadioSelect)
    speaks_for = forms.CharField(
        label=_("Namens welke groep?"),
        required=False,
        max_length=120,
        help_text=_("Alleen als u namens een groep spreekt. Bijvoorbeeld: wijkraad Pathmos."),
    )


class ContactForm(Question):
    """How somebody wants to hear. Below 16 only with the word of a parent or guardian (UAVG art. 5)."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Schrijf het adres als naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    telephone = forms.RegexField(
        TELEPHONE,
        label=_("Telefoonnummer"),
        required=False,
        error_messages={"invalid": _("Schrijf het nummer als 0612345678 of +31612345678.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    updates = forms.ChoiceField(
        label=_("Wanneer wilt u bericht?"),
        choices=_choices(Update),
        required=False,
        widget=forms.RadioSelect,
    )
    below_16 = forms.BooleanField(label=_("Ik ben jonger dan 16 jaar"), required=False)
    guardian = forms.BooleanField(label=_("Mijn ouder of verzorger vindt dit goed"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the word of a parent before a child's address is kept."""
        said: dict[str, Any] = super().clean() or {}
        if (said.get("email") or said.get("telephone")) and said.get("below_16") and not said.get("guardian"):
            self.add_error(
                "guardian",
                _("Ben je jonger dan 16? Vraag dan eerst je ouder of verzorger. Of laat e-mail en telefoon leeg."),
            )
        return said
