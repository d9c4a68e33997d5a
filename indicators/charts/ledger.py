"""The ledger: one row a promise, and one promise line down the whole page; right of it kept, left of it short.

All words of a row are tick labels of invisible axes: they cost little, keep their size when the figure is resized,
and can be links. Only the rows themselves are drawn.
"""

from __future__ import annotations

from typing import Any

from indicators.charts.theme import Palette, escaped, headline, layout, linked, wrapped
from indicators.views.ledger import LedgerRow
from indicators.views.scorecard import Scorecard

_ROW, _GROUP, _NARROW_ROW = 34, 46, 78  # pixels
_PROMISED, _BARS, _REPORTED = 0.45, (0.46, 0.765), 0.78  # places across the figure
_BELOW = 76


def _axis(
    domain_side: str, position: float, values: list[float], texts: list[str], colour: str, size: int = 14
) -> dict[str, Any]:
    """An axis that is nothing but words at the left of (side "right") or up to (side "left") a place across the
    figure."""
    return {
        "overlaying": "y",
        "side": domain_side,
        "anchor": "free",
        "position": position,
        "tickmode": "array",
        "tickvals": values,
        "ticktext": texts,
        "tickfont": {"color": colour, "size": size},
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "matches": "y",
        "automargin": False,
        "ticklen": 0,
    }


def _places(card: Scorecard, narrow: bool) -> tuple[list[tuple[float, str]], list[tuple[float, LedgerRow]], float]:
    """Where group heads and rows stand, in pixels from the top, and the height of all."""
    y, heads, rows = 0.0, [], []
    for group in card.groups:
        heads.append((y + _GROUP * 0.62, group.name))
        y += _GROUP
        for row in group.rows:
            height = _NARROW_ROW if narrow else _ROW
            rows.append((y + height / 2, row))
            y += height
    return heads, rows, y


def _fitting(text: str, width: int) -> str:
    """Text that fits a width in half-width characters, cut with an ellipsis where it must be."""
    first = wrapped(text, width)[0]
    return first if first == text else f"{first}…"


def _stacked(row: LedgerRow, target: str, promised: str, colours: Palette) -> str:
    """The promise in a stacked row, with its word where there is room."""
    return target if len(row.target) > 14 else f'<span style="color:{colours.quiet}">{promised}</span> {target}'


def _outcome(row: LedgerRow, colours: Palette) -> str:
    colour = colours.text[row.verdict]
    glyph = f'<span style="color:{colour}"><b>{row.glyph}</b></span>'
    if row.dot is None:
        words = f'<span style="color:{colour}">{escaped(row.outcome)}</span>'
    else:
        words = f'<span style="color:{colour}"><b>{escaped(row.outcome)}</b></span>'
    detail = f' <span style="color:{colours.quiet};font-size:12px">{escaped(row.detail)}</span>' if row.detail else ""
    return f"{glyph}  {linked(words, row.outcome_href, colour)}{detail}"


