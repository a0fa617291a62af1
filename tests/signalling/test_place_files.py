"""A file of named places: what is wrong is named by row and column, and nothing else ever happens to it."""

from contextlib import suppress

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from tests.signalling.network import NOORD, Network, network  # noqa: F401  a fixture
from tests.voices.people import working
from wens.signalling import queries
from wens.signalling.actions import SignalError
from wens.signalling.models import PlaceKind
from wens.signalling.place_files import read_places, read_squares
from wens.signalling.queries.squares import addresses_of
from wens.site.cli.named_places import load, squares

HEAD = "naam;soort;buurtcode;adressen;x;y\n"


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEAD + text).encode()))
def test_whatever_comes_is_read_or_refused_in_words(data):
    with suppress(SignalError):
        assert all(one.kind in PlaceKind for one in read_places(data))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Plein;plaza;BU1;10", "Rij 2, kolom soort: “plaza”"),
        ("Plein;plein;BU1;veel", "Rij 2, kolom adressen: “veel”"),
        ("Plein;plein;BU1;-3", "Rij 2, kolom adressen"),
        ("Plein;plein;BU1;10;oost;1", "Rij 2, kolom x: “oost”"),
    ],
)
def test_a_wrong_cell_is_named(row, says):
    with pytest.raises(SignalError, match=says):
        read_places((HEAD + row).encode())


def test_commas_and_decimal_commas_are_read():
    with_commas = read_places(b"naam,soort,buurtcode,adressen\nMarkt,plein,BU1,12\n")
    with_points = read_places((HEAD + "Markt;square;BU1;12;255000,5;470000").encode())
    assert (with_commas[0].addresses, with_points[0].x) == (12, 255_000.5)


def test_the_command_line_checks_first_and_writes_when_asked(network: Network, tmp_path):  # noqa: F811
    file = tmp_path / "plekken.csv"
    file.write_text(f"{HEAD}Markt;plein;{NOORD};120;;\n")
    load(file, "GM0001")
    with working(network.people.manager):
        assert "Markt" not in {one.name for one in queries.named_places()}
    load(file, "GM0001", commit=True)
    with working(network.people.manager):
        assert "Markt" in {one.name for one in queries.named_places()}
    with pytest.raises(typer.Exit):
        load(file, "GM9999")


def test_the_command_line_refuses_in_english_with_file_row_and_column(network: Network, tmp_path, capsys):  # noqa: F811
    for row, says in (
        (f"Markt;plein;{NOORD};veel;;", "Row 2, column adressen: “veel” is not a whole number"),
        (f"Laan 3a;straat;{NOORD};50;;", "Row 2: Write no house number"),
        ("Markt;plein;BU0;5;;", "Row 2: Choose the buurt"),
    ):
        file = tmp_path / "plekken.csv"
        file.write_text(f"{HEAD}{row}\n")
        with pytest.raises(typer.Exit):
            load(file, "GM0001")
        told = capsys.readouterr().err
        assert "plekken.csv: " in told
        assert says in told


def test_addresses_per_square_come_from_a_list_or_from_the_table_of_cbs(network: Network, tmp_path, capsys):  # noqa: F811
    assert read_squares(b"vak;adressen\nE2579N4717;12\ne2580n4717;0\n") == {"E2579N4717": 12, "E2580N4717": 0}
    of_cbs = b"crs28992res100m,aantal_inwoners,aantal_woningen\nE2579N4717,30,15\nE2580N4717,5,-99997\n"
    assert read_squares(of_cbs) == {"E2579N4717": 15}
    for text, says in (
        (b"vak;adressen\nBU1;2", "kolom vak"),
        (b"vak;adressen\nE2579N4717;1\nE2579N4717;2", "al staat"),
    ):
        with pytest.raises(SignalError, match=says):
            read_squares(text)
    file = tmp_path / "vakken.csv"
    file.write_text("vak;adressen\nE2579N4717;12\n")
    squares(file, "GM0001", commit=True)
    assert "1 squares, before 0." in capsys.readouterr().out
    with working(network.people.police):
        assert addresses_of(["E2579N4717", "E2580N4717"]) == {"E2579N4717": 12}
