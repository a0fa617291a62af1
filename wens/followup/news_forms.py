"""What somebody fills in to get news by mail."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.areas.queries import area_names
from wens.followup.forms import Keyed

LEVELS = ("gemeente", "stadsdeel", "local_wijk", "wijk")


def _areas() -> list[tuple[str, str]]:
    return [("", str(_("Kies …"))), *sorted(area_names(*LEVELS).items(), key=lambda one: one[1])]


class NewsForm(Keyed):
    """An area and an address."""

    area = forms.ChoiceField(
        label=_("Nieuws over welk gebied?"), choices=_areas, widget=forms.Select(attrs={"class": "field"}),
        error_messages={"required": _("Kies een gebied."), "invalid_choice": _("Kies een gebied uit de lijst.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Wij gebruiken het alleen om dit nieuws te sturen. Wie zich afmeldt, wordt gewist."),
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "email"}),
        error_messages={
            "required": _("Vul uw e-mailadres in."),
            "invalid": _("Dit is geen e-mailadres. Een adres ziet eruit als naam@voorbeeld.nl."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
