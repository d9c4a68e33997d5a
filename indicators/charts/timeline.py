"""One indicator over the years: each year's promise as a line with the span it allows, the outcome as a dot, the gap
between them; cities beside each other on one scale (below each other on a phone)."""

from __future__ import annotations

from typing import Any

from indicators.charts.theme import Palette, escaped, headline, layout, linked, wrapped, written
from indicators.views.indicator import IndicatorView, Mark
from indicators.views.year_marks import Gap, HistoryMark

_HALF = 0.3  # of a year: half the width of a promise line
_PANEL = 380  # pixels of height


def timeline(
    view: IndicatorView, promised: str, colours: Palette, narrow: bool = False, width: int = 1200
) -> dict[str, Any]:
    """The figure; `promised` is the word that stands before a promise's number."""
    n = len(view.panels)
    low, high = (view.scale[0] * view.factor, view.scale[1] * view.factor)
    foot = [line for text in (view.legend, view.footer) for line in wrapped(text, int(width / 6.4))]
    above, below = (158 if narrow else 122), 54 + 16 * len(foot)
    height = (_PANEL - 80 if narrow else _PANEL) * (n if narrow else 1) + above + below
    axes: dict[str, Any] = {}
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for i, panel in enumerate(view.panels):
        suffix = "" if i == 0 else str(i + 1)
        x_domain, y_domain = _domains(i, n, narrow)
        years = [m.year for m in panel.marks]
        all_years = list(range(years[0], years[-1] + 1))
        span = (
            (years[0] - 0.6, max(years[-1], years[0] + 2) + 0.6)
            if narrow or n == 1
            else (years[0] - 0.6, years[-1] + 0.6)
        )
        axes[f"xaxis{suffix}"] = {
            "domain": x_domain,
            "anchor": f"y{suffix}",
            "range": list(span),
            "tickmode": "array",
            "tickvals": all_years,
            "ticktext": [_tick(y, years, colours) for y in all_years],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "showline": True,
            "linecolor": colours.quiet,
            "linewidth": 1,
            "ticks": "",
            "tickfont": {"size": 14},
        }
        axes[f"yaxis{suffix}"] = {
            "domain": y_domain,
            "anchor": f"x{suffix}",
            "range": [low, high],
            "gridcolor": colours.rule,
            "zeroline": low < 0,
            "zerolinecolor": colours.quiet,
            "fixedrange": True,
            "showticklabels": narrow or i == 0,
            "ticksuffix": "%" if view.unit == "%" else "",
            "tickfont": {"color": colours.quiet, "size": 12},
            "nticks": 6,
            "separatethousands": True,
        }
        for mark in panel.marks:
            _draw(
                mark, view.factor, suffix, (low, high), colours, traces, shapes, notes, "" if narrow else f"{promised} "
            )
        between = _years_apart(x_domain, span, width)
        words_above = {m.year: _upwards(m) for m in panel.marks}
        for history in panel.histories:
            _history(history, words_above, view.factor, suffix, between, colours, traces, shapes, notes)
        for gap in panel.gaps:
            _gap(gap, suffix, (low, high), colours, traces, shapes, notes)
        notes.append(written(f"<b>{escaped(panel.city)}</b>", x_domain[0], y_domain[1], 8, 16, colours.ink, "bottom"))
    notes += [
        written(headline(view.title, narrow), 0, 1, above - 4, 18 if narrow else 24, colours.ink),
        written(
            "<br>".join(escaped(line) for line in wrapped(view.subtitle, int(width / 8))),
            0,
            1,
            above - (56 if narrow else 42),
            13 if narrow else 15,
            colours.quiet,
        ),
        written("<br>".join(escaped(line) for line in foot), 0, 0, -44, 12, colours.quiet),
    ]
    margin = {"l": 46, "r": 4, "t": above, "b": below, "pad": 0}
    for note in notes[-3:]:
        note["xshift"] = -46
    return {
        "data": traces,
        "layout": layout(colours, height, margin=margin, shapes=shapes, annotations=notes, hovermode="closest", **axes),
    }


def _tick(year: int, years: list[int], colours: Palette) -> str:
    """A year's label; a year for which nothing is held is quiet and has a dash below it."""
    return str(year) if year in years else f'<span style="color:{colours.quiet}">{year}<br>—</span>'


def _domains(i: int, n: int, narrow: bool) -> tuple[list[float], list[float]]:
    gap = 0.05 if not narrow else 0.16
    size = (1 - gap * (n - 1)) / n
    if narrow:
        top = 1 - i * (size + gap)
        return [0.0, 1.0], [max(0.0, top - size), top]
    return [i * (size + gap), i * (size + gap) + size], [0.0, 1.0]


