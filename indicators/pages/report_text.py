"""A report's text with what was found marked in it, as a component of the page.

A click on a mark chooses its row; words that the reader marks become a figure (`adding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from indicators.pages import adding
from indicators.pages.state import Reader
from indicators.views.report_rows import Piece
from indicators.words.inert import seen

_HERE = Path(__file__)
_CSS, _JS = (_HERE.with_suffix(ending).read_text(encoding="utf-8") for ending in (".css", ".js"))
_HTML = (
    '<div class="pa-report"><div class="pa-report-text" lang="zh" tabindex="0" role="region"></div>'
    '<div class="pa-report-bar"><button type="button" hidden></button><span role="status"></span></div></div>'
)


def show(pieces: Sequence[Piece], chosen: int | None, reader: Reader) -> None:
    """Draw the text; a clicked row's number goes into the session as `kept_chosen`."""

    def clicked() -> None:
        row = st.session_state["report_text"].get("row")
        if isinstance(row, int):
            st.session_state["kept_chosen"] = row

    def marked() -> None:
        match st.session_state["report_text"].get("words"):
            case [int(start), int(end)]:
                adding.ask((start, end))

    # In the page itself, not behind a shadow: not every browser tells what is selected there.
    mount = st.components.v2.component("report_text", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)
    data = {
        "pieces": [
            [
                [[part.words, part.start, part.end] for part in piece.parts],
                piece.row,
                piece.role,
                piece.accepted,
                piece.signs,
                seen(piece.label),
                piece.rows,
            ]
            for piece in pieces
        ],
        "chosen": chosen,
        "label": reader.say("The report, with what was found marked"),
        "add": reader.say("Add as a figure"),
        "hint": reader.say(
            "Mark words to add a figure that is missing; with the keyboard: Shift and the arrows, then Enter."
        ),
        "marked": reader.say("Marked: {words}", words="{words}"),
    }
    mount(key="report_text", data=data, on_row_change=clicked, on_words_change=marked, height="content")
