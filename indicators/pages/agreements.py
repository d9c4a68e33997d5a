"""What came of a second reading: where it agrees with the data and where it differs, and the files to hand in."""

from __future__ import annotations

import datetime

import streamlit as st

from indicators.pages import drawing, handing_in
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.views.second_reading import Compared, handed_in, listed, read_words
from indicators.words.inert import in_markdown, seen


def show(result: Compared, city: str, reader: Reader, frames: Frames) -> None:
    """The tables, and the files of the city."""
    _drawn(result, reader)
    st.subheader(reader.say("3 · Hand it in"))
    _handing_in(result, city, reader, frames)


def _drawn(result: Compared, reader: Reader) -> None:
    """Differences and agreements, as tables."""
    st.markdown(f"**{in_markdown(result.sentence)}**")
    say = reader.say
    if result.differences:
        columns = [say("Indicator"), say("Differs in"), say("Read"), say("Held"), say("Quote"), say("Remark")]
        rows = [(each.name, each.what, each.read, each.held, each.quote, each.remark) for each in result.differences]
        drawing.show("region", reader, label=say("Differences"), columns=columns, rows=rows)
    if result.agreed:
        columns = [say("Indicator"), say("Read and held"), say("Quote")]
        agreed = [
            (one.entry.say(reader.lang), read_words(one.held, reader.lang), one.figure.quote) for one in result.agreed
        ]
        with st.expander(in_markdown(say("Agreements: {n}", n=len(agreed)))):
            drawing.show("region", reader, label=say("Agreements"), columns=columns, rows=agreed)


def _handing_in(result: Compared, city: str, reader: Reader, frames: Frames) -> None:
    """The files with the reader's name, and the differences as a list, for a pull request."""
    if result.differences:
        st.caption(reader.say("The differences, to go with the pull request or into an issue:"))
        st.code(seen(listed(result.differences, reader.lang)), language=None, wrap_lines=True)
    if not result.agreed:
        return
    by = st.text_input(
        reader.say("Your name, as it will stand in the data (read_by)"), key=_named(), max_chars=100
    ).strip()
    st.session_state["kept_second_by"] = by
    if not by:
        st.info(reader.say("Give your name for the files."))
        return
    made = handed_in(frames, result.agreed, by, datetime.datetime.now(tz=datetime.UTC).date(), reader.lang)
    if made.problems:
        drawing.show("problems", reader, problems=[("", each.line) for each in made.problems])
    if not made.files:
        st.info(reader.say("You are the second reader of these figures already."))
        return
    st.caption(
        reader.say("In each file only `read_by` is added; put them in place of those of the project, and propose.")
    )
    handing_in.files(made, f"{city}-second-reading", reader)


def _named() -> str:
    """The key of the field for the name, which holds what was typed before the page was left."""
    if "second_by" not in st.session_state:
        st.session_state["second_by"] = st.session_state.get("kept_second_by", "")
    return "second_by"
