"""The questions of /vertel/ in order, and what comes after each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.voices import forms
from wens.voices.drafts import Draft


@dataclass(frozen=True)
class Step:
    """One screen. `slug` stands in the address; without `required` it may be skipped."""

    slug: str
    form: type[forms.Question]
    title: Promise
    lead: Promise | None = None
    required: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the answers that this screen asks for."""
        return tuple(self.form.base_fields)


STEPS = (
    Step("waar", forms.WhereForm, _("Waar is het?"), required=True),
    Step("wat", forms.WhatForm, _("Wat speelt er?"), required=True),
    Step("hoe", forms.HowForm, _("Hoe groot is het, en hoe vaak?"), _("Dit helpt ons om te zien wat eerst moet.")),
    Step("oorzaak", forms.CauseForm, _("Waardoor komt het?")),
    Step("foto", forms.PhotoForm, _("Hebt u een foto?"), _(
        "Zorg dat er geen mensen en geen kentekens op staan. Wij zoeken daar niet zelf naar met een computer: een "
        "medewerker kijkt. Wij halen uit de foto weg waar en wanneer hij is gemaakt."
    )),
    Step("wie", forms.WhoForm, _("Namens wie vertelt u dit?")),
    Step("contact", forms.ContactForm, _("Wilt u bericht van ons?"), _(
        "U hoeft niets in te vullen. U krijgt altijd een code waarmee u zelf kunt kijken wat er gebeurt. Alleen wie uw "
        "melding behandelt, kan uw gegevens zien. Wij wissen ze 90 dagen na het laatste antwoord."
    )),
)  # fmt: skip
URGENT = (
    STEPS[0],
    Step("wat", forms.UrgentForm, _("Wat kan niet wachten?"), _(
        "Wie dienst heeft, leest deze zinnen meteen. Er kijkt niet eerst een medewerker naar."
    ), required=True),
    STEPS[-1],
)  # fmt: skip
"""What cannot wait is short: no photo, because a person has to look at that first."""
CHECK = "nakijken"


def of(draft: Draft) -> tuple[Step, ...]:
    """Return the questions that are asked."""
    return URGENT if draft.urgent else STEPS


def by_slug(slug: str, draft: Draft) -> Step | None:
    """Return the question with this name in the address, if it is asked."""
    return next((step for step in of(draft) if step.slug == slug), None)


def number_of(step: Step, draft: Draft) -> int:
    """Return which question this is, from 1."""
    return of(draft).index(step) + 1


def before(step: Step, draft: Draft) -> Step | None:
    """Return the question before this one."""
    at = of(draft).index(step)
    return of(draft)[at - 1] if at else None


def after(step: Step, draft: Draft) -> str:
    """Return the slug of the screen after this one."""
    at = of(draft).index(step) + 1
    return of(draft)[at].slug if at < len(of(draft)) else CHECK


def lacking(draft: Draft) -> Step | None:
    """Return the first question that has to be answered and is not, or not as it must be for what cannot wait."""
    for step in of(draft):
        if step.required and not draft.answers.get(step.fields[0]):
            return step
        if step.form is forms.UrgentForm and len(draft.answers.get("text", "")) > forms.LONGEST_LINE:
            return step
    return None
