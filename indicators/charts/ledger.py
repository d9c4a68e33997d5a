"""The ledger: one row a promise, and one promise line down the whole page; right of it kept, left of it short.

All words of a row are tick labels of invisible axes; only the row itself is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.charts.pieces import BLANK, UNCHANGED, Captions, Look, Struct, labels, rails, written
from indicators.charts.theme import Palette, layout, linked, wrapped
from indicators.views.ledger import LedgerRow
from indicators.views.scorecard import Scorecard
from indicators.words.inert import in_plotly

ROW, GROUP, _NARROW_ROW = 34, 46, 78  # pixels: a row, the head of a group, a row that is stacked for a phone
_PROMISED, _BARS, _REPORTED = 0.45, (0.46, 0.765), 0.78  # places across the figure
_BELOW = 76  # pixels below the rows, without the small print
_RANGE = (-1.06, 1.1)  # the places along a row that are drawn; 1 is half a row

_Placed = tuple[float, LedgerRow]  # a row and the pixels from the top to its middle


@dataclass(frozen=True, slots=True)
class _Page:
    """Where everything stands: group heads and rows by their pixels from the top, the height of all rows, the words
    around them, and how many pixels down the lead begins."""

    heads: Sequence[tuple[float, str]]
    rows: Sequence[_Placed]
    height: float
    captions: Captions
    lead_at: int
    look: Look

    @property
    def across(self) -> tuple[float, float]:
        """Where the drawing of the rows begins and ends across the figure; stacked it stands below the words."""
        return (0.0, 1.0) if self.look.narrow else _BARS

    @property
    def above(self) -> int:
        """The room in pixels for title, lead and column heads."""
        lines = len(self.captions.lead)
        return self.lead_at + (44 + 18 * lines if self.look.narrow else 36 + 20 * max(lines, 2))

    @property
    def below(self) -> int:
        """The room in pixels for the small print."""
        return _BELOW + 16 * len(self.captions.foot)


def ledger(
    card: Scorecard, words: Mapping[str, str], colours: Palette, narrow: bool = False, width: int = 1200
) -> dict[str, Any]:
    """The figure of a scorecard as plotly's own plain structure.

    `words` are the column heads: promised, short, kept, reported. `narrow` stacks each row for a phone. `width` is only
    a hint of how many characters fit a line of the title and the footer.
    """
    page = _page(card, Look(colours, narrow, width))
    half = 10 if narrow else 12.5  # pixels, of a promise line's length
    drawn = [(y + (25 if narrow else 0), row) for y, row in page.rows]
    return {
        "data": [
            rails((((-1, y), (0, y)) for y, _ in drawn), {"color": colours.rule, "width": 1.5}),
            _bands(drawn, colours, 2 * half),
            *_lines(drawn, colours, half),
            *(trace for good in (True, False) for trace in _dots(drawn, colours, good)),
            *({**BLANK, "yaxis": axis} for axis in ("y2", "y3", "y4")),
        ],
        "layout": layout(
            colours,
            int(page.height) + page.above + page.below,
            margin={"l": 0, "r": 0, "t": page.above, "b": page.below, "pad": 0},
            clickmode="event+select",
            xaxis={"domain": list(page.across), "range": list(_RANGE), "visible": False, "fixedrange": True},
            yaxis={"range": [page.height, 0], "visible": False, "fixedrange": True},
            **_axes(page, words["promised"]),
            annotations=[
                *page.captions.written(page.look, page.above, page.lead_at, 14),
                *_column_heads(page, words),
            ],
            hovermode="closest",
            hoverdistance=30,
        ),
    }


def _page(card: Scorecard, look: Look) -> _Page:
    """The rows one below the other, each group under its head."""
    heads, rows, y = [], [], 0.0
    height = _NARROW_ROW if look.narrow else ROW
    for group in card.groups:
        heads.append((y + GROUP * 0.62, group.name))
        y += GROUP
        rows += [(y + height * (i + 0.5), row) for i, row in enumerate(group.rows)]
        y += height * len(group.rows)
    lead = [line for text in (card.sentence, card.answered) for line in wrapped(text, look.lead_letters)]
    foot = [line for text in (card.scale, card.footer) for line in wrapped(text, look.foot_letters)]
    # A title takes two lines where the window is narrow.
    lead_at = 10 + 23 * len(wrapped(card.title, 36)) if look.narrow else 42
    return _Page(heads, rows, y, Captions(card.title, lead, foot), lead_at, look)


# Words


def _axes(page: _Page, promised: str) -> Struct:
    """The words of all rows as three axes: names and heads, promises, outcomes. In a stacked row the name stands above
    the other two, with the word `promised` before the promise."""
    colours, narrow = page.look.colours, page.look.narrow
    heads = [f"<b>{in_plotly(name)}</b>" for _, name in page.heads]
    names = [("" if narrow else "    ") + _name(row, page.look) for _, row in page.rows]
    targets = [linked(in_plotly(row.target), row.target_href, colours.ink) for _, row in page.rows]
    outcomes = [_outcome(row, colours) for _, row in page.rows]
    ys = [y for y, _ in page.rows]
    first = [*(y - 22 if narrow else y for y in ys), *(y for y, _ in page.heads)]
    named = _axis(("right", 0), first, [*names, *heads], colours)
    if not narrow:
        return {
            "yaxis2": named,
            "yaxis3": _axis(("left", _PROMISED), ys, targets, colours),
            "yaxis4": _axis(("right", _REPORTED), ys, outcomes, colours),
        }
    second = [y + 2 for y in ys]
    word = f'<span style="color:{colours.quiet}">{promised}</span> '
    stacked = [
        ("" if len(row.target) > 14 else word) + target  # the word where there is room for it
        for (_, row), target in zip(page.rows, targets, strict=True)
    ]
    return {
        "yaxis2": named,
        "yaxis3": _axis(("right", 0), second, stacked, colours, 13),
        "yaxis4": _axis(("left", 1), second, outcomes, colours),
    }


def _axis(
    at: tuple[str, float], values: Sequence[float], texts: Sequence[str], colours: Palette, size: int = 14
) -> Struct:
    """An axis of words `at` a side and a place across the figure."""
    font = {"color": colours.ink, "size": size}
    return labels(*at, values, texts, tickfont=font, showline=False, automargin=False)


def _name(row: LedgerRow, look: Look) -> str:
    """A row's name, cut with an ellipsis where it does not fit, and its unit."""
    first = wrapped(row.name, 42 if look.narrow else 62)[0]
    name = in_plotly(row.name if first == row.name else f"{first}…")
    return name + (f" {_small(row.unit, look.colours)}" if row.unit else "")


