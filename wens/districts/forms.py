"""What people write down for everybody. A form keeps what was typed; the actions decide."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from wens.areas.queries import areas
from wens.districts.actions import Draft
from wens.districts.content import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE, Contact, Content, Words
from wens.districts.models import Kind, Role, Version

LEVELS = ("gemeente", "stadsdeel", "local_wijk", "wijk", "buurt")


def _areas(levels: Sequence[str]) -> list[tuple[str, str]]:
    found = [one for one in areas() if one.level in levels]
    return [(one.code, one.name) for one in sorted(found, key=lambda one: (LEVELS.index(one.level), one.name))]


def _spoken_levels() -> list[str]:
    """Down to the wijken that people speak of; those of CBS where a gemeente has none of its own."""
    there = {one.level for one in areas()}
    return ["gemeente", "stadsdeel", "local_wijk" if "local_wijk" in there else "wijk"]


def _text(label: Any, *, required: bool = True, rows: int = 8, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT})
    return forms.CharField(label=label, required=required, max_length=LONGEST_TEXT, widget=widget, help_text=help_text)


def _line(label: Any, *, most: int = LONGEST_LINE, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text)


class DraftForm(forms.Form):
    """What all kinds share. Choices that depend on data are made in `prepare`."""

    made: ClassVar[type[Content]]
    order: tuple[str, ...] = ()

    areas = forms.MultipleChoiceField(
        label=_("Voor welke gebieden?"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Wat bij de gemeente of een stadsdeel staat, geldt ook in de wijken daarin."),
    )  # fmt: skip
    wanted_at = forms.DateTimeField(
        label=_("Vanaf wanneer op de site?"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("Leeg betekent: zodra een ander heeft getekend."),
    )  # fmt: skip
    looked = forms.BooleanField(
        label=_("Ik heb de tekst nagekeken: niemand is eraan te herkennen"), required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, fixed: Sequence[str] = (), **kwargs: Any) -> None:
        self.fixed = list(fixed)
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if self.fixed:
            del self.fields["areas"]
        else:
            self.fields["areas"].choices = _areas(_spoken_levels())  # type: ignore[attr-defined]
        self.order_fields([*self.order, "areas", "wanted_at", "looked"])
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
                field.widget.attrs.setdefault("class", "field")
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"

    def said(self) -> dict[str, Any]:
        """Return what was written, as the content has it."""
        return {name: self.cleaned_data[name] for name in self.order}

    def draft(self) -> Draft | None:
        """Return what was filled in, or None with the reason beside the field."""
        of = self.cleaned_data
        try:
            content = self.made.model_validate(self.said())
        except ValidationError as error:
            for one in error.errors():
                name = str(one["loc"][0])
                self.add_error(name if name in self.fields else None, WRONG.get(name, _("Dit kan hier niet staan.")))
            return None
        codes = self.fixed or of["areas"]
        return Draft(codes, content, of.get("person", ""), of["wanted_at"], of["looked"])


WRONG = {
    "postcode": _("Schrijf een postcode als 1234 AB, of laat dit leeg."),
    "web": _("Schrijf een adres dat met https:// begint, of laat dit leeg."),
}


class WordsForm(DraftForm):
    """A text of a stadsdeel or programme, or a news item."""

    made = Words
    order = ("title", "text", "title_en", "text_en")

    title = _line(_("Titel"), most=LONGEST_TITLE, required=True)
    text = _text(_("Tekst"), help_text=_("Korte zinnen, gewone woorden. Een lege regel maakt een nieuwe alinea."))
    title_en = _line(_("Titel in het Engels"), most=LONGEST_TITLE)
    text_en = _text(_("Tekst in het Engels"), required=False,
                    help_text=_("Is dit leeg, dan staat op de Engelse pagina de Nederlandse tekst."))  # fmt: skip


class ContactForm(DraftForm):
    """Whom to turn to."""

    made = Contact
    order = ("role", "title", "text", "title_en", "text_en", "person", "telephone", "number_of", "mail", "web",
             "street", "postcode", "town", "hours", "desks", "source")  # fmt: skip

    role = forms.ChoiceField(label=_("Wat is het?"), choices=Role.choices)
    title = _line(_("Naam"), most=LONGEST_TITLE, required=True,
                  help_text=_("Een functie of een plek, bijvoorbeeld: Wijkteam Pathmos en Stadsveld."))  # fmt: skip
    text = _text(_("Waarvoor kunt u hier terecht?"), rows=3)
    title_en = _line(_("Naam in het Engels"), most=LONGEST_TITLE)
    text_en = _text(_("Waarvoor, in het Engels"), required=False, rows=3)
    person = _line(_("Naam van een persoon"), most=120, help_text=_(
        "Alleen bij een stadsdeelmanager of wijkagent, en alleen als die naam al openbaar is."))  # fmt: skip
    telephone = _line(_("Telefoonnummer"), most=30)
    number_of = forms.ChoiceField(label=_("Of een nummer uit de instellingen"), required=False, choices=[
        ("", _("Geen")), ("gemeente", _("Het nummer van de gemeente")), ("police", _("De politie, geen spoed")),
    ])  # fmt: skip
    mail = forms.EmailField(label=_("E-mailadres van de organisatie"), required=False)
    web = _line(_("Website"))
    street = _line(_("Straat en nummer"))
    postcode = _line(_("Postcode"), most=7)
    town = _line(_("Plaats"))
    hours = _text(_("Wanneer open?"), required=False, rows=3, help_text=_("Een regel per dag of groep dagen."))
    desks = _text(_("Loketten"), required=False, rows=3, help_text=_(
        "Een regel per loket, met een dubbele punt: Zorgloket: ma t/m vr 9.00 tot 12.00"))  # fmt: skip
    source = _line(_("Waar staat dit?"), help_text=_("Voor wie tekent: de pagina of persoon waar u dit vond."))

    def said(self) -> dict[str, Any]:
        of = super().said()
        del of["person"]  # kept apart, for a time of its own
        lines = [line.partition(":") for line in _lines(of["desks"])]
        desks = [{"name": name.strip(), "hours": hours.strip()} for name, _colon, hours in lines]
        return {**of, "postcode": of["postcode"].upper(), "hours": _lines(of["hours"]), "desks": desks}


def form_of(kind: str, *args: Any, **kwargs: Any) -> DraftForm:
    """Return the form of a kind of text."""
    return (ContactForm if kind == Kind.CONTACT else WordsForm)(*args, **kwargs)


def initial_of(one: Version) -> dict[str, Any]:
    """Return how a version stands in its form."""
    said = dict(one.said)
    if one.piece.kind == Kind.CONTACT:
        said["hours"] = "\n".join(said.get("hours", ()))
        said["desks"] = "\n".join(f"{desk['name']}: {desk['hours']}" for desk in said.get("desks", ()))
    wanted = timezone.localtime(one.wanted_at) if one.wanted_at else None
    return {**said, "areas": one.area_codes, "person": one.person, "wanted_at": wanted}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
