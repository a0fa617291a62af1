"""What everybody reads: whom to turn to, news, and all that was published before. Without an account."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wens.areas.queries import AreaRow, area_by_code, areas, search
from wens.districts import queries
from wens.districts.feed import feed_of
from wens.districts.models import Kind, Piece, State, Version
from wens.districts.showing import (
    ShownText,
    contacts_in,
    day_of,
    newest_in,
    places_of,
    shown_contact,
    shown_text,
    state_of,
)

LEVELS = ("local_wijk", "stadsdeel", "gemeente", "buurt", "wijk")
MOST_NEWS = 50


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Find whom to turn to: by postcode, by name, or from the list of wijken."""
    sought = request.GET.get("zoek", "").strip()[:80]
    matches = [area for area in search(sought) if area.level in LEVELS] if sought else []
    exact = [area for area in matches if area.name.casefold() == sought.casefold()] or matches
    if len(exact) == 1:
        return redirect("districts-public:whom-in", code=exact[0].code)
    context = {
        "sought": sought, "matches": [(one, _lies_in(one)) for one in matches], "wijken": spoken_areas(),
        "here": "whom",
    }  # fmt: skip
    return render(request, "districts/whom.html", context)


@require_safe
def whom_in(request: HttpRequest, code: str) -> HttpResponse:
    """Show whom people of an area can turn to."""
    area = area_or_404(code)
    chain = queries.chain_of(area.code)
    context = {
        "area": area, "contacts": contacts_in(chain), "here": "whom",
        "news": newest_in(queries.around(area.code)),
    }  # fmt: skip
    return render(request, "districts/whom_in.html", context)


@require_safe
def news(request: HttpRequest, code: str = "") -> HttpResponse:
    """List the news, of the whole gemeente or for an area."""
    area = area_or_404(code) if code else None
    context = {
        "items": _news_of(area), "area": area, "wijken": spoken_areas(), "here": "news",
        "feed": reverse("districts-public:feed-in", args=[area.code]) if area else reverse("districts-public:feed"),
    }  # fmt: skip
    return render(request, "districts/news.html", context)


@require_safe
def news_here(request: HttpRequest) -> HttpResponse:
    """Go to the news of the area that was chosen in the list."""
    code = request.GET.get("gebied", "")
    return redirect("districts-public:news-in", code=code) if code else redirect("districts-public:news")


@require_safe
def feed(request: HttpRequest, code: str = "") -> HttpResponse:
    """Give the news as Atom (RFC 4287)."""
    area = area_or_404(code) if code else None
    name = area.name if area else request.gemeente.name  # type: ignore[attr-defined]
    own = reverse("districts-public:news-in", args=[area.code]) if area else reverse("districts-public:news")
    body = feed_of(
        [one for one, _places in _news_of(area)], title=_("Nieuws over %(name)s") % {"name": name},
        page=request.build_absolute_uri(own), feed=request.build_absolute_uri(), absolute=request.build_absolute_uri,
    )  # fmt: skip
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@require_safe
def item(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one news item; when it was withdrawn or removed, that and why."""
    piece = _piece_or_404(key)
    if piece.kind != Kind.NEWS:
        return redirect("districts-public:history", key=key)
    newest = queries.published(key)[0]
    if newest.state == State.REMOVED:
        return _show_version(request, newest, status=410)
    return _show_version(request, newest)


@require_safe
def history(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """List all versions of a piece that were public, with from when until when."""
    piece = _piece_or_404(key)
    found = queries.published(key)
    rows = [(one, state_of(one)) for one in found]
    context = {"piece": piece, "rows": rows, "title": _title(found), "areas": places_of(found[0]), "here": "history"}
    return render(request, "districts/history.html", context)


@require_safe
def one_version(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """Show a version as it was."""
    _piece_or_404(key)
    found = queries.published(key, number)
    if not found:
        raise Http404
    return _show_version(request, found[0], status=410 if found[0].state == State.REMOVED else 200)


@require_safe
def earlier(request: HttpRequest, code: str) -> HttpResponse:
    """List all texts about a stadsdeel that are or were on the site."""
    area = area_or_404(code)
    found = queries.published_of((Kind.PROFILE, Kind.PROGRAMME), area.code)
    rows = [(one, _title([one]), state_of(one)) for one in found]
    return render(request, "districts/earlier.html", {"area": area, "rows": rows, "here": "history"})


def area_or_404(code: str) -> AreaRow:
    """Return the area of a code that the public knows. Raises Http404."""
    found = area_by_code(code)
    if found is None or found.level not in LEVELS:
        raise Http404
    return found


def spoken_areas() -> list[AreaRow]:
    """Return the wijken that people speak of, by name; where a gemeente has none of its own, those of CBS."""
    found = areas()
    level = next((one for one in ("local_wijk", "wijk", "buurt") if any(area.level == one for area in found)), "buurt")
    return sorted((area for area in found if area.level == level), key=lambda area: area.name)


def _news_of(area: AreaRow | None) -> list[tuple[ShownText, str]]:
    found = queries.news_in(queries.around(area.code), most=MOST_NEWS) if area else queries.all_news(most=MOST_NEWS)
    return [(shown_text(one), places_of(one)) for one in found]


def _show_version(request: HttpRequest, one: Version, status: int = 200) -> HttpResponse:
    is_gone = one.state == State.REMOVED
    show = shown_contact if one.piece.kind == Kind.CONTACT else shown_text
    context = {
        "version": one, "shown": None if is_gone else show(one), "state": state_of(one), "areas": places_of(one),
        "is_contact": one.piece.kind == Kind.CONTACT, "ended": day_of(one.ended_at), "begun": day_of(one.publish_at),
        "has_more": len(queries.published(one.piece_id)) > 1, "here": "history",
    }  # fmt: skip
    return render(request, "districts/version.html", context, status=status)


def _piece_or_404(key: uuid.UUID) -> Piece:
    piece = queries.piece(key)
    if piece is None or not queries.published(key):
        raise Http404
    return piece


def _title(found: list[Version]) -> str:
    kept = next((one for one in found if one.state != State.REMOVED), None)
    return shown_text(kept).title if kept else _("Een tekst die is weggehaald")


def _lies_in(area: AreaRow) -> str:
    """What tells areas of the same name apart: the kind of area."""
    kinds = {"local_wijk": _("wijk"), "wijk": _("wijk van het CBS"), "stadsdeel": _("stadsdeel"),
             "gemeente": _("gemeente")}  # fmt: skip
    return kinds.get(area.level, _("buurt"))
