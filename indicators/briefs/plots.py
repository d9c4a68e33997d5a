"""The slides' charts: PowerPoint's own, which open with their numbers and can be edited there and in WPS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.util import Inches, Pt

from indicators.briefs.content import Brief, BriefEntry, Section
from indicators.briefs.deck import COLOURS, LEFT, WIDE, Deck, chunks, font, notes, paint, text, write
from indicators.charts.theme import readable_on
from indicators.views.compare import Compare
from indicators.views.labels import verdict_name
from indicators.words.texts import translate

_BARS = 13  # bars that a slide holds


def _chart(slide: Any, kind: Any, height: float, data: CategoryChartData, alt: str) -> Any:
    """A chart across the slide, `height` inches high, without a title; `alt` is for whoever can't see it."""
    frame = slide.shapes.add_chart(kind, Inches(LEFT), Inches(1.75), Inches(WIDE), Inches(height), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    frame.chart.has_title = frame.chart.has_legend = False
    font(frame.chart.font, 12, COLOURS.ink)
    return frame.chart


def became(slide: Any, brief: Brief) -> None:
    """What became of the promises, as one stacked bar."""
    if not brief.tally:
        return
    lang = brief.request.lang
    data = CategoryChartData()
    data.categories = [translate(lang, "Promises")]
    for verdict, n in brief.tally:
        data.add_series(verdict_name(verdict, lang), (n,))
    chart = _chart(slide, XL_CHART_TYPE.BAR_STACKED, 1.75, data, brief.sentence)
    chart.plots[0].gap_width, chart.plots[0].overlap = 40, 100
    for axis in (chart.value_axis, chart.category_axis):
        axis.major_tick_mark, axis.visible = XL_TICK_MARK.NONE, False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.maximum_scale, chart.value_axis.minimum_scale = sum(n for _, n in brief.tally), 0
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    font(chart.legend.font, 12, COLOURS.ink)
    for series, (verdict, _) in zip(chart.series, brief.tally, strict=True):
        paint(series.format, COLOURS.fill[verdict])
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0", False
        font(labels.font, 14, readable_on(COLOURS.fill[verdict], COLOURS), bold=True)


def ledger(deck: Deck) -> None:
    """The judged promises as bars from one line: right of it kept, left of it short."""
    brief, lang = deck.brief, deck.brief.request.lang
    judged = [e for e in brief.entries if e.along is not None]
    for part in chunks(judged, _BARS):
        title = translate(lang, "How far from the promise")
        slide = deck.slide(title, f"{brief.sentence}")
        data = CategoryChartData(number_format="0.00")
        data.categories = [_harmless(e.name) for e in part]
        data.add_series(translate(lang, "kept"), [e.along if e.verdict != "missed" else None for e in part])
        data.add_series(translate(lang, "short"), [e.along if e.verdict == "missed" else None for e in part])
        height = min(4.75, 0.5 + 0.42 * len(part))
        chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, height, data, title)
        _bars(chart, part)
        text(slide, brief.note, (LEFT, 6.4, WIDE, 0.4), 10, COLOURS.quiet)
        notes(slide, part, lang)


def _bars(chart: Any, part: Sequence[BriefEntry]) -> None:
    """Names at the left, bars from the middle, the printed numbers beside them."""
    chart.plots[0].gap_width, chart.plots[0].overlap = 55, 100
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.tick_label_position, names.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    font(names.tick_labels.font, 12, COLOURS.ink)
    names.format.line.color.rgb, names.format.line.width = RGBColor.from_string(COLOURS.ink[1:]), Pt(1.75)
    values.minimum_scale, values.maximum_scale = -1.5, 1.5
    values.major_tick_mark, values.has_major_gridlines, values.visible = XL_TICK_MARK.NONE, False, False
    for series, verdict in zip(chart.series, ("met", "missed"), strict=True):
        paint(series.format, COLOURS.fill[verdict])
        series.invert_if_negative = False
        for i, e in enumerate(part):
            if (e.verdict == "missed") == (verdict == "missed"):
                label = series.points[i].data_label
                label.position = XL_LABEL_POSITION.OUTSIDE_END
                write(label.text_frame.paragraphs[0], f"{e.glyph} {e.reported}", 11, COLOURS.text[e.verdict], bold=True)


