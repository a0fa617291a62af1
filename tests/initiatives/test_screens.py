"""Initiatives on the screen: without an account and JavaScript, with a code, for staff per role."""

import re
import uuid

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.initiatives.conftest import backed, brought, opened
from tests.meetings.conftest import DORP
from tests.plans.test_screens import logged_in
from tests.voices.people import working
from wens.initiatives import actions
from wens.initiatives.actions import Voice
from wens.initiatives.forms import BringForm, SupportForm
from wens.initiatives.hashing import token_of
from wens.initiatives.models import Initiative, Need, Network, Original, Reach, State, Supporter

FORM = {
    "area": DORP, "title": "Moestuin", "about": "Een moestuin met Jan Bos.", "kinds": ["people", "permit"],
    "kind": "resident", "name": "Jo Jansen", "email": "jo@example.nl",
}  # fmt: skip
WORDS = {"title": "Moestuin op het veldje", "about": "Bewoners telen groente."}


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_a_resident_brings_an_idea_and_follows_it_with_the_code(people):
    client, key = Client(), str(uuid.uuid4())
    assert "niet op de site" in page(client, "/initiatieven/nieuw/")
    wrong = client.post("/initiatieven/nieuw/", {**FORM, "email": "", "below_16": "on", "answer_key": key})
    assert wrong.status_code == 422
    assert "telefoonnummer in" in wrong.content.decode()
    assert "ouder of verzorger" in wrong.content.decode()
    assert "Een moestuin met Jan Bos." in wrong.content.decode()
    sent = [client.post("/initiatieven/nieuw/", {**FORM, "answer_key": key}).content.decode() for _ in range(2)]
    codes = [re.search(r"<strong>([A-Z0-9-]{14})</strong>", text)[1] for text in sent]
    assert codes[0] == codes[1]
    one = Initiative.objects.get()
    page(client, f"/initiatieven/{one.pk}/", 404)
    assert "Moestuin" not in page(client, "/initiatieven/")
    with working(people.triage) as by:
        actions.ask(initiative=one.pk, words="Welk veldje?", by=by)
    followed = client.post("/initiatieven/volgen/", {"code": codes[0]}).content.decode()
    assert "Welk veldje?" in followed
    empty = client.post("/initiatieven/volgen/", {"code": codes[0], "do": "reply", "words": " "})
    assert empty.status_code == 422
    answered = client.post("/initiatieven/volgen/", {"code": codes[0], "do": "reply", "words": "Bij de school."})
    assert "Uw antwoord is verstuurd" in answered.content.decode()
    assert client.post("/initiatieven/volgen/", {"code": "KRT4-9WXM-2HPD"}).status_code == 422
    assert "ingetrokken" in client.post("/initiatieven/volgen/", {"code": codes[0], "do": "withdraw"}).content.decode()
    assert "Bring an idea" in page(client, "/en/initiatieven/nieuw/")


def test_a_wijkraad_that_is_logged_in_brings_it_by_name(people):
    client = logged_in(people.wijkraad)
    client.post("/initiatieven/nieuw/", {**FORM, "kind": "council", "own": "on", "answer_key": str(uuid.uuid4())})
    one = Initiative.objects.get()
    assert one.group == people.wijkraad.organisation


