"""My work and the red list: what waits on whom, and what a person decides about what did not arrive."""

import datetime as dt

import pytest
from django.test import Client

from tests.followup.conftest import CODE, JOB, MACHINE, World
from tests.voices.people import working
from wens.audit.actions import announce
from wens.audit.models import Outgoing
from wens.followup.actions import red
from wens.followup.actions.outbox import MOST_TRIES
from wens.followup.models import Letter
from wens.organisations.actions import create_account
from wens.organisations.models import Account, Role
from wens.voices.actions import handing, triage


@pytest.fixture(autouse=True)
def _one_step(settings: object) -> None:
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})  # type: ignore[attr-defined]


def browser(world: World, account: Account) -> Client:
    client = Client()
    with world.acting():
        client.force_login(account, "wens.site.login.AccountBackend")
    return client


def test_each_sees_what_waits_on_them_and_nothing_else(world: World) -> None:
    from django.utils import timezone

    one, _ = world.told()
    other, _ = world.told()
    with world.acting(), working(world.people.triage) as by:
        triage.take(contribution=one.pk, by=by)
        triage.approve_text(contribution=one.pk, text="Een lamp is stuk.", public=False, by=by)
        handing.offer(
            contribution=one.pk, organisation=world.people.domijn.organisation_id, by=by,
            answer_before=timezone.now() + dt.timedelta(hours=3),
        )  # fmt: skip
    people = world.people
    expected = {
        people.triage: ({other.label}, {one.label}),
        people.domijn: ({one.label}, {other.label}),
        people.police: (set(), {one.label, other.label}),
        people.wijkraad: ({"contactpersoon van Wijkraad"}, {one.label, other.label}),
        people.privacy: ({"Verzoeken over privacy"}, {one.label, other.label}),
    }
    for account, (shown, hidden) in expected.items():
        answer = browser(world, account).get("/beheer/")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert all(words in page for words in shown), account
        assert not any(words in page for words in hidden), account


def test_a_letter_that_may_have_arrived_goes_again_only_when_a_person_says_so(world: World) -> None:
    world.told()
    world.deliver()
    world.mail.next("drop_after_content")
    world.send()
    client = browser(world, world.people.manager)
    assert "Rode lijst" in client.get("/beheer/").content.decode()
    page = client.get("/beheer/rode-lijst/").content.decode()
    assert "Misschien is dit bericht wel aangekomen" in page
    assert "Niemand let op deze lijst" in page
    client.post("/beheer/rode-lijst/eigenaar/")
    assert "Op deze lijst let" in client.get("/beheer/rode-lijst/").content.decode()
    with world.acting():
        key = Letter.objects.get().pk
    assert client.post(f"/beheer/rode-lijst/bericht/{key}/opnieuw/").status_code == 302
    assert world.send().sent == 1
    assert {str(one.message["Message-ID"]) for one in world.mail.arrived} == {
        world.mail.arrived[0].message["Message-ID"]
    }
    assert "niet meer in de rode lijst" in client.post(
        f"/beheer/rode-lijst/bericht/{key}/laten/", follow=True
    ).content.decode()  # fmt: skip


def test_a_row_that_cannot_be_handled_is_tried_again_or_left_by_a_person(world: World) -> None:
    with world.acting():
        announce("nobody.knows.this", subject="x")
    for _ in range(MOST_TRIES):
        world.deliver()
    client = browser(world, world.people.manager)
    assert "nobody.knows.this" in client.get("/beheer/rode-lijst/").content.decode()
    with world.acting():
        key = Outgoing.objects.get().pk
    client.post(f"/beheer/rode-lijst/regel/{key}/opnieuw/")
    assert world.deliver().failed == 1
    client.post(f"/beheer/rode-lijst/regel/{key}/laten/")
    assert world.deliver().failed == 0
    assert "nobody.knows.this" not in client.get("/beheer/rode-lijst/").content.decode()


def test_who_does_not_direct_may_not_see_the_red_list(world: World) -> None:
    for account in (world.people.domijn, world.people.triage, world.people.wijkraad):
        assert browser(world, account).get("/beheer/rode-lijst/").status_code == 403


def test_who_keeps_the_red_list_hears_of_it_once_a_day_and_it_is_always_somebody(world: World, settings) -> None:
    settings.WENS = settings.WENS.model_copy(update={"smtp_url": world.mail.url})
    late = dt.datetime(2026, 11, 23, 9, 0, tzinfo=red.PEOPLE)
    assert red.tell_keepers(gemeente=CODE, by=JOB, now=late) == 0
    world.told()
    world.deliver()
    with world.acting():
        Letter.objects.update(state=Letter.State.FAILED, problem="adres bestaat niet")
        for name in ("an", "bo"):
            create_account(
                email=f"{name}@enschede.example",
                name=name,
                role=Role.ADMINISTRATOR,
                password="vier gewone woorden samen",
                by=MACHINE,
            )
        administrators = Account.objects.filter(role=Role.ADMINISTRATOR).count()
    assert red.tell_keepers(gemeente=CODE, by=JOB, now=late.replace(hour=7)) == 0
    assert red.tell_keepers(gemeente=CODE, by=JOB, now=late) == administrators
    assert red.tell_keepers(gemeente=CODE, by=JOB, now=late.replace(hour=17)) == 0
    with world.acting():
        red.own_list(account=Account.objects.filter(role=Role.ADMINISTRATOR)[0], by=MACHINE)
    assert red.tell_keepers(gemeente=CODE, by=JOB, now=late + dt.timedelta(days=1)) == 1
    assert world.send().sent >= 1
    assert "WENS: er staat iets in de rode lijst" in world.subjects()
