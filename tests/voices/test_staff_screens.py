"""The staff's screens through the real site: per role what opens, what is refused, and that nothing typed is lost."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.publication.conftest import make_city
from tests.voices.people import People, make_people, put_on_duty, told
from wens.audit.models import Event
from wens.organisations.models import Account
from wens.tenancy.context import Actor, acting
from wens.voices.answers import answers, blanks, filled
from wens.voices.doings import DOINGS
from wens.voices.models import Contribution, DutyShift, Handover, Message, Occasion

INBOX, OFFERED, DUTY = "/beheer/meldingen/", "/beheer/aangeboden/", "/beheer/dienst/"


@dataclass
class Desk:
    """The site, with somebody behind it."""

    people: People

    def of(self, account: Account) -> Client:
        client = Client()
        client.force_login(account, "wens.site.login.AccountBackend")
        return client

    @property
    def triage(self) -> Client:
        return self.of(self.people.triage)


@pytest.fixture
def desk(db: None, home: object) -> Iterator[Desk]:
    """Proefstad, with all its people."""
    with acting(make_city(["testserver"]), Actor.machine()):
        yield Desk(make_people())


def words(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def typed(one: Contribution, **said: object) -> dict[str, object]:
    return {"seen": Contribution.objects.get(pk=one.pk).version, "key": uuid.uuid4(), **said}


def do(client: Client, one: Contribution, slug: str, **said: object) -> HttpResponse:
    return client.post(f"{INBOX}{one.pk}/{slug}/", typed(one, **said), follow=True)  # type: ignore[return-value]


def state(one: Contribution) -> str:
    return Contribution.objects.get(pk=one.pk).state


@pytest.mark.parametrize(("role", "opens"), [
    ("triage", {INBOX, f"{INBOX}nieuw/", f"{INBOX}invoer/", f"{INBOX}bijeenkomsten/", OFFERED}),
    ("manager", {INBOX, f"{INBOX}nieuw/", f"{INBOX}invoer/", f"{INBOX}bijeenkomsten/", OFFERED, DUTY}),
    ("domijn", {OFFERED}), ("privacy", set()), ("analyst", set()), ("wijkraad", set()),
])  # fmt: skip
def test_each_role_opens_what_is_its_own(desk: Desk, role: str, opens: set[str]) -> None:
    client, one = desk.of(getattr(desk.people, role)), told()
    pages = [INBOX, f"{INBOX}nieuw/", f"{INBOX}invoer/", f"{INBOX}bijeenkomsten/", OFFERED, DUTY]
    assert {page for page in pages if client.get(page).status_code == 200} == opens
    assert (client.get(f"{INBOX}{one.pk}/").status_code == 200) == (INBOX in opens)
    assert (do(client, one, "nemen").status_code == 200) == (INBOX in opens)
    assert Client().get(INBOX).status_code == 302


def test_only_a_reader_sees_what_was_written_and_the_trail_says_so(desk: Desk) -> None:
    one = told("Mijn buurman van nummer 12 is een dief, bel 06-12345678.")
    seen = desk.triage.get(f"{INBOX}{one.pk}/")
    assert "<mark>06-12345678</mark>" in seen.content.decode()
    assert Event.objects.filter(name="voices.original.read", subject=f"contribution:{one.pk}").count() == 1
    other = desk.of(desk.people.manager).get(f"{INBOX}{one.pk}/")
    assert "06-12345678" not in other.content.decode()
    assert Event.objects.filter(name="voices.original.read").count() == 1


def test_a_contribution_goes_from_the_inbox_to_a_partner_and_to_its_end(desk: Desk) -> None:
    one, triage = told(), desk.triage
    assert "Alles is gelezen" not in words(triage.get(INBOX))
    assert "U behandelt deze melding" in words(do(triage, one, "nemen"))
    do(triage, one, "tekst", text="Afval bij de speeltuin.")
    assert "De melding is aangeboden" in words(do(
        triage, one, "aanbieden", organisation=desk.people.domijn.organisation_id, before="2031-05-01"))  # fmt: skip
    given, partner = Handover.objects.get(), desk.of(desk.people.domijn)
    assert "Afval bij de speeltuin." in words(partner.get(OFFERED))
    assert one.original.text not in partner.get(f"{OFFERED}{given.pk}/").content.decode()
    answer = f"{OFFERED}{given.pk}/"
    partner.post(f"{answer}aannemen/", typed(one))
    ready = typed(one, solved="yes", text="De container staat er weer.")
    sure = partner.post(f"{answer}afronden/", ready)
    assert "Dit leest de melder:" in words(sure)
    assert state(one) == "with_partner"
    for _twice in range(2):
        done = partner.post(f"{answer}afronden/", {**ready, "zeker": "ja"}, follow=True)
        assert done.status_code == 200
    assert state(one) == "resolved"
    assert [said.shown_as for said in Message.objects.all()] == ["woonconsulent, Domijn"]


def test_a_partner_cannot_reach_what_another_partner_has(desk: Desk) -> None:
    one = told(cleaned_text="Afval.", cleaned_by="x")
    do(desk.triage, one, "nemen")
    do(desk.triage, one, "aanbieden", organisation=desk.people.domijn.organisation_id, before="2031-05-01")
    given, police = Handover.objects.get(), desk.of(desk.people.police)
    assert police.get(f"{OFFERED}{given.pk}/").status_code == 404
    assert police.post(f"{OFFERED}{given.pk}/aannemen/", typed(one)).status_code == 404
    assert "Er wacht niets op u" in words(police.get(OFFERED))
    assert "Afval" not in words(police.get(OFFERED))


def test_two_people_in_one_contribution_see_both_versions_and_lose_nothing(desk: Desk) -> None:
    one = told()
    do(desk.triage, one, "nemen")
    old = typed(one, text="Mijn eigen schone tekst.")
    do(desk.triage, one, "tekst", text="De tekst van een collega.")
    answer = desk.triage.post(f"{INBOX}{one.pk}/tekst/", old)
    assert answer.status_code == 409
    assert "De tekst van een collega." in words(answer)
    assert words(answer).count("Mijn eigen schone tekst.") == 2, "in the message and in the form"
    now = Contribution.objects.get(pk=one.pk)
    assert now.cleaned_text == "De tekst van een collega."
    again = {**old, "seen": now.version}
    assert f'value="{now.version}"' in answer.content.decode()
    desk.triage.post(f"{INBOX}{one.pk}/tekst/", again)
    assert Contribution.objects.get(pk=one.pk).cleaned_text == "Mijn eigen schone tekst."


def test_an_end_is_shown_before_it_is_sent_and_asks_what_it_needs(desk: Desk) -> None:
    one = told()
    wrong = do(desk.triage, one, "afronden", as_state="not_ours", text="Dit is van [wie].")
    assert wrong.status_code == 422
    assert "tussen haken staat: [wie]" in words(wrong)
    assert "van wie het wel is" in words(wrong)
    said = {"as_state": "not_ours", "text": "Dit is van het waterschap.", "whose": "Waterschap", "reach": "088-2203333"}
    sure = do(desk.triage, one, "afronden", **said)
    assert "Waterschap: 088-2203333" in words(sure)
    assert state(one) == "received"
    do(desk.triage, one, "afronden", **said, zeker="ja")
    assert state(one) == "not_ours"
    do(desk.triage, one, "heropenen", text="De melder belde terug.")
    assert state(one) == "in_triage"


def test_what_is_no_longer_possible_says_what_is_and_keeps_the_words(desk: Desk) -> None:
    one = told()
    do(desk.triage, one, "afronden", as_state="resolved", text="Klaar.", zeker="ja")
    late = do(desk.triage, one, "vraag", text="Waar is het precies?")
    assert late.status_code == 409
    assert "Wel kan: reopen" not in words(late), "names of steps are not for people"
    assert "Waar is het precies?" in words(late)


def test_an_example_text_begins_an_answer_with_what_is_known(desk: Desk) -> None:
    one = told(subject="noise", area_code="GM0001-LW-dorp")
    page = desk.triage.get(f"{INBOX}{one.pk}/", {"bij": "vraag", "tekst": "ask_where"}).content.decode()
    assert (
        "Lawaai of ruzie bij de buren"
        in re.search(r'<textarea name="text"[^>]*id="vraag_text"[^>]*>(.*?)<', page, re.S)[1]
    )
    for key in answers():
        text = filled(key, one)
        assert "{" not in text
        assert all(blank in text for blank in blanks(text))
    assert "[partner]" in filled("answer_partner", one)
    assert filled("nothing", one) == ""


def test_urgent_is_offered_only_while_somebody_is_on_duty(desk: Desk) -> None:
    one = told()
    do(desk.triage, one, "nemen")
    assert "doe-dringend" not in desk.triage.get(f"{INBOX}{one.pk}/").content.decode()
    assert "niemand dienst" in words(desk.triage.get(INBOX))
    shift = put_on_duty(desk.people.police)
    assert "doe-dringend" in desk.triage.get(f"{INBOX}{one.pk}/").content.decode()
    done = do(desk.triage, one, "dringend", text="Groep met vuurwerk bij de school.", shift=shift.pk)
    assert "nu bij wie dienst heeft" in words(done)
    assert "Groep met vuurwerk" in words(desk.of(desk.people.police).get(OFFERED))
    given = Handover.objects.get()
    Handover.objects.filter(pk=given.pk).update(answer_before=given.offered_at, problem="de mailserver weigerde")
    red = words(desk.triage.get(INBOX, {"tab": "rood"}))
    assert "de partner antwoordt niet" in red
    assert "Tria let erop" in red


def test_the_inbox_narrows_by_wijk_theme_and_partner(desk: Desk) -> None:
    here, there = told(area_code="BU00010000"), told(area_code="BU00010100", theme="youth")
    for chosen, found in (
        ({"wijk": "GM0001-LW-dorp"}, {here}), ({"thema": "youth"}, {there}), ({"wijk": "GM0001"}, {here, there}),
        ({"partner": str(desk.people.domijn.organisation_id)}, set()), ({"wijk": "x'; --"}, {here, there}),
    ):  # fmt: skip
        page = desk.triage.get(INBOX, chosen).content.decode()
        assert {one for one in (here, there) if one.label in page} == found, chosen


def test_what_was_told_by_telephone_gives_a_code_to_read_out(desk: Desk) -> None:
    said = {
        "key": uuid.uuid4(),
        "channel": "phone",
        "area": "GM0001-LW-dorp",
        "text": "Steeds lawaai.",
        "telephone": "12",
    }
    wrong = desk.triage.post(f"{INBOX}nieuw/", said)
    assert wrong.status_code == 422
    assert "Steeds lawaai." in words(wrong)
    said["telephone"] = "0612345678"
    codes = [
        re.search(r'code-large">([^<]+)<', desk.triage.post(f"{INBOX}nieuw/", said).content.decode())[1] for _ in "ab"
    ]
    one = Contribution.objects.get()
    assert codes[0] == codes[1]
    assert one.channel == "phone"
    assert "0612345678" not in desk.triage.get(f"{INBOX}{one.pk}/").content.decode()
    assert "0612345678" in desk.triage.post(f"{INBOX}{one.pk}/bereik/").content.decode()
    assert Event.objects.filter(name="voices.contact.read").count() == 1
    assert desk.of(desk.people.manager).post(f"{INBOX}{one.pk}/bereik/").status_code == 403


def test_the_address_of_a_child_is_noted_at_the_desk_only_with_the_word_of_a_parent(desk: Desk) -> None:
    said = {"key": uuid.uuid4(), "channel": "phone", "area": "GM0001-LW-dorp", "text": "Lawaai.", "below_16": "on"}
    refused = desk.triage.post(f"{INBOX}nieuw/", {**said, "telephone": "0612345678"})
    assert (refused.status_code, Contribution.objects.count()) == (422, 0)
    assert "ouder of verzorger" in words(refused)
    assert desk.triage.post(f"{INBOX}nieuw/", {**said, "telephone": "0612345678", "guardian": "on"}).status_code == 200
    assert desk.triage.post(f"{INBOX}nieuw/", {**said, "key": uuid.uuid4()}).status_code == 200
    assert Contribution.objects.count() == 2


def test_who_may_not_read_what_was_written_gets_no_field_to_approve_a_text(desk: Desk) -> None:
    one = told()
    assert 'name="public"' in desk.triage.get(f"{INBOX}{one.pk}/").content.decode()
    assert 'name="public"' not in desk.of(desk.people.manager).get(f"{INBOX}{one.pk}/").content.decode()


def test_a_table_is_looked_at_first_and_entered_after(desk: Desk) -> None:
    said = {"key": uuid.uuid4(), "table": "waar;wat\nDorp;Hard rijden\nNergens;Afval"}
    wrong = desk.triage.post(f"{INBOX}invoer/", said)
    assert (wrong.status_code, Contribution.objects.count()) == (422, 0)
    assert "Nergens" in words(wrong)
    said["table"] = "waar;wat\nDorp;Hard rijden\nWerf;Afval"
    assert "Dit worden 2 meldingen" in words(desk.triage.post(f"{INBOX}invoer/", said))
    assert Contribution.objects.count() == 0
    for _twice in range(2):
        desk.triage.post(f"{INBOX}invoer/", {**said, "zeker": "ja"})
    assert Contribution.objects.count() == 2


def test_a_meeting_is_opened_shown_and_closed(desk: Desk) -> None:
    said = {
        "title": "Wijkavond",
        "area": "GM0001-LW-dorp",
        "starts_at": "2020-01-01T19:00",
        "ends_at": "2020-01-01T21:00",
    }
    assert "al voorbij" in words(desk.triage.post(f"{INBOX}bijeenkomsten/", said))
    said |= {"starts_at": "2031-01-01T19:00", "ends_at": "2031-01-01T21:00"}
    desk.triage.post(f"{INBOX}bijeenkomsten/", said)
    one = Occasion.objects.get()
    assert one.code in words(desk.triage.get(f"{INBOX}bijeenkomsten/{one.pk}/"))
    assert "GM0001-LW-dorp" in desk.triage.get(f"{INBOX}nieuw/", {"bijeenkomst": one.code}).content.decode()
    assert "gesloten" in words(desk.triage.post(f"{INBOX}bijeenkomsten/{one.pk}/sluiten/", follow=True))
    assert desk.triage.post(f"{INBOX}bijeenkomsten/{uuid.uuid4()}/sluiten/").status_code == 404


def test_the_roster_warns_of_gaps_and_puts_back_what_was_taken_off(desk: Desk) -> None:
    manager = desk.of(desk.people.manager)
    assert "heeft niemand dienst" in words(manager.get(DUTY))
    said = {"account": desk.people.police.pk, "starts_at": "2031-01-01T19:00", "ends_at": "2031-01-01T23:00"}
    manager.post(DUTY, said)
    assert "al dienst" in words(manager.post(DUTY, said))
    shift = DutyShift.objects.get()
    gone = manager.post(f"{DUTY}{shift.pk}/weg/").content.decode()
    assert DutyShift.objects.count() == 0
    assert "2031-01-01T19:00" in gone
    assert f'<option value="{desk.people.police.pk}" selected>' in gone


@pytest.mark.parametrize("path", [f"{INBOX}nieuw/", f"{INBOX}invoer/", f"{INBOX}bijeenkomsten/", DUTY])
def test_an_empty_or_odd_form_is_refused_with_words(desk: Desk, path: str) -> None:
    client = desk.of(desk.people.manager)
    odd = {"key": "x", "table": "\x00", "text": "\x00", "area": "x", "account": "x", "channel": "web", "starts_at": "x"}
    for said in ({}, odd):
        answer = client.post(path, said)
        assert answer.status_code == 422
        assert "message--wrong" in answer.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("begins", ["received", "in_triage", "parked", "with_partner", "resolved", "withdrawn"])
def test_whatever_is_pressed_in_whatever_state_is_done_or_refused_with_words(desk: Desk, begins: str) -> None:
    put_on_duty(desk.people.police)
    triage = desk.triage
    for doing in DOINGS:
        one = told(state=begins, cleaned_text="Afval.", cleaned_by="x")
        assert triage.post(f"{INBOX}{one.pk}/{doing.slug}/", {}).status_code == 422
        for words in ("Een paar woorden.", "\x00", "x" * 5000):
            said = {
                "text": words,
                "into": "123abc",
                "as_state": "resolved",
                "until": "2031-01-01",
                "before": "2031-01-01",
            }
            answer = do(triage, one, doing.slug, **said, organisation=desk.people.domijn.organisation_id, shift="x")
            assert answer.status_code in (200, 409, 422), doing.slug


def test_an_address_that_is_not_there_is_not_found(desk: Desk) -> None:
    one = told()
    assert desk.triage.get(f"{INBOX}{uuid.uuid4()}/").status_code == 404
    assert do(desk.triage, one, "opblazen").status_code == 404
    assert desk.triage.get(f"{INBOX}{one.pk}/nemen/").status_code == 405
    assert do(desk.triage, one, "samenvoegen", into="ffffff").status_code == 409
    assert do(desk.triage, one, "samenvoegen", into="zzzzzz").status_code == 422
    assert desk.triage.post(f"{INBOX}{one.pk}/nemen/", {"seen": "x"}).status_code == 422
