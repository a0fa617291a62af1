"""Who does nothing for a while has to log in again: a screen that was left open in an office opens nothing more."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wens.access.guards import account_of
from wens.tenancy.context import Actor, become

SEEN = "seen"
NOTE_AFTER_SECONDS = 60
"""So that not every request writes the session."""


class IdleMiddleware:
    """Ends a session that was not used for `WENS_IDLE_MINUTES`. A round table asks for news, which counts as use."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and account_of(request) is not None:
            now = int(time.time())
            idle = now - request.session.get(SEEN, now)
            if idle > settings.WENS.idle_minutes * 60:
                logout(request)
                become(Actor.public())
                messages.info(request, _("U deed een tijd niets. Daarom bent u uitgelogd. Log opnieuw in."))
            elif idle > NOTE_AFTER_SECONDS or SEEN not in request.session:
                request.session[SEEN] = now
        return self.respond(request)
