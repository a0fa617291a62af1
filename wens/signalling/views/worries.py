"""What partners see going wrong: the list with its map, bringing one in, one worry, the same list as a file."""

import csv
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wens.access.guards import allowed_to
from wens.access.seeing import acting_viewer
from wens.areas.queries import area_by_code, area_names
from wens.audit.actions import read, record
from wens.signalling import actions, forms, queries
from wens.signalling.maps import map_of
from wens.signalling.models import Worry
from wens.signalling.naming import Naming, theme_name
from wens.signalling.rules import ENTER, MANAGE, capacities, may, own_organisation
from wens.signalling.showing import where
from wens.signalling.states import GOES_ON
from wens.signalling.views.common import address, at_of, attempt, worry_or_404
from wens.signalling.views.doing import doings_for
from wens.tenancy.context import current
from wens.voices.models import Contribution
from wens.voices.rules import seen_by
from wens.voices.themes import theme_names


@require_safe
@allowed_to("see_signals")
def overview(request: HttpRequest) -> HttpResponse:
    """List the worries that this partner may see, with a map that chooses."""
    chosen = _chosen(request)
    found = queries.worries(chosen)
    form = forms.FilterForm({"gebied": chosen.area_code, "thema": chosen.theme, "stand": chosen.standing,
                             "van_ons": "on" if chosen.own else ""})  # fmt: skip
    by = current().actor
    narrowed = bool(chosen.area_code or chosen.theme or chosen.own or chosen.standing != "loopt")
    rows = queries.worries(queries.Filter(standing=chosen.standing, theme=chosen.theme, own=chosen.own))
    context = {
        "lines": lines(found), "filter": form, "narrowed": narrowed, "query": request.GET.urlencode(),
        "enters": bool(own_organisation(by)), "manages": may(by, MANAGE), "here": "signals",
        "map": map_of(rows, chosen.area_code, request.GET),
    }  # fmt: skip
    return render(request, "signalling/overview.html", context)


def lines(found: list[Worry]) -> list[dict[str, Any]]:
    """Return worries as a list shows them, each place as this viewer may read it."""
    names, rules, viewer = area_names(), queries.rules_now(), acting_viewer()
    return [
        {"one": one, "where": where(one, names.get(one.area_code, one.area_code), rules, viewer),
         "theme": theme_name(one.theme), "goes_on": one.state in GOES_ON}
        for one in found
    ]  # fmt: skip


@require_safe
@allowed_to("see_signals")
def as_file(request: HttpRequest) -> HttpResponse:
    """Give the list as a file. It leaves the system: places are blurred, and there are no words of anybody in it."""
    found = queries.worries(_chosen(request))
    naming = Naming()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="signalen.csv"'
    answer["Cache-Control"] = "no-store"
    answer.write("\ufeff")
    rows = csv.writer(answer)
    rows.writerow(["kenmerk", "plek", "thema", "stand", "sinds", "ingebracht", "bevestigd", "betwijfeld", "voorbeeld"])
    for one in found:
        at = where(one, naming.name(one.area_code), naming.rules, None)
        rows.writerow([
            one.label, _safe(at.words), theme_name(one.theme), one.get_state_display(),
            one.get_since_display(), f"{one.made_at:%Y-%m-%d}", one.confirmed, one.doubted,  # type: ignore[attr-defined]
            "ja" if one.is_example else "",
        ])  # fmt: skip
    record("signalling.list.exported", subject="worries", by=current().actor, data={"rows": len(found)})
    return answer


def _safe(cell: str) -> str:
    """A name that a spreadsheet would calculate is written as text (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in "=+-@\t" else cell


@require_http_methods(["GET", "POST"])
@allowed_to("enter_signals")
def enter(request: HttpRequest) -> HttpResponse:
    """Bring in a worry: first where, then the rest on one page."""
    area = area_by_code(request.POST.get("area") or request.GET.get("area", ""))
    context: dict[str, Any] = {"here": "signals", "area": area, "back": reverse("signalling:overview")}
    if area is None:
        return render(request, "signalling/where.html", {**context, "form": forms.WhereForm(request.GET or None)})
    form = forms.WorryForm(request.POST or None, about=area)
    rules = queries.rules_now()

    def do() -> Worry:
        of = form.cleaned_data
        return actions.enter(of=form.said(), by=current().actor, answer_key=of["key"], looked=of["looked"])

    return attempt(request, form, do, to=address, page="signalling/enter.html", context={**context, "rules": rules},
                   done=_("Uw signaal is ingebracht. Hieronder staat bij wie het nu is."))  # fmt: skip


@require_safe
@allowed_to("see_signals")
def detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one worry: what is seen and where, who confirms or doubts, what was done."""
    one, by = worry_or_404(key), current().actor
    if one.covenant_id:
        read("signalling.worry", subject=f"worry:{one.pk}", by=by, covenant=str(one.covenant_id))
    linked = [row.contribution for row in queries.linked_to(one)]
    context = {
        "one": one, "at": at_of(one), "theme": theme_name(one.theme),
        "opinions": queries.opinions_of(one), "steps": queries.steps_of(one), "goes_on": one.state in GOES_ON,
        "linked": len(linked),
        "contributions": list(Contribution.objects.filter(seen_by(acting_viewer()), pk__in=linked)),
        "doings": doings_for(one, by), "mine": "author" in capacities(one, by), "enters": may(by, ENTER),
        "here": "signals",
    }  # fmt: skip
    return render(request, "signalling/detail.html", context)


def _chosen(request: HttpRequest) -> queries.Filter:
    given = request.GET
    standing, own = given.get("stand", ""), current().organisation
    return queries.Filter(
        standing=standing if standing in queries.STANDING else "loopt",
        area_code=given.get("gebied", "") if area_by_code(given.get("gebied", "")) else "",
        theme=given.get("thema", "") if given.get("thema", "") in theme_names() else "",
        own=uuid.UUID(own) if own and given.get("van_ons") else None,
    )  # fmt: skip
