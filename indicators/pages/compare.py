"""The Compare page."""

import streamlit as st

from indicators.charts.rates import rates
from indicators.pages import drawing, state
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames
from indicators.views.compare import compare, shared_years
from indicators.views.labels import address
from indicators.views.scorecard import years_of
from indicators.words.inert import echoed, in_markdown, seen
from indicators.words.texts import joined, msgid


def _cities(reader: Reader, frames: Frames) -> list[str]:
    """The cities that are compared: those the address names, else those chosen before, else the first two."""
    cities = sorted(c for c in frames.cities if years_of(frames, c))
    given = [c for c in st.query_params.get("cities", "").split(",") if c]
    unknown = [c for c in given if c not in cities]
    if unknown:
        known = joined((frames.cities[c].say(reader.lang) for c in cities), reader.lang)
        state.notice(
            reader.say(
                "The address names the city {given}, which is not in the data. There are: {known}.",
                given=echoed(", ".join(unknown)),
                known=known,
            )
        )
    chosen = [c for c in given if c in cities] or st.session_state.get("kept_cities", cities[:2])

    def written() -> None:
        st.session_state["kept_cities"] = st.session_state["cities"]
        state.address(cities=",".join(st.session_state["cities"]) or None)

    st.session_state["cities"] = chosen
    picked = st.multiselect(
        reader.say("Cities"),
        cities,
        key="cities",
        format_func=lambda c: seen(frames.cities[c].say(reader.lang)),
        placeholder=reader.say("Choose at least two cities."),
        on_change=written,
    )
    if not unknown and picked:
        state.address(cities=",".join(picked))
    return picked


def page() -> None:
    """Cities beside each other on what all of them promised."""
    reader, frames = state.reader(), state.frames()
    who, when = st.columns([3, 1])
    with who:
        cities = _cities(reader, frames)
    years = [str(y) for y in shared_years(frames, cities)] if len(cities) > 1 else []
    year = None
    if years:
        unknown = msgid(
            "The address names the year {given}, for which these cities share no promise. There are: {known}."
        )
        with when:
            box = SelectBox("year", reader.say("Year"), years, default=years[-1], unknown=unknown)
            year = state.select(box, reader)
    view = compare(frames, cities, int(year) if year else None, reader.lang)
    if view.empty:
        st.info(in_markdown(view.empty))
        return
    drawing.figure(
        rates(view, reader.colours, reader.narrow, reader.width),
        view.alt,
        "compare_rates",
        f"{'-'.join(cities)}-{year}-compared",
        brief=address(f"brief/compare/{year}", frames, cities=",".join(cities), **reader.asks),
    )
    for standing in view.standings:
        st.caption(in_markdown(standing))
    drawing.show("compare", reader, view=view)
    drawing.twin(view.table, reader, view.title)