def test_who_was_trained_opens_it_and_everybody_reads_only_those_words(people):
    one = brought()
    address = f"/beheer/initiatieven/{one.pk}/"
    triage, manager = logged_in(people.triage), logged_in(people.manager)
    assert "met Jan Bos" in page(triage, address)
    assert "Jan Bos" not in page(manager, address)
    assert "jo@example.nl" not in page(triage, address)
    assert "jo@example.nl" in manager.post(f"{address}bereiken/").content.decode()
    assert manager.post(f"{address}stap/open/", {**WORDS, "seen": "0"}).status_code == 422
    empty = triage.post(f"{address}stap/open/", {**WORDS, "title": "", "seen": "0"})
    assert empty.status_code == 422
    assert "Bewoners telen groente." in empty.content.decode()
    triage.post(f"{address}stap/open/", {**WORDS, "need_permit": "gebruik van het veldje", "seen": "0"})
    public = page(Client(), f"/initiatieven/{one.pk}/")
    assert "Bewoners telen groente." in public
    assert "gebruik van het veldje" in public
    assert "Jan Bos" not in public
    assert "Jansen" not in public
    assert "Moestuin op het veldje" in page(Client(), f"/initiatieven/?gebied={DORP}")
    page(Client(), "/initiatieven/?gebied=ZZ", 404)
    need = Need.objects.get()
    lacking = manager.post(f"/beheer/initiatieven/hulp/{need.pk}/", {"state": "found", "how": "Het mag.", "seen": "0"})
    assert lacking.status_code == 422
    assert "Het mag." in lacking.content.decode()
    manager.post(f"/beheer/initiatieven/hulp/{need.pk}/", {
        "state": "found", "how": "Het mag.", "function": "groenbeheerder", "seen": "0",
    })  # fmt: skip
    assert "groenbeheerder" in page(Client(), f"/initiatieven/{one.pk}/")


@pytest.mark.parametrize(
    ("name", "sees", "guides"),
    [("triage", 200, 302), ("manager", 200, 302), ("domijn", 200, 403), ("police", 200, 403), ("analyst", 403, 403),
     ("privacy", 403, 403), ("wijkraad", 403, 403)],
)  # fmt: skip
def test_each_role_sees_and_does_what_it_may(people, name, sees, guides):
    waiting, one = brought(), opened(people)
    client = logged_in(getattr(people, name))
    page(client, "/beheer/initiatieven/", sees)
    page(client, f"/beheer/initiatieven/{one.pk}/", sees)
    page(client, f"/beheer/initiatieven/{waiting.pk}/", 200 if guides == 302 else 404 if sees == 200 else 403)
    said = {"words": "Winter.", "seen": str(one.version)}
    assert client.post(f"/beheer/initiatieven/{one.pk}/stap/pause/", said).status_code == guides
    assert client.post(f"/beheer/initiatieven/{one.pk}/bereiken/").status_code in (200, 403)
    reached = client.post(f"/beheer/initiatieven/{one.pk}/helpers/").status_code
    assert (reached == 200) == (name in ("triage", "manager"))


def test_support_is_confirmed_by_a_button_behind_the_link(people):
    one = opened(people)
    client, key = Client(), str(uuid.uuid4())
    address = f"/initiatieven/{one.pk}/steun/"
    assert "nooit wie" in page(client, address)
    lacking = client.post(address, {"kind": "helps", "email": "h@example.nl", "answer_key": key})
    assert lacking.status_code == 422
    assert "Vul uw naam in" in lacking.content.decode()
    sent = {"kind": "helps", "email": "h@example.nl", "name": "Hanna", "agreed": "on", "answer_key": key}
    for _ in range(2):
        assert "Kijk in uw mail" in client.post(address, sent).content.decode()
    link = f"/initiatieven/bevestigen/{key}/{token_of('confirm', uuid.UUID(key))}/"
    page(client, link)
    assert "0 mensen steunen dit" in page(client, f"/initiatieven/{one.pk}/")
    assert "telt mee" in client.post(link, {"do": "confirm"}).content.decode()
    assert "1 persoon steunt dit" in page(client, f"/initiatieven/{one.pk}/")
    page(client, f"/initiatieven/bevestigen/{key}/é/", 404)
    manager = logged_in(people.manager)
    assert "Hanna" in manager.post(f"/beheer/initiatieven/{one.pk}/helpers/").content.decode()
    manager.post(f"/beheer/initiatieven/helper/{key}/doorgeven/")
    assert Reach.objects.get().passed_on_at
    assert "teruggenomen" in client.post(link, {"do": "back"}).content.decode()
    assert not Supporter.objects.exists()
    page(client, link, 404)


