"""Two dossiers of one area beside each other: per theme what each source said then and later. Pure; no counting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wens.dossiers import matrix

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One theme in two dossiers; None: it did not stand in that one. `states`: per source (then, later)."""

    key: str
    name: Mapping[str, str]
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None
    states: tuple[tuple[str, str], ...]

    @property
    def differs(self) -> bool:
        """Tell whether the sources lie beside each other in another way."""
        return self.before != self.after or any(then != later for then, later in self.states)


def compare(before: Content, after: Content) -> list[Change]:
    """Return what changed per theme, in the order of the later dossier. Raises ValueError for two areas."""
    if before["area"]["code"] != after["area"]["code"]:
        raise ValueError(f"two areas: {before['area']['code']} and {after['area']['code']}")
    then = {one["key"]: one for one in before["themes"]}
    later = {one["key"]: one for one in after["themes"]}
    return [_change(key, then.get(key), later.get(key)) for key in dict.fromkeys((*later, *then))]


def _change(key: str, old: Content | None, new: Content | None) -> Change:
    shown = new or old or {}
    return Change(
        key=key,
        name=shown["name"],
        before=old["title"] if old else None,
        after=new["title"] if new else None,
        states=tuple((_state(old, source), _state(new, source)) for source in matrix.SOURCES),
    )


def _state(theme: Content | None, source: str) -> str:
    return str(theme[source]["state"]) if theme else matrix.UNKNOWN
