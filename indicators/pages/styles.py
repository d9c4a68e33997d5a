"""How the pages look, on screen and on paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from indicators.charts.theme import LIGHT, palette, variables
from indicators.pages import drawing, state
from indicators.pages.drawing import Html
from indicators.pages.state import Reader
from indicators.tables import Frames
from indicators.tables.keeping import kept
from indicators.views.documents import versions
from indicators.words import templates
from indicators.words.texts import translate

_CSS = "".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("style.css", "contribute.css", "print.css")
)


def style(reader: Reader) -> None:
    """The styles in the reader's colours; on paper in the light ones."""
    st.html(_style(reader.lang, reader.dark))


@cache
def _style(lang: str, dark: bool) -> Html:
    chosen = "#4A2A12" if dark else "#FDE3D0"
    colours = variables(palette("dark" if dark else "light"))
    on_screen = f":root {{ {colours} --pa-chosen: {chosen}; --pa-choose: '{translate(lang, 'Choose a file')}'; }}"
    on_paper = f"@media print {{ :root {{ {variables(LIGHT)} --pa-chosen: #FDE3D0; }} }}"
    return Html(templates.html("pages", "style", lang, css=Markup(f"{on_screen}\n{on_paper}\n{_CSS}")))


def below(reader: Reader) -> None:
    """The last line of a printed page, with what the page has left to be drawn last."""
    drawing.below(_imprint(state.frames(), reader.lang))


@kept(most=48)
def _imprint(frames: Frames, lang: str) -> Html:
    """The versions of data and rule. The browser itself prints the address."""
    return Html(templates.html("pages", "paragraph", lang, kind="pa-imprint", words=versions(frames, lang)))
