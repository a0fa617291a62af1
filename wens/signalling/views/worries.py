"""What partners see going wrong: the list, one worry, and each thing that can be done with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wens.access.guards import allowed_to
from wens.signalling import queries


@require_safe
@allowed_to("see_signals")
def overview(request: HttpRequest) -> HttpResponse:
    """List the worries that this partner may see."""
    return render(request, "signalling/overview.html", {"worries": queries.worries(), "here": "signals"})
