"""What the first visitor would wait for, done before the server answers: the views, the definitions, the templates.

Addresses are read when they are first needed, and bring every view with what it draws and writes along; so without
this the first request after a start takes seconds and all later ones a fraction of one.
"""

from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from wens.figures.definitions import definitions
from wens.intake.definitions import source, source_keys
from wens.site.languages import WHOLE_SITE

PAGES = ("home", "area", "theme", "photos", "data", "catalogue", "compare", "sources", "about")


def warm() -> None:
    """Bring everything along that pages need. Reads files only: the database may still be starting."""
    for language in WHOLE_SITE:
        with translation.override(language):
            reverse("publication:home")
    definitions()
    for key in source_keys():
        source(key)
    for page in PAGES:
        get_template(f"publication/{page}.html")
