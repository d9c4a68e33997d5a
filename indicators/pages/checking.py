"""The Contribute page's other task: a year's file that someone has written is checked as it stands, line by line."""

from __future__ import annotations

import streamlit as st

from indicators.drafts.apart import StoppedError
from indicators.model.values import FIRST_YEAR, LAST_YEAR
from indicators.pages import aside, drawing
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.views.checking import LARGEST, Checked, checked, city_and_year, project
from indicators.views.roster import place_word
from indicators.words.inert import in_markdown, seen
from indicators.words.texts import msgid


def _drawn(found: Checked, reader: Reader) -> None:
    """What the check says, and the file with its problems."""
    if found.problems:
        st.warning(in_markdown(found.verdict), icon=":material/report:")
    else:
        st.success(in_markdown(found.verdict), icon=":material/check:")
    if found.elsewhere:
        drawing.show("elsewhere", reader, lines=found.elsewhere)
    drawing.show("file", reader, lines=found.lines)


def _given() -> None:
    """A file was given, or taken back; it counts before pasted text."""
    uploaded, pasted = st.session_state.get("year_file"), st.session_state.get("year_text")
    if uploaded is not None:
        st.session_state["kept_year_file"] = (uploaded.name, uploaded.getvalue())
    elif pasted and pasted.strip():
        st.session_state["kept_year_file"] = ("", pasted[: LARGEST + 1].encode(errors="replace"))
    else:
        st.session_state.pop("kept_year_file", None)


def show(reader: Reader, frames: Frames) -> None:
    """The controls and what the check says."""
    left, right = st.columns(2)
    with left:
        st.file_uploader(reader.say("A year's file (.yaml)"), key="year_file", on_change=_given, max_upload_size=1)
    with right:
        st.text_area(
            reader.say("… or its text"),
            key="year_text",
            height=130,
            on_change=_given,
            placeholder="promises:\n  gdp_growth:\n    target: {value: 5, quote: …}",
        )
    name, content = st.session_state.get("kept_year_file", ("", b""))
    cities = sorted(frames.cities)
    if not content or not cities:
        st.caption(
            reader.say(
                "It is checked as if it stood in the project: "
                "its shape, every quote against the document, every figure against its quote."
            )
        )
        return
    city, year = city_and_year(name, cities)
    where, when, _ = st.columns([2, 1, 3])
    with where:
        label = place_word(frames, reader.lang)
        city = st.selectbox(
            label,
            cities,
            index=cities.index(city) if city else 0,
            key=f"file_city_{name}",
            format_func=lambda c: seen(frames.cities[c].say(reader.lang)),
        )
    with when:
        year = int(
            st.number_input(
                reader.say("Year"),
                FIRST_YEAR,
                LAST_YEAR,
                value=year or max(frames.years, default=2025),
                key=f"file_year_{name}",
            )
        )
    told, standing = reader.say("Checking the figures …"), project(frames, frames.cities)
    try:
        found = aside.done(told, reader, checked, standing, city, year, content, reader.lang)
    except StoppedError as stopped:
        st.warning(
            in_markdown(aside.refusal(stopped, msgid("give the promises of one year alone"), reader)),
            icon=":material/report:",
        )
    else:
        _drawn(found, reader)
