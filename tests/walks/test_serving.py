"""What a browser gets beside the pages: small, and asked for once."""

import json

from tests.walks.conftest import Wens


def test_style_sheets_come_compressed_and_may_be_kept_for_ever(wens: Wens) -> None:
    site = wens.serve()
    try:
        names = json.loads((wens.home / "static" / "staticfiles.json").read_text("utf-8"))["paths"]
        answer = site.get(f"/static/{names['wens/site.css']}")
    finally:
        site.stop()
    assert names["wens/site.css"] != "wens/site.css"
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_second_start_makes_no_new_copies(wens: Wens) -> None:
    moments = []
    for _ in range(2):
        wens.serve().stop()
        moments.append((wens.home / "static" / "staticfiles.json").stat().st_mtime_ns)
    assert moments[0] == moments[1]
