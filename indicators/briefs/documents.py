"""The briefing as a Word document: the summary, a table of all promises, and every quote with its source."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from indicators.briefs.content import Brief, BriefEntry, address_of, facts, heads, table_cells, table_heads
from indicators.briefs.office import FONT, describe, steady
from indicators.briefs.sheets import code
from indicators.charts.theme import palette
from indicators.views.passages import Passage
from indicators.words.texts import bracketed, translate

_COLOURS = palette("light")


def _element(name: str) -> Any:
    """An element of the file's XML, for what the library has no words for; its types say less than its elements do."""
    return OxmlElement(name)


def document(brief: Brief) -> bytes:
    """The bytes of the .docx."""
    made = docx.Document()
    _styles(made)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(18), Mm(20)
    _properties(made, brief)
    _footer(section.footer.paragraphs[0], brief)
    lang = brief.request.lang
    made.add_heading(brief.title, 0)
    _words(made.add_paragraph(), brief.sentence, 12, _COLOURS.quiet)
    if brief.paragraph:
        _words(made.add_paragraph(), brief.paragraph, 11)
    _about(made, brief)
    if brief.histories:
        made.add_heading(translate(lang, "What stands out over the years"), 1)
        for told in brief.histories:
            _words(made.add_paragraph(style="List Bullet"), told, 10)
    made.add_heading(translate(lang, "Promises"), 1)
    _table(made, brief)
    made.add_heading(translate(lang, "Words of the documents"), 1)
    for part in brief.sections:
        made.add_heading(part.name, 2)
        for entry in part.entries:
            _entry(made, brief, entry)
    made.add_heading(translate(lang, "Sources"), 1)
    for d in brief.documents:
        line = made.add_paragraph(style="List Bullet")
        _link(line, d.title, d.href)
        _words(line, "  " + " · ".join(filter(None, [d.kind, d.publisher, d.date])), 9, _COLOURS.quiet)
    buffer = io.BytesIO()
    made.save(buffer)
    return steady(buffer.getvalue(), brief.date)


def _properties(made: Document, brief: Brief) -> None:
    """What the file says of itself, and its language."""
    describe(made.core_properties, brief)
    made.core_properties.language = "zh-CN" if brief.request.lang == "zh" else "en-GB"


def _styles(made: Document) -> None:
    """Fonts for Latin and Chinese letters, sizes and the ink of all styles used."""
    for name, size, colour in (
        ("Normal", 10.5, _COLOURS.ink),
        ("Title", 20, _COLOURS.ink),
        ("Heading 1", 14, _COLOURS.ink),
        ("Heading 2", 11, _COLOURS.quiet),
        ("List Bullet", 10.5, _COLOURS.ink),
        ("Footer", 8, _COLOURS.quiet),
    ):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor.from_string(colour[1:])
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
        fonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(4)
    made.styles["Title"].font.bold = True
    border = made.styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:  # the template's blue line below
        border.getparent().remove(border)
    made.styles["Heading 1"].paragraph_format.space_before = Pt(18)


def _words(place: Paragraph, text: str, size: float, colour: str = _COLOURS.ink, bold: bool = False) -> None:
    run = place.add_run(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour[1:])


