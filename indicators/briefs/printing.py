"""The briefing as A4 pages: summary, ledger, what was not answered, every quote with its source; printed by Chrome."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

from indicators.briefs import browser, fonts, vectors
from indicators.briefs.content import Brief, Entry, facts, heads
from indicators.briefs.sheets import code, figure_of
from indicators.charts.theme import FONT, palette
from indicators.views.indicator import IndicatorView
from indicators.views.labels import GLYPHS, verdict_name
from indicators.views.passages import Passage
from indicators.views.scorecard import LedgerGroup, Scorecard
from indicators.words.texts import msgid, translate

_WIDE = 1080  # pixels of a figure's width, which becomes the page's
_PAGE = 1380  # pixels of a ledger's rows that fit a page
_ROW, _HEAD = 34, 46  # pixels of a ledger's row and of a group's head
_HEAVY = re.compile(r"<(h[1-4]|b)\b[^>]*>.*?</\1>", re.S)
_STYLE = Path(__file__).with_name("pages.css").read_text(encoding="utf-8")


def pages(brief: Brief) -> bytes:
    """The bytes of the .pdf. Raises Refused where there is no Chrome, or no font with the characters."""
    brief = replace(brief, request=replace(brief.request, theme="light"))  # paper is white
    html = _html(brief)
    shown, foot = fonts.characters(html), _foot(brief)
    html = html.replace("<style>", f"<style>{fonts.style(shown, _bold(html), vectors.FAMILY)}\n", 1).replace(
        FONT, f"'{vectors.FAMILY}', {FONT}"
    )
    return _steady(browser.printed(html, foot), brief)


def _bold(html: str) -> frozenset[str]:
    """The characters that the pages show bold."""
    return fonts.characters("".join(f">{found[0]}<" for found in _HEAVY.finditer(html))) | vectors.bold_characters(html)


def _html(brief: Brief) -> str:
    lang = brief.request.lang
    parts = [
        _summary(brief),
        _figures(brief),
        _table(brief) if not isinstance(brief.view, Scorecard) else "",
        _unanswered(brief),
        _words(brief),
        _documents(brief),
    ]
    style = f":root {{ font-family: {FONT}; }}\n{_STYLE}"
    return f'<!DOCTYPE html><html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8"><title>{escape(brief.title)}</title><style>{style}</style></head><body>{"".join(parts)}</body></html>'


def _linked(text: str, href: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>' if href.startswith(("http://", "https://")) else escape(text)


def _summary(brief: Brief) -> str:
    """The first page: what became of the promises, and what the briefing rests on."""
    lang, colours = brief.request.lang, palette("light")
    bar = "".join(f'<div style="flex:{n};background:{colours.fill[v]}"></div>' for v, n in brief.tally)
    key = "".join(
        f'<li><b style="color:{colours.text[v]}">{GLYPHS[v]}</b> {escape(verdict_name(v, lang))} <b>{n}</b></li>'
        for v, n in brief.tally
    )
    told = [
        (name, text)
        for name, text in facts(brief)
        if text not in (brief.sentence, brief.paragraph, "\n".join(brief.stands_out))
    ]
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{_linked(text, text) if text == brief.address else escape(text)}</td></tr>"
        for name, text in told
    )
    qr = (
        f'<figure class="code">{code(brief.address).svg_inline(scale=3, border=0, omitsize=True, dark="#202124")}</figure>'
        if brief.address
        else ""
    )
    lead = f'<p class="paragraph">{escape(brief.paragraph)}</p>' if brief.paragraph else ""
    if brief.stands_out:
        lead += f'<h2 class="telling">{translate(lang, "What stands out over the years")}</h2><ul class="telling">{"".join(f"<li>{escape(text)}</li>" for text in brief.stands_out)}</ul>'
    return (
        f'<section><h1>{escape(brief.title)}</h1><p class="lead">{escape(brief.sentence)}</p><div class="bar">{bar}</div><ul class="key">{key}</ul>{lead}'
        f'<div class="about"><table>{rows}</table>{qr}</div></section>'
    )


def _svg(brief: Brief, figure: dict) -> str:
    figure = vectors.addressed(figure, brief.request.base)
    drawn = browser.picture(figure, "svg", _WIDE, int(figure["layout"]["height"])).decode()
    return f'<figure class="drawn">{vectors.steady(drawn)}</figure>'


def _figures(brief: Brief) -> str:
    """The chart; a ledger over as many pages as it needs."""
    view = brief.view
    if not isinstance(view, Scorecard):
        view = replace(view, title="", subtitle="", footer="")
        return f"<section><h2>{translate(brief.request.lang, msgid('Over the years') if isinstance(view, IndicatorView) else msgid('Side by side'))}</h2>{_svg(brief, _trimmed(figure_of(brief, view, _WIDE)))}</section>"
    parts = list(_parts(view.groups))
    drawn = []
    for i, groups in enumerate(parts, 1):
        head = translate(brief.request.lang, "Ledger") + (f" ({i}/{len(parts)})" if len(parts) > 1 else "")
        card = replace(
            view,
            groups=groups,
            title="",
            sentence="",
            answered="",
            footer="",
            scale=view.scale if i == len(parts) else "",
        )
        drawn.append(
            f'<section class="page"><h2>{head}</h2>{_svg(brief, _trimmed(figure_of(brief, card, _WIDE)))}</section>'
        )
    return "".join(drawn)


def _trimmed(figure: dict) -> dict:
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
            fits = int((room - _HEAD) / _ROW)
            if fits < min(2, len(rows)):
                yield tuple(page)
                page, room = [], _PAGE
                continue
            taken, rows = rows[:fits], rows[fits:]
            page.append(LedgerGroup(group.name, tuple(taken)))
            room -= _HEAD + _ROW * len(taken)
    if page:
        yield tuple(page)


def _verdict(entry: Entry) -> str:
    return f'<b class="verdict" style="color:{palette("light").text[entry.verdict]}">{entry.glyph} {escape(entry.verdict_name)}</b>'


def _table(brief: Brief) -> str:
    """The years or the cities as a table."""
    where, group = heads(brief)
    names = [
        group,
        where,
        *(
            translate(brief.request.lang, m)
            for m in (msgid("Promised"), msgid("Reported"), msgid("Verdict"), msgid("Gap"))
        ),
    ]
    rows = "".join(
        f"<tr><td>{escape(s.name) if i == 0 else ''}</td><td>{escape(e.where)}</td><td>{escape(e.promised or '—')}</td><td>{escape(e.reported or '—')}</td><td>{_verdict(e)}</td><td>{escape(e.gap)}</td></tr>"
        for s in brief.sections
        for i, e in enumerate(s.entries)
    )
    return f'<section><table class="rows"><thead><tr>{"".join(f"<th scope=col>{escape(n)}</th>" for n in names)}</tr></thead><tbody>{rows}</tbody></table></section>'


def _unanswered(brief: Brief) -> str:
    """The promises that the documents held do not answer, and why."""
    if not brief.unanswered:
        return ""
    rows = "".join(
        f"<tr><td>{escape(' '.join(filter(None, [e.where, e.name])))}</td><td>{escape(e.promised or '—')}</td><td>{_verdict(e)}</td></tr>"
        for e in brief.unanswered
    )
    heads_ = "".join(
        f"<th scope=col>{translate(brief.request.lang, m)}</th>"
        for m in (msgid("Indicator"), msgid("Promised"), msgid("Verdict"))
    )
    return f'<section class="page"><h2>{translate(brief.request.lang, "What was not answered ({n})", n=len(brief.unanswered))}</h2><table class="rows"><thead><tr>{heads_}</tr></thead><tbody>{rows}</tbody></table></section>'


def _words(brief: Brief) -> str:
    """Every quote, in its sentence, with its source."""
    parts = []
    for section in brief.sections:
        entries = []
        for e in section.entries:
            reason = " ".join(filter(None, [e.because, e.answered, e.turned]))
            quotes = "".join(_quote(brief, q) for q in e.quotes)
            entries.append(
                f"<article><h4>{escape(' '.join(filter(None, [e.where, e.name])))} {_verdict(e)}</h4><p class=reason>{escape(reason)}</p>{quotes}</article>"
            )
        first, rest = entries[0], "".join(entries[1:])
        parts.append(f"<div class=first><h3>{escape(section.name)}</h3>{first}</div>{rest}")
    return f'<section class="page"><h2>{translate(brief.request.lang, "Words of the documents")}</h2>{"".join(parts)}</section>'


def _quote(brief: Brief, quote: Passage) -> str:
    base = brief.request.base.rstrip("/")
    href = f"{base}/{quote.href}" if base else next((d.href for d in brief.documents if d.title == quote.source), "")
    words = (
        f'<q lang="zh">{escape(quote.before)}<mark>{escape(quote.quote)}</mark>{escape(quote.after)}</q>'
        if quote.quote
        else ""
    )
    return f'<div class="quote"><span>{escape(quote.role)} {escape(quote.shown)}</span>{words}<cite>{_linked(quote.source, href)} · {escape(quote.kind)} · {escape(quote.status)}</cite></div>'


def _documents(brief: Brief) -> str:
    rows = "".join(
        f"<li>{_linked(d.title, d.href)} <span>{escape(' · '.join(filter(None, [d.kind, d.publisher, d.date])))}</span></li>"
        for d in brief.documents
    )
    return f'<section class="sources"><h2>{translate(brief.request.lang, "Sources")}</h2><ol>{rows}</ol></section>'


def _foot(brief: Brief) -> str:
    """The running footer: title, date and version, page numbers."""
    words = f"{escape(brief.title)} · {escape(brief.imprint)}"
    style = (
        f"font: 7pt {FONT}; color: #5F6368; width: 100%; margin: 0 18mm; display: flex; justify-content: space-between"
    )
    return f'<div style="{style}"><span>{words}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'


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
    return buffer.getvalue()
