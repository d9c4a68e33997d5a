"""Step 2 of the Contribute page: the new indicators that accepted rows need, in a table to be named."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from indicators.model.schema import GROUPS
from indicators.pages import editing
from indicators.pages.editing import Table
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.views.labels import group_name
from indicators.views.new_entries import entry_table, resembling, with_entries
from indicators.views.report_rows import ReportRow
from indicators.views.row_cells import Cells
from indicators.words.inert import in_markdown
from indicators.words.texts import msgid

MEASURE_NAMES: Mapping[str, str] = {
    "growth": msgid("growth rate"),
    "level": msgid("level"),
    "count": msgid("number"),
    "share": msgid("share"),
    "index": msgid("index or concentration"),
}
BETTER_NAMES: Mapping[str, str] = {
    "higher": msgid("higher is better"),
    "lower": msgid("lower is better"),
    "closer": msgid("the closer the better"),
}


def show(rows: tuple[ReportRow, ...], reader: Reader, frames: Frames) -> tuple[ReportRow, ...]:
    """The new indicators that accepted rows need, in a table to be named; the rows with what was typed there."""
    needing = [r for r in rows if r.accepted and r.figure.indicator is None]
    kept: dict[int, Cells] = st.session_state.setdefault("kept_entries", {})
    if not needing:
        return rows
    st.markdown(
        reader.say(
            "**New indicators.** The catalogue has none for these rows: name them, and look at what was guessed."
        )
    )
    say, column = reader.say, st.column_config
    config = {
        "number": column.NumberColumn("#", disabled=True, width=44),
        "zh": column.TextColumn(say("Chinese name"), width=200),
        "en": column.TextColumn(say("English name"), width=240),
        "key": column.TextColumn(
            say("Key"), width=200, help=say("Lower-case letters, kept for good: school_places_new.")
        ),
        "unit": column.TextColumn(say("Unit"), width=80),
        "measure": editing.choice(say("Measure"), MEASURE_NAMES, 120, reader),
        "better": editing.choice(say("Good side"), BETTER_NAMES, 120, reader),
        "group": column.SelectboxColumn(
            say("Group"),
            options=list(GROUPS),
            format_func=lambda g: group_name(str(g), reader.lang),
            required=True,
            width=150,
        ),
    }
    signature = (*((r.number, r.indicator) for r in needing), reader.lang)
    table = Table("entries", config, editing.height(len(needing), 8), say("New indicators"))
    open_, _ = editing.opened("entries", signature, lambda: entry_table(needing, kept))
    edited = editing.drawn(table, open_)
    kept |= {int(cells["number"]): cells for cells in edited.to_dict("records")}
    for line in resembling(needing, frames.catalogue, reader.lang):
        st.caption(in_markdown(line))
    return with_entries(rows, kept)
