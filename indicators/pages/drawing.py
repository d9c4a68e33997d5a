"""What several pages draw alike: a figure with its table twin, a passage, an HTML table."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from indicators.briefs.request import ENDINGS
from indicators.pages import state
from indicators.pages.state import Reader
from indicators.tables import current
from indicators.views.histories import History
from indicators.views.passages import Passage

KINDS = {
    "png": "PNG",
    "svg": "SVG",
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "docx": "Word",
    "xlsx": "Excel",
}  # of briefings, by ending
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def figure(drawn: dict[str, Any], alt: str, key: str, name: str, select: bool = False, brief: str = "") -> str | None:
    """Draw a figure, below buttons that save its picture as `name`.png or .svg, and links to the briefing at the
    address `brief`.

    With `select`, the customdata of a newly clicked point is returned, once.
    """
    _take(state.reader(), name, brief)
    if not select:
        st.plotly_chart(drawn, key=key, theme=None, config=_CONFIG, alt=alt)
        return None
    event = st.plotly_chart(
        drawn, key=key, theme=None, config=_CONFIG, alt=alt, on_select="rerun", selection_mode="points"
    )
    points = event["selection"]["points"] if event else []
    clicked = points[0].get("customdata") if points else None
    clicked = clicked[0] if isinstance(clicked, list) else clicked
    if clicked == st.session_state.get(f"clicked_{key}"):
        return None
    st.session_state[f"clicked_{key}"] = clicked
    return clicked


def _take(reader: Reader, name: str, brief: str) -> None:
    """What can be taken away (take.js): the picture of the figure below, which the browser makes in the reader's
    language and theme, and the briefing of the same view, which the server makes; its address lacks the ending."""
    pictures = (
        ("PNG 2×", "png", 2, f"{name}.png"),
        ("PNG 3×", "png", 3, f"{name}@3x.png"),
        ("SVG", "svg", 1, f"{name}.svg"),
    )
    buttons = "".join(
        f'<button type="button" data-kind="{kind}" data-times="{times}" data-name="{escape(file)}">{label}</button>'
        for label, kind, times, file in pictures
    )
    parts = [(reader.say("Save the picture"), buttons)]
    if brief:
        path, _, query = brief.partition("?")
        links = "".join(
            f'<a href="{escape(f"{path}.{ending}?{query}")}" data-name="" download>{KINDS.get(ending, ending.upper())}</a>'
            for ending in ENDINGS
        )
        parts.append((reader.say("Briefing"), links))
    groups = "".join(
        f'<span role="group" aria-label="{escape(word)}"><span aria-hidden="true">{escape(word)}</span>{what}</span>'
        for word, what in parts
    )
    failed = escape(reader.say("This browser can't draw a picture that large; take a smaller one, or SVG."))
    making = escape(reader.say("Making the file …"))
    st.html(
        f'<div class="pa-take" data-base="{escape(current.base_url())}" data-making="{making}" data-failed="{failed}"><span role="status"></span>{groups}</div>'
    )


def _cell(value: object) -> str:
    text = str(value)
    wide = ' class="pa-wide"' if len(text) > 24 else ""
    return f"<td{wide}>{escape(text)}</td>"


def _table(table: pd.DataFrame) -> str:
    """A table as plain HTML: a screen reader can walk it, print shows it, and it spares the page Streamlit's large
    table viewer."""
    heads = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table.columns)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.itertuples(index=False))
    return f'<table class="pa-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def twin(table: pd.DataFrame, reader: Reader, label: str) -> None:
    """The table that holds what a figure shows, for readers and machines that can't see it."""
    st.html(
        f'<details class="pa-twin"><summary>{escape(reader.say("As a table"))}</summary><div class="pa-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(label)}">{_table(table)}</div></details>'
    )


def on_paper(table: pd.DataFrame) -> None:
    """A table that only paper shows, where the screen has Streamlit's viewer, of which print would cut all but the
    first rows."""
    st.html(f'<div class="pa-paper">{_table(table)}</div>')


def turned(table: pd.DataFrame, reader: Reader) -> None:
    """The promises whose verdict the reader's tolerance turns, or that there are none."""
    if table.empty:
        st.caption(reader.say("At this tolerance every verdict is as at the stated one."))
        return
    st.subheader(reader.say("What your tolerance turns"))
    label = escape(reader.say("What your tolerance turns"))
    st.html(f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{label}">{_table(table)}</div>')


def passage(shown: Passage, reader: Reader) -> None:
    """A quote marked in its sentence (none: only cited), with its source and a way to its place in the text."""
    quote = (
        f'<div class="pa-quote" lang="zh">{escape(shown.before)}<mark>{escape(shown.quote)}</mark>{escape(shown.after)}</div>'
        if shown.quote
        else "<br>"
    )
    note = f'<span class="pa-small">{escape(shown.note)}</span>' if shown.note else ""
    st.html(
        f'<div class="pa-text"><b>{escape(shown.role)}</b> {escape(shown.shown)}'
        f'{quote}{note}<span class="pa-small">{escape(shown.kind)} <a href="{escape(shown.href)}" target="_self">{escape(shown.source)}</a> · {escape(shown.status)}</span></div>'
    )


def histories(shown: tuple[History, ...], reader: Reader, most: int = 8) -> None:
    """Histories as a list; beyond `most` they are folded away."""

    def lines(part: tuple[History, ...]) -> str:
        items = "".join(
            f'<li><a href="{escape(f.href)}" target="_self"><b>{escape(f.word)}</b></a> {escape(f.sentence)}</li>'
            for f in part
        )
        return f'<ul class="pa-histories">{items}</ul>'

    rest = shown[most:]
    summary = escape(reader.say("{n} more", n=len(rest)))
    folded = f'<details class="pa-twin"><summary>{summary}</summary>{lines(rest)}</details>' if rest else ""
    st.html(lines(shown[:most]) + folded)
