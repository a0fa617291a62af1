"""The door of what is opened with a code or a link instead of an account: who guesses has to wait."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from wens.followup.actions import guessing
from wens.followup.actions.links import TOKEN_LENGTH, Purpose, find_link
from wens.tenancy.context import Acting, acting, current
from wens.tenancy.security import COVENANT_RIGHT
from wens.voices.codes import find_by_code
from wens.voices.definitions import Help, help_of
from wens.voices.flood import visitor
from wens.voices.models import Contribution

P = ParamSpec("P")
Follow = Callable[Concatenate[HttpRequest, Contribution, str, P], HttpResponse]


def followed(view: Follow[P]) -> Callable[..., HttpResponse]:
    """Open a page of one contribution for who brings its follow code, or the link from a letter about it."""

    @wraps(view)
    def guarded(request: HttpRequest, /, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if guessing.has_to_wait(visitor(request)):
            return private(wait(request))
        with above_covenants():
            contribution = _opened_by(key)
            if contribution is not None:
                return private(view(request, contribution, key, *args, **kwargs))
        guessing.note_wrong(visitor(request))
        return private(unknown(request))

    return guarded


def above_covenants() -> AbstractContextManager[Acting]:
    """Act as before, also on what stands under a covenant: a writer follows the own words wherever they are kept."""
    now = current()
    return acting(now.gemeente, now.actor, rights=now.rights | {COVENANT_RIGHT}, organisation=now.organisation)


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of caches, search engines and the address that other sites are told.

    Not ``no-referrer``: with it browsers send the origin of a form as "null", which the check on forms refuses; with
    ``same-origin`` no other site gets anything either.
    """
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def wait(request: HttpRequest) -> HttpResponse:
    """Say that too many codes were wrong, and what to do."""
    return render(request, "followup/wait.html", {"help": help_lines()}, status=429)


def unknown(request: HttpRequest) -> HttpResponse:
    """Say that this code or link opens nothing, and what to do."""
    return render(request, "followup/unknown.html", {"help": help_lines()}, status=404)


def help_lines() -> Help:
    """Return the numbers that people may call instead; they stand on every page."""
    return help_of(current().gemeente)


def _opened_by(key: str) -> Contribution | None:
    if len(key) == TOKEN_LENGTH:
        link = find_link(key, Purpose.FOLLOW)
        return link.contribution if link else None
    return find_by_code(key)
