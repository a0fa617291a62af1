"""A contribution is taken in once, whole, with what is confidential apart."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from wens.audit.models import Event, Outgoing
from wens.tenancy.context import Actor, acting
from wens.voices import codes, keyring, sealing
from wens.voices.actions.contributing import (
    MinorNeedsGuardian,
    Reachable,
    Told,
    UnknownSubject,
    contribute,
    echo,
)
from wens.voices.actions.keys import rotate_contacts, sealed_tables
from wens.voices.models import Contact, Contribution, Echo, Original
from wens.voices.working_days import is_working_day, working_days_later

NAIVE = dt.datetime  # Hypothesis adds no time zone itself
PUBLIC = Actor.public()
READER = {"read_originals", "read_contacts"}
TOLD = Told(
    area_code="GM0153-LW-pathmos",
    text="Iedere nacht lawaai bij nummer 12. Bel 06-12345678.",
    subject="noise",
    reachable=Reachable(email="an@voorbeeld.nl", telephone="0612345678"),
)


def _send(told: Told = TOLD, key: uuid.UUID | None = None):
    with acting("GM0153", PUBLIC):
        return contribute(told=told, answer_key=key or uuid.uuid4(), by=PUBLIC)


def test_sending_twice_gives_the_same_contribution_and_the_same_code(gemeente, home):
    key = uuid.uuid4()
    first, second = _send(key=key), _send(Told(area_code="x", text="something else"), key=key)
    assert (first.is_new, second.is_new) == (True, False)
    assert (first.contribution.pk, first.code) == (second.contribution.pk, second.code)
    assert Contribution.objects.count() == 1
    assert Event.objects.filter(name="voices.contribution.received").count() == 1
    assert Outgoing.objects.filter(topic="voices.contribution.received").count() == 1


def test_also_after_a_new_follow_key_the_same_code_comes_back_and_is_found(gemeente, home):
    key = uuid.uuid4()
    sent = _send(key=key)
    keyring.make_key("follow")
    assert _send(key=key).code == sent.code
    assert codes.find_by_code(sent.code) == sent.contribution


def test_a_typed_code_is_found_however_it_is_written_and_no_other_one(gemeente, home):
    sent = _send()
    for typed in (sent.code, sent.code.lower(), sent.code.replace("-", ""), f" {sent.code.replace('-', ' ')} "):
        assert codes.find_by_code(typed) == sent.contribution
    assert codes.find_by_code("2222-2222-2222") is None
    assert codes.find_by_code("") is None


def test_neither_code_nor_contact_nor_text_stands_where_everybody_of_the_gemeente_may_read(gemeente, home):
    sent = _send()
    with acting("GM0153", PUBLIC), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM voices_contribution c")
        row = cursor.fetchone()[0]
        cursor.execute("SELECT data::text FROM audit_event UNION ALL SELECT data::text FROM audit_outgoing")
        trail = " ".join(found[0] for found in cursor.fetchall())
    for secret in (sent.code, codes.plain(sent.code), "voorbeeld", "0612345678", "lawaai"):
        assert secret not in row
        assert secret not in trail


def test_the_text_and_the_contact_need_their_rights_and_the_contact_needs_the_key(gemeente, home):
    sent = _send()
    with acting("GM0153", PUBLIC):
        assert not Original.objects.exists()
        assert not Contact.objects.exists()
    with acting("GM0153", PUBLIC, rights=READER):
        assert Original.objects.get().text == TOLD.text
        contact = Contact.objects.get()
        assert b"voorbeeld" not in bytes(contact.email)
        assert sealing.open_contact(contact) == ("an@voorbeeld.nl", "0612345678")
        contact.contribution_id = uuid.uuid4()
        with pytest.raises(sealing.CannotOpen):
            sealing.open_contact(contact)
    assert sent.contribution.personal_hints == ["house", "phone"]


def test_after_rotating_the_keys_every_contact_opens_with_the_new_one_and_the_old_one_is_gone(gemeente, home):
    _send()
    old = keyring.newest("contacts")
    assert rotate_contacts(by=Actor.machine(), remove_old=True) == 1
    assert keyring.key_ids("contacts") != [old]
    assert old not in keyring.key_ids("contacts")
    with acting("GM0153", PUBLIC, rights=READER):
        assert sealing.open_contact(Contact.objects.get()).email == "an@voorbeeld.nl"


def test_whatever_is_sealed_in_any_table_is_sealed_again_so_that_nothing_is_lost_with_the_old_key():
    tables = {model._meta.label: fields for model, fields in sealed_tables().items()}
    assert tables["voices.Contact"] == ("email", "telephone")
    assert all(tables.values())


def test_a_key_is_private_to_its_owner_and_never_replaced(home):
    first = keyring.newest("follow")
    assert (home / "keys" / first).stat().st_mode & 0o777 == 0o600
    kept = keyring.key(first)
    second = keyring.make_key("follow")
    assert second > first
    assert keyring.key(first) == kept != keyring.key(second)


def test_contact_of_a_child_is_taken_with_the_word_of_a_guardian_only(gemeente, home):
    child = Reachable(email="kind@voorbeeld.nl", below_16=True)
    with pytest.raises(MinorNeedsGuardian):
        _send(Told(area_code="x", text="tekst", reachable=child))
    assert not Contribution.objects.exists()
    _send(Told(area_code="x", text="tekst", reachable=Reachable(email="k@v.nl", below_16=True, guardian=True)))
    _send(Told(area_code="x", text="tekst", reachable=Reachable(below_16=True)))
    with acting("GM0153", PUBLIC, rights=READER):
        assert Contact.objects.count() == 1


def test_an_unknown_subject_is_refused_and_nothing_is_kept(gemeente, home):
    with pytest.raises(UnknownSubject):
        _send(Told(area_code="x", text="tekst", subject="nonsense"))
    assert not Contribution.objects.exists()


def test_theme_danger_and_both_dates_come_from_definitions_and_declarations(gemeente, home, settings):
    sent = _send(Told(area_code="x", text="Hij heeft een mes.", subject="drugs"))
    one = sent.contribution
    assert (one.theme, one.danger_words) == ("integrity", ["mes"])
    assert one.retain_until == timezone.localdate() + dt.timedelta(days=730)
    assert one.read_before == working_days_later(one.received_at, settings.WENS.reading_days)


def test_a_press_is_counted_once_per_key(gemeente, home):
    sent, key = _send(), uuid.uuid4()
    with acting("GM0153", PUBLIC):
        assert [echo(contribution=sent.contribution, answer_key=k, by=PUBLIC) for k in (key, key, uuid.uuid4())] == [
            True, False, True,
        ]  # fmt: skip
        assert Echo.objects.count() == 2


@pytest.mark.parametrize(
    ("moment", "days", "until"),
    [
        ("2026-11-20 23:30", 2, "2026-11-24 17:00"),  # Friday night
        ("2026-12-24 09:00", 1, "2026-12-28 17:00"),  # over Christmas
        ("2026-04-02 12:00", 2, "2026-04-08 17:00"),  # over Good Friday and Easter Monday
        ("2027-05-04 12:00", 1, "2027-05-07 17:00"),  # Liberation Day and Ascension Day
    ],
)
def test_a_promise_counts_days_on_which_the_desks_are_open(moment, days, until):
    parse = dt.datetime.fromisoformat
    assert working_days_later(timezone.make_aware(parse(moment)), days) == timezone.make_aware(parse(until))


@given(st.datetimes(NAIVE(2020, 1, 1), NAIVE(2040, 1, 1)), st.integers(0, 10))
def test_a_promise_always_ends_on_a_working_day_that_is_not_past(moment, days):
    aware = timezone.make_aware(moment)
    until = timezone.localtime(working_days_later(aware, days))
    assert is_working_day(until.date())
    assert until.date() >= timezone.localtime(aware).date() + dt.timedelta(days=days)


@given(st.uuids(), st.text(max_size=80))
def test_codes_have_no_sign_that_looks_like_another_and_junk_is_no_code(key, junk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "key", lambda _id: b"k" * 44)
        code = codes.code_for(key, "follow-0001")
    assert not set("01OILUAE") & set(code)
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    assert codes.is_code(code)
    codes.is_code(junk)
