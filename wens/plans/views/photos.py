"""Photos with reports: for everybody when the action is, else for who sees plans; and taking one away."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wens.access.guards import allowed_to
from wens.plans import actions, queries
from wens.plans.models import FocusState, ReportPhoto
from wens.plans.views.common import attempt
from wens.tenancy.context import current


@require_safe
def outside(request: HttpRequest, key: uuid.UUID) -> HttpResponse:  # noqa: ARG001  the same for everybody
    """Give a photo of an action that everybody reads."""
    found = _photo_or_404(key)
    action = found.report.action
    if not action.is_public or action.goal.ambition.focus.state == FocusState.DRAFT:
        raise Http404
    return _jpeg(found)


@require_safe
@allowed_to("see_plans")
def inside(request: HttpRequest, key: uuid.UUID) -> HttpResponse:  # noqa: ARG001  the same for all who see plans
    """Give a photo to who sees plans."""
    return _jpeg(_photo_or_404(key))


@require_POST
@allowed_to("see_plans")
def remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take a photo away for good."""
    found = _photo_or_404(key)
    return attempt(request, lambda: actions.remove_photo(photo=key, by=current().actor),
                   _("De foto is weg."), "plans:action", key=found.report.action_id)  # fmt: skip


def _photo_or_404(key: uuid.UUID) -> ReportPhoto:
    found = queries.report_photo(key)
    if found is None:
        raise Http404
    return found


def _jpeg(found: ReportPhoto) -> HttpResponse:
    # No cache keeps it: a photo that is taken away has to be gone at once.
    return HttpResponse(bytes(found.jpeg), content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})
