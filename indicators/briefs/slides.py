"""The briefing as slides: charts and tables that PowerPoint and WPS can edit, the documents' words in the notes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from indicators.briefs.archives import moment, steady
from indicators.briefs.content import Brief, Entry, Section, heads
from indicators.briefs.sheets import code
from indicators.charts.theme import palette, readable_on
from indicators.texts import translate
from indicators.views.compare import Compare
from indicators.views.indicator import IndicatorView
from indicators.views.labels import verdict_name

_FONT = "Microsoft YaHei"
_COLOURS = palette("light")
_LEFT, _WIDE = 0.6, 12.13  # inches
_ROWS, _BARS = 10, 13  # rows of a table and of a chart that a slide holds
_PLAIN = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # PowerPoint's table style "No Style, Table Grid": its lines are replaced below


class _Deck:
    """The presentation as it grows: every slide gets a title, a foot and its number."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(13.333), Inches(7.5)

    def slide(self, title: str, lead: str = "") -> Any:
        """A new slide with its title and, below, a lead."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[5])  # title only
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = Inches(_LEFT), Inches(0.42), Inches(_WIDE), Inches(0.7)
        place.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        place.text_frame.word_wrap = True
        for side in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
            setattr(place.text_frame, side, 0)
        write(place.text_frame.paragraphs[0], title, 26, bold=True)
        place.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        if lead:
            text(slide, lead, (_LEFT, 1.08, _WIDE, 0.62), 13, _COLOURS.quiet)
        return slide

    def finish(self) -> bytes:
        """Foot and number on every slide; the bytes."""
        brief, total = self.brief, len(self.file.slides)
        way = brief.address or brief.command
        for n, slide in enumerate(self.file.slides, 1):
            text(slide, f"{brief.title}  ·  {brief.imprint}", (_LEFT, 6.9, 11.2, 0.2), 9, _COLOURS.quiet)
            text(slide, way, (_LEFT, 7.1, 11.2, 0.2), 9, _COLOURS.quiet, link=brief.address)
            text(slide, f"{n} / {total}", (11.93, 7.1, 0.8, 0.2), 9, _COLOURS.quiet, PP_ALIGN.RIGHT)
        core = self.file.core_properties
        core.title, core.subject, core.comments, core.author, core.last_modified_by = brief.title[:255], brief.sentence[:255], brief.imprint[:255], "indicators", "indicators"
        core.created = core.modified = moment(brief.date)
        core.revision = 1
        buffer = io.BytesIO()
        self.file.save(buffer)
        return steady(buffer.getvalue(), brief.date)


def write(place: Any, words: str, size: float, colour: str = _COLOURS.ink, bold: bool = False, link: str = "") -> None:
    """A run of text in a paragraph, with a typeface for Latin and for Chinese letters."""
    run = place.add_run()
    run.text = words
    font = run.font
    font.size, font.bold, font.name, font.color.rgb = Pt(size), bold, _FONT, RGBColor.from_string(colour[1:])
    east = run._r.get_or_add_rPr().makeelement(qn("a:ea"), {"typeface": _FONT})
    run._r.get_or_add_rPr().append(east)
    if link.startswith(("http://", "https://")):
        run.hyperlink.address = link


def text(slide: Any, words: str, box: tuple[float, float, float, float], size: float, colour: str = _COLOURS.ink, align: Any = PP_ALIGN.LEFT, link: str = "") -> Any:
    """A text box at (left, top, width, height) in inches."""
    frame = slide.shapes.add_textbox(*(Inches(v) for v in box)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame.paragraphs[0], words, size, colour, link=link)
    frame.paragraphs[0].alignment = align
    return frame


def slides(brief: Brief) -> bytes:
    """The bytes of the .pptx."""
    deck = _Deck(brief)
    _summary(deck)
    if brief.stands_out:
        _listed(deck, translate(brief.request.lang, "What stands out over the years"), brief.stands_out)
    if isinstance(brief.view, IndicatorView):
        for section in brief.sections:
            _over_years(deck, section)
    elif isinstance(brief.view, Compare):
        _side_by_side(deck)
    else:
        _ledger(deck)
    for title, entries in _tables(brief):
        _table(deck, title, entries)
    _documents(deck)
    return deck.finish()


def _chunks(entries: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The entries in even parts of no more than `size`."""
    parts = -(-len(entries) // size)
    each = -(-len(entries) // parts) if parts else 0
    for i in range(parts):
        yield entries[i * each : (i + 1) * each]


def _tables(brief: Brief) -> Iterator[tuple[str, Sequence[tuple[str, Entry]]]]:
    """The tables: a group (or a city) a slide, on more where it is long; compared cities together."""
    if isinstance(brief.view, Compare):
        rows = [(s.name, e) for s in brief.sections for e in s.entries]
        step = max(1, _ROWS // max(1, len(brief.request.cities))) * len(brief.request.cities)
        parts: list[tuple[str, Sequence[tuple[str, Entry]]]] = [(translate(brief.request.lang, "Promises"), rows[i : i + step]) for i in range(0, len(rows), step)]
    else:
        parts = [(s.name, [("", e) for e in part]) for s in brief.sections for part in _chunks(s.entries, _ROWS)]
    for i, (title, entries) in enumerate(parts):
        same = [j for j, (other, _) in enumerate(parts) if other == title]
        yield (f"{title} ({same.index(i) + 1}/{len(same)})" if len(same) > 1 else title), entries


def _summary(deck: _Deck) -> None:
    """What became of the promises: a sentence, one stacked bar, a paragraph, the way back."""
    brief, lang = deck.brief, deck.brief.request.lang
    slide = deck.slide(brief.title, brief.sentence)
    if brief.tally:
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
        _font(chart.legend.font, 12, _COLOURS.ink)
        for series, (verdict, _) in zip(chart.series, brief.tally, strict=True):
            _paint(series.format, _COLOURS.fill[verdict])
            labels = series.data_labels
            labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0", False
            _font(labels.font, 14, readable_on(_COLOURS.fill[verdict], _COLOURS), bold=True)
    words = [w for w in (brief.paragraph, " · ".join(filter(None, [brief.answered, brief.rates])), brief.filtered, brief.tolerance) if w]
    frame = text(slide, words[0] if words else "", (_LEFT, 3.75, 9.9, 2.8), 15 if words and words[0] == brief.paragraph and len(words[0]) < 420 else 13)
    for more in words[1:]:
        place = frame.add_paragraph()
        place.space_before = Pt(8)
        write(place, more, 13, _COLOURS.quiet)
    if brief.address:
        picture = io.BytesIO()
        code(brief.address).save(picture, kind="png", scale=8, border=2)
        picture.seek(0)
        slide.shapes.add_picture(picture, Inches(11.2), Inches(4.9), width=Inches(1.53))
    slide.notes_slide.notes_text_frame.text = "\n".join([brief.title, brief.sentence, *words, brief.imprint, brief.address or brief.command])


def _harmless(name: str) -> str:
    """A name in a chart's own workbook, where one that begins with = would be run as a formula."""
    return f" {name}" if name.startswith("=") else name


def _listed(deck: _Deck, title: str, lines: Sequence[str]) -> None:
    """Sentences below each other."""
    frame = text(deck.slide(title), lines[0], (_LEFT, 1.35, _WIDE, 5.3), 15)
    for line in lines[1:]:
        place = frame.add_paragraph()
        place.space_before = Pt(11)
        write(place, line, 15)


def _font(font: Any, size: float, colour: str, bold: bool = False) -> None:
    font.size, font.bold, font.name, font.color.rgb = Pt(size), bold, _FONT, RGBColor.from_string(colour[1:])


def _paint(form: Any, colour: str) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = RGBColor.from_string(colour[1:])


def _chart(slide: Any, kind: Any, height: float, data: CategoryChartData, alt: str) -> Any:
    """A chart across the slide, `height` inches high, without a title; `alt` is for whoever can't see it."""
    frame = slide.shapes.add_chart(kind, Inches(_LEFT), Inches(1.75), Inches(_WIDE), Inches(height), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    frame.chart.has_title = frame.chart.has_legend = False
    _font(frame.chart.font, 12, _COLOURS.ink)
    return frame.chart


def _ledger(deck: _Deck) -> None:
    """The judged promises as bars from one line: right of it kept, left of it short."""
    brief, lang = deck.brief, deck.brief.request.lang
    judged = [e for e in brief.entries if e.along is not None]
    for part in _chunks(judged, _BARS):
        title = translate(lang, "How far from the promise")
        slide = deck.slide(title, f"{brief.sentence}")
        data = CategoryChartData(number_format="0.00")
        data.categories = [_harmless(e.name) for e in part]
        data.add_series(translate(lang, "kept"), [e.along if e.verdict != "missed" else None for e in part])
        data.add_series(translate(lang, "short"), [e.along if e.verdict == "missed" else None for e in part])
        height = min(4.75, 0.5 + 0.42 * len(part))
        chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, height, data, title)
        _bars(chart, part)
        text(slide, brief.note, (_LEFT, 6.4, _WIDE, 0.4), 10, _COLOURS.quiet)
        _notes(slide, part)


def _bars(chart: Any, part: Sequence[Entry]) -> None:
    """Names at the left, bars from the middle, the printed numbers beside them."""
    chart.plots[0].gap_width, chart.plots[0].overlap = 55, 100
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.tick_label_position, names.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    _font(names.tick_labels.font, 12, _COLOURS.ink)
    names.format.line.color.rgb, names.format.line.width = RGBColor.from_string(_COLOURS.ink[1:]), Pt(1.75)
    values.minimum_scale, values.maximum_scale = -1.5, 1.5
    values.major_tick_mark, values.has_major_gridlines, values.visible = XL_TICK_MARK.NONE, False, False
    for series, verdict in zip(chart.series, ("met", "missed"), strict=True):
        _paint(series.format, _COLOURS.fill[verdict])
        series.invert_if_negative = False
        for i, e in enumerate(part):
            if (e.verdict == "missed") == (verdict == "missed"):
                label = series.points[i].data_label
                label.position = XL_LABEL_POSITION.OUTSIDE_END
                write(label.text_frame.paragraphs[0], f"{e.glyph} {e.reported}", 11, _COLOURS.text[e.verdict], bold=True)


def _over_years(deck: _Deck, section: Section) -> None:
    """A city's years: what was promised beside what was reported."""
    brief, lang = deck.brief, deck.brief.request.lang
    drawn = [e for e in section.entries if e.target is not None or e.outcome is not None]
    if not drawn:
        return
    slide = deck.slide(f"{section.name}: {brief.title}" if lang == "en" else f"{section.name}：{brief.title}", brief.sentence)
    data = CategoryChartData(number_format="General")
    data.categories = [e.where for e in drawn]
    data.add_series(translate(lang, "Promised"), [e.target for e in drawn])
    data.add_series(translate(lang, "Reported"), [e.outcome for e in drawn])
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, 4.95, data, brief.title)
    _columns(chart, ["#B9CFF3", _COLOURS.fill["met"]])
    for i, e in enumerate(drawn):
        if e.outcome is not None:
            _paint(chart.series[1].points[i].format, _COLOURS.fill["missed" if e.verdict == "missed" else "context" if e.verdict == "context" else "met"])
    for series, words in zip(chart.series, ([e.promised for e in drawn], [e.reported for e in drawn]), strict=True):
        for i, shown in enumerate(words):
            if shown and (drawn[i].target if series is chart.series[0] else drawn[i].outcome) is not None:
                write(series.points[i].data_label.text_frame.paragraphs[0], shown, 12)
                series.points[i].data_label.position = XL_LABEL_POSITION.OUTSIDE_END
    _notes(slide, section.entries)


def _columns(chart: Any, fills: Sequence[str]) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _font(chart.legend.font, 12, _COLOURS.ink)
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, -5
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(_COLOURS.rule[1:])
    chart.value_axis.format.line.fill.background()
    chart.category_axis.tick_label_position, chart.category_axis.major_tick_mark = XL_TICK_LABEL_POSITION.LOW, XL_TICK_MARK.NONE
    for axis in (chart.value_axis, chart.category_axis):
        _font(axis.tick_labels.font, 12, _COLOURS.quiet)
    for series, fill in zip(chart.series, fills, strict=True):
        _paint(series.format, fill)
        series.invert_if_negative = False


def _side_by_side(deck: _Deck) -> None:
    """The cities' promises in percent beside each other."""
    brief, lang = deck.brief, deck.brief.request.lang
    view = brief.view
    assert isinstance(view, Compare)
    shown = {p.indicator for p in view.pairs if p.in_percent and not p.refused}
    sections = [s for s in brief.sections if s.entries[0].indicator in shown and any(e.target is not None for e in s.entries)]
    for part in _chunks(sections, 5):
        slide = deck.slide(translate(lang, "What was promised, in percent"), brief.sentence)
        data = CategoryChartData(number_format="General")
        data.categories = [_harmless(s.name) for s in part]
        for i, city in enumerate(view.cities):
            data.add_series(_harmless(city), [s.entries[i].target for s in part])
        chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, 4.95, data, brief.title)
        _columns(chart, [("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8E7CC3")[i % 6] for i in range(len(view.cities))])
        for i, series in enumerate(chart.series):
            for k, s in enumerate(part):
                if s.entries[i].target is not None:
                    write(series.points[k].data_label.text_frame.paragraphs[0], s.entries[i].promised, 11)
                    series.points[k].data_label.position = XL_LABEL_POSITION.OUTSIDE_END
        _notes(slide, [e for s in part for e in s.entries])


def _table(deck: _Deck, title: str, entries: Sequence[tuple[str, Entry]]) -> None:
    """A table of promises, as a table that can be edited."""
    brief, lang = deck.brief, deck.brief.request.lang
    where, _ = heads(brief)
    slide = deck.slide(title)
    names = [*([where] if where else []), translate(lang, "Indicator"), translate(lang, "Promised"), translate(lang, "Reported"), translate(lang, "Verdict"), translate(lang, "Gap")]
    widths = (1.3, 2.8, 2.2, 2.2, 2.1, 1.53) if where else (3.8, 2.4, 2.3, 2.1, 1.53)
    frame = slide.shapes.add_table(len(entries) + 1, len(names), Inches(_LEFT), Inches(1.25), Inches(_WIDE), Inches(0.4 + 0.5 * len(entries)))
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN
    table.first_row, table.horz_banding = True, False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Inches(wide)
    for row in table.rows:
        row.height = Inches(0.5)
    table.rows[0].height = Inches(0.38)
    for i, name in enumerate(names):
        _cell(table.cell(0, i), name, 11, _COLOURS.quiet, bold=True)
    previous = ""
    for r, (section, e) in enumerate(entries, 1):
        name = f"{e.name}  {e.unit}" if e.unit and e.unit != "%" else e.name
        name = "" if section and section == previous else name
        previous = section
        texts = [*([e.where] if where else []), name, e.promised or "—", e.reported or "—", f"{e.glyph} {e.verdict_name}", e.gap]
        for i, shown in enumerate(texts):
            verdict = i == len(texts) - 2
            _cell(table.cell(r, i), shown, 11 if len(shown) > 34 else 12, _COLOURS.text[e.verdict] if verdict else _COLOURS.ink, bold=verdict)
    _notes(slide, [e for _, e in entries])


def _cell(cell: Any, words: str, size: float, colour: str, bold: bool = False) -> None:
    """A cell without fill, with one thin rule below."""
    cell.fill.background()
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left, cell.margin_right = Emu(0), Inches(0.12)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    write(cell.text_frame.paragraphs[0], words, size, colour, bold)
    properties = cell._tc.get_or_add_tcPr()
    for i, side in enumerate(("a:lnL", "a:lnR", "a:lnT", "a:lnB")):
        line = properties.makeelement(qn(side), {"w": "9525" if side == "a:lnB" else "0"})
        fill = line.makeelement(qn("a:solidFill" if side == "a:lnB" else "a:noFill"), {})
        if side == "a:lnB":
            fill.append(fill.makeelement(qn("a:srgbClr"), {"val": "D5D8DC"}))
        line.append(fill)
        properties.insert(i, line)


def _notes(slide: Any, entries: Sequence[Entry]) -> None:
    """The reasons and the documents' words, in the slide's notes."""
    lines: list[str] = []
    for e in entries:
        lines.append(f"{' '.join(filter(None, [e.where, e.name]))}  {e.glyph} {e.verdict_name}")
        lines.append(" ".join(filter(None, [e.because, e.answered, e.turned])))
        lines += [" ".join(filter(None, [f"{q.role} {q.shown}", f"“{q.quote}”" if q.quote else "", f"— {q.source}", f"({q.status})"])) for q in e.quotes]
        lines.append("")
    slide.notes_slide.notes_text_frame.text = "\n".join(lines).rstrip()


def _documents(deck: _Deck) -> None:
    """The sources, with their addresses."""
    brief = deck.brief
    for part in _chunks(brief.documents, 11):
        slide = deck.slide(translate(brief.request.lang, "Sources"))
        frame = text(slide, "", (_LEFT, 1.3, _WIDE, 5.3), 13)
        for i, d in enumerate(part):
            place = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            place.space_after = Pt(8)
            write(place, d.title, 13, link=d.href)
            write(place, "   " + " · ".join(filter(None, [d.kind, d.publisher, d.date])), 11, _COLOURS.quiet)
