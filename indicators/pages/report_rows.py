"""Step 2 of the Contribute page: a report's figures marked in its text, and as rows in a table that is edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from indicators.drafts import Draft
from indicators.pages import adding, editing, new_entries, report_text
from indicators.pages.editing import Table
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.views.report_rows import (
    NEW,
    SHOWN,
    SHOWN_NAMES,
    ReportRow,
    doubts,
    next_doubtful,
    pieces,
    row_name,
    selected,
    tally,
)
from indicators.views.row_edits import FORM_NAMES, accepting, corrected, newly_chosen, table
from indicators.words.inert import in_markdown, seen

Rows = tuple[ReportRow, ...]


def show(text: str, key: str, made: Draft, reader: Reader, frames: Frames) -> Rows:
    """Step 2: the text with its marks, the rows in a table, and the rows as the reader has them by now.

    `key` is the report's own, so that each report gets fresh tables.
    """
    catalogue = frames.catalogue
    with st.container():  # always one place, so that what follows stays what it is in the browser
        rows = adding.done(text, made, st.session_state["kept_rows"], reader, catalogue)
    above = st.container()
    kind, chosen = _choosing(rows, reader, frames)
    told = st.container()
    chosen_rows = selected(rows, kind, chosen)
    if not chosen_rows:
        st.caption(reader.say("None of these."))
    else:
        alt = reader.say("The figures that were found")
        shape = Table("rows", _columns(rows, made, reader, frames), editing.height(len(chosen_rows), 12), alt)
        signature = (key, made.reviews, made.plans, kind, chosen, len(rows), reader.lang)
        opened = editing.opened("rows", signature, lambda: table(chosen_rows, reader.lang))
        rows = _edited(shape, opened, rows, lambda before, cells: corrected(before, cells, text, made, catalogue))
    st.session_state["kept_rows"] = rows
    told.markdown(f"**{in_markdown(tally(rows, reader.lang))}**")
    why = next((doubts(r, reader.lang) for r in rows if r.number == chosen), "")
    if why:
        st.caption(in_markdown(reader.say("Look twice at {n}: {why}", n=chosen, why=why)))
    adding.field(reader)
    rows = new_entries.show(rows, reader, frames)
    with above:
        report_text.show(pieces(text, rows, catalogue, reader.lang), chosen, reader)
        st.caption(reader.say("┃ blue: a promise · ● yellow: an outcome · dashed: left out. Click a mark for its row."))
        adding.told(reader, pasted=False)
    return rows


def close() -> None:
    """Have the tables begin anew, since other rows stand in them."""
    editing.close("rows")
    editing.close("entries")


def _edited(
    shape: Table, opened: tuple[editing.Editing, bool], rows: Rows, retyped: Callable[[Rows, pd.DataFrame], Rows]
) -> Rows:
    """The table of rows, drawn, and all rows as they are by it; to choose an indicator accepts a row."""
    open_, begun = opened
    if begun:
        st.session_state["kept_before"] = rows
    edited = editing.drawn(shape, open_)
    rows = retyped(st.session_state["kept_before"], edited)
    chosen = newly_chosen(open_.frame, edited, open_.noticed)
    open_.noticed |= chosen
    left_out = {row.number for row in rows if row.number in chosen and not row.accepted}
    if left_out:
        st.session_state["kept_rows"] = accepting(rows, left_out)
        if not open_.accept(shape.name, left_out):
            editing.close(shape.name)
        st.rerun()
    return rows


def _indicator_column(rows: Rows, made: Draft, reader: Reader, frames: Frames) -> ColumnConfig:
    """The column of the indicator: one of the catalogue, one that is proposed for some row, or another new one."""
    catalogue = frames.catalogue
    figures = (*made.figures, *made.context, *(row.figure for row in rows))
    proposals = {
        NEW + f.proposal.key: f.proposal.zh
        for f in figures
        if f.proposal is not None and f.indicator is None and f.proposal.key
    }
    options = [*sorted(catalogue, key=lambda k: catalogue[k].say(reader.lang)), *proposals, NEW]

    def shown(option: object) -> str:
        key = str(option)
        entry = catalogue.get(key)
        if entry is not None:
            return seen(f"{entry.say(reader.lang)} ({entry.unit})" if entry.unit else entry.say(reader.lang))
        return f"＋ {seen(proposals.get(key) or reader.say('a new indicator'))}"

    label = reader.say("Indicator")
    return st.column_config.SelectboxColumn(label, options=options, format_func=shown, required=True, width=210)


def _columns(rows: Rows, made: Draft, reader: Reader, frames: Frames) -> dict[str, ColumnConfig]:
    """How the columns of the table are called and edited, by name."""
    say, column = reader.say, st.column_config
    both = say("In one language, or in both: Chinese | English.")
    return {
        "number": column.NumberColumn("#", disabled=True, width=44, pinned=True),
        "accepted": column.CheckboxColumn(say("Accept"), width=78, pinned=True),
        "role": column.SelectboxColumn(
            say("Role"),
            options=["target", "outcome"],
            format_func=lambda r: say("┃ promise") if r == "target" else say("● outcome"),
            required=True,
            width=112,
        ),
        "indicator": _indicator_column(rows, made, reader, frames),
        "form": editing.choice(say("Form"), FORM_NAMES, 100, reader),
        "value": column.TextColumn(
            say("Value"),
            width=90,
            help=say("As printed, without the unit. Two numbers: 10–15. Compared with an indicator: its name."),
        ),
        "unit": column.TextColumn(say("Unit"), width=70),
        "doubts": column.TextColumn(say("Look twice"), disabled=True, width=230),
        "quote": column.TextColumn(
            say("Quote"),
            width=330,
            help=say(
                "Word for word from the text, "
                "as short as it can be while a stranger still sees what the number is about."
            ),
        ),
        "strive": column.CheckboxColumn(
            say("Striven for"), width=60, help=say("The promise itself is only an effort.")
        ),
        "stretch": column.NumberColumn(say("Stretch"), width=84, help=say("A second, harder number: 力争实现7.5%.")),
        "due": column.TextColumn(
            say("Due"),
            width=90,
            help=say("The year or the day (2026-03-31), where it is not simply the year that is planned."),
        ),
        "interim_to": column.DateColumn(
            say("Covers until"), width=110, help=say("The last day, where an outcome is of a part of the year.")
        ),
        "scope": column.TextColumn(
            say("Only part of the place"), width=130, help=say("Which part: 市区 | urban districts. {both}", both=both)
        ),
        "not_comparable": column.TextColumn(
            say("Not comparable"),
            width=190,
            help=say(
                "Why an outcome can't be held against what was promised: another unit or scope. {both}", both=both
            ),
        ),
        "note": column.TextColumn(
            say("Note"), width=220, help=say("What a reader must know of this figure. {both}", both=both)
        ),
    }


def _choosing(rows: Sequence[ReportRow], reader: Reader, frames: Frames) -> tuple[str, int | None]:
    """The controls for which rows the table shows: a kind of them, and the number of one that was clicked or chosen."""
    numbers = [r.number for r in rows]
    by_number = {r.number: r for r in rows}
    chosen: int | None = st.session_state.get("kept_chosen")

    def picked() -> None:
        st.session_state["kept_chosen"] = st.session_state["row"]

    def onward() -> None:
        st.session_state["kept_chosen"] = next_doubtful(rows, chosen or 0)

    def everything() -> None:
        st.session_state["kept_chosen"] = None

    kinds, one, more = st.columns([6, 4, 2], vertical_alignment="bottom")
    with kinds:
        show = (
            st.segmented_control(
                reader.say("Rows"),
                SHOWN,
                default="all",
                key="show_rows",
                format_func=lambda s: reader.say(SHOWN_NAMES[s]),
                on_change=everything,
            )
            or "all"
        )
    with one:
        st.session_state["row"] = chosen if chosen in by_number else None
        st.selectbox(
            reader.say("One row: choose it here, or click its words above"),
            numbers,
            index=None,
            key="row",
            placeholder="—",
            format_func=lambda n: seen(row_name(by_number[n], frames.catalogue, reader.lang)),
            on_change=picked,
        )
    with more:
        st.button(
            reader.say("Next to look at"),
            on_click=onward,
            width="stretch",
            disabled=next_doubtful(rows, 0) is None,
        )
    return show, chosen if chosen in by_number else None
