"""Outside, a member of staff is a function: no name, address or number of an account on anything public."""

import datetime as dt
import io
import uuid

import pypdf
from django.test import Client
from django.utils import timezone

from tests.access.routes import every_route
from tests.publication.conftest import city, empty_city
from tests.publication.test_voices import tell
from wens.access.rules import rights_of
from wens.meetings import actions
from wens.meetings.actions import Plan
from wens.meetings.models import Kind
from wens.organisations.actions import create_account
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting
from wens.voices.actions.contributing import Told, contribute
from wens.voices.actions.stepping import say
from wens.voices.actions.triage import approve_text
from wens.voices.models import Contribution, Message

__all__ = ["city", "empty_city"]
NAME, ADDRESS = "Zwaantje Quispel", "quispel@enschede.example"
STAFF = ("beheer/", "partner/")
MORE = ["/wijk/dorp/", "/en/wijk/dorp/", "/wijk/dorp/foto.pdf", "/api/v1/areas", "/api/v1/photos/WK000101"]


def words_of(answer) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8", "replace")
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def meet(leader: Account, second: Account) -> list[str]:
    """Hold a public meeting up to its public minutes; return the addresses of everything about it."""
    begins = timezone.now() + dt.timedelta(hours=1)
    plan = Plan(
        kind=Kind.WIJKBIJEENKOMST, title="Wijkbijeenkomst", area_codes=["GM0001-LW-dorp"], starts_at=begins,
        ends_at=begins + dt.timedelta(hours=2), place="School", is_public=True,
    )  # fmt: skip
    with acting("GM0001", leader.as_actor(), rights=rights_of(leader)) as now:
        one = actions.plan_meeting(of=plan, by=now.actor)
        for name in ("open", "close"):
            actions.move(meeting=one.pk, name=name, by=now.actor)
        actions.decide(meeting=one.pk, text="Er komt een drempel.", is_public=True, by=now.actor)
        number = actions.generate(meeting=one.pk, by=now.actor).number
    with acting("GM0001", second.as_actor(), rights=rights_of(second)) as now:
        actions.approve(meeting=one.pk, seen=number, by=now.actor)
        actions.publish(meeting=one.pk, by=now.actor)
    page = f"bijeenkomsten/{one.pk}/"
    return [f"/{page}", f"/en/{page}", f"/{page}verslag.pdf", f"/{page}bijeenkomst.ics"]


def test_nobody_of_staff_is_named_on_any_public_page(city: Client, home) -> None:
    tell(3)
    with acting("GM0001", Actor.machine()):
        account, leader, second = (
            create_account(
                email=f"{number}.{ADDRESS}", name=f"{NAME} {number}", role=role, by=Actor.machine(),
                password="een heel lang wachtwoord 42",
            )
            for number, role in enumerate(("triage", "district_manager", "district_manager"))
        )  # fmt: skip
        told = Told(area_code="BU00010000", text="Er wordt hard gereden.", subject="gathering")
        sent = contribute(told=told, answer_key=uuid.uuid4(), by=Actor.public())
    key, by = sent.contribution.pk, account.as_actor()
    with acting("GM0001", by, rights=rights_of(account)):
        approve_text(contribution=key, text="Er wordt te hard gereden.", public=True, by=by)
        say(Contribution.objects.get(pk=key), "Wij gaan meten.", by=by, direction=Message.Direction.TO_WRITER)
    plain = [f"/{one.pattern}" for one in every_route() if not one.arguments and not one.pattern.startswith(STAFF)]
    follow = f"/volg/{sent.code}/"
    read = {path: words_of(city.get(path)) for path in [*plain, *MORE, *meet(leader, second), follow]}
    assert "Wij gaan meten." in read[follow]
    assert account.shown_outside in read[follow]
    assert sum(len(words) > 200 for words in read.values()) > 15
    assert sum("Er komt een drempel." in words for words in read.values()) >= 2
    keys = [str(one.pk) for one in (account, leader, second)]
    for path, words in read.items():
        for secret in (NAME, NAME.split()[1], ADDRESS, *keys):
            assert secret not in words, path
