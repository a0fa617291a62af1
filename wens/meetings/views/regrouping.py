"""A form of the grouping, as the edits that a device would send. Pure."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils import timezone

NEW = "nieuw"


def edits_of(said: QueryDict) -> list[dict[str, Any]]:
    """Return the edits of one press: move the chosen ones (`to`, or a new group of `title`), rename or remove a group.

    `seen` holds which edits stood when the page was made: what somebody else changed meanwhile is not overwritten.
    """
    seen, batch, what = _seen(said.get("seen", "")), str(uuid.uuid4()), said.get("what", "")
    group, title = said.get("group", ""), said.get("title", "")
    if what == "rename":
        return [_edit(batch, group, {"title": title}, seen)]
    if what == "remove":
        return [_edit(batch, group, {"removed": "yes"}, seen)]
    chosen, to = said.getlist("voice"), said.get("to", "")
    if not chosen:
        return []
    made = []
    if to == NEW:
        to = str(uuid.uuid4())
        made.append(_edit(batch, to, {"title": title}, seen))
    return [*made, *(_edit(batch, voice, {"group": to}, seen) for voice in chosen)]


def _edit(batch: str, item: str, changes: dict[str, str], seen: Mapping[str, Any]) -> dict[str, Any]:
    heads = seen.get(item)
    heads = heads if isinstance(heads, dict) else {}
    return {
        "id": str(uuid.uuid4()), "item": item, "batch": batch, "changes": changes,
        "seen": {name: heads[name] for name in changes if name in heads}, "made_at": timezone.now().isoformat(),
    }  # fmt: skip


def _seen(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
