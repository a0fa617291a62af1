"""What a browser gets beside the pages: small, and asked for once."""

import re

from tests.walks.conftest import Wens


def test_style_sheets_come_compressed_under_a_name_that_may_be_kept_for_ever(wens: Wens) -> None:
    site = wens.serve()
    try:
        names = re.findall(r'"(/static/[^"]+\.css)"', site.get("/wijk/nergens/").text)
        answers = [site.get(name) for name in names]
    finally:
        site.stop()
    assert len(names) >= 2
    assert all(re.search(r"\.[0-9a-f]{12}\.css$", name) for name in names)
    assert all(answer.headers["Content-Encoding"] == "gzip" for answer in answers)
    assert all("immutable" in answer.headers["Cache-Control"] for answer in answers)


def test_a_second_start_makes_no_new_copies(wens: Wens) -> None:
    moments = []
    for _ in range(2):
        wens.serve().stop()
        moments.append((wens.home / "static" / "staticfiles.json").stat().st_mtime_ns)
    assert moments[0] == moments[1]
