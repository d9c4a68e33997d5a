"""The briefing as A4 pages: summary, ledger, what was not answered, every quote with its source; printed by Chrome."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

from indicators.briefs import browser, fonts, vectors
from indicators.briefs.content import Brief, address_of, facts, heads
from indicators.briefs.sheets import code, figure_of
from indicators.charts.ledger import GROUP, ROW
from indicators.charts.theme import FONT, palette
from indicators.views.indicator import IndicatorView
from indicators.views.labels import GLYPHS, verdict_name
from indicators.views.scorecard import LedgerGroup, Scorecard
from indicators.words import templates
from indicators.words.texts import bracketed, msgid, translate

_WIDE = 1080  # pixels of a figure's width, which becomes the page's
_PAGE = 1380  # pixels of a ledger's rows that fit a page
_NODE = re.compile(rb"\(node\d{8}\)")  # the name of an element in the structure of a PDF
_HEAVY = re.compile(r"<(h[1-4]|b)\b[^>]*>.*?</\1>", re.S)
_STYLE = Path(__file__).with_name("pages.css").read_text(encoding="utf-8")


def pages(brief: Brief) -> bytes:
    """The bytes of the .pdf. Raises BriefError where there is no Chrome, or no font with the characters."""
    brief = replace(brief, request=replace(brief.request, theme="light"))  # paper is white
    html = document(brief)
    shown, foot = fonts.characters(html), _foot(brief)
    html = html.replace("<style>", f"<style>{fonts.style(shown, _bold(html), vectors.FAMILY)}\n", 1).replace(
        FONT, f"'{vectors.FAMILY}', {FONT}"
    )
    return _steady(browser.printed(html, foot), brief)


def _bold(html: str) -> frozenset[str]:
    """The characters that the pages show bold."""
    return fonts.characters("".join(f">{found[0]}<" for found in _HEAVY.finditer(html))) | vectors.bold_characters(html)


def document(brief: Brief) -> str:
    """The whole briefing as HTML, without its fonts. Raises BriefError where there is no Chrome to draw its figures."""
    return templates.html(
        "briefs",
        "briefing",
        brief.request.lang,
        brief=brief,
        colours=palette("light"),
        css=Markup(f":root {{ font-family: {FONT}; }}\n{_STYLE}"),
        glyphs=GLYPHS,
        verdict_name=verdict_name,
        told=[(name, text) for name, text in facts(brief) if text not in brief.told_above],
        code=_code(brief.address),
        drawings=list(_drawings(brief)),
        paged=isinstance(brief.view, Scorecard),
        heads=reversed(heads(brief)),
        bracketed=bracketed,
        address_of=partial(address_of, brief),
    )


def _code(address: str) -> Markup:
    """The QR code of the briefing's address; nothing where it has none."""
    if not address:
        return Markup()
    return Markup(code(address).svg_inline(scale=3, border=0, omitsize=True, dark="#202124"))


def _svg(brief: Brief, figure: dict[str, Any]) -> Markup:
    figure = vectors.addressed(figure, brief.request.base)
    drawn = browser.picture(figure, "svg", _WIDE, int(figure["layout"]["height"])).decode()
    return Markup(vectors.steady(drawn))


def _drawings(brief: Brief) -> Iterator[tuple[str, Markup]]:
    """The chart under its head; a ledger on as many pages as it needs."""
    view, lang = brief.view, brief.request.lang
    if not isinstance(view, Scorecard):
        head = msgid("Over the years") if isinstance(view, IndicatorView) else msgid("Side by side")
        bare = replace(view, title="", subtitle="", footer="")
        yield translate(lang, head), _svg(brief, _trimmed(figure_of(brief, bare, _WIDE)))
        return
    parts = list(_parts(view.groups))
    for i, groups in enumerate(parts, 1):
        head = translate(lang, "Ledger") + (f" ({i}/{len(parts)})" if len(parts) > 1 else "")
        scale = view.scale if i == len(parts) else ""
        card = replace(view, groups=groups, title="", sentence="", answered="", footer="", scale=scale)
        yield head, _svg(brief, _trimmed(figure_of(brief, card, _WIDE)))


def _trimmed(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure without the room that its title took."""
    margin = figure["layout"]["margin"]
    spare = margin["t"] - 44
    margin["t"] -= spare
    margin["r"] += 60  # for what stands beside an outcome
    figure["layout"]["height"] -= spare
    return figure


def _parts(groups: tuple[LedgerGroup, ...]) -> Iterator[tuple[LedgerGroup, ...]]:
    """The groups page by page; one that does not fit goes on overleaf under its name."""
    page: list[LedgerGroup] = []
    room = _PAGE
    for group in groups:
        rows = list(group.rows)
        while rows:
            fits = int((room - GROUP) / ROW)
            if fits < min(2, len(rows)):
                yield tuple(page)
                page, room = [], _PAGE
                continue
            taken, rows = rows[:fits], rows[fits:]
            page.append(LedgerGroup(group.name, tuple(taken)))
            room -= GROUP + ROW * len(taken)
    if page:
        yield tuple(page)


def _foot(brief: Brief) -> str:
    """The running footer: title, date and version, page numbers."""
    return templates.html("briefs", "foot", brief.request.lang, brief=brief, font=FONT)


def _steady(pdf: bytes, brief: Brief) -> bytes:
    """The PDF with its title and the data's date, the same bytes for the same briefing."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    day = f"D:{(brief.date or '1980-01-01').replace('-', '')}000000Z"
    writer.metadata = {
        "/Title": brief.title,
        "/Subject": brief.sentence,
        "/Keywords": f"{brief.version} {brief.address or brief.command}",
        "/Creator": "indicators",
        "/Producer": "indicators",
        "/CreationDate": day,
        "/ModDate": day,
    }
    writer._ID = ArrayObject([ByteStringObject(brief.version.encode().ljust(16, b"0")[:16])] * 2)
    buffer = io.BytesIO()
    writer.write(buffer)
    return _numbered(buffer.getvalue())


def _numbered(pdf: bytes) -> bytes:
    """The same file with its structure elements numbered from 1: Chrome counts on from one print to the next."""
    names = {name: i for i, name in enumerate(sorted(set(_NODE.findall(pdf))), start=1)}
    return _NODE.sub(lambda found: b"(node%08d)" % names[found[0]], pdf)  # as long as before: no offset moves
