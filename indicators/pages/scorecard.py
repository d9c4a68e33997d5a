"""The Scorecard page."""

from html import escape

import streamlit as st

from indicators.charts.ledger import ledger
from indicators.pages import drawing, state
from indicators.views.labels import address
from indicators.views.scorecard import FILTER_NAMES, FILTER_VERDICTS, FILTERS, Opened, scorecard, years_of
from indicators.words.texts import msgid


def _close() -> None:
    st.session_state["open"] = None
    # A new key gives a figure without a selection, so that the same dot can be opened again.
    st.session_state["kept_closed"] = st.session_state.get("kept_closed", 0) + 1
    state.address(open=None)


def _words(opened: Opened, reader: state.Reader) -> None:
    """A dialog with the opened row's reason and passages."""

    @st.dialog(f"{opened.glyph} {opened.name}", width="large", on_dismiss=_close)
    def show() -> None:
        st.markdown(opened.because)
        if opened.answered:
            st.markdown(opened.answered)
        if opened.definition:
            st.caption(opened.definition)
        if opened.turned:
            st.warning(opened.turned)
        for shown in opened.passages:
            drawing.passage(shown, reader)

    show()


def page() -> None:
    """One city, one year: the ledger."""
    reader, frames = state.reader(), state.frames()
    cities = sorted(c for c in frames.data.cities if years_of(frames, c))
    if not cities:
        st.info(reader.say("No promise has been curated yet."))
        return
    place, when, filters, open_ = st.columns([2, 1, 2, 3])
    with place:
        city = state.select(
            "city",
            reader.say("City"),
            cities,
            reader,
            lambda c: frames.data.cities[c].say(reader.lang),
            default="taiyuan",
            unknown=msgid("The address names the city {given}, which is not in the data. There are: {known}."),
            clears=("year", "open"),
        )
    years = [str(y) for y in years_of(frames, str(city))]
    with when:
        year = state.select(
            "year",
            reader.say("Year"),
            years,
            reader,
            default=years[0],
            unknown=msgid("The address names the year {given}, for which there is no promise. There are: {known}."),
            clears=("open",),
        )
    with filters:
        show = state.select(
            "show", reader.say("Show"), FILTERS, reader, lambda f: reader.say(FILTER_NAMES[f]), default="all"
        )
    mine = frames.data.years[str(city), int(str(year))]
    names = [
        n
        for n in frames.promises.loc[
            (frames.promises["city"] == city) & (frames.promises["year"] == int(str(year))), "indicator"
        ]
        if n in mine
    ]
    with open_:
        opened = state.select(
            "open",
            reader.say("Words of a promise"),
            names,
            reader,
            lambda n: frames.data.catalogue[n].say(reader.lang),
            optional=True,
            unknown=msgid("The address opens the promise {given}, which is not among those of this city and year."),
        )
    view = scorecard(frames, str(city), int(str(year)), reader.lang, str(show), opened)
    if view.empty:
        st.info(view.empty)
        return
    st.html(f'<p class="pa-lede">{escape(view.paragraph)}</p>')
    brief = address(f"brief/{city}/{year}", frames, verdict=",".join(FILTER_VERDICTS.get(str(show), ())), **reader.asks)
    words = {
        "promised": reader.say("Promised"),
        "reported": reader.say("Reported"),
        "short": reader.say("short"),
        "kept": reader.say("kept"),
    }
    clicked = drawing.figure(
        ledger(view, words, reader.colours, reader.narrow, reader.width),
        view.alt,
        f"ledger_{city}_{year}_{st.session_state.get('kept_closed', 0)}",
        f"{city}-{year}-ledger",
        select=True,
        brief=brief,
    )
    if clicked and clicked != opened:
        state.address(open=clicked)
        st.rerun()
    if view.opened is not None:
        _words(view.opened, reader)
    if view.rates:
        st.caption(view.rates)
    if view.unanswered:
        with st.expander(reader.say("Never answered in the documents held ({n})", n=len(view.unanswered))):
            st.markdown("\n".join(f"- {name}: {target}" for _, name, target in view.unanswered))
    drawing.twin(view.table, reader, view.title)
