"""Files that nobody sends by mistake: small, and made to keep a reader of reports busy or to fill its memory."""

from __future__ import annotations

import io
import os
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

PROSE = "今年地区生产总值增长7%左右，城镇新增就业5万人。"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def word(body: str) -> bytes:
    """A .docx with this body and nothing else."""
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document.encode()})


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def row(*cells: tuple[str, str]) -> str:
    """A row of a table: each cell's words, and how it reaches over others."""
    made = (f"<w:tc><w:tcPr>{over}</w:tcPr>{paragraph(words)}</w:tc>" for words, over in cells)
    return f"<w:tr>{''.join(made)}</w:tr>"


def table(*rows: str) -> bytes:
    return word(f"<w:tbl>{''.join(rows)}</w:tbl>")


def slow_document() -> bytes:
    """A .docx of 60 kB that takes minutes to read: paragraphs of a million pieces without words."""
    runs = "<w:p>" + "<w:r/>" * (3 * 2**20 // 6) + "</w:p>"
    return word(runs * 18)


def page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


def pdf(content: bytes, pages: int = 1, resources: bytes = b"") -> bytes:
    """A PDF all of whose pages draw the same content, packed."""
    stream = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (10 + i) for i in range(pages))
    one = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>>>"
        % resources
    )
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        4: b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        6: b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 6 0 R/B 7 0 R>>>>/Length 12>>stream\n"
        b"/A Do /B Do \nendstream",
        7: b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 6 0 R/B 6 0 R>>>>/Length 12>>stream\n"
        b"/A Do /B Do \nendstream",
    } | dict.fromkeys(range(10, 10 + pages), one)
    out, places = b"%PDF-1.4\n", {}
    for number, made in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj%sendobj\n" % (number, made)
    table_ = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    end = b"trailer<</Size 9999/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n" + table_ + end


# What each says when it is read: the refusal, or the text it has.
FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a cell over a hundred million columns": (
        lambda: table(row((PROSE, '<w:gridSpan w:val="100000000"/>'), ("乙", ""))),
        "a.docx",
        f"{PROSE}\t乙",
    ),
    "a cell that goes on above the first row": (lambda: table(row((PROSE, "<w:vMerge/>"))), "a.docx", PROSE),
    "a span that is no number": (
        lambda: table(row((PROSE, '<w:gridSpan w:val="x"/>'))),
        "a.docx",
        "the .docx file is damaged",
    ),
    "60 MB of pieces": (
        lambda: word("<w:p>" + "<w:r/>" * (60 * 2**20 // 6)),
        "a.docx",
        "one paragraph or table is longer than any report",
    ),
    "60 MB of something else": (
        lambda: zipped({"word/document.xml": b"<a>" + b"<b/>" * (60 * 2**20 // 4)}),
        "a.docx",
        "one paragraph or table is longer than any report",
    ),
    "paragraphs in paragraphs": (lambda: word("<w:p>" * 100_000), "a.docx", "the .docx file is damaged"),
    "a slow document": (slow_document, "a.docx", "the file needs more than 1 seconds to be read"),
    "a million elements": (
        lambda: page("<div>" * 1_000_000 + PROSE),
        "a.html",
        "the page has more than 100,000 elements",
    ),
    "deep": (lambda: page("<b>" * 20_000 + PROSE), "a.html", PROSE),
    "comments": (lambda: page("<!---->" * 30_000 + PROSE), "a.html", PROSE),
    "scripts": (lambda: page("<script></script>" * 20_000 + PROSE), "a.html", PROSE),
    "a packed bomb": (lambda: pdf(b" " * (20 * 2**20)), "a.pdf", "the PDF is damaged or of an unknown kind"),
    "a page that draws too much": (
        lambda: pdf(b"BT /F1 12 Tf " + b"(a) Tj 1 0 0 1 0 0 Tm " * 100_000 + b"ET", 400),
        "a.pdf",
        "the file needs more than 1 seconds to be read",
    ),
    "forms within each other": (
        lambda: pdf(b"/A Do", 2, b"/XObject<</A 6 0 R>>"),
        "a.pdf",
        "the PDF has no text: it is a scan",
    ),
}


def resident() -> int:
    """The bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE")


def _children(process: int) -> Iterator[int]:
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            yield from map(int, (task / "children").read_text(encoding="ascii").split())
    except OSError:
        return  # it has ended


def forks(process: int) -> list[int]:
    """The forks in which errands of a process are under way."""
    return [
        fork
        for child in _children(process)
        if b"indicators.drafts.forking" in Path(f"/proc/{child}/cmdline").read_bytes()
        for fork in _children(child)
        if "Z (" not in Path(f"/proc/{fork}/status").read_text(encoding="utf-8")
    ]


def serving(address: str) -> int:
    """The process that serves at an address of this machine, by the port that it was told."""
    port = address.rsplit(":", 1)[1].strip("/").encode()
    for process in Path("/proc").glob("[0-9]*"):
        words = (process / "cmdline").read_bytes().split(b"\0") if (process / "cmdline").exists() else []
        if b"--server.port" in words and port in words:
            return int(process.name)
    raise LookupError(address)


def comes_true(what: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something becomes true before long."""
    until = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < until:
        time.sleep(0.05)
    return found
