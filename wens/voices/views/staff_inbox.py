"""The inbox of who reads contributions: tabs, filters, the red list."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from wens.access.guards import allowed_to
from wens.areas.queries import area_names
from wens.voices import queries
from wens.voices.models import Contribution
from wens.voices.staff_forms import FilterForm

PER_PAGE = 40
TAB_NAMES: dict[str, Promise] = {
    "nieuw": gettext_lazy("Nieuw"),
    "loopt": gettext_lazy("Loopt"),
    "wacht": gettext_lazy("Wacht"),
    "partners": gettext_lazy("Bij partners"),
    "rood": gettext_lazy("Rode lijst"),
    "klaar": gettext_lazy("Klaar"),
}
REASONS: dict[str, Promise] = {
    "urgent_returned": gettext_lazy("Dringend, en niemand heeft het opgepakt"),
    "urgent_unanswered": gettext_lazy("Dringend, en de partner antwoordt niet"),
    "not_delivered": gettext_lazy("Niet bij de partner aangekomen"),
    "unread": gettext_lazy("Niet op tijd gelezen"),
    "unanswered": gettext_lazy("De partner antwoordt niet op tijd"),
    "parked_over": gettext_lazy("De bewaartijd is voorbij"),
}


@dataclass(frozen=True)
class Line:
    """One contribution in a list."""

    one: Contribution
    area: str
    subject: str
    due: str = ""
    late: bool = False
    reason: Promise | str = ""
    problem: str = ""


@require_GET
@allowed_to("triage_contributions")
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the contributions of one tab."""
    form = FilterForm(request.GET)
    chosen = _chosen(form)
    red = queries.red_list()
    tab = request.GET.get("tab", "nieuw")
    tab = tab if tab in TAB_NAMES else "nieuw"
    found: Any = red if tab == "rood" else queries.inbox(tab, chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    names = area_names()
    lines = [_red_line(item, names) if tab == "rood" else line_of(item, names) for item in page]
    narrowed = {name: value for name in form.fields if (value := request.GET.get(name))}
    context = {
        "tabs": _tabs(tab, {**queries.counts(chosen), "rood": len(red)}, narrowed), "tab": tab, "lines": lines,
        "page": page, "filter": form, "narrowed": narrowed, "query": urlencode({**narrowed, "tab": tab}),
        "on_duty": queries.on_duty(), "here": "voices",
    }  # fmt: skip
    return render(request, "voices/staff/inbox.html", context)


def line_of(one: Contribution, names: dict[str, str]) -> Line:
    """Return a contribution as it stands in a list."""
    due, late = ("", False)
    if one.state == "received":
        due, late = time_left(one.read_before)
    elif one.parked_until:
        due = _("bewaard tot %(day)s") % {"day": date_format(one.parked_until, "j F")}
    return Line(one, names.get(one.area_code, one.area_code), queries.subject_name(one), due, late)


def time_left(moment: dt.datetime, now: dt.datetime | None = None) -> tuple[str, bool]:
    """Return until when something has to be done, in words, and whether it is late."""
    at, today = timezone.localtime(moment), timezone.localdate(now)
    if moment <= (now or timezone.now()):
        return _("te laat sinds %(at)s") % {"at": date_format(at, "j F H:i")}, True
    if at.date() == today:
        return _("vandaag vóór %(at)s") % {"at": date_format(at, "H:i")}, False
    if at.date() == today + dt.timedelta(days=1):
        return _("morgen vóór %(at)s") % {"at": date_format(at, "H:i")}, False
    return _("vóór %(at)s") % {"at": date_format(at, "l j F H:i")}, False


def _red_line(item: queries.RedItem, names: dict[str, str]) -> Line:
    line = line_of(item.contribution, names)
    since = _("sinds %(at)s") % {"at": date_format(timezone.localtime(item.since), "j F H:i")}
    problem = item.handover.problem if item.handover else ""
    return Line(line.one, line.area, line.subject, since, True, REASONS[item.reason], problem)


def _chosen(form: FilterForm) -> queries.Filter:
    said = form.cleaned_data if form.is_valid() else {}
    return queries.Filter(
        area_code=said.get("wijk", ""), theme=said.get("thema", ""), organisation=said.get("partner") or None
    )


def _tabs(here: str, counts: dict[str, int], narrowed: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": name, "count": counts[key], "here": key == here, "red": key == "rood",
            "address": "?" + urlencode({"tab": key, **({} if key == "rood" else narrowed)}),
        }
        for key, name in TAB_NAMES.items()
    ]  # fmt: skip
