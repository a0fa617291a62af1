import csv
import io
import re

BURGLARY = "burglaries_per_1000_dwellings"


def page(city, *areas, language=""):
    response = city.get(f"{language}/vergelijk/", {"gebied": areas})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def order(text, *names):
    """The names in the order of the columns of the first table."""
    head = text.split("<thead>")[1].split("</thead>")[0]
    return [name for name in re.findall(r">([^<>]+)</th>", head) if name in names]


def test_without_a_choice_the_page_says_what_to_do(city):
    text = page(city)
    assert "Kies het eerste gebied" in text
    assert "<thead>" not in text


def test_areas_stand_in_the_order_in_which_they_were_chosen(city):
    assert order(page(city, "BU00010100", "BU00010000"), "Werf", "Noord") == ["Werf", "Noord"]
    assert order(page(city, "BU00010000", "BU00010100"), "Werf", "Noord") == ["Noord", "Werf"]


def test_each_figure_has_its_interval_its_verdict_and_the_gemeente_beside_it(city):
    text = page(city, "dorp", "BU00010000")
    part = text.split(f'id="{BURGLARY}"')[1].split("</div> </div>")[0]
    assert "Vaker dan in heel Proefstad" in part
    assert re.search(r"heel Proefstad: 1[12]", part)
    row = next(row for row in text.split("</tr>") if 'scope="row">Woninginbraak' in row)
    assert re.search(r"40<br><span class=\"soft\">29–54", row)


def test_what_has_no_number_says_why(city):
    assert "geen getal" in page(city, "BU00010000", "GM0001")


def test_a_fifth_area_is_named_and_left_out(city):
    text = page(city, "GM0001", "BU00010000", "BU00010001", "BU00010100", "BU00010101")
    assert "Deze staan er niet bij: Noorderpark" in text
    assert 'id="gebied"' not in text


def test_an_unknown_area_is_said_as_text_and_the_others_stay(city):
    text = page(city, "<b>x", "dorp")
    assert "Wij kennen geen gebied “&lt;b&gt;x”" in text
    assert "<b>x" not in text
    assert "U vergelijkt" in text


def test_an_area_chosen_twice_stands_once(city):
    assert page(city, "dorp", "GM0001-LW-dorp").count("Haal Dorp weg") == 1


def test_the_csv_holds_the_figures_of_the_page(city):
    response = city.get("/vergelijk/cijfers.csv", {"gebied": ["BU00010000", "dorp"]})
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["area_name"] for row in rows} == {"Noord", "Dorp", "Proefstad"}
    assert {row["period"] for row in rows if row["indicator"] == BURGLARY} == {"2023"}
    assert city.get("/vergelijk/cijfers.csv").status_code == 404


def test_without_figures_the_page_says_so(empty_city):
    assert "nog geen cijfers vrijgegeven" in page(empty_city, "dorp")


def test_english_compares_too(city):
    assert "Compare areas" in page(city, "dorp", language="/en")
