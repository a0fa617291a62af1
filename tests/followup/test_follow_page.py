"""A writer follows a contribution with the code alone: reads, answers, judges, chooses letters, stops."""

import re
import uuid

import pytest
from django.test import Client

from tests.followup.conftest import SAID, WRITER, World
from tests.voices.people import working
from wens.audit.models import Event
from wens.followup.actions.guessing import MOST_WRONG
from wens.followup.models import Letter
from wens.site.logs import configure_logs, without_secrets
from wens.voices.actions import handing, triage
from wens.voices.codes import ALPHABET, LENGTH
from wens.voices.models import Contact, Contribution, Message

FORM = {"key": ""}


def page(client: Client, key: str, status: int = 200) -> str:
    answer = client.get(f"/volg/{key}/")
    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    return answer.content.decode()


def send(client: Client, key: str, step: str, **data: object) -> str:
    answer = client.post(f"/volg/{key}/{step}/", {"key": uuid.uuid4(), **data}, follow=True)
    return answer.content.decode()


def stands(world: World, one: Contribution) -> str:
    with world.acting():
        return Contribution.objects.get(pk=one.pk).state


def ended(world: World, one: Contribution, state: str = "resolved") -> None:
    with world.acting(), working(world.people.triage) as by:
        triage.take(contribution=one.pk, by=by)
        triage.end(contribution=one.pk, as_state=state, text="De lamp brandt weer.", by=by)


def test_the_code_opens_the_page_also_in_small_letters_and_without_dashes(world: World) -> None:
    _, code = world.told()
    typed = Client().post("/volg/", {"code": code.lower().replace("-", " ")}, follow=True).content.decode()
    for shown in (typed, page(Client(), code)):
        assert "Uw melding ligt nu bij" in shown
        assert SAID in shown
        assert code in shown
    assert WRITER not in typed
    assert "Your report is now with" in Client().get(f"/en/volg/{code}/").content.decode()


def test_an_answer_brings_a_question_back_to_who_reads_it_and_counts_once_when_sent_twice(world: World) -> None:
    one, code = world.told()
    with world.acting(), working(world.people.triage) as by:
        triage.take(contribution=one.pk, by=by)
        triage.ask_back(contribution=one.pk, text="Bij welk huis is het?", by=by)
    world.deliver()
    client = Client()
    shown = page(client, code)
    assert "Bij welk huis is het?" in shown
    assert "behandelaar, Gemeente" in shown
    assert "Tria" not in shown, "staff appear as a function, never by name"
    form = {"key": uuid.uuid4(), "text": "Bij nummer 12."}
    for _ in range(2):
        assert client.post(f"/volg/{code}/antwoord/", form).status_code == 302
    assert stands(world, one) == "in_triage"
    with world.acting():
        assert Message.objects.filter(direction="from_writer").count() == 1
        assert [one.kind for one in Letter.objects.order_by("made_at")] == ["received", "asked"]


def test_an_empty_answer_says_what_is_missing_and_changes_nothing(world: World) -> None:
    one, code = world.told()
    answer = Client().post(f"/volg/{code}/antwoord/", {"key": uuid.uuid4(), "text": " "})
    assert answer.status_code == 422
    assert "Schrijf eerst uw bericht" in answer.content.decode()
    assert stands(world, one) == "received"


def test_not_solved_opens_it_again_and_its_owner_hears(world: World) -> None:
    one, code = world.told()
    ended(world, one)
    client = Client()
    assert "Is het opgelost?" in page(client, code)
    told = send(client, code, "oordeel", question="solved", answer="no", text="De lamp is weer stuk.")
    assert "opnieuw geopend" in told
    assert stands(world, one) == "in_triage"
    world.deliver()
    with world.acting():
        letter = Letter.objects.get(kind="reopened")
        assert letter.account == world.people.triage


def test_solved_is_thanked_for_asked_once_and_leaves_it_ended(world: World) -> None:
    one, code = world.told()
    ended(world, one)
    client = Client()
    send(client, code, "oordeel", question="solved", answer="yes")
    assert stands(world, one) == "resolved"
    assert "Is het opgelost?" not in page(client, code)


def test_the_writer_takes_contact_details_away_and_withdraws(world: World) -> None:
    one, code = world.told()
    client = Client()
    assert "b…@voorbeeld.nl" in client.get(f"/volg/{code}/bericht/").content.decode()
    send(client, code, "bericht", updates="weekly")
    with world.acting("read_contacts"):
        assert Contact.objects.get().updates == "weekly"
    send(client, code, "contact-weg")
    with world.acting("read_contacts"):
        assert not Contact.objects.exists()
    assert "Wilt u uw melding intrekken?" in client.get(f"/volg/{code}/intrekken/").content.decode()
    assert stands(world, one) == "received"
    assert SAID not in send(client, code, "intrekken")
    assert stands(world, one) == "withdrawn"


