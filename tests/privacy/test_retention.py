"""What is over its time goes, in every table with personal fields; what is not, stays."""

import datetime as dt
import os
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, models, transaction

from tests.privacy.planting import plant
from wens.audit.models import Event
from wens.organisations.models import Account, Identity
from wens.privacy.register import personal_models
from wens.privacy.retention import run
from wens.privacy.retention.rules import FORGOTTEN, Rule, rule_of, rules
from wens.privacy.retention.running import RIGHTS
from wens.privacy.retention.steps import DECISIONS_KEPT_DAYS
from wens.privacy.retention.sweeping import empty
from wens.tenancy.context import Actor, acting
from wens.voices.models import Attachment, Contact, Contribution, Message, Original

MACHINE = Actor.machine()
TODAY = dt.date(2035, 6, 1)
SIMPLE = [rule for rule in rules() if rule.what in ("remove", "forget")]


@pytest.fixture
def rights(gemeente):
    with acting("GM0153", MACHINE, rights=RIGHTS):
        yield


def moment(rule: Rule, days: int) -> dt.date | dt.datetime:
    day = TODAY - dt.timedelta(days=days)
    name = rule.last_day or rule.since
    is_moment = isinstance(rule.model._meta.get_field(name), models.DateTimeField)
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC) if is_moment else day


def planted(rule: Rule, days: int) -> Any:
    filled = {name: "iemand" for name in rule.personal if rule.what == "forget"}
    return plant(rule.model, **filled, **{rule.last_day or rule.since: moment(rule, days)})


def test_every_table_with_personal_fields_has_a_rule():
    without = [model._meta.label for model in personal_models() if rule_of(model._meta.label) is None]
    assert without == [], "add a line to wens/definitions/privacy/retention.yaml"


