"""Step 2 of the Contribute page: a figure that the draft lacks, from words that the reader marks or pastes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from indicators.drafts import Draft, apart
from indicators.drafts.apart import StoppedError
from indicators.drafts.marking import marked
from indicators.model.schema import Indicator
from indicators.pages import aside
from indicators.pages.state import Reader
from indicators.views.report_rows import ReportRow, added
from indicators.words.inert import in_markdown
from indicators.words.texts import msgid

apart.needed("indicators.drafts.marking")


def ask(words: tuple[int, int] | str) -> None:
    """Have words become a figure in this run of the page: two offsets in the report's text, or words to look up."""
    st.session_state["kept_marking"] = words


def done(
    text: str, made: Draft, rows: tuple[ReportRow, ...], reader: Reader, catalogue: Mapping[str, Indicator]
) -> tuple[ReportRow, ...]:
    """The rows, with that of the words that were asked for, which is then the one that is shown."""
    words: tuple[int, int] | str | None = st.session_state.pop("kept_marking", None)
    if words is None:
        return rows
    bare = replace(made, figures=(), context=(), left_out=())
    figures = tuple(row.figure for row in rows)
    pasted = isinstance(words, str)
    try:
        found = aside.done(reader.say("Reading the words …"), reader, marked, text, catalogue, bare, words, figures)
    except StoppedError as stopped:
        st.session_state["kept_added"] = _Came(pasted, aside.refusal(stopped, msgid("mark fewer words"), reader))
        return rows
    if found.figure is None:
        st.session_state["kept_added"] = _Came(pasted, found.why.say(reader.lang) if found.why else "")
        return rows
    rows, number, new = added(rows, found.figure)
    st.session_state["kept_rows"], st.session_state["kept_chosen"] = rows, number
    st.session_state["kept_added"] = _Came(pasted, "", number, new)
    if pasted:
        st.session_state["sought"] = ""
    return rows


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of words that were marked, or `pasted`: why they are no figure (`unread`), or the number of their row
    and whether it is a new one."""

    pasted: bool
    unread: str
    row: int = 0
    new: bool = False


def told(reader: Reader, pasted: bool) -> None:
    """Say what came of the words that were marked last, or pasted last."""
    came: _Came | None = st.session_state.get("kept_added")
    if came is None or came.pasted != pasted:
        return
    if came.unread:
        st.warning(in_markdown(came.unread), icon=":material/report:")
    elif came.row == st.session_state.get("kept_chosen"):
        if came.new:
            line = reader.say("Added as row {n}: see to its indicator and its number in the table.", n=came.row)
        else:
            line = reader.say("These words are row {n} already: the table shows it.", n=came.row)
        st.caption(in_markdown(line))


def field(reader: Reader) -> None:
    """The field for words to be looked up in the text, which needs no mouse, and what came of those pasted last."""

    def given() -> None:
        ask(st.session_state["sought"])

    with st.form("add_figure", border=False):
        words, add = st.columns([6, 2], vertical_alignment="bottom")
        with words:
            st.text_input(
                reader.say("A figure is missing? Mark its words in the text, or paste them here"),
                key="sought",
                placeholder=reader.say("Words of the report, as it prints them"),
            )
        with add:
            st.form_submit_button(reader.say("Add as a figure"), on_click=given, width="stretch", key="add_words")
    told(reader, pasted=True)
