"""An indicator over the years, a panel for each city on one scale: promises as lines, outcomes as dots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from indicators.charts.pieces import Captions, Drawn, Look, Place, Struct, box, share, stroke, together, written
from indicators.charts.theme import Palette, layout, linked, wrapped
from indicators.views.indicator import IndicatorView, Panel
from indicators.views.indicator_years import Mark
from indicators.views.year_marks import BreakMark, HistoryMark
from indicators.words.inert import in_plotly

_HALF = 0.3  # of a year: half the width of a promise line
_PANEL = 380  # pixels of height
_MOST, _IN_A_ROW = 6, 3  # panels in one row; where there are more, in each of several
_LEFT = 46  # pixels for the numbers beside the first panel


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a city's panel stands.

    `suffix` ends the names of its axes; `across` and `up` are its shares of the drawing. `span` are the years at its
    edges and `scale` the values, in the unit that is drawn: those of a mark times `factor`.
    """

    suffix: str
    across: Place
    up: Place
    span: Place
    scale: Place
    factor: float
    look: Look

    @property
    def refs(self) -> Struct:
        """The axes as shapes and annotations name them."""
        return {"xref": f"x{self.suffix}", "yref": f"y{self.suffix}"}

    @property
    def axes(self) -> Struct:
        """The axes as traces name them."""
        return {"xaxis": f"x{self.suffix}", "yaxis": f"y{self.suffix}"}

    @property
    def between(self) -> float:
        """How many pixels lie between two years."""
        return (self.across[1] - self.across[0]) * self.look.width / (self.span[1] - self.span[0])

    def note(self, text: str, at: Place, size: int, colour: str, **more: object) -> Struct:
        """Words at a year and a value."""
        font = {"size": size, "color": colour}
        return {**self.refs, "x": at[0], "y": at[1], "showarrow": False, "font": font, "text": text, **more}

    def spot(self, at: Place, marker: Struct, hover: str) -> Struct:
        """A mark at a year and a value that tells `hover`."""
        return {
            "type": "scatter",
            "mode": "markers",
            **self.axes,
            "x": [at[0]],
            "y": [at[1]],
            "marker": marker,
            "hovertext": [hover],
            "hoverinfo": "text",
        }

    def unseen(self, at: Place, size: int, hover: str) -> Struct:
        """A place without a mark that tells `hover`."""
        return self.spot(at, {"size": size, "color": "rgba(0,0,0,0)", "line": {"width": 0}}, hover)


def timeline(
    view: IndicatorView, promised: str, colours: Palette, narrow: bool = False, width: int = 1200
) -> dict[str, Any]:
    """The figure as plotly's own plain structure; `promised` is the word that stands before a promise's number,
    `width` about how many pixels it will have, `narrow` puts the panels below each other for a phone."""
    look, n = Look(colours, narrow, width), len(view.panels)
    foot = [line for text in (view.legend, view.footer) for line in wrapped(text, look.foot_letters)]
    above, below = (158 if narrow else 122), 54 + 16 * len(foot)
    beside = _beside(n, narrow)
    height = (_PANEL - 80 if narrow else _PANEL) * ceil(n / beside) + above + below
    sites = [_site(view, i, look) for i in range(n)]
    drawn = together(
        _panel(panel, site, "" if narrow else f"{promised} ") for panel, site in zip(view.panels, sites, strict=True)
    )
    axes: Struct = {}
    for i, (panel, site) in enumerate(zip(view.panels, sites, strict=True)):
        axes[f"xaxis{site.suffix}"] = _years(panel, site)
        axes[f"yaxis{site.suffix}"] = _values(site, "%" if view.unit == "%" else "", i % beside == 0)
    captions = Captions(view.title, wrapped(view.subtitle, look.lead_letters), foot)
    return {
        "data": list(drawn.traces),
        "layout": layout(
            colours,
            height,
            margin={"l": _LEFT, "r": 4, "t": above, "b": below, "pad": 0},
            shapes=list(drawn.shapes),
            annotations=[*drawn.notes, *captions.written(look, above, 56 if narrow else 42, 44, xshift=-_LEFT)],
            hovermode="closest",
            **axes,
        ),
    }


def _beside(n: int, narrow: bool) -> int:
    """How many of `n` panels stand beside each other: on a phone one, else all of them, or, of many, a few in rows."""
    if narrow:
        return 1
    return n if n <= _MOST else _IN_A_ROW


