"""The Compare page."""

from html import escape

import streamlit as st

from indicators.charts.rates import rates
from indicators.pages import drawing, state
from indicators.views.compare import Compare, compare, shared_years
from indicators.views.labels import address
from indicators.views.scorecard import years_of
from indicators.words.texts import joined, msgid


def _table(view: Compare, reader: state.Reader) -> str:
    """All pairs as a table; what can't be compared says why instead."""
    heads = "".join(f'<th scope="col">{escape(city)}</th>' for city in view.cities)
    rows = []
    for pair in view.pairs:
        unit = f' <span class="pa-small">{escape(pair.unit)}</span>' if pair.unit else ""
        if pair.refused:
            cells = f'<td colspan="{len(pair.sides)}"><span class="pa-glyph" style="color:var(--pa-not_comparable)">≠</span><span class="pa-small">{escape(pair.refused)}</span></td>'
        else:
            cells = "".join(
                f'<td title="{escape(s.why)}"><a href="{escape(s.href)}" target="_self">{escape(s.target)} '
                f'<span class="pa-glyph" style="color:var(--pa-{s.verdict})">{s.glyph}</span><span class="pa-small">{escape(s.outcome)}</span></a></td>'
                for s in pair.sides
            )
        rows.append(f'<tr><th scope="row">{escape(pair.name)}{unit}</th>{cells}</tr>')
    label = escape(reader.say("Indicator"))
    return f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{escape(view.title)}"><table class="pa-table"><thead><tr><th scope="col">{label}</th>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def page() -> None:
    """Cities beside each other on what all of them promised."""
    reader, frames = state.reader(), state.frames()
    cities = sorted(c for c in frames.data.cities if years_of(frames, c))
    who, when = st.columns([3, 1])
    given = [c for c in st.query_params.get("cities", "").split(",") if c]
    unknown = [c for c in given if c not in cities]
    if unknown:
        known = joined((frames.data.cities[c].say(reader.lang) for c in cities), reader.lang)
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
            format_func=lambda c: frames.data.cities[c].say(reader.lang),
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
                "year",
                reader.say("Year"),
                years,
                reader,
                default=years[-1],
                unknown=(
                    msgid(
                        "The address names the year {given}, for which these cities share no promise. There are: {known}."
                    )
                ),
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
    st.html(_table(view, reader))
    drawing.twin(view.table, reader, view.title)
