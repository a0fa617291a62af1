"""The top of the photo of an area, for beside the own questions and for the wall."""

from collections.abc import Sequence
from dataclasses import dataclass

from wens.photos.queries import content_of, photos_of, withdrawn

LANGUAGE = "nl"


@dataclass(frozen=True)
class Top:
    """What is known and what is not, in sentences, with the possible knelpunten; `slug` finds the page."""

    name: str
    number: int
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    knelpunten: tuple[str, ...]


def top_of_photo(area_codes: Sequence[str]) -> Top | None:
    """Return the top of the newest photo for partners of the first area that has one, or none."""
    gone = withdrawn()
    for code in area_codes:
        for tier in ("partners", "public"):
            found = next((one for one in photos_of(code, tier=tier) if one.edition not in gone), None)
            if found is None:
                continue
            said = content_of(found)
            known, unknown = ([_sentence(one) for one in said["summary"][part]] for part in ("known", "unknown"))
            found_points = (one["sentences"][LANGUAGE] for one in said["knelpunten"]["found"])
            points = [" ".join(sentence["text"] for sentence in sentences) for sentences in found_points]
            return Top(said["area"]["name"], found.number, tuple(known), tuple(unknown), tuple(points))
    return None


def _sentence(one: dict[str, dict[str, str]]) -> str:
    name = one["name"][LANGUAGE] if one["name"] else ""
    return f"{name}: {one['text'][LANGUAGE]}" if name else one["text"][LANGUAGE]
