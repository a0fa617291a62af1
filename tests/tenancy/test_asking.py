"""Questions that are compiled once answer what Django's own query answers, inside one gemeente."""

import uuid

import pytest
from django.contrib.auth.hashers import make_password
from django.db.models import F

from wens.organisations.models import Account, Role
from wens.tenancy.asking import Prepared
from wens.tenancy.context import Actor, acting

pytestmark = pytest.mark.django_db

OPEN = Prepared(lambda key: Account.objects.filter(pk=key, is_active=True).order_by(), ids=1)
EITHER = Prepared(lambda first, second: Account.objects.filter(pk__in=[second, first]).order_by(), ids=2)


@pytest.fixture
def account(gemeente):
    with acting(gemeente.code, Actor.machine()):
        yield Account.objects.create(email="a@example.nl", name="A", role=Role.PARTNER, password=make_password(None))


def test_it_finds_the_row_with_every_field_as_it_is(account):
    found = OPEN.one(account.pk)
    assert {name: getattr(found, name) for name in vars(account) if name != "_state"} == {
        name: value for name, value in vars(account).items() if name != "_state"
    }


def test_it_finds_nothing_for_another_id_and_for_none(account):
    assert OPEN.one(uuid.uuid4()) is None
    assert OPEN.one(None) is None


def test_what_the_question_fixes_holds(account):
    account.is_active = False
    account.save()
    assert OPEN.one(account.pk) is None
    assert not OPEN.any(account.pk)


def test_each_id_goes_where_it_was_used_in_any_order(account):
    assert EITHER.any(account.pk, None)
    assert EITHER.any(None, account.pk)
    assert not EITHER.any(None, uuid.uuid4())


def test_another_gemeente_finds_nothing(account, gemeente):
    with acting("GM9998", Actor.machine()):
        assert OPEN.one(account.pk) is None
        assert not OPEN.any(account.pk)


def test_numbers_and_annotations_come_through(account):
    since = Prepared(
        lambda key, least: Account.objects.filter(pk=key, session_round__gte=least).annotate(called=F("name")),
        ids=1,
        numbers=1,
    )
    assert [one.called for one in since.every(account.pk, 0)] == ["A"]
    assert since.every(account.pk, account.session_round + 1) == []
