"""What people fill in about a wijkbeheerplan. A form keeps what was typed; the actions decide."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import spot_at
from wens.works import queries
from wens.works.actions import Said, Written, responsible_for
from wens.works.actions.keeping import REASON
from wens.works.actions.planning import FIRST, LAST, TEXT
from wens.works.actions.working import ABOUT, GRAIN_M, PLACE, TITLE
from wens.works.kinds import kinds
from wens.works.models import Period, Purpose, Version, Work

POINT = re.compile(r"(-?\d{1,7}(?:\.\d{1,9})?)\s*[,; ]\s*(-?\d{1,7}(?:\.\d{1,9})?)", re.ASCII)
MOST_DEGREES = 180
PLAIN = (forms.RadioSelect, forms.CheckboxInput, forms.HiddenInput)


class WorksForm(forms.Form):
    """The look that all forms share. What depends on data is made in `prepare`, before anything is checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.prepare()
        for name, field in self.fields.items():
            if not isinstance(field.widget, PLAIN):
                field.widget.attrs.setdefault("class", "field")
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    def prepare(self) -> None:
        """Make the choices that depend on data."""

    def offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Give a field its choices."""
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


def _text(label: Any, *, longest: int, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _looked() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Ik heb de tekst nagekeken: niemand is eraan te herkennen"), required=False
    )  # fmt: skip


class OpenForm(WorksForm):
    """A new plan."""

    area = forms.ChoiceField(label=_("Welke wijk?"))
    year = forms.IntegerField(label=_("Welk jaar?"), min_value=FIRST, max_value=LAST)

    def prepare(self) -> None:
        self.offer("area", [(one.code, one.name) for one in queries.plan_areas()])
        self.fields["year"].initial = timezone.localdate().year + 1


class VersionForm(WorksForm):
    """What a version says besides its works."""

    purpose = forms.ChoiceField(label=_("Wat is het?"), choices=Purpose.choices, widget=forms.RadioSelect)
    intro = _text(_("Waar gaat het plan over?"), longest=TEXT, rows=6,
                  help_text=_("Korte zinnen, gewone woorden. Iedereen leest dit."))  # fmt: skip
    react_before = forms.DateField(
        label=_("Tot en met welke dag kunnen bewoners reageren?"), required=False,
        help_text=_("Alleen bij een voorstel."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    answer = _text(_("Wat deed u met de reacties van bewoners?"), longest=TEXT, required=False,
                   help_text=_("Nodig als bewoners op een voorstel konden reageren."))  # fmt: skip
    looked = _looked()

    def said(self) -> Said:
        """Return what was filled in."""
        return Said(**self.cleaned_data)


def of_version(one: Version) -> dict[str, Any]:
    """Return how a version stands in its form."""
    return {name: getattr(one, name) for name in ("purpose", "intro", "react_before", "answer")}


class WorkForm(WorksForm):
    """A work."""

    title = forms.CharField(label=_("Naam van het werk"), max_length=TITLE,
                            help_text=_("Bijvoorbeeld: Nieuwe lampen op het Schoolpad."))  # fmt: skip
    about = _text(_("Wat gebeurt er?"), longest=ABOUT, help_text=_("Korte zinnen, gewone woorden."))
    kind = forms.ChoiceField(label=_("Wat voor werk is het?"))
    place = forms.CharField(label=_("Waar is het?"), max_length=PLACE, help_text=_("Een straat of plek in de wijk."))
    point = forms.CharField(
        label=_("Plek op de kaart"), required=False, max_length=60,
        help_text=_("Twee getallen, zoals een kaart op internet ze geeft: 52.2192, 6.8721. Of van de Rijksdriehoek: "
                    "256800, 470900. Leeg: het werk staat alleen in de lijst."),
    )  # fmt: skip
    responsible = forms.ChoiceField(label=_("Wie voert het uit?"),
                                    help_text=_("Een afdeling of organisatie, nooit een persoon."))  # fmt: skip
    period = forms.ChoiceField(label=_("Wanneer in het jaar?"), choices=Period.choices, initial=Period.YEAR)
    looked = _looked()

    def prepare(self) -> None:
        self.offer("kind", [(key, one.name) for key, one in kinds().items()])
        self.offer("responsible", [(str(one.pk), one.name) for one in responsible_for()])

    def clean_point(self) -> tuple[float, float] | None:
        """Return the place in metres (RD New) of two numbers, which may be degrees (WGS84, north first)."""
        said = self.cleaned_data["point"].strip()
        if not said:
            return None
        found = POINT.fullmatch(said)
        first, second = (float(each) for each in found.groups()) if found else (0.0, 0.0)
        if found and first > MOST_DEGREES:
            return first, second
        spot = spot_at(second, first, grain_m=GRAIN_M) if found else None
        if spot is None:
            raise forms.ValidationError(_("Schrijf twee getallen met een komma ertussen, van een plek in de gemeente."))
        return spot.x, spot.y

    def written(self) -> Written:
        """Return what was filled in."""
        of = dict(self.cleaned_data)
        return Written(responsible=UUID(of.pop("responsible")), **of)


def of_work(one: Work) -> dict[str, Any]:
    """Return how a work stands in its form."""
    names = ("title", "about", "kind", "place", "period")
    said = {name: getattr(one, name) for name in names}
    return {**said, "point": written_point(one.x, one.y), "responsible": str(one.responsible_id)}


def written_point(x: float | None, y: float | None) -> str:
    """Write a place in metres as a form takes it; empty for none."""
    return "" if x is None or y is None else f"{x:.0f}, {y:.0f}"


class MoveForm(WorksForm):
    """Why, or what was done."""

    words = _text(_("Waarom?"), longest=REASON, rows=3, required=False, help_text=_("Iedereen kan dit lezen."))
    looked = _looked()

    def __init__(self, *args: Any, asks: bool = False, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = asks
        self.fields["words"].label = label or self.fields["words"].label


class CarryForm(WorksForm):
    """Carrying over."""

    words = _text(_("Waarom schuift het door?"), longest=REASON, rows=3, help_text=_("Iedereen kan dit lezen."))
    looked = _looked()


class LinkForm(WorksForm):
    """Which contribution."""

    label = forms.CharField(label=_("Kenmerk van de melding"), max_length=20,
                            help_text=_("Zes tekens, bijvoorbeeld 3FA2C1. U vindt het boven de melding."))  # fmt: skip


class FromForm(WorksForm):
    """To which work a contribution belongs."""

    work = forms.ChoiceField(label=_("Bij welk werk hoort deze melding?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, works: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.offered = works
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.offer("work", self.offered)
