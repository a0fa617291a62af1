"""The drill: the populated demo is backed up, restored elsewhere, upgraded, and what was published is the same.

Until a second release exists the archive is of this one; from then on of the previous one (docs/operations/backup.md).
"""

from pathlib import Path

import pytest

from tests.walks.conftest import Wens
from wens.site.postgres import EmbeddedServer

GEMEENTEN = ("GM0153", "GM9901")
PHOTOS = ("GM0153", "GM0153-SD-west", "GM0153-LW-pathmos")


def published(wens: Wens) -> dict[str, str]:
    """Return every figure of the public and the partners' tier, as the command line writes them."""
    return {
        f"{gemeente} {tier}": wens.run("figures", "--gemeente", gemeente, "--tier", tier, "--format", "csv")
        for gemeente in GEMEENTEN
        for tier in ("public", "partners")
    }


def kept_photos(wens: Wens) -> dict[str, str]:
    """Return what photos of every kind of area that were kept say, as the command line writes them."""
    options = ("--gemeente", "GM0153", "--tier", "public", "--number", "1", "--format", "json")
    return {area: wens.run("photo", area, *options) for area in PHOTOS}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_restored_demo_shows_every_figure_and_kept_photo_byte_for_byte(wens: Wens, tmp_path: Path) -> None:
    wens.run("demo")
    before = published(wens)
    assert all(len(text.splitlines()) > 100 for text in before.values())
    photos = kept_photos(wens)
    assert all('"knelpunten"' in text for text in photos.values())
    archive = tmp_path / "demo.tar"
    wens.run("backup", archive)

    elsewhere = Wens(tmp_path / "elsewhere", dict(wens.settings))
    EmbeddedServer(home=elsewhere.home, durable=False).hold()
    try:
        elsewhere.run("restore", archive)
        elsewhere.run("upgrade", "--no-backup")
        assert published(elsewhere) == before
        assert kept_photos(elsewhere) == photos
        site = elsewhere.serve()
        try:
            page = site.get("/wijk/pathmos/", host="localhost")
            assert page.status_code == 200
            assert site.get("/wijk/pathmos/foto.pdf", host="localhost").content.startswith(b"%PDF")
        finally:
            site.stop()
    finally:
        EmbeddedServer(home=elsewhere.home).destroy()
