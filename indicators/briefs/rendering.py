"""A briefing as the bytes of a file, the kind by its ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from indicators.briefs import browser, documents, fonts, printing, sheets, slides, vectors, workbooks
from indicators.briefs.content import Brief, all_seen
from indicators.briefs.request import ENDINGS, BriefError
from indicators.words.texts import said

_UNSEEN = ("hovertext", "customdata", "family")  # keys of a figure whose texts a picture doesn't show
_OFFICE: dict[str, Callable[[Brief], bytes]] = {
    "pptx": slides.slides,
    "docx": documents.document,
    "xlsx": workbooks.workbook,
}


def make(brief: Brief, ending: str, scale: float = 2) -> bytes:
    """The file of that kind; `scale` is how many pixels of a png stand for one of the sheet's 1280 × 720.

    Raises BriefError for an unknown ending, where png, svg or pdf find no Chrome, and where no font has the characters.
    """
    brief = all_seen(brief)
    if ending in ("png", "svg"):
        return picture(sheets.sheet(brief), ending, scale, brief.request.base)
    if ending == "pdf":
        return printing.pages(brief)
    if ending in _OFFICE:
        return _OFFICE[ending](brief)
    raise BriefError(
        said(
            "there is no briefing that ends in .{ending}; there are: {known}",
            ending=ending[:12],
            known=", ".join(ENDINGS),
        )
    )


def picture(figure: dict[str, Any], ending: str, scale: float = 2, base: str = "", width: int = 1200) -> bytes:
    """Any page's figure as png (`scale` × its size) or as svg with its fonts in it.

    `width` in pixels counts where the figure itself has none; `base` is the dashboard's address, for links. Raises
    BriefError where there is no Chrome, or no font with the characters.
    """
    layout = figure["layout"]
    size = int(layout.get("width", width)), int(layout["height"])
    if ending == "svg":
        drawn = browser.picture(vectors.addressed(figure, base), "svg", *size)
        return vectors.standing_alone(drawn.decode()).encode()
    fonts.needed(frozenset(c for text in _texts(figure) for c in fonts.characters(f">{text}<")))
    return browser.picture(figure, "png", *size, scale)


def _texts(part: Any) -> Iterator[str]:
    """The texts of a figure that a picture may show."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in _UNSEEN:
                yield from _texts(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from _texts(value)
    elif isinstance(part, str):
        yield part
