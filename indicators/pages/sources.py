"""The Sources page."""

import re
from html import escape

import streamlit as st

from indicators.pages import drawing, state
from indicators.views.sources import Segment, SourceView, source_view
from indicators.words.texts import msgid


def _marked(segment: Segment) -> str:
    text = re.sub(r"\n\s*", "<br><br>" if "\n\n" in segment.text else "<br>", escape(segment.text))
    if not segment.figures:
        return text
    chosen = ' class="chosen"' if segment.chosen else ""
    return f'<mark{chosen} title="{escape(segment.label)}">{text}</mark>'


def _linked(url: str) -> str:
    """The address of a document elsewhere, as a link that opens outside."""
    return f'<a href="{escape(url)}" class="pa-out" target="_blank" rel="noopener noreferrer">{escape(url)} ↗</a>'


def _cited(view: SourceView, reader: state.Reader) -> str:
    """The figures of a document whose text is not held, each with a way to its promise."""
    heads = "".join(
        f'<th scope="col">{escape(reader.say(head))}</th>'
        for head in (msgid("Indicator"), msgid("Figure"), msgid("Note"))
    )
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(c.href)}" target="_self">{escape(c.label)}</a></th><td>{escape(c.shown)}</td>'
        f'<td><span class="pa-small"><span lang="zh">{escape(c.quote)}</span> {escape(c.note)}</span></td></tr>'
        for c in view.cited
    )
    return f'<table class="pa-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def page() -> None:
    """Each document and its text with every quote marked."""
    reader, frames = state.reader(), state.frames()
    data = frames.data
    cities = sorted(c for c, city in data.cities.items() if city.sources)
    if not cities:
        st.info(reader.say("No document has been curated yet."))
        return
    where, which = st.columns([1, 3])
    with where:
        city = str(
            state.select(
                "city",
                reader.say("City"),
                cities,
                reader,
                lambda c: data.cities[c].say(reader.lang),
                unknown=msgid("The address names the city {given}, which is not in the data. There are: {known}."),
                clears=("source", "figure"),
            )
        )
    sources = data.cities[city].sources
    with which:
        source = str(
            state.select(
                "source",
                reader.say("Document"),
                list(sources),
                reader,
                lambda s: f"{sources[s].title}",
                unknown=msgid(
                    "The address names the document {given}, which this city does not have. There are: {known}."
                ),
                clears=("figure",),
            )
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
    st.html(
        '<table class="pa-table">'
        + "".join(
            f'<tr><th scope="row">{escape(k)}</th><td>{_linked(v) if v == view.url else escape(v)}</td></tr>'
            for k, v in view.facts
        )
        + "</table>"
    )
    st.caption(view.taken)
    if view.cited:
        st.html(_cited(view, reader))
    if view.segments:
        st.subheader(reader.say("The text, with every quote marked"))
        st.html(f'<div class="pa-text pa-document" lang="zh">{"".join(_marked(s) for s in view.segments)}</div>')
    if view.outside:
        st.caption(view.outside)
