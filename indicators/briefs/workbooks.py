"""The briefing as a workbook: numbers as numbers, filters, links to the sources, and the verdicts explained."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from indicators.briefs.content import Brief, BriefEntry, Section, address_of, facts, heads
from indicators.briefs.office import FONT, moment, steady
from indicators.charts.theme import palette, wrapped
from indicators.views.labels import GLYPHS, MEANINGS, ORDER, verdict_name, verdict_with_glyph
from indicators.words.texts import translate

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LINE = 15.5  # points of a line's height

Value = str | float | None


def lines_of(cell: Value, wide: int) -> int:
    """How many lines a text takes in a column `wide` characters wide."""
    return len(wrapped(cell, max(4, wide - 1))) if isinstance(cell, str) and cell else 1


class _Sheet:
    """A sheet with a header row that stays in view and filters over it."""

    def __init__(
        self, book: xlsxwriter.Workbook, name: str, columns: Sequence[tuple[str, int]], formats: dict[str, Format]
    ) -> None:
        self.sheet, self.formats, self.row, self.width = book.add_worksheet(name), formats, 0, len(columns)
        self.wide = [wide for _, wide in columns]
        for i, (head, wide) in enumerate(columns):
            self.sheet.write_string(0, i, head, formats["head"])
            self.sheet.set_column(i, i, wide)
        self.sheet.set_row(0, 26)
        self.sheet.freeze_panes(1, 0)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)

    def add(
        self, cells: Sequence[Value], links: dict[int, str] | None = None, paint: dict[int, Format] | None = None
    ) -> None:
        """One row; `links` gives an address to cells by their column, `paint` another format."""
        self.row += 1
        # Said here, since not every program makes room for wrapped text by itself.
        lines = max(lines_of(cell, self.wide[i]) for i, cell in enumerate(cells))
        self.sheet.set_row(self.row, 4 + _LINE * lines)
        for i, cell in enumerate(cells):
            style = (paint or {}).get(i)
            if isinstance(cell, float):
                self.sheet.write_number(self.row, i, cell, style or self.formats["number"])
            elif cell:
                address = (links or {}).get(i, "")
                if address.startswith(("http://", "https://")) and len(address) < 2000:
                    self.sheet.write_url(self.row, i, address, self.formats["link"], cell)
                else:
                    self.sheet.write_string(self.row, i, cell, style or self.formats["text"])
            else:
                self.sheet.write_blank(self.row, i, None, self.formats["text"])

    def close(self) -> None:
        """Filters over all rows that were added."""
        self.sheet.autofilter(0, 0, max(self.row, 1), self.width - 1)


def workbook(brief: Brief) -> bytes:
    """The bytes of the .xlsx."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties(
        {"title": brief.title, "subject": brief.sentence, "comments": brief.imprint, "created": moment(brief.date)}
    )
    formats = _formats(book)
    _summary(book, brief, formats)
    _promises(book, brief, formats)
    _quotes(book, brief, formats)
    _documents(book, brief, formats)
    _verdicts(book, brief, formats)
    book.close()
    return steady(buffer.getvalue(), brief.date)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """The formats of all cells by name, one for each verdict among them."""
    colours = palette("light")
    base: dict[str, Any] = {
        "font_name": FONT,
        "font_size": 10.5,
        "font_color": colours.ink,
        "valign": "top",
        "text_wrap": True,
        "bottom": 1,
        "bottom_color": colours.rule,
    }
    made = {
        "text": {**base, "align": "left", "indent": 1},
        "number": {**base, "num_format": "#,##0.####", "text_wrap": False},
        "percent": {**base, "num_format": '0.##"%"', "text_wrap": False},
        "head": {
            **base,
            "align": "left",
            "indent": 1,
            "bold": True,
            "font_color": colours.quiet,
            "valign": "vcenter",
            "bottom_color": colours.quiet,
        },
        "link": {**base, "align": "left", "indent": 1, "font_color": "#0067A3", "underline": 1},
        "title": {"font_name": FONT, "font_size": 18, "bold": True, "font_color": colours.ink},
        "name": {**base, "font_color": colours.quiet},
        **{
            verdict: {**base, "align": "left", "indent": 1, "font_color": colours.text[verdict], "bold": True}
            for verdict in (*ORDER, "context")
        },
    }
    return {name: book.add_format(style) for name, style in made.items()}


