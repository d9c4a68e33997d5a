"""Step 2 of the Contribute page: a report's figures marked in its text, and as rows in a table that is edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from indicators.drafts import Draft
from indicators.model.schema import GROUPS
from indicators.pages import report_text
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.views.labels import group_name
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
from indicators.views.row_edits import FORM_NAMES, Cells, corrected, entry_table, resembling, table, with_entries
from indicators.words.inert import in_markdown, seen
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


def show(text: str, key: str, made: Draft, reader: Reader, frames: Frames) -> tuple[ReportRow, ...]:
    """Step 2: the text with its marks, the rows in a table, and the rows as the reader has them by now.

    `key` is the report's own, so that each report gets fresh tables.
    """
    rows: tuple[ReportRow, ...] = st.session_state["kept_rows"]
    catalogue = frames.catalogue
    above = st.container()
    kind, chosen = _choosing(rows, reader, frames)
    told = st.container()
    signature = (key, made.reviews, made.plans, kind, chosen, reader.lang)
    kept = st.session_state.get("kept_editor_rows")
    chosen_rows = selected(rows, kind, chosen)
    if not chosen_rows:
        st.caption(reader.say("None of these."))
    else:
        alt = reader.say("The figures that were found")
        editing = _Table("rows", _columns(made, reader, frames), _height(len(chosen_rows), 12), alt)
        edited = _edited(editing, signature, lambda: table(chosen_rows, reader.lang))
        if kept is not st.session_state["kept_editor_rows"]:
            st.session_state["kept_before"] = rows
        rows = corrected(st.session_state["kept_before"], edited, text, made, catalogue)
    st.session_state["kept_rows"] = rows
    told.markdown(f"**{in_markdown(tally(rows, reader.lang))}**")
    why = next((doubts(r, reader.lang) for r in rows if r.number == chosen), "")
    if why:
        st.caption(in_markdown(reader.say("Look twice at {n}: {why}", n=chosen, why=why)))
    rows = _entries(rows, reader, frames)
    with above:
        report_text.show(pieces(text, rows, catalogue, reader.lang), chosen, reader)
        st.caption(reader.say("┃ blue: a promise · ● yellow: an outcome · dashed: left out. Click a mark for its row."))
    return rows


@dataclass(frozen=True, slots=True)
class _Table:
    """A table to edit: its key in the session, its columns by name, its height in pixels, and what it is, in words."""

    name: str
    columns: Mapping[str, ColumnConfig]
    height: int
    alt: str


def _edited(table: _Table, signature: object, fresh: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A table as the reader has edited it. It begins as `fresh` when the signature changes or the page is opened."""
    kept = st.session_state.get(f"kept_editor_{table.name}")
    if kept is None or kept[0] != signature or f"{table.name}_{kept[1]}" not in st.session_state:
        kept = (signature, (kept[1] if kept else 0) + 1, fresh())
        st.session_state[f"kept_editor_{table.name}"] = kept
    generation: int = kept[1]
    frame: pd.DataFrame = kept[2]
    return st.data_editor(
        frame,
        key=f"{table.name}_{generation}",
        hide_index=True,
        num_rows="fixed",
        height=table.height,
        column_config=table.columns,
        alt=table.alt,
    )


def _height(rows: int, most: int) -> int:
    """The height in pixels of a table with so many rows, `most` of them in sight."""
    return 35 * (min(rows, most) + 1) + 3


def _indicator_column(made: Draft, reader: Reader, frames: Frames) -> ColumnConfig:
    """The column of the indicator: one of the catalogue, one that the draft proposes, or another new one."""
    catalogue = frames.catalogue
    proposals = {
        NEW + f.proposal.key: f.proposal.zh
        for f in (*made.figures, *made.context)
        if f.proposal is not None and f.indicator is None
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


def _choice(label: str, names: Mapping[str, str], width: int, reader: Reader) -> ColumnConfig:
    """A column in which one of several values is chosen; `names` has what each is called."""
    return st.column_config.SelectboxColumn(
        label, options=list(names), format_func=lambda value: reader.say(names[str(value)]), required=True, width=width
    )


def _columns(made: Draft, reader: Reader, frames: Frames) -> dict[str, ColumnConfig]:
    """How the columns of the table are called and edited, by name."""
    say, column = reader.say, st.column_config
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
        "indicator": _indicator_column(made, reader, frames),
        "form": _choice(say("Form"), FORM_NAMES, 100, reader),
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
    }


def _choosing(rows: tuple[ReportRow, ...], reader: Reader, frames: Frames) -> tuple[str, int | None]:
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


def _entries(rows: tuple[ReportRow, ...], reader: Reader, frames: Frames) -> tuple[ReportRow, ...]:
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
        "measure": _choice(say("Measure"), MEASURE_NAMES, 120, reader),
        "better": _choice(say("Good side"), BETTER_NAMES, 120, reader),
        "group": column.SelectboxColumn(
            say("Group"),
            options=list(GROUPS),
            format_func=lambda g: group_name(str(g), reader.lang),
            required=True,
            width=150,
        ),
    }
    signature = (*((r.number, r.indicator) for r in needing), reader.lang)
    editing = _Table("entries", config, _height(len(needing), 8), say("New indicators"))
    edited = _edited(editing, signature, lambda: entry_table(needing, kept))
    kept |= {int(cells["number"]): cells for cells in edited.to_dict("records")}
    for line in resembling(needing, frames.catalogue, reader.lang):
        st.caption(in_markdown(line))
    return with_entries(rows, kept)
