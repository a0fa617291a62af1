"""An invitation for a calendar is what RFC 5545 says."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wens.meetings.ical import LONGEST_LINE, Event, write

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def event(**other: object) -> Event:
    begin = dt.datetime(2026, 3, 29, 19, 30, tzinfo=AMSTERDAM)  # the evening after the clock went forward
    said = {
        "uid": "1@wens", "sequence": 2, "starts_at": begin, "ends_at": begin + dt.timedelta(hours=2), "made_at": begin,
        "title": "Ronde tafel", "place": "Wijkcentrum", "about": "Pathmos", "address": "https://wens.example/x/",
    }  # fmt: skip
    return Event(**{**said, **other})  # type: ignore[arg-type]


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_moments_are_in_utc_also_after_the_clock_changed():
    lines = unfolded(write(event()))
    assert "DTSTART:20260329T173000Z" in lines
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "SEQUENCE:2" in lines


def test_a_cancelled_meeting_says_so():
    assert {"METHOD:CANCEL", "STATUS:CANCELLED"} <= set(unfolded(write(event(cancelled=True))))


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="without time zone"):
        write(event(starts_at=dt.datetime(2026, 1, 1)))  # noqa: DTZ001


@given(st.text())
def test_any_title_survives_escaping_and_folding_and_adds_no_line(title: str):
    data = write(event(title=title))
    assert all(len(line) <= LONGEST_LINE for line in data.split(b"\r\n"))
    lines = unfolded(data)
    assert len(lines) == len(unfolded(write(event())))
    found = next(line for line in lines if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    back = found.replace("\\\\", "\0").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\0", "\\")
    wanted = title.replace("\r\n", "\n").replace("\r", "\n")
    assert back == "".join(sign for sign in wanted if sign == "\n" or (sign >= " " and sign != "\x7f"))
