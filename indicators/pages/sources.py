"""The Sources page."""

import re
from typing import NamedTuple

import streamlit as st

from indicators.pages import drawing, state
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames
from indicators.tables.columns import in_words
from indicators.tables.keeping import kept
from indicators.views.labels import present_figure
from indicators.views.roster import place_word
from indicators.views.sources import SourceView, source_view
from indicators.words.inert import echoed
from indicators.words.texts import msgid


class _Made(NamedTuple):
    """What the page shows of the data, for a choice."""

    view: SourceView
    whole: str


@kept(most=64)
def _made(frames: Frames, reader: Reader, city: str, source: str, figure: str | None) -> _Made:
    view = source_view(frames, city, source, figure, reader.lang)
    # What stands on lines of its own in the text does so here; where it has empty lines, those too.
    segments = [(s, re.split(r"\n\s*", s.text), "\n\n" in s.text) for s in view.segments]
    whole = drawing.together(
        reader,
        drawing.section(reader, head=view.title, title=view.heading if view.passage is not None else ""),
        drawing.passage(view.passage, reader) if view.passage is not None else "",
        drawing.html("document", reader, facts=view.facts, url=view.url, host=view.host),
        drawing.section(reader, lines=[view.taken]),
        drawing.html("cited", reader, cited=view.cited) if view.cited else "",
        drawing.section(reader, reader.say("The text, with every quote marked") if segments else ""),
        drawing.html("text", reader, segments=segments) if segments else "",
        drawing.section(reader, lines=[view.outside]),
    )
    return _Made(view, whole)


def _which(reader: Reader, frames: Frames, cities: list[str]) -> tuple[str, str]:
    """The controls: which city's documents, and which of them."""
    no_city = msgid("The address names the place {given}, which is not in the data. There are: {known}.")
    no_source = msgid("The address names the document {given}, which this place does not have. There are: {known}.")

    def named(name: str) -> str:
        return frames.cities[name].say(reader.lang)

    box = SelectBox(
        "city",
        place_word(frames, reader.lang),
        state.worded(cities, named),
        unknown=no_city,
        clears=("source", "figure"),
    )
    city = state.select(box, reader)
    sources = frames.sources_of(city)

    def titled(name: str) -> str:
        return in_words(sources[name], "named", reader.lang)

    box = SelectBox(
        "source", reader.say("Document"), state.worded(sources, titled), unknown=no_source, clears=("figure",)
    )
    source = state.select(box, reader)
    return city, source


def page() -> None:
    """Each document and its text with every quote marked."""
    reader, frames = state.reader(), state.frames()
    cities = sorted(c for c in frames.cities if frames.size("sources", c))
    if not cities:
        st.info(reader.say("No document has been curated yet."))
        return
    with state.controls():
        city, source = _which(reader, frames, cities)
    given = state.given("figure")
    figure = present_figure(given, frames.former) if given else None
    made = _made(frames, reader, city, source, figure)
    if figure and made.view.passage is None:
        state.notice(
            reader.say(
                "The address names the figure {given}, which was not taken from this document.", given=echoed(figure)
            )
        )
    drawing.last(made.whole)
