"""One policy: every role × every organisation × every kind of contribution, one by one and as a list, with and without
row-level security."""

from itertools import product

import pytest
from django.utils import timezone

from tests.voices.people import told
from wens.access.models import Covenant, CovenantParty
from wens.access.rules import may, rights_of
from wens.access.seeing import Viewer, may_see, sees, viewer_of
from wens.organisations.models import Account, Organisation, Role
from wens.tenancy.context import Actor, acting, current_gemeente
from wens.voices import queries
from wens.voices.models import Attachment, Contribution
from wens.voices.rules import item_of, item_of_photo, seen_by

KINDS = {"politie": "police", "domijn": "housing", "wijkraad": "wijkraad"}


@pytest.fixture
def organisations(gemeente) -> dict[str, Organisation]:
    return {slug: Organisation.objects.create(name=slug, slug=slug, kind=kind) for slug, kind in KINDS.items()}


@pytest.fixture
def covenant(organisations) -> Covenant:
    """A covenant in force between the police and Domijn."""
    today = timezone.localdate()
    one = Covenant(
        name="Aanpak", purpose="samen", dpia_reference="1", starts_on=today, ends_on=today, state="active",
        drafted_by="a", drafted_at=timezone.now(), signed_by="a", confirmed_by="b", signed_at=timezone.now(),
        confirmed_at=timezone.now(),
    )  # fmt: skip
    one.save(force_insert=True)
    for slug in ("politie", "domijn"):
        CovenantParty(covenant=one, organisation=organisations[slug], legal_basis="wet").save(force_insert=True)
    return one


@pytest.fixture
def accounts(organisations) -> list[Account]:
    made = []
    for role, of in product(Role.values, (None, *organisations.values())):
        email = f"{role}.{of.slug if of else 'geen'}@x.nl"
        made.append(Account.objects.create(email=email, name="x", role=role, organisation=of))
    return made


@pytest.fixture
def contributions(organisations, covenant) -> list[Contribution]:
    police = organisations["politie"]
    made = []
    with acting(current_gemeente(), Actor.machine(), rights={"covenant_material"}):
        for public, under, handler, group in product(
            (True, False), (None, covenant), (None, police), (None, organisations["wijkraad"])
        ):
            if not (public and under):  # the database refuses it
                more = {"is_public": True, "cleaned_text": "x", "cleaned_by": "account:1"} if public else {}
                made.append(told(covenant=under, handler=handler, group=group, **more))
    return made


def expected(account: Account | None, one: Contribution) -> bool:
    """The rule in other words than the code's: what docs and ADR say."""
    if account is None:
        return one.is_public
    of = account.organisation.slug if account.organisation else ""
    if one.covenant_id and (of not in ("politie", "domijn") or account.role == Role.CIVIC):
        return False
    theirs = account.organisation_id is not None and account.organisation_id in (one.handler_id, one.group_id)
    works = account.role == Role.CIVIC or may(account, "answer_contributions")
    return one.is_public or may(account, "triage_contributions") or (theirs and works)


def test_the_policy_for_one_the_list_and_the_database_agree_for_everybody(accounts, contributions):
    for account in (None, *accounts):
        by = account.as_actor() if account else Actor.public()
        of = str(account.organisation_id or "") if account else ""
        wanted = {one.pk for one in contributions if expected(account, one)}
        with acting(current_gemeente(), by, rights=rights_of(account), organisation=of):
            who = account.email if account else "public"
            viewer = viewer_of(account)
            assert {one.pk for one in contributions if sees(viewer, item_of(one))} == wanted, who
            assert set(Contribution.objects.filter(seen_by(viewer)).values_list("pk", flat=True)) == wanted, who
            assert all(queries.contribution(one.pk) is None for one in contributions[-1:] if one.pk not in wanted), who


def test_a_photo_that_nobody_looked_at_opens_to_readers_only_and_never_past_a_covenant(accounts, contributions):
    viewers: dict[Account | None, Viewer] = {}
    for account, one in product((None, *accounts), contributions):
        viewer = viewers.setdefault(account, viewer_of(account))
        for approved in (False, True):
            photo = Attachment(contribution=one, is_public=approved, added_at=one.received_at)
            seen = sees(viewer, item_of_photo(photo))
            if approved:
                assert seen == sees(viewer, item_of(one))
            elif seen:
                assert may(account, "read_originals")
                assert one.covenant_id is None or account.organisation.slug in ("politie", "domijn")


def test_an_account_that_was_closed_sees_what_everybody_sees(accounts, contributions):
    for account in accounts:
        account.is_active = False
        for one in contributions:
            assert may_see(account, item_of(one)) == one.is_public
