"""The table itself: capturing by form or by device, and the wall on which everybody sees it."""

import json
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wens.access.guards import allowed_to
from wens.meetings import actions, forms, queries
from wens.meetings.actions import MeetingError
from wens.meetings.gathering import theme_name
from wens.meetings.models import Meeting, Opinion, State
from wens.meetings.people_in_text import CHECKED, hints_in, look
from wens.meetings.photo import top_of_photo
from wens.meetings.rules import NotAllowed
from wens.meetings.states import ON_DEVICE
from wens.meetings.views.common import REFUSED, area_names, attempt, opened, table_or_404
from wens.tenancy.context import current
from wens.voices.hints import pieces

LARGEST_BATCH = 1_000_000


@require_http_methods(["GET", "POST"])
@allowed_to("take_part_in_meetings")
def capture(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what was said, and take in something new: one form, also without script."""
    one = opened(key, "table") if request.method == "GET" else table_or_404(key)
    form = forms.StatementForm(request.POST or None, initial=_begin(request, one))
    if form.is_valid():
        checked = {name: form.cleaned_data[name] for name in CHECKED}
        hints = hints_in(checked)
        if hints and not form.cleaned_data["looked"]:
            return _table(request, one, form, preview=[list(pieces(checked[name], hints[name])) for name in hints])
        if _kept(one, form):
            messages.success(request, _("Uw inbreng is bewaard."))
            return redirect("meetings:table", key=key)
    return _table(request, one, form)


def _begin(request: HttpRequest, one: Meeting) -> dict[str, Any]:
    """Return an empty form, or the words of the own statement that is asked for, with which edits were seen."""
    wanted = request.GET.get("wijzig", "")
    rows = {str(row.statement.pk): row for row in queries.statements(one, current().actor) if row.own} if wanted else {}
    found = rows.get(wanted)
    new = forms.StatementForm.new()
    if found is None:
        return new
    of = found.statement
    words = as_data(found)["fields"]
    return {**new, **words, "statement": of.pk, "seen": {"heads": of.heads, "words": words}}


def _kept(one: Meeting, form: forms.StatementForm) -> bool:
    """Keep what the form says as an edit; a refusal stands on the form."""
    of, values = form.cleaned_data, form.changed_words()
    if of["looked"]:
        values["looked_at"] = look(form.values())
    if of["withdraw"]:
        values = {"withdrawn": "yes"}
    if not values:
        return True
    seen = {name: ids for name, ids in form.seen_part("heads").items() if name in values}
    sent = {
        "id": str(of["edit"]), "statement": str(of["statement"]), "changes": values, "seen": seen,
        "made_at": timezone.now().isoformat(),
    }  # fmt: skip
    try:
        outcome = actions.take_in(meeting=one.pk, sent=[sent], by=current().actor)
    except REFUSED as error:
        form.add_error(None, str(error))
        return False
    for refused in outcome.refused:
        form.add_error(None, refused["why"])
    return not outcome.refused


def _table(request: HttpRequest, one: Meeting, form: forms.StatementForm, preview: Any = None) -> HttpResponse:
    shown = [row for row in queries.statements(one, current().actor) if not row.statement.withdrawn]
    context = {
        "meeting": one,
        "areas": area_names(one),
        "form": form,
        "preview": preview,
        "themes": _by_theme(shown),
        "opinions": Opinion.choices,
        "questions": queries.questions_for(one),
        "photo": top_of_photo(one.area_codes),
        "editing": bool(request.GET.get("wijzig")) or bool(form.is_bound and form.data.get("seen", "{}") != "{}"),
        "state": _state(one, 0),
        "ends": ends_ms(one),
        "here": "meetings",
    }
    return render(request, "meetings/table.html", context, status=422 if form.errors or preview else 200)


def ends_ms(one: Meeting) -> str:
    """Return when a meeting ends, in ms since 1970: a day later a device has forgotten it."""
    return str(round(one.ends_at.timestamp() * 1000))


def _by_theme(shown: list[queries.Shown]) -> list[tuple[str, list[queries.Shown]]]:
    """Return the statements by theme, in the order of the site; those without a theme last."""
    keys = [*(key for key, _name in forms.themes()), ""]
    of = {key: [row for row in shown if row.statement.theme == key] for key in keys}
    return [(theme_name(key)["nl"], rows) for key, rows in of.items() if rows]


@require_safe
@allowed_to("take_part_in_meetings")
def wall(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the photo and what is said, large, for a projector of 1024 × 768."""
    one = opened(key, "wall")
    shown = [row for row in queries.statements(one, current().actor) if not row.statement.withdrawn]
    context = {
        "meeting": one,
        "areas": area_names(one),
        "themes": _by_theme(shown),
        "photo": top_of_photo(one.area_codes),
        "state": _state(one, 0),
        "ends": ends_ms(one),
        "here": "meetings",
    }
    return render(request, "meetings/wall.html", context)


@require_safe
@allowed_to("take_part_in_meetings")
def offline(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the worker that opens a table or a hall again without a connection, for the addresses below this one."""
    words = Path(str(finders.find("wens/offline.js"))).read_text("utf-8")
    text = f'importScripts("{static("wens/store.js")}");\n{words}'
    headers = {"Cache-Control": "no-cache", "Vary": "Cookie"}
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers=headers)


@require_POST
@allowed_to("take_part_in_meetings")
def stance(request: HttpRequest, key: uuid.UUID, statement: uuid.UUID) -> HttpResponse:
    """Say what the own organisation thinks of a statement, without script."""
    one, by = table_or_404(key), current().actor
    shown = {row.statement.pk: row for row in queries.statements(one, by)}.get(statement)
    sent = {
        "id": request.POST.get("edit", ""), "statement": str(statement), "made_at": timezone.now().isoformat(),
        "changes": {"stance": request.POST.get("opinion", "")}, "seen": {"stance": shown.my_heads if shown else []},
    }  # fmt: skip

    def say() -> None:
        for refused in actions.take_in(meeting=one.pk, sent=[sent], by=by).refused:
            raise MeetingError(refused["why"])

    return attempt(request, say, "", "meetings:table", key=key)


@require_POST
@allowed_to("take_part_in_meetings")
def approve_text(request: HttpRequest, key: uuid.UUID, statement: uuid.UUID) -> HttpResponse:
    """Let everybody read a proposed text, as the second person."""
    one = table_or_404(key)

    def approve() -> None:
        if not one.statements.filter(pk=statement).exists():
            raise MeetingError(_("Deze inbreng hoort bij een andere bijeenkomst."))
        actions.approve_text(statement=statement, seen_text=request.POST.get("text", ""), by=current().actor)

    return attempt(request, approve, _("De tekst mag nu in het openbare verslag."), "meetings:table", key=key)


@require_http_methods(["GET", "POST"])
@allowed_to("take_part_in_meetings")
def sync(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take in a batch of edits (POST), and say what changed since a cursor; an ETag when nothing did."""
    outcome = None
    if request.method == "POST":
        try:
            sent = json.loads(request.body[:LARGEST_BATCH])
            edits = sent["edits"]
            if not isinstance(edits, list):
                raise TypeError("edits: een lijst wordt verwacht.")
            with transaction.atomic():
                outcome = actions.take_in(meeting=key, sent=edits, by=current().actor)
        except Meeting.DoesNotExist as error:
            raise Http404 from error
        except NotAllowed as error:
            raise PermissionDenied from error
        except (ValueError, KeyError, TypeError, MeetingError) as error:
            return JsonResponse({"problem": str(error)}, status=400)
        one, cursor = outcome.meeting, sent.get("cursor", "")
    else:
        one, cursor = table_or_404(key), request.GET.get("cursor", "")
    tag = f'"{_cursor(one)}-{one.version}"'
    if outcome is None and cursor == _cursor(one) and request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    said = _state(one, _after(one, str(cursor)))
    if outcome is not None:
        said |= {"kept": outcome.kept, "refused": outcome.refused, "late": outcome.late}
    return JsonResponse(said, headers={"ETag": tag, "Cache-Control": "private, no-cache"})


def _cursor(one: Meeting) -> str:
    """Where a screen is: the count, and whether what others put ready is shown yet (then all is asked again)."""
    return f"{'p' if one.state == State.PLANNED else 'o'}{one.position}"


def _after(one: Meeting, cursor: str) -> int:
    same = cursor[:1] == _cursor(one)[:1]
    return int(cursor[1:]) if same and cursor[1:].isdigit() else 0


def _state(one: Meeting, after: int) -> dict[str, Any]:
    """What a screen needs to be up to date: the state, where it now is, and every statement that changed."""
    return {
        "state": one.state,
        "keep": one.state in ON_DEVICE,
        "version": one.version,
        "cursor": _cursor(one),
        "statements": [as_data(row) for row in queries.statements(one, current().actor, after=after)],
    }


FIELDS = ("theme", "subject", "place", "nature", "size", "frequency", "causes", "sureness", "public_text")


def as_data(row: queries.Shown) -> dict[str, Any]:
    """Return a statement as a screen gets it: words, which edits stand, who recognises it."""
    of = row.statement
    return {
        "id": str(of.pk),
        "organisation": row.who,
        "mine": row.mine,
        "own": row.own,
        "fields": {name: getattr(of, name) for name in FIELDS} | {"may_be_public": "yes" if of.may_be_public else ""},
        "facts": row.facts,
        "theme_name": theme_name(of.theme)["nl"],
        "heads": {name: ids for name, ids in of.heads.items() if not name.startswith("stance/")},
        "my_heads": row.my_heads,
        "my_opinion": row.my_opinion,
        "conflicts": {name: values for name, values in of.conflicts.items() if not name.startswith("stance/")},
        "stances": [
            {"who": one.organisation.name, "opinion": one.opinion, "words": str(one.get_opinion_display()),
             "divided": one.divided} for one in row.stances
        ],
        "withdrawn": of.withdrawn,
        "hints": list(row.hints) if not of.looked_at else [],
        "look": row.look,
        "approved": row.approved,
    }  # fmt: skip
