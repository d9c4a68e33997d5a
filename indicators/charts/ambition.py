"""Ambition and delivery: a panel for each indicator, what was promised across, how far the outcome was from it up and
down.

All panels have the same two scales, so that a distance means the same in each. The zero line is the promise; along a
slanting line the outcome is the same, whatever was promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Any

from indicators.charts.theme import Palette, escaped, headline, layout, linked, wrapped, written
from indicators.views.ambition import Ambition, Plane, Point

_PANEL, _BETWEEN, _LEFT = 300, 74, 40  # pixels: a panel's height, what is between two, room for the numbers beside
_MARK, _LINE = 15, 17  # pixels: a dot, a label's height
# Where a label may stand beside its dot, the first that is free: plotly's word, and the label's middle in label widths
# and pixels.
_SIDES = (
    ("middle right", 0.5, 11, 0),
    ("middle left", -0.5, -11, 0),
    ("top center", 0, 0, 17),
    ("bottom center", 0, 0, -17),
)

Box = tuple[float, float, float, float]


def _across(n: int, narrow: bool) -> int:
    """How many panels stand in a row; a lone one gets no more than half of a wide figure."""
    return 1 if narrow else max(2, min(n, 3))


def _scales(planes: Sequence[Plane]) -> tuple[tuple[float, float], tuple[float, float]]:
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


def _sides(
    points: Sequence[Point], x: tuple[float, float], y: tuple[float, float], size: tuple[float, float]
) -> list[str]:
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
    view: Ambition, words: dict[str, str], colours: Palette, narrow: bool = False, width: int = 1200
) -> dict[str, Any]:
    """The figure; `words` are what stands at the two scales: promised and past."""
    n = len(view.planes)
    across = _across(n, narrow)
    rows = ceil(n / across)
    x, y = _scales(view.planes)
    foot = [line for text in (view.note, view.footer) for line in wrapped(text, int(width / 6.4))]
    lead = wrapped(view.lead, int(width / 8))
    above, below = (64 if narrow else 58) + 21 * len(lead) + 56, 62 + 16 * len(foot)
    inner = rows * _PANEL + (rows - 1) * _BETWEEN
    size = ((width - _LEFT) / across - (0 if across == 1 else 36), float(_PANEL))
    steps = [v for v in range(ceil(y[0]), floor(y[1]) + 1) if v % ceil((y[1] - y[0]) / 7) == 0]
    axes: dict[str, Any] = {}
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for i, plane in enumerate(view.planes):
        suffix = "" if i == 0 else str(i + 1)
        row, column = divmod(i, across)
        left, top = column / across + (0.03 if column else 0.0), 1 - row * (_PANEL + _BETWEEN) / inner
        x_domain, y_domain = [left, (column + 1) / across if across > 1 else 1.0], [max(0.0, top - _PANEL / inner), top]
        axes[f"xaxis{suffix}"] = {
            "domain": x_domain,
            "anchor": f"y{suffix}",
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
        axes[f"yaxis{suffix}"] = {
            "domain": y_domain,
            "anchor": f"x{suffix}",
            "range": list(y),
            "gridcolor": colours.rule,
            "zeroline": False,
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": steps,
            "ticktext": [f"{v:+d}".replace("-", "−") if v else "0" for v in steps],
            "showticklabels": column == 0,
            "tickfont": {"color": colours.quiet, "size": 12},
        }
        ref = {"xref": f"x{suffix}", "yref": f"y{suffix}"}
        shapes.append(
            {
                "type": "rect",
                **ref,
                "x0": x[0],
                "x1": x[1],
                "y0": 0,
                "y1": y[1],
                "fillcolor": colours.band,
                "line": {"width": 0},
                "layer": "below",
            }
        )
        shapes.append(
            {
                "type": "line",
                **ref,
                "x0": x[0],
                "x1": x[1],
                "y0": 0,
                "y1": 0,
                "line": {"color": colours.ink, "width": 2.5},
                "layer": "between",
            }
        )
        for outcome in _slants(x, y):
            shapes.append(
                {
                    "type": "line",
                    **ref,
                    "x0": x[0],
                    "x1": x[1],
                    "y0": outcome - x[0],
                    "y1": outcome - x[1],
                    "line": {"color": colours.quiet, "width": 1, "dash": "1px,4px"},
                    "layer": "below",
                }
            )
        traces.append(_dots(plane, suffix, _sides(plane.points, x, y, size), colours))
        notes.append(
            written(
                f"<b>{linked(escaped(plane.name), plane.href, colours.ink)}</b>",
                left,
                top,
                10,
                15,
                colours.ink,
                "bottom",
            )
        )
    notes += [
        written(escaped(words["past"]), 0, 1, 34, 12, colours.quiet, "bottom"),
        written(escaped(words["promised"]), min(n, across) / across, 0, -26, 12, colours.quiet),
        written(headline(view.title, narrow), 0, 1, above - 4, 18 if narrow else 24, colours.ink),
        written(
            "<br>".join(escaped(line) for line in lead),
            0,
            1,
            above - (34 if narrow else 42),
            13 if narrow else 15,
            colours.quiet,
        ),
        written("<br>".join(escaped(line) for line in foot), 0, 0, -50, 12, colours.quiet),
    ]
    notes[-4]["xanchor"] = "right"
    for note in (notes[-5], *notes[-3:]):
        note["xshift"] = -_LEFT
    margin = {"l": _LEFT, "r": 0, "t": above, "b": below, "pad": 0}
    return {
        "data": traces,
        "layout": layout(
            colours,
            inner + above + below,
            margin=margin,
            shapes=shapes,
            annotations=notes,
            hovermode="closest",
            clickmode="event+select",
            **axes,
        ),
    }


def _slants(x: tuple[float, float], y: tuple[float, float]) -> range:
    """The outcomes, in whole percent, whose slanting lines cross a panel: every second one."""
    return range(ceil(x[0] + y[0]), floor(x[1] + y[1]) + 1, 2)


def _dots(plane: Plane, suffix: str, sides: Sequence[str], colours: Palette) -> dict[str, Any]:
    fill = [colours.fill[p.verdict] for p in plane.points]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "x": [p.target for p in plane.points],
        "y": [p.gap for p in plane.points],
        "text": [
            f'{escaped(p.label)} <span style="color:{colours.quiet}">{escaped(p.outcome)}</span>' if side else ""
            for p, side in zip(plane.points, sides, strict=True)
        ],
        "textposition": [side or "middle right" for side in sides],
        "textfont": {"size": 13, "color": colours.ink},
        "cliponaxis": False,
        "marker": {"size": _MARK, "color": fill, "opacity": 1, "line": {"color": colours.paper, "width": 2}},
        "customdata": [p.href for p in plane.points],
        "hovertext": [p.hover for p in plane.points],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
