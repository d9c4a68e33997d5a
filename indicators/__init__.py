"""Promised versus achieved: a city government's targets beside what it later reported, with the words that say so.

The programming interface is `collection`, `tables` and `drafts`; with them go `reports` (a report's file as text) and
`columns` (what each column of the tables means). Nothing is loaded before it is asked for.
"""

from importlib import import_module
from types import ModuleType

_INTERFACE = {"reports": "indicators.drafts.reports", "columns": "indicators.tables.columns"}


def __getattr__(name: str) -> ModuleType:
    """The modules of the interface that stand in a room: `from indicators import reports`."""
    if name in _INTERFACE:
        return import_module(_INTERFACE[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
