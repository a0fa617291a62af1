"""The demo's evening with residents: marked, grouped, something left to read, and there once."""

import pytest
import yaml

from tests.demo.test_demo_voices import MACHINE, _people
from tests.meetings.conftest import DORP
from tests.publication.conftest import make_city
from wens.meetings import hall
from wens.meetings.models import Meeting
from wens.site.demo import evening
from wens.site.demo.voices import MARK
from wens.tenancy.context import acting


@pytest.mark.slow
def test_the_evening_of_the_demo_is_open_grouped_and_loaded_once(db, home, tmp_path, monkeypatch):
    said = yaml.safe_load(evening.FILE.read_text("utf-8")) | {"area": DORP}
    elsewhere = tmp_path / "evening.yaml"
    elsewhere.write_text(yaml.safe_dump(said, sort_keys=False), "utf-8")
    monkeypatch.setattr(evening, "FILE", elsewhere)
    code = make_city(["testserver"])
    with acting(code, MACHINE):
        _people(code)
    assert (evening.load_evening(code), evening.load_evening(code)) == (10, 0)
    with acting(code, MACHINE, rights={"take_part_in_meetings"}):
        one = Meeting.objects.get()
        found = hall.evening(one)
        assert (one.state, one.is_example, found.waiting) == ("open", True, 2)
        assert [len(group.voices) for group in found.groups] == [3, 2, 2]
        voices = [voice for group in found.groups for voice in group.voices]
        assert all(voice.text.startswith(MARK) for voice in [*voices, *found.loose])
        assert {each.came for each in one.expected.all()} == {"none", "few", "many"}
