"""A briefing on one 16:9 sheet: the page's own figure, with title, sources, version and the address of the view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import segno

from indicators.briefs.content import Brief
from indicators.briefs.vectors import addressed
from indicators.charts.ledger import GROUP, ROW, ledger
from indicators.charts.pieces import lines, written
from indicators.charts.rates import rates
from indicators.charts.theme import Palette, palette, wrapped
from indicators.charts.timeline import timeline
from indicators.judging.verdicts import JUDGED
from indicators.views.compare import Compare
from indicators.views.indicator import IndicatorView
from indicators.views.ledger import column_heads
from indicators.views.scorecard import Scorecard
from indicators.words.texts import joined, translate

WIDTH, HEIGHT = 1280, 720  # pixels at scale 1
_SIDE, _TOP, _BOTTOM = 48, 26, 24  # pixels around all
_LINE, _QR = 17, 92  # a line of the small print, the code's side
_TIGHTEST = 0.68  # the share of their height to which a ledger's rows may shrink


def figure_of(brief: Brief, view: Scorecard | IndicatorView | Compare, width: int) -> dict[str, Any]:
    """The page's figure of a view, for a place `width` pixels wide."""
    colours, lang = palette(brief.request.theme), brief.request.lang
    if isinstance(view, Scorecard):
        return ledger(view, column_heads(lang), colours, width=width)
    if isinstance(view, IndicatorView):
        return timeline(view, translate(lang, "promised"), colours, width=width)
    return rates(view, colours, width=width)


def sheet(brief: Brief) -> dict[str, Any]:
    """The figure of the sheet, WIDTH × HEIGHT pixels; `browser.picture` makes the file of it."""
    colours = palette(brief.request.theme)
    inner = WIDTH - 2 * _SIDE
    foot = _small_print(brief, "", inner)
    view = brief.view
    if isinstance(view, Scorecard):
        view, left_out = _selected(view, HEIGHT - _TOP - 128 - _below(foot))
        if left_out:
            shown = sum(len(g.rows) for g in view.groups)
            message = translate(
                brief.request.lang,
                "Shown here: {n} of {m} promises; the PDF, the slides and the workbook hold all.",
                n=shown,
                m=shown + left_out,
            )
            foot = _small_print(brief, message, inner)
        view = replace(view, scale="", footer="")
    elif isinstance(view, IndicatorView):
        view = replace(view, legend="", footer="")
    else:
        view = replace(view, footer="")
    drawn = addressed(figure_of(brief, view, inner), brief.request.base)
    return _framed(drawn, brief, foot, colours)


def _below(foot: list[str]) -> int:
    return 30 + max(_LINE * len(foot), _QR) + _BOTTOM


def _selected(card: Scorecard, room: int) -> tuple[Scorecard, int]:
    """The scorecard with as many rows as can be read in `room` pixels of height, and how many are left out.

    Judged promises are taken first, then the others in their order, where headline figures stand first.
    """
    order = [(g, r.indicator) for g, group in enumerate(card.groups) for r in group.rows]
    judged = {r.indicator for group in card.groups for r in group.rows if r.verdict in JUDGED}
    chosen: set[str] = set()
    height = 0
    for _, (g, name) in sorted(enumerate(order), key=lambda e: (e[1][1] not in judged, e[0])):
        new = not any(r.indicator in chosen for r in card.groups[g].rows)
        if (height + ROW + GROUP * new) * _TIGHTEST > room:
            break
        height += ROW + GROUP * new
        chosen.add(name)
    groups = [replace(group, rows=tuple(r for r in group.rows if r.indicator in chosen)) for group in card.groups]
    return replace(card, groups=tuple(g for g in groups if g.rows)), len(order) - len(chosen)


def _small_print(brief: Brief, selection: str, width: int) -> list[str]:
    """The lines at the foot: how to read it, what was chosen, sources, version, and the way back."""
    lang, fits = brief.request.lang, int((width - _QR - 40) / 6.3)
    chosen = " ".join(filter(None, [brief.filtered, selection]))
    became = brief.answered if isinstance(brief.view, Compare) else ""
    lines = [line for text in (brief.note, became, chosen) for line in wrapped(text, fits)]
    sources = joined((d.title for d in brief.documents), lang) or "–"
    told = wrapped(translate(lang, "Sources: {sources}.", sources=sources), fits)
    if len(told) > 2:
        told = [
            told[0],
            f"{wrapped(told[1], fits - 24)[0]}… {translate(lang, '({n} documents in all)', n=len(brief.documents))}",
        ]
    return [*lines, *told, brief.imprint, *way_back(brief)]


def way_back(brief: Brief) -> list[str]:
    """The address of the same view, or the command that makes the briefing again."""
    if brief.address:
        return [brief.address]
    return [translate(brief.request.lang, "To make it again: {command}", command=brief.command)]


def code(address: str) -> segno.QRCode:
    """The QR code of an address."""
    return segno.make(address, micro=False, error="m", boost_error=False)


def _squares(address: str, side: int, right: float, up: float) -> str:
    """A QR code as an SVG path of this side, its lower left corner at (right, up)."""
    rows = [bytes(row) for row in code(address).matrix]
    step = side / len(rows)
    parts = []
    for i, row in enumerate(rows):
        top, bottom = up + (len(rows) - i) * step, up + (len(rows) - i - 1) * step
        for j, on in enumerate(row):
            if on:
                start, end = right + j * step, right + (j + 1) * step
                parts.append(
                    f"M{start:.2f},{top:.2f}L{end:.2f},{top:.2f}L{end:.2f},{bottom:.2f}L{start:.2f},{bottom:.2f}Z"
                )
    return "".join(parts)


def _framed(drawn: dict[str, Any], brief: Brief, foot: list[str], colours: Palette) -> dict[str, Any]:
    """The figure on a sheet, its margins widened, with the small print and the code below."""
    layout = drawn["layout"]
    margin = layout["margin"]
    below = _below(foot) + (26 if not isinstance(brief.view, Scorecard) else 0)
    start = margin["l"]
    layout["margin"] = {"l": start + _SIDE, "r": margin["r"] + _SIDE, "t": margin["t"] + _TOP, "b": below, "pad": 0}
    layout |= {"width": WIDTH, "height": HEIGHT, "autosize": False}
    area = HEIGHT - layout["margin"]["t"] - below
    if isinstance(brief.view, Scorecard):  # few rows keep their height instead of filling the sheet
        tall = layout["yaxis"]["range"][0]
        layout["yaxis"]["range"] = [max(tall, area / 1.15), 0]
    shift = _BOTTOM + _LINE * len(foot) - below
    small = written(lines(foot), (0, 0), shift, 12, colours.quiet, xshift=-start)
    layout["annotations"] = [*layout["annotations"], small]
    if brief.address:
        light = palette("light")
        place = {
            "xref": "paper",
            "yref": "paper",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "yanchor": 0,
            "xanchor": 1,
            "line": {"width": 0},
        }
        low, left = below - _BOTTOM, -_QR
        paper = {
            "type": "rect",
            **place,
            "x0": left - 6,
            "x1": left + _QR + 6,
            "y0": -low - 6,
            "y1": -low + _QR + 6,
            "fillcolor": light.paper,
        }
        squares = {"type": "path", **place, "path": _squares(brief.address, _QR, left, -low), "fillcolor": light.ink}
        layout["shapes"] = [*layout.get("shapes", []), paper, squares]
    return drawn
