"""A city compiled: its tables, judged at a tolerance, and its head. Pure: what goes in decides what comes out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from indicators.collection import Collection
from indicators.collection.city_check import CheckedCity
from indicators.tables.figure_rows import figure_table
from indicators.tables.head import Head, head_of
from indicators.tables.history import histories
from indicators.tables.judged import judged
from indicators.tables.promise_rows import promise_table
from indicators.tables.source_rows import sources


class Compiled(NamedTuple):
    """A compiled city: its head, and its tables by name (`columns.COLUMNS`)."""

    head: Head
    tables: dict[str, pd.DataFrame]


def collected(checked: CheckedCity) -> Collection:
    """A checked city as a collection of that city alone."""
    folder = checked.folder
    return Collection(
        Path(folder),
        dict(checked.layer.entries),
        {folder: checked.city} if checked.city else {},
        {(folder, year): dict(promises) for year, promises in checked.years.items()} if checked.city else {},
        {(folder, name): document for name, document in checked.documents.items()},
        dict(checked.evidence),
        checked.problems,
        checked.left_out,
        "",
    )


def compiled(checked: CheckedCity, curated: str, tolerance: Decimal | None = None) -> Compiled:
    """Judge a checked city and make its tables; `curated` is what its folder's folder is called."""
    data = collected(checked)
    found = judged(data, tolerance)
    promises = promise_table(data, found)
    made = {
        "promises": promises,
        "figures": figure_table(data, found),
        "histories": histories(data, promises),
        "sources": sources(data),
    }
    return Compiled(head_of(checked, curated, made), made)
