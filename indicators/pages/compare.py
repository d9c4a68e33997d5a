"""The Compare page."""

from typing import NamedTuple

import streamlit as st

from indicators.charts.rates import rates
from indicators.pages import drawing, state
from indicators.pages.drawing import Drawing, Take
from indicators.pages.state import Reader, SelectBox
from indicators.tables import Frames
from indicators.tables.keeping import kept
from indicators.views.compare import Compare, compare, shared_years
from indicators.views.labels import address
from indicators.views.roster import places_word
from indicators.words.inert import echoed, in_markdown, seen
from indicators.words.texts import joined, msgid


class _Made(NamedTuple):
    """What the page shows of the data, for a choice."""

    view: Compare
    figure: Drawing | None
    last: str


@kept(most=64)
def _made(frames: Frames, reader: Reader, cities: tuple[str, ...], year: str | None) -> _Made:
    view = compare(frames, list(cities), int(year) if year else None, reader.lang)
    if view.empty:
        return _Made(view, None, "")
    return _Made(
        view,
        drawing.drawn(
            rates(view, reader.colours, reader.narrow, reader.width),
            view.alt,
            reader,
            Take(
                f"{'-'.join(cities)}-{year}-compared",
                address(f"brief/compare/{year}", frames, cities=",".join(cities), **reader.asks),
            ),
        ),
        drawing.together(
            reader,
            drawing.section(reader, lines=view.standings),
            drawing.html("compare", reader, view=view),
            drawing.twin(view.table, reader, view.title),
        ),
    )


@kept(most=8)
def _promising(frames: Frames) -> list[str]:
    """The cities that promised anything."""
    return sorted(frames.years_promised)


@kept(most=64)
def _years(frames: Frames, cities: tuple[str, ...]) -> list[str]:
    return [str(y) for y in shared_years(frames, list(cities))] if len(cities) > 1 else []


def _cities(reader: Reader, frames: Frames) -> list[str]:
    """The cities that are compared: those the address names, else those chosen before, else the first two."""
    cities = _promising(frames)
    given = [c for c in (state.given("cities") or "").split(",") if c]
    unknown = [c for c in given if c not in cities]
    if unknown:
        known = joined((frames.cities[c].say(reader.lang) for c in cities), reader.lang)
        state.notice(
            reader.say(
                "The address names the place {given}, which is not in the data. There are: {known}.",
                given=echoed(", ".join(unknown)),
                known=known,
            )
        )
    chosen = [c for c in given if c in cities] or st.session_state.get("kept_cities", cities[:2])

    def written() -> None:
        st.session_state["kept_cities"] = st.session_state["cities"]
        state.address(cities=",".join(st.session_state["cities"]) or None)

    st.session_state["cities"] = chosen
    label = places_word(frames, reader.lang)
    picked = st.multiselect(
        label,
        cities,
        key="cities",
        format_func=lambda c: seen(frames.cities[c].say(reader.lang)),
        placeholder=reader.say("Choose at least two places."),
        on_change=written,
    )
    if not unknown and picked:
        state.address(cities=",".join(picked))
    return picked


def _year(reader: Reader, years: list[str]) -> SelectBox:
    unknown = msgid("The address names the year {given}, for which these places share no promise. There are: {known}.")
    return SelectBox("year", reader.say("Year"), state.worded(years), default=years[-1], unknown=unknown)


def page() -> None:
    """Cities beside each other on what all of them promised."""
    reader, frames = state.reader(), state.frames()
    with state.controls():
        cities = tuple(_cities(reader, frames))
        years = _years(frames, cities)
        year = state.select(_year(reader, years), reader) if years else None
    made = _made(frames, reader, cities, year)
    if made.figure is None:
        st.info(in_markdown(made.view.empty))
        return
    drawing.figure(made.figure, "compare_rates")
    drawing.last(made.last)
