"""Pandas frames with documented columns: the programming interface for analysts.

from indicators import collection, tables
promises = tables.promises(collection.load("curated"))
"""

from indicators.tables.building import ANSWERED_COLUMNS, Frames, counts, figures, frames, promises, sources

__all__ = ["ANSWERED_COLUMNS", "Frames", "counts", "figures", "frames", "promises", "sources"]
