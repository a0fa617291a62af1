"""Protect many tables: by turns, or when there is much work by processes at once, with the same answers."""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from wens.stats.disclosure.model import Pattern, Rules, Table
from wens.stats.disclosure.protecting import protect

_WORTH_PROCESSES = 10_000
"""Cells (about five seconds of work) under which starting processes costs more than it saves."""


def protect_each(tables: Sequence[Table], rules: Rules) -> list[Pattern]:
    """Return the pattern of every table, in their order: `protect`, table by table, on all processors where it pays.

    The processes start empty ("spawn"). A copy of this one ("fork") would hold its database connections and half of its
    locks: the connections stay open on the server as long as the copy lives, and two processes would talk over one.
    """
    workers = min(len(tables), _processors())
    if workers < 2 or sum(len(table.names) for table in tables) < _WORTH_PROCESSES:
        return [protect(table, rules) for table in tables]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        chunk = max(1, len(tables) // (8 * workers))
        return list(pool.map(partial(protect, rules=rules), tables, chunksize=chunk))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
