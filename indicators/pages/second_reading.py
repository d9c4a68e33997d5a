"""The Contribute page's third task: a second reading. Quotes without their figures, one after the other; what was typed
is kept by `read_so_far`, what came of it is drawn by `agreements`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from indicators.drafts.rereading import NUMBERLESS, Asked, Read
from indicators.model.schema import FORMS
from indicators.pages import agreements, drawing, read_so_far, state
from indicators.pages.read_so_far import ReadSoFar
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames
from indicators.tables.columns import in_words
from indicators.tables.keeping import kept
from indicators.views.checking import figures_to_read
from indicators.views.row_edits import FORM_NAMES
from indicators.views.second_reading import (
    FIELDS,
    compared,
    question,
    read_words,
    typed,
)
from indicators.words.inert import in_markdown
from indicators.words.texts import Said

_LONGEST = 200  # characters of a field


def show(reader: Reader, frames: Frames) -> None:
    """The figures to read, what was read held against the data, and the files."""
    st.caption(
        reader.say(
            "You see the words of a document and which indicator they are of, not what was entered. Type what they "
            "say. Where you agree, the figure has its second reader; where you differ, people look again."
        )
    )
    cities = _cities(frames, reader.lang)
    if not cities:
        st.info(reader.say("No figure has been curated yet."))
        return
    city, source = _which(reader, frames, cities)
    figures, work = figures_to_read(frames, city), read_so_far.mine()
    read_so_far.take(figures, reader)
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
    read_so_far.keep(figures, city, reader, frames)
    st.subheader(reader.say("2 · Compare"))
    _comparing(figures, work, reader)
    if closed := work.read(figures, closed=True):
        agreements.show(compared(figures, closed, reader.lang), city, reader, frames)


@kept(most=8)
def _cities(frames: Frames, lang: str) -> dict[str, str]:
    """The cities that have figures, each with its name."""
    return state.worded(
        sorted(c for c in frames.cities if frames.size("figures", c)), lambda city: frames.cities[city].say(lang)
    )


@kept(most=32)
def _documents(frames: Frames, city: str, lang: str) -> dict[str, str]:
    """A city's documents that figures were taken from, each with its title."""
    sources, used = frames.sources_of(city), set(frames.only("figures", [city])["source"])
    return state.worded(filter(used.__contains__, sources), lambda source: in_words(sources[source], "named", lang))


def _which(reader: Reader, frames: Frames, cities: Mapping[str, str]) -> tuple[str, str]:
    """The controls: which city, and which of its documents."""
    with state.controls():
        city = state.select(SelectBox("city", reader.say("City"), cities, clears=("source",)), reader)
        documents = _documents(frames, city, reader.lang)
        return city, state.select(SelectBox("source", reader.say("Document"), documents), reader)


def _reading(left: Sequence[Asked], document: tuple[str, str], reader: Reader, frames: Frames) -> None:
    """One figure after the other: its words, and the fields to fill in."""
    work = read_so_far.mine()
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
        st.button(in_markdown(onward), key="second_next", on_click=move(1), disabled=len(ids) == 1)


def _state(found: Read | Said | None, reader: Reader) -> str:
    """What is typed so far, or what it lacks."""
    if found is None:
        return reader.say("A fall is negative (−5.3); of 10–15 both numbers; the year is the one the words speak of.")
    if isinstance(found, Said):
        return reader.say("Not complete: {what}", what=found)
    return reader.say("Read: {read}", read=read_words(found, reader.lang))


def _given(one: Asked) -> dict[str, object]:
    """What stands in the fields of a figure now."""
    before = read_so_far.mine().fields.get(one.id, FIELDS)
    given = {name: st.session_state.get(f"second_{name}_{one.id}", before[name]) for name in FIELDS}
    return {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in given.items()}


def _fields(one: Asked, reader: Reader) -> None:
    """The fields of a figure, as they were left."""
    before = read_so_far.mine().fields.get(one.id, FIELDS)

    def key(name: str) -> str:
        made = f"second_{name}_{one.id}"
        if made not in st.session_state:
            st.session_state[made] = before[name]
        return made

    def line(name: str, label: str, disabled: bool) -> None:
        st.text_input(label, key=key(name), disabled=disabled)

    bears = bool(st.session_state.get(f"second_bears_{one.id}", before["bears"]))
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


def _comparing(figures: Sequence[Asked], work: ReadSoFar, reader: Reader) -> None:
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
