"""A home whose database somebody removed."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.site.database_helpers import server_at
from wens.site.postgres.errors import PlaceError
from wens.site.postgres.layout import Layout, read_place


def test_a_database_that_somebody_removed_is_named_and_not_made_anew_silently() -> None:
    home = Path(tempfile.mkdtemp(prefix="wens-home-"))
    server = server_at(home)
    try:
        server.hold()
        server.stop()
        shutil.rmtree(read_place(Layout(home)).cluster)
        with pytest.raises(PlaceError, match=f"the database of {home} is gone"):
            server.hold()
    finally:
        shutil.rmtree(home)
