"""The Data page."""

from functools import partial
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import streamlit as st

from indicators.pages import changelog, drawing, state
from indicators.pages.drawing import Html
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames, exports
from indicators.tables.keeping import kept
from indicators.views.data import READ_NAMES, WHAT, WHAT_NAMES, Choice, DataView, data_view
from indicators.views.labels import ORDER, verdict_name
from indicators.views.roster import place_word
from indicators.words.inert import in_markdown
from indicators.words.texts import joined, translate


class _Made(NamedTuple):
    """What the page shows of the data for a choice: its table as the viewer takes it, and what stands around it."""

    view: DataView
    above: Html
    table: pa.Table
    last: Html


@kept(most=32)
def _made(frames: Frames, stated: Frames, reader: Reader, choice: Choice) -> _Made:
    view = data_view(frames, stated, choice, reader.lang)
    seen = drawing.all_seen(view.frame, frames, choice.what)
    return _Made(
        view,
        drawing.section(reader, lines=[joined(filter(None, (view.shown, view.read)), reader.lang, "facts")]),
        _viewed(seen),
        drawing.together(
            reader,
            drawing.on_paper(view.paper, reader),
            drawing.turned(view.turned, reader) if frames.tolerance is not None else "",
            drawing.html("rules", reader, rules=drawing.cells(view.rules)),
            drawing.html("dictionary", reader, columns=drawing.cells(view.dictionary)),
            drawing.section(reader, lines=[_version(frames, reader)]),
        ),
    )


def _viewed(frame: pd.DataFrame) -> pa.Table:
    """A table as Streamlit's viewer takes it. Of a pandas frame Streamlit would make it at each run, which takes longer
    than all else on the page. Of a text pandas keeps the place in eight bytes where four will do."""
    made = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    short = [f.with_type(pa.string()) if pa.types.is_large_string(f.type) else f for f in made.schema]
    return made.cast(pa.schema(short))


def _version(frames: Frames, reader: Reader) -> str:
    return reader.say(
        "Data version {version}. Code MIT, curated data CC BY 4.0; "
        "the documents are official documents of their publishers.",
        version=frames.version,
    )


@kept(most=16)
def _options(frames: Frames, lang: str) -> tuple[dict[str, str], ...]:
    """The tables, cities, years, verdicts and numbers of readings to choose from, each with its words."""
    return (
        state.worded(WHAT, lambda what: translate(lang, WHAT_NAMES[what])),
        state.worded(sorted(frames.cities), lambda city: frames.cities[city].say(lang)),
        state.worded(map(str, frames.years)),
        state.worded(ORDER, lambda verdict: verdict_name(verdict, lang)),
        state.worded(READ_NAMES, lambda read: translate(lang, READ_NAMES[read])),
    )


def _choice(reader: Reader, frames: Frames) -> Choice:
    """Which table, and which rows of it."""
    tables, cities, years, verdicts, reads = _options(frames, reader.lang)
    boxes = (
        SelectBox("table", reader.say("Table"), tables, default="promises"),
        SelectBox("place", place_word(frames, reader.lang), cities),
        SelectBox("of", reader.say("Year"), years),
        SelectBox("verdict", reader.say("Verdict"), verdicts),
        SelectBox("read", reader.say("How often read"), reads),
    )
    what = state.select(boxes[0], reader)
    return Choice(what, *(state.select_or_none(box, reader) or "" for box in boxes[1:]))


def page() -> None:
    """The tables, their meaning, the rules, and downloads."""
    reader, frames = state.reader(), state.frames()
    changelog.section(reader)
    with state.controls():
        choice = _choice(reader, frames)
    made = _made(frames, state.stated(), reader, choice)
    st.html(made.above)
    if made.view.empty:
        st.info(in_markdown(made.view.empty))
    st.dataframe(made.table, hide_index=True, height=420, alt=reader.say(WHAT_NAMES[choice.what]))
    with st.container(horizontal=True):
        for ending in exports.ENDINGS:
            name = f"{choice.what}.{ending}"
            st.download_button(
                in_markdown(name),
                partial(exports.to_bytes, made.view.frame, ending),
                file_name=name,
                on_click="ignore",
                key=f"download_{ending}",
            )
    drawing.last(made.last)