def _site(view: IndicatorView, i: int, look: Look) -> _Site:
    """Where the panel of number `i` stands: beside the others, below them on a phone, in rows where they are many."""
    n, years = len(view.panels), [m.year for m in view.panels[i].marks]
    beside = _beside(n, look.narrow)
    row, column = divmod(i, beside)
    rows = ceil(n / beside)
    across, down = share(column, beside, 0.05), share(row, rows, min(0.16, 0.32 / rows))
    up = (max(0.0, 1 - down[1]), 1 - down[0])
    last = max(years[-1], years[0] + 2) if look.narrow or n == 1 else years[-1]
    return _Site(
        suffix="" if i == 0 else str(i + 1),
        across=across,
        up=up,
        span=(years[0] - 0.6, last + 0.6),
        scale=(view.scale[0] * view.factor, view.scale[1] * view.factor),
        factor=view.factor,
        look=look,
    )


def _years(panel: Panel, site: _Site) -> Struct:
    """The axis of the years; one for which nothing is held is quiet and has a dash below it."""
    quiet, held = site.look.colours.quiet, [m.year for m in panel.marks]
    years = list(range(held[0], held[-1] + 1))
    return {
        "domain": list(site.across),
        "anchor": f"y{site.suffix}",
        "range": list(site.span),
        "tickmode": "array",
        "tickvals": years,
        "ticktext": [str(y) if y in held else f'<span style="color:{quiet}">{y}<br>—</span>' for y in years],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "showline": True,
        "linecolor": quiet,
        "linewidth": 1,
        "ticks": "",
        "tickfont": {"size": 14},
    }


def _values(site: _Site, sign: str, numbered: bool) -> Struct:
    """The axis of the values; `sign` stands behind its numbers, `numbered` says whether they are shown."""
    colours = site.look.colours
    return {
        "domain": list(site.up),
        "anchor": f"x{site.suffix}",
        "range": list(site.scale),
        "gridcolor": colours.rule,
        "zeroline": site.scale[0] < 0,
        "zerolinecolor": colours.quiet,
        "fixedrange": True,
        "showticklabels": numbered,
        "ticksuffix": sign,
        "tickfont": {"color": colours.quiet, "size": 12},
        "nticks": 6,
        "separatethousands": True,
    }


def _panel(panel: Panel, site: _Site, promised: str) -> Drawn:
    """One city: its years, what happened between them, and its name above."""
    words_above = {m.year: _upwards(m) for m in panel.marks}
    name = f"<b>{in_plotly(panel.city)}</b>"
    at = (site.across[0], site.up[1])
    return together(
        [
            *(part for mark in panel.marks for part in _year(mark, site, promised)),
            *(_history(history, words_above, site) for history in panel.histories),
            *(_break(mark, site) for mark in panel.breaks),
            Drawn(notes=(written(name, at, 8, 16, site.look.colours.ink, yanchor="bottom"),)),
        ]
    )


def _year(mark: Mark, site: _Site, promised: str) -> Iterator[Drawn]:
    """One year of one city; `promised` stands before the promise's number."""
    if mark.target is not None:
        yield _promise(mark, mark.target * site.factor, site, promised)
    yield _outcome(mark, site)
    yield _others(mark, site)


def _upwards(mark: Mark) -> bool:
    """Whether a promise's words stand above its line: where its outcome is below, or else what it allows is above."""
    if mark.target is not None and mark.outcome is not None and mark.outcome != mark.target:
        return mark.outcome < mark.target
    return mark.low is not None


def _promise(mark: Mark, target: float, site: _Site, promised: str) -> Drawn:
    """The promise's line at `target`, the span it allows, what was striven for, and its words."""
    colours, factor = site.look.colours, site.factor
    x0, x1 = mark.year - _HALF, mark.year + _HALF
    bottom = site.scale[0] if mark.low is None else max(site.scale[0], mark.low * factor)
    top = site.scale[1] if mark.high is None else min(site.scale[1], mark.high * factor)
    shapes = [
        box(site.refs, (x0, bottom), (x1, top), colours.band),
        stroke(site.refs, (x0, target), (x1, target), {"color": colours.ink, "width": 2.5}),
    ]
    upwards, words_at = _upwards(mark), target
    if mark.stretch is not None:
        y = mark.stretch * factor
        dotted = {"color": colours.ink, "width": 1.5, "dash": "2px,2px"}
        shapes.append(stroke(site.refs, (x0, y), (x1, y), dotted))
        words_at = y if upwards else target
    text = linked(f"{promised}{in_plotly(mark.target_text)}", mark.target_href, colours.ink)
    words = site.note(text, (mark.year, words_at), 13, colours.ink, yshift=11 if upwards else -11)
    return Drawn(shapes=tuple(shapes), notes=(words,))


def _side(verdict: str) -> str:
    """The name of the colours of an outcome: kept, missed, or neither."""
    return "missed" if verdict == "missed" else "met" if verdict in ("met", "exceeded") else "context"


