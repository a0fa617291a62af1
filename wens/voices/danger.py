"""Words that suggest danger. A hit shows the emergency numbers once more; a miss means nothing.

The lists are short and people write in many ways, so most danger goes unseen here: a person reads every contribution
within the promised time, whatever this module says.
"""

import re
from functools import lru_cache

from wens.voices.definitions import danger_words

MOST = 20
LONGEST = 40


def found(text: str) -> list[str]:
    """Return the words in ``text`` that suggest danger, in order, each once; of all languages, because people mix."""
    seen = dict.fromkeys(hit.group().casefold()[:LONGEST] for hit in _pattern().finditer(folded(text)))
    return list(seen)[:MOST]


def folded(text: str) -> str:
    """Return ``text`` with one kind of space, Arabic without vowel signs, and the Turkish capital İ as i."""
    bare = re.sub("[\u064b-\u0652\u0670\u0640]", "", text).replace("İ", "i")
    return " ".join(bare.split())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = [word for each in danger_words() for word in each.words]
    ways = sorted({_way(word) for word in words}, key=len, reverse=True)
    # Arabic puts "and", "the", "with" before the word without a space.
    return re.compile(rf"(?<!\w)(?:(?:و|ف)?(?:ال|بال|لل|ب|ل)?)?(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)


def _way(word: str) -> str:
    stem = re.escape(folded(word.removesuffix("*")))
    return stem + (r"\w*" if word.endswith("*") else "")