def test_a_network_is_kept_without_private_contact_details(people):
    manager = logged_in(people.manager)
    said = {"name": "Buurtapp Dorp", "kind": "prevention", "area": DORP, "purpose": "Samen opletten.",
            "joining": "Mail jan@example.nl"}  # fmt: skip
    refused = manager.post("/beheer/initiatieven/netwerken/nieuw/", said)
    assert refused.status_code == 422
    assert "via de gemeente" in refused.content.decode()
    manager.post("/beheer/initiatieven/netwerken/nieuw/", {**said, "joining": "Via het wijkteam."})
    held = Network.objects.get()
    one = opened(people)
    manager.post(f"/beheer/initiatieven/{one.pk}/stap/tie/", {"network": str(held.pk), "seen": str(one.version)})
    listed = page(Client(), f"/initiatieven/netwerken/?gebied={DORP}")
    assert "Via het wijkteam." in listed
    assert "Moestuin op het veldje" in listed
    address = f"/beheer/initiatieven/netwerken/{held.pk}/"
    assert manager.post(f"{address}stop/", {"words": "", "seen": "0"}).status_code == 422
    manager.post(f"{address}stop/", {"words": "Er is niemand meer.", "seen": "0"})
    assert "Er is niemand meer." in page(Client(), "/initiatieven/netwerken/")
    manager.post(f"{address}restart/", {"seen": "1"})
    assert not Network.objects.get().stopped_on


def test_too_many_ideas_at_once_wait_with_what_was_typed(people):
    client = Client()
    for _ in range(10):
        client.post("/initiatieven/nieuw/", {**FORM, "answer_key": str(uuid.uuid4())})
    held = client.post("/initiatieven/nieuw/", {**FORM, "answer_key": str(uuid.uuid4())})
    assert held.status_code == 422
    assert "Wacht tien minuten" in held.content.decode()
    assert "Een moestuin met Jan Bos." in held.content.decode()
    assert Original.objects.count() == 10


TYPED = st.one_of(st.text(max_size=80), st.sampled_from(["", "\x00", "on", "helps", "9" * 400, "a@b.nl", DORP]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.dictionaries(st.sampled_from([*BringForm.base_fields, *SupportForm.base_fields, "x"]), TYPED))
def test_whatever_is_typed_a_form_is_valid_or_says_what_to_do(people, said):
    for form in (BringForm(said), SupportForm(said)):
        assert form.is_valid() or all(error for errors in form.errors.values() for error in errors)
        if form.is_valid() and isinstance(form, SupportForm):
            assert isinstance(form.voice("nl"), Voice)


def test_what_ended_stays_readable_with_its_reason(people):
    one = opened(people)
    backed(one, "a@example.nl")
    with working(people.manager) as by:
        actions.stop(initiative=one.pk, words="Er was geen plek.", by=by)
    text = page(Client(), f"/initiatieven/{one.pk}/")
    assert "Er was geen plek." in text
    assert "1 persoon steunt dit" in text
    assert "Ik steun dit" not in text
    assert page(Client(), f"/initiatieven/{one.pk}/steun/")
    with working(people.manager) as by:
        actions.reopen(initiative=one.pk, words="Er is weer een plek.", by=by)
    assert Initiative.objects.get().state == State.OPEN


def test_an_idea_that_could_not_be_an_initiative_is_found_and_looked_at_again(people):
    one = brought()
    triage = logged_in(people.triage)
    address = f"/beheer/initiatieven/{one.pk}/"
    triage.post(f"{address}stap/decline/", {"words": "Doe een melding.", "seen": "0"})
    assert address in page(triage, "/beheer/initiatieven/")
    triage.post(f"{address}stap/reopen/", {"words": "Het kan toch.", "seen": "1"})
    assert Initiative.objects.get().state == State.RECEIVED