def _link(place: Paragraph, text: str, href: str) -> None:
    """Text that leads to an address; plain text without one."""
    if not href.startswith(("http://", "https://")):
        _words(place, text, 9.5)
        return
    link = _element("w:hyperlink")
    link.set(qn("r:id"), place.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    _words(place, text, 9.5, "#0067A3")
    link.append(place.runs[-1]._r)
    place._p.append(link)


def _field(place: Paragraph, instruction: str) -> None:
    """A field that Word fills in, such as the page's number."""
    run = place.add_run()
    run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(_COLOURS.quiet[1:])
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        element = _element("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _footer(place: Paragraph, brief: Brief) -> None:
    _words(place, f"{brief.title}  ·  {brief.imprint}  ", 8, _COLOURS.quiet)
    _field(place, "PAGE")
    _words(place, " / ", 8, _COLOURS.quiet)
    _field(place, "NUMPAGES")


def _about(made: Document, brief: Brief) -> None:
    """What the briefing says about itself, with the code that leads back to the view."""
    told = [(name, text) for name, text in facts(brief) if text not in brief.told_above]
    table = made.add_table(rows=0, cols=2)
    table.autofit = False
    for name, text in told:
        cells = table.add_row().cells
        _fill(cells[0], name, 9, _COLOURS.quiet)
        if text == brief.address:
            _link(cells[1].paragraphs[0], text, text)
        else:
            _fill(cells[1], text, 9)
    _widths(table, (32, 138))
    if brief.address:
        picture = io.BytesIO()
        code(brief.address).save(picture, kind="png", scale=6, border=2)
        picture.seek(0)
        made.add_picture(picture, width=Mm(26))


def _fill(cell: _Cell, text: str, size: float, colour: str = _COLOURS.ink, bold: bool = False) -> None:
    place = cell.paragraphs[0]
    place.paragraph_format.space_after = Pt(2)
    place.paragraph_format.space_before = Pt(2)
    _words(place, text, size, colour, bold)


def _widths(table: docx.table.Table, widths: tuple[float, ...]) -> None:
    """Column widths in millimetres, said to the grid and to every cell: programs differ in which they read."""
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for row in table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            cell.width = Mm(wide)


def _lines(table: docx.table.Table) -> None:
    """Thin rules between rows and nothing else."""
    borders = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = _element(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "D5D8DC")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    after = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook")}  # Word wants this order
    properties.insert(next((i for i, child in enumerate(properties) if child.tag in after), len(properties)), borders)


def _table(made: Document, brief: Brief) -> None:
    """All promises, section by section, with a header row that repeats on every page."""
    where, _ = heads(brief)
    names = table_heads(brief)
    table = made.add_table(rows=1, cols=len(names))
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        _fill(cell, name, 8.5, _COLOURS.quiet, bold=True)
    repeat = _element("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for part in brief.sections:
        if not where or len(part.entries) > 1:
            row = table.add_row()
            merged = row.cells[0].merge(row.cells[-1])
            _fill(merged, part.name, 9.5, bold=True)
        for e in part.entries:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
            texts = table_cells(brief, e, e.name)
            for i, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                verdict = i == len(texts) - 3
                _fill(cell, text, 9, _COLOURS.text[e.verdict] if verdict else _COLOURS.ink, bold=verdict)
    _lines(table)
    _widths(table, (16, 34, 26, 26, 27, 20, 21) if where else (42, 28, 28, 28, 22, 22))


def _entry(made: Document, brief: Brief, entry: BriefEntry) -> None:
    """One promise: its reason and the documents' words."""
    head = made.add_paragraph()
    head.paragraph_format.space_before, head.paragraph_format.keep_with_next = Pt(8), True
    _words(head, " ".join(filter(None, [entry.where, entry.name])), 10.5, bold=True)
    _words(head, f"   {entry.glyph} {entry.verdict_name}", 9.5, _COLOURS.text[entry.verdict], bold=True)
    reason = made.add_paragraph()
    evidence = bracketed(entry.evidence, brief.request.lang)
    told = " ".join(filter(None, [entry.because, entry.answered, entry.turned, evidence]))
    _words(reason, told, 9.5, _COLOURS.quiet)
    for quote in entry.quotes:
        _quote(made, brief, quote)


def _quote(made: Document, brief: Brief, quote: Passage) -> None:
    """A quote with its figure, its source and what was proved of it."""
    place = made.add_paragraph()
    place.paragraph_format.left_indent = Mm(6)
    _words(place, f"{quote.role} {quote.shown}　", 9, _COLOURS.quiet)
    if quote.quote:
        _words(place, f"“{quote.quote}”", 10)
    _words(place, "  — ", 9, _COLOURS.quiet)
    _link(place, quote.source, address_of(brief, quote))
    _words(place, f"  {quote.status}", 8.5, _COLOURS.quiet)
    if quote.note:
        _words(place, f"  {quote.note}", 8.5, _COLOURS.quiet)
