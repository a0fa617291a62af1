"""What the screens of initiatives share."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy

from wens.initiatives.actions import InitiativeError
from wens.initiatives.rules import NotAllowed
from wens.initiatives.states import NoSuchMove

REFUSED = (InitiativeError, NotAllowed, NoSuchMove)
TOO_MANY = gettext_lazy("Er komt nu te veel tegelijk binnen. Wacht tien minuten en probeer het opnieuw.")


def save(form: Form, do: Callable[[], Any]) -> bool:
    """Do what a valid form asks; a refusal stands above the form, and then nothing was done."""
    try:
        with transaction.atomic():
            do()
    except REFUSED as error:
        form.add_error(None, str(error))
        return False
    return True


def private(response: HttpResponse) -> HttpResponse:
    """What is shown with a code, or holds what somebody typed, is not kept by anything between."""
    response["Cache-Control"] = "private, no-store"
    return response


def spoken() -> str:
    """Return the language in which somebody gets letters: English for English, Dutch for all others."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"
