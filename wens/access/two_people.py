"""The rule of two people, in one place: what becomes public is released by another person than who wrote it.

Texts of a stadsdeel, news, whom to turn to, public texts of knelpunten and of the round table, minutes, editions,
covenants and dossiers all ask here.
"""

from django.conf import settings

from wens.tenancy.context import Actor


def may_be_second(first: str, by: Actor) -> bool:
    """Tell whether `by` may give the second signature; `first` is the reference of who gave the first.

    The second is a person with an account of their own, and another than the first. The setting `single_operator`
    lets one person do both; the site says so on every page.
    """
    return bool(settings.WENS.single_operator) or (by.kind == "account" and by.reference != first)
