"""The Data page."""

from functools import partial

import streamlit as st

from indicators.pages import changelog, drawing, state
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames, exports
from indicators.tables.keeping import kept
from indicators.views.data import WHAT, WHAT_NAMES, Choice, DataView, data_view
from indicators.views.labels import ORDER, verdict_name
from indicators.words.inert import in_markdown


@kept(most=32)
def _made(frames: Frames, stated: Frames, reader: Reader, choice: Choice) -> tuple[DataView, str]:
    """What the page shows of the data for a choice, and its table as paper shows it."""
    view = data_view(frames, stated, choice, reader.lang)
    return view, drawing.on_paper(view.paper, reader)


@kept(most=8)
def _years(frames: Frames) -> list[str]:
    return sorted({str(y) for y in frames.figures["year"]})


def _choice(reader: Reader, frames: Frames) -> Choice:
    """Which table, and which rows of it."""
    boxes = (
        SelectBox("table", reader.say("Table"), WHAT, lambda what: reader.say(WHAT_NAMES[what]), default="promises"),
        SelectBox("place", reader.say("City"), sorted(frames.cities), lambda c: frames.cities[c].say(reader.lang)),
        SelectBox("of", reader.say("Year"), _years(frames)),
        SelectBox("verdict", reader.say("Verdict"), ORDER, lambda verdict: verdict_name(verdict, reader.lang)),
    )
    first, *others = st.columns(len(boxes))
    with first:
        what = state.select(boxes[0], reader)
    filters = []
    for column, box in zip(others, boxes[1:], strict=True):
        with column:
            filters.append(state.select_or_none(box, reader) or "")
    return Choice(what, *filters)


def _explained(view: DataView, reader: Reader) -> None:
    """The rule of the verdicts and what the columns mean."""
    with st.container(key="verdicts"):
        st.subheader(reader.say("The verdicts"))
        st.markdown(
            reader.say(
                "One rule: the outcome's span against the target's span. Inside: met. Apart: missed. "
                "Otherwise the printed figure is too vague to tell."
            )
        )
        st.table(view.rules, hide_index=True)
    with st.container(key="screen_only"):
        st.subheader(reader.say("What the columns mean"))
        st.dataframe(view.dictionary, hide_index=True, height=320)


def page() -> None:
    """The tables, their meaning, the rules, and downloads."""
    reader, frames = state.reader(), state.frames()
    changelog.section(reader)
    choice = _choice(reader, frames)
    view, paper = _made(frames, state.stated(), reader, choice)
    st.caption(in_markdown(view.shown))
    if view.empty:
        st.info(in_markdown(view.empty))
    seen = drawing.all_seen(view.frame, frames, choice.what)
    st.dataframe(seen, hide_index=True, height=420, alt=reader.say(WHAT_NAMES[choice.what]))
    st.html(paper)
    with st.container(horizontal=True):
        for ending in exports.ENDINGS:
            name = f"{choice.what}.{ending}"
            st.download_button(
                in_markdown(name),
                partial(exports.to_bytes, view.frame, ending),
                file_name=name,
                on_click="ignore",
                key=f"download_{ending}",
            )
    if frames.tolerance is not None:
        st.html(drawing.turned(view.turned, reader))
    _explained(view, reader)
    told = reader.say(
        "Data version {version}. Code MIT, curated data CC BY 4.0; "
        "the documents are official documents of their publishers.",
        version=frames.version,
    )
    st.caption(in_markdown(told))
