"""Whose figures these are: names, licences and attribution of the sources."""

from django.utils.translation import get_language

from wens.figures.definitions import definitions
from wens.intake.definitions import Source, source, source_keys


def source_name(key: str, language: str) -> str:
    """Return the name of a source for people; a key without a definition is shown as it is."""
    found = definition(key)
    return found.name[language] if found else key


def definition(key: str) -> Source | None:
    """Return the definition of a source, or None."""
    return source(key) if key in source_keys() else None


def used_sources() -> list[Source]:
    """Return every source that an indicator or a denominator names, in order of key."""
    found = definitions()
    keys = {one.source for one in found.indicators.values()} | {one.source for one in found.denominators.values()}
    return [known for key in sorted(keys) if (known := definition(key)) is not None]


def credit(source: Source) -> str:
    """Return the attribution with the licence, as it must stand with every copy."""
    return f"{source.attribution[get_language() or 'nl']}. {source.licence}"
