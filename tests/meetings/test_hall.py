"""An evening with residents: a code, groups that several make at once, a list that everyone recognises."""

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.meetings.conftest import plan
from tests.voices.people import People, told, working
from wens.audit.models import Outgoing
from wens.meetings import actions, hall
from wens.meetings.actions import MeetingError
from wens.meetings.models import GroupEdit, Kind, Meeting, Reaction
from wens.meetings.rules import NotAllowed
from wens.voices.actions.triage import approve_text, withdraw_text
from wens.voices.models import Contribution
from wens.voices.occasions import is_open


def edit(item: uuid.UUID, seen: dict[str, list[str]] | None = None, batch: str = "", **changes: str) -> dict[str, Any]:
    """An edit of the grouping as a device sends it."""
    return {
        "id": str(uuid.uuid4()), "item": str(item), "batch": batch or str(uuid.uuid4()), "changes": changes,
        "seen": seen or {}, "made_at": timezone.now().isoformat(),
    }  # fmt: skip


@pytest.fixture
def evening(staff: People) -> Meeting:
    """An open wijkbijeenkomst with a code, led by the stadsdeelmanager; Domijn helps."""
    of = plan(kind=Kind.WIJKBIJEENKOMST, is_public=True, title="Avond Dorp")
    with working(staff.manager) as by:
        one = actions.plan_meeting(of=of, by=by)
        actions.invite(meeting=one.pk, organisation=staff.domijn.organisation_id, by=by)
        actions.open_hall(meeting=one.pk, by=by)
        return actions.move(meeting=one.pk, name="open", by=by)


def say(one: Meeting, staff: People, text: str, *, public: bool = True) -> Contribution:
    """Somebody tells something with the code, and a trained person approves it."""
    one.refresh_from_db()
    made = told(text, occasion=one.occasion.code)
    if public:
        with working(staff.triage) as by:
            approve_text(contribution=made.pk, text=text, public=True, by=by)
    return made


def group_in(one: Meeting, account: Any, *edits: dict[str, Any]) -> Any:
    with working(account) as by:
        return actions.group_in(meeting=one.pk, sent=edits, by=by)


def titles(one: Meeting) -> dict[str, list[str]]:
    of = hall.evening(one)
    return {"": [voice.text for voice in of.loose]} | {
        group.title: [voice.text for voice in group.voices] for group in of.groups
    }


def test_who_is_invited_hears_of_another_time_or_place_and_not_of_another_title(staff):
    with working(staff.manager) as by:
        of = plan()
        one = actions.plan_meeting(of=of, by=by)
        actions.change(meeting=one.pk, of=replace(of, title="Anders"), by=by)
        assert not Outgoing.objects.filter(topic="meetings.moved").exists()
        actions.change(meeting=one.pk, of=replace(of, place="De Vonk"), by=by)
        assert Outgoing.objects.filter(topic="meetings.moved", data={"meeting": str(one.pk)}).count() == 1


def test_the_code_follows_the_meeting_and_a_round_table_has_none(staff):
    with working(staff.manager) as by:
        one = actions.plan_meeting(of=plan(kind=Kind.WIJKBIJEENKOMST, is_public=True), by=by)
        code = actions.open_hall(meeting=one.pk, by=by)
        assert actions.open_hall(meeting=one.pk, by=by) == code
        assert is_open(code.code) is None  # tomorrow
        now = timezone.now()
        of = plan(kind=Kind.WIJKBIJEENKOMST, is_public=True, starts_at=now, ends_at=now + timezone.timedelta(hours=1))
        actions.change(meeting=one.pk, of=of, by=by)
        assert is_open(code.code) is not None
        actions.move(meeting=one.pk, name="cancel", by=by, words="Te weinig mensen")
        assert is_open(code.code) is None
        table = actions.plan_meeting(of=plan(), by=by)
        with pytest.raises(MeetingError, match="met bewoners"):
            actions.open_hall(meeting=table.pk, by=by)


