"""What is filled in of a measure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.figures.definitions import Bilingual, definitions
from wens.plans.forms import PlansForm
from wens.plans.measures import OUTCOMES, Kept


def _themes() -> list[tuple[str, str]]:
    return [(one.key, one.name["nl"]) for one in sorted(definitions().themes.values(), key=lambda one: one.order)]


def _long(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=800, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawForm(PlansForm):
    """Why a measure is no longer offered."""

    reason = forms.CharField(label=_("Waarom?"), max_length=500)
    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class MeasureForm(WithdrawForm):
    """A measure in own words, with the published source."""

    name = forms.CharField(label=_("Wat is de maatregel?"), max_length=120)
    themes = forms.MultipleChoiceField(label=_("Thema’s"), choices=_themes, widget=forms.CheckboxSelectMultiple)
    what = _long(_("Wat is er gedaan?"))
    where = forms.CharField(label=_("Waar?"), max_length=120)
    outcome = forms.ChoiceField(label=_("Hielp het?"), choices=lambda: list(OUTCOMES.items()))
    found = _long(_("Wat deed het?"), _("In eigen woorden, met getallen uit de bron."))
    mind = _long(_("Waar let u op?"))
    source = forms.CharField(
        label=_("Bron"),
        min_length=10,
        max_length=500,
        help_text=_("Wie schreef het, wanneer, en waar is het gepubliceerd?"),
    )
    link = forms.URLField(label=_("Adres van de bron"), max_length=200, assume_scheme="https",
                          help_text=_("Begint met https://"))  # fmt: skip
    field_order = ("name", "themes", "what", "where", "outcome", "found", "mind", "source", "link", "reason")

    def prepare(self) -> None:
        """What to mind may be left out."""
        self.fields["mind"].required = False

    @staticmethod
    def begin(there: Kept | None) -> dict[str, Any]:
        """Return what a form begins with."""
        if there is None:
            return {"number": 0}
        of = there.measure
        texts = {name: getattr(of, name)["nl"] for name in ("name", "what", "where", "found")}
        return texts | {"mind": of.mind["nl"] if of.mind else "", "themes": list(of.themes), "outcome": of.outcome,
                        "source": of.source.text, "link": of.source.link, "number": there.number}  # fmt: skip

    def content(self, key: str, there: Kept | None) -> dict[str, Any]:
        """Return the measure; a text that did not change keeps its English, another one is Dutch in both."""
        of = self.cleaned_data
        found: dict[str, Any] = {"key": key, "themes": of["themes"], "outcome": of["outcome"],
                                 "source": {"text": of["source"], "link": of["link"]}}  # fmt: skip
        for name in ("name", "what", "where", "found", "mind"):
            if of[name]:
                old: Bilingual | None = getattr(there.measure, name) if there else None
                english = old["en"] if old is not None and old["nl"] == of[name] else of[name]
                found[name] = {"nl": of[name], "en": english}
        return found
