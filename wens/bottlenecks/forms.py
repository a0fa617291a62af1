"""What is filled in about knelpunten and places. A form keeps what was typed; the actions decide."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import areas
from wens.bottlenecks.actions import Description, NewFact, NewPlace, PointsAtPerson, Verdict, Words
from wens.bottlenecks.models import Outcome, PartnerRole, What
from wens.bottlenecks.queries import criteria_now, norms_now
from wens.bottlenecks.rulesets import Criterion, Norm, RulesWrong, key_of, options_from, written
from wens.meetings.forms import MeetingsForm as StaffForm
from wens.organisations.queries import organisations
from wens.voices.definitions import subjects
from wens.voices.models import Frequency, Size

UNKNOWN = ("", _("weet ik niet"))
OF_PLACE = _("Schrijf over de plek, nooit over iemand die te herkennen is.")
LEVELS = ("local_wijk", "wijk")


def _long(label: Any, *, longest: int = 1000, rows: int = 3, required: bool = True, help_text: Any = OF_PLACE) -> Any:
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )  # fmt: skip


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


def wijken() -> list[tuple[str, str]]:
    """Return the wijken to choose from, by name: as people speak of them, else of CBS."""
    found = areas()
    level = next((level for level in LEVELS if any(one.level == level for one in found)), "")
    return [(one.code, one.name) for one in sorted(found, key=lambda one: one.name) if one.level == level]


def _partners() -> list[tuple[str, Any]]:
    return [("", _("Kies een partner")), *((str(one.pk), one.name) for one in organisations())]


class DoingForm(StaffForm):
    """The shape of every form here: which version was looked at, and a second look at what may point at somebody."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    looked = forms.CharField(widget=forms.HiddenInput, required=False)
    look_sign = ""

    def __init__(
        self, *args: Any, about: Any = None, version: int | None = None, names: Sequence[str] = (), **kwargs: Any
    ) -> None:
        self.about, self.version, self.names = about, version, names
        super().__init__(*args, **kwargs)

    def order_fields(self, field_order: Any) -> None:
        """Make the fields fit what it is about: Django calls this once the fields are there and nothing is checked."""
        self.fields["seen"].initial = self.version
        if "evidence" in self.fields:
            self.fields["evidence"].choices = [(name, name) for name in self.names]  # type: ignore[attr-defined]
        self.prepare()
        super().order_fields(field_order)

    def prepare(self) -> None:
        """Add or take away fields."""

    def refused(self, error: Exception) -> None:
        """Show why, at its field; a text that may point at somebody gets a box to say that it does not."""
        if isinstance(error, PointsAtPerson):
            self.look_sign = error.look
        field = getattr(error, "field", "")
        self.add_error(field if field in self.fields else None, str(error))


