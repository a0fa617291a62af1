"""The page with the sources of the demo."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils.translation import override

from wens.organisations.models import Gemeente
from wens.site.demo.tables import demo_tables
from wens.site.demo.views import tables


def asked(code: str, rf: RequestFactory, language: str = "nl") -> str:
    request = rf.get("/bronnen/demo/")
    request.gemeente = Gemeente(code=code, name="Enschede")  # type: ignore[attr-defined]
    with override(language):
        return tables(request).content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_table_is_named_with_publisher_licence_and_what_was_changed(rf: RequestFactory, language: str) -> None:
    demo = demo_tables("GM0153")
    assert demo is not None
    page = asked("GM0153", rf, language)
    for table in demo.tables.values():
        for text in (table.publisher, table.licence, table.changes[language]):
            assert text.replace("'", "&#x27;") in page


def test_a_gemeente_without_demo_tables_has_no_such_page(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        asked("GM0001", rf)
