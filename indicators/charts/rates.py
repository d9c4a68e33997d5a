"""Compare: the promises in percent of several cities on one scale, each with its outcome where it can be judged."""

from __future__ import annotations

from typing import Any

from indicators.charts.theme import Palette, escaped, headline, layout, wrapped
from indicators.views.compare import Compare

_SYMBOLS = ("diamond", "square", "circle", "triangle-up", "cross", "star")
_HUES = ("#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31")  # of cities after the first, none a verdict's


def rates(view: Compare, colours: Palette, narrow: bool = False, width: int = 1200) -> dict[str, Any]:
    """The figure of all pairs in percent that may be compared; an empty figure where there is none."""
    pairs = [
        p for p in view.pairs if p.in_percent and not p.refused and any(s.target_value is not None for s in p.sides)
    ]
    row = 64 if narrow else 46
    ys = [i * row for i in range(len(pairs))]
    traces: list[dict[str, Any]] = []
    hues = (colours.ink, *_HUES)
    for k, city in enumerate(view.cities):
        offset = (k - (len(view.cities) - 1) / 2) * 11 + (10 if narrow else 0)
        drawn = [
            (y + offset, p.sides[k]) for y, p in zip(ys, pairs, strict=True) if p.sides[k].target_value is not None
        ]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": escaped(city),
                "x": [s.target_value for _, s in drawn],
                "y": [y for y, _ in drawn],
                "text": [escaped(s.target) for _, s in drawn],
                "textposition": "middle right",
                "textfont": {"size": 12, "color": colours.ink},
                "marker": {
                    "size": 12,
                    "symbol": _SYMBOLS[k % 6],
                    "color": hues[k % 6],
                    "line": {"color": colours.paper, "width": 1},
                },
                "hovertext": [
                    f"<b>{escaped(city)}</b><br>{escaped(s.target)}<br>{s.glyph} {escaped(s.outcome)}" for _, s in drawn
                ],
                "hoverinfo": "text",
            }
        )
        judged = [(y, s) for y, s in drawn if s.outcome_value is not None]
        for y, side in judged:
            colour = colours.fill[side.verdict]
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "x": [side.target_value, side.outcome_value],
                    "y": [y, y],
                    "showlegend": False,
                    "line": {"color": colour, "width": 3},
                    "marker": {"size": [0, 11], "color": colour, "opacity": 1},
                    "hovertext": ["", f"<b>{escaped(city)}</b><br>{side.glyph} {escaped(side.outcome)}"],
                    "hoverinfo": "text",
                }
            )
    left = 0.0 if narrow else 0.3
    foot = wrapped(view.footer, int(width / 6.4))
    above, below, height = (150 if narrow else 112), 56 + 16 * len(foot), len(pairs) * row
    names = {
        "overlaying": "y",
        "matches": "y",
        "side": "right",
        "anchor": "free",
        "position": 0,
        "tickmode": "array",
        "tickvals": [y - 14 if narrow else y for y in ys],
        "ticktext": [escaped(p.name) for p in pairs],
        "ticklen": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    values = [v for p in pairs for s in p.sides for v in (s.target_value, s.outcome_value) if v is not None]
    return {
        "data": [
            *traces,
            {"x": [None], "y": [None], "type": "scatter", "yaxis": "y2", "showlegend": False, "hoverinfo": "skip"},
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
            yaxis2=names,
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
            annotations=[
                {
                    "text": text,
                    "x": 0,
                    "y": y,
                    "xref": "paper",
                    "yref": "paper",
                    "xanchor": "left",
                    "yanchor": "top",
                    "yshift": shift,
                    "showarrow": False,
                    "align": "left",
                    "font": {"size": size, "color": colour},
                }
                for text, y, shift, size, colour in (
                    (headline(view.title, narrow), 1, above - 4, 18 if narrow else 24, colours.ink),
                    (escaped(view.subtitle), 1, above - (60 if narrow else 42), 13 if narrow else 15, colours.quiet),
                    ("<br>".join(escaped(x) for x in foot), 0, -36, 12, colours.quiet),
                )
            ],
            hovermode="closest",
        ),
    }