def _outcome(mark: Mark, site: _Site) -> Drawn:
    """The outcome's dot with its words, joined to the promise; without an outcome a place that tells why."""
    colours = site.look.colours
    target = None if mark.target is None else mark.target * site.factor
    if mark.outcome is None:
        middle = (site.scale[0] + site.scale[1]) / 2
        return Drawn((site.unseen((mark.year, middle if target is None else target), 17, mark.hover),))
    y, traces = mark.outcome * site.factor, []
    colour = colours.fill["unclear" if mark.verdict == "unclear" else _side(mark.verdict)]
    if target is not None:
        line = {"color": colour, "width": 4, **({"dash": "3px,3px"} if mark.hollow else {})}
        joint = {"type": "scatter", "mode": "lines", **site.axes, "line": line, "hoverinfo": "skip"}
        traces.append({**joint, "x": [mark.year, mark.year], "y": [target, y]})
    inside, edge, wide = (colours.paper, colour, 3) if mark.hollow else (colour, colours.paper, 2)
    dot = {"size": 17, "color": inside, "line": {"color": edge, "width": wide}}
    traces.append(site.spot((mark.year, y), dot, mark.hover))
    below = mark.verdict == "missed" or target is None or y < target
    until = f'<br><span style="font-size:12px">{in_plotly(mark.until)}</span>' if mark.until else ""
    ink = colours.text[_side(mark.verdict)]
    text = f"<b>{linked(in_plotly(mark.outcome_text), mark.outcome_href, ink)}</b>{until}"
    words = site.note(text, (mark.year, y), 14, ink, yshift=(-29 if until else -21) if below else 21)
    return Drawn(tuple(traces), notes=(words,))


def _others(mark: Mark, site: _Site) -> Drawn:
    """Outcomes that did not decide as small dots; the growth that two levels imply as a hollow diamond."""
    colours = site.look.colours
    traces = []
    for other in mark.others:
        inside, wide = (colours.paper, 2) if other.hollow else (colours.quiet, 1)
        dot = {"size": 9, "color": inside, "line": {"color": colours.quiet, "width": wide}}
        traces.append(site.spot((mark.year + 0.2, other.value * site.factor), dot, other.hover))
    if mark.implied is None:
        return Drawn(tuple(traces))
    at, words = (mark.year, mark.implied), in_plotly(mark.implied_text)
    line = {"color": colours.quiet, "width": 2}
    diamond = {"size": 12, "symbol": "diamond-open", "color": colours.quiet, "line": line}
    return Drawn((*traces, site.spot(at, diamond, words)), notes=(site.note(words, at, 12, colours.quiet, yshift=-16),))


def _history(history: HistoryMark, words_above: dict[int, bool], site: _Site) -> Drawn:
    """What a promise is beside the one before: a thin line between the two, and a word where there is room for it.
    `words_above` says by year whether the promise's own words stand above its line."""
    quiet, factor = site.look.colours.quiet, site.factor
    shapes: tuple[Struct, ...] = ()
    ends = [(history.y, history.year)]
    if history.line is not None:
        x0, y0, x1, y1 = history.line
        start, end = (x0 + _HALF, y0 * factor), (x1 - _HALF, y1 * factor)
        shapes = (stroke(site.refs, start, end, {"color": quiet, "width": 1.5}, layer="between"),)
        ends = [(y0, int(x0)), (y1, int(x1))]
    room = site.between * (1 - 2 * _HALF)
    word = history.word if sum(12 if c > "\u2e7f" else 6.5 for c in history.word) <= room + 20 else history.word[0]
    # The word keeps clear of the promises' own: below the lower one, unless that has its words there.
    lowest, highest = min(ends), max(ends)
    below = words_above.get(lowest[1], True)
    y = (lowest if below else highest)[0] * factor
    return Drawn(
        (site.unseen((history.x, history.y * factor), 22, f"<b>{in_plotly(history.word)}</b><br>{history.hover}"),),
        shapes,
        (site.note(in_plotly(word), (history.x, y), 12, quiet, yshift=-13 if below else 13),),
    )


def _break(mark: BreakMark, site: _Site) -> Drawn:
    """A break in the series: two strokes up the panel between its years, and the word."""
    colours, (low, high) = site.look.colours, site.scale
    middle, y = (mark.first + mark.last) / 2, low + (high - low) * 0.5
    dashed = {"color": colours.quiet, "width": 1, "dash": "4px,4px"}
    word = in_plotly(mark.word)
    return Drawn(
        (site.unseen((middle, y), 22, f"<b>{word}</b><br>{mark.hover}"),),
        tuple(stroke(site.refs, (x, low), (x, high), dashed, layer="below") for x in (middle - 0.02, middle + 0.02)),
        (site.note(word, (middle, y), 12, colours.quiet, bgcolor=colours.paper),),
    )
