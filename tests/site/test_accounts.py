"""Screens of the administrator: inviting, placing and closing accounts; partners."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from wens.audit.models import Event, Outgoing
from wens.organisations.actions import create_account, make_organisation, register_gemeente
from wens.organisations.links import token_of
from wens.organisations.models import Account, Invitation, Kind
from wens.organisations.queries import account_by_email, organisation_by_slug
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
CODE = "GM0153"
PASSWORD = "vier gewone woorden samen"


@pytest.fixture
def administrator(transactional_db, home) -> Client:
    register_gemeente(code=CODE, name="Enschede", hosts=["testserver"], by=MACHINE)
    register_gemeente(code="GM0150", name="Deventer", hosts=["deventer.example"], by=MACHINE)
    with acting(CODE, MACHINE):
        account = create_account(email="a@example.nl", name="A", role="administrator", password=PASSWORD, by=MACHINE)
        make_organisation(name="Domijn", kind=Kind.HOUSING, by=MACHINE)
        make_organisation(name="Wijkraad Pathmos", kind=Kind.WIJKRAAD, by=MACHINE)
        client = Client()
        client.force_login(account, "wens.site.login.AccountBackend")
    return client


def key_of(slug: str) -> str:
    with acting(CODE, MACHINE):
        return str(organisation_by_slug(slug).pk)


def invited(administrator: Client, **more: str) -> Invitation:
    form = {"email": "kim@example.nl", "role": "partner", "organisation": key_of("domijn"), "function": "woonconsulent"}
    page = administrator.post("/beheer/accounts/uitnodigen/", form | more)
    assert page.status_code == 200, page.context["form"].errors
    return page.context["invitation"]


def accept(client: Client, invitation: Invitation, **more: str):
    form = {"name": "Kim", "password": PASSWORD, "again": PASSWORD} | more
    return client.post(f"/beheer/uitnodiging/{token_of(invitation)}/", form)


def test_who_is_invited_comes_in_once_and_for_the_organisation(administrator, client):
    invitation = invited(administrator)
    assert accept(client, invitation)["Location"] == "/beheer/"
    assert client.get("/beheer/").status_code == 200
    with acting(CODE, MACHINE):
        kim = account_by_email("kim@example.nl")
        assert (kim.role, kim.shown_outside) == ("partner", "woonconsulent, Domijn")
        assert Invitation.objects.get().email == ""
        assert Outgoing.objects.get().data == {"invitation": str(invitation.pk)}
        assert Event.objects.filter(name="organisations.account.invitation_accepted").count() == 1
    assert accept(Client(), invitation).status_code == 410


def test_a_link_that_expired_was_withdrawn_or_was_made_up_opens_nothing(administrator, client):
    expired = invited(administrator)
    with acting(CODE, MACHINE):
        Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    withdrawn = invited(administrator, email="jan@example.nl")
    administrator.post(f"/beheer/accounts/uitnodiging/{withdrawn.pk}/intrekken/")
    replaced = invited(administrator, email="els@example.nl")
    invited(administrator, email="els@example.nl")
    for invitation in (expired, withdrawn, replaced):
        assert accept(client, invitation).status_code == 410
    assert client.get(f"/beheer/uitnodiging/{expired.pk.hex}:gelogen/").status_code == 410
    with acting(CODE, MACHINE):
        assert Account.objects.count() == 1


def test_an_invitation_of_one_gemeente_opens_nothing_at_another(administrator, client):
    invitation = invited(administrator)
    path = f"/beheer/uitnodiging/{token_of(invitation)}/"
    assert client.get(path, headers={"host": "deventer.example"}).status_code == 410


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"password": "kort", "again": "kort"}, "12"),
        ({"again": "iets heel anders"}, "niet gelijk"),
        ({"name": ""}, "naam"),
    ],
)
def test_a_wrong_acceptance_keeps_the_link_and_says_what_to_do(administrator, client, told, says):
    invitation = invited(administrator)
    answer = accept(client, invitation, **told)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert accept(client, invitation).status_code == 302


def test_a_role_that_does_not_fit_the_organisation_is_refused_on_the_form(administrator):
    form = {"email": "kim@example.nl", "role": "partner", "organisation": key_of("wijkraad-pathmos"), "function": ""}
    answer = administrator.post("/beheer/accounts/uitnodigen/", form)
    assert (answer.status_code, "bewoners" in answer.content.decode()) == (422, True)


def test_an_account_is_placed_reset_and_closed(administrator, client):
    accept(client, invited(administrator))
    with acting(CODE, MACHINE):
        kim = account_by_email("kim@example.nl")
    path = f"/beheer/accounts/{kim.pk}/"
    administrator.post(path, {"role": "triage", "organisation": "", "function": ""})
    assert "behandelaar" in administrator.get(path).content.decode()
    administrator.post(f"{path}tweede-stap-weg/")
    administrator.post(f"{path}sluiten/")
    assert client.get("/beheer/").status_code == 302
    with acting(CODE, MACHINE):
        names = set(Event.objects.filter(subject=f"account:{kim.pk}").values_list("name", flat=True))
    assert names >= {f"organisations.account.{did}" for did in ("changed", "second_factor_reset", "closed")}


def test_nobody_closes_the_own_account_on_the_screen(administrator):
    with acting(CODE, MACHINE):
        own = account_by_email("a@example.nl")
    answer = administrator.post(f"/beheer/accounts/{own.pk}/sluiten/", follow=True)
    assert "eigen account" in answer.content.decode()
    assert administrator.get("/beheer/accounts/").status_code == 200


def test_a_partner_is_added_changed_and_closed(administrator):
    form = {
        "name": "Ons Huis",
        "kind": "housing",
        "parent": "",
        "mailbox": "post@example.nl",
        "telephone": "053 1234567",
    }
    assert administrator.post("/beheer/partners/nieuw/", form).status_code == 302
    path = f"/beheer/partners/{key_of('ons-huis')}/"
    assert administrator.post(path, form | {"telephone": "bel maar"}).status_code == 422
    assert administrator.post(path, form | {"name": "Ons Huis Enschede"}).status_code == 302
    administrator.post(f"{path}sluiten/")
    page = administrator.get("/beheer/partners/").content.decode()
    assert "Ons Huis Enschede" in page
    assert "Gesloten" in page


def test_who_forgot_the_password_gets_a_link_from_an_administrator_that_works_once(administrator, client):
    with acting(CODE, MACHINE):
        kim = create_account(email="kim@example.nl", name="Kim", role="analyst", password=PASSWORD, by=MACHINE)
    link = administrator.post(f"/beheer/accounts/{kim.pk}/wachtwoord/").context["link"]
    path = link.partition("testserver")[2]
    assert client.post(path, {"password": "kort", "again": "kort"}).status_code == 422
    new = "heel andere gewone woorden"
    assert client.post(path, {"password": new, "again": new})["Location"] == "/beheer/inloggen/"
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 410
    assert client.get(path, headers={"host": "deventer.example"}).status_code == 410
    assert client.post("/beheer/inloggen/", {"username": "kim@example.nl", "password": new}).status_code == 302


def test_a_password_is_changed_by_who_knows_it_and_other_sessions_end(administrator, client):
    client.post("/beheer/inloggen/", {"username": "a@example.nl", "password": PASSWORD})
    new = {"password": "heel andere gewone woorden", "again": "heel andere gewone woorden"}
    assert client.post("/beheer/wachtwoord/", new | {"current": "geraden"}).status_code == 422
    assert client.post("/beheer/wachtwoord/", new | {"current": PASSWORD}).status_code == 302
    assert client.get("/beheer/").status_code == 200
    assert administrator.get("/beheer/")["Location"].startswith("/beheer/inloggen/")
