"""The pieces that all figures are made of, as plotly's own plain structures: words, strokes, marks, captions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.charts.theme import Palette, headline
from indicators.words.inert import in_plotly

Struct = dict[str, Any]  # a trace, a shape, an annotation or an axis
Place = tuple[float, float]  # from left and from the bottom
BLANK: Struct = {"x": [None], "y": [None], "type": "scatter", "hoverinfo": "skip"}  # a trace that only shows an axis
UNCHANGED: Struct = {"marker": {"opacity": 1}}  # a mark that looks the same whether it is selected or not
_OVER = 3  # half-width characters that a line may have beyond its length: half of the last one, and a comma behind it


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure shall look: in which colours, stacked for a phone or not, and about how many pixels wide."""

    colours: Palette
    narrow: bool
    width: int

    @property
    def lead_letters(self) -> int:
        """How many half-width characters a line of the lead holds."""
        return int(self.width / 8) - _OVER

    @property
    def foot_letters(self) -> int:
        """How many half-width characters a line of the small print holds."""
        return int(self.width / 6.4) - _OVER


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part of a figure: its traces, shapes and annotations, each in the order in which they cover each other."""

    traces: tuple[Struct, ...] = ()
    shapes: tuple[Struct, ...] = ()
    notes: tuple[Struct, ...] = ()


def together(parts: Iterable[Drawn]) -> Drawn:
    """The parts as one, in their order."""
    kept = list(parts)
    return Drawn(
        tuple(trace for part in kept for trace in part.traces),
        tuple(shape for part in kept for shape in part.shapes),
        tuple(note for part in kept for note in part.notes),
    )


def written(text: str, at: Place, shift: int, size: int, colour: str, **more: object) -> Struct:
    """Words of `size` pixels at a place given in shares of the drawing, moved `shift` pixels up; they begin and hang
    there unless `more` (plotly's own keys) says otherwise."""
    return {
        "text": text,
        "x": at[0],
        "y": at[1],
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "yshift": shift,
        "showarrow": False,
        "align": "left",
        "font": {"size": size, "color": colour},
        **more,
    }


def lines(texts: Iterable[str]) -> str:
    """Lines of plain text as plotly reads them."""
    return "<br>".join(in_plotly(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Captions:
    """What stands around a drawing: its title, and the lines of its lead and of its small print."""

    title: str
    lead: Sequence[str]
    foot: Sequence[str]

    def written(self, look: Look, above: int, lead_below: int, foot_below: int, **more: object) -> list[Struct]:
        """Title, lead and small print as annotations. `above` is the room over the drawing, `lead_below` how far from
        its top the lead begins, `foot_below` how far below the drawing the small print does; all in pixels."""
        narrow, colours = look.narrow, look.colours
        return [
            written(headline(self.title, narrow), (0, 1), above - 4, 18 if narrow else 24, colours.ink, **more),
            written(lines(self.lead), (0, 1), above - lead_below, 13 if narrow else 15, colours.quiet, **more),
            written(lines(self.foot), (0, 0), -foot_below, 12, colours.quiet, **more),
        ]


def box(axes: Struct, low: Place, high: Place, colour: str) -> Struct:
    """A filled rectangle between two corners, below all else. `axes` names the axes that it is drawn on."""
    corners = {"x0": low[0], "x1": high[0], "y0": low[1], "y1": high[1]}
    return {"type": "rect", **axes, **corners, "fillcolor": colour, "line": {"width": 0}, "layer": "below"}


def stroke(axes: Struct, start: Place, end: Place, line: Struct, **more: object) -> Struct:
    """A line between two places; `line` is its colour, width and dash."""
    ends = {"x0": start[0], "x1": end[0], "y0": start[1], "y1": end[1]}
    return {"type": "line", **axes, **ends, "line": line, **more}


def rails(strokes: Iterable[tuple[Place, Place]], line: Struct) -> Struct:
    """Many strokes of one look as one trace, which costs the reader's browser less."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for start, end in strokes:
        xs += [start[0], end[0], None]
        ys += [start[1], end[1], None]
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def labels(side: str, position: float, values: Sequence[float], texts: Sequence[str], **more: object) -> Struct:
    """An axis that is nothing but words, one for each of `values` on the axis y: at the right of a place across the
    figure (side "right") or up to it (side "left"). Tick labels cost little, keep their size when the figure is
    resized, and can be links."""
    return {
        "overlaying": "y",
        "matches": "y",
        "side": side,
        "anchor": "free",
        "position": position,
        "tickmode": "array",
        "tickvals": list(values),
        "ticktext": list(texts),
        "ticklen": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        **more,
    }


def share(i: int, of: int, gap: float) -> Place:
    """Where the place of number `i` of some begins and ends, as shares of a line, with a gap between two."""
    size = (1 - gap * (of - 1)) / of
    return i * (size + gap), min(1.0, i * (size + gap) + size)