def test_contributions_are_grouped_renamed_split_and_taken_back(evening, staff):
    fast, school, lamp = (say(evening, staff, text) for text in ("Hard rijden", "Druk bij de school", "Lamp stuk"))
    group, batch = uuid.uuid4(), str(uuid.uuid4())
    first = [
        edit(group, batch=batch, title="Verkeer"),
        *(edit(v.pk, batch=batch, group=str(group)) for v in (fast, school)),
    ]
    group_in(evening, staff.manager, *first)
    assert titles(evening) == {"": ["Lamp stuk"], "Verkeer": ["Hard rijden", "Druk bij de school"]}
    group_in(evening, staff.domijn, edit(group, {"title": [first[0]["id"]]}, title="Verkeer bij de school"))
    other, split = uuid.uuid4(), str(uuid.uuid4())
    apart = [edit(other, batch=split, title="Hard rijden"),
             edit(fast.pk, {"group": [first[1]["id"]]}, batch=split, group=str(other))]  # fmt: skip
    group_in(evening, staff.manager, *apart)
    assert titles(evening) == {
        "": ["Lamp stuk"], "Verkeer bij de school": ["Druk bij de school"], "Hard rijden": ["Hard rijden"]
    }  # fmt: skip
    with working(staff.manager) as by:
        assert actions.undo(meeting=evening.pk, by=by)
        assert titles(evening)["Verkeer bij de school"] == ["Hard rijden", "Druk bij de school"]
        assert actions.undo(meeting=evening.pk, by=by)  # the title that Domijn gave stays, the moves go back
        assert sorted(titles(evening)[""]) == ["Druk bij de school", "Hard rijden", "Lamp stuk"]
        assert not actions.undo(meeting=evening.pk, by=by)
    assert lamp.pk in {voice.id for voice in hall.evening(evening).loose}


def test_two_who_move_one_message_at_once_both_see_that(evening, staff):
    voice = say(evening, staff, "Hard rijden")
    left, right = uuid.uuid4(), uuid.uuid4()
    group_in(evening, staff.manager, edit(left, title="Links"), edit(voice.pk, group=str(left)))
    group_in(evening, staff.domijn, edit(right, title="Rechts"), edit(voice.pk, group=str(right)))
    (shown,) = [one for group in hall.evening(evening).groups for one in group.voices]
    assert set(shown.rivals) == {"Links", "Rechts"}
    group_in(evening, staff.domijn, edit(voice.pk, {"group": list(shown.heads)}, group=str(left)))
    (shown,) = [one for group in hall.evening(evening).groups for one in group.voices]
    assert shown.rivals == ()


def test_what_nobody_has_read_yet_is_counted_and_not_shown_and_what_is_taken_back_says_so(evening, staff):
    say(evening, staff, "Mevrouw Jansen steelt", public=False)
    seen = say(evening, staff, "Lamp stuk")
    group = uuid.uuid4()
    group_in(evening, staff.manager, edit(group, title="Licht"), edit(seen.pk, group=str(group)))
    address = f"/bijeenkomsten/{evening.pk}/gehoord/"
    page = Client().get(address).content.decode()
    assert "Jansen" not in page
    assert "1 bericht wordt nog nagelezen" in page
    assert "Lamp stuk" in page
    with working(staff.triage) as by:
        withdraw_text(contribution=seen.pk, by=by)
    page = Client().get(address).content.decode()
    assert "Lamp stuk" not in page
    assert "Deze tekst is weggehaald." in page


def test_an_edit_that_cannot_be_is_refused_by_itself(evening, staff):
    elsewhere, voice = told("Elders"), say(evening, staff, "Lamp stuk")
    wrong = [
        edit(elsewhere.pk, group=""), edit(uuid.uuid4(), title="Mevrouw De Vries"), edit(uuid.uuid4(), title=" "),
        edit(voice.pk, title="Geen groep"), edit(uuid.uuid4(), kleur="rood"), {"id": 3}, "onzin",
    ]  # fmt: skip
    outcome = group_in(evening, staff.manager, *wrong, edit(uuid.uuid4(), title="Licht"))
    assert (len(outcome.refused), len(outcome.kept)) == (len(wrong), 1)
    with working(staff.police) as by, pytest.raises(NotAllowed):
        actions.group_in(meeting=evening.pk, sent=[], by=by)


