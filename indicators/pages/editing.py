"""The tables of the Contribute page in which a reader types, each of which keeps what was typed while it is open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from indicators.pages.state import Reader


@dataclass(frozen=True, slots=True)
class Table:
    """A table to edit: its key in the session, its columns by name, its height in pixels, and what it is, in words."""

    name: str
    columns: Mapping[str, ColumnConfig]
    height: int
    alt: str


@dataclass(slots=True)
class Editing:
    """A table as it is open: what it stands for (`signature`), which one of its name it is, and what it began with.

    `noticed` are the indicators chosen in it, by the row's number, that were acted on already.
    """

    signature: object
    generation: int
    frame: pd.DataFrame
    noticed: dict[int, str] = field(default_factory=dict)

    def accept(self, name: str, numbers: Collection[int]) -> bool:
        """Show rows as accepted, as if the table of that name had begun so, which leaves it where the reader has
        scrolled it; whether it could be done, for what the reader ticked by hand stands before that."""
        mine = self.frame["number"].isin(numbers)
        by_hand: Mapping[int, Mapping[str, object]] = st.session_state[f"{name}_{self.generation}"]["edited_rows"]
        if any("accepted" in by_hand.get(i, {}) for i, chosen in enumerate(mine) if chosen):
            return False
        self.frame = self.frame.assign(accepted=self.frame["accepted"] | mine)
        return True


def opened(name: str, signature: object, fresh: Callable[[], pd.DataFrame]) -> tuple[Editing, bool]:
    """The table of that name, and whether it begins anew, as `fresh`: by its signature, or when the page is opened."""
    kept: Editing | None = st.session_state.get(f"kept_editor_{name}")
    if kept is not None and kept.signature == signature and f"{name}_{kept.generation}" in st.session_state:
        return kept, False
    begun = Editing(signature, (kept.generation if kept else 0) + 1, fresh())
    st.session_state[f"kept_editor_{name}"] = begun
    return begun, True


def close(name: str) -> None:
    """Have the table of that name begin anew."""
    kept: Editing | None = st.session_state.get(f"kept_editor_{name}")
    if kept is not None:
        kept.signature = None


def drawn(table: Table, editing: Editing) -> pd.DataFrame:
    """Draw a table; its rows as the reader has edited them."""
    return st.data_editor(
        editing.frame,
        key=f"{table.name}_{editing.generation}",
        hide_index=True,
        num_rows="fixed",
        height=table.height,
        column_config=table.columns,
        alt=table.alt,
    )


def height(rows: int, most: int) -> int:
    """The height in pixels of a table with so many rows, `most` of them in sight."""
    return 35 * (min(rows, most) + 1) + 3


def choice(label: str, names: Mapping[str, str], width: int, reader: Reader) -> ColumnConfig:
    """A column in which one of several values is chosen; `names` has what each is called."""
    return st.column_config.SelectboxColumn(
        label, options=list(names), format_func=lambda value: reader.say(names[str(value)]), required=True, width=width
    )
