"""Whatever is sent to any public address: a page or a refusal in words, never a fault, a trace or half a record."""

import re
import uuid
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import wens
from tests.access.routes import Route, every_route
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contact, Contribution, Original

pytestmark = pytest.mark.slow
STAFF = ("beheer/",)
ROUTES = [route for route in every_route() if not route.pattern.startswith((*STAFF, "static/"))]
PACKAGES = "|".join(path.parent.name for path in Path(wens.__file__).parent.glob("*/__init__.py"))
TRACE = re.compile(rf"Traceback|psycopg|django\.|File \"|DoesNotExist|wens\.(?:{PACKAGES})\.")
RIGHTS = ("read_originals", "read_contacts")
FIELDS = """text gebied area_code place email telephone key answer_key code words answer q question updates photo size
subject seen step token remove page volgende"""
NAMES = st.sampled_from(FIELDS.split())
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "\x00", "' OR 1=1 --", "<script>", "../../etc/passwd", "9" * 400, "é" * 5000, "nl", "-1", "1e999"]
    ),
    st.uuids().map(str),
)
FORMS = st.dictionaries(NAMES, VALUES, max_size=8)


def address(route: Route, junk: str) -> str:
    def filled(found: re.Match[str]) -> str:
        kind = found[1] or "str:"
        fixed = {"int:": "7", "uuid:": str(uuid.UUID(int=7)), "slug:": "een-naam"}
        return fixed.get(kind, re.sub(r"[^\w.-]", "", junk)[:40] or "x")

    return "/" + re.sub(r"<(\w+:)?\w+>", filled, route.pattern).lstrip("^").rstrip("$")


def whole() -> bool:
    """Tell whether each contribution has its text, and each text and contact its contribution."""
    with acting("GM0153", Actor.machine(), rights=RIGHTS):
        keys = set(Contribution.objects.values_list("pk", flat=True))
        texts = set(Original.objects.values_list("pk", flat=True))
        return keys == texts and set(Contact.objects.values_list("pk", flat=True)) <= keys


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name or route.pattern)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(form=FORMS, junk=st.text(max_size=30), language=st.sampled_from(["", "/en", "/ar"]))
def test_no_form_breaks_a_public_address(route, form, junk, language, gemeente, home):
    # Hypothesis also sends texts that stand in our own code, and a page repeats what was sent.
    assume(not TRACE.search(f"{form} {junk}"))
    client = Client(raise_request_exception=False)
    for send in (client.post, client.get):
        answer = send(f"{language}{address(route, junk)}", form)
        assert answer.status_code < 500, (route.name, form)
        assert answer.streaming or not TRACE.search(answer.content.decode("utf-8", "replace"))
    assert whole()
