"""Every stop of the guided tour is there in the demo, for the account that it names, with the words it promises."""

import re
from pathlib import Path

import pytest
from django.test import Client

from wens.organisations.queries import account_by_email
from wens.site.demo.whole import CODE, load_demo
from wens.tenancy.context import Actor, acting

PAGE = Path(__file__).resolve().parents[2] / "docs/rondleiding.md"
STOP = re.compile(r"^\| (\d+) \| (\w+) \| `([^`]+)` \| (.*?) ?\|$", re.MULTILINE)


def test_the_tour_has_ten_minutes_in_order_and_each_has_something_to_do():
    minutes = [int(one[0]) for one in STOP.findall(PAGE.read_text())]
    assert minutes == sorted(minutes)
    assert set(minutes) == set(range(1, 11))
    assert re.findall(r"^(\d+)\. \*\*", PAGE.read_text(), re.MULTILINE) == [str(one) for one in range(1, 11)]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_every_stop_of_the_tour_is_there_with_what_it_promises(settings):
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True, "second_factor": "optional"})
    load_demo(with_fictional=False, tell=lambda _: None)
    for _minute, who, address, words in STOP.findall(PAGE.read_text()):
        browser = Client(headers={"host": "localhost", "accept-language": "nl"})
        if who != "iedereen":
            with acting(CODE, Actor.machine()):
                account = account_by_email(f"{who}@enschede.example")
                assert account, who
                browser.force_login(account, "wens.site.login.AccountBackend")
        answer = browser.get(address)
        assert answer.status_code == 200, (who, address)
        assert words in " ".join(answer.content.decode("utf-8", "replace").split()), (who, address, words)
