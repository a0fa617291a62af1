"""Passwords that anybody would try first here are refused; a sentence that happens to hold such a word is not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from wens.organisations.actions import make_organisation
from wens.organisations.models import Kind
from wens.tenancy.context import Actor, acting


@pytest.mark.parametrize(
    ("password", "fits"),
    [
        ("Enschede2026!", False),
        ("gemeenteEnschede1", False),
        ("WelkomBijDomijn99", False),
        ("wijkveiligheid-2026", False),
        ("vier gewone woorden samen", True),
        ("Enschede heeft mooie bomen", True),
    ],
)
def test_words_of_this_place_make_no_password(gemeente, password, fits):
    with acting("GM0153", Actor.machine()):
        make_organisation(name="Domijn", kind=Kind.HOUSING, by=Actor.machine())
        if fits:
            validate_password(password)
        else:
            with pytest.raises(ValidationError, match="namen van hier"):
                validate_password(password)
