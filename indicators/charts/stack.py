"""What became of the promises: one stacked bar per city and year, all verdicts, with the rates beside."""

from __future__ import annotations

from typing import Any

from indicators.charts.theme import Palette, escaped, headline, layout, linked, readable_on, wrapped, written
from indicators.views.labels import GLYPHS, ORDER
from indicators.views.overview import Overview

_BAR = 54  # pixels a bar takes


def stack(
    view: Overview, names: dict[str, str], colours: Palette, narrow: bool = False, width: int = 1200
) -> dict[str, Any]:
    """The figure of the overview; `names` are the verdicts' names in the reader's language."""
    total = max((sum(bar.counts) for bar in view.bars), default=1)
    row = 92 if narrow else _BAR
    places = [i * row for i in range(len(view.bars))]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "x": [bar.counts[ORDER.index(verdict)] for bar in view.bars],
            "y": [p + (14 if narrow else 0) for p in places],
            "width": 26,
            "name": f"{GLYPHS[verdict]} {names[verdict]}",
            "marker": {"color": colours.fill[verdict], "line": {"color": colours.paper, "width": 1}},
            "text": [
                str(n) if (n := bar.counts[ORDER.index(verdict)]) / total > (0.04 if narrow else 0.012) else ""
                for bar in view.bars
            ],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "textfont": {"color": readable_on(colours.fill[verdict], colours), "size": 13},
            "customdata": [bar.href for bar in view.bars],
            "hovertext": [
                f"<b>{escaped(bar.label)}</b><br>{GLYPHS[verdict]} {escaped(names[verdict])}: {bar.counts[ORDER.index(verdict)]}"
                for bar in view.bars
            ],
            "hoverinfo": "text",
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}},
        }
        for verdict in view.verdicts
    ]
    blank = {"x": [None], "y": [None], "type": "scatter", "hoverinfo": "skip", "showlegend": False}
    words = {
        "overlaying": "y",
        "anchor": "free",
        "tickmode": "array",
        "ticklen": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "matches": "y",
    }
    labels = [f"<b>{linked(escaped(bar.label), bar.href, colours.ink)}</b>" for bar in view.bars]
    above = [p - 14 for p in places]
    rates = [escaped(bar.rates) for bar in view.bars]
    answered = [escaped(bar.answered) for bar in view.bars]
    if narrow:
        axes = {
            "yaxis2": {**words, "side": "right", "position": 0, "tickvals": above, "ticktext": labels},
            "yaxis3": {
                **words,
                "side": "left",
                "position": 1,
                "tickvals": above,
                "ticktext": rates,
                "tickfont": {"size": 11, "color": colours.quiet},
            },
            "yaxis4": {
                **words,
                "side": "right",
                "position": 0,
                "tickvals": [p + 38 for p in places],
                "ticktext": answered,
                "tickfont": {"size": 11, "color": colours.quiet},
            },
        }
        domain = [0.0, 1.0]
    else:
        axes = {
            "yaxis2": {**words, "side": "right", "position": 0, "tickvals": places, "ticktext": labels},
            "yaxis3": {
                **words,
                "side": "right",
                "position": 0.695,
                "tickvals": [p - 9 if a else p for p, a in zip(places, answered, strict=True)],
                "ticktext": rates,
                "tickfont": {"size": 13, "color": colours.quiet},
            },
            "yaxis4": {
                **words,
                "side": "right",
                "position": 0.695,
                "tickvals": [p + 9 for p in places],
                "ticktext": answered,
                "tickfont": {"size": 13, "color": colours.quiet},
            },
        }
        domain = [0.115, 0.68]
    foot = wrapped(view.footer, int(width / 6.4))
    key_height = 19 * len(view.verdicts) + 16 if narrow else 0  # a narrow figure has its key below, one verdict a line
    below = 40 + 16 * len(foot) + key_height
    lead = wrapped(view.lead, int(width / 8))
    above_all = (40 + 17 * max(len(lead), 3) + 12) if narrow else 98 + 20 * len(lead)
    height = len(view.bars) * row
    return {
        "data": [*traces, {**blank, "yaxis": "y2"}, {**blank, "yaxis": "y3"}, {**blank, "yaxis": "y4"}],
        "layout": layout(
            colours,
            height + above_all + below,
            barmode="stack",
            margin={"l": 0, "r": 0, "t": above_all, "b": below, "pad": 0},
            clickmode="event+select",
            xaxis={"domain": domain, "range": [0, total], "visible": False, "fixedrange": True},
            yaxis={
                "range": [height - row / 2 + (12 if narrow else 0), -row / 2 + (12 if narrow else 0)],
                "visible": False,
                "fixedrange": True,
            },
            **axes,
            showlegend=True,
            legend={
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 0 if narrow else 1,
                "yanchor": "top" if narrow else "bottom",
                "yref": "paper",
                "traceorder": "normal",
                "itemclick": False,
                "itemdoubleclick": False,
                "font": {"size": 12 if narrow else 13},
                "bgcolor": "rgba(0,0,0,0)",
            },
            annotations=[
                written(headline(view.title, narrow), 0, 1, above_all - 4, 18 if narrow else 24, colours.ink),
                written(
                    "<br>".join(escaped(line) for line in lead),
                    0,
                    1,
                    above_all - (32 if narrow else 42),
                    13 if narrow else 15,
                    colours.quiet,
                ),
                written("<br>".join(escaped(line) for line in foot), 0, 0, -14 - key_height, 12, colours.quiet),
            ],
        ),
    }
