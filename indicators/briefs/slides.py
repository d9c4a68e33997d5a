"""The briefing as slides: charts and tables that PowerPoint and WPS can edit, the documents' words in the notes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from indicators.briefs.content import Brief, BriefEntry, heads, table_cells, table_heads
from indicators.briefs.deck import COLOURS, LEFT, WIDE, Deck, chunks, notes, text, write
from indicators.briefs.plots import became, ledger, over_years, side_by_side
from indicators.briefs.sheets import code
from indicators.views.compare import Compare
from indicators.views.indicator import IndicatorView
from indicators.words.texts import translate

_ROWS = 10  # rows of a table that a slide holds
# PowerPoint's table style "No Style, Table Grid": its lines are replaced below
_PLAIN = "{5940675A-B579-460E-94D1-54222C63F5DA}"


def slides(brief: Brief) -> bytes:
    """The bytes of the .pptx."""
    deck = Deck(brief)
    _summary(deck)
    if brief.histories:
        _listed(deck, translate(brief.request.lang, "What stands out over the years"), brief.histories)
    if isinstance(brief.view, IndicatorView):
        for section in brief.sections:
            over_years(deck, section)
    elif isinstance(brief.view, Compare):
        side_by_side(deck)
    else:
        ledger(deck)
    for title, entries in _tables(brief):
        _table(deck, title, entries)
    _documents(deck)
    return deck.finish()


def _tables(brief: Brief) -> Iterator[tuple[str, Sequence[tuple[str, BriefEntry]]]]:
    """The tables: a group (or a city) a slide, on more where it is long; compared cities together."""
    if isinstance(brief.view, Compare):
        rows = [(s.name, e) for s in brief.sections for e in s.entries]
        step = max(1, _ROWS // max(1, len(brief.request.cities))) * len(brief.request.cities)
        parts: list[tuple[str, Sequence[tuple[str, BriefEntry]]]] = [
            (translate(brief.request.lang, "Promises"), rows[i : i + step]) for i in range(0, len(rows), step)
        ]
    else:
        parts = [(s.name, [("", e) for e in part]) for s in brief.sections for part in chunks(s.entries, _ROWS)]
    for i, (title, entries) in enumerate(parts):
        same = [j for j, (other, _) in enumerate(parts) if other == title]
        yield (f"{title} ({same.index(i) + 1}/{len(same)})" if len(same) > 1 else title), entries


def _summary(deck: Deck) -> None:
    """What became of the promises: a sentence, one stacked bar, a paragraph, the way back."""
    brief = deck.brief
    slide = deck.slide(brief.title, brief.sentence)
    became(slide, brief)
    words = [
        w
        for w in (
            brief.paragraph,
            " · ".join(filter(None, [brief.answered, brief.rates])),
            brief.filtered,
            brief.tolerance,
        )
        if w
    ]
    frame = text(
        slide,
        words[0] if words else "",
        (LEFT, 3.75, 9.9, 2.8),
        15 if words and words[0] == brief.paragraph and len(words[0]) < 420 else 13,
    )
    for more in words[1:]:
        place = frame.add_paragraph()
        place.space_before = Pt(8)
        write(place, more, 13, COLOURS.quiet)
    if brief.address:
        picture = io.BytesIO()
        code(brief.address).save(picture, kind="png", scale=8, border=2)
        picture.seek(0)
        slide.shapes.add_picture(picture, Inches(11.2), Inches(4.9), width=Inches(1.53))
    slide.notes_slide.notes_text_frame.text = "\n".join(
        [brief.title, brief.sentence, *words, brief.imprint, brief.address or brief.command]
    )


def _listed(deck: Deck, title: str, lines: Sequence[str]) -> None:
    """Sentences below each other."""
    frame = text(deck.slide(title), lines[0], (LEFT, 1.35, WIDE, 5.3), 15)
    for line in lines[1:]:
        place = frame.add_paragraph()
        place.space_before = Pt(11)
        write(place, line, 15)


def _table(deck: Deck, title: str, entries: Sequence[tuple[str, BriefEntry]]) -> None:
    """A table of promises, as a table that can be edited."""
    brief = deck.brief
    where, _ = heads(brief)
    slide = deck.slide(title)
    names = table_heads(brief)
    widths = (1.2, 2.4, 1.9, 1.9, 1.9, 1.35, 1.48) if where else (3.1, 2.1, 2.0, 1.9, 1.45, 1.58)
    frame = slide.shapes.add_table(
        len(entries) + 1, len(names), Inches(LEFT), Inches(1.25), Inches(WIDE), Inches(0.4 + 0.5 * len(entries))
    )
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN
    table.first_row, table.horz_banding = True, False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Inches(wide)
    for row in table.rows:
        row.height = Inches(0.5)
    table.rows[0].height = Inches(0.38)
    for i, name in enumerate(names):
        _cell(table.cell(0, i), name, 11, COLOURS.quiet, bold=True)
    previous = ""
    for r, (section, e) in enumerate(entries, 1):
        name = f"{e.name}  {e.unit}" if e.unit and e.unit != "%" else e.name
        name = "" if section and section == previous else name
        previous = section
        texts = table_cells(brief, e, name)
        for i, shown in enumerate(texts):
            verdict = i == len(texts) - 3
            _cell(
                table.cell(r, i),
                shown,
                11 if len(shown) > 34 else 12,
                COLOURS.text[e.verdict] if verdict else COLOURS.ink,
                bold=verdict,
            )
    notes(slide, [e for _, e in entries], brief.request.lang)


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


def _documents(deck: Deck) -> None:
    """The sources, with their addresses."""
    brief = deck.brief
    for part in chunks(brief.documents, 11):
        slide = deck.slide(translate(brief.request.lang, "Sources"))
        frame = text(slide, "", (LEFT, 1.3, WIDE, 5.3), 13)
        for i, d in enumerate(part):
            place = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            place.space_after = Pt(8)
            write(place, d.title, 13, link=d.href)
            write(place, "   " + " · ".join(filter(None, [d.kind, d.publisher, d.date])), 11, COLOURS.quiet)
