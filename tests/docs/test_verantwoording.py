"""The account of the methods: no claim without a test, and no test that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "verantwoording.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_test_that_the_account_names_is_there() -> None:
    named = TEST.findall(TEXT)
    gone = [f"{file}::{name}" for file, name in named if f"def {name}(" not in (ROOT / file).read_text("utf-8")]
    assert len(named) > 40
    assert gone == []


def test_every_claim_of_the_account_names_a_test() -> None:
    claims = TEXT.split("## Wat wij niet kunnen")[0].split("\n- ")[1:]
    assert [claim[:60] for claim in claims if not TEST.search(claim)] == []
