"""Letters go over a real connection to a mail server that misbehaves; none is lost, none goes out twice."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from tests.followup.conftest import CODE, JOB, SAID, WRITER, World
from wens.followup.actions.sending import PAUSES, send_letters
from wens.followup.mail.folder import FolderCarrier
from wens.followup.models import Letter, PersonalLink


def waiting_letter(world: World) -> None:
    world.told()
    world.deliver()


def letter(world: World) -> Letter:
    with world.acting():
        return Letter.objects.get()


def later(world: World, by: dt.timedelta) -> None:
    """As if so much time had passed for the letters that wait."""
    with world.acting():
        for one in Letter.objects.filter(state="waiting"):
            one.not_before -= by
            one.save(update_fields=["not_before"])


def test_a_letter_arrives_whole_once_with_links_and_without_a_word_of_the_contribution(world: World) -> None:
    _, code = world.told()
    world.deliver()
    assert world.send().sent == 1
    assert world.send().sent == 0
    (arrived,) = world.mail.confirmed
    message = arrived.message
    assert arrived.recipient == WRITER
    assert message["Message-ID"] == letter(world).message_id
    assert message["From"].addresses[0].addr_spec == "wens@enschede.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = message.get_body(("plain",)).get_content()
    page = message.get_body(("html",)).get_content()
    for content in (text, page):
        assert SAID[:20] not in content
        assert code not in content
        assert "http://testserver/volg/" in content
    assert str(message["List-Unsubscribe"]).strip("<>") in text
    assert letter(world).state == "sent"
    assert letter(world).template_version == "nl-1"


def test_the_database_holds_no_address_and_no_token_of_a_link(world: World) -> None:
    waiting_letter(world)
    world.send()
    text = world.mail.confirmed[0].message.get_body(("plain",)).get_content()
    tokens = [word.rstrip("/").rpartition("/")[2] for word in text.split() if word.startswith("http")]
    assert len(tokens) == 2
    with world.acting():
        rows = [str(row) for model in (Letter, PersonalLink) for row in model.objects.values()]
    assert not any(secret in row for row in rows for secret in [WRITER, *tokens])


@pytest.mark.parametrize("how", ["mail_451", "rcpt_451", "data_451", "content_452", "closing"])
def test_what_is_refused_for_now_is_tried_again_after_a_pause_and_arrives_once(world: World, how: str) -> None:
    waiting_letter(world)
    world.mail.next(how)
    assert world.send().later == 1
    assert letter(world).state == "waiting"
    assert "secret" not in letter(world).problem, "the words of a server may quote the address"
    assert world.send().sent == 0, "not before its pause is over"
    later(world, PAUSES[0])
    assert world.send().sent == 1
    assert len(world.mail.arrived) == 1


def test_who_keeps_being_refused_ends_in_the_red_list_after_growing_pauses(world: World) -> None:
    waiting_letter(world)
    for pause in PAUSES:
        world.mail.next("rcpt_451")
        world.send()
        assert letter(world).not_before > timezone.now() + pause * 0.9
        later(world, pause)
    world.mail.next("rcpt_451")
    assert world.send().later == 1
    assert letter(world).state == "failed"
    assert sorted(PAUSES) == list(PAUSES)


@pytest.mark.parametrize("how", ["rcpt_550", "content_554"])
def test_what_is_refused_for_good_stands_in_the_red_list_and_the_next_letter_goes_on(world: World, how: str) -> None:
    waiting_letter(world)
    waiting_letter(world)
    world.mail.next(how)
    done = world.send()
    assert (done.red, done.sent) == (1, 1)
    with world.acting():
        failed = Letter.objects.get(state="failed")
    assert failed.problem == f"de mailserver weigert dit bericht ({how[-3:]} 5.7.1)".replace("5.7.1", f"{how[-3]}.7.1")
    assert world.send().sent == 0


@pytest.mark.parametrize("how", ["drop_at_mail", "drop_at_data"])
def test_a_connection_that_breaks_before_the_content_is_made_anew_and_the_letter_arrives_once(
    world: World, how: str
) -> None:
    waiting_letter(world)
    world.mail.next(how)
    assert world.send().sent == 1
    assert len(world.mail.arrived) == 1


@pytest.mark.parametrize("how", ["drop_after_content", "hang_after_content"])
def test_a_letter_whose_content_went_without_an_answer_is_never_sent_again_by_itself(world: World, how: str) -> None:
    waiting_letter(world)
    world.mail.next(how)
    assert world.send(timeout_s=0.5).red == 1
    assert letter(world).state == "interrupted"
    later(world, dt.timedelta(days=30))
    assert world.send().sent == 0
    assert len(world.mail.arrived) == 1


def test_without_a_server_letters_wait_and_nothing_is_counted_as_tried(world: World) -> None:
    waiting_letter(world)
    port, world.mail.port = world.mail.port, 1
    assert world.send().later == 1
    assert letter(world).attempts == 0
    assert "niet bereikbaar" in letter(world).problem
    world.mail.port = port
    later(world, dt.timedelta(minutes=3))
    assert world.send().sent == 1


def test_nobody_is_written_to_who_took_the_address_away_in_between(world: World) -> None:
    from wens.voices.actions.reaching import remove_contact

    waiting_letter(world)
    with world.acting("read_contacts") as now:
        remove_contact(contribution=letter(world).contribution_id, by=now.actor)
    assert world.send().cancelled == 1
    assert world.mail.arrived == []


def test_a_folder_takes_letters_where_there_is_no_mail_server(world: World, tmp_path: Path) -> None:
    waiting_letter(world)
    send_letters(gemeente=CODE, by=JOB, using=FolderCarrier(tmp_path / "mail"))
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert f"To: {WRITER}" in file.read_text()