def over_years(deck: Deck, section: Section) -> None:
    """A city's years: what was promised beside what was reported."""
    brief, lang = deck.brief, deck.brief.request.lang
    drawn = [e for e in section.entries if e.target is not None or e.outcome is not None]
    if not drawn:
        return
    slide = deck.slide(
        f"{section.name}: {brief.title}" if lang == "en" else f"{section.name}：{brief.title}", brief.sentence
    )
    data = CategoryChartData(number_format="General")
    data.categories = [e.where for e in drawn]
    data.add_series(translate(lang, "Promised"), [e.target for e in drawn])
    data.add_series(translate(lang, "Reported"), [e.outcome for e in drawn])
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, 4.95, data, brief.title)
    _columns(chart, ["#B9CFF3", COLOURS.fill["met"]])
    for i, e in enumerate(drawn):
        if e.outcome is not None:
            paint(
                chart.series[1].points[i].format,
                COLOURS.fill["missed" if e.verdict == "missed" else "context" if e.verdict == "context" else "met"],
            )
    for series, words in zip(chart.series, ([e.promised for e in drawn], [e.reported for e in drawn]), strict=True):
        for i, shown in enumerate(words):
            if shown and (drawn[i].target if series is chart.series[0] else drawn[i].outcome) is not None:
                write(series.points[i].data_label.text_frame.paragraphs[0], shown, 12)
                series.points[i].data_label.position = XL_LABEL_POSITION.OUTSIDE_END
    notes(slide, section.entries, lang)


def _columns(chart: Any, fills: Sequence[str]) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    font(chart.legend.font, 12, COLOURS.ink)
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, -5
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(COLOURS.rule[1:])
    chart.value_axis.format.line.fill.background()
    chart.category_axis.tick_label_position, chart.category_axis.major_tick_mark = (
        XL_TICK_LABEL_POSITION.LOW,
        XL_TICK_MARK.NONE,
    )
    for axis in (chart.value_axis, chart.category_axis):
        font(axis.tick_labels.font, 12, COLOURS.quiet)
    for series, fill in zip(chart.series, fills, strict=True):
        paint(series.format, fill)
        series.invert_if_negative = False


def side_by_side(deck: Deck) -> None:
    """The cities' promises in percent beside each other."""
    brief, lang = deck.brief, deck.brief.request.lang
    view = brief.view
    assert isinstance(view, Compare)
    shown = {p.indicator for p in view.pairs if p.in_percent and not p.refused}
    sections = [
        s for s in brief.sections if s.entries[0].indicator in shown and any(e.target is not None for e in s.entries)
    ]
    for part in chunks(sections, 5):
        slide = deck.slide(translate(lang, "What was promised, in percent"), brief.sentence)
        data = CategoryChartData(number_format="General")
        data.categories = [_harmless(s.name) for s in part]
        for i, city in enumerate(view.cities):
            data.add_series(_harmless(city), [s.entries[i].target for s in part])
        chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, 4.95, data, brief.title)
        _columns(
            chart,
            [
                ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8E7CC3")[i % 6]
                for i in range(len(view.cities))
            ],
        )
        for i, series in enumerate(chart.series):
            for k, s in enumerate(part):
                if s.entries[i].target is not None:
                    write(series.points[k].data_label.text_frame.paragraphs[0], s.entries[i].promised, 11)
                    series.points[k].data_label.position = XL_LABEL_POSITION.OUTSIDE_END
        notes(slide, [e for s in part for e in s.entries], lang)


def _harmless(name: str) -> str:
    """A name in a chart's own workbook, where one that begins with = would be run as a formula."""
    return f" {name}" if name.startswith("=") else name
