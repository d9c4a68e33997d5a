"""The Sources page."""

import re

import streamlit as st

from indicators.pages import drawing, state
from indicators.views.sources import source_view
from indicators.words.texts import msgid


def page() -> None:
    """Each document and its text with every quote marked."""
    reader, frames = state.reader(), state.frames()
    cities = sorted(c for c in frames.cities if frames.sources_of(c))
    if not cities:
        st.info(reader.say("No document has been curated yet."))
        return
    where, which = st.columns([1, 3])
    with where:
        city = state.select(
            state.SelectBox(
                "city",
                reader.say("City"),
                cities,
                lambda c: frames.cities[c].say(reader.lang),
                unknown=msgid("The address names the city {given}, which is not in the data. There are: {known}."),
                clears=("source", "figure"),
            ),
            reader,
        )
    sources = frames.sources_of(city)
    with which:
        source = state.select(
            state.SelectBox(
                "source",
                reader.say("Document"),
                list(sources),
                lambda s: sources[s]["title"],
                unknown=msgid(
                    "The address names the document {given}, which this city does not have. There are: {known}."
                ),
                clears=("figure",),
            ),
            reader,
        )
    figure = st.query_params.get("figure")
    view = source_view(frames, city, source, figure, reader.lang)
    st.header(view.title)
    if view.passage is not None:
        st.subheader(view.heading)
        drawing.passage(view.passage, reader)
    elif figure:
        state.notice(
            reader.say(
                "The address names the figure {given}, which was not taken from this document.", given=figure[:60]
            )
        )
    drawing.show("document", reader, facts=view.facts, url=view.url)
    st.caption(view.taken)
    if view.cited:
        drawing.show("cited", reader, cited=view.cited)
    if view.segments:
        st.subheader(reader.say("The text, with every quote marked"))
        # What stands on lines of its own in the text does so here; where it has empty lines, those too.
        segments = [(s, re.split(r"\n\s*", s.text), "\n\n" in s.text) for s in view.segments]
        drawing.show("text", reader, segments=segments)
    if view.outside:
        st.caption(view.outside)
