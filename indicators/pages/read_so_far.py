"""A second reading as far as it has come: kept for the visit, in the reader's own browser, and as a sheet to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import streamlit as st

from indicators.drafts import apart, read_sheet
from indicators.drafts.apart import StoppedError
from indicators.drafts.rereading import Asked, Read
from indicators.pages import aside, drawing
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.views.second_reading import FIELDS, as_typed, question, typed
from indicators.words.inert import in_markdown
from indicators.words.texts import msgid

apart.needed("indicators.drafts.read_sheet")
_HERE = Path(__file__)
_CSS = _HERE.with_name("unfinished.css").read_text(encoding="utf-8")  # what is kept looks alike everywhere
_JS = _HERE.with_suffix(".js").read_text(encoding="utf-8")
_SHOWN = 50  # lines of a sheet that can't be used


@dataclass(slots=True)
class ReadSoFar:
    """What a reader did in this visit: by figure what they typed (`FIELDS`), and the figures that were compared, whose
    readings stand; by document the figure they are at."""

    fields: dict[str, dict[str, object]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    at: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, figures: Sequence[Asked], closed: bool) -> dict[str, Read]:
        """The complete readings of these figures, those that were compared or those that were not."""
        found = {one.id: typed(self.fields.get(one.id, FIELDS)) for one in figures if (one.id in self.closed) == closed}
        return {key: read for key, read in found.items() if isinstance(read, Read)}

    def drop(self, figures: Sequence[Asked]) -> None:
        """Let go of all that was typed of these figures."""
        for one in figures:
            self.fields.pop(one.id, None)
            self.closed.discard(one.id)
            _fresh(one.id)


def mine() -> ReadSoFar:
    """What the reader of this visit has read."""
    work: ReadSoFar = st.session_state.setdefault("kept_second_reading", ReadSoFar())
    return work


def _fresh(figure: str) -> None:
    """Have the fields of a figure take what is kept of it when they are drawn again."""
    for name in FIELDS:
        st.session_state.pop(f"second_{name}_{figure}", None)


def take(figures: Sequence[Asked], reader: Reader) -> None:
    """Take over what stands in a sheet that the reader, or their browser, gave back, once; what was compared stays."""
    raw: bytes | None = st.session_state.pop("kept_second_sheet", None)
    if raw is None:
        return
    work = mine()
    try:
        sheet = aside.done(reader.say("Reading the sheet …"), reader, read_sheet.filled, raw, tuple(figures))
    except StoppedError as stopped:
        st.warning(in_markdown(aside.refusal(stopped, msgid("give a sheet of one city alone"), reader)))
        return
    taken = [(key, read) for key, read in sheet.read if key not in work.closed]
    for key, read in taken:
        work.fields[key] = as_typed(read)
        _fresh(key)
    work.closed |= set(sheet.compared)
    st.success(in_markdown(reader.say("Taken over: {n} readings.", n=len(taken))))
    if sheet.wrong:
        lines = [(reader.say("Line {n}", n=n), what.say(reader.lang)) for n, what in sheet.wrong[:_SHOWN]]
        drawing.show("problems", reader, problems=lines)


def keep(figures: Sequence[Asked], city: str, reader: Reader, frames: Frames) -> None:
    """Have the browser keep what was read of a city's figures, and offer it as a sheet."""
    work = mine()
    read = {**work.read(figures, closed=True), **work.read(figures, closed=False)}
    _in_browser(figures, read, city, reader)

    def given() -> None:
        if (file := st.session_state["second_sheet"]) is not None:
            st.session_state["kept_second_sheet"] = file.getvalue()

    with st.expander(reader.say("Go on elsewhere")):
        st.caption(reader.say("The sheet has all figures of the city and what you have read of them."))
        st.download_button(
            reader.say("Download the sheet as it is now"),
            partial(_sheet, figures, read, frozenset(work.closed), reader, frames),
            file_name=f"{city}-second-reading.jsonl",
            mime="application/jsonl",
            on_click="ignore",
            disabled=not read,
        )
        st.file_uploader(
            reader.say("A sheet to go on with (.jsonl)"), key="second_sheet", on_change=given, max_upload_size=4
        )


def _sheet(
    figures: Sequence[Asked], read: Mapping[str, Read], closed: frozenset[str], reader: Reader, frames: Frames
) -> bytes:
    """The sheet of these figures as far as they were read, made when it is asked for."""
    lines = (
        read_sheet.line(one, question(frames, one, reader.lang).words, read.get(one.id), compared=one.id in closed)
        for one in figures
    )
    return "".join(lines).encode()


def _in_browser(figures: Sequence[Asked], read: Mapping[str, Read], city: str, reader: Reader) -> None:
    """The component that stores what was read, and gives it back to a reader who has read nothing yet."""
    work = mine()
    kept = (read_sheet.line(one, {}, read[one.id], compared=one.id in work.closed) for one in figures if one.id in read)

    def told(what: str) -> Callable[[], None]:
        def heard() -> None:
            said = st.session_state["read_so_far"].get(what)
            if what == "back" and isinstance(said, str):
                st.session_state["kept_second_sheet"] = said[: read_sheet.LARGEST].encode(errors="replace")
            elif what == "thrown" and said == city:
                work.drop(figures)

        return heard

    words = {
        "label": reader.say("A reading kept in this browser"),
        "kept": reader.say("What you have read is kept in this browser alone and comes back here after a reload."),
        "full": reader.say("This browser can't keep what you have read: take the sheet along before you leave."),
        "away": reader.say("Throw away"),
    }
    mount = st.components.v2.component("read_so_far", html='<div id="unfinished"></div>', css=_CSS, js=_JS)
    mount(
        key="read_so_far",
        data={"city": city, "sheet": "".join(kept), "words": words},
        on_back_change=told("back"),
        on_thrown_change=told("thrown"),
        height="content",
    )
