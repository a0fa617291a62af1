"""How the beginning and grain of a cell are written as a period."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def period_of(cells: pa.Table) -> np.ndarray[Any, np.dtype[np.str_]]:
    """Return the period of every cell (columns `start`, `grain`) as text: 2023, 2023-Q1, 2023-01 or 2023-01-05.

    A cell without a date has the empty text.
    """
    day = pc.fill_null(pc.cast(cells.column("start"), pa.string()), "")
    quarter = pc.binary_join_element_wise(
        pc.utf8_slice_codeunits(day, 0, 4), pc.cast(pc.quarter(cells.column("start")), pa.string()), "-Q"
    )
    grain = cells.column("grain")
    text = pc.case_when(
        pc.make_struct(pc.equal(grain, "year"), pc.equal(grain, "quarter"), pc.equal(grain, "month")),
        pc.utf8_slice_codeunits(day, 0, 4),
        quarter,
        pc.utf8_slice_codeunits(day, 0, 7),
        day,
    )
    return np.asarray(pc.fill_null(text, "").to_numpy(zero_copy_only=False), dtype=str)
