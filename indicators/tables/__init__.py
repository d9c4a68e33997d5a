"""Pandas frames with documented columns: the programming interface for analysts.

    from indicators import collection, tables
    promises = tables.promises(collection.load("curated"))
    promises = tables.of_folder("curated").promises  # the same, of cities compiled before where they are

Values are in the indicator's unit unless a column says otherwise; a number that is not there is NaN, a text that is not
there is "".
"""

from indicators.tables.counting import ANSWERED_COLUMNS, CountRow, count_rows, counts
from indicators.tables.framed import Frames, figures, frames, promises
from indicators.tables.opened import of_folder
from indicators.tables.source_rows import sources

__all__ = [
    "ANSWERED_COLUMNS",
    "CountRow",
    "Frames",
    "count_rows",
    "counts",
    "figures",
    "frames",
    "of_folder",
    "promises",
    "sources",
]
