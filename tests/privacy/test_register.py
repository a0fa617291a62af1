"""The processing register says what the program does, because it is made from what stands beside the fields."""

from datetime import date
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from pypdf import PdfReader

import wens
from wens.privacy.definitions import activities, activity_of
from wens.privacy.documents import DRAFT, QUESTIONS, dpia_paper, register_paper
from wens.privacy.paper import as_markdown, as_pdf
from wens.privacy.register import personal_models, register
from wens.privacy.views.register import fonts

WENS = Path(wens.__file__).parent


def test_every_table_with_personal_fields_belongs_to_an_activity():
    homeless = [model._meta.label for model in personal_models() if activity_of(model._meta.label) is None]
    assert homeless == []


def test_an_activity_names_tables_that_exist():
    labels = {model._meta.label for model in apps.get_models()} | {f"{path.name}.*" for path in WENS.iterdir()}
    for one in activities().activities:
        for table in one.tables:
            assert any(fnmatchcase(label, table) for label in labels), f"{one.key}: {table}"


def test_a_field_stands_in_the_register_with_its_own_declaration():
    rows = {(field.table, field.field): field for entry in register() for field in entry.fields}
    declared = {(m._meta.label, name) for m in personal_models() for name in vars(m)["personal"]}
    assert set(rows) == declared
    contact = rows["voices.Contact", "email"]
    assert (contact.retention_days, contact.kept) == (90, "90 dagen")
    assert "toestemming" in contact.basis


def test_contact_details_are_an_activity_of_their_own():
    assert activity_of("voices.Contact").key == "contacts"
    assert activity_of("voices.Original").key == "contributions"


def test_a_dpia_draft_says_that_it_is_one_and_asks_what_software_cannot_know():
    words = as_markdown(dpia_paper(register(), "Enschede", date(2026, 11, 22)))
    assert DRAFT in words
    assert all(f"| {question} | … |" in words for _, questions in QUESTIONS for question in questions)


def test_register_and_dpia_are_tagged_pdfs_with_the_same_words():
    for make in (register_paper, dpia_paper):
        paper = make(register(), "Enschede", date(2026, 11, 22))
        reader = PdfReader(BytesIO(as_pdf(paper, fonts=fonts())))
        said = " ".join(page.extract_text() for page in reader.pages)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert paper.title in said
        assert "Contactgegevens bij een melding" in said


@pytest.mark.parametrize("address", ["/privacy/verwerkingen/", "/en/privacy/verwerkingen/"])
def test_everybody_reads_the_short_register(gemeente, client, address):
    page = client.get(address).content.decode()
    assert "Contactgegevens bij een melding" in page
    assert "voices.Contact" not in page
