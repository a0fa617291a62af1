"""What people fill in about initiatives. A form keeps what was typed; the actions decide."""

import uuid
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import areas
from wens.budgets.forms import BudgetForm, KeyedForm, ResultForm, WordsForm
from wens.initiatives import queries
from wens.initiatives.actions import Described, Idea, Outcome, Person, Settled, Shown, Voice
from wens.initiatives.models import Bringer, Help, Need, NeedState, NetworkKind, Support
from wens.initiatives.states import NEED_MOVES
from wens.organisations.models import Organisation
from wens.voices.forms import TELEPHONE

LEVELS = ("local_wijk", "wijk", "buurt", "stadsdeel", "gemeente")
LONGEST = 2000
Choices = list[tuple[str, Any]]


def _text(label: Any, *, rows: int = 4, longest: int = LONGEST, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=longest, widget=widget, **more)


def spoken_areas() -> Choices:
    """Return the wijken that people speak of, then stadsdelen and the whole gemeente."""
    found = areas()
    level = next((one for one in LEVELS[:3] if any(area.level == one for area in found)), "buurt")
    wanted = [area for area in found if area.level in (level, "stadsdeel", "gemeente")]
    wanted.sort(key=lambda area: (LEVELS.index(area.level), area.name))
    said: dict[str, str | Promise] = {"stadsdeel": _("heel stadsdeel %s"), "gemeente": _("de hele gemeente %s")}
    return [("", _("Kies …")), *((one.code, _named(said.get(one.level), one.name)) for one in wanted)]


def _named(pattern: str | Promise | None, name: str) -> str:
    return str(pattern) % name if pattern else name


