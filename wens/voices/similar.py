"""How alike texts are: the cosine of their character n-grams, weighed by how rare each is. Pure.

n-grams of characters need no list of words and forgive typing errors and endings (Cavnar & Trenkle 1994, N-gram-based
text categorization); weights and cosine after Manning, Raghavan & Schütze 2008, Introduction to Information Retrieval,
ch. 6, with the inverse document frequency smoothed by one. It proposes, a person decides.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence

SIZES = (3, 4, 5)
MOST_SIGNS = 1500
"""Of a long text the beginning is enough, and keeps the time for one comparison within a millisecond or two."""


def similarities(text: str, others: Sequence[str]) -> list[float]:
    """Return for each of `others` how alike it is to `text`: 0 nothing in common, 1 the same. O(total signs)."""
    counted = [_grams(one) for one in (text, *others)]
    documents = Counter(gram for grams in counted for gram in grams)
    rarity = {gram: math.log((1 + len(counted)) / (1 + among)) + 1 for gram, among in documents.items()}
    own, *vectors = [_weighed(grams, rarity) for grams in counted]
    return [sum(weight * vector.get(gram, 0.0) for gram, weight in own.items()) for vector in vectors]


def _grams(text: str) -> Counter[str]:
    """Count the n-grams within words, with a space at both ends of each word."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text[:MOST_SIGNS].casefold()) if c.isalnum() or c.isspace())
    words = [f" {word} " for word in bare.split()]
    return Counter(word[at : at + n] for word in words for n in SIZES for at in range(len(word) - n + 1))


def _weighed(grams: Counter[str], rarity: dict[str, float]) -> dict[str, float]:
    vector = {gram: (1 + math.log(count)) * rarity[gram] for gram, count in grams.items()}
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {gram: weight / length for gram, weight in vector.items()} if length else {}
