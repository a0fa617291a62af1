"""Row-level security holds when the application's own filters are read around."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from wens.audit.actions import record
from wens.audit.models import Event
from wens.organisations.actions import register_gemeente
from wens.tenancy.context import Actor, NoTenant, acting, after_commit, become, current, stream
from wens.voices.models import Contribution, Original

MACHINE = Actor.machine()
A, B = "GM0153", "GM0150"
NO_TENANT_COLUMN = {
    "django_migrations": "which migrations ran; no data of a gemeente",
    "django_content_type": "names of models",
    "auth_permission": "unused table of Django's auth, rights come from wens.access.rules",
    "auth_group": "unused table of Django's auth",
    "auth_group_permissions": "unused table of Django's auth",
    "axes_accessattempt": "failed logins per address, before a tenant's account is known",
    "axes_accessattemptexpiration": "when a lock on logging in ends",
    "axes_accessfailurelog": "failed logins per address, before a tenant's account is known",
    "axes_accesslog": "not written (AXES_DISABLE_ACCESS_LOG)",
    "organisations_gemeente": "the list of tenants itself, needed to find the tenant of a host name",
}


@pytest.fixture
def two_gemeenten(transactional_db):
    for code, name, host in ((A, "Enschede", "a.example"), (B, "Deventer", "b.example")):
        register_gemeente(code=code, name=name, hosts=[host], by=MACHINE)
        with acting(code, MACHINE):
            record("test.thing.happened", subject=f"thing in {code}", by=MACHINE)


def _subjects() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM audit_event WHERE name = 'test.thing.happened'")
        return {row[0] for row in cursor.fetchall()}


def test_the_application_role_cannot_go_around_the_policies(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("wens_app", False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND pg_get_userbyid(relowner) = 'wens_app'")
        assert cursor.fetchone() == (0,)


def test_every_table_has_a_tenant_column_and_forced_row_security_or_a_reason_why_not(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                      EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'gemeente'),
                      EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname = 'tenant')
               FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"""
        )
        tables = {name: (forced, column, policy) for name, forced, column, policy in cursor.fetchall()}
    ours = {name: state for name, state in tables.items() if not name.startswith("procrastinate_")}
    assert {name for name, state in ours.items() if state != (True, True, True)} == set(NO_TENANT_COLUMN) & set(tables)


def test_plain_sql_sees_only_the_acting_gemeente(two_gemeenten):
    with acting(A, MACHINE):
        assert _subjects() == {f"thing in {A}"}
    with acting(B, MACHINE):
        assert _subjects() == {f"thing in {B}"}


def test_a_reused_connection_sees_nothing_after_the_block(two_gemeenten):
    with acting(A, MACHINE):
        assert _subjects()
    assert _subjects() == set()
    with pytest.raises(ZeroDivisionError), acting(A, MACHINE):
        1 / 0  # noqa: B018
    assert _subjects() == set()


def test_a_nested_block_restores_the_outer_gemeente_also_after_an_error(two_gemeenten):
    with acting(A, MACHINE):
        with acting(B, MACHINE):
            assert _subjects() == {f"thing in {B}"}
        assert _subjects() == {f"thing in {A}"}
        with pytest.raises(ZeroDivisionError), acting(B, MACHINE):
            1 / 0  # noqa: B018
        assert _subjects() == {f"thing in {A}"}


def test_writing_for_another_gemeente_is_refused_by_the_database(two_gemeenten):
    with pytest.raises(DatabaseError, match="row-level security"), acting(A, MACHINE):
        Event.objects.create(gemeente=B, name="x", subject="x", actor="x", actor_name="x")


def test_writing_without_a_gemeente_is_refused_by_the_database(two_gemeenten):
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Event.objects.create(name="x", subject="x", actor="x", actor_name="x")


def test_the_audit_trail_cannot_be_changed_or_removed(two_gemeenten):
    with pytest.raises(DatabaseError, match="permission denied"), acting(A, MACHINE):
        Event.objects.all().update(name="other")
    with pytest.raises(DatabaseError, match="permission denied"), acting(A, MACHINE):
        Event.objects.all().delete()


def test_a_callback_after_commit_acts_for_the_same_gemeente(two_gemeenten):
    seen: list[set[str]] = []
    with acting(B, MACHINE):
        after_commit(lambda: seen.append(_subjects()))
        assert seen == []
    assert seen == [{f"thing in {B}"}]
    assert _subjects() == set()


def test_a_stream_reads_its_own_gemeente_after_the_request_has_ended(two_gemeenten):
    with acting(A, MACHINE):
        lines = stream(lambda: sorted(_subjects()))
    assert _subjects() == set()
    assert list(lines) == [f"thing in {A}"]
    assert _subjects() == set()


def test_the_actor_of_a_block_can_become_known_later(two_gemeenten):
    person = Actor("account", "7", "Kees")
    with acting(A, Actor.public()):
        become(person)
        assert current().actor == person
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('wens.actor', true)")
            assert cursor.fetchone() == ("account:7",)


def test_outside_a_block_nobody_acts():
    with pytest.raises(NoTenant):
        current()


def test_a_text_as_written_is_added_by_anybody_and_read_only_with_the_right(two_gemeenten):
    with acting(A, Actor.public()):
        one = contribution()
        Original.objects.create(contribution=one, text="zoals het er stond")
        assert list(Original.objects.all()) == []
    with acting(A, MACHINE, rights={"read_contacts"}):
        assert list(Original.objects.all()) == []
    with acting(A, MACHINE, rights={"read_contacts", "read_originals"}):
        assert [original.text for original in Original.objects.all()] == ["zoals het er stond"]
    with acting(B, MACHINE, rights={"read_originals"}):
        assert list(Original.objects.all()) == []
    assert list(Original.objects.all()) == []


def test_a_right_of_an_inner_block_ends_with_it_also_for_a_callback(two_gemeenten):
    seen: list[frozenset[str]] = []
    with acting(A, MACHINE):
        with acting(A, MACHINE, rights={"read_originals"}, organisation="7"):
            after_commit(lambda: seen.append(current().rights))
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('wens.rights', true), current_setting('wens.organisation', true)")
            assert cursor.fetchone() == ("", "")
    assert seen == [frozenset({"read_originals"})]


def contribution() -> Contribution:
    now = timezone.now()
    return Contribution.objects.create(
        received_at=now, state_since=now, read_before=now, retain_until=now.date(), area_code="BU01530000",
        answer_key=uuid.uuid4(), follow_digest=uuid.uuid4().hex,
    )  # fmt: skip
