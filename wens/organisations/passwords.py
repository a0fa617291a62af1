"""Passwords that anybody would try first here: words of this gemeente and of its work (ASVS 6.1.2 and 6.2.11)."""

import re
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wens.organisations.models import Gemeente, Organisation
from wens.tenancy.context import current_gemeente

OURS = ("wens", "gemeente", "wijkveiligheid", "veiligheid", "wachtwoord", "password", "welkom", "politie", "wijkteam")
LEAST = 8
"""Signs that have to be left when the words, and figures and signs at the ends, are taken out."""
SHORTEST = 4


class WordsOfTheGemeente:
    """Refuses a password that is little more than names of this gemeente, its partners, or the program."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002  Django's signature
        """Raise ValidationError when too little is left without those words."""
        left = password.casefold()
        for word in sorted(_words(), key=len, reverse=True):
            left = left.replace(word, "")
        if len(re.sub(r"^[\W\d_]+|[\W\d_]+$", "", left)) < LEAST <= len(password):
            raise ValidationError(
                _("Dit wachtwoord lijkt te veel op namen van hier. Kies andere woorden."), "local_words"
            )

    def get_help_text(self) -> str:
        """Say what may not be chosen."""
        return _("Niet de naam van uw gemeente of organisatie.")


def _words() -> set[str]:
    names = Gemeente.objects.filter(pk=current_gemeente()).values_list("name", flat=True)
    partners = Organisation.objects.values_list("name", flat=True)
    split = chain.from_iterable(re.findall(r"\w+", name.casefold()) for name in chain(names, partners))
    return {*OURS, *(word for word in split if len(word) >= SHORTEST)}
