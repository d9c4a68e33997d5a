"""What every slide is made of: title and foot, text in two scripts, and the documents' words in the notes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from indicators.briefs.content import Brief, BriefEntry
from indicators.briefs.office import FONT, describe, steady
from indicators.charts.theme import palette
from indicators.words.texts import bracketed

COLOURS = palette("light")
LEFT, WIDE = 0.6, 12.13  # inches


class Deck:
    """The presentation as it grows: every slide gets a title, a foot and its number."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(13.333), Inches(7.5)

    def slide(self, title: str, lead: str = "") -> Any:
        """A new slide with its title and, below, a lead."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[5])  # title only
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = Inches(LEFT), Inches(0.42), Inches(WIDE), Inches(0.7)
        place.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        place.text_frame.word_wrap = True
        for side in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
            setattr(place.text_frame, side, 0)
        write(place.text_frame.paragraphs[0], title, 26, bold=True)
        place.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        if lead:
            text(slide, lead, (LEFT, 1.08, WIDE, 0.62), 13, COLOURS.quiet)
        return slide

    def finish(self) -> bytes:
        """Foot and number on every slide; the bytes."""
        brief, total = self.brief, len(self.file.slides)
        way = brief.address or brief.command
        for n, slide in enumerate(self.file.slides, 1):
            text(slide, f"{brief.title}  ·  {brief.imprint}", (LEFT, 6.9, 11.2, 0.2), 9, COLOURS.quiet)
            text(slide, way, (LEFT, 7.1, 11.2, 0.2), 9, COLOURS.quiet, link=brief.address)
            number = text(slide, f"{n} / {total}", (11.93, 7.1, 0.8, 0.2), 9, COLOURS.quiet)
            number.paragraphs[0].alignment = PP_ALIGN.RIGHT
        describe(self.file.core_properties, brief)
        buffer = io.BytesIO()
        self.file.save(buffer)
        return steady(buffer.getvalue(), brief.date)


def write(place: Any, words: str, size: float, colour: str = COLOURS.ink, bold: bool = False, link: str = "") -> None:
    """A run of text in a paragraph, with a typeface for Latin and for Chinese letters."""
    run = place.add_run()
    run.text = words
    font = run.font
    font.size, font.bold, font.name, font.color.rgb = Pt(size), bold, FONT, RGBColor.from_string(colour[1:])
    east = run._r.get_or_add_rPr().makeelement(qn("a:ea"), {"typeface": FONT})
    run._r.get_or_add_rPr().append(east)
    if link.startswith(("http://", "https://")):
        run.hyperlink.address = link


def text(
    slide: Any,
    words: str,
    box: tuple[float, float, float, float],
    size: float,
    colour: str = COLOURS.ink,
    link: str = "",
) -> Any:
    """A text box at (left, top, width, height) in inches; its frame, to which more paragraphs may be added."""
    frame = slide.shapes.add_textbox(*(Inches(v) for v in box)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame.paragraphs[0], words, size, colour, link=link)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    return frame


def font(font: Any, size: float, colour: str, bold: bool = False) -> None:
    """Set size (in points), weight, colour and typeface of a chart's font."""
    font.size, font.bold, font.name, font.color.rgb = Pt(size), bold, FONT, RGBColor.from_string(colour[1:])


def paint(form: Any, colour: str) -> None:
    """Fill a shape, or a bar of a chart, with one colour."""
    form.fill.solid()
    form.fill.fore_color.rgb = RGBColor.from_string(colour[1:])


def chunks(entries: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The entries in even parts of no more than `size`."""
    parts = -(-len(entries) // size)
    each = -(-len(entries) // parts) if parts else 0
    for i in range(parts):
        yield entries[i * each : (i + 1) * each]


def notes(slide: Any, entries: Sequence[BriefEntry], lang: str) -> None:
    """The reasons and the documents' words, in the slide's notes."""
    lines: list[str] = []
    for e in entries:
        lines.append(f"{' '.join(filter(None, [e.where, e.name]))}  {e.glyph} {e.verdict_name}")
        lines.append(" ".join(filter(None, [e.because, e.answered, e.turned, bracketed(e.evidence, lang)])))
        lines += [
            " ".join(
                filter(
                    None,
                    [
                        f"{q.role} {q.shown}",
                        f"“{q.quote}”" if q.quote else "",
                        f"— {q.source}",
                        f"({q.status})",
                        q.note,
                    ],
                )
            )
            for q in e.quotes
        ]
        lines.append("")
    slide.notes_slide.notes_text_frame.text = "\n".join(lines).rstrip()
