"""What templates need beyond Django's own tags."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wens.publication import words
from wens.render.marks import mark as draw_mark

register = template.Library()
NAMES = {"nl": "Nederlands", "en": "English"}


@register.simple_tag(takes_context=True)
def other_language(context: dict[str, Any]) -> dict[str, str]:
    """Return code, name and address of this same page in the other language."""
    request: HttpRequest = context["request"]
    code = "nl" if get_language() == "en" else "en"
    return {"code": code, "name": NAMES[code], "url": in_language(request.get_full_path(), code)}


def in_language(path: str, code: str) -> str:
    """Return the address in another language, also of pages that do not exist (404 keeps its language switch)."""
    translated = translate_url(path, code)
    if translated != path or path.startswith("/beheer/"):
        return translated
    bare = path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path
    return f"/en{bare}" if code == "en" else bare or "/"


@register.simple_tag
def explained(which: str) -> str:
    """Return a text that is the same on paper (`words.explained`)."""
    return words.explained(which)


@register.simple_tag
def mark(verdict: str) -> SafeString:
    """Draw the mark of a verdict; the words must stand beside it."""
    return mark_safe(draw_mark(verdict))  # noqa: S308 -- our own drawing, without outside text
