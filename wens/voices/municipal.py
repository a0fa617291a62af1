"""Handing a report on public space to the gemeente's own system by machine: Open311, GeoReport v2 (POST requests.json).

The other side may fail, be slow or refuse; then NotTaken says so in words, and the writer still has his text.
"""

import json
from dataclasses import dataclass

import httpx
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wens.voices.definitions import Open311

WAIT_S = 6.0
LARGEST_ANSWER = 64_000


class NotTaken(Exception):
    """The other system did not take the report."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)


NO_ANSWER = _("Het systeem van de gemeente geeft nu geen antwoord. Uw tekst is bewaard. Probeer het zo nog eens.")
REFUSED = _("Het systeem van de gemeente neemt dit niet aan. Uw tekst is bewaard. Kies hieronder wat u wilt doen.")


@dataclass(frozen=True)
class Report:
    """What is handed over: a key of subjects.yaml, the text, where it is; never who wrote it."""

    subject: str
    text: str
    place: str
    longitude: float | None = None
    latitude: float | None = None


def hand_over(report: Report, to: Open311) -> str:
    """Post a report and return the number that it got, empty when the other system gives one later. Raises NotTaken."""
    service = to.services.get(report.subject)
    if service is None:
        raise NotTaken(REFUSED)
    form = {
        "jurisdiction_id": to.jurisdiction,
        "api_key": to.api_key,
        "service_code": service,
        "description": report.text,
        "address_string": report.place,
        "lat": "" if report.latitude is None else f"{report.latitude:.6f}",
        "long": "" if report.longitude is None else f"{report.longitude:.6f}",
    }
    answer = _post(f"{to.address.rstrip('/')}/requests.json", {name: value for name, value in form.items() if value})
    return _number(answer)


def _post(address: str, form: dict[str, str]) -> bytes:
    """Return the answer; the whole exchange takes WAIT_S at most for each step and follows no redirect."""
    try:
        with (
            httpx.Client(timeout=httpx.Timeout(WAIT_S, read=WAIT_S), trust_env=False) as client,
            client.stream("POST", address, data=form) as response,
        ):
            if response.status_code >= 500:
                raise NotTaken(NO_ANSWER)
            if response.status_code not in (200, 201):
                raise NotTaken(REFUSED)
            return _bounded(response)
    except httpx.HTTPError:
        raise NotTaken(NO_ANSWER) from None


def _bounded(response: httpx.Response) -> bytes:
    answer = b""
    for piece in response.iter_bytes():
        answer += piece
        if len(answer) > LARGEST_ANSWER:
            raise NotTaken(NO_ANSWER)
    return answer


def _number(answer: bytes) -> str:
    """The answer is a list with one request, which has a number at once or a token for later."""
    try:
        said = json.loads(answer)
        one = said[0] if isinstance(said, list) else said
        number, token = one.get("service_request_id"), one.get("token")
    except (ValueError, IndexError, AttributeError):
        raise NotTaken(NO_ANSWER) from None
    if not number and not token:
        raise NotTaken(REFUSED)
    return str(number or "")[:60]
