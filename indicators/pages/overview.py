"""The Overview page."""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from indicators.charts.ambition import ambition as ambition_figure
from indicators.charts.stack import stack
from indicators.pages import drawing, state
from indicators.pages.drawing import Drawing
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.tables.keeping import kept
from indicators.views.ambition import ambition
from indicators.views.labels import GLYPHS, ORDER, verdict_name
from indicators.views.overview import Overview, overview
from indicators.words.inert import in_markdown


def _go(href: str | None) -> None:
    """Follow a click in a figure to the scorecard it names."""
    if href:
        st.switch_page(st.session_state["pages"]["scorecard"], query_params=dict(parse_qsl(urlsplit(href).query)))


class _Made(NamedTuple):
    """What the page shows of the data: `growth` is how much was promised against how far the outcome was from it, with
    its table, or why there is nothing to place."""

    view: Overview
    bars: Drawing | None
    twin: str
    histories: str
    matrix: str
    legend: str
    growth: tuple[Drawing, str] | str


@kept(most=32)
def _made(frames: Frames, stated: Frames, reader: Reader) -> _Made:
    view = overview(frames, stated, reader.lang)
    if view.empty:
        return _Made(view, None, "", "", "", "", "")
    names = {v: verdict_name(v, reader.lang) for v in ORDER}
    bars = stack(view, names, reader.colours, reader.narrow, reader.width)
    legend = "　".join(f"{GLYPHS[v]} {names[v]}" for v in view.verdicts)
    return _Made(
        view,
        Drawing(drawing.Chart(bars), view.alt, "promises"),
        drawing.twin(view.table, reader, view.title),
        drawing.histories(view.histories, reader),
        drawing.html("matrix", reader, view=view),
        f"{legend}　○ {reader.say('Reported without a promise')}",
        _growth(frames, reader),
    )


def _growth(frames: Frames, reader: Reader) -> tuple[Drawing, str] | str:
    view = ambition(frames, reader.lang)
    if view.empty:
        return view.empty
    words = {
        "promised": reader.say("promised growth, harder to the right →"),
        "past": reader.say("percentage points past the promise (below the line: short of it)"),
    }
    chart = drawing.Chart(ambition_figure(view, words, reader.colours, reader.narrow, reader.width))
    return Drawing(chart, view.alt, "ambition-and-delivery"), drawing.twin(view.table, reader, view.title)


def page() -> None:
    """What became of all the promises."""
    reader, frames = state.reader(), state.frames()
    made = _made(frames, state.stated(), reader)
    if made.bars is None:
        st.info(in_markdown(made.view.empty))
        return
    _go(drawing.figure(made.bars, "overview_bars", select=True))
    st.html(made.twin)
    if frames.tolerance is not None:
        drawing.turned(made.view.turned, reader)
    if made.view.histories:
        st.subheader(reader.say("What changed most"))
        st.caption(reader.say("Quoted on both sides first, then on one, then cited only; what is not sure comes last."))
        st.html(made.histories)
    st.subheader(reader.say("Headline figures"))
    st.html(made.matrix)
    st.caption(in_markdown(made.legend))
    if isinstance(made.growth, str):
        st.caption(in_markdown(made.growth))
        return
    growth, twin = made.growth
    _go(drawing.figure(growth, "overview_ambition", select=True))
    st.html(twin)
