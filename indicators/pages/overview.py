"""The Overview page."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from indicators.charts.ambition import ambition as ambition_figure
from indicators.charts.stack import stack
from indicators.pages import drawing, state
from indicators.pages.drawing import Drawing, Take
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.tables.keeping import kept
from indicators.views.ambition import Ambition, ambition
from indicators.views.labels import GLYPHS, ORDER, verdict_name
from indicators.views.overview import Overview, overview
from indicators.words.inert import in_markdown


def _go(href: str | None) -> None:
    """Follow a click in a figure to the scorecard it names."""
    if href:
        st.switch_page(st.session_state["pages"]["scorecard"], query_params=dict(parse_qsl(urlsplit(href).query)))


class _Made(NamedTuple):
    """What the page shows of the data: `growth` is how much was promised against how far the outcome was from it, below
    all that stands between the figures; `last` is what follows."""

    view: Overview
    bars: Drawing | None
    growth: Drawing | None
    last: str


@kept(most=32)
def _made(frames: Frames, stated: Frames, reader: Reader) -> _Made:
    view = overview(frames, stated, reader.lang)
    if view.empty:
        return _Made(view, None, None, "")
    names = {v: verdict_name(v, reader.lang) for v in ORDER}
    bars = stack(view, names, reader.colours, reader.narrow, reader.width)
    between = [drawing.twin(view.table, reader, view.title), *_between(view, frames, names, reader)]
    growth = ambition(frames, reader.lang)
    if growth.empty:
        between.append(drawing.section(reader, lines=[growth.empty]))
    return _Made(
        view,
        drawing.drawn(bars, view.alt, reader, Take("promises")),
        None if growth.empty else _growth(growth, between, reader),
        drawing.together(reader, *between) if growth.empty else drawing.twin(growth.table, reader, growth.title),
    )


def _between(view: Overview, frames: Frames, names: Mapping[str, str], reader: Reader) -> Iterator[str]:
    """What stands between the figures."""
    if frames.tolerance is not None:
        yield drawing.turned(view.turned, reader)
    if view.histories:
        order = reader.say("Quoted on both sides first, then on one, then cited only; what is not sure comes last.")
        yield drawing.section(reader, reader.say("What changed most"), [order])
        yield drawing.histories(view.histories, reader)
    yield drawing.section(reader, reader.say("Headline figures"))
    yield drawing.html("matrix", reader, view=view)
    legend = "　".join(f"{GLYPHS[v]} {names[v]}" for v in view.verdicts)
    yield drawing.section(reader, lines=[f"{legend}　○ {reader.say('Reported without a promise')}"])


def _growth(view: Ambition, before: Iterable[str], reader: Reader) -> Drawing:
    words = {
        "promised": reader.say("promised growth, harder to the right →"),
        "past": reader.say("percentage points past the promise (below the line: short of it)"),
    }
    figure = ambition_figure(view, words, reader.colours, reader.narrow, reader.width)
    return drawing.drawn(figure, view.alt, reader, Take("ambition-and-delivery"), before)


def page() -> None:
    """What became of all the promises."""
    reader, frames = state.reader(), state.frames()
    made = _made(frames, state.stated(), reader)
    if made.bars is None:
        st.info(in_markdown(made.view.empty))
        return
    _go(drawing.figure(made.bars, "overview_bars", select=True))
    if made.growth is not None:
        _go(drawing.figure(made.growth, "overview_ambition", select=True))
    drawing.last(made.last)
