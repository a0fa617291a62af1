"""The duty roster: who is on duty now, who is next, and when nobody is."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.tenancy.context import current
from wens.voices import queries
from wens.voices.actions.duty import add_shift, remove_shift
from wens.voices.actions.stepping import VoicesError
from wens.voices.staff_forms import ShiftForm

AHEAD = dt.timedelta(days=14)


@require_http_methods(["GET", "POST"])
@allowed_to("manage_duty")
def roster(request: HttpRequest) -> HttpResponse:
    """Show the roster of two weeks, and put somebody on duty."""
    form = ShiftForm(request.POST) if request.method == "POST" else ShiftForm()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            add_shift(
                account=UUID(said["account"]), starts_at=said["starts_at"], ends_at=said["ends_at"], by=current().actor
            )
        except VoicesError as error:
            form.add_error("ends_at", str(error))
        else:
            messages.success(request, _("De dienst staat in het rooster."))
            return redirect("voices-staff:duty")
    return _screen(request, form, status=422 if form.is_bound else 200)


@require_POST
@allowed_to("manage_duty")
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a shift off the roster, and offer to put it back."""
    try:
        gone = remove_shift(shift=key, by=current().actor)
    except VoicesError as error:
        messages.error(request, str(error))
        return redirect("voices-staff:duty")
    form = ShiftForm(
        initial={"account": gone.account_id, "starts_at": timezone.localtime(gone.starts_at),
                 "ends_at": timezone.localtime(gone.ends_at)}
    )  # fmt: skip
    messages.success(request, _("De dienst is uit het rooster. Toch niet? Kies dan ‘Zet in het rooster’."))
    return _screen(request, form)


def _screen(request: HttpRequest, form: ShiftForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    context = {
        "form": form, "now_on_duty": queries.on_duty(now), "shifts": queries.shifts_from(now),
        "gaps": queries.gaps(now, now + AHEAD), "here": "duty",
    }  # fmt: skip
    return render(request, "voices/staff/duty.html", context, status=status)
