"""The sheets inside every page: allowed by their hash only, and nothing else may stand there."""

import base64
import hashlib
import re
from pathlib import Path

from django.test import Client

from wens.site import styles


def test_the_policy_allows_the_text_in_the_page_by_its_hash_and_nothing_inline(city: Client) -> None:
    answer = city.get("/over/")
    found = re.search(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL)
    assert found
    digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
    policy = answer["Content-Security-Policy"]
    assert f"'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy


def test_the_text_is_all_sheets_without_remarks_and_with_addresses_that_hold_on_every_page() -> None:
    text = styles.text()
    assert "</" not in text
    assert "/*" not in text
    assert all(address.startswith("/static/") for address in re.findall(r"url\(\"?([^\")]+)", text))
    for sheet in styles.SHEETS:
        last = Path(styles._found(sheet)).read_text("utf-8").rstrip().splitlines()[-1]
        assert last.strip() in text
