"""What several pages draw alike: a part from its template, a figure with its table twin, a passage, a table.

What depends on the data and the reader's choices alone is made once (`tables.keeping`): markup as text, figures as a
`Drawing`; at each run of a page it is only handed to Streamlit. Parts that follow each other go to it as one, as each
costs the server and the browser a message.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st
from markupsafe import Markup
from plotly.basedatatypes import BaseFigure
from plotly.graph_objects import Figure

from indicators.briefs.request import ENDINGS
from indicators.pages import running
from indicators.pages.state import Reader
from indicators.tables import Frames, current
from indicators.tables.keeping import kept
from indicators.views.histories import History
from indicators.views.passages import Passage
from indicators.words import templates
from indicators.words.inert import hides, seen

KINDS = {  # of briefings, by ending
    "png": "PNG",
    "svg": "SVG",
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "docx": "Word",
    "xlsx": "Excel",
}
_CONFIG = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "typesetMath": False,
}


class Html(str):
    """Markup as Streamlit sends it without looking for indents in it, which takes longer than to send it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def html(template: str, reader: Reader, **values: object) -> Html:
    """A part of a page from the template of that name, filled with `values`."""
    return Html(templates.html("pages", template, reader.lang, **values))


def section(reader: Reader, title: str = "", lines: Iterable[str] = (), head: str = "") -> Html:
    """A heading, or above it the page's own (`head`), and the small lines below; nothing where all are empty."""
    said = tuple(filter(None, lines))
    return html("section", reader, head=head, title=title, lines=said) if head or title or said else Html()


def words(reader: Reader, said: str) -> Html:
    """A paragraph."""
    return html("paragraph", reader, kind="pa-words", words=said)


def folded(title: str, part: str, reader: Reader) -> Html:
    """A part of a page that opens at a click on its title."""
    return html("folded", reader, title=title, part=Markup(part))


def together(reader: Reader, *parts: str) -> Html:
    """Parts of a page that follow each other as one; what is empty is left out."""
    return html("together", reader, parts=[Markup(part) for part in parts if part])


def show(template: str, reader: Reader, **values: object) -> None:
    """Draw a part of a page from the template of that name, filled with `values`."""
    st.html(html(template, reader, **values))


def last(markup: str) -> None:
    """Draw the last part of a page; what stands below every page goes with it (`below`)."""
    if not running.leave(markup):
        st.html(Html(markup))


def below(markup: str) -> None:
    """Draw what stands below every page, and with it what the page has left to be drawn last."""
    st.html(Html(running.left() + markup))


class Chart(BaseFigure):  # type: ignore[misc]  # plotly has no types
    """A figure that plotly has checked once. Of a plain structure Streamlit has it checked at each run, which takes
    longer than all else that a chart needs."""

    def __init__(self, drawn: dict[str, Any]) -> None:
        self._checked: dict[str, Any] = Figure(drawn).to_dict()  # nothing else of a figure is kept: it is large

    def to_dict(self) -> dict[str, Any]:
        """The figure as plotly's own plain structure."""
        return self._checked


class Take(NamedTuple):
    """What can be taken away of a figure: pictures of it are saved under `name`, `brief` is the address of the briefing
    of the same view without its ending, where there is one."""

    name: str
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure ready to be shown: `alt` says in words what it shows, `above` is the markup above it."""

    chart: Chart
    alt: str
    above: str


def drawn(figure: dict[str, Any], alt: str, reader: Reader, take: Take, before: Iterable[str] = ()) -> Drawing:
    """A figure ready to be shown; what stands `before` it goes together with what can be taken away."""
    return Drawing(Chart(figure), seen(alt), together(reader, *before, _take(reader, take)))


def figure(drawing: Drawing, key: str, select: bool = False) -> str | None:
    """Draw a figure, and what stands above it.

    With `select`, the customdata of a newly clicked point is returned, once; otherwise None.
    """
    st.html(drawing.above)
    shown: dict[str, Any] = {"key": key, "theme": None, "config": _CONFIG, "alt": drawing.alt}
    if not select:
        st.plotly_chart(drawing.chart, **shown)
        return None
    event = st.plotly_chart(drawing.chart, **shown, on_select="rerun", selection_mode="points")
    points = event["selection"]["points"] if event else []
    clicked = points[0].get("customdata") if points else None
    clicked = clicked[0] if isinstance(clicked, list) else clicked
    if clicked == st.session_state.get(f"clicked_{key}"):
        return None
    st.session_state[f"clicked_{key}"] = clicked
    return clicked


def _take(reader: Reader, take: Take) -> Html:
    """What can be taken away (take.js): the picture of the figure below, which the browser makes in the reader's
    language and theme, and the briefing of the same view, which the server makes."""
    name, brief = take
    pictures = (
        ("PNG 2×", "png", 2, f"{name}.png"),
        ("PNG 3×", "png", 3, f"{name}@3x.png"),
        ("SVG", "svg", 1, f"{name}.svg"),
    )
    path, _, query = brief.partition("?")
    briefings = [(KINDS.get(ending, ending.upper()), f"{path}.{ending}?{query}") for ending in ENDINGS if brief]
    return html("take", reader, base=current.base_url(), pictures=pictures, briefings=briefings)


def cells(table: pd.DataFrame) -> dict[str, object]:
    """A table as its template takes it. As plain HTML a screen reader can walk it, print shows it, and it spares the
    page Streamlit's large table viewer."""
    return {"columns": list(table.columns), "rows": list(table.itertuples(index=False))}


def twin(table: pd.DataFrame, reader: Reader, label: str) -> Html:
    """The table that holds what a figure shows, for readers and machines that can't see it."""
    return html("twin", reader, label=label, **cells(table))


@kept(most=8)
def _hiding(frames: Frames, what: str) -> tuple[str, ...]:
    """The columns of a table in which some text has a sign that nobody sees; mostly none."""
    table = frames.table(what)
    texts = table.select_dtypes(include=["object", "string"])
    return tuple(str(name) for name in texts.columns if hides("\n".join(map(str, table[name]))))


def all_seen(frame: pd.DataFrame, frames: Frames, what: str) -> pd.DataFrame:
    """Rows of a table as Streamlit's viewer may show them, which obeys signs that turn a text round."""
    columns = _hiding(frames, what)
    if not columns:
        return frame
    return frame.assign(**{n: [seen(v) if isinstance(v, str) else v for v in frame[n]] for n in columns})


def on_paper(table: pd.DataFrame, reader: Reader) -> Html:
    """A table that only paper shows, instead of Streamlit's viewer, of which only the first rows would print."""
    return html("paper", reader, **cells(table))


def turned(table: pd.DataFrame, reader: Reader) -> Html:
    """The promises whose verdict the reader's tolerance turns, or that there are none."""
    if table.empty:
        return section(reader, lines=[reader.say("At this tolerance every verdict is as at the stated one.")])
    title = reader.say("What your tolerance turns")
    return together(reader, section(reader, title), html("region", reader, label=title, **cells(table)))


def passage(shown: Passage, reader: Reader) -> Html:
    """A quote marked in its sentence (none: only cited), with its source and a way to its place in the text."""
    return html("passage", reader, shown=shown)


def histories(shown: tuple[History, ...], reader: Reader, most: int = 8) -> Html:
    """Histories as a list; beyond `most` they are folded away."""
    return html("histories", reader, shown=shown[:most], rest=shown[most:])
