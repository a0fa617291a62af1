"""The weekly run from a supplier's file to a judged signal: found once, kept whole or not at all, about places only."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from django.db import transaction
from django.test import Client

from tests.publication.conftest import make_city
from tests.signalling.test_screens import seen_by, typed
from tests.voices.people import People, make_people, working
from wens.areas.models import Area
from wens.audit.models import Event, Outgoing
from wens.bottlenecks.material import material
from wens.facts import engine, weeks
from wens.followup.figure_signals import lines, said
from wens.intake.actions import import_file
from wens.intake.delivery import Delivery, Options
from wens.intake.mapping import mapping_of
from wens.signalling.actions import PointsAtPerson, SignalError, running
from wens.signalling.actions.signals import judge, set_signal_rules
from wens.signalling.gathering import gather, watched
from wens.signalling.models import Judgement, Signal, WeeklyRun
from wens.signalling.naming import Naming
from wens.signalling.queries.signals import judged_false, signal_rules, signals
from wens.signalling.rules import ENTER, MANAGE, SEE, NotAllowed
from wens.signalling.weekly import SwitchedOff, run_back_test, run_week
from wens.tenancy.context import Actor, acting

MACHINE, CITY = Actor.machine(), "GM0001"
BUURTEN = ("BU00010000", "BU00010001", "BU00010100", "BU00010101")
LAST = dt.date(2026, 6, 28)
"""A Sunday: the last whole week begins on 22 June 2026."""
FIRES = "outdoor_fires_per_1000_inhabitants"
MAPPING = {
    "date": {"column": "dag", "format": "%Y-%m-%d"},
    "place": {"area": "buurt", "generation": 2024},
    "category": {"column": "soort", "map": {"Buitenbrand": "fire"}},
    "indicator": {"fire": FIRES},
}


def delivery(*, burst: int = 8, until: dt.date = LAST, name: str = "branden.csv") -> Delivery:
    """A fire per buurt every third week for more than a year, and in Werf an outbreak in the last week."""
    days = [(until - dt.timedelta(days=21 * back + 4 * at), buurt)
            for back in range(1, 26) for at, buurt in enumerate(BUURTEN)]  # fmt: skip
    days += [(until - dt.timedelta(days=at % 6), BUURTEN[2]) for at in range(burst)]
    text = "dag,buurt,soort\n" + "".join(f"{day},{buurt},Buitenbrand\n" for day, buurt in sorted(days))
    return Delivery(text.encode(), name, mapping=mapping_of(MAPPING, "fires.yaml"))


def load(of: Delivery) -> None:
    report = import_file(source="incidents", delivery=of, options=Options(commit=True, allow_shrink=True), by=MACHINE)
    assert report.status == "loaded", report.findings


@pytest.fixture
def people(db: None, home: object) -> Iterator[People]:
    """Proefstad with fires of which one week stands out; the test acts as this machine."""
    with acting(make_city(["testserver"]), MACHINE):
        Area.objects.filter(level="buurt").update(households=600)
        made = make_people()
        load(delivery())
        yield made


def run(**other: Any) -> WeeklyRun:
    return run_week(CITY, by=MACHINE, until=LAST + dt.timedelta(days=1), **other)


def found() -> Signal:
    with acting(CITY, MACHINE, rights={SEE}):
        (one,) = signals("all")
        return one


def test_the_outbreak_is_found_in_its_week_and_said_in_words_with_its_numbers(people: People) -> None:
    assert run().new == 1
    one = found()
    assert one.area_codes == [BUURTEN[2]]
    assert one.observed >= 8
    assert one.last_day == LAST
    assert one.said["nl"].startswith("In Werf zijn van ")
    assert f"tot en met 28 juni 2026 {one.observed} buitenbranden bekend" in one.said["nl"]
    assert "nog geen conclusie" in one.said["nl"]
    assert one.said["en"] != one.said["nl"]
    assert sum(one.history["cases"]) >= one.observed


def test_running_again_changes_nothing_and_a_later_week_goes_on_with_it(people: People) -> None:
    run()
    again = run()
    assert (again.new, again.again) == (0, 0)
    load(delivery(burst=5, until=LAST + dt.timedelta(days=7), name="week2.csv"))
    later = run_week(CITY, by=MACHINE, until=LAST + dt.timedelta(days=8))
    assert later.new == 0
    assert found().sightings.count() <= 2


def test_a_crash_while_keeping_leaves_nothing(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(running.Sighting.objects, "get_or_create", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        run()
    with acting(CITY, MACHINE, rights={SEE}):
        assert not Signal.objects.exists()
        assert not WeeklyRun.objects.exists()
        assert not Outgoing.objects.filter(topic__startswith="signalling.").exists()


def test_there_is_no_signal_about_a_place_with_too_few_addresses(people: People) -> None:
    Area.objects.filter(code=BUURTEN[2]).update(households=8)
    assert (made := run()).new == 0
    assert made.too_small == 1


def test_a_small_area_is_called_by_what_it_lies_in_also_in_mail(people: People) -> None:
    Area.objects.filter(code=BUURTEN[2]).update(households=20)
    run()
    assert "een deel van" in found().said["nl"]
    with acting(CITY, MACHINE, rights={SEE}):
        assert Naming().name(BUURTEN[2]).startswith("een deel van ")
        since = found().made_at - dt.timedelta(days=1)
        (line,) = lines(people.police.organisation, since, since + dt.timedelta(days=2))
        assert "een deel van" in said(line)
        assert "buitenbranden" in said(line)


def test_figures_that_are_too_old_raise_no_signal_unless_somebody_asks_for_that_day(people: People) -> None:
    made = run_week(CITY, by=MACHINE, until=LAST + dt.timedelta(days=200))
    assert (made.new, made.looks) == (0, 0)
    assert [note["why"] for note in made.notes] == ["stale"]


def test_only_what_people_bring_about_places_is_looked_at() -> None:
    assert "burglaries_per_1000_dwellings" in watched()
    for one in watched().values():
        assert one.report_type in ("breng", "melding")
        assert not one.about_persons
        assert not one.sensitive
    assert not {"drug_dealing_per_1000_inhabitants", "confused_behaviour_incidents_per_1000_inhabitants"} & set(
        watched()
    )


def test_a_burglary_of_a_postcode_that_was_spread_over_buurten_is_one_case() -> None:
    import ibis
    import pyarrow as pa

    from wens.facts.store import SCHEMA

    spread = [
        {"snapshot": 1, "measure": "misdaad:burglary", "area": area, "level": "buurt", "division": 2024,
         "start": dt.date(2026, 6, 24), "grain": "day", "value": share, "missing": None, "provisional": False,
         "crosswalked": True, "row": row}
        for row in (2, 3) for area, share in (("BU00010000", 1 / 3), ("BU00010001", 1 / 3), ("BU00010100", 1 / 3))
    ]  # fmt: skip
    con = engine.duckdb()
    facts = ibis.memtable(pa.Table.from_pylist(spread, schema=SCHEMA))
    (row,) = con.to_pyarrow(weeks.weekly(facts, ["misdaad:burglary"])).to_pylist()
    assert row["cases"] == 2
    assert (row["area"], row["until"], row["parts"]) == ("BU00010000", "BU00010100", 3)
    assert row["week"] == dt.date(2026, 6, 22)


def test_how_late_reports_come_is_learned_from_earlier_deliveries(people: People) -> None:
    with acting(CITY, MACHINE):
        gathered = gather(CITY, until=LAST + dt.timedelta(days=1))
    buurten = next(one for one in gathered.series if one.level == "buurt")
    assert buurten.counts.sum(axis=1).tolist()[2] >= 8
    assert np.isclose(buurten.completeness, 1).all()
    assert {one.level for one in gathered.series} == {"buurt", "local_wijk", "stadsdeel", "gemeente"}


def test_a_partner_judges_with_a_reason_and_sent_twice_it_is_one_judgement(people: People) -> None:
    run()
    key, answer = found().pk, uuid.uuid4()
    with working(people.police) as by:
        with pytest.raises(SignalError):
            judge(key=key, judged="explained", reason=" ", by=by, answer_key=uuid.uuid4())
        with pytest.raises(PointsAtPerson):
            judge(key=key, judged="explained", reason="Meneer Jansen op nummer 12 stookt.", by=by,
                  answer_key=uuid.uuid4())  # fmt: skip
        for _ in range(2):
            judge(key=key, judged="explained", reason="Vuurkorven bij het feest.", by=by, answer_key=answer)
    with acting(CITY, MACHINE, rights={SEE}):
        assert Judgement.objects.count() == 1
        assert not signals("open")
        assert "feest" not in str(list(Event.objects.filter(name="signalling.signal.judged").values_list("data")))


def test_a_possible_knelpunt_goes_to_who_weighs_and_can_be_what_it_rests_on(people: People) -> None:
    run()
    with working(people.police) as by:
        judge(key=found().pk, judged="knelpunt", reason="Elke avond brandt een container.", by=by,
              answer_key=uuid.uuid4())  # fmt: skip
    assert Outgoing.objects.filter(topic="signalling.signal.knelpunt").count() == 1
    page = seen_by(people.manager).get(f"/beheer/cijfersignalen/{found().pk}/").content.decode()
    (address,) = re.findall(r'href="(/beheer/knelpunten/nieuw/[^"]+)"', page)
    assert "In Werf zijn van" in seen_by(people.manager).get(address).content.decode()
    with working(people.manager) as by:
        (there,) = [one for one in material("GM0001-LW-werf", found().theme, by) if one.kind == "signal"]
    assert there.text.startswith("In Werf")
    assert there.about == "Elke avond brandt een container."


def test_who_may_not_judge_or_set_the_budget_cannot(people: People) -> None:
    run()
    with acting(CITY, MACHINE, rights={SEE}), pytest.raises(NotAllowed):
        judge(key=found().pk, judged="false", reason="Niets.", by=MACHINE, answer_key=uuid.uuid4())
    with acting(CITY, MACHINE, rights={SEE, ENTER}), pytest.raises(NotAllowed):
        set_signal_rules(false_alarms_a_year=5, expiry_days=28, is_on=True, why="Minder.", by=MACHINE)


def test_without_the_right_the_database_itself_shows_no_signal(people: People) -> None:
    run()
    with acting(CITY, MACHINE):
        assert not Signal.objects.exists()


def test_the_budget_holds_from_the_next_run_on_and_off_is_off(people: People) -> None:
    with acting(CITY, MACHINE, rights={SEE, MANAGE}):
        set_signal_rules(false_alarms_a_year=4, expiry_days=14, is_on=True, why="Wij kregen te veel.", by=MACHINE)
    assert run().budget == 4
    with acting(CITY, MACHINE, rights={SEE, MANAGE, ENTER}):
        judge(key=found().pk, judged="false", reason="Een oefening.", by=MACHINE, answer_key=uuid.uuid4())
        assert judged_false(LAST + dt.timedelta(days=1)) == 1
        set_signal_rules(false_alarms_a_year=4, expiry_days=14, is_on=False, why="Even stil.", by=MACHINE)
        assert not signal_rules().is_on
    with pytest.raises(SwitchedOff):
        run()


def test_looking_back_is_kept_and_shown_beside_what_people_said(people: People) -> None:
    run_back_test(CITY, by=MACHINE, until=LAST + dt.timedelta(days=1), weeks=8)
    page = seen_by(people.manager).get("/beheer/cijfersignalen/terugkijken/").content.decode()
    assert "Zelfde plek als vorig jaar" in page
    assert "over 8 weken" in page


def test_a_wijkagent_reads_and_judges_a_signal_on_the_screen(people: People) -> None:
    run()
    agent = seen_by(people.police)
    assert "Zeg wat signaal 1 is" in agent.get("/beheer/").content.decode()
    page = agent.get("/beheer/cijfersignalen/").content.decode()
    assert "In Werf zijn van" in page
    (address,) = set(re.findall(r'href="(/beheer/cijfersignalen/[0-9a-f-]{36}/)"', page))
    assert "Kans door toeval" in agent.get(address).content.decode()
    form = f"{address}beoordelen/"
    refused = agent.post(form, typed(agent.get(form), judged="explained", reason=""))
    assert refused.status_code == 422
    done = agent.post(form, typed(agent.get(form), judged="explained", reason="Vuurkorven bij het feest."))
    assert done.status_code == 302
    assert "Vuurkorven" in agent.get(address).content.decode()


def test_the_budget_page_keeps_what_was_typed(people: People) -> None:
    manager = seen_by(people.manager)
    address = "/beheer/cijfersignalen/budget/"
    given = typed(manager.get(address), false_alarms_a_year="0", expiry_days="28", is_on="on", why="Meer.")
    assert 'value="0"' in manager.post(address, given).content.decode()
    assert manager.post(address, {**given, "false_alarms_a_year": "6"}).status_code == 302
    assert "6 per jaar, 28 dagen" in manager.get(address).content.decode()


@pytest.mark.parametrize(("prefix", "words"), [("", "Menselijke tussenkomst"), ("/en", "Human intervention")])
@pytest.mark.usefixtures("people")
def test_everybody_reads_the_register_of_algorithms(client: Client, prefix: str, words: str) -> None:
    listed = client.get(f"{prefix}/algoritmes/").content.decode()
    for key in ("farrington", "ears", "scan"):
        page = client.get(f"{prefix}/algoritmes/{key}/")
        assert page.status_code == 200
        assert f"{prefix}/algoritmes/{key}/" in listed
        assert words in page.content.decode()
    assert client.get(f"{prefix}/algoritmes/niets/").status_code == 404
    records = client.get("/algoritmes/register.json").json()["algoritmes"]
    assert all(one["menselijke_tussenkomst"] and one["naam"] for one in records)
