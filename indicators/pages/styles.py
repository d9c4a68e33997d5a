"""How the pages look, on screen and on paper."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from indicators.charts.theme import LIGHT, variables
from indicators.pages import drawing, state
from indicators.pages.state import Reader
from indicators.views.documents import versions

_CSS = "".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("style.css", "contribute.css", "print.css")
)


def style(reader: Reader) -> None:
    """The styles in the reader's colours; on paper in the light ones."""
    chosen = "#4A2A12" if reader.dark else "#FDE3D0"
    choose = reader.say("Choose a file")
    on_screen = f":root {{ {variables(reader.colours)} --pa-chosen: {chosen}; --pa-choose: '{choose}'; }}"
    on_paper = f"@media print {{ :root {{ {variables(LIGHT)} --pa-chosen: #FDE3D0; }} }}"
    drawing.show("style", reader, css=Markup(f"{on_screen}\n{on_paper}\n{_CSS}"))


def imprint(reader: Reader) -> None:
    """The last line of a printed page: the versions of data and rule. The browser itself prints the address."""
    drawing.show("paragraph", reader, kind="pa-imprint", words=versions(state.frames(), reader.lang))
