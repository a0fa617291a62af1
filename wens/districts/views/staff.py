"""Writing with a preview, and the list of what waits for a second person."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wens.access.guards import allowed_to
from wens.access.two_people import may_be_second
from wens.areas.queries import area_names
from wens.districts import actions, queries
from wens.districts.actions import Conflict, Draft, LookOnce, PieceError
from wens.districts.forms import DraftForm, form_of, initial_of
from wens.districts.models import OPEN, Kind, Piece, State, Version
from wens.districts.rules import NotAllowed, may
from wens.districts.showing import places_of, shown_contact, shown_text, state_of
from wens.districts.states import SIGN, WRITE, Move, NoSuchMove, possible
from wens.plans.queries import programmes
from wens.tenancy.context import current

REFUSED = (PieceError, NotAllowed, NoSuchMove)
PROGRAMME_FIELD = "programma"


@dataclass(frozen=True)
class Doing:
    """How a step of a version is offered: the words on its button and what is said when it was done."""

    label: str | Promise
    done: str | Promise
    ask: str | Promise = ""


DOINGS: dict[str, Doing] = {
    "offer": Doing(lazy("Leg voor aan een tweede lezer"), lazy("De tekst wacht op een handtekening van een ander.")),
    "take_back": Doing(lazy("Haal terug"), lazy("De tekst is weer een concept.")),
    "drop": Doing(lazy("Laat dit concept vervallen"), lazy("Het concept is vervallen.")),
    "sign": Doing(lazy("Teken"), lazy("U heeft getekend.")),
    "send_back": Doing(lazy("Stuur terug"), lazy("De schrijver ziet wat er anders moet."),
                       lazy("Wat moet er anders?")),
    "withdraw": Doing(lazy("Trek in"), lazy("De tekst is van de site."), lazy("Waarom gaat de tekst van de site?")),
    "remove": Doing(lazy("Haal helemaal weg"), lazy("De inhoud is weg. Er staat dat hier iets stond."),
                    lazy("Welke wettelijke reden is er?")),
}  # fmt: skip


@require_GET
@allowed_to("see_texts")
def overview(request: HttpRequest) -> HttpResponse:
    """List all texts and addresses of the gemeente, or of one area; what waits stands on top."""
    names = area_names()
    area = request.GET.get("gebied", "")
    if area and area not in names:
        raise Http404
    near = set(queries.chain_of(area)) if area else set()
    rows = [
        (one, _title(one), places_of(one), state_of(one), open_)
        for one, open_ in queries.current_versions()
        if not area or near.intersection(one.area_codes)
    ]
    rows.sort(key=lambda row: row[1].casefold())
    context = {
        "groups": [(kind, label, [row for row in rows if row[0].piece.kind == kind]) for kind, label in Kind.choices],
        "waiting": [(one, _title(one), places_of(one)) for one in queries.to_sign()],
        "area": area, "areas": sorted(names.items(), key=lambda one: one[1]), "writes": may(current().actor, WRITE),
        "is_stadsdeel": area in area_names("stadsdeel"), "programmes": programmes() if area else [],
        "here": "districts",
    }  # fmt: skip
    return render(request, "districts/overview.html", context)


@require_GET
@allowed_to("see_texts")
def piece(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one piece: how it stands, the version that is being worked on, and all that were."""
    held = _piece_or_404(key)
    found = queries.versions(key)
    newest, by, now = found[0], current().actor, timezone.now()
    shows = next((one for one in found if queries.is_shown(one, now)), None)
    working = newest if newest.state in (*OPEN, State.SIGNED) and newest != shows else None
    context = {
        "piece": held, "title": _title(newest), "areas": places_of(newest), "shows": _shown(shows),
        "working": _shown(working), "rows": [(one, state_of(one)) for one in found], "newest": newest,
        "doors": _doors(newest, by) if working else [], "shows_doors": _doors(shows, by) if shows else [],
        "writes": may(by, WRITE) and newest.state != State.OFFERED, "here": "districts", "is_own":
        newest.state == State.OFFERED and may(by, SIGN) and not may_be_second(newest.written_by, by),
        "removable": [(one, _doors(one, by)) for one in found if one.state in (State.SIGNED, State.WITHDRAWN)],
    }  # fmt: skip
    return render(request, "districts/piece.html", context)


@require_http_methods(["GET", "POST"])
@allowed_to("write_texts")
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """Write the first version of a piece."""
    if kind not in Kind.values:
        raise Http404
    area = request.GET.get("gebied", "")
    programme = request.GET.get(PROGRAMME_FIELD, "")
    fixed, key = _place_of(Kind(kind), area, programme)
    form = form_of(kind, request.POST or None, fixed=fixed, initial={"areas": [area] if area else []})
    there = queries.of_key(Kind(kind), key) if key else None
    if there is not None:
        return redirect("districts:write", key=there.pk)
    return _written(request, form, kind, lambda of: actions.start(kind=Kind(kind), of=of, key=key, by=current().actor))


