def test_a_name_that_means_one_place_leads_to_it(city):
    response = city.get("/zoeken/", {"q": "dorp"})
    assert (response.status_code, response["Location"]) == (302, "/wijk/dorp/")


def test_a_name_that_means_several_places_shows_them_with_what_tells_them_apart(city):
    page = city.get("/zoeken/", {"q": "noord"}).content.decode()
    assert "Bedoelt u een van deze?" in page
    assert "buurt in Dorp" in page
    assert "/wijk/noorderpark-plas/" in page


def test_nothing_found_says_what_to_do_and_repeats_the_question_as_text(city):
    response = city.get("/zoeken/", {"q": "<b>x"})
    page = response.content.decode()
    assert response.status_code == 404
    assert "&lt;b&gt;x" in page
    assert "<b>x" not in page
    assert "vier cijfers van uw postcode" in page


def test_an_english_search_stays_english(city):
    assert city.get("/en/zoeken/", {"q": "dorp"})["Location"] == "/en/wijk/dorp/"


def test_a_very_long_question_is_answered(city):
    assert city.get("/zoeken/", {"q": "x" * 5000}).status_code == 404
