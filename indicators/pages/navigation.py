"""The frame around every page: navigation, language and tolerance, what was left out, styles."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from indicators.pages import compare, data, indicator, overview, scorecard, sources, state
from indicators.pages.state import Reader
from indicators.texts import translate
from indicators.verdicts import DEFAULT_TOLERANCE

_STYLE = """
<style>
.stMainBlockContainer {{ max-width: 1280px; padding-top: 4.2rem; padding-bottom: 3rem; }}
@media (max-width: 640px) {{ .stMainBlockContainer {{ padding-left: 1rem; padding-right: 1rem; }} }}
.pa-table {{ border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.35; }}
.pa-table th, .pa-table td {{ border: 0; border-bottom: 1px solid {rule}; padding: .5rem .6rem .5rem 0; text-align: left; vertical-align: top; }}
.pa-table th {{ font-weight: 600; }}
.pa-table thead th {{ color: {quiet}; font-weight: 500; white-space: nowrap; }}
.pa-table a, .pa-text a {{ color: inherit; text-decoration: none; border-bottom: 1px dotted {quiet}; }}
.pa-table td a {{ display: flex; gap: .35em; align-items: baseline; border: 0; }}
.pa-table td a:hover {{ background: {band}; }}
.pa-glyph {{ font-weight: 700; font-size: 1.05rem; flex: none; }}
.pa-glyph + .pa-small {{ margin-left: .35em; }}
.pa-table td a .pa-glyph + .pa-small {{ margin-left: 0; }}
.pa-scroll td {{ min-width: 7rem; }}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {{ color: {quiet}; opacity: 1; }}
.pa-small {{ color: {quiet}; font-size: .82rem; }}
.pa-scroll {{ overflow-x: auto; }}
.pa-twin {{ border: 1px solid {rule}; border-radius: .5rem; padding: .55rem .9rem; }}
.pa-table td.pa-wide {{ min-width: 15rem; }}
.pa-twin summary {{ cursor: pointer; font-size: .9rem; }}
.pa-text {{ line-height: 1.9; max-width: 46rem; font-size: 1rem; overflow-wrap: anywhere; }}
.pa-text mark {{ background: {band}; color: inherit; border-bottom: 2px solid {met}; padding: .05em 0; }}
.pa-text mark.chosen {{ background: {chosen}; border-bottom-color: {missed}; }}
.pa-quote {{ border-left: 3px solid {met}; padding: .2rem 0 .2rem 1rem; margin: .4rem 0 1.2rem; line-height: 1.8; }}
.pa-quote .pa-scroll td {{ min-width: 7rem; }}
.pa-small {{ display: block; }}
</style>
"""


def _style(reader: Reader) -> None:
    colours = reader.colours
    chosen = "#4A2A12" if reader.dark else "#FDE3D0"
    st.html(
        _STYLE.format(
            rule=colours.rule, quiet=colours.quiet, band=colours.band, met=colours.fill["met"], missed=colours.fill["missed"], chosen=chosen
        )
    )


def _language(reader: Reader) -> None:
    def chosen() -> None:
        picked = st.session_state["lang"] or reader.lang
        st.session_state["kept_lang"] = picked
        state.address(lang=picked)

    st.session_state["lang"] = reader.lang
    names = {"zh": "中文", "en": "English"}
    st.segmented_control("中文 / English", list(names), key="lang", format_func=names.__getitem__, label_visibility="collapsed", on_change=chosen)
    state.address(lang=reader.lang)


def _tolerance(reader: Reader) -> None:
    given = st.query_params.get("tolerance")
    kept = st.session_state.get("kept_tolerance", float(DEFAULT_TOLERANCE))
    if given is not None:
        try:
            wanted = float(given)
        except ValueError:
            wanted = -1.0
        if 0 <= wanted <= 10:
            kept = wanted
        else:
            kept = float(DEFAULT_TOLERANCE)
            st.warning(reader.say("The tolerance {given} is not a number from 0 to 10; the stated one is used.", given=given[:20]))
    st.session_state["kept_tolerance"] = kept

    def moved() -> None:
        value = st.session_state["tolerance"]
        st.session_state["kept_tolerance"] = value
        state.address(tolerance=None if value == DEFAULT_TOLERANCE else f"{value:g}")

    if given is None and kept != float(DEFAULT_TOLERANCE):
        state.address(tolerance=f"{kept:g}")
    with st.popover(reader.say("Tolerance {n} %", n=f"{kept:g}")):
        st.session_state["tolerance"] = kept
        label = reader.say("What 左右, 约, 近, 同步 and a narrow miss allow, in percent of the promise: our opinion, yours to move.")
        st.slider(label, 0.0, 10.0, key="tolerance", step=0.5, format="%g %%", on_change=moved)


def _left_out(reader: Reader) -> None:
    found = state.stated().data
    if found.problems:
        names = ("、" if reader.lang == "zh" else ", ").join(found.left_out) or reader.say("nothing")
        st.warning(reader.say("Problems in the curated data: {n}. Left out: {names}.", n=len(found.problems), names=names), icon=":material/report:")
        with st.expander(reader.say("The problems")):
            st.code("\n".join(p.text(reader.lang) for p in found.problems), language=None, wrap_lines=True)


def run() -> None:
    """Lay out the dashboard and run the page that the address names."""
    lang = state.language()
    st.set_page_config(page_title=translate(lang, "Promised and achieved"), page_icon=str(Path(__file__).with_name("icon.png")), layout="wide")
    pages = [
        st.Page(overview.page, title=translate(lang, "Overview"), url_path="overview", default=True),
        st.Page(scorecard.page, title=translate(lang, "Scorecard"), url_path="scorecard"),
        st.Page(indicator.page, title=translate(lang, "Indicator"), url_path="indicator"),
        st.Page(compare.page, title=translate(lang, "Compare"), url_path="compare"),
        st.Page(sources.page, title=translate(lang, "Sources"), url_path="sources"),
        st.Page(data.page, title=translate(lang, "Data"), url_path="data"),
    ]
    st.session_state["pages"] = {p.url_path: p for p in pages}
    page = st.navigation(pages, position="top")
    reader = state.reader()
    _style(reader)
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        _language(reader)
        _tolerance(reader)
    _left_out(reader)
    st.session_state["notices"] = st.container()
    page.run()
    state.watch_window()  # last: the page need not wait for what it loads
