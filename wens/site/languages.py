"""Which languages there are: the whole site in Dutch and English, residents' own screens in each that has a catalogue.

Adding a language is adding a file, ``locale/<code>/LC_MESSAGES/django.po``; its danger words may stand in
``wens/definitions/voices/danger/<code>.yaml``.
"""

from pathlib import Path
from typing import Any

from django.conf.locale import LANG_INFO
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import get_language

WHOLE_SITE = ("nl", "en")


def languages(locale: Path) -> list[tuple[str, str]]:
    """Return code and own name of each language, those of the whole site first."""
    others = sorted({path.parts[-3] for path in locale.glob("*/LC_MESSAGES/django.po")} - set(WHOLE_SITE))
    return [(code, LANG_INFO[code]["name_local"].capitalize()) for code in (*WHOLE_SITE, *others)]


class WholeSitePattern(LocalePrefixPattern):
    """Addresses that exist in Dutch and English only; from a page in another language they lead to the Dutch one."""

    @property
    def language_prefix(self) -> str:
        """The beginning of an address: nothing, or the language."""
        return super().language_prefix if get_language() in WHOLE_SITE else ""


def in_whole_site_languages(*patterns: Any) -> list[URLPattern | URLResolver]:
    """Return the addresses of pages that are in Dutch and English only (Django's ``i18n_patterns`` has no choice)."""
    return [URLResolver(WholeSitePattern(prefix_default_language=False), list(patterns))]
