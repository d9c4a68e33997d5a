"""The Overview page."""

from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from indicators.charts.ambition import ambition as ambition_figure
from indicators.charts.stack import stack
from indicators.pages import drawing, state
from indicators.tables import Frames
from indicators.views.ambition import ambition
from indicators.views.labels import GLYPHS, ORDER, verdict_name
from indicators.views.overview import overview
from indicators.words.inert import in_markdown


def _go(href: str | None) -> None:
    """Follow a click in a figure to the scorecard it names."""
    if href:
        st.switch_page(st.session_state["pages"]["scorecard"], query_params=dict(parse_qsl(urlsplit(href).query)))


def _ambition(reader: state.Reader, frames: Frames) -> None:
    """How much was promised against how far the outcome was from it."""
    view = ambition(frames, reader.lang)
    if view.empty:
        st.caption(in_markdown(view.empty))
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
        st.info(in_markdown(view.empty))
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
        st.subheader(reader.say("What changed most"))
        st.caption(reader.say("Quoted on both sides first, then on one, then cited only; what is not sure comes last."))
        drawing.histories(view.histories, reader)
    st.subheader(reader.say("Headline figures"))
    drawing.show("matrix", reader, view=view)
    legend = "　".join(f"{GLYPHS[v]} {names[v]}" for v in view.verdicts)
    st.caption(in_markdown(f"{legend}　○ {reader.say('Reported without a promise')}"))
    _ambition(reader, frames)