def _small(text: str, colours: Palette) -> str:
    return f'<span style="color:{colours.quiet};font-size:12px">{in_plotly(text)}</span>'


def _outcome(row: LedgerRow, colours: Palette) -> str:
    """What was reported, heavy where it was judged, behind the verdict's sign, and a detail."""
    colour = colours.text[row.verdict]
    glyph = f'<span style="color:{colour}"><b>{row.glyph}</b></span>'
    words = in_plotly(row.outcome) if row.dot is None else f"<b>{in_plotly(row.outcome)}</b>"
    told = linked(f'<span style="color:{colour}">{words}</span>', row.outcome_href, colour)
    return f"{glyph}  {told}" + (f" {_small(row.detail, colours)}" if row.detail else "")


def _column_heads(page: _Page, words: Mapping[str, str]) -> list[Struct]:
    """Short and kept on both sides of the promise line; over the words, where they stand in columns, what they are."""
    start, end = page.across
    line = start + (end - start) * -_RANGE[0] / (_RANGE[1] - _RANGE[0])

    def head(text: str, x: float, **more: object) -> Struct:
        return written(text, (x, 1), 12, 13, page.look.colours.quiet, **more)

    up_to = {"xanchor": "right", "align": "right"}
    heads = [
        head(f"← {words['short']}", line, xshift=-10, **up_to),
        head(f"{words['kept']} →", line, xshift=10),
    ]
    if not page.look.narrow:
        heads += [head(words["promised"], _PROMISED, **up_to), head(words["reported"], _REPORTED)]
    return heads


# The drawing


def _bands(rows: Sequence[_Placed], colours: Palette, wide: float) -> Struct:
    """The pale bands of what each promise allows; they also carry the row's hover and click."""
    drawn = [(y, row, row.band) for y, row in rows if row.band is not None]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [band[1] - band[0] for _, _, band in drawn],
        "base": [band[0] for _, _, band in drawn],
        "y": [y for y, _, _ in drawn],
        "width": wide,
        "marker": {"color": colours.band},
        "customdata": [row.indicator for _, row, _ in drawn],
        "hovertext": [row.hover for _, row, _ in drawn],
        "hoverinfo": "text",
        "selected": UNCHANGED,
        "unselected": UNCHANGED,
    }


def _lines(rows: Sequence[_Placed], colours: Palette, half: float) -> list[Struct]:
    """The promise line of every row that has one, and the dotted mark of what was striven for."""
    promises = [(0.0, y) for y, row in rows if row.band is not None]
    stretches = [(row.stretch, y) for y, row in rows if row.stretch is not None]
    return [
        rails((((x, y - half), (x, y + half)) for x, y in places), {"color": colours.ink, **line})
        for places, line in ((promises, {"width": 2.5}), (stretches, {"width": 1.5, "dash": "2px,2px"}))
    ]


def _dots(rows: Sequence[_Placed], colours: Palette, good: bool) -> list[Struct]:
    """Of the outcomes that kept their promise (`good`) or missed it the gap as a thick line from the promise line, and
    the outcome at its end; an arrow where it lies outside."""
    drawn = [(y, row, row.dot) for y, row in rows if row.dot is not None and (row.verdict != "missed") == good]
    if not drawn:
        return []
    colour = colours.fill["met" if good else "missed"]
    gaps = rails((((0, y), (dot, y)) for y, _, dot in drawn), {"color": colour, "width": 3.5})
    arrows = ["triangle-right" if dot > 0 else "triangle-left" for _, _, dot in drawn]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [dot for _, _, dot in drawn],
        "y": [y for y, _, _ in drawn],
        "marker": {
            "color": [colours.fill["exceeded"] if row.verdict == "exceeded" else colour for _, row, _ in drawn],
            "size": 15,
            "opacity": 1,
            "symbol": [arrow if row.cut else "circle" for arrow, (_, row, _) in zip(arrows, drawn, strict=True)],
            "line": {"color": colours.paper, "width": 2},
        },
        "customdata": [row.indicator for _, row, _ in drawn],
        "hovertext": [row.hover for _, row, _ in drawn],
        "hoverinfo": "text",
        "selected": UNCHANGED,
        "unselected": UNCHANGED,
    }
    return [gaps, dots]
