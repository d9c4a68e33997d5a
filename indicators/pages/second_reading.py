"""The Contribute page's third task: a second reading. Quotes without their figures, one after the other; what came of
it is drawn by `agreements`. What is typed is kept for the visit, and can be taken along as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from indicators.drafts import read_sheet
from indicators.drafts.apart import StoppedError
from indicators.drafts.rereading import NUMBERLESS, Asked, Read
from indicators.model.schema import FORMS
from indicators.pages import agreements, aside, drawing, state
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames
from indicators.tables.columns import in_words
from indicators.views.checking import figures_to_read
from indicators.views.row_edits import FORM_NAMES
from indicators.views.second_reading import (
    FIELDS,
    as_typed,
    compared,
    question,
    read_words,
    typed,
)
from indicators.words.inert import in_markdown
from indicators.words.texts import Said, msgid

_LONGEST = 200  # characters of a field


@dataclass(slots=True)
class _Work:
    """What a reader did in this visit: by figure what they typed (`FIELDS`), and the figures that were compared, whose
    readings stand; by document the figure they are at."""

    fields: dict[str, dict[str, object]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    at: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, figures: Sequence[Asked], closed: bool) -> dict[str, Read]:
        """The complete readings of these figures, those that were compared or those that were not."""
        found = {one.id: typed(self.fields.get(one.id, FIELDS)) for one in figures if (one.id in self.closed) == closed}
        return {key: read for key, read in found.items() if isinstance(read, Read)}


def _work() -> _Work:
    work: _Work = st.session_state.setdefault("kept_second_reading", _Work())
    return work


def show(reader: Reader, frames: Frames) -> None:
    """The figures to read, what was read held against the data, and the files."""
    st.caption(
        reader.say(
            "You see the words of a document and which indicator they are of, not what was entered. Type what they "
            "say. Where you agree, the figure has its second reader; where you differ, people look again."
        )
    )
    cities = sorted(set(frames.figures["city"]))
    if not cities:
        st.info(reader.say("No figure has been curated yet."))
        return
    city, source = _which(reader, frames, cities)
    figures, work = figures_to_read(frames, city), _work()
    _take_sheet(figures, work, reader)
    st.subheader(reader.say("1 · Read"))
    again = any(one.read_by for one in figures) and st.checkbox(
        reader.say("Also figures that someone has read a second time"), key="second_again"
    )
    mine = [one for one in figures if one.source == source and (again or not one.read_by)]
    left = [one for one in mine if one.id not in work.closed]
    if left:
        _reading(left, (city, source), reader, frames)
    else:
        st.info(reader.say("There is nothing left to read in this document."))
    _sheet(figures, work, city, reader, frames)
    st.subheader(reader.say("2 · Compare"))
    _comparing(figures, work, reader)
    if closed := work.read(figures, closed=True):
        agreements.show(compared(figures, closed, reader.lang), city, reader, frames)


def _which(reader: Reader, frames: Frames, cities: list[str]) -> tuple[str, str]:
    """The controls: which city, and which of its documents that figures were taken from."""
    names = state.worded(cities, lambda city: frames.cities[city].say(reader.lang))
    with state.controls():
        city = state.select(SelectBox("city", reader.say("City"), names, clears=("source",)), reader)
        sources, used = frames.sources_of(city), set(frames.figures.loc[frames.figures["city"] == city, "source"])
        titles = state.worded(filter(used.__contains__, sources), lambda s: in_words(sources[s], "named", reader.lang))
        return city, state.select(SelectBox("source", reader.say("Document"), titles), reader)


def _reading(left: Sequence[Asked], document: tuple[str, str], reader: Reader, frames: Frames) -> None:
    """One figure after the other: its words, and the fields to fill in."""
    work = _work()
    ids = [one.id for one in left]
    if work.at.get(document) not in ids:
        work.at[document] = next((key for key in ids if typed(work.fields.get(key, FIELDS)) is None), ids[0])
    here = ids.index(work.at[document])
    one = left[here]
    work.fields[one.id] = _given(one)
    done = sum(isinstance(typed(work.fields.get(key, FIELDS)), Read) for key in ids)
    st.markdown(in_markdown(reader.say("Figure {n} of {total} · read: {done}", n=here + 1, total=len(ids), done=done)))
    drawing.show("question", reader, shown=question(frames, one, reader.lang))
    _fields(one, reader)
    found = typed(work.fields[one.id])
    st.caption(in_markdown(_state(found, reader)))

    def move(step: int) -> Callable[[], None]:
        def moved() -> None:
            work.fields[one.id] = _given(one)
            work.at[document] = ids[(here + step) % len(ids)]

        return moved

    with st.container(horizontal=True):
        st.button(reader.say("← Back"), key="second_back", on_click=move(-1), disabled=len(ids) == 1)
        onward = reader.say("Skip →") if found is None else reader.say("Next →")
        st.button(in_markdown(onward), key="second_next", on_click=move(1), type="primary", disabled=len(ids) == 1)


def _state(found: Read | Said | None, reader: Reader) -> str:
    """What is typed so far, or what it lacks."""
    if found is None:
        return reader.say("A fall is negative (−5.3); of 10–15 both numbers; the year is the one the words speak of.")
    if isinstance(found, Said):
        return reader.say("Not complete: {what}", what=found)
    return reader.say("Read: {read}", read=read_words(found, reader.lang))


def _given(one: Asked) -> dict[str, object]:
    """What stands in the fields of a figure now."""
    kept = _work().fields.get(one.id, FIELDS)
    given = {name: st.session_state.get(f"second_{name}_{one.id}", kept[name]) for name in FIELDS}
    return {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in given.items()}


def _fields(one: Asked, reader: Reader) -> None:
    """The fields of a figure, as they were left."""
    kept = _work().fields.get(one.id, FIELDS)

    def key(name: str) -> str:
        made = f"second_{name}_{one.id}"
        if made not in st.session_state:
            st.session_state[made] = kept[name]
        return made

    def line(name: str, label: str, disabled: bool) -> None:
        st.text_input(label, key=key(name), disabled=disabled)

    bears = bool(st.session_state.get(f"second_bears_{one.id}", kept["bears"]))
    form, number, unit, year, stretch = st.columns([3, 2, 2, 2, 2])
    with form:
        chosen = st.selectbox(
            reader.say("Form"),
            ["", *FORMS],
            key=key("form"),
            format_func=lambda name: reader.say(FORM_NAMES[name]) if name else "—",
            disabled=not bears,
        )
    bare = not bears or chosen in NUMBERLESS
    with number:
        line("number", reader.say("Number"), bare)
    with unit:
        line("unit", reader.say("Unit"), bare)
    with year:
        line("year", reader.say("Of the year"), not bears)
    with stretch:
        line("stretch", reader.say("Striven for (力争)"), bare or one.role != "target")
    left, right = st.columns([3, 8], vertical_alignment="bottom")
    with left:
        st.segmented_control(
            reader.say("These words"),
            [True, False],
            key=key("bears"),
            required=True,
            format_func=lambda yes: reader.say("bear the figure out") if yes else reader.say("do not"),
        )
    with right:
        line("remark", reader.say("Why not") if not bears else reader.say("Remark, if you like"), disabled=False)


def _take_sheet(figures: Sequence[Asked], work: _Work, reader: Reader) -> None:
    """Take over what stands in a sheet that the reader gave, once."""
    raw = st.session_state.pop("kept_second_sheet", None)
    if raw is None:
        return
    try:
        sheet = aside.done(reader.say("Reading the sheet …"), reader, read_sheet.filled, raw, tuple(figures))
    except StoppedError as stopped:
        st.warning(in_markdown(aside.refusal(stopped, msgid("give a sheet of one city alone"), reader)))
        return
    taken = [(key, read) for key, read in sheet.read if key not in work.closed]
    for key, read in taken:
        work.fields[key] = as_typed(read)
        for name in FIELDS:
            st.session_state.pop(f"second_{name}_{key}", None)
    st.success(in_markdown(reader.say("Taken over from the sheet: {n} readings.", n=len(taken))))
    if sheet.wrong:
        lines = [(reader.say("Line {n}", n=number), what.say(reader.lang)) for number, what in sheet.wrong[:50]]
        drawing.show("problems", reader, problems=lines)


def _sheet(figures: Sequence[Asked], work: _Work, city: str, reader: Reader, frames: Frames) -> None:
    """The reading so far to be taken along, and the way back in."""

    def given() -> None:
        if (file := st.session_state["second_sheet"]) is not None:
            st.session_state["kept_second_sheet"] = file.getvalue()

    with st.expander(reader.say("Go on another time")):
        read = work.read(figures, closed=False)
        lines = (read_sheet.line(one, question(frames, one, reader.lang).words, read.get(one.id)) for one in figures)
        st.caption(
            reader.say("What you type is kept until you close or reload the page. Take the sheet along to go on.")
        )
        st.download_button(
            reader.say("Download the sheet as it is now"),
            "".join(lines).encode() if read else b"",
            file_name=f"{city}-second-reading.jsonl",
            mime="application/jsonl",
            on_click="ignore",
            disabled=not read,
        )
        st.file_uploader(
            reader.say("A sheet to go on with (.jsonl)"), key="second_sheet", on_change=given, max_upload_size=4
        )


def _comparing(figures: Sequence[Asked], work: _Work, reader: Reader) -> None:
    """The button that shows what is held: what it is pressed for can't be read again."""
    ready = work.read(figures, closed=False)

    def close() -> None:
        work.closed |= set(ready)

    st.caption(
        reader.say(
            "Only now you see what was entered; what you have read of these figures then stands as it is. Skipped and "
            "incomplete ones stay open."
        )
    )
    st.button(
        in_markdown(reader.say("Compare {n} readings", n=len(ready))),
        key="second_compare",
        on_click=close,
        disabled=not ready,
    )