def _summary(book: xlsxwriter.Workbook, brief: Brief, formats: dict[str, Format]) -> None:
    """What the briefing is, what became of the promises, and where it comes from."""
    sheet = book.add_worksheet(translate(brief.request.lang, "Summary"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 96)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, brief.title, formats["title"])
    row = 2
    for name, text in facts(brief):
        sheet.write_string(row, 0, name, formats["name"])
        sheet.set_row(row, 4 + _LINE * sum(lines_of(line, 96) for line in text.split("\n")))
        if text == brief.address and text:
            sheet.write_url(row, 1, text, formats["link"], text)
        else:
            sheet.write_string(row, 1, text, formats["text"])
        row += 1
    row += 1
    for verdict, n in brief.tally:
        sheet.write_string(row, 0, verdict_with_glyph(verdict, brief.request.lang), formats[verdict])
        sheet.write_number(row, 1, n, formats["number"])
        row += 1
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _number_format(unit: str, formats: dict[str, Format]) -> Format:
    return formats["percent" if unit == "%" else "number"]


def _naming_columns(brief: Brief) -> list[tuple[str, int]]:
    """The columns that name an entry: its section, its year or city where that is not the briefing's, its indicator."""
    where, group = heads(brief)
    return [(group, 18), *([(where, 10)] if where else []), (translate(brief.request.lang, "Indicator"), 30)]


def _naming_cells(brief: Brief, section: Section, entry: BriefEntry) -> list[Value]:
    """The cells of `_naming_columns`."""
    where, _ = heads(brief)
    return [section.name, *([entry.where] if where else []), entry.name]


def _promises(book: xlsxwriter.Workbook, brief: Brief, formats: dict[str, Format]) -> None:
    """A row per promise."""
    say = partial(translate, brief.request.lang)
    named = _naming_columns(brief)
    columns = [
        *named,
        (say("Unit"), 10),
        (say("Promised"), 22),
        (say("Reported"), 22),
        (say("Verdict"), 20),
        (say("Promised, number"), 14),
        (say("Reported, number"), 14),
        (say("Gap, number"), 12),
        (say("Gap"), 18),
        (say("Reason"), 48),
        (say("Where answered"), 30),
        (say("Evidence"), 18),
        (say("Document"), 36),
    ]
    sheet = _Sheet(book, say("Promises"), columns, formats)
    sheet.sheet.freeze_panes(1, len(named))
    for section in brief.sections:
        for e in section.entries:
            number = _number_format(e.unit, formats)
            cells = _naming_cells(brief, section, e)
            cells += [e.unit, e.promised, e.reported, f"{e.glyph} {e.verdict_name}", e.target, e.outcome, e.gap_value]
            cells += [e.gap, e.because, e.answered, e.evidence, e.quotes[0].source if e.quotes else ""]
            at = len(cells)
            links = {at - 1: address_of(brief, e.quotes[0])} if e.quotes else {}
            sheet.add(
                cells, links, {at - 9: formats[e.verdict], at - 8: number, at - 7: number, at - 6: formats["number"]}
            )
    sheet.close()


def _quotes(book: xlsxwriter.Workbook, brief: Brief, formats: dict[str, Format]) -> None:
    """A row per quote."""
    say = partial(translate, brief.request.lang)
    columns = [
        *_naming_columns(brief),
        (say("Role"), 16),
        (say("Figure"), 18),
        (say("Words of the document"), 64),
        (say("Document"), 40),
        (say("Kind"), 18),
        (say("Status"), 30),
        (say("Note"), 40),
    ]
    sheet = _Sheet(book, say("Quotes"), columns, formats)
    for section in brief.sections:
        for e in section.entries:
            for q in e.quotes:
                cells = [
                    *_naming_cells(brief, section, e),
                    q.role,
                    q.shown,
                    q.quote,
                    q.source,
                    q.kind,
                    q.status,
                    q.note,
                ]
                sheet.add(cells, {len(cells) - 4: address_of(brief, q)})
    sheet.close()


def _documents(book: xlsxwriter.Workbook, brief: Brief, formats: dict[str, Format]) -> None:
    """A row per source."""
    say = partial(translate, brief.request.lang)
    sheet = _Sheet(
        book,
        say("Sources"),
        [(say("Document"), 60), (say("Kind"), 22), (say("Publisher"), 28), (say("Date"), 14), (say("Address"), 60)],
        formats,
    )
    for d in brief.documents:
        sheet.add([d.title, d.kind, d.publisher, d.date, d.href], {0: d.href, 4: d.href})
    sheet.close()


def _verdicts(book: xlsxwriter.Workbook, brief: Brief, formats: dict[str, Format]) -> None:
    """What each verdict means."""
    lang = brief.request.lang
    sheet = _Sheet(
        book,
        translate(lang, "Verdicts"),
        [
            ("", 6),
            (translate(lang, "Verdict"), 24),
            (translate(lang, "Meaning"), 90),
            (translate(lang, "Promises"), 12),
        ],
        formats,
    )
    tally = dict(brief.tally)
    for verdict in ORDER:
        sheet.add(
            [
                GLYPHS[verdict],
                verdict_name(verdict, lang),
                translate(lang, MEANINGS[verdict]),
                float(tally.get(verdict, 0)) if tally else "",
            ],
            paint={0: formats[verdict], 1: formats[verdict]},
        )
    sheet.close()
