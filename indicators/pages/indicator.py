"""The Indicator page."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from indicators.charts.timeline import timeline
from indicators.pages import drawing, state
from indicators.pages.drawing import Drawing, Take
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames
from indicators.tables.keeping import kept
from indicators.views.indicator import IndicatorView, cities_of, indicator_view, indicators_with_figures
from indicators.views.labels import address
from indicators.views.roster import all_places, place_word
from indicators.words.inert import in_markdown
from indicators.words.texts import msgid

_ALL = "all"  # in the place of a city


@kept(most=16)
def _names(frames: Frames, lang: str) -> dict[str, str]:
    return state.worded(indicators_with_figures(frames), lambda name: frames.catalogue[name].say(lang))


_cities = kept(most=128)(cities_of)


class _Made(NamedTuple):
    """What the page shows of the data, for a choice."""

    view: IndicatorView
    figure: Drawing | None
    last: str


@kept(most=64)
def _made(frames: Frames, reader: Reader, name: str, city: str) -> _Made:
    cities = _cities(frames, name) if city == _ALL else [city]
    view = indicator_view(frames, name, cities, reader.lang)
    if view.empty:
        return _Made(view, None, "")
    return _Made(
        view,
        drawing.drawn(
            timeline(view, reader.say("promised"), reader.colours, reader.narrow, reader.width),
            view.alt,
            reader,
            Take(
                name if city == _ALL else f"{city}-{name}",
                address(f"brief/indicator/{name}", frames, cities=None if city == _ALL else city, **reader.asks),
            ),
        ),
        drawing.together(
            reader,
            drawing.section(reader, lines=[view.definition, *view.cautions]),
            drawing.section(reader, reader.say("Over the years") if view.histories else ""),
            drawing.histories(view.histories, reader) if view.histories else "",
            drawing.twin(view.table, reader, view.title),
        ),
    )


def _which(reader: Reader, frames: Frames, names: Mapping[str, str]) -> tuple[str, str]:
    """The controls: which indicator, and which city or all of them."""
    unknown = msgid("The address names the indicator {given}, of which there is no figure. Choose one from the list.")
    no_city = msgid("The address names the place {given}, which has no figure of this indicator. There are: {known}.")

    def placed(city: str) -> str:
        return all_places(frames, reader.lang) if city == _ALL else frames.cities[city].say(reader.lang)

    label = reader.say("Indicator")
    box = SelectBox("indicator", label, names, "gdp_growth", unknown, clears=("only",), former=frames.former)
    name = state.select(box, reader)
    cities = state.worded([_ALL, *_cities(frames, name)], placed)
    box = SelectBox("only", place_word(frames, reader.lang), cities, default=_ALL, unknown=no_city)
    return name, state.select(box, reader)


def page() -> None:
    """One indicator over the years."""
    reader, frames = state.reader(), state.frames()
    names = _names(frames, reader.lang)
    if not names:
        st.info(reader.say("No figure has been curated yet."))
        return
    with state.controls():
        name, city = _which(reader, frames, names)
    made = _made(frames, reader, name, city)
    view = made.view
    if made.figure is None:
        st.info(in_markdown(view.empty))
        return
    drawing.figure(made.figure, f"timeline_{name}_{city}")
    drawing.last(made.last)
