"""The Compare page."""

import streamlit as st

from indicators.charts.rates import rates
from indicators.pages import drawing, state
from indicators.views.compare import compare, shared_years
from indicators.views.labels import address
from indicators.views.scorecard import years_of
from indicators.words.texts import joined, msgid


def page() -> None:
    """Cities beside each other on what all of them promised."""
    reader, frames = state.reader(), state.frames()
    cities = sorted(c for c in frames.cities if years_of(frames, c))
    who, when = st.columns([3, 1])
    given = [c for c in st.query_params.get("cities", "").split(",") if c]
    unknown = [c for c in given if c not in cities]
    if unknown:
        known = joined((frames.cities[c].say(reader.lang) for c in cities), reader.lang)
        state.notice(
            reader.say(
                "The address names the city {given}, which is not in the data. There are: {known}.",
                given=", ".join(unknown)[:40],
                known=known,
            )
        )
    chosen = [c for c in given if c in cities] or st.session_state.get("kept_cities", cities[:2])

    def written() -> None:
        st.session_state["kept_cities"] = st.session_state["cities"]
        state.address(cities=",".join(st.session_state["cities"]) or None)

    with who:
        st.session_state["cities"] = chosen
        picked = st.multiselect(
            reader.say("Cities"),
            cities,
            key="cities",
            format_func=lambda c: frames.cities[c].say(reader.lang),
            placeholder=reader.say("Choose at least two cities."),
            on_change=written,
        )
        if not unknown and picked:
            state.address(cities=",".join(picked))
    years = [str(y) for y in shared_years(frames, picked)] if len(picked) > 1 else []
    year = None
    if years:
        with when:
            year = state.select(
                state.SelectBox(
                    "year",
                    reader.say("Year"),
                    years,
                    default=years[-1],
                    unknown=msgid(
                        "The address names the year {given}, for which these cities share no promise. "
                        "There are: {known}."
                    ),
                ),
                reader,
            )
    view = compare(frames, picked, int(year) if year else None, reader.lang)
    if view.empty:
        st.info(view.empty)
        return
    brief = address(f"brief/compare/{year}", frames, cities=",".join(picked), **reader.asks)
    drawing.figure(
        rates(view, reader.colours, reader.narrow, reader.width),
        view.alt,
        "compare_rates",
        f"{'-'.join(picked)}-{year}-compared",
        brief=brief,
    )
    for standing in view.standings:
        st.caption(standing)
    drawing.show("compare", reader, view=view)
    drawing.twin(view.table, reader, view.title)
