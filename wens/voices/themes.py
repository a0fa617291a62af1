"""The names of the themes, for screens of contributions (`wens/definitions/themes.yaml`)."""

from functools import lru_cache

import yaml

from wens.voices.definitions import FOLDER


@lru_cache(maxsize=1)
def theme_names() -> dict[str, str]:
    """Return the Dutch names by key, in the order of the screens."""
    said = yaml.safe_load((FOLDER.parent / "themes.yaml").read_text("utf-8"))
    return {key: one["name"]["nl"] for key, one in sorted(said.items(), key=lambda item: item[1]["order"])}
