"""Reading files: whatever the bytes, an answer or a refusal that a person understands."""

import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared_data import shared
from wens.areas.crosswalk_files import read_crosswalk
from wens.areas.findings import AreasError
from wens.areas.geometry.reading import match_field, read_layer
from wens.areas.geometry.tables import read_table

STARTS = st.sampled_from(
    [b"", b"{", b"PK\x03\x04", b"SQLite format 3\x00", b"\x1f\x8b", b"\xff\xfe", b"<", b"\xd0\xcf\x11\xe0"]
)
plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=8)


@settings(deadline=None, max_examples=200)
@given(STARTS, st.binary(max_size=200), st.booleans())
def test_any_bytes_give_a_layer_or_a_refusal_with_the_name_of_the_file(start: bytes, rest: bytes, packed: bool) -> None:
    data = gzip.compress(start + rest) if packed else start + rest
    assert outcome(data) in ("fields", "willekeurig")


def outcome(data: bytes) -> str:
    try:
        return "fields" if read_layer(data, file="willekeurig", code_field="code", level="buurt").fields else ""
    except AreasError as error:
        return error.findings[0].file


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(plain, plain), min_size=1, max_size=8),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_table_comes_back_as_it_was_written(rows: list[tuple[str, str]], separator: str, encoding: str) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([("code", "naam"), *rows])
    table = read_table(target.getvalue().encode(encoding), file="t.csv")
    assert list(zip(table["code"].to_pylist(), table["naam"].to_pylist(), strict=True)) == rows


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.tuples(plain, plain), st.integers(0, 10**6), min_size=1, max_size=20))
def test_weights_of_any_supplied_counts_sum_to_one(counts: dict[tuple[str, str], int]) -> None:
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerows([("from", "to", "households"), *((a, b, n) for (a, b), n in counts.items())])
    data = target.getvalue().encode()
    links = read_crosswalk(data, file="c.csv", from_kind="postcode4", to_kind="buurt:2021").links
    for code in {link.from_code for link in links}:
        assert sum(link.weight for link in links if link.from_code == code) == 1.0


def test_a_field_is_found_exactly_then_without_case_then_cut() -> None:
    assert match_field(["code", "Code"], "Code") == "Code"
    assert match_field(["CODE"], "code") == "CODE"
    assert match_field(["gemeenteco", "gemeentena"], "gemeentecode") == "gemeenteco"
    assert match_field(["percentage", "percenta_1"], "percentage_15_25") == "percentage"
    assert match_field(["a", "A"], "á") is None


def test_a_zip_that_holds_a_geojson_is_read() -> None:
    data = shared("cbs_wijkbuurt_twente_2021/buurten_enschede_2021.geojson").read_bytes()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("map/buurten.geojson", data)
    layer = read_layer(target.getvalue(), file="b.zip", code_field="buurtcode", level="buurt")
    assert (len(layer.columns), layer.crs) == (70, "EPSG:4326")


def test_a_long_row_is_named_and_a_short_one_is_filled() -> None:
    table = read_table(b"a;b;c\n1;2\n", file="t")
    assert table.to_pylist() == [{"a": "1", "b": "2", "c": None}]
    with pytest.raises(AreasError, match="row 3"):
        read_table(b"a;b\n1;2\n1;2;3\n", file="t")