def test_a_run_reaches_whatever_the_second_lock_keeps_apart(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT qual FROM pg_policies WHERE permissive = 'RESTRICTIVE' AND qual LIKE '%wens.rights%'")
        asked = {right for (words,) in cursor.fetchall() for right in re.findall(r"'(\w+)'::text = ANY", words)}
    assert {"read_originals", "covenant_material"} <= asked
    assert asked <= set(RIGHTS)


def test_a_rule_never_keeps_longer_than_was_declared():
    for rule in rules():
        if rule.days and rule.personal:
            assert rule.days <= max(field.retention_days for field in rule.personal.values()), rule.table


@pytest.mark.parametrize("rule", SIMPLE, ids=lambda rule: rule.table)
def test_an_expired_row_goes_and_a_younger_one_stays(rule, rights):
    kept = {name: declared.retention_days for name, declared in rule.personal.items()}
    ends = {rule.longest} if rule.what == "remove" else set(kept.values())  # fields of one row may differ
    ages = {planted(rule, end + more): end + more for end in ends for more in (1, -1)}
    over = {(key, name) for key, age in ages.items() for name, days in kept.items() if age > days}
    before = {one.table: one.rows for one in run(by=MACHINE, on=TODAY, commit=False, table=rule.table)}
    assert before[rule.table] == (1 if rule.what == "remove" else len(over))
    run(by=MACHINE, on=TODAY, table=rule.table)
    rows = rule.model._default_manager
    if rule.what == "remove":
        assert {key for key in ages if rows.filter(pk=key).exists()} == {
            key for key, age in ages.items() if age < rule.longest
        }
    else:
        for key, name in ((key, name) for key in ages for name in kept):
            wanted = empty(rule.model, name) if (key, name) in over else "iemand"
            assert getattr(rows.get(pk=key), name) == wanted, f"{name} after {ages[key]} days"
    assert Event.objects.filter(name=f"privacy.retention.{rule.what}", subject=f"table:{rule.table}").exists()
    assert run(by=MACHINE, on=TODAY, commit=False, table=rule.table)[0].rows == 0


def test_a_contribution_goes_with_texts_contact_messages_and_photos(rights, home):
    key = plant(Contribution, retain_until=TODAY - dt.timedelta(days=1))
    later = plant(Contribution, retain_until=TODAY, state="merged", merged_into=key)
    plant(Original, contribution=key)
    plant(Contact, contribution=key, retain_until=TODAY)
    plant(Message, contribution=key)
    plant(Attachment, contribution=key, file="GM0153/a.jpg")
    file = home / "voices" / "photos" / "GM0153" / "a.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    run(by=MACHINE, on=TODAY)
    assert not file.exists()
    assert list(Contribution.objects.values_list("pk", "merged_into")) == [(later, None)]
    assert [m.objects.count() for m in (Original, Contact, Message, Attachment)] == [0, 0, 0, 0]


def stopped(files):
    raise KeyboardInterrupt


def test_killed_between_file_and_row_the_next_run_finishes(rights, home, monkeypatch):
    plant(Attachment, contribution=plant(Contribution, retain_until=TODAY - dt.timedelta(days=1)), file="GM0153/b.jpg")
    file = home / "voices" / "photos" / "GM0153" / "b.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    with monkeypatch.context() as patch:
        patch.setattr("wens.voices.photos.remove", stopped)
        with pytest.raises(KeyboardInterrupt):
            run(by=MACHINE, on=TODAY)
    assert Attachment.objects.get().state == Attachment.State.REMOVED
    run(by=MACHINE, on=TODAY)
    assert not file.exists()
    assert not Attachment.objects.exists()


def test_a_closed_account_loses_its_name_after_a_year_and_the_row_stays(rights):
    key = plant(Account, name="Kees de Vries", created_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    fresh = plant(Account, name="Nu Gesloten", created_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    plant(Identity, account=key)
    plant(Authenticator, user=key)
    closed = dt.datetime.combine(TODAY - dt.timedelta(days=100), dt.time(12), tzinfo=dt.UTC)
    plant(Event, name="organisations.account.closed", subject=f"account:{fresh}", at=closed)
    run(by=MACHINE, on=TODAY)
    one = Account.objects.get(pk=key)
    assert (one.name, one.email) == (FORGOTTEN, f"{key}@verwijderd.invalid")
    assert not one.has_usable_password()
    assert not Identity.objects.exists()
    assert not Authenticator.objects.exists()
    assert Account.objects.get(pk=fresh).name == "Nu Gesloten"


def test_the_trail_loses_lines_of_seven_years_and_the_database_refuses_younger_ones(rights):
    now = dt.datetime.now(dt.UTC)
    old = plant(Event, name="old", at=now - dt.timedelta(days=DECISIONS_KEPT_DAYS + 2))
    plant(Event, name="young", at=now - dt.timedelta(days=DECISIONS_KEPT_DAYS - 2))
    run(by=MACHINE)
    assert not Event.objects.filter(pk=old).exists()
    assert Event.objects.filter(name="young").exists()
    for call in ("SELECT wens_expire_trail(now())", "SELECT wens_forget_signatures(now(), 'x')"):
        with pytest.raises(DatabaseError, match="stay"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(call)


def test_old_signatures_go_and_what_was_signed_stays(rights):
    from wens.figures.models import Activation
    from wens.photos.models import Photo

    now = dt.datetime.now(dt.UTC)
    plant(Activation, by="account:1", at=now - dt.timedelta(days=DECISIONS_KEPT_DAYS + 2))
    young = plant(Activation, by="account:1", at=now)
    plant(Photo, frozen_by="account:1", frozen_at=now - dt.timedelta(days=DECISIONS_KEPT_DAYS + 2), content="{}")
    run(by=MACHINE)
    assert Activation.objects.exclude(by=FORGOTTEN).get().pk == young
    assert (Photo.objects.get().frozen_by, Photo.objects.get().content) == (FORGOTTEN, "{}")


def test_a_backup_before_an_upgrade_goes_when_it_may_no_longer_be_kept(rights, home, settings):
    folder = home / "backups"
    folder.mkdir()
    for name, age in (("old.tar", settings.WENS.backup_days + 2), ("young.tar", settings.WENS.backup_days - 2)):
        (folder / name).write_bytes(b"x")
        moment = (dt.datetime.now(dt.UTC) - dt.timedelta(days=age)).timestamp()
        os.utime(folder / name, (moment, moment))
    assert run(by=MACHINE, commit=False)[-1].rows == 1
    assert run(by=MACHINE)[-1].rows == 1
    assert [path.name for path in folder.iterdir()] == ["young.tar"]
