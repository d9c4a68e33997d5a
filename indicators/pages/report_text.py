"""A report's text with what was found marked in it, as a component of the page; a click on a mark chooses its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import streamlit as st

from indicators.pages.state import Reader
from indicators.views.report_rows import Piece
from indicators.words.inert import seen

_HERE = Path(__file__)
_CSS, _JS = (_HERE.with_suffix(ending).read_text(encoding="utf-8") for ending in (".css", ".js"))


def show(pieces: Sequence[Piece], chosen: int | None, reader: Reader) -> None:
    """Draw the text; a clicked row's number goes into the session as `kept_chosen`."""

    def clicked() -> None:
        row = st.session_state["report_text"].get("row")
        if row is not None:
            st.session_state["kept_chosen"] = int(row)

    mount = st.components.v2.component(
        "report_text", html='<div id="text" lang="zh" tabindex="0" role="region"></div>', css=_CSS, js=_JS
    )
    data = {
        "pieces": [tuple(seen(v) if isinstance(v, str) else v for v in astuple(piece)) for piece in pieces],
        "chosen": chosen,
        "label": reader.say("The report, with what was found marked"),
    }
    mount(key="report_text", data=data, on_row_change=clicked, height="content")
