"""The Indicator page."""

import streamlit as st

from indicators.charts.timeline import timeline
from indicators.pages import drawing, state
from indicators.views.indicator import cities_of, indicator_view, indicators_with_figures
from indicators.views.labels import address
from indicators.words.texts import msgid


def page() -> None:
    """One indicator over the years."""
    reader, frames = state.reader(), state.frames()
    names = indicators_with_figures(frames)
    if not names:
        st.info(reader.say("No figure has been curated yet."))
        return
    which, where = st.columns([3, 2])
    with which:
        name = state.select(
            "indicator",
            reader.say("Indicator"),
            names,
            reader,
            lambda n: frames.data.catalogue[n].say(reader.lang),
            default="gdp_growth",
            unknown=msgid(
                "The address names the indicator {given}, of which there is no figure. Choose one from the list."
            ),
            clears=("only",),
        )
    cities = cities_of(frames, str(name))
    with where:
        everyone = reader.say("All cities")
        city = state.select(
            "only",
            reader.say("City"),
            ["all", *cities],
            reader,
            lambda c: everyone if c == "all" else frames.data.cities[c].say(reader.lang),
            default="all",
            unknown=msgid(
                "The address names the city {given}, which has no figure of this indicator. There are: {known}."
            ),
        )
    view = indicator_view(frames, str(name), cities if city == "all" else [str(city)], reader.lang)
    if view.empty:
        st.info(view.empty)
        return
    brief = address(f"brief/indicator/{name}", frames, cities=None if city == "all" else city, **reader.asks)
    drawing.figure(
        timeline(view, reader.say("promised"), reader.colours, reader.narrow, reader.width),
        view.alt,
        f"timeline_{name}_{city}",
        name if city == "all" else f"{city}-{name}",
        brief=brief,
    )
    for line in filter(None, (view.definition, *view.cautions)):
        st.caption(line)
    if view.facts:
        st.subheader(reader.say("Over the years"))
        drawing.facts(view.facts, reader)
    drawing.twin(view.table, reader, view.title)