class DescribeForm(DoingForm):
    """What a knelpunt is."""

    title = forms.CharField(label=_("Naam"), max_length=120, help_text=_("Kort: wat, en waar."))
    nature = _long(_("Wat speelt er?"))
    place = forms.CharField(
        label=_("Waar?"), max_length=200, required=False, help_text=_("Een straat, plein of park. Geen huisnummer.")
    )
    size = forms.ChoiceField(label=_("Hoe groot?"), choices=[UNKNOWN, *Size.choices], required=False)
    frequency = forms.ChoiceField(label=_("Hoe vaak?"), choices=[UNKNOWN, *Frequency.choices], required=False)
    causes = _long(_("Waar komt het misschien door?"), required=False, rows=2)

    def said(self) -> Description:
        """Return the description."""
        names = ("title", "nature", "size", "frequency", "causes", "place")
        return Description(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def begin(one: Any) -> dict[str, Any]:
        """Return what the form shows of a knelpunt that is there."""
        return {name: getattr(one, name) for name in ("title", "nature", "size", "frequency", "causes", "place")}


class ProposeForm(DescribeForm):
    """A knelpunt to propose, with what it rests on."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    urgent = forms.BooleanField(
        label=_("Dit kan niet wachten op de ronde"), required=False,
        help_text=_("De stadsdeelmanager krijgt meteen bericht en besluit binnen drie dagen."),
    )  # fmt: skip
    evidence = forms.MultipleChoiceField(
        label=_("Waarop rust het?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één ding waarop het knelpunt rust.")},
    )  # fmt: skip


class EvidenceForm(DoingForm):
    """More that a knelpunt rests on."""

    evidence = forms.MultipleChoiceField(
        label=_("Wat komt erbij?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één ding om toe te voegen.")},
    )  # fmt: skip


class WeighForm(DoingForm):
    """One question per criterion that holds now. Nothing is added up."""

    def prepare(self) -> None:
        """Ask one question per criterion."""
        self.criteria = criteria_now()
        for one in self.criteria:
            self.fields[f"c-{one.key}"] = forms.ChoiceField(
                label=f"{one.name}: {one.question}", required=False, widget=forms.RadioSelect,
                choices=[(of.key, of.label) for of in one.options], help_text=leaning_words(one),
            )  # fmt: skip
        self.fields["note"] = _long(_("Wilt u iets uitleggen?"), longest=500, rows=2, required=False)

    def answers(self) -> dict[str, str]:
        """Return which option was chosen per criterion."""
        return {one.key: self.cleaned_data[f"c-{one.key}"] for one in self.criteria}

    @staticmethod
    def begin(answers: dict[str, str]) -> dict[str, str]:
        """Return what the form shows of an earlier weighing."""
        return {f"c-{key}": chosen for key, chosen in answers.items()}


def leaning_words(one: Criterion) -> str:
    """Say aloud which answers speak for taking it up, and which against."""
    said = {
        leans: ", ".join(f"“{of.label}”" for of in one.options if of.leans == leans) for leans in ("for", "against")
    }
    parts = [
        str(_("Pleit voor oppakken: %(labels)s.") % {"labels": said["for"]}) if said["for"] else "",
        str(_("Pleit ertegen: %(labels)s.") % {"labels": said["against"]}) if said["against"] else "",
    ]
    return " ".join(filter(None, parts))


class TextForm(DoingForm):
    """What everybody may read."""

    title = forms.CharField(label=_("Titel voor iedereen"), max_length=120)
    text = _long(_("Wat er speelt, voor iedereen"), help_text=_("Korte zinnen, gewone woorden. Geen namen."))
    public_reason = _long(
        _("Waarom, voor iedereen"),
        help_text=_("Dit lezen ook de mensen die het noemden. Iemand anders kijkt eerst mee."),
    )

    def words(self) -> Words:
        """Return the words."""
        of = self.cleaned_data
        return Words(title=of["title"], text=of["text"], reason=of["public_reason"])


class DecideForm(TextForm):
    """A decision, with the reason inside and outside."""

    what = What.ADOPT
    reason = _long(_("Waarom, voor collega's en partners"))
    passed_to = forms.ChoiceField(label=_("Aan wie geeft u het door?"), choices=_partners)
    parked_until = _day(_("Wanneer kijkt u er weer naar?"))
    field_order = ["passed_to", "parked_until", "reason", "title", "text", "public_reason"]

    def prepare(self) -> None:
        """Ask only what belongs to this decision."""
        for name, kept in (("passed_to", What.PASS_ON), ("parked_until", What.PARK)):
            if self.what != kept:
                del self.fields[name]
        if self.about is not None and not self.is_bound:
            self.initial.setdefault("title", self.about.title)

    def said(self) -> Verdict:
        """Return the decision."""
        of = self.cleaned_data
        return Verdict(
            self.what, of["reason"], self.words(), parked_until=of.get("parked_until"),
            passed_to=uuid.UUID(of["passed_to"]) if of.get("passed_to") else None,
        )  # fmt: skip


class ParkForm(DecideForm):
    what = What.PARK


class PassOnForm(DecideForm):
    what = What.PASS_ON


class NotOursForm(DecideForm):
    what = What.NOT_OURS


class CloseForm(DecideForm):
    what = What.CLOSE


class ReasonForm(DoingForm):
    """A decision that is not told outside: withdraw a proposal, put it on the table again."""

    reason = _long(_("Waarom?"))


class RemarkForm(DoingForm):
    """What has to be different, or why a text goes from the site."""

    remark = _long(_("Wat moet er anders, of waarom?"), longest=500, rows=2)


class NoticeForm(DoingForm):
    """A place where a norm is crossed."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    area = forms.ChoiceField(label=_("In welke wijk?"), choices=wijken)
    name = forms.CharField(
        label=_("Welke plek?"), max_length=120, help_text=_("Een straat, plein of park. Geen huisnummer.")
    )
    norm = forms.ChoiceField(
        label=_("Welke norm is overschreden?"), choices=lambda: [(one.key, one.name) for one in norms_now()]
    )
    fact = _long(_("Wat is er geteld of gezien?"), longest=500, rows=2)
    origin = forms.CharField(label=_("Waar komt dat vandaan?"), max_length=120)
    count = forms.IntegerField(
        label=_("Hoeveel keer?"), required=False, min_value=0, max_value=100_000,
        help_text=_("In de weken van de norm. Laat leeg als het is gezien en niet geteld."),
    )  # fmt: skip

    def said(self) -> NewPlace:
        """Return the place."""
        of = self.cleaned_data
        return NewPlace(of["area"], of["name"], of["norm"], of["fact"], of["origin"], of["count"])


class FactForm(DoingForm):
    """Something counted or seen at a place."""

    fact = _long(_("Wat is er geteld of gezien?"), longest=500, rows=2)
    origin = forms.CharField(label=_("Waar komt dat vandaan?"), max_length=120)
    until = _day(_("Tot en met welke dag?"))
    count = forms.IntegerField(label=_("Hoeveel keer?"), required=False, min_value=0, max_value=100_000)
    weeks = forms.IntegerField(label=_("In hoeveel weken?"), required=False, min_value=1, max_value=520)

    def said(self) -> NewFact:
        """Return the fact."""
        of = self.cleaned_data
        return NewFact(of["fact"], of["origin"], of["until"], of["count"], of["weeks"])


class RoleForm(DoingForm):
    """What one partner does."""

    role = forms.ChoiceField(label=_("Welke rol?"), choices=PartnerRole.choices)
    partner = forms.ChoiceField(label=_("Wie?"), choices=_partners)
    task = _long(_("Wat doet deze partner?"), longest=300, rows=2)
    due_on = _day(_("Klaar op"))


class TurnForm(DoingForm):
    """A step of an approach."""

    words = _long(_("Waarom?"), longest=500, rows=2)
    look_again_on = _day(_("Wanneer kijkt u weer?"), required=False, help_text=_("Anders over zes weken."))


class EndForm(DoingForm):
    """The end of an approach: what was done, and whether it helped."""

    outcome = forms.ChoiceField(label=_("Wat zegt de evaluatie?"), choices=Outcome.choices, widget=forms.RadioSelect)
    evaluation = _long(_("Wat is er gedaan, en wat hielp het?"))
    words = _long(_("Waarom rondt u de aanpak af?"), longest=500, rows=2)


class CriterionForm(StaffForm):
    """One criterion; an empty name takes it away."""

    name = forms.CharField(label=_("Naam"), max_length=40, required=False)
    name_en = forms.CharField(label=_("Naam in het Engels"), max_length=40, required=False)
    question = forms.CharField(label=_("Vraag"), max_length=120, required=False)
    options = forms.CharField(
        label=_("Antwoorden"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Eén per regel. Begin met + (pleit voor oppakken), - (pleit ertegen) of = (zegt niets)."),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Read the options; a criterion has a question too."""
        of: dict[str, Any] = super().clean() or {}
        if of.get("name"):
            try:
                of["read"] = options_from(of.get("options", ""))
                of["key"] = of.get("key") or key_of(of["name"])
            except RulesWrong as error:
                self.add_error("options", str(error))
            if not of.get("question"):
                self.add_error("question", _("Schrijf de vraag die u beantwoordt."))
        return of

    def said(self) -> Criterion | None:
        """Return the criterion, or None when it was taken away."""
        of = self.cleaned_data
        if not of["name"]:
            return None
        return Criterion(of["key"], of["name"], of["question"], of["read"], of["name_en"])

    @staticmethod
    def begin(one: Criterion) -> dict[str, Any]:
        """Return what the form shows of a criterion."""
        return {"name": one.name, "name_en": one.name_en, "question": one.question, "options": written(one.options),
                "key": one.key}  # fmt: skip


class NormForm(StaffForm):
    """One norm; an empty name takes it away."""

    name = forms.CharField(label=_("Naam"), max_length=60, required=False)
    subjects = forms.MultipleChoiceField(
        label=_("Waarover mensen vertellen"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(key, one.label) for key, one in subjects().items()],
    )  # fmt: skip
    at_least = forms.IntegerField(label=_("Minstens zoveel meldingen"), required=False, min_value=1, max_value=1000)
    weeks = forms.IntegerField(label=_("In zoveel weken"), required=False, min_value=1, max_value=52)
    text = forms.CharField(label=_("De norm in een zin"), max_length=300, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A norm says all of it."""
        of: dict[str, Any] = super().clean() or {}
        if of.get("name"):
            for name in ("subjects", "at_least", "weeks", "text"):
                if not of.get(name):
                    self.add_error(name, _("Vul dit in, of maak de naam leeg om de norm weg te halen."))
            try:
                of["key"] = of.get("key") or key_of(of["name"])
            except RulesWrong as error:
                self.add_error("name", str(error))
        return of

    def said(self) -> Norm | None:
        """Return the norm, or None when it was taken away."""
        of = self.cleaned_data
        if not of["name"]:
            return None
        return Norm(of["key"], of["name"], tuple(of["subjects"]), of["at_least"], of["weeks"], of["text"])

    @staticmethod
    def begin(one: Norm) -> dict[str, Any]:
        """Return what the form shows of a norm."""
        return {name: getattr(one, name) for name in ("key", "name", "subjects", "at_least", "weeks", "text")}


class WhyForm(DoingForm):
    """Why criteria or norms change."""

    why = forms.CharField(label=_("Waarom verandert dit?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def in_words(form: forms.Form) -> list[tuple[str, str]]:
    """Return what somebody typed, as words beside what somebody else made of it."""
    return [
        (str(field.label), str(field.value() or ""))
        for field in form
        if not field.is_hidden and isinstance(field.field, forms.CharField) and field.value()
    ]
