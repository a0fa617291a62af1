"""The account of ASVS names every requirement of its levels once, and only tests, settings and files that exist."""

import re
from pathlib import Path

from django.conf import settings

from wens.site.configuration import Configuration

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/asvs.md").read_text("utf-8")
STATUS = {"yes", "part", "open", "place", "none"}
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they are numbered from 1.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip


def rows() -> list[tuple[str, str, str, list[str]]]:
    """Return (requirements, status, how, what shows it) of every row."""
    lines = [line.strip("|").split("|") for line in TEXT.splitlines() if re.match(r"\| \d", line)]
    return [(cell[0].strip(), cell[1].strip(), cell[2].strip(), re.findall(r"`([^`]+)`", cell[3])) for cell in lines]


def numbers(requirements: str) -> list[str]:
    first, _, last = requirements.partition("–")
    section, _, begin = first.rpartition(".")
    end = last.rpartition(".")[2] or begin
    assert not last or last.startswith(f"{section}."), requirements
    return [f"{section}.{number}" for number in range(int(begin), int(end) + 1)]


def exists(shown: str) -> bool:
    if shown.startswith("settings."):
        return hasattr(settings, shown.removeprefix("settings."))
    if shown.startswith("WENS_"):
        return shown.removeprefix("WENS_").lower() in Configuration.model_fields
    file, _, test = shown.partition("::")
    path = ROOT / "tests" / file if ".py" in file else ROOT / file
    return path.exists() and (not test or f"def {test}(" in path.read_text("utf-8"))


def test_every_requirement_of_levels_one_and_two_stands_here_once():
    asked = [f"{section}.{number}" for section, count in SECTIONS.items() for number in range(1, count + 1)]
    said = [number for requirements, *_ in rows() for number in numbers(requirements)]
    assert sorted(said) == sorted(asked)


def test_a_row_says_how_and_what_is_done_is_shown_by_something():
    for requirements, status, how, shown in rows():
        assert status in STATUS, requirements
        assert how, requirements
        assert bool(shown) == (status not in ("open", "none")), requirements


def test_whatever_is_named_exists():
    missing = [(requirements, name) for requirements, _, _, shown in rows() for name in shown if not exists(name)]
    assert missing == []