@require_http_methods(["GET", "POST"])
@allowed_to("write_texts")
def write(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write the open version differently, or begin the next one."""
    held = _piece_or_404(key)
    found = queries.versions(key)
    newest = next((one for one in found if one.said), found[0])
    if newest.state == State.OFFERED:
        messages.error(request, _("Deze tekst wacht op een handtekening. Haal haar eerst terug."))
        return redirect("districts:piece", key=key)
    seen = newest.edits if newest.state in OPEN else None
    said = request.POST.get("seen", "")
    given = int(said) if said.isdecimal() and len(said) < 10 else None
    fixed = newest.area_codes if held.key else ()
    form = form_of(held.kind, request.POST or None, fixed=fixed, initial=initial_of(newest))
    return _written(
        request, form, held.kind, lambda of: actions.write(piece=key, of=of, by=current().actor, seen=given), seen=seen,
        back=reverse("districts:piece", args=[key]), remark=newest.remark if newest.state == State.RETURNED else "",
    )  # fmt: skip


@require_POST
@allowed_to("see_texts")
def step(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Take a step with a version."""
    one = queries.version(key)
    if one is None or name not in DOINGS:
        raise Http404
    said = request.POST.get("seen", "")
    kwargs: dict[str, Any] = {"seen": int(said) if said.isdecimal() and len(said) < 10 else None}
    if DOINGS[name].ask:
        kwargs["words"] = request.POST.get("words", "")
    try:
        with transaction.atomic():
            getattr(actions, name)(key=key, by=current().actor, **kwargs)
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(DOINGS[name].done))
    return redirect("districts:piece", key=one.piece_id)


def _written(
    request: HttpRequest, form: DraftForm, kind: str, do: Callable[[Draft], Version], *, seen: int | None = None,
    back: str = "", remark: str = "",
) -> HttpResponse:  # fmt: skip
    """Show the form, the preview that was asked for, or go on to the piece when it was saved."""
    preview, conflict = None, False
    if form.is_valid() and (of := form.draft()) is not None:
        if "preview" in request.POST:
            preview = _preview(kind, of)
        else:
            try:
                with transaction.atomic():
                    made = do(of)
            except Conflict as error:
                form.add_error(None, str(error))
                conflict, seen = True, error.now.edits
            except LookOnce as error:
                form.add_error("looked", str(error))
            except REFUSED as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Bewaard als concept. Leg het voor aan een tweede lezer als het klaar is."))
                return redirect("districts:piece", key=made.piece_id)
    context = {
        "form": form, "kind": Kind(kind).label, "preview": preview, "is_contact": kind == Kind.CONTACT, "seen": seen,
        "back": back or reverse("districts:overview"), "remark": remark, "here": "districts",
    }  # fmt: skip
    status = 409 if conflict else 422 if form.is_bound and form.errors else 200
    return render(request, "districts/write.html", context, status=status)


def _preview(kind: str, of: Draft) -> object:
    """Show a text as the site would: made by the same code, and kept nowhere."""
    unsaved = Version(piece=Piece(kind=kind), area_codes=list(of.area_codes), person=of.person,
                      said=of.content.model_dump(mode="json"), publish_at=of.wanted_at or timezone.now())  # fmt: skip
    return shown_contact(unsaved) if kind == Kind.CONTACT else shown_text(unsaved)


def _shown(one: Version | None) -> object | None:
    if one is None or not one.said:
        return None
    return shown_contact(one) if one.piece.kind == Kind.CONTACT else shown_text(one)


def _place_of(kind: Kind, area: str, programme: str) -> tuple[list[str], str]:
    """Return the one area and the key of a text that a stadsdeel has once; nothing for the other kinds."""
    if kind not in (Kind.PROFILE, Kind.PROGRAMME):
        return [], ""
    if area not in area_names("stadsdeel") or (kind == Kind.PROGRAMME and not programme.replace("-", "").isalnum()):
        raise Http404
    is_profile = kind == Kind.PROFILE
    return [area], queries.profile_key(area) if is_profile else queries.programme_key(area, programme)


def _doors(one: Version, by: Any) -> list[tuple[Move, Doing]]:
    """What `by` can do with a version; the form to write stands by itself."""
    found = [chosen for chosen in possible(one.state) if chosen.name in DOINGS and may(by, chosen.right)]
    return [(chosen, DOINGS[chosen.name]) for chosen in found if not chosen.other or may_be_second(one.written_by, by)]


def _title(one: Version) -> str:
    return shown_text(one).title if one.said else _("Een tekst die is weggehaald")


def _piece_or_404(key: uuid.UUID) -> Piece:
    found = queries.piece(key)
    if found is None:
        raise Http404
    return found
