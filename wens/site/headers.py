"""What every answer says about itself to the browser, and that nothing of staff or of one person is kept anywhere."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]

# What no page of ours uses; publickey-credentials stays with ourselves, for logging in with a passkey.
PERMISSIONS = ", ".join(
    [
        *(f"{name}=()" for name in ("camera", "microphone", "payment", "usb", "serial", "midi")),
        *(
            f"{name}=()"
            for name in ("accelerometer", "gyroscope", "magnetometer", "display-capture", "browsing-topics")
        ),
        *(f"{name}=(self)" for name in ("geolocation", "publickey-credentials-get", "publickey-credentials-create")),
    ]
)
NOT_KEPT = ("/beheer/", "/partner/", "/volg/", "/vertel/", "/antwoord/")


class HeadersMiddleware:
    """Adds the headers that no library of ours adds (OWASP ASVS 5.0, 3.4)."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", _shared(request.path))
        if personal(request):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def personal(request: HttpRequest) -> bool:
    """Tell whether an address is of staff or of one person, so that no cache and no back button keeps it."""
    first, _, rest = request.path.lstrip("/").partition("/")
    path = f"/{rest}" if first in dict(settings.LANGUAGES) else request.path
    return path.startswith(NOT_KEPT)


def _shared(path: str) -> str:
    """Open data and the API are for everybody's pages; everything else stays with ours."""
    return "cross-origin" if path.startswith(("/api/", "/data/", "/static/")) else "same-origin"
