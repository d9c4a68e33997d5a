"""Compare: the promises in percent of several cities on one scale, each with its outcome where it can be judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators.charts.pieces import BLANK, Captions, Look, Struct, labels
from indicators.charts.theme import Palette, layout, wrapped
from indicators.views.compare import Compare, Pair
from indicators.words.inert import in_plotly

_SYMBOLS = ("diamond", "square", "circle", "triangle-up", "cross", "star")
_HUES = ("#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31")  # of cities after the first, none a verdict's


def rates(view: Compare, colours: Palette, narrow: bool = False, width: int = 1200) -> dict[str, Any]:
    """The figure of all pairs in percent that may be compared, as plotly's own plain structure; an empty figure where
    there is none. `width` is about how many pixels it will have; `narrow` puts the names above the marks."""
    pairs = [
        p for p in view.pairs if p.in_percent and not p.refused and any(s.target_value is not None for s in p.sides)
    ]
    look, row = Look(colours, narrow, width), 64 if narrow else 46
    ys = [i * row for i in range(len(pairs))]
    left = 0.0 if narrow else 0.3
    captions = Captions(view.title, [view.subtitle], wrapped(view.footer, look.foot_letters))
    above, below, height = (150 if narrow else 112), 56 + 16 * len(captions.foot), len(pairs) * row
    values = [v for p in pairs for s in p.sides for v in (s.target_value, s.outcome_value) if v is not None]
    return {
        "data": [
            *(trace for k in range(len(view.cities)) for trace in _city(view.cities, k, pairs, ys, look)),
            {**BLANK, "yaxis": "y2", "showlegend": False},
        ],
        "layout": layout(
            colours,
            height + above + below,
            margin={"l": 0, "r": 0, "t": above, "b": below},
            xaxis={
                "domain": [left, 1],
                "range": [min(0.0, *values, 0.0), max([*values, 1.0]) * 1.25],
                "gridcolor": colours.rule,
                "zeroline": True,
                "zerolinecolor": colours.quiet,
                "ticksuffix": "%",
                "fixedrange": True,
                "tickfont": {"color": colours.quiet},
            },
            yaxis={"range": [height - row / 2, -row / 2], "visible": False, "fixedrange": True},
            yaxis2=labels("right", 0, [y - 14 if narrow else y for y in ys], [in_plotly(p.name) for p in pairs]),
            showlegend=True,
            legend={
                "orientation": "h",
                "x": left,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "itemclick": False,
                "itemdoubleclick": False,
            },
            annotations=captions.written(look, above, 60 if narrow else 42, 36),
            hovermode="closest",
        ),
    }


def _city(cities: Sequence[str], k: int, pairs: Sequence[Pair], ys: Sequence[int], look: Look) -> list[Struct]:
    """The promises of the city of number `k`, each a mark of its own beside those of the others, and a line to each
    outcome that can be judged."""
    colours, city = look.colours, f"<b>{in_plotly(cities[k])}</b>"
    offset = (k - (len(cities) - 1) / 2) * 11 + (10 if look.narrow else 0)
    sides = [(y + offset, p.sides[k]) for y, p in zip(ys, pairs, strict=True)]
    drawn = [(y, side) for y, side in sides if side.target_value is not None]
    promised = {
        "type": "scatter",
        "mode": "markers+text",
        "name": in_plotly(cities[k]),
        "x": [s.target_value for _, s in drawn],
        "y": [y for y, _ in drawn],
        "text": [in_plotly(s.target) for _, s in drawn],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": colours.ink},
        "marker": {
            "size": 12,
            "symbol": _SYMBOLS[k % 6],
            "color": (colours.ink, *_HUES)[k % 6],
            "line": {"color": colours.paper, "width": 1},
        },
        "hovertext": [f"{city}<br>{in_plotly(s.target)}<br>{s.glyph} {in_plotly(s.outcome)}" for _, s in drawn],
        "hoverinfo": "text",
    }
    reported = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [side.target_value, side.outcome_value],
            "y": [y, y],
            "showlegend": False,
            "line": {"color": colours.fill[side.verdict], "width": 3},
            "marker": {"size": [0, 11], "color": colours.fill[side.verdict], "opacity": 1},
            "hovertext": ["", f"{city}<br>{side.glyph} {in_plotly(side.outcome)}"],
            "hoverinfo": "text",
        }
        for y, side in drawn
        if side.outcome_value is not None
    ]
    return [promised, *reported]