def test_a_merged_contribution_tells_where_the_whole_stands_and_not_what_others_wrote(world: World) -> None:
    from wens.voices.actions import merging

    one, code = world.told()
    whole, _ = world.told(email="")
    with world.acting(), working(world.people.triage) as by:
        triage.take(contribution=whole.pk, by=by)
        triage.answer(contribution=whole.pk, text="Dit is alleen voor u bedoeld.", by=by)
        merging.merge(contribution=one.pk, into=whole.pk, by=by)
        triage.end(contribution=whole.pk, as_state="not_resolved", text="Dit lukt pas volgend jaar.", by=by)
    shown = page(Client(), code)
    assert "samen met andere meldingen" in shown
    assert "Dit lukt pas volgend jaar." in shown
    assert "alleen voor u" not in shown
    world.deliver()
    with world.acting():
        assert [one.kind for one in Letter.objects.order_by("made_at")] == ["received", "merged", "ended"]


def test_who_guesses_has_to_wait(world: World) -> None:
    _, code = world.told()
    guess = ALPHABET[:LENGTH]
    client = Client()
    assert "Wij kennen deze code" in page(client, guess, 404)
    for _ in range(MOST_WRONG - 1):
        client.get(f"/volg/{guess}/")
    assert "kwartier" in page(client, code, 429)
    assert client.post("/volg/", {"code": code}).status_code == 429
    assert page(Client(REMOTE_ADDR="10.0.0.9"), code)


def test_a_code_stands_in_no_log_line_and_not_in_the_trail(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    _, code = world.told()
    configure_logs("json", "INFO")
    try:
        page(Client(), code)
        page(Client(), ALPHABET[:LENGTH], 404)
        send(Client(), code, "antwoord", text="Het is nu erger.")
    finally:
        lines = capfd.readouterr().err
        configure_logs("json", "ERROR")
    assert "Not Found: /volg/\\u2026/" in lines
    said = without_secrets(None, "info", {"event": "x", "path": f"/en/volg/{code}/antwoord/", "status": 200})
    assert said["path"] == "/en/volg/…/antwoord/"
    for path in ("/de/antwoord/{}/", f"/beheer/wachtwoord/{uuid.uuid4()}/{{}}/", "/beheer/uitnodiging/{}/"):
        said = without_secrets(None, "info", {"event": "x", "path": path.format(code)})
        assert said["path"] == path.format("…")
    with world.acting():
        trail = [str(row) for row in Event.objects.values()]
    assert not any(secret in line for secret in (code, ALPHABET[:LENGTH]) for line in [lines, *trail])


def test_a_lost_code_gives_a_new_link_by_mail_and_the_page_tells_nobody_whether_there_was_one(world: World) -> None:
    world.told(updates="never")
    known = Client().post("/volg/kwijt/", {"email": WRITER.upper()}).content
    unknown = Client().post("/volg/kwijt/", {"email": "iemand@anders.nl"}).content
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
    assert token.sub(b"", known) == token.sub(b"", unknown)
    world.deliver()
    assert world.send().sent == 1
    (arrived,) = world.mail.confirmed
    text = arrived.message.get_body(("plain",)).get_content()
    (link,) = re.findall(r"http://testserver(/volg/\S+/)", text)
    assert SAID in Client().get(link).content.decode()


def test_one_click_in_the_mail_program_stops_every_letter_about_that_contribution(world: World) -> None:
    one, _ = world.told()
    world.deliver()
    world.send()
    address = str(world.mail.confirmed[0].message["List-Unsubscribe"]).strip("<>").removeprefix("http://testserver")
    strict = Client(enforce_csrf_checks=True)
    assert "Stuur mij niets meer" in strict.get(address).content.decode()
    with world.acting("read_contacts"):
        assert Contact.objects.get().updates == "at_once", "a program that only looks at links stops nothing"
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    ended(world, one)
    world.deliver()
    world.send()
    assert world.subjects() == ["Wij hebben uw melding ontvangen"]


def test_a_partner_opens_that_item_only_by_the_link_in_the_letter_and_answers_it(world: World) -> None:
    import datetime as dt

    from django.utils import timezone

    one, _ = world.told()
    other, _ = world.told()
    with world.acting(), working(world.people.triage) as by:
        for each in (one, other):
            triage.take(contribution=each.pk, by=by)
            triage.approve_text(contribution=each.pk, text=f"Een lamp is stuk ({each.label}).", public=False, by=by)
        soon = timezone.now() + dt.timedelta(days=2)
        organisation = world.people.domijn.organisation_id
        handing.offer(contribution=one.pk, organisation=organisation, answer_before=soon, by=by)
    world.deliver()
    world.send()
    (arrived,) = [each for each in world.mail.confirmed if each.recipient == world.people.domijn.email]
    text = arrived.message.get_body(("plain",)).get_content()
    (link,) = re.findall(r"http://testserver(/partner/\S+/)", text)
    client = Client()
    shown = client.get(link).content.decode()
    assert f"Een lamp is stuk ({one.label})." in shown
    assert SAID not in shown
    assert other.label not in shown
    assert client.get(f"/volg/{link.split('/')[2]}/").status_code == 404, "the link opens nothing else"
    with world.acting():
        assert Event.objects.get(name="followup.item.read").actor_name == "Domijn (link in een bericht)"
    assert "Schrijf in een zin waarom" in client.post(link, {"answer": "decline"}).content.decode()
    assert "aangenomen" in client.post(link, {"answer": "accept"}, follow=True).content.decode()
    assert stands(world, one) == "with_partner"
    world.deliver()
    with world.acting():
        from wens.followup.models import PersonalLink

        assert Letter.objects.filter(kind="handed_over", contribution=one).exists()
        PersonalLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(link).status_code == 404
