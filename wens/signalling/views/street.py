"""Squares of 100 metres on the screen: for parties of a covenant that shares them; a look stands in the read log."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wens.access.guards import allowed_to
from wens.access.models import Covenant
from wens.areas.queries import AreaRow, area_names, outlines
from wens.audit.actions import read
from wens.facts.squares import SIDE_M, corner_of
from wens.figures.definitions import definitions
from wens.render.map import MapArea, map_svg
from wens.signalling.forms import spoken_areas
from wens.signalling.models import NamedPlace
from wens.signalling.placing import Places
from wens.signalling.queries import buurten_of, named_places, rules_now
from wens.signalling.queries import squares as queries
from wens.signalling.saying import how_rare
from wens.signalling.street import NEAR_WEEKS, YEARS_BACK, Near, Square, Squared, Street, happened, squared, street
from wens.tenancy.context import current, current_gemeente

MOST_ROWS, NUMBERED = 100, 20
CLEAR = 0.05
"""A near repeat is said to be one when chance gives as many in fewer than one of twenty."""
NEAR_NAME_M = 150.0
HERE = {"here": "signals"}


@require_safe
@allowed_to("see_signals")
def overview(request: HttpRequest) -> HttpResponse:
    """List the wijken of which a covenant opens the squares to the own organisation."""
    opened = queries.covered(queries.opening())
    wijken = [one for one in spoken_areas() if one.code in opened]
    return render(request, "signalling/streets.html", {"wijken": wijken, **HERE})


@require_safe
@allowed_to("see_signals")
def wijk(request: HttpRequest, code: str) -> HttpResponse:
    """Show the squares of a wijk with their cases of one indicator, on a map and in a table."""
    covenants = queries.covered(queries.opening()).get(code, [])
    area = next((one for one in spoken_areas() if one.code == code), None)
    if area is None or not covenants:
        raise Http404
    known = squared(current_gemeente())
    opened = {key: by for key in known.measures if (by := _opens(covenants, key))}
    chosen = request.GET.get("over", "")
    chosen = chosen if chosen in opened else next(iter(sorted(opened, key=_name)), "")
    context: dict[str, Any] = {"area": area, "choices": [(key, _name(key)) for key in sorted(opened, key=_name)]}
    if chosen:
        read("signalling.squares", subject=f"area:{code}", by=current().actor, covenant=str(opened[chosen].pk))
        context |= {"chosen": chosen, "what": definitions().indicators[chosen].short[get_language() or "nl"],
                    "covenant": opened[chosen], **_shown(area, known, chosen)}  # fmt: skip
    return render(request, "signalling/street.html", {**context, **HERE})


def _opens(covenants: Sequence[Covenant], indicator: str) -> Covenant | None:
    return next((one for one in covenants if queries.needed(indicator) <= queries.shared_by(one)), None)


def _name(indicator: str) -> str:
    return str(definitions().indicators[indicator].name[get_language() or "nl"])


def _shown(area: AreaRow, known: Squared, indicator: str) -> dict[str, Any]:
    measures, places, rules = known.measures[indicator], Places.of_now(), rules_now()
    grain, last = max(known.last[one] for one in measures)
    rows = happened(current_gemeente(), measures, last - dt.timedelta(days=366 * YEARS_BACK))
    buurt_of, mine = places.buurt_of_squares({row["square"] for row in rows}), set(buurten_of(area.code))
    inside = {square for square, buurt in buurt_of.items() if buurt in mine}
    of = street(rows, inside, queries.addresses_of(inside), minimum=rules.minimum_addresses, grain=grain, last=last)
    names, named = area_names("buurt"), named_places(sorted(mine))
    lines = [
        {"number": at, "square": one, "buurt": names.get(buurt_of[one.code], ""), "near": _near_name(one.code, named)}
        for at, one in enumerate(of.squares[:MOST_ROWS], start=1)
    ]
    return {
        "lines": lines, "more": max(0, len(of.squares) - MOST_ROWS), "columns": _columns(of, grain),
        "hidden": of.hidden, "minimum": rules.minimum_addresses, "has_addresses": queries.has_addresses(),
        "map": _map(area, of), "near_words": _near_words(of.near), "last": last, "by_day": grain == "day",
    }  # fmt: skip


def _columns(of: Street, grain: str) -> list[str]:
    if grain != "day":
        return [str(first.year) for first, _until in of.periods]
    return [_("laatste %(weeks)s weken") % {"weeks": (until - first).days // 7 + 1} for first, until in of.periods]


def _near_name(code: str, named: Sequence[NamedPlace]) -> str:
    """The named place that lies nearest, when one lies near: nobody knows a square by its code."""
    x, y = (each + SIDE_M / 2 for each in corner_of(code))
    away = [(math.hypot(one.x - x, one.y - y), one.name) for one in named if one.x is not None and one.y is not None]
    distance, name = min(away, default=(math.inf, ""))
    return name if distance <= NEAR_NAME_M else ""


def _near_words(near: Near | None) -> str:
    """Say whether one follows another, with the chance; never of few cases."""
    if near is None:
        return _(
            "Van deze cijfers is alleen het jaar bekend. Of het ene kort na het andere komt, is er niet uit te zien."
        )
    if not near.is_told:
        return _("Er zijn te weinig gevallen om te zeggen of het ene kort na het andere komt.")
    said = {
        "events": number_format(near.events), "pairs": number_format(near.pairs),
        "expected": number_format(near.expected, 0), "ratio": number_format(near.ratio, 1), "weeks": NEAR_WEEKS,
    }  # fmt: skip
    counted = _("Geteld: %(pairs)s paren, verwacht %(expected)s, van %(events)s gevallen in %(weeks)s weken.") % said
    if near.p > CLEAR:
        words = _("Na een geval komt er binnen 200 meter en 14 dagen niet duidelijk vaker nog een dan gewoon.")
        return f"{words} {counted}"
    words = _("Na een geval komt er binnen 200 meter en 14 dagen %(ratio)s keer zo vaak nog een als verwacht.") % said
    return f"{words} {how_rare(near.p)} {counted}"


def _map(area: AreaRow, of: Street) -> SafeString:
    """Draw the squares in their wijk: dark from three cases on in the longest period, hatched without a number."""
    shape = next((one for one in outlines(area.level) if one.code == area.code), None)
    if shape is None or not of.squares:
        return SafeString("")
    ground = MapArea(area.name, shape.rings, shape.label, labelled=False)
    drawn = [ground, *(_drawn(number, one) for number, one in enumerate(of.squares[:MOST_ROWS], start=1))]
    drawing = map_svg(
        drawn, title=_("Kaart van %(name)s met vakken van 100 meter") % {"name": area.name},
        description=_("De nummers zijn die van de tabel. De tabel zegt hetzelfde in woorden."),
    )  # fmt: skip
    return mark_safe(drawing)  # noqa: S308 -- written and escaped by wens.render


def _drawn(number: int, one: Square) -> MapArea:
    x, y = corner_of(one.code)
    ring = [(x, y), (x + SIDE_M, y), (x + SIDE_M, y + SIDE_M), (x, y + SIDE_M), (x, y)]
    most = max(one.counts) if one.counts else 0
    words = ngettext("vak %(code)s: %(count)s geval", "vak %(code)s: %(count)s gevallen", most)
    title = (
        words % {"code": one.code, "count": most} if one.counts else _("vak %(code)s: geen aantal") % {"code": one.code}
    )
    fill = "none" if one.counts is None else "chosen" if most >= 3 else "chance"
    return MapArea(
        str(number), [ring], (x + SIDE_M / 2, y + SIDE_M / 2), title=title, fill=fill, labelled=number <= NUMBERED
    )
