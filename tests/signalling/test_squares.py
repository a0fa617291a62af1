"""Squares of 100 metres: found within the budget, kept where only a covenant opens them, elsewhere it is the buurt."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone

from tests.publication.conftest import make_city
from tests.signalling import squares as fires
from tests.signalling.test_screens import seen_by
from tests.signalling.test_weekly import CITY, MACHINE, run
from tests.voices.people import People, make_people, working
from wens.access.actions import Party, Shared, Terms, confirm_covenant, draft_covenant, sign_covenant
from wens.access.models import Category, Covenant
from wens.access.rules import rights_of
from wens.areas.models import Area
from wens.audit.queries import readings
from wens.facts import squares, store
from wens.intake.actions import expire_snapshots, import_file
from wens.intake.models import Snapshot
from wens.signalling.actions.squares import load_squares
from wens.signalling.models import Signal, SquareSignal
from wens.signalling.queries.squares import exact_of, opened_by
from wens.signalling.rules import MANAGE, SEE
from wens.signalling.street import near_repeats
from wens.tenancy.context import acting

ALL = (Category.SQUARES, Category.FIRE)


@pytest.fixture
def people(db: None, home: object) -> Iterator[People]:
    """Proefstad with fires as points; the test acts as this machine."""
    with acting(make_city(["testserver"]), MACHINE):
        Area.objects.filter(level="buurt").update(households=600)
        made = make_people()
        report = import_file(
            source="incidents", delivery=fires.delivery(fires.points()), options=fires.COMMIT, by=MACHINE
        )
        assert report.status == "loaded", report.findings
        yield made


def covenant(people: People, *, shares: tuple[Category, ...] = ALL, area_codes: tuple[str, ...] = ()) -> Covenant:
    """A covenant in force between the police and the gemeente."""
    today = timezone.localdate()
    parties = [Party(one.organisation, "Gemeentewet art. 172") for one in (people.police, people.manager)]
    terms = Terms(
        name="Straat", purpose="Samen zien waar het brandt.", starts_on=today, ends_on=today + dt.timedelta(days=30),
        dpia_reference="DPIA 7", parties=parties, shared=[Shared(one, "AVG art. 6") for one in shares],
        area_codes=list(area_codes),
    )  # fmt: skip
    rights = rights_of(people.privacy) | {"manage_covenants"}
    with acting(CITY, people.analyst.as_actor(), rights=rights):
        made = draft_covenant(terms=terms, by=people.analyst.as_actor())
        sign_covenant(covenant=made, by=people.analyst.as_actor())
    with acting(CITY, people.privacy.as_actor(), rights=rights):
        return confirm_covenant(covenant=made, by=people.privacy.as_actor())


def signal() -> Signal:
    with acting(CITY, MACHINE, rights={SEE}):
        return Signal.objects.get(level="square")


def test_a_delivery_with_points_keeps_the_square_of_each_beside_the_facts_and_no_point(people: People) -> None:
    import pyarrow.parquet as pq

    (snapshot,) = Snapshot.objects.all()
    kept = pq.read_table(squares.path_of(CITY, snapshot.pk))
    facts = pq.read_table(store.path_of(CITY, snapshot.pk))
    assert set(kept.column_names).isdisjoint({"x", "y"})
    assert not {"square", "x", "y"} & set(facts.column_names)
    assert kept.num_rows == facts.num_rows == len(fires.points())
    assert kept.column("square").to_pylist().count(fires.SQUARE_CODE) >= 6


def test_an_outbreak_in_one_square_is_found_and_everybody_else_reads_its_buurt(people: People) -> None:
    fires.load_addresses()
    made = run()
    assert made.new == 1
    one = signal()
    assert one.area_codes == [fires.BUURT]
    assert "een plek in Werf" in one.said["nl"]
    assert "a place in Werf" in one.said["en"]
    assert one.history == {}
    assert "E2574" not in json.dumps([one.said, one.data, one.area_codes, one.history])


def test_only_a_party_of_a_covenant_that_shares_it_reads_in_which_squares_also_in_plain_sql(people: People) -> None:
    fires.load_addresses()
    run()
    one = signal()
    everybody = (people.police, people.manager, people.domijn, people.analyst, people.triage, people.wijkraad)
    for account in everybody:
        with working(account):
            assert exact_of(one) is None
    made = covenant(people)
    reads = {people.police, people.manager, people.analyst, people.triage}
    for account in everybody:
        with working(account), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM signalling_squaresignal")
            assert (cursor.fetchone()[0] == 1) == (account in reads), account
    with working(people.police):
        exact = exact_of(one)
        assert exact
        assert fires.SQUARE_CODE in exact.squares
        assert opened_by(exact) == made
        assert sum(exact.history["cases"]) >= 6


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shares", "area_codes", "opens"),
    [
        (ALL, ("BU00010100",), True), (ALL, ("GM0001-LW-werf",), True), (ALL, ("GM0001-LW-dorp",), False),
        ((Category.SQUARES,), (), False), ((Category.FIRE,), (), False),
    ],
)  # fmt: skip
def test_a_covenant_opens_what_it_shares_where_it_holds(
    people: People, shares: tuple[Category, ...], area_codes: tuple[str, ...], opens: bool
) -> None:
    fires.load_addresses()
    run()
    one = signal()
    covenant(people, shares=shares, area_codes=area_codes)
    with working(people.police):
        assert (exact_of(one) is not None) == opens


@pytest.mark.slow
def test_there_is_no_signal_about_squares_with_too_few_addresses_or_of_which_nobody_knows(people: People) -> None:
    assert run().too_small >= 1
    fires.load_addresses(1)
    assert run().too_small >= 1
    with acting(CITY, MACHINE, rights={SEE}):
        assert not Signal.objects.filter(level="square").exists()
        assert not SquareSignal.objects.exists()


@pytest.mark.slow
def test_running_again_changes_nothing(people: People) -> None:
    fires.load_addresses()
    run()
    again = run()
    assert (again.new, again.again) == (0, 0)


@pytest.mark.slow
def test_points_that_were_rounded_to_a_kilometre_make_no_squares(people: People) -> None:
    coarse = [(day, round(x, -3), round(y, -3)) for day, x, y in fires.points(seed=2)]
    coarse = [(day, max(x, 255_500), max(y, 470_500)) for day, x, y in coarse]
    report = import_file(
        source="incidents", delivery=fires.delivery(coarse, "grof.csv"), options=fires.COMMIT, by=MACHINE
    )
    assert report.status == "loaded"
    assert "coarse_points" in [one.code for one in report.findings]
    assert not squares.path_of(CITY, Snapshot.objects.latest("pk").pk).exists()


@pytest.mark.slow
def test_squares_go_with_the_bytes_of_their_delivery(people: People, django_capture_on_commit_callbacks: Any) -> None:
    (snapshot,) = Snapshot.objects.all()
    with django_capture_on_commit_callbacks(execute=True):
        expire_snapshots(by=MACHINE, on=snapshot.keep_until + dt.timedelta(days=1))
    assert store.path_of(CITY, snapshot.pk).exists()
    assert not squares.path_of(CITY, snapshot.pk).exists()


def test_pages_of_partners_name_the_buurt_only(people: People) -> None:
    fires.load_addresses()
    run()
    key = signal().pk
    for account in (people.police, people.domijn, people.manager):
        for address in ("/beheer/cijfersignalen/", f"/beheer/cijfersignalen/{key}/", "/beheer/"):
            page = seen_by(account).get(address)
            assert page.status_code == 200
            assert "E2574" not in page.content.decode()


@pytest.mark.slow
def test_a_party_reads_its_wijk_per_square_with_words_for_few_addresses_and_the_look_is_logged(people: People) -> None:
    address = "/beheer/cijfersignalen/straat/GM0001-LW-werf/"
    assert seen_by(people.police).get(address).status_code == 404
    covenant(people)
    unknown = seen_by(people.police).get(address).content.decode()
    assert "Niemand laadde hoeveel adressen" in unknown
    assert "geen aantal: te weinig adressen" in unknown
    fires.load_addresses()
    with acting(CITY, MACHINE, rights={SEE, MANAGE}):
        load_squares(addresses={fires.SQUARE_CODE: 12, "E2575N4705": 9}, by=MACHINE)
    listed = seen_by(people.police).get("/beheer/cijfersignalen/straat/").content.decode()
    assert address in listed
    page = seen_by(people.police).get(address).content.decode()
    row = page[page.index(f'<th scope="row">{fires.SQUARE_CODE}') :].split("</tr>")[0]
    assert next(int(one) for one in re.findall(r"<td>(\d+)</td>", row)) >= 6
    assert "keer zo vaak" in page or "niet duidelijk vaker" in page
    with working(people.privacy):
        (last, *_more) = readings()
        assert last.name == "signalling.squares.read"
        assert last.subject == "area:GM0001-LW-werf"
    for account in (people.domijn, people.privacy, people.wijkraad):
        assert seen_by(account).get(address).status_code in (403, 404)


def test_near_repeats_are_told_of_enough_cases_only() -> None:
    last = dt.date(2026, 6, 28)
    rng = np.random.default_rng(3)
    days, east = rng.integers(0, 700, 60), rng.integers(2500, 2530, 60)
    first = [{"square": f"E{e}N4700", "start": last - dt.timedelta(days=int(d)), "cases": 1}
             for d, e in zip(days, east, strict=True)]  # fmt: skip
    again = [{**one, "start": min(one["start"] + dt.timedelta(days=5), last)} for one in first]
    assert not near_repeats(first[:40], last).is_told
    near = near_repeats(first + again, last)
    assert near.is_told
    assert near.ratio > 1.3
    assert near.p < 0.01
    assert near_repeats(first, last).p > 0.01
