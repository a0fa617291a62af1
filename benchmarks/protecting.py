"""Protecting small numbers: one gemeente and theme within a second, the whole country in minutes by processes.

The peer is a budget and not another program: the mission gives seconds here, and they are seconds of the processor.
"""

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.measuring import Measured
from wens.stats.disclosure import Rules, Table, protect

RULES = Rules()
GEMEENTEN, BUURTEN, YEARS, SUBJECTS = 342, 43, 3, 4
ENSCHEDE, BUDGET_S, BUDGET_MINUTES = 70, 1.0, 10.0


def run(*, small: bool = False) -> list[Measured]:
    """Measure one large gemeente with a theme of three subjects, and the country by a sample of its gemeenten."""
    return [_one_gemeente(repeats=1 if small else 5), _country(sample=2 if small else 24)]


def _one_gemeente(repeats: int) -> Measured:
    seconds, hidden = [], 0
    for seed in range(repeats):
        table = gemeente(seed, ENSCHEDE, subjects=3)
        start = time.process_time()
        hidden += int(protect(table, RULES).secondary.sum())
        seconds.append(time.process_time() - start)
    details = {
        "cells": f"{len(table.names):,}",
        "primary": int(table.primary(RULES).sum()),
        "secondary": hidden // repeats,
    }
    ours = float(np.median(seconds))
    return Measured(
        "protecting", "1 s: one gemeente, one theme", ours, BUDGET_S, ours / BUDGET_S, 1.0, False, "s", details
    )


def _country(sample: int) -> Measured:
    """Processor seconds of a sample, times what the sample is of the country, shared by the processes."""
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    tables = [gemeente(seed, BUURTEN, subjects=SUBJECTS) for seed in range(sample)]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        taken = sum(pool.map(_seconds, tables))
    minutes = taken / workers / sample * GEMEENTEN / 60
    details = {
        "gemeenten": GEMEENTEN,
        "sample": sample,
        "cells": f"{GEMEENTEN * len(tables[0].names):,}",
        "processes": workers,
    }
    return Measured(
        "protecting", f"{BUDGET_MINUTES:g} min: the whole country", minutes, BUDGET_MINUTES, minutes / BUDGET_MINUTES,
        1.0, False, "min", details,
    )  # fmt: skip


def _seconds(table: Table) -> float:
    start = time.process_time()
    protect(table, RULES)
    return time.process_time() - start


def gemeente(seed: int, buurten: int, *, subjects: int) -> Table:
    """Return counts of `subjects` in three years and the three together, over overlapping areas, with an open total."""
    rng = np.random.default_rng(seed)
    areas = _areas(buurten)
    popular = rng.gamma(1.2, 1.0, buurten)
    counts, relations, size = [], [], subjects * (YEARS + 1) * areas.shape[0]
    cell = np.arange(size).reshape(subjects, YEARS + 1, areas.shape[0])
    for subject in range(subjects):
        of_years = rng.poisson(popular * rng.uniform(3, 25), (YEARS, buurten))
        values = np.vstack([of_years, of_years.sum(axis=0)]) @ areas.T
        counts.append(values.ravel())
        for period in range(YEARS + 1):
            for area in range(buurten, areas.shape[0]):
                relations.append([cell[subject, period, area], *cell[subject, period, np.flatnonzero(areas[area])]])
        relations += [[cell[subject, YEARS, at], *cell[subject, :YEARS, at]] for at in range(areas.shape[0])]
    cost = np.tile(np.where(np.arange(areas.shape[0]) < buurten, 1.0, 10.0), subjects * (YEARS + 1))
    rows = np.repeat(np.arange(len(relations)), [len(one) for one in relations])
    values = np.concatenate([[1.0, *[-1.0] * (len(one) - 1)] for one in relations])
    matrix = sparse.csr_array((values, (rows, np.concatenate(relations))), shape=(len(relations), size))
    return Table.of(np.concatenate(counts).astype(float).tolist(), matrix, cost=cost.tolist())


def _areas(buurten: int) -> NDArray[np.float64]:
    """Rows of zeros and ones: the buurten, wijken of seven, local wijken that cut across them, stadsdelen, all."""
    at = np.arange(buurten)
    groupings = (at // 7, (at + 3) // 5, at // (buurten // 4 + 1), np.zeros(buurten, int))
    groups = [(grouping == one).astype(float) for grouping in groupings for one in np.unique(grouping)]
    return np.vstack([np.eye(buurten), *groups])
