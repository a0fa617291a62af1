"""What a browser gets beside the pages: small, and asked for once."""

import json

import pytest

from tests.walks.conftest import Wens


@pytest.mark.slow
def test_style_sheets_come_compressed_are_kept_for_ever_and_are_copied_once(wens: Wens) -> None:
    manifest = wens.home / "static" / "staticfiles.json"
    site = wens.serve()
    try:
        names = json.loads(manifest.read_text("utf-8"))["paths"]
        answer = site.get(f"/static/{names['wens/site.css']}")
    finally:
        site.stop()
    assert names["wens/site.css"] != "wens/site.css"
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in answer.headers["Cache-Control"]
    made = manifest.stat().st_mtime_ns
    wens.serve().stop()
    assert manifest.stat().st_mtime_ns == made