def ledger(
    card: Scorecard, words: dict[str, str], colours: Palette, narrow: bool = False, width: int = 1200
) -> dict[str, Any]:
    """The figure of a scorecard as plotly's own plain structure.

    `words` are the column heads: promised, short, kept, reported. `narrow` stacks each row for a phone. `width` is only
    a hint of how many characters fit a line of the title and the footer.
    """
    heads, rows, height = _places(card, narrow)
    bars = 25 if narrow else 0  # in a stacked row the drawing stands below its words
    left, right = (0.0, 1.0) if narrow else (_BARS[0], _BARS[1])
    unit = [
        f' <span style="color:{colours.quiet};font-size:12px">{escaped(row.unit)}</span>' if row.unit else ""
        for _, row in rows
    ]
    names = [escaped(_fitting(row.name, 42 if narrow else 62)) + u for (_, row), u in zip(rows, unit, strict=True)]
    targets = [linked(escaped(row.target), row.target_href, colours.ink) for _, row in rows]
    ys = [y for y, _ in rows]
    word_rows = [y - 22 for y in ys] if narrow else ys
    if narrow:
        second = [y + 2 for y in ys]
        name_axis = _axis(
            "right",
            0,
            [*word_rows, *(y for y, _ in heads)],
            [*names, *(f"<b>{escaped(n)}</b>" for _, n in heads)],
            colours.ink,
        )
        target_axis = _axis(
            "right",
            0,
            second,
            [_stacked(row, t, words["promised"], colours) for (_, row), t in zip(rows, targets, strict=True)],
            colours.ink,
            13,
        )
        outcome_axis = _axis("left", 1, second, [_outcome(row, colours) for _, row in rows], colours.ink, 14)
    else:
        indented = [f"    {n}" for n in names]
        name_axis = _axis(
            "right",
            0,
            [*ys, *(y for y, _ in heads)],
            [*indented, *(f"<b>{escaped(n)}</b>" for _, n in heads)],
            colours.ink,
        )
        target_axis = _axis("left", _PROMISED, ys, targets, colours.ink)
        outcome_axis = _axis("right", _REPORTED, ys, [_outcome(row, colours) for _, row in rows], colours.ink)
    shown = [(y + bars, row) for y, row in rows]
    figure = {
        "data": [
            *_rails(shown, colours),
            *_bands(shown, colours, narrow),
            *_lines(shown, colours, narrow),
            *_dots(shown, colours),
            *({"x": [None], "y": [None], "yaxis": f"y{i}", "type": "scatter", "hoverinfo": "skip"} for i in (2, 3, 4)),
        ],
        "layout": layout(
            colours,
            int(height) + _above(card, narrow, width) + _BELOW + 16 * len(_foot(card, width)),
            margin={
                "l": 0,
                "r": 0,
                "t": _above(card, narrow, width),
                "b": _BELOW + 16 * len(_foot(card, width)),
                "pad": 0,
            },
            clickmode="event+select",
            xaxis={"domain": [left, right], "range": [-1.06, 1.1], "visible": False, "fixedrange": True},
            yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
            yaxis2=name_axis,
            yaxis3=target_axis,
            yaxis4=outcome_axis,
            annotations=_words(card, words, colours, narrow, width, (left, right)),
            hovermode="closest",
            hoverdistance=30,
        ),
    }
    return figure


def _lead(card: Scorecard, width: int) -> list[str]:
    return [line for text in (card.sentence, card.answered) for line in wrapped(text, int(width / 8))]


def _above(card: Scorecard, narrow: bool, width: int) -> int:
    """The room in pixels for title, lead and column heads."""
    lines = len(_lead(card, width))
    return _lead_at(card, narrow) + 44 + 18 * lines if narrow else _lead_at(card, narrow) + 36 + 20 * max(lines, 2)


def _lead_at(card: Scorecard, narrow: bool) -> int:
    """How many pixels below the top the lead begins: below the title, which takes two lines where it must."""
    return 10 + 23 * len(wrapped(card.title, 36)) if narrow else 42


def _foot(card: Scorecard, width: int) -> list[str]:
    return [line for text in (card.scale, card.footer) for line in wrapped(text, int(width / 6.4))]


def _rails(rows: list[tuple[float, LedgerRow]], colours: Palette) -> list[dict[str, Any]]:
    """The thin guide of each row, left of the promise line."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, _ in rows:
        x += [-1, 0, None]
        y += [place, place, None]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "line": {"color": colours.rule, "width": 1.5},
            "hoverinfo": "skip",
        }
    ]


def _bands(rows: list[tuple[float, LedgerRow]], colours: Palette, narrow: bool) -> list[dict[str, Any]]:
    """The pale bands of what each promise allows; they also carry the row's hover and click."""
    drawn = [(y, row, row.band) for y, row in rows if row.band is not None]
    half = 10 if narrow else 12.5
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [band[1] - band[0] for _, _, band in drawn],
            "base": [band[0] for _, _, band in drawn],
            "y": [y for y, _, _ in drawn],
            "width": 2 * half,
            "marker": {"color": colours.band},
            "customdata": [row.indicator for _, row, _ in drawn],
            "hovertext": [row.hover for _, row, _ in drawn],
            "hoverinfo": "text",
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}},
        }
    ]


