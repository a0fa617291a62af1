"""What the screens share: doing something with a form, and coming back with what was typed when it is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wens.bottlenecks.actions import BottleneckError, Conflict
from wens.bottlenecks.forms import DoingForm, in_words
from wens.bottlenecks.rules import NotAllowed
from wens.bottlenecks.states import NoSuchMove
from wens.organisations.models import Role

REFUSED = (BottleneckError, NotAllowed, NoSuchMove)


@dataclass(frozen=True)
class Doing:
    """One thing to do: its place in an address, its title and button, its form, the right it asks, what it does."""

    slug: str
    title: Promise | str
    button: Promise | str
    form: type[DoingForm]
    right: str
    do: Callable[..., Any]
    name: str = ""
    help: Promise | str = ""


def attempt(
    request: HttpRequest, form: DoingForm, do: Callable[[], Any], *, to: Callable[[Any], str], page: str,
    context: Mapping[str, Any], done: str | Promise = "",
) -> HttpResponse:  # fmt: skip
    """Do it and go on; refused it comes back with what was typed, and with how it is now when somebody was first."""
    status, now = 200, None
    if form.is_bound:
        if form.is_valid():
            try:
                with transaction.atomic():
                    made = do()
            except REFUSED as error:
                form.refused(error)
                status, now = (409, error.now) if isinstance(error, Conflict) else (422, None)
            else:
                messages.success(request, str(done or _("Het is bewaard.")))
                return redirect(to(made))
        else:
            status = 422
    typed = in_words(form) if status == 409 else []
    if status == 409:
        given = request.POST.copy()
        given["seen"] = str(getattr(now, "version", ""))
        form.data = given
    return render(request, page, {**context, "form": form, "now": now_words(now), "typed": typed}, status=status)


def now_words(now: Any) -> list[tuple[str, str]]:
    """Return in words how something is now, for who wants to change what somebody else just changed."""
    if now is None:
        return []
    names = {
        "title": _("Naam"), "name": _("Naam"), "nature": _("Wat speelt er?"), "place": _("Waar?"),
        "causes": _("Waar komt het misschien door?"), "text": _("Tekst"), "reason": _("Waarom"), "why": _("Waarom"),
    }  # fmt: skip
    said = [(label, getattr(now, name, "")) for name, label in names.items()]
    state = [(_("Hoe het ervoor staat"), str(now.get_state_display()))] if hasattr(now, "get_state_display") else []
    return [(label, value) for label, value in [*state, *said] if value and isinstance(value, str)]


def function_words(function: str) -> str:
    """Return the function of who decided: outside nobody has a name."""
    return str(Role(function).label) if function in Role.values else _("de gemeente")
