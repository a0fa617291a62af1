"""Asking for news by mail, confirming it, and stopping. No account; no page says whether an address is known."""

import uuid
from contextlib import AbstractContextManager

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wens.areas.queries import area_by_code
from wens.districts import actions, queries
from wens.districts.actions import SubscribeError
from wens.followup import news
from wens.followup.actions import guessing
from wens.followup.news_forms import NewsForm
from wens.followup.views.doors import private, unknown, wait
from wens.tenancy.context import Acting, acting, current
from wens.voices.flood import is_flood, visitor


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the news of an area by mail."""
    form = NewsForm(request.POST or None, initial={"area": request.GET.get("gebied", ""), "key": uuid.uuid4()})
    asked = False
    if form.is_valid():
        if is_flood(request, "send"):
            form.add_error(None, _("Er komt nu te veel tegelijk binnen. Wacht tien minuten en probeer het opnieuw."))
        else:
            asked = _asked(form)
    status = 422 if form.is_bound and not asked else 200
    context = {"form": form, "asked": asked, "here": "news"}
    return private(render(request, "followup/news_ask.html", context, status=status))


def _asked(form: NewsForm) -> bool:
    said, language = form.cleaned_data, (get_language() or "nl")[:2]
    try:
        with _reading():
            actions.subscribe(
                area_code=said["area"], email=said["email"], language=language, key=said["key"], by=current().actor
            )
    except SubscribeError as error:
        form.add_error("area", str(error))
        return False
    return True


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """Confirm by pressing a button: programs that look at links in mail press nothing."""
    if refused := _refused(request, key, token, "confirm"):
        return refused
    with _reading():
        if request.method == "POST":
            one = actions.confirm(subscription=key, by=current().actor)
        else:
            one = queries.subscription(key)
    area = area_by_code(one.area_code) if one else None
    if area is None:
        return private(unknown(request))
    context = {"area": area, "done": request.method == "POST", "here": "news"}
    return private(render(request, "followup/news_confirm.html", context))


@csrf_exempt  # RFC 8058: a mail program sends this without ever having seen a page; the token is the proof
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """Stop the news and forget the address: a press on the button, or one click in the mail program."""
    if refused := _refused(request, key, token, "stop"):
        return refused
    if request.method == "POST":
        with _reading():
            actions.unsubscribe(subscription=key, by=current().actor)
    return private(render(request, "followup/news_stop.html", {"done": request.method == "POST", "here": "news"}))


def _refused(request: HttpRequest, key: uuid.UUID, token: str, purpose: str) -> HttpResponse | None:
    if guessing.has_to_wait(visitor(request)):
        return private(wait(request))
    if not news.is_token(token, purpose, key):
        guessing.note_wrong(visitor(request))
        return private(unknown(request))
    return None


def _reading() -> AbstractContextManager[Acting]:
    """Open the lock on addresses for who brings a link, or gives an address."""
    now = current()
    return acting(now.gemeente, now.actor, rights=now.rights | {"read_contacts"}, organisation=now.organisation)
