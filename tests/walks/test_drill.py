"""The drill: the populated demo is backed up, restored elsewhere, upgraded, and every published figure is the same.

Until a second release exists the archive is of this one; from then on of the previous one (docs/operations/backup.md).
"""

from pathlib import Path

import pytest

from tests.walks.conftest import Wens
from wens.site.postgres import EmbeddedServer

GEMEENTEN = ("GM0153", "GM9901")


def published(wens: Wens) -> dict[str, str]:
    """Return every figure of the public and the partners' tier, as the command line writes them."""
    return {
        f"{gemeente} {tier}": wens.run("figures", "--gemeente", gemeente, "--tier", tier, "--format", "csv")
        for gemeente in GEMEENTEN
        for tier in ("public", "partners")
    }


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_restored_demo_shows_every_figure_byte_for_byte(wens: Wens, tmp_path: Path) -> None:
    wens.run("demo")
    before = published(wens)
    assert all(len(text.splitlines()) > 100 for text in before.values())
    archive = tmp_path / "demo.tar"
    wens.run("backup", archive)

    elsewhere = Wens(tmp_path / "elsewhere", dict(wens.settings))
    EmbeddedServer(home=elsewhere.home, durable=False).hold()
    try:
        elsewhere.run("restore", archive)
        elsewhere.run("upgrade", "--no-backup")
        assert published(elsewhere) == before
        site = elsewhere.serve()
        try:
            page = site.get("/wijk/pathmos/", host="localhost")
            assert page.status_code == 200
            assert site.get("/wijk/pathmos/foto.pdf", host="localhost").content.startswith(b"%PDF")
        finally:
            site.stop()
    finally:
        EmbeddedServer(home=elsewhere.home).destroy()
