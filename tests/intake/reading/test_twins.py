"""Every real CSV, saved as Excel by a person, says the same as the CSV; so does each text style of it."""

import csv
import gzip
import io

import pytest

from tests.intake.writing import as_csv, as_excel, facts
from tests.shared_data import shared
from wens.intake.parsing import parse_file

FILES = [
    ("politie", "politie_47018NED/enschede_totaal_misdrijven_2023.csv"),
    ("cbs_kwb", "cbs_wijkbuurt_twente_2021/kerncijfers_buurten_twente_2021.csv.gz"),
    ("cbs_kwb", "cbs_kwb_2024/kwb2024_85984NED_gemeenten_wijken.csv.gz"),
    ("cbs_kwb", "cbs_gemeenten_nl_2020/kerncijfers_gemeenten_2020.csv.gz"),
    ("rivm", "rivm_gezondheid_wijkbuurt/enschede_2020.csv"),
    ("misdaad_in_kaart", "politie_misdaad_in_kaart_pc4/woninginbraken_enschede_7511-7548.csv"),
    ("brandweer", "brandweer_twente_schoorsteenbranden/schoorsteenbranden_twente_2004_2020.csv"),
    ("bron", "bron_verkeersongevallen/bron_2011_2020_per_gemeente.csv"),
]


@pytest.mark.parametrize(("key", "file"), FILES, ids=[file.split("/")[1] for _, file in FILES])
def test_excel_and_a_dutch_text_export_say_the_same_as_the_real_csv(key, file):
    path = shared(file)
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    header, *rows = csv.reader(io.StringIO(text.decode("utf-8"), newline=""))
    expected = facts(parse_file(key, data, name=path.name))
    stem = path.name.split(".")[0]
    book = as_excel(header, rows, titles=("Geleverd door de bron",), other_sheet=True)
    encoding = "utf-16" if b"\xc2\x92" in text else "cp1252"  # one real file holds a character that is no character
    dutch = as_csv(header, rows, separator=";", encoding=encoding, quoting=csv.QUOTE_ALL, below="Bron: de bron\r\n")
    assert len(expected) > 0
    assert facts(parse_file(key, book, name=f"{stem}.xlsx")) == expected
    assert facts(parse_file(key, dutch, name=f"{stem}.csv")) == expected
