"""The Scorecard page."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from indicators.charts.ledger import ledger
from indicators.pages import drawing, running, state
from indicators.pages.drawing import Drawing, Html, Take
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames, current
from indicators.tables.keeping import kept
from indicators.views.corrections import report_page
from indicators.views.labels import address
from indicators.views.ledger import column_heads
from indicators.views.roster import place_word
from indicators.views.scorecard import (
    FILTER_NAMES,
    FILTER_VERDICTS,
    FILTERS,
    Opened,
    Scorecard,
    scorecard,
    years_of,
)
from indicators.words.inert import in_markdown
from indicators.words.texts import labelled, msgid


def _close() -> None:
    st.session_state["open"] = None
    # A new key gives a figure without a selection, so that the same dot can be opened again.
    st.session_state["kept_closed"] = st.session_state.get("kept_closed", 0) + 1
    state.address(open=None)


def _words(opened: Opened, promise: tuple[str, int, str], reader: Reader) -> None:
    """A dialog with the opened row's reason and passages; `promise` is its city, year and indicator by name."""

    @st.dialog(in_markdown(f"{opened.glyph} {opened.name}"), width="large", on_dismiss=_close)
    def show() -> None:
        st.markdown(in_markdown(opened.because))
        if opened.answered:
            st.markdown(in_markdown(opened.answered))
        st.caption(in_markdown(labelled(reader.say("Evidence"), opened.evidence, reader.lang)))
        if opened.definition:
            st.caption(in_markdown(opened.definition))
        if opened.turned:
            st.warning(in_markdown(opened.turned))
        for shown in opened.passages:
            st.html(drawing.passage(shown, reader))
        repository = current.repository()
        if repository:
            st.link_button(reader.say("Report an error"), report_page(repository, reader.lang, promise, opened.because))

    show()


class _Made(NamedTuple):
    """What the page shows of the data, for a choice."""

    view: Scorecard
    figure: Drawing | None
    last: str


@kept(most=64)
def _made(frames: Frames, reader: Reader, city: str, year: int, show: str) -> _Made:
    view = scorecard(frames, city, year, reader.lang, show)
    if view.empty:
        return _Made(view, None, "")
    verdicts = ",".join(FILTER_VERDICTS.get(show, ()))
    return _Made(
        view,
        drawing.drawn(
            ledger(view, column_heads(reader.lang), reader.colours, reader.narrow, reader.width),
            view.alt,
            reader,
            Take(f"{city}-{year}-ledger", address(f"brief/{city}/{year}", frames, verdict=verdicts, **reader.asks)),
            before=[drawing.html("paragraph", reader, kind="pa-lede", words=view.paragraph)],
        ),
        drawing.together(
            reader,
            drawing.section(reader, lines=[view.rates]),
            _unanswered(view, reader) if view.unanswered else "",
            drawing.twin(view.table, reader, view.title),
        ),
    )


def _unanswered(view: Scorecard, reader: Reader) -> Html:
    title = reader.say("No outcome in the documents held ({n})", n=len(view.unanswered))
    return drawing.folded(title, drawing.html("unanswered", reader, unanswered=view.unanswered), reader)


@kept(most=128)
def _opened(frames: Frames, lang: str, city: str, year: int, opened: str) -> Opened | None:
    return scorecard(frames, city, year, lang, opened=opened).opened


@kept(most=8)
def _years(frames: Frames) -> dict[str, list[int]]:
    """The years that each city promised for, of the cities that promised anything."""
    return {city: years_of(frames, city) for city in sorted(frames.years_promised)}


@kept(most=64)
def _promised(frames: Frames, city: str, year: int, lang: str) -> dict[str, str]:
    """The promises of a city and year, each with its words."""
    names = [row["indicator"] for row in frames.promises_of(city, year)]
    return state.worded(names, lambda name: frames.catalogue[name].say(lang))


def _which(reader: Reader, frames: Frames, years_by_city: Mapping[str, list[int]]) -> tuple[str, int, str, str | None]:
    """The controls: which city, which year, which of its promises, and the one whose words are opened."""
    city = state.select(
        SelectBox(
            "city",
            place_word(frames, reader.lang),
            state.worded(years_by_city, lambda c: frames.cities[c].say(reader.lang)),
            default="taiyuan",
            unknown=msgid("The address names the place {given}, which is not in the data. There are: {known}."),
            clears=("year", "open"),
        ),
        reader,
    )
    years = [str(y) for y in years_by_city[city]]
    no_year = msgid("The address names the year {given}, for which there is no promise. There are: {known}.")
    box = SelectBox(
        "year", reader.say("Year"), state.worded(years), default=years[0], unknown=no_year, clears=("open",)
    )
    year = int(state.select(box, reader))
    shown = state.worded(FILTERS, lambda f: reader.say(FILTER_NAMES[f]))
    box = SelectBox("show", reader.say("Show"), shown, default="all")
    show = state.select(box, reader)
    opened = state.select_or_none(
        SelectBox(
            "open",
            reader.say("Words of a promise"),
            _promised(frames, city, year, reader.lang),
            unknown=msgid("The address opens the promise {given}, which is not among those of this place and year."),
            former=frames.former,
        ),
        reader,
    )
    return city, year, show, opened


def page() -> None:
    """One city, one year: the ledger."""
    reader, frames = state.reader(), state.frames()
    years_by_city = _years(frames)
    if not years_by_city:
        st.info(reader.say("No promise has been curated yet."))
        return
    with state.controls():
        city, year, show, opened = _which(reader, frames, years_by_city)
    made = _made(frames, reader, city, year, show)
    view = made.view
    if made.figure is None:
        st.info(in_markdown(view.empty))
        return
    clicked = drawing.figure(made.figure, f"ledger_{city}_{year}_{st.session_state.get('kept_closed', 0)}", select=True)
    if clicked and clicked != opened:
        state.address(open=clicked)
        running.again()
    words = _opened(frames, reader.lang, city, year, opened) if opened else None
    if words is not None:
        _words(words, (frames.cities[city].say(reader.lang), year, words.name), reader)
    drawing.last(made.last)