def _dots(rows: list[tuple[float, LedgerRow]], colours: Palette) -> list[dict[str, Any]]:
    """The gap as a thick line from the promise line, and the outcome at its end."""
    traces: list[dict[str, Any]] = []
    for good in (True, False):
        drawn = [(y, row, row.dot) for y, row in rows if row.dot is not None and (row.verdict != "missed") == good]
        if not drawn:
            continue
        colour = colours.fill["met" if good else "missed"]
        x: list[float | None] = []
        ys: list[float | None] = []
        for y, _, dot in drawn:
            x += [0, dot, None]
            ys += [y, y, None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": ys,
                "line": {"color": colour, "width": 3.5},
                "hoverinfo": "skip",
            }
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [dot for _, _, dot in drawn],
                "y": [y for y, _, _ in drawn],
                "marker": {
                    "color": [colours.fill["exceeded"] if row.verdict == "exceeded" else colour for _, row, _ in drawn],
                    "size": 15,
                    "opacity": 1,
                    "symbol": [
                        ("triangle-right" if dot > 0 else "triangle-left") if row.cut else "circle"
                        for _, row, dot in drawn
                    ],
                    "line": {"color": colours.paper, "width": 2},
                },
                "customdata": [row.indicator for _, row, _ in drawn],
                "hovertext": [row.hover for _, row, _ in drawn],
                "hoverinfo": "text",
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
        )
    return traces


def _lines(rows: list[tuple[float, LedgerRow]], colours: Palette, narrow: bool) -> list[dict[str, Any]]:
    """The promise line of every row that has one, and the dotted mark of what was striven for."""
    half = 10 if narrow else 12.5
    traces = []
    for places, line in (
        ([(0.0, y) for y, row in rows if row.band is not None], {"width": 2.5}),
        ([(row.stretch, y) for y, row in rows if row.stretch is not None], {"width": 1.5, "dash": "2px,2px"}),
    ):
        x: list[float | None] = []
        ys: list[float | None] = []
        for place, y in places:
            x += [place, place, None]
            ys += [y - half, y + half, None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": ys,
                "line": {"color": colours.ink, **line},
                "hoverinfo": "skip",
            }
        )
    return traces


def _words(
    card: Scorecard, words: dict[str, str], colours: Palette, narrow: bool, width: int, domain: tuple[float, float]
) -> list[dict[str, Any]]:
    """Title, lead, column heads and the small print."""

    def word(
        text: str,
        x: float,
        y: float,
        size: int,
        colour: str,
        anchor: str = "left",
        yanchor: str = "top",
        yref: float = 1,
    ) -> dict[str, Any]:
        return {
            "text": text,
            "x": x,
            "y": yref,
            "xref": "paper",
            "yref": "paper",
            "xanchor": anchor,
            "yanchor": yanchor,
            "yshift": y,
            "showarrow": False,
            "align": anchor,
            "font": {"size": size, "color": colour},
        }

    above, lead = _above(card, narrow, width), _lead(card, width)
    zero = domain[0] + (domain[1] - domain[0]) * 1.06 / 2.16
    notes = [
        word(headline(card.title, narrow), 0, above - 4, 18 if narrow else 24, colours.ink),
        word(
            "<br>".join(escaped(line) for line in lead),
            0,
            above - _lead_at(card, narrow),
            13 if narrow else 15,
            colours.quiet,
        ),
        word("<br>".join(escaped(line) for line in _foot(card, width)), 0, -14, 12, colours.quiet, yref=0),
    ]
    heads = 12
    notes.append(word(f"← {words['short']}", zero, heads, 13, colours.quiet, "right"))
    notes[-1]["xshift"] = -10
    notes.append(word(f"{words['kept']} →", zero, heads, 13, colours.quiet))
    notes[-1]["xshift"] = 10
    if not narrow:
        notes.append(word(words["promised"], _PROMISED, heads, 13, colours.quiet, "right"))
        notes.append(word(words["reported"], _REPORTED, heads, 13, colours.quiet))
    return notes
