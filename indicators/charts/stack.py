"""What became of the promises: one stacked bar per city and year, all verdicts, with the rates beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.charts.pieces import BLANK, UNCHANGED, Captions, Look, Struct, labels
from indicators.charts.theme import Palette, layout, linked, readable_on, wrapped
from indicators.views.labels import GLYPHS, ORDER
from indicators.views.overview import Bar, Overview
from indicators.words.inert import in_plotly

_BAR, _NARROW_BAR = 60, 118  # pixels a bar takes at least, with what stands above and below it
_LINE = 17  # pixels of a line of what is told of a bar
_RATES = 0.695  # where the rates stand across the figure


def stack(
    view: Overview, names: Mapping[str, str], colours: Palette, narrow: bool = False, width: int = 1200
) -> dict[str, Any]:
    """The figure of the overview as plotly's own plain structure. `names` are the verdicts' names in the reader's
    language, `width` is about how many pixels it will have; `narrow` puts each bar's words above and below it."""
    look = Look(colours, narrow, width)
    told = [_told(bar, look) for bar in view.bars]
    most = max(map(len, told), default=0)
    row = max(_NARROW_BAR, 67 + _LINE * most) if narrow else max(_BAR, 9 + _LINE * most)
    places = [i * row for i in range(len(view.bars))]
    total = max((sum(bar.counts) for bar in view.bars), default=1)
    captions = Captions(view.title, wrapped(view.lead, look.lead_letters), wrapped(view.footer, look.foot_letters))
    key = 19 * len(view.verdicts) + 16 if narrow else 0  # a narrow figure has its key below, one verdict a line
    above = (40 + 17 * max(len(captions.lead), 3) + 12) if narrow else 98 + 20 * len(captions.lead)
    below = 40 + 16 * len(captions.foot) + key
    height, down = len(places) * row, 12 if narrow else 0
    return {
        "data": [
            *(_bars(view.bars, places, verdict, names[verdict], look, total) for verdict in view.verdicts),
            *({**BLANK, "showlegend": False, "yaxis": axis} for axis in ("y2", "y3")),
        ],
        "layout": layout(
            colours,
            height + above + below,
            barmode="stack",
            margin={"l": 0, "r": 0, "t": above, "b": below, "pad": 0},
            clickmode="event+select",
            xaxis={
                "domain": [0.0, 1.0] if narrow else [0.115, 0.68],
                "range": [0, total],
                "visible": False,
                "fixedrange": True,
            },
            yaxis={"range": [height - row / 2 + down, -row / 2 + down], "visible": False, "fixedrange": True},
            **_words_beside(view.bars, told, places, look),
            showlegend=True,
            legend=_key(narrow),
            annotations=captions.written(look, above, 32 if narrow else 42, 14 + key),
        ),
    }


def _bars(bars: Sequence[Bar], places: Sequence[int], verdict: str, name: str, look: Look, total: int) -> Struct:
    """The part of every bar that one verdict takes; `total` promises are as wide as the drawing."""
    counts = [bar.counts[ORDER.index(verdict)] for bar in bars]
    least = 0.04 if look.narrow else 0.012  # of the width: less has no room for its number
    fill = look.colours.fill[verdict]
    return {
        "type": "bar",
        "orientation": "h",
        "x": counts,
        "y": [p + (14 if look.narrow else 0) for p in places],
        "width": 26,
        "name": f"{GLYPHS[verdict]} {name}",
        "marker": {"color": fill, "line": {"color": look.colours.paper, "width": 1}},
        "text": [str(n) if n / total > least else "" for n in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": readable_on(fill, look.colours), "size": 13},
        "customdata": [bar.href for bar in bars],
        "hovertext": [
            f"<b>{in_plotly(bar.label)}</b><br>{GLYPHS[verdict]} {in_plotly(name)}: {n}"
            for bar, n in zip(bars, counts, strict=True)
        ],
        "hoverinfo": "text",
        "selected": UNCHANGED,
        "unselected": UNCHANGED,
    }


def _told(bar: Bar, look: Look) -> list[str]:
    """The lines beside a bar (below it where the figure is narrow), no longer than their room."""
    room = look.width / (6 if look.narrow else 24)  # half-width characters
    return [line for told in (bar.rates, bar.partly, bar.answered) if told for line in wrapped(told, int(room))]


def _words_beside(bars: Sequence[Bar], told: Sequence[Sequence[str]], places: Sequence[int], look: Look) -> Struct:
    """City and year of each bar, and the lines that are told of it, as axes of words."""
    names = [f"<b>{linked(in_plotly(bar.label), bar.href, look.colours.ink)}</b>" for bar in bars]
    lines = ["<br>".join(map(in_plotly, of_bar)) for of_bar in told]
    quiet = {"size": 11 if look.narrow else 13, "color": look.colours.quiet}
    if look.narrow:
        below = [place + 28 + int(_LINE * len(of_bar) / 2) for place, of_bar in zip(places, told, strict=True)]
        return {
            "yaxis2": labels("right", 0, [p - 14 for p in places], names),
            "yaxis3": labels("right", 0, below, lines, tickfont=quiet),
        }
    return {
        "yaxis2": labels("right", 0, places, names),
        "yaxis3": labels("right", _RATES, places, lines, tickfont=quiet),
    }


def _key(narrow: bool) -> Struct:
    """Which colour is which verdict: above the bars, below them where the figure is narrow."""
    return {
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
    }
