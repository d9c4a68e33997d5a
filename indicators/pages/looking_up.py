"""Step 3 of the Contribute page, before the files: the promises that nothing answers yet, and who has looked."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from indicators.drafts import Draft
from indicators.drafts.apart import StoppedError
from indicators.drafts.nearest import nearest
from indicators.pages import aside, drawing
from indicators.pages.state import Reader
from indicators.views.sought import Sought
from indicators.words.inert import in_markdown
from indicators.words.texts import msgid

_LONGEST = 100  # characters of a name


def who(key: str) -> str:
    """The name of whoever says that they have looked for the answers in the report of that key; empty: nobody does."""
    return str(st.session_state.get(f"lookedby_{key}") or "") if st.session_state.get(f"looked_{key}") else ""


def _with_passages(found: tuple[Sought, ...], text: str, made: Draft, reader: Reader) -> tuple[Sought, ...]:
    """The promises with the passages in which their answer may stand, looked up once for each set of promises."""
    asked = tuple(one.wanted for one in found)
    kept: tuple[object, tuple[tuple[str, ...], ...]] | None = st.session_state.get("kept_sought")
    if kept is None or kept[0] != (asked, text):
        near = aside.done(reader.say("Looking for what may answer them …"), reader, nearest, text, made.halves, asked)
        kept = st.session_state["kept_sought"] = ((asked, text), near)
    return tuple(replace(one, passages=near) for one, near in zip(found, kept[1], strict=True))


def show(found: tuple[Sought, ...], key: str, text: str, made: Draft, reader: Reader) -> None:
    """The promises, the passages, and the tick by which a reader says that they have looked for each of them."""
    if not found:
        return
    try:
        found = _with_passages(found, text, made, reader)
    except StoppedError as stopped:
        st.warning(in_markdown(aside.refusal(stopped, msgid("give the report alone, as text"), reader)))
        return
    told = reader.say("Promises of this year that nothing answers yet: {n}", n=len(found))
    with st.expander(in_markdown(told), expanded=True):
        drawing.show("sought", reader, sought=found)
        st.checkbox(reader.say("I have looked in this report for the answer to each of them"), key=f"looked_{key}")
        if st.session_state.get(f"looked_{key}"):
            st.text_input(reader.say("Your name"), key=f"lookedby_{key}", max_chars=_LONGEST)
        st.caption(
            reader.say(
                "What you find is added in step 2. Once somebody has looked, those that are left count as unreported "
                "where the review is held whole; until then nobody is said not to have reported."
            )
        )
