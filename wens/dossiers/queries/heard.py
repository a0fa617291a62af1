"""The voices of an area per theme: how broad they are, what was said, and who was not heard."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from wens.meetings import queries as meetings
from wens.meetings.models import PublicText
from wens.voices import heard
from wens.voices.heard import Voice
from wens.voices.models import Speaker

MONTHS_BACK = 24
"""As long as a contribution is kept (`voices.Contribution`, retention)."""
FEWEST = 3
"""Fewer than this is said as 'a few times': a number would point at who spoke."""
MOST_TEXTS = 5
GROUPS = (Speaker.RESIDENT, Speaker.ENTREPRENEUR, Speaker.WIJKRAAD, Speaker.SCHOOL, Speaker.ASSOCIATION)
"""Whom a gemeente wants to hear; who is missing is named."""


@dataclass(frozen=True)
class Text:
    """What somebody said, as a trained person made it fit to read for all."""

    text: str
    month: str  # 2026-03
    speaker: str
    size: str
    frequency: str
    since: str
    source: UUID


@dataclass(frozen=True)
class Professional:
    """What a professional said at a published meeting; `kind` is of which sort of organisation, never of whom."""

    text: str
    month: str
    kind: str
    theme: str
    source: UUID


@dataclass(frozen=True)
class Heard:
    """The voices about one theme. `contributions`, `streets` and `months` are lower bounds: not everybody speaks up.

    `subjects` are (key, how often), most first, those of at least `FEWEST`, and so are `frequencies` (how often people
    say that it happens); `presses` on "I notice this too" are presses and not people; `texts` the newest first, `more`
    how many others may be read by all.
    """

    theme: str
    contributions: int
    streets: int
    months: int
    presses: int
    subjects: tuple[tuple[str, int], ...]
    frequencies: tuple[tuple[str, int], ...]
    texts: tuple[Text, ...]
    more: int

    @property
    def is_few(self) -> bool:
        """Tell whether the number itself would say too much."""
        return self.contributions < FEWEST


@dataclass(frozen=True)
class Voices:
    """What was heard in an area since a day: per theme, most voices first; by which ways; which groups were silent."""

    since: dt.date
    themes: tuple[Heard, ...]
    channels: tuple[tuple[str, int], ...]
    not_heard: tuple[str, ...]
    professionals: tuple[Professional, ...]

    @property
    def contributions(self) -> int:
        """Return how many voices there are about all themes."""
        return sum(one.contributions for one in self.themes)


def voices(
    area_codes: Sequence[str], *, today: dt.date, since: dt.date | None = None, most: int = MOST_TEXTS
) -> Voices:
    """Return what was heard in the areas with these codes (the area itself and all that lie in it). Two queries.

    Professionals speak of the area as a whole: what they said of a larger or a smaller one is not shown here.
    `since`: from which day, otherwise as long as a contribution is kept; `most`: texts per theme.
    """
    since = since or _months_before(today, MONTHS_BACK)
    found = heard.voices(area_codes, since=since)
    themes: dict[str, list[Voice]] = defaultdict(list)
    for one in found:
        if one.theme:
            themes[one.theme].append(one)
    channels = Counter(one.channel for one in found)
    speakers = {one.speaker for one in found}
    return Voices(
        since=since,
        themes=tuple(sorted((_heard(key, of, most) for key, of in themes.items()), key=lambda one: -one.contributions)),
        channels=tuple(channels.most_common()),
        not_heard=tuple(group for group in GROUPS if group not in speakers) if found else (),
        professionals=tuple(_professional(one) for one in meetings.public_texts(area_codes[:1], since=since)),
    )


def _professional(one: PublicText) -> Professional:
    month = f"{timezone.localtime(one.meeting.starts_at):%Y-%m}"
    return Professional(one.text, month, one.discipline, one.theme, one.statement_id)


def _heard(theme: str, found: Iterable[Voice], most: int) -> Heard:
    of = sorted(found, key=lambda one: one.received_on, reverse=True)
    texts = [one for one in of if one.public_text]
    return Heard(
        theme=theme,
        contributions=len(of),
        streets=len({one.street.casefold() for one in of if one.street}),
        months=len({one.received_on.strftime("%Y-%m") for one in of}),
        presses=sum(one.presses for one in of),
        subjects=_counted(one.subject for one in of),
        frequencies=_counted(one.frequency for one in of),
        texts=tuple(_text(one) for one in texts[:most]),
        more=max(0, len(texts) - most),
    )


def _counted(keys: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return what was said at least `FEWEST` times, most first."""
    return tuple((key, count) for key, count in Counter(filter(None, keys)).most_common() if count >= FEWEST)


def _text(one: Voice) -> Text:
    month = one.received_on.strftime("%Y-%m")
    return Text(one.public_text, month, one.speaker, one.size, one.frequency, one.since, one.contribution)


def _months_before(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(years, month + 1, 1)