def test_a_resident_says_that_something_else_was_meant_once_and_only_the_table_reads_it(evening, staff):
    say(evening, staff, "Lamp stuk")
    client, address = Client(), f"/bijeenkomsten/{evening.pk}/gehoord/"
    said = {"kind": "otherwise", "group": "", "words": "Ik bedoelde de tunnel", "answer_key": str(uuid.uuid4())}
    assert client.post(address, {**said, "words": ""}).status_code == 422
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    assert client.post(f"/en{address}", {"kind": "right", "answer_key": str(uuid.uuid4())}).status_code == 302
    assert "tunnel" not in client.get(address).content.decode()
    assert not Reaction.objects.exists()  # behind the right of who takes part
    with working(staff.manager) as by:
        (one,) = hall.reactions(evening, by)
        assert hall.how_many_recognise(evening) == (1, 1)
        actions.handle_reaction(reaction=one.pk, by=by)
        assert hall.how_many_recognise(evening) == (1, 0)


def test_who_was_missed_stands_in_words_and_never_names_a_person(evening, staff):
    with working(staff.manager) as by:
        youth = actions.expect(meeting=evening.pk, kind="age", words="jongeren van 12 tot 18", by=by)
        actions.note_who_came(expected=youth.pk, came="none", by=by)
        with pytest.raises(MeetingError, match="herkennen"):
            actions.expect(meeting=evening.pk, kind="other", words="meneer Jansen", by=by)
        assert [one.words for one in hall.missed(evening)["none"]] == ["jongeren van 12 tot 18"]


def test_the_list_is_sent_once_after_the_close_and_no_more_is_grouped_once_approved(evening, staff):
    group_in(evening, staff.manager, edit(uuid.uuid4(), title="Licht"))
    with working(staff.manager) as by:
        with pytest.raises(MeetingError, match="Sluit eerst"):
            actions.send_heard(meeting=evening.pk, by=by)
        actions.move(meeting=evening.pk, name="close", by=by)
        actions.send_heard(meeting=evening.pk, by=by)
        with pytest.raises(MeetingError, match="al verstuurd"):
            actions.send_heard(meeting=evening.pk, by=by)
        minutes = actions.generate(meeting=evening.pk, by=by)
    with working(staff.domijn) as by:
        actions.approve(meeting=evening.pk, seen=minutes.number, by=by)
    assert group_in(evening, staff.domijn, edit(uuid.uuid4(), title="Te laat")).refused
    (row,) = Outgoing.objects.filter(topic="meetings.heard.sent")
    assert set(row.data) == {"meeting", "occasion"}


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_groupings_in_any_order_and_any_number_of_times_end_the_same(
    evening: Meeting, staff: People, data: st.DataObject
):
    voices = [say(evening, staff, f"Bericht {number}") for number in range(2)]
    groups = [uuid.uuid4() for _ in range(3)]
    made, heads = [edit(group, title=f"Groep {n}") for n, group in enumerate(groups)], {v.pk: [[]] for v in voices}
    for _ in range(data.draw(st.integers(1, 8))):
        voice = data.draw(st.sampled_from(voices)).pk
        to = data.draw(st.sampled_from(["", *map(str, groups)]))
        made.append(edit(voice, {"group": data.draw(st.sampled_from(heads[voice]))}, group=to))
        heads[voice].append([made[-1]["id"]])
    for batch in [*data.draw(st.lists(st.lists(st.sampled_from(made), max_size=4), max_size=5)),
                  data.draw(st.permutations(made)), made]:  # fmt: skip
        assert not group_in(evening, data.draw(st.sampled_from([staff.manager, staff.domijn])), *batch).refused
    with working(staff.manager):
        assert GroupEdit.objects.filter(item__in=[*groups, *heads]).count() == len(made)
    for voice in voices:
        mine = [one for one in made if one["item"] == str(voice.pk)]
        standing = {one["id"] for one in mine} - {pk for one in mine for pk in one["seen"]["group"]}
        found = Contribution.objects.get(pk=voice.pk)
        assert set(found.placed.heads["group"] if mine else []) == standing


