"""The Data page."""

from functools import partial

import streamlit as st

from indicators.pages import changelog, drawing, state
from indicators.tables import exports
from indicators.views.data import WHAT, WHAT_NAMES, Choice, data_view
from indicators.views.labels import ORDER, verdict_name


def page() -> None:
    """The tables, their meaning, the rules, and downloads."""
    reader, frames = state.reader(), state.frames()
    changelog.section(reader)
    a, b, c, d = st.columns(4)
    with a:
        what = state.select(
            state.SelectBox(
                "table", reader.say("Table"), WHAT, lambda w: reader.say(WHAT_NAMES[w]), default="promises"
            ),
            reader,
        )
    with b:
        city = state.select_or_none(
            state.SelectBox(
                "place", reader.say("City"), sorted(frames.cities), lambda x: frames.cities[x].say(reader.lang)
            ),
            reader,
        )
    with c:
        year = state.select_or_none(
            state.SelectBox("of", reader.say("Year"), sorted({str(y) for y in frames.figures["year"]})), reader
        )
    with d:
        verdict = state.select_or_none(
            state.SelectBox("verdict", reader.say("Verdict"), ORDER, lambda v: verdict_name(v, reader.lang)), reader
        )
    view = data_view(frames, state.stated(), Choice(what, city or "", year or "", verdict or ""), reader.lang)
    st.caption(view.shown)
    if view.empty:
        st.info(view.empty)
    st.dataframe(view.frame, hide_index=True, height=420, alt=reader.say(WHAT_NAMES[what]))
    drawing.on_paper(view.paper, reader)
    with st.container(horizontal=True):
        for ending in exports.ENDINGS:
            name = f"{what}.{ending}"
            st.download_button(
                name,
                partial(exports.to_bytes, view.frame, ending),
                file_name=name,
                on_click="ignore",
                key=f"download_{ending}",
            )
    if frames.tolerance is not None:
        drawing.turned(view.turned, reader)
    with st.container(key="verdicts"):
        st.subheader(reader.say("The verdicts"))
        st.markdown(
            reader.say(
                "One rule: the outcome's span against the target's span. Inside: met. Apart: missed. Otherwise "
                "the printed figure is too vague to tell."
            )
        )
        st.table(view.rules, hide_index=True)
    with st.container(key="screen_only"):
        st.subheader(reader.say("What the columns mean"))
        st.dataframe(view.dictionary, hide_index=True, height=320)
    st.caption(
        reader.say(
            (
                "Data version {version}. Code MIT, curated data CC BY 4.0; the documents are official documents of "
                "their publishers."
            ),
            version=frames.version,
        )
    )
