"""What is filled in of a measure."""

from typing import Any

from django import forms
from django.utils import timezone
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
    checked = forms.BooleanField(label=_("Ik legde deze tekst naast de bron, of naast de samenvatting daarvan"),
                                 required=False)  # fmt: skip
    unsure = _long(_("Wat kon u in de bron niet nakijken?"), _("Laat leeg als u alles vond."))
    field_order = ("name", "themes", "what", "where", "outcome", "found", "mind", "source", "link", "checked",
                   "unsure", "reason")  # fmt: skip

    def prepare(self) -> None:
        """What to mind, and what could not be found in the source, may be left out."""
        self.fields["mind"].required = self.fields["unsure"].required = False

    @staticmethod
    def begin(there: Kept | None) -> dict[str, Any]:
        """Return what a form begins with."""
        if there is None:
            return {"number": 0}
        of = there.measure
        texts = {name: getattr(of, name)["nl"] for name in ("name", "what", "where", "found")}
        for name in ("mind", "unsure"):
            texts[name] = getattr(of, name)["nl"] if getattr(of, name) else ""
        return texts | {"themes": list(of.themes), "outcome": of.outcome,
                        "source": of.source.text, "link": of.source.link, "number": there.number}  # fmt: skip

    def content(self, key: str, there: Kept | None) -> dict[str, Any]:
        """Return the measure; a text that did not change keeps its English, another one is Dutch in both.

        Who saves says anew whether the words were held against the source: an older check was of other words.
        """
        of = self.cleaned_data
        found: dict[str, Any] = {"key": key, "themes": of["themes"], "outcome": of["outcome"],
                                 "source": {"text": of["source"], "link": of["link"]}}  # fmt: skip
        if of["checked"]:
            found["checked"] = f"{timezone.localdate():%Y-%m}"
        for name in ("name", "what", "where", "found", "mind", "unsure"):
            if of[name]:
                old: Bilingual | None = getattr(there.measure, name) if there else None
                english = old["en"] if old is not None and old["nl"] == of[name] else of[name]
                found[name] = {"nl": of[name], "en": english}
        return found