def test_the_pages_of_the_evening_work_without_script(evening, staff, settings):
    settings.WENS = settings.WENS.model_copy(update={"second_factor": "optional"})
    first, second = say(evening, staff, "Hard rijden"), say(evening, staff, "Lamp stuk")
    unread = say(evening, staff, "Er wordt hard gereden door Piet Jansen", public=False)
    client = Client()
    client.force_login(staff.manager, "wens.site.login.AccountBackend")
    base = f"/beheer/bijeenkomsten/{evening.pk}/zaal/"
    page = client.get(base).content.decode()
    assert evening.occasion.code in client.get(base + "scherm/").content.decode()
    assert "<svg" in client.get(base + "papier/").content.decode()
    assert "Jansen" not in page
    seen = client.get(base).context["seen_json"]
    moved = {"what": "move", "voice": [str(first.pk), str(second.pk)], "to": "nieuw", "title": "Straat", "seen": seen}
    assert client.post(base, moved).status_code == 302
    assert titles(evening)["Straat"] == ["Hard rijden", "Lamp stuk"]
    group = hall.evening(evening).groups[0].id
    client.post(
        base,
        {"what": "rename", "group": str(group), "title": "Op straat", "seen": client.get(base).context["seen_json"]},
    )
    assert "Op straat" in titles(evening)
    client.post(base + "terug/")
    assert "Straat" in titles(evening)
    assert client.get(base + "nalezen/").context["lines"] == []  # who leads may not read what was written
    reader = Client()
    reader.force_login(staff.triage, "wens.site.login.AccountBackend")
    assert "Piet Jansen" in reader.get(base + "nalezen/").content.decode()
    words = {"contribution": str(unread.pk), "seen": "0", "text": "Er wordt hard gereden", "what": "public"}
    assert reader.post(base + "nalezen/", words).status_code == 302
    tag = client.get(base + "sync/")
    assert "Er wordt hard gereden" in tag.content.decode()
    assert client.get(base + "sync/", headers={"If-None-Match": tag["ETag"]}).status_code == 304
    assert Client().get(f"/bijeenkomsten/{evening.pk}/").content.decode().count("Er wordt hard gereden") == 1


def test_the_list_and_who_was_missed_stand_with_the_published_minutes_in_both_languages(evening, staff):
    voice, group = say(evening, staff, "Lamp stuk"), uuid.uuid4()
    group_in(evening, staff.manager, edit(group, title="Licht"), edit(voice.pk, group=str(group)))
    with working(staff.manager) as by:
        youth = actions.expect(meeting=evening.pk, kind="age", words="jongeren van 12 tot 18", by=by)
        actions.note_who_came(expected=youth.pk, came="none", by=by)
        actions.move(meeting=evening.pk, name="close", by=by)
        minutes = actions.generate(meeting=evening.pk, by=by)
        assert "Licht: 1" in minutes.text
        assert "Lamp stuk" not in minutes.text  # the words stand where they can be removed
    with working(staff.domijn) as by:
        actions.approve(meeting=evening.pk, seen=minutes.number, by=by)
    with working(staff.manager) as by:
        actions.publish(meeting=evening.pk, by=by)
    dutch, english = (Client().get(f"{start}/bijeenkomsten/{evening.pk}/").content.decode() for start in ("", "/en"))
    assert "jongeren van 12 tot 18: was er niet" in dutch
    assert "Whom we missed" in english
    assert "Lamp stuk" in dutch
    assert "Lamp stuk" in english
    with working(staff.triage) as by:
        withdraw_text(contribution=voice.pk, by=by)
    assert "Lamp stuk" not in Client().get(f"/bijeenkomsten/{evening.pk}/").content.decode()
