"""Ambition and delivery: what was promised from left to right, how far the outcome was from it up or down.

Each indicator has a panel. All panels have the same two scales, so that a distance means the same in each. The zero
line is the promise; along a slanting line the outcome is the same, whatever was promised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from indicators.charts.pieces import UNCHANGED, Captions, Drawn, Look, Place, Struct, box, stroke, together, written
from indicators.charts.theme import Palette, layout, linked, wrapped
from indicators.views.ambition import Ambition, Plane, Point
from indicators.words.inert import in_plotly

_PANEL, _BETWEEN, _LEFT = 300, 74, 40  # pixels: a panel's height, what is between two, room for the numbers beside
_MARK, _LINE = 15, 17  # pixels: a dot, a label's height
_SLANTS = 100  # percent that a panel may span before its slanting lines stand further apart
# Where a label may stand beside its dot, the first that is free: plotly's word, and the label's middle in label widths
# and pixels.
_SIDES = (
    ("middle right", 0.5, 11, 0),
    ("middle left", -0.5, -11, 0),
    ("top center", 0, 0, 17),
    ("bottom center", 0, 0, -17),
)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a panel stands. `suffix` ends the names of its axes; `across` and `up` are its shares of the drawing,
    `size` its pixels; `column` counts the panels before it in its row."""

    suffix: str
    column: int
    across: Place
    up: Place
    size: Place

    @property
    def refs(self) -> Struct:
        """The axes as shapes name them."""
        return {"xref": f"x{self.suffix}", "yref": f"y{self.suffix}"}


def _across(n: int, narrow: bool) -> int:
    """How many panels stand in a row; a lone one gets no more than half of a wide figure."""
    return 1 if narrow else max(2, min(n, 3))


def _scales(planes: Sequence[Plane]) -> tuple[Place, Place]:
    """The scales of target and gap, in whole percent, with room around the dots."""
    targets = [p.target for plane in planes for p in plane.points]
    gaps = [p.gap for plane in planes for p in plane.points]
    return (floor(min(targets)) - 1.0, ceil(max(targets)) + 1.0), (
        floor(min([*gaps, -1.0])) - 0.8,
        ceil(max([*gaps, 1.0])) + 0.8,
    )


def _wide(text: str) -> float:
    """About how many pixels a label is wide."""
    return sum(13 if c > "\u2e7f" else 7 for c in text)


def _sides(points: Sequence[Point], x: Place, y: Place, size: Place) -> list[str]:
    """Where each dot's label stands; "" where it would lie on another or leave the panel (its hover still tells)."""
    at = [((p.target - x[0]) / (x[1] - x[0]) * size[0], (p.gap - y[0]) / (y[1] - y[0]) * size[1]) for p in points]
    taken: list[Box] = [(a - _MARK / 2, b - _MARK / 2, a + _MARK / 2, b + _MARK / 2) for a, b in at]
    found = []
    for point, (a, b) in zip(points, at, strict=True):
        width = _wide(f"{point.label} {point.outcome}")
        for side, widths, right, up in _SIDES:
            middle, height = a + widths * width + right, b + up
            box = (middle - width / 2, height - _LINE / 2, middle + width / 2, height + _LINE / 2)
            inside = box[0] >= 0 and box[2] <= size[0] and box[1] >= 0 and box[3] <= size[1]
            if inside and not any(_touch(box, other) for other in taken):
                taken.append(box)
                found.append(side)
                break
        else:
            found.append("")
    return found


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def ambition(
    view: Ambition, words: Mapping[str, str], colours: Palette, narrow: bool = False, width: int = 1200
) -> dict[str, Any]:
    """The figure as plotly's own plain structure. `words` are what stands at the two scales, "promised" and "past";
    `width` is about how many pixels it will have, `narrow` puts the panels below each other for a phone."""
    look, n = Look(colours, narrow, width), len(view.planes)
    across, rows = _across(n, narrow), ceil(n / _across(n, narrow))
    inner = rows * _PANEL + (rows - 1) * _BETWEEN
    x, y = _scales(view.planes)
    foot = [line for text in (view.note, view.footer) for line in wrapped(text, look.foot_letters)]
    captions = Captions(view.title, wrapped(view.lead, look.lead_letters), foot)
    above, below = (64 if narrow else 58) + 21 * len(captions.lead) + 56, 62 + 16 * len(foot)
    sites = [_site(i, across, inner, width) for i in range(n)]
    drawn = together(_panel(plane, site, x, y, colours) for plane, site in zip(view.planes, sites, strict=True))
    axes: Struct = {}
    for site in sites:
        axes |= {f"xaxis{site.suffix}": _promised(site, x, colours), f"yaxis{site.suffix}": _past(site, y, colours)}
    right = min(n, across) / across
    notes = [
        written(in_plotly(words["past"]), (0, 1), 34, 12, colours.quiet, yanchor="bottom", xshift=-_LEFT),
        written(in_plotly(words["promised"]), (right, 0), -26, 12, colours.quiet, xanchor="right"),
        *captions.written(look, above, 34 if narrow else 42, 50, xshift=-_LEFT),
    ]
    return {
        "data": list(drawn.traces),
        "layout": layout(
            colours,
            inner + above + below,
            margin={"l": _LEFT, "r": 0, "t": above, "b": below, "pad": 0},
            shapes=list(drawn.shapes),
            annotations=[*drawn.notes, *notes],
            hovermode="closest",
            clickmode="event+select",
            **axes,
        ),
    }


