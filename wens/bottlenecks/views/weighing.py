"""The list of knelpunten, weighing a wijk on three sources, and proposing."""

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wens.access.guards import allowed_to
from wens.areas.queries import AreaRow, area_by_code, area_names
from wens.audit.actions import read
from wens.bottlenecks import actions, forms, queries
from wens.bottlenecks.actions import Proposal
from wens.bottlenecks.material import DAYS_BACK, Found, material, put_ready
from wens.bottlenecks.models import Bottleneck, EvidenceKind
from wens.bottlenecks.rules import APPROVE, CONFIGURE, DECIDE, PROPOSE, may
from wens.bottlenecks.views.common import attempt
from wens.dossiers import actions as dossiers
from wens.dossiers import queries as kept
from wens.dossiers.gathering import Basis
from wens.dossiers.models import Dossier, Tier
from wens.dossiers.rules import may_open, may_read
from wens.dossiers.showing import DossierView, plain_texts, shown
from wens.figures.definitions import definitions
from wens.meetings.models import Meeting
from wens.tenancy.context import current


@require_safe
@allowed_to("see_bottlenecks")
def overview(request: HttpRequest) -> HttpResponse:
    """List the knelpunten per wijk, with what waits on somebody."""
    by, names = current().actor, area_names()
    per_area: dict[str, list[Bottleneck]] = defaultdict(list)
    found = queries.bottlenecks()
    for one in found:
        per_area[one.area_code].append(one)
    context = {
        "areas": sorted((names.get(code, code), code, rows) for code, rows in per_area.items()),
        "wijken": forms.wijken(),
        "urgent": [one for one in found if one.is_urgent and one.state == "proposed"],
        "waiting": queries.waiting_texts() if may(by, APPROVE) or may(by, DECIDE) else [],
        "proposes": may(by, PROPOSE), "configures": may(by, CONFIGURE), "here": "bottlenecks",
    }  # fmt: skip
    return render(request, "bottlenecks/overview.html", context)


@require_safe
@allowed_to("see_bottlenecks")
def weigh(request: HttpRequest, slug: str) -> HttpResponse:
    """Lay the three sources of a wijk side by side, as they were signed off, with the knelpunten about each theme."""
    area = _area_or_404(slug)
    dossier, page = _dossier(area)
    page = page or _as_it_is(area)
    per_theme: dict[str, list[Bottleneck]] = defaultdict(list)
    for one in queries.bottlenecks([area.code]):
        per_theme[one.theme].append(one)
    known = {theme.key: theme for theme in page.themes} if page else {}
    rows = [
        {"key": key, "name": name, "seen": known.get(key), "bottlenecks": per_theme.get(key, [])}
        for key, name in ([(one.key, one.name) for one in page.themes] if page else theme_names())
    ]
    context = {
        "area": area, "dossier": dossier, "page": page, "rows": rows, "proposes": may(current().actor, PROPOSE),
        "criteria": queries.criteria_now(), "ready": put_ready(area.code, current().actor), "here": "bottlenecks",
    }  # fmt: skip
    return render(request, "bottlenecks/weigh.html", context)


def _dossier(area: AreaRow) -> tuple[Dossier | None, DossierView | None]:
    """The newest dossier that this reader may open; the partners' part is noted in the read log."""
    by = current().actor
    partners = kept.latest(area.code, Tier.PARTNERS)
    if partners is not None and may_open(partners, by):
        one: Dossier | None = dossiers.open_partners_part(dossier=partners.pk, by=by)
    else:
        one = kept.latest(area.code, Tier.PUBLIC)
    return one, shown(kept.content_of(one), kept.texts_of(one)) if one else None


def _as_it_is(area: AreaRow) -> DossierView | None:
    """What would be signed today, while no dossier is: the same matrix, which still changes."""
    by, today = current().actor, timezone.localdate()
    held = tuple(Meeting.objects.filter(area_codes__contains=[area.code]).values_list("pk", flat=True))
    tier = Tier.PARTNERS if may_read(held, by) else Tier.PUBLIC
    of = Basis(area.code, uuid.UUID(int=0), 0, today - dt.timedelta(days=DAYS_BACK), today, held)
    made, quotes = dossiers.prepare(of, tier)
    if tier == Tier.PARTNERS:
        read("bottlenecks.weighing", subject=f"area:{area.code}", by=by)
    return shown(made, plain_texts(list(quotes.sealed.values())))


def theme_names() -> list[tuple[str, str]]:
    """Return the themes in the order of the site."""
    return [(key, one.name["nl"]) for key, one in sorted(definitions().themes.items(), key=lambda row: row[1].order)]


@require_http_methods(["GET", "POST"])
@allowed_to("propose_bottlenecks")
def propose(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Propose a knelpunt about a theme in a wijk, with what it rests on."""
    area, by = _area_or_404(slug), current().actor
    name = dict(theme_names()).get(theme)
    if name is None:
        raise Http404
    found = material(area.code, theme, by)
    noted(found, f"area:{area.code}")
    form = forms.ProposeForm(request.POST or None, names=[one.name for one in found if one.name])
    newest = kept.latest(area.code, Tier.PUBLIC)

    def do() -> Bottleneck:
        of = form.cleaned_data
        said = Proposal(
            area.code, theme, form.said(), of["evidence"], round=newest.round if newest else None, urgent=of["urgent"]
        )
        return actions.propose(of=said, by=by, answer_key=of["key"], looked=of["looked"])

    context = {
        "area": area, "theme": name, "groups": grouped(found), "chosen": set(form["evidence"].value() or []),
        "here": "bottlenecks",
    }  # fmt: skip
    done = _("Het knelpunt is voorgesteld.")
    return attempt(request, form, do, to=_address, page="bottlenecks/propose.html", context=context, done=done)


def grouped(found: list[Found]) -> list[tuple[str, list[Found]]]:
    """Return what there is to rest on per source, the three always in the same order; then signals, if there are."""
    titles = {
        EvidenceKind.FIGURE: _("Cijfers"),
        EvidenceKind.STATEMENT: _("Wat professionals zien"),
        EvidenceKind.CONTRIBUTION: _("Wat bewoners vertellen"),
    }
    groups = [(title, [one for one in found if one.kind == kind]) for kind, title in titles.items()]
    signals = [one for one in found if one.kind == EvidenceKind.SIGNAL]
    return [*groups, (_("Signalen uit cijfers"), signals)] if signals else groups


def noted(found: list[Found], subject: str) -> None:
    """What professionals said is confidential: that it was opened stands in the read log."""
    if any(one.kind == EvidenceKind.STATEMENT and one.text for one in found):
        read("bottlenecks.evidence", subject=subject, by=current().actor)


def _address(one: Any) -> str:
    return reverse("bottlenecks:detail", args=[one.pk])


def _area_or_404(code: str) -> AreaRow:
    found = area_by_code(code)
    if found is None:
        raise Http404
    return found


def bottleneck_or_404(key: uuid.UUID) -> Bottleneck:
    """Return a knelpunt, or say that it is not there."""
    found = queries.bottleneck(key)
    if found is None:
        raise Http404
    return found


def refuse_unless(allowed: bool) -> None:
    """Refuse who may not do this."""
    if not allowed:
        raise PermissionDenied
