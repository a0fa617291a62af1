"""What the partner on duty reads when no person has read it first: personal data are taken out by the machine.

The machine finds too little (a family name on its own, a name in small letters), so the line is short, its writer is
asked to name nobody and sees what is left of it before sending, it is never public, and it counts nowhere until a
person has read it.
"""

from dataclasses import replace

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from wens.voices import hints
from wens.voices.actions.contributing import Told

HINT_WORDS: dict[str, Promise] = {
    "email": gettext_lazy("e-mailadres"),
    "iban": gettext_lazy("rekeningnummer"),
    "bsn": gettext_lazy("burgerservicenummer"),
    "phone": gettext_lazy("telefoonnummer"),
    "plate": gettext_lazy("kenteken"),
    "postcode": gettext_lazy("adres"),
    "house": gettext_lazy("huisnummer"),
    "name": gettext_lazy("naam van iemand"),
    "accusation": gettext_lazy("beschuldiging"),
}


def masked(text: str) -> str:
    """Return ``text`` with a word such as [naam] for what may be personal; Dutch, because staff read it."""
    with translation.override("nl"):
        return hints.masked(text, {kind: str(word) for kind, word in HINT_WORDS.items()})


def without_people(told: Told) -> Told:
    """Return what was told with a street that names nobody; as written it stays with the place, for triage."""
    street = masked(told.street)
    if street == told.street:
        return told
    return replace(told, street=street, place=", ".join(part for part in (told.street, told.place) if part))


def line_for_duty(told: Told) -> str:
    """Return what the partner on duty reads of it, beside area, street and subject."""
    return "\n".join(part for part in (masked(told.text), masked(told.place)) if part)