def _site(i: int, across: int, inner: int, width: int) -> _Field:
    """Where the panel of number `i` stands: `across` of them in a row, `inner` pixels for all rows."""
    row, column = divmod(i, across)
    top = 1 - row * (_PANEL + _BETWEEN) / inner
    return _Field(
        suffix="" if i == 0 else str(i + 1),
        column=column,
        across=(column / across + (0.03 if column else 0.0), (column + 1) / across if across > 1 else 1.0),
        up=(max(0.0, top - _PANEL / inner), top),
        size=((width - _LEFT) / across - (0 if across == 1 else 36), float(_PANEL)),
    )


def _promised(site: _Field, x: Place, colours: Palette) -> Struct:
    """The scale of what was promised."""
    return {
        "domain": list(site.across),
        "anchor": f"y{site.suffix}",
        "range": list(x),
        "dtick": ceil((x[1] - x[0]) / 7),
        "ticksuffix": "%",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "showline": True,
        "linecolor": colours.quiet,
        "tickfont": {"color": colours.quiet, "size": 12},
    }


def _past(site: _Field, y: Place, colours: Palette) -> Struct:
    """The scale of how far the outcome was from the promise; its numbers stand beside the first panel of a row."""
    step = ceil((y[1] - y[0]) / 7)
    steps = list(range(ceil(y[0] / step) * step, floor(y[1]) + 1, step))
    return {
        "domain": list(site.up),
        "anchor": f"x{site.suffix}",
        "range": list(y),
        "gridcolor": colours.rule,
        "zeroline": False,
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": steps,
        "ticktext": [f"{v:+d}".replace("-", "−") if v else "0" for v in steps],
        "showticklabels": site.column == 0,
        "tickfont": {"color": colours.quiet, "size": 12},
    }


def _panel(plane: Plane, site: _Field, x: Place, y: Place, colours: Palette) -> Drawn:
    """One indicator: what kept the promise in a pale band, the promise as a line, equal outcomes as slanting lines,
    and the dots, under its name."""
    promise = {"color": colours.ink, "width": 2.5}
    equal = {"color": colours.quiet, "width": 1, "dash": "1px,4px"}
    name = f"<b>{linked(in_plotly(plane.name), plane.href, colours.ink)}</b>"
    return Drawn(
        (_dots(plane, site.suffix, _sides(plane.points, x, y, site.size), colours),),
        (
            box(site.refs, (x[0], 0), (x[1], y[1]), colours.band),
            stroke(site.refs, (x[0], 0), (x[1], 0), promise, layer="between"),
            *(stroke(site.refs, (x[0], o - x[0]), (x[1], o - x[1]), equal, layer="below") for o in _slants(x, y)),
        ),
        (written(name, (site.across[0], site.up[1]), 10, 15, colours.ink, yanchor="bottom"),),
    )


def _slants(x: Place, y: Place) -> range:
    """The outcomes, in whole percent, whose slanting lines cross a panel: every second one, or fewer of very many."""
    first, last = ceil(x[0] + y[0]), floor(x[1] + y[1])
    return range(first, last + 1, 2 * ceil((last - first + 1) / _SLANTS))


def _dots(plane: Plane, suffix: str, sides: Sequence[str], colours: Palette) -> Struct:
    """The outcomes of a panel, each with its label at its side ("" where there is no room for it)."""
    fill = [colours.fill[p.verdict] for p in plane.points]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "x": [p.target for p in plane.points],
        "y": [p.gap for p in plane.points],
        "text": [
            f'{in_plotly(p.label)} <span style="color:{colours.quiet}">{in_plotly(p.outcome)}</span>' if side else ""
            for p, side in zip(plane.points, sides, strict=True)
        ],
        "textposition": [side or "middle right" for side in sides],
        "textfont": {"size": 13, "color": colours.ink},
        "cliponaxis": False,
        "marker": {"size": _MARK, "color": fill, "opacity": 1, "line": {"color": colours.paper, "width": 2}},
        "customdata": [p.href for p in plane.points],
        "hovertext": [p.hover for p in plane.points],
        "hoverinfo": "text",
        "selected": UNCHANGED,
        "unselected": UNCHANGED,
    }
