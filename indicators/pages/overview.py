"""The Overview page."""

from html import escape
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from indicators.charts.ambition import ambition as ambition_figure
from indicators.charts.stack import stack
from indicators.pages import drawing, state
from indicators.tables import Frames
from indicators.views.ambition import ambition
from indicators.views.labels import GLYPHS, ORDER, verdict_name
from indicators.views.overview import Cell, Overview, overview


def _cell(cell: Cell) -> str:
    glyph = f'<span class="pa-glyph" style="color:var(--pa-{cell.verdict})">{cell.glyph}</span>' if cell.glyph else ""
    inner = f'{glyph}<span class="pa-small">{escape(cell.text)}</span>'
    if cell.href:
        inner = f'<a href="{escape(cell.href)}" target="_self">{inner}</a>'
    return f'<td title="{escape(cell.why)}">{inner}</td>'


def _matrix(view: Overview, reader: state.Reader) -> str:
    heads = "".join(
        f'<th scope="col"><a href="{escape(href)}" target="_self">{escape(city)}<br>{year}</a></th>'
        for city, year, href in view.columns
    )
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(row.href)}" target="_self">{escape(row.name)}</a></th>{"".join(_cell(c) for c in row.cells)}</tr>'
        for row in view.matrix
    )
    label = escape(reader.say("Indicator"))
    return f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{label}"><table class="pa-table"><thead><tr><th scope="col">{label}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _go(href: str | None) -> None:
    """Follow a click in a figure to the scorecard it names."""
    if href:
        st.switch_page(st.session_state["pages"]["scorecard"], query_params=dict(parse_qsl(urlsplit(href).query)))


def _ambition(reader: state.Reader, frames: Frames) -> None:
    """How much was promised against how far the outcome was from it."""
    view = ambition(frames, reader.lang)
    if view.empty:
        st.caption(view.empty)
        return
    words = {
        "promised": reader.say("promised growth, harder to the right →"),
        "past": reader.say("percentage points past the promise (below the line: short of it)"),
    }
    _go(
        drawing.figure(
            ambition_figure(view, words, reader.colours, reader.narrow, reader.width),
            view.alt,
            "overview_ambition",
            "ambition-and-delivery",
            select=True,
        )
    )
    drawing.twin(view.table, reader, view.title)


def page() -> None:
    """What became of all the promises."""
    reader, frames = state.reader(), state.frames()
    view = overview(frames, state.stated(), reader.lang)
    if view.empty:
        st.info(view.empty)
        return
    names = {v: verdict_name(v, reader.lang) for v in ORDER}
    href = drawing.figure(
        stack(view, names, reader.colours, reader.narrow, reader.width),
        view.alt,
        "overview_bars",
        "promises",
        select=True,
    )
    _go(href)
    drawing.twin(view.table, reader, view.title)
    if frames.tolerance is not None:
        drawing.turned(view.turned, reader)
    if view.histories:
        st.subheader(reader.say("Most telling"))
        drawing.histories(view.histories, reader)
    st.subheader(reader.say("Headline figures"))
    st.html(_matrix(view, reader))
    legend = "　".join(f"{GLYPHS[v]} {names[v]}" for v in view.verdicts)
    st.caption(f"{legend}　○ {reader.say('Reported without a promise')}")
    _ambition(reader, frames)
