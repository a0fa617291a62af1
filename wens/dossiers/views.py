"""The partners' part of a frozen dossier: on the screen, on paper, as it was frozen, beside the former one."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wens.access.guards import allowed_to
from wens.dossiers import actions, queries
from wens.dossiers.compare import compare
from wens.dossiers.models import Dossier
from wens.dossiers.paper import as_pdf, fonts
from wens.dossiers.rules import NotAllowed
from wens.dossiers.showing import change_views, shown
from wens.organisations.models import Gemeente
from wens.tenancy.context import current


@require_safe
@allowed_to("take_part_in_meetings")
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the dossier as it was signed off."""
    found = _opened(key)
    context = {
        "dossier": found,
        "page": shown(queries.content_of(found), queries.texts_of(found)),
        "former": _former(found),
        "here": "rounds",
    }
    return render(request, "dossiers/one.html", context)


@require_safe
@allowed_to("take_part_in_meetings")
def pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give the dossier as a PDF."""
    found = _opened(key)
    gemeente: Gemeente = request.gemeente  # type: ignore[attr-defined]
    made = as_pdf(
        shown(queries.content_of(found), queries.texts_of(found)),
        title=_("Dossier %(number)s van %(name)s, deel van de partners")
        % {"number": found.number, "name": found.area_name},
        digest=found.digest, author=gemeente.name, day=timezone.localtime(found.frozen_at).date(), fonts=fonts(),
    )  # fmt: skip
    return _file(made, "application/pdf", "dossier.pdf", shown=True)


@require_safe
@allowed_to("take_part_in_meetings")
def as_json(request: HttpRequest, key: uuid.UUID) -> HttpResponse:  # noqa: ARG001
    """Give the dossier as it was frozen, to the byte: the sha256 of the answer is the digest on the page."""
    return _file(_opened(key).content.encode(), "application/json", "dossier.json")


@require_safe
@allowed_to("take_part_in_meetings")
def compared(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what changed since the dossier before it."""
    later = _opened(key)
    former = _former(later)
    if former is None:
        raise Http404
    changes = change_views(compare(queries.content_of(_opened(former.pk)), queries.content_of(later)))
    context = {"dossier": later, "former": former, "changes": changes, "here": "rounds"}
    return render(request, "dossiers/compared.html", context)


def _opened(key: uuid.UUID) -> Dossier:
    """The dossier, for who may read it; noted in the read log. Raises Http404, PermissionDenied."""
    try:
        return actions.open_partners_part(dossier=key, by=current().actor)
    except Dossier.DoesNotExist as error:
        raise Http404 from error
    except NotAllowed as error:
        raise PermissionDenied from error


def _former(one: Dossier) -> Dossier | None:
    return queries.dossier(one.area_code, one.number - 1, one.tier)


def _file(body: bytes, content_type: str, name: str, *, shown: bool = False) -> HttpResponse:
    disposition = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return HttpResponse(body, content_type=content_type, headers={"Content-Disposition": disposition})