class PersonForm(KeyedForm):
    """How to reach somebody. Below 16 only with the word of a parent or guardian (UAVG art. 5)."""

    name = forms.CharField(
        label=_("Uw naam"), max_length=120, help_text=_("Komt niet op de site."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Uw e-mailadres"), max_length=254, required=False,
        error_messages={"invalid": _("Schrijf het adres als naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    telephone = forms.RegexField(
        TELEPHONE, label=_("Uw telefoonnummer"), required=False,
        error_messages={"invalid": _("Schrijf het nummer als 0612345678 of +31612345678.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    below_16 = forms.BooleanField(label=_("Ik ben jonger dan 16 jaar"), required=False)
    guardian = forms.BooleanField(label=_("Mijn ouder of verzorger vindt dit goed"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the word of a parent before a child's address is kept."""
        said = self.cleaned_data
        if said.get("below_16") and not said.get("guardian"):
            self.add_error("guardian", str(_("Ben je jonger dan 16? Vraag dan eerst je ouder of verzorger.")))
        return said

    def person(self) -> Person:
        """Return how to reach somebody."""
        of = self.cleaned_data
        return Person(**{name: of[name] for name in ("name", "email", "telephone", "below_16", "guardian")})


class BringForm(PersonForm):
    """An idea: only what, where, by whom, and one way to answer must be filled in."""

    area = forms.ChoiceField(
        label=_("In welke wijk?"), choices=spoken_areas,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies een wijk uit de lijst.")),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Wat wilt u doen, in een paar woorden?"), max_length=120,
        help_text=_("Bijvoorbeeld: een moestuin op het veldje."),
    )  # fmt: skip
    about = _text(_("Vertel over uw idee"), help_text=_("Wat, voor wie en wanneer? Noem geen namen van anderen."))
    why = _text(_("Waarom is het nodig?"), rows=3, required=False)
    place = forms.CharField(
        label=_("Waar precies?"), max_length=200, required=False,
        help_text=_("Bijvoorbeeld: het veldje bij de school. Liever geen huisnummer."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Welke hulp hebt u nodig?"), choices=Help.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    needs = _text(_("Wat hebt u precies nodig?"), rows=3, required=False)
    kind = forms.ChoiceField(label=_("Wie brengt dit idee?"), choices=Bringer.choices, widget=forms.RadioSelect)
    speaks_for = forms.CharField(
        label=_("Naam van de raad, vereniging of groep"), max_length=120, required=False,
        help_text=_("Deze naam komt op de site. Doet u het zelf? Laat dit dan leeg."),
    )  # fmt: skip
    field_order = ("area", "title", "about", "why", "place", "kinds", "needs", "kind", "speaks_for")

    def __init__(self, *args: Any, group: Organisation | None = None, **kwargs: Any) -> None:
        self.group = group
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer who is logged in for a raad or group to bring it as that, and say how to be reached."""
        self.fields["telephone"].help_text = _("Een van de twee is nodig: e-mail of telefoon.")
        if self.group:
            label = _("Dit is een initiatief van %(name)s") % {"name": self.group.name}
            self.fields["own"] = forms.BooleanField(label=label, required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach somebody."""
        said = super().clean()
        if not (said.get("email") or said.get("telephone") or {"email", "telephone"} & set(self.errors)):
            self.add_error("email", str(_("Vul een e-mailadres of een telefoonnummer in.")))
        return said

    def idea(self, language: str) -> Idea:
        """Return what was filled in."""
        of = self.cleaned_data
        names = ("kind", "title", "about", "why", "place", "kinds", "needs", "speaks_for")
        said = {name: of[name] for name in names}
        return Idea(area_code=of["area"], person=self.person(), language=language, **said)

    def as_group(self) -> Organisation | None:
        """Return the raad or group as which it is brought."""
        return self.group if self.cleaned_data.get("own") else None


class SupportForm(PersonForm):
    """Support or help. An address is asked to count each person once; the rest is for who helps."""

    kind = forms.ChoiceField(
        label=_("Wat wilt u?"), choices=Support.choices, widget=forms.RadioSelect, initial=Support.SUPPORTS
    )  # fmt: skip
    offer = _text(
        _("Wat kunt u doen?"), rows=3, longest=500, required=False,
        help_text=_("Alleen als u meehelpt. Bijvoorbeeld: ik kan timmeren, op zaterdag."),
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("De gemeente mag mijn naam en hoe ik bereikbaar ben geven aan wie dit initiatief trekt"), required=False
    )  # fmt: skip
    field_order = ("kind", "email", "offer", "name", "telephone", "agreed", "below_16", "guardian")

    def prepare(self) -> None:
        """Ask an address of everybody, and a name of who helps."""
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = _("Vul uw e-mailadres in.")
        self.fields["email"].help_text = _(
            "Wij sturen één mail om te bevestigen. Steunt u alleen? Dan wissen wij het adres daarna."
        )
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Alleen als u meehelpt. Komt niet op de site.")
        self.fields["telephone"].help_text = _("Alleen als u meehelpt.")

    def clean(self) -> dict[str, Any]:
        """Who helps says that the gemeente may pass it on; without that nobody can call them."""
        said = super().clean()
        if said.get("kind") == Support.HELPS:
            if not said.get("name") and "name" not in self.errors:
                self.add_error("name", str(_("Vul uw naam in, zodat men u kan bellen of mailen.")))
            if not said.get("agreed"):
                self.add_error("agreed", str(_("Zonder dit kunnen wij u niet doorgeven. Of kies ‘ik steun dit’.")))
        return said

    def voice(self, language: str) -> Voice:
        """Return what was filled in."""
        of = self.cleaned_data
        return Voice(kind=of["kind"], person=self.person(), offer=of["offer"], language=language)


class OwnForm(WordsForm):
    """Words of who brought it, with the code."""

    words = _text(_("Tekst"), required=False)


class WordingForm(BudgetForm):
    """The words for everybody, and the help that it needs."""

    title = forms.CharField(label=_("Titel op de site"), max_length=120)
    about = _text(_("Uitleg op de site"), help_text=_("Zonder namen, adressen of nummers van personen."))
    why = _text(_("Waarom"), rows=3, required=False)
    place = forms.CharField(label=_("Waar"), max_length=200, required=False)
    brought_for = forms.CharField(
        label=_("Naam van de raad of vereniging"), max_length=120, required=False,
        help_text=_("Nooit de naam van een bewoner."),
    )  # fmt: skip

    def shown(self) -> Shown:
        """Return what was filled in."""
        of = dict(self.cleaned_data)
        needs = {str(kind): of.pop(f"need_{kind}", "") for kind in Help.values}
        return Shown(**of, needs={kind: words for kind, words in needs.items() if words})


class OpenForm(WordingForm):
    """The words for everybody, with a line for each kind of help."""

    def prepare(self) -> None:
        """Ask per kind of help what is needed."""
        for kind, label in Help.choices:
            self.fields[f"need_{kind}"] = forms.CharField(
                label=_("Hulp: %(kind)s") % {"kind": label}, max_length=300, required=False,
                help_text=_("Wat precies, voor iedereen te lezen."),
            )  # fmt: skip


class NeedForm(BudgetForm):
    """Help that turns out to be needed."""

    kind = forms.ChoiceField(label=_("Welke hulp?"), choices=Help.choices)
    words = forms.CharField(label=_("Wat precies?"), max_length=300, help_text=_("Iedereen leest dit."))


class SettleForm(BudgetForm):
    """How help stands now."""

    state = forms.ChoiceField(label=_("Hoe staat het ermee?"), widget=forms.RadioSelect)
    how = _text(_("Hoe is de hulp gevonden, of waarom niet?"), rows=3, longest=500, required=False,
                help_text=_("Iedereen leest dit. Noem geen namen van personen."))  # fmt: skip
    function = forms.CharField(
        label=_("Welke functie gaat hierover?"), max_length=120, required=False,
        help_text=_("Bijvoorbeeld: vergunningverlener openbare ruimte. Geen naam."),
    )  # fmt: skip
    application = forms.ChoiceField(label=_("Aanvraag voor het wijkbudget"), required=False)
    organisation = forms.ChoiceField(label=_("Welke partner helpt?"), required=False)

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        self.need = need
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Offer where help can go from here, and what belongs to its kind."""
        after = NEED_MOVES[NeedState(self.need.state)]
        self.fields["state"].choices = [(one.value, one.label) for one in after]  # type: ignore[attr-defined]
        nothing = [("", _("Geen"))]
        if self.need.kind == Help.MEANS:
            found = [(str(one.pk), f"{one.title} ({one.budget.year})") for one in queries.applications()]
            self.fields["application"].choices = nothing + found  # type: ignore[attr-defined]
        else:
            del self.fields["application"]
        if self.need.kind != Help.PERMIT:
            del self.fields["function"]
        partners = Organisation.objects.filter(is_active=True).order_by("name")
        self.fields["organisation"].choices = nothing + [(str(one.pk), one.name) for one in partners]  # type: ignore[attr-defined]

    def settled(self) -> Settled:
        """Return what was filled in."""
        of = self.cleaned_data
        application = next((one for one in queries.applications() if str(one.pk) == of.get("application")), None)
        partner = Organisation.objects.filter(pk=of["organisation"]).first() if of["organisation"] else None
        return Settled(state=of["state"], how=of["how"], function=of.get("function", ""), organisation=partner,
                       application=application)  # fmt: skip


class TieForm(BudgetForm):
    """Of which network it is, and which speerpunten it serves."""

    network = forms.ChoiceField(label=_("Netwerk van bewoners"), required=False)
    focus_points = forms.MultipleChoiceField(
        label=_("Speerpunten waaraan dit bijdraagt"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the networks that run, and the speerpunten that were adopted."""
        running = [(str(one.pk), one.name) for one in queries.networks(running=True)]
        self.fields["network"].choices = [("", _("Geen")), *running]  # type: ignore[attr-defined]
        adopted = [(str(one.pk), f"{one.slogan} ({one.years})") for one in queries.focus_points()]
        self.fields["focus_points"].choices = adopted  # type: ignore[attr-defined]

    def chosen(self) -> tuple[uuid.UUID | None, set[uuid.UUID]]:
        """Return the network and the speerpunten."""
        of = self.cleaned_data
        network = uuid.UUID(of["network"]) if of["network"] else None
        return network, {uuid.UUID(one) for one in of["focus_points"]}


class NetworkForm(BudgetForm):
    """A network of residents, in words for everybody."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    kind = forms.ChoiceField(label=_("Wat voor netwerk?"), choices=NetworkKind.choices)
    area = forms.ChoiceField(label=_("Voor welk gebied?"), choices=spoken_areas)
    purpose = _text(_("Waar is het voor?"), rows=3)
    joining = _text(
        _("Hoe doet iemand mee?"), rows=3,
        help_text=_("Via de gemeente. Zet hier geen adres, nummer of naam van een bewoner."),
    )  # fmt: skip

    def described(self) -> Described:
        """Return what was filled in."""
        of = dict(self.cleaned_data)
        return Described(area_code=of.pop("area"), **of)


def outcome_of(form: ResultForm, picture: Any) -> Outcome:
    """Return what came of it, with a cleaned picture or none."""
    of = form.cleaned_data
    return Outcome(words=of["words"], done_on=of["done_on"], picture=picture, picture_says=of["picture_says"])