def _years_apart(domain: list[float], span: tuple[float, float], width: int) -> float:
    """How many pixels lie between two years."""
    return (domain[1] - domain[0]) * width / (span[1] - span[0])


def _history(
    history: HistoryMark,
    words_above: dict[int, bool],
    factor: float,
    suffix: str,
    between: float,
    colours: Palette,
    traces: list[dict[str, Any]],
    shapes: list[dict[str, Any]],
    notes: list[dict[str, Any]],
) -> None:
    """What a promise is beside the one before: a thin line between the two, and a word where there is room for it."""
    ref = {"xref": f"x{suffix}", "yref": f"y{suffix}"}
    if history.line is not None:
        x0, y0, x1, y1 = history.line
        shapes.append(
            {
                "type": "line",
                **ref,
                "x0": x0 + _HALF,
                "x1": x1 - _HALF,
                "y0": y0 * factor,
                "y1": y1 * factor,
                "line": {"color": colours.quiet, "width": 1.5},
                "layer": "between",
            }
        )
    room = between * (1 - 2 * _HALF)
    word = history.word if sum(12 if c > "\u2e7f" else 6.5 for c in history.word) <= room + 20 else history.word[0]
    # The word keeps clear of the promises' own: below the lower one, unless that has its words there.
    ends = (
        [(history.line[1], int(history.line[0])), (history.line[3], int(history.line[2]))]
        if history.line
        else [(history.y, history.year)]
    )
    lowest, highest = min(ends), max(ends)
    below = words_above.get(lowest[1], True)
    y = (lowest if below else highest)[0] * factor
    notes.append(
        {
            **ref,
            "x": history.x,
            "y": y,
            "yshift": -13 if below else 13,
            "showarrow": False,
            "font": {"size": 12, "color": colours.quiet},
            "text": escaped(word),
        }
    )
    traces.append(
        _hover_spot(history.x, history.y * factor, f"<b>{escaped(history.word)}</b><br>{history.hover}", suffix)
    )


def _gap(
    gap: Gap,
    suffix: str,
    scale: tuple[float, float],
    colours: Palette,
    traces: list[dict[str, Any]],
    shapes: list[dict[str, Any]],
    notes: list[dict[str, Any]],
) -> None:
    """A break in the series: two strokes up the panel between its years, and the word."""
    ref = {"xref": f"x{suffix}", "yref": f"y{suffix}"}
    middle = (gap.first + gap.last) / 2
    for x in (middle - 0.02, middle + 0.02):
        shapes.append(
            {
                "type": "line",
                **ref,
                "x0": x,
                "x1": x,
                "y0": scale[0],
                "y1": scale[1],
                "line": {"color": colours.quiet, "width": 1, "dash": "4px,4px"},
                "layer": "below",
            }
        )
    y = scale[0] + (scale[1] - scale[0]) * 0.5
    notes.append(
        {
            **ref,
            "x": middle,
            "y": y,
            "showarrow": False,
            "bgcolor": colours.paper,
            "font": {"size": 12, "color": colours.quiet},
            "text": escaped(gap.word),
        }
    )
    traces.append(_hover_spot(middle, y, f"<b>{escaped(gap.word)}</b><br>{gap.hover}", suffix))


def _hover_spot(x: float, y: float, hover: str, suffix: str) -> dict[str, Any]:
    """A place without a mark that tells its reason on hover."""
    marker = {"size": 22, "color": "rgba(0,0,0,0)", "line": {"width": 0}}
    return {
        "type": "scatter",
        "mode": "markers",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "x": [x],
        "y": [y],
        "marker": marker,
        "hovertext": [hover],
        "hoverinfo": "text",
    }


def _upwards(mark: Mark) -> bool:
    """Whether a promise's words stand above its line: where its outcome is below, or else what it allows is above."""
    if mark.target is not None and mark.outcome is not None and mark.outcome != mark.target:
        return mark.outcome < mark.target
    return mark.low is not None


