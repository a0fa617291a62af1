"""Covenants open material to their parties, close by themselves, and the database holds the same line."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from wens.access.actions import (
    CovenantError,
    Party,
    Shared,
    Terms,
    confirm_covenant,
    draft_covenant,
    end_covenant,
    end_past_covenants,
    sign_covenant,
)
from wens.access.models import Covenant
from wens.access.queries import open_to, readers_of
from wens.access.rules import ACTIONS, rights_of
from wens.access.seeing import Item, may_see
from wens.organisations.actions import create_account, make_organisation, register_gemeente
from wens.organisations.models import Kind, Organisation, Role
from wens.tenancy.context import Actor, acting
from wens.voices.models import Contribution, Message, Original

MACHINE = Actor.machine()
FIRST, SECOND = Actor("account", "1", "Een"), Actor("account", "2", "Twee")
HERE, THERE = "GM0153", "GM0150"
GOOD = "vier gewone woorden samen"


@pytest.fixture
def partners(transactional_db, home) -> dict[str, Organisation]:
    for code, name, host in ((HERE, "Enschede", "testserver"), (THERE, "Deventer", "deventer.example")):
        register_gemeente(code=code, name=name, hosts=[host], by=MACHINE)
    with acting(HERE, MACHINE):
        return {
            kind: make_organisation(name=name, kind=kind, by=MACHINE)
            for name, kind in (
                ("Gemeente", Kind.MUNICIPALITY), ("Politie", Kind.POLICE), ("Domijn", Kind.HOUSING),
                ("Wijkraad", Kind.WIJKRAAD),
            )
        }  # fmt: skip


def terms(partners, *, starts: int = 0, ends: int = 30, kinds=("municipality", "police"), **more) -> Terms:
    today = timezone.localdate()
    told = {
        "name": "Aanpak hennep", "purpose": "samen optreden tegen hennepteelt", "dpia_reference": "DPIA 2026-4",
        "starts_on": today + timedelta(days=starts), "ends_on": today + timedelta(days=ends),
        "parties": [Party(partners[kind], "Gemeentewet art. 172") for kind in kinds],
        "shared": [Shared("contributions", "AVG art. 6 lid 1 onder e")],
    }  # fmt: skip
    return Terms(**told | more)


def in_force(partners, **more) -> Covenant:
    covenant = draft_covenant(terms=terms(partners, **more), by=FIRST)
    sign_covenant(covenant=covenant, by=FIRST)
    return confirm_covenant(covenant=covenant, by=SECOND)


def put_under(covenant: Covenant, organisation: Organisation) -> Contribution:
    """Bring something in for a party, with its text and an answer."""
    now = timezone.now()
    with acting(HERE, MACHINE, organisation=str(organisation.pk)):
        one = Contribution.objects.create(
            received_at=now, state_since=now, read_before=now, retain_until=now.date(), area_code="BU01530000",
            answer_key=uuid.uuid4(), follow_digest=uuid.uuid4().hex, covenant=covenant,
        )  # fmt: skip
        Original.objects.create(contribution=one, text="vertrouwelijk")
        Message.objects.create(
            contribution=one, at=now, direction="note", text="notitie", written_by="x", answer_key=uuid.uuid4()
        )
    return one


def rows(organisation: str = "", rights=("read_originals",)) -> tuple[int, int, int]:
    """Count by plain SQL, around everything that the application does."""
    counts = []
    with acting(HERE, Actor.public(), rights=rights, organisation=organisation), connection.cursor() as cursor:
        for table in ("voices_contribution", "voices_original", "voices_message"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts.append(cursor.fetchone()[0])
    return tuple(counts)


def test_plain_sql_sees_what_is_under_a_covenant_only_as_a_party(partners):
    with acting(HERE, MACHINE):
        covenant = in_force(partners)
    put_under(covenant, partners["police"])
    assert rows(str(partners["police"].pk)) == (1, 1, 1)
    assert rows(str(partners["municipality"].pk)) == (1, 1, 1)
    assert rows(str(partners["housing"].pk)) == (0, 0, 0)
    assert rows() == (0, 0, 0)


def test_no_role_reads_it_by_its_rights_alone(partners):
    with acting(HERE, MACHINE):
        covenant = in_force(partners)
        put_under(covenant, partners["police"])
    assert rows(rights=ACTIONS) == (0, 0, 0)


def test_a_run_for_retention_or_erasure_reaches_it_by_name_and_no_role_has_that_right(partners):
    with acting(HERE, MACHINE):
        covenant = in_force(partners)
    put_under(covenant, partners["police"])
    assert rows(rights=("read_originals", "covenant_material")) == (1, 1, 1)
    with acting(HERE, MACHINE):
        for role in Role.values:
            account = create_account(email=f"{role}@example.nl", name="X", role=role, password=GOOD, by=MACHINE)
            assert "covenant_material" not in rights_of(account)


def test_a_reused_connection_sees_nothing_after_the_block_of_a_party(partners):
    with acting(HERE, MACHINE):
        covenant = in_force(partners)
    put_under(covenant, partners["police"])
    assert rows(str(partners["police"].pk)) == (1, 1, 1)
    assert rows() == (0, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voices_contribution")
        assert cursor.fetchone() == (0,)
    with acting(THERE, MACHINE, organisation=str(partners["police"].pk)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voices_contribution")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(("starts", "ends", "seen"), [(0, 0, 1), (-30, 0, 1), (1, 30, 0)])
def test_it_opens_on_its_first_day_and_closes_after_its_last(partners, starts, ends, seen):
    with acting(HERE, MACHINE):
        open_now = in_force(partners)
        one = put_under(open_now, partners["police"])
        covenant = in_force(partners, starts=starts, ends=ends)
    with acting(HERE, MACHINE, rights={"covenant_material"}):
        Contribution.objects.filter(pk=one.pk).update(covenant=covenant)
    assert rows(str(partners["police"].pk))[0] == seen
    with acting(HERE, MACHINE):
        assert (covenant.pk in open_to(partners["police"].pk)) == bool(seen)


def test_after_its_last_day_nobody_reads_it_also_before_the_nightly_run_has_marked_it(partners):
    with acting(HERE, MACHINE):
        covenant = in_force(partners)
    put_under(covenant, partners["police"])
    with acting(HERE, MACHINE):
        Covenant.objects.update(starts_on=date(2020, 1, 1), ends_on=timezone.localdate() - timedelta(days=1))
        assert Covenant.objects.get().state == Covenant.State.ACTIVE
    assert rows(str(partners["police"].pk)) == (0, 0, 0)
    with acting(HERE, MACHINE):
        assert end_past_covenants(by=MACHINE) == 1
        assert Covenant.objects.get().state == Covenant.State.ENDED


def test_a_draft_opens_nothing_and_an_ended_one_closes_at_once(partners):
    with acting(HERE, MACHINE):
        covenant = in_force(partners)
        put_under(covenant, partners["police"])
        end_covenant(covenant=covenant, reason="klaar", by=FIRST)
    assert rows(str(partners["police"].pk)) == (0, 0, 0)
    with acting(HERE, MACHINE):
        draft = draft_covenant(terms=terms(partners), by=FIRST)
        assert open_to(partners["police"].pk) == set()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            put_under(draft, partners["police"])


def test_only_a_party_brings_something_under_a_covenant(partners):
    with acting(HERE, MACHINE):
        covenant = in_force(partners)
    with pytest.raises(DatabaseError, match="row-level security"):
        put_under(covenant, partners["housing"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kinds": ("municipality",)}, "twee partijen"),
        ({"kinds": ("municipality", "wijkraad")}, "Bewonersgroepen"),
        ({"shared": []}, "soort gegevens"),
        ({"shared": [Shared("police", "Wpg art. 20")]}, "Wpg"),
        ({"shared": [Shared("persons", "x")]}, "persons"),
        ({"dpia_reference": ""}, "."),
        ({"ends": -1}, "."),
        ({"shared": [Shared("contributions", "")]}, "."),
    ],
)
def test_a_covenant_that_lacks_what_the_law_asks_is_refused_and_leaves_nothing(partners, change, says):
    with acting(HERE, MACHINE):
        with pytest.raises(CovenantError, match=says):
            draft_covenant(terms=terms(partners, **change), by=FIRST)
        assert not Covenant.objects.exists()


def test_two_people_sign(partners, settings):
    with acting(HERE, MACHINE):
        covenant = draft_covenant(terms=terms(partners), by=FIRST)
        with pytest.raises(CovenantError, match="tweede handtekening"):
            confirm_covenant(covenant=covenant, by=SECOND)
        sign_covenant(covenant=covenant, by=FIRST)
        with pytest.raises(CovenantError, match="Een ander"):
            confirm_covenant(covenant=covenant, by=FIRST)
        settings.WENS = settings.WENS.model_copy(update={"single_operator": True})
        assert confirm_covenant(covenant=covenant, by=FIRST).state == Covenant.State.ACTIVE


def test_one_policy_says_who_sees_what(partners):
    with acting(HERE, MACHINE):
        covenant = in_force(partners)

        def somebody(role: str, kind: str = ""):
            return create_account(
                email=f"{role}{kind}@example.nl", name="X", role=role, password=GOOD, by=MACHINE,
                organisation=partners[kind] if kind else None,
            )  # fmt: skip

        agent, tenant = somebody("partner", "police"), somebody("partner", "housing")
        privacy, wijkraad = somebody("privacy_officer"), somebody("civic", "wijkraad")
        public, partner = Item("public"), Item("partners")
        under = Item("covenant", covenant=covenant.pk)
        own = Item("partners", frozenset({partners["wijkraad"].pk}))
        seen = {
            name: [may_see(account, item) for item in (public, partner, own, under)]
            for name, account in {
                "public": None, "agent": agent, "tenant": tenant, "privacy": privacy, "wijkraad": wijkraad
            }.items()
        }  # fmt: skip
        assert seen == {
            "public": [True, False, False, False],
            "agent": [True, True, True, True],
            "tenant": [True, True, True, False],
            "privacy": [True, True, True, False],
            "wijkraad": [True, False, True, False],
        }
        assert [account.pk for account in readers_of(covenant)] == [agent.pk]
