"""The frame around every page: navigation, language and tolerance, what was left out, styles."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import streamlit as st

from indicators.judging.meaning import DEFAULT_TOLERANCE
from indicators.pages import (
    changelog,
    compare,
    contribute,
    corrections,
    data,
    drawing,
    indicator,
    overview,
    running,
    scorecard,
    sources,
    state,
    styles,
)
from indicators.pages.state import Reader
from indicators.views.labels import MOST_TOLERANCE
from indicators.views.lapses import lapses
from indicators.words.inert import echoed, in_markdown, seen
from indicators.words.texts import joined, translate

# As an address that holds the picture: of a file Streamlit would read and keep it anew at each run.
_ICON = "data:image/png;base64," + b64encode(Path(__file__).with_name("icon.png").read_bytes()).decode()


def _language(reader: Reader) -> None:
    def chosen() -> None:
        picked = st.session_state["lang"] or reader.lang
        st.session_state["kept_lang"] = picked
        state.address(lang=picked)

    st.session_state["lang"] = reader.lang
    names = {"zh": "中文", "en": "English"}
    st.segmented_control(
        "中文 / English",
        list(names),
        key="lang",
        format_func=names.__getitem__,
        label_visibility="collapsed",
        on_change=chosen,
    )
    state.address(lang=reader.lang)


def _tolerance(reader: Reader) -> None:
    given = state.given("tolerance")
    kept = st.session_state.get("kept_tolerance", float(DEFAULT_TOLERANCE))
    if given is not None:
        try:
            wanted = float(given)
        except ValueError:
            wanted = -1.0
        if 0 <= wanted <= MOST_TOLERANCE:
            kept = wanted
        else:
            kept = float(DEFAULT_TOLERANCE)
            told = reader.say(
                "The tolerance {given} is not a number from 0 to 10; the stated one is used.", given=echoed(given, 20)
            )
            st.warning(in_markdown(told))
    st.session_state["kept_tolerance"] = kept

    def moved() -> None:
        value = st.session_state["tolerance"]
        st.session_state["kept_tolerance"] = value
        state.address(tolerance=None if value == DEFAULT_TOLERANCE else f"{value:g}")

    if given is None and kept != float(DEFAULT_TOLERANCE):
        state.address(tolerance=f"{kept:g}")
    with st.popover(in_markdown(reader.say("Tolerance {n} %", n=f"{kept:g}"))):
        st.session_state["tolerance"] = kept
        label = reader.say(
            "What “about” (左右, 约), “in step with” (同步) and a narrow miss allow: a percentage of the promise; "
            "between percentages 5 % stand for 0.3 points. Our opinion, yours to move."
        )
        st.slider(label, 0.0, float(MOST_TOLERANCE), key="tolerance", step=0.5, format="%g %%", on_change=moved)


def _left_out(reader: Reader) -> None:
    found = state.stated()
    if found.problems:
        names = joined(found.left_out, reader.lang) or reader.say("nothing")
        told = reader.say("Problems in the curated data: {n}. Left out: {names}.", n=len(found.problems), names=names)
        st.warning(in_markdown(told), icon=":material/report:")
        with st.expander(reader.say("The problems")):
            st.code("\n".join(seen(p.text(reader.lang)) for p in found.problems), language=None, wrap_lines=True)


def _lapsed(reader: Reader) -> None:
    found = state.stated()
    if found.lapses:
        kept = any(lapse.kept is not None for lapse in found.lapses)
        drawing.show("lapses", reader, lines=lapses(found, reader.lang), kept=kept)


def run() -> None:
    """Lay out the dashboard and run the page that the address names."""
    with running.run():
        _lay_out()


def _lay_out() -> None:
    lang = state.language()
    st.set_page_config(
        page_title=translate(lang, "Promised and achieved"),
        page_icon=_ICON,
        layout="wide",
    )
    pages = [
        st.Page(overview.page, title=translate(lang, "Overview"), url_path="overview", default=True),
        st.Page(scorecard.page, title=translate(lang, "Scorecard"), url_path="scorecard"),
        st.Page(indicator.page, title=translate(lang, "Indicator"), url_path="indicator"),
        st.Page(compare.page, title=translate(lang, "Compare"), url_path="compare"),
        st.Page(sources.page, title=translate(lang, "Sources"), url_path="sources"),
        st.Page(data.page, title=translate(lang, "Data"), url_path="data"),
        st.Page(corrections.page, title=translate(lang, "Corrections"), url_path="corrections"),
        st.Page(contribute.page, title=translate(lang, "Contribute"), url_path="contribute"),
    ]
    st.session_state["pages"] = {p.url_path: p for p in pages}
    page = st.navigation(pages, position="top")
    reader = state.reader()
    styles.style(reader)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        _language(reader)
        _tolerance(reader)
        link = st.popover(":material/link:", help=reader.say("Link to this view"))
    _left_out(reader)
    _lapsed(reader)
    changelog.notice(reader)
    st.session_state["notices"] = st.container()
    page.run()
    with link:  # now that the page has written its state into the address
        changelog.link(reader)
    styles.below(reader)
    state.watch_window()  # last: the page need not wait for what it loads