def _draw(
    mark: Mark,
    factor: float,
    suffix: str,
    scale: tuple[float, float],
    colours: Palette,
    traces: list[dict[str, Any]],
    shapes: list[dict[str, Any]],
    notes: list[dict[str, Any]],
    promised: str,
) -> None:
    """One year of one city."""
    ref = {"xref": f"x{suffix}", "yref": f"y{suffix}"}
    x0, x1 = mark.year - _HALF, mark.year + _HALF
    missed = mark.verdict == "missed"
    colour = colours.fill[
        "missed"
        if missed
        else "met"
        if mark.verdict in ("met", "exceeded")
        else mark.verdict
        if mark.verdict == "unclear"
        else "context"
    ]
    text_colour = colours.text["missed" if missed else "met" if mark.verdict in ("met", "exceeded") else "context"]
    outcome = None if mark.outcome is None else mark.outcome * factor
    if mark.target is not None:
        target = mark.target * factor
        bottom = scale[0] if mark.low is None else max(scale[0], mark.low * factor)
        top = scale[1] if mark.high is None else min(scale[1], mark.high * factor)
        shapes.append(
            {
                "type": "rect",
                **ref,
                "x0": x0,
                "x1": x1,
                "y0": bottom,
                "y1": top,
                "fillcolor": colours.band,
                "line": {"width": 0},
                "layer": "below",
            }
        )
        shapes.append(
            {
                "type": "line",
                **ref,
                "x0": x0,
                "x1": x1,
                "y0": target,
                "y1": target,
                "line": {"color": colours.ink, "width": 2.5},
            }
        )
        # The words stand on the side of the line where the outcome is not.
        upwards = _upwards(mark)
        notes.append(
            {
                **ref,
                "x": mark.year,
                "y": target if mark.stretch is None or not upwards else mark.stretch * factor,
                "yshift": 11 if upwards else -11,
                "showarrow": False,
                "font": {"size": 13, "color": colours.ink},
                "text": linked(f"{promised}{escaped(mark.target_text)}", mark.target_href, colours.ink),
            }
        )
        if mark.stretch is not None:
            y = mark.stretch * factor
            shapes.append(
                {
                    "type": "line",
                    **ref,
                    "x0": x0,
                    "x1": x1,
                    "y0": y,
                    "y1": y,
                    "line": {"color": colours.ink, "width": 1.5, "dash": "2px,2px"},
                }
            )
        if outcome is not None:
            dash = {"dash": "3px,3px"} if mark.hollow else {}
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "xaxis": f"x{suffix}",
                    "yaxis": f"y{suffix}",
                    "x": [mark.year, mark.year],
                    "y": [target, outcome],
                    "line": {"color": colour, "width": 4, **dash},
                    "hoverinfo": "skip",
                }
            )
    y = (
        outcome
        if outcome is not None
        else (mark.target * factor if mark.target is not None else (scale[0] + scale[1]) / 2)
    )
    marker: dict[str, Any] = {
        "size": 17,
        "color": colours.paper if mark.hollow else colour,
        "line": {"color": colour, "width": 3 if mark.hollow else 2},
    }
    if not mark.hollow:
        marker["line"]["color"] = colours.paper
    if outcome is None:
        marker = {"size": 17, "color": "rgba(0,0,0,0)", "line": {"width": 0}}
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "xaxis": f"x{suffix}",
            "yaxis": f"y{suffix}",
            "x": [mark.year],
            "y": [y],
            "marker": marker,
            "hovertext": [mark.hover],
            "hoverinfo": "text",
        }
    )
    if outcome is not None:
        below = missed or mark.target is None or outcome < mark.target * factor
        until = f'<br><span style="font-size:12px">{escaped(mark.until)}</span>' if mark.until else ""
        notes.append(
            {
                **ref,
                "x": mark.year,
                "y": outcome,
                "yshift": (-29 if until else -21) if below else 21,
                "showarrow": False,
                "font": {"size": 14, "color": text_colour},
                "text": f"<b>{linked(escaped(mark.outcome_text), mark.outcome_href, text_colour)}</b>{until}",
            }
        )
    _others(mark, factor, suffix, colours, traces, notes)


def _others(
    mark: Mark, factor: float, suffix: str, colours: Palette, traces: list[dict[str, Any]], notes: list[dict[str, Any]]
) -> None:
    """Outcomes that did not decide as small dots, and the change that two levels imply as a hollow diamond that is
    named ours."""
    axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    for other in mark.others:
        marker = {
            "size": 9,
            "color": colours.paper if other.hollow else colours.quiet,
            "line": {"color": colours.quiet, "width": 2 if other.hollow else 1},
        }
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                **axes,
                "x": [mark.year + 0.2],
                "y": [other.value * factor],
                "marker": marker,
                "hovertext": [other.hover],
                "hoverinfo": "text",
            }
        )
    if mark.implied is not None:
        marker = {
            "size": 12,
            "symbol": "diamond-open",
            "color": colours.quiet,
            "line": {"width": 2, "color": colours.quiet},
        }
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                **axes,
                "x": [mark.year],
                "y": [mark.implied],
                "marker": marker,
                "hovertext": [escaped(mark.implied_text)],
                "hoverinfo": "text",
            }
        )
        notes.append(
            {
                "xref": axes["xaxis"],
                "yref": axes["yaxis"],
                "x": mark.year,
                "y": mark.implied,
                "yshift": -16,
                "showarrow": False,
                "font": {"size": 12, "color": colours.quiet},
                "text": escaped(mark.implied_text),
            }
        )
