"""A report's file as text: .txt, .html, .docx and .pdf with text, from bytes and a name.

Paragraphs become lines. Nothing in a file is run: scripts, styles and navigation of a page are dropped. What can't be
read is refused in one sentence; memory stays within a small multiple of the 10 MB that a file may have.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.words import radicals
from indicators.words.texts import Said, said

if TYPE_CHECKING:
    from bs4 import Tag
# The libraries that read pages, Word files and PDFs are imported where they are needed: together they take longer to
# load than a whole `indicators check`.

LARGEST = 10 * 2**20  # bytes of a file
_UNPACKED = 64 * 2**20  # bytes that a .docx may unpack to
_PAGES = 400  # pages of a PDF; no report of a government has more
_LONGEST = 500_000  # characters of a text; the longest reports have a tenth
_COMMON = frozenset("的一是在了和有大人中国市年工作发展发经济增长全生建设发發經濟會國產業實")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
# Elements of a page: those that hold no words of the report, and those that begin and end a line.
_NO_WORDS = "script style nav noscript template iframe object embed form svg head aside footer button select"
_LINES = (
    "address article blockquote body center dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li "
    "main ol p pre section table tbody tr ul"
)
_DROPPED, _BLOCKS = _NO_WORDS.split(), frozenset(_LINES.split())
_MARKS = re.compile(r"[，。；、,;]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_PAGE_NUMBER = re.compile(r"^[ \t]*[-—–·]?[ \t]*(?:第[ \t]*)?\d{1,3}(?:[ \t]*页)?[ \t]*[-—–·]?[ \t]*$", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Report:
    """What a file gave: its text, or why it can't be read (`what`) and what to do about it (`cure`)."""

    text: str = ""
    what: Said | None = None
    cure: Said | None = None

    def refusal(self, lang: str, name: str = "") -> str:
        """The refusal as one line, `name: what; cure`; empty for a report that was read."""
        if self.what is None or self.cure is None:
            return ""
        return (f"{name}: " if name else "") + f"{self.what.say(lang)}; {self.cure.say(lang)}"


class _UnreadableError(Exception):
    """A file that can't be read; raised and caught inside this module only."""

    def __init__(self, what: Said, cure: Said) -> None:
        super().__init__(what.message)
        self.what, self.cure = what, cure


def read(data: bytes, name: str) -> Report:
    """The text of a report's file, or why there is none; never raises.

    `name` is the file's name, whose ending counts only where the bytes do not say what they are.
    """
    try:
        text = _CONTROL.sub("", _text(data, name.lower()))
        if len(text) > _LONGEST:
            raise _UnreadableError(said("the text is longer than any report"), said("give the report alone"))
        _chinese(text)
    except _UnreadableError as error:
        return Report(what=error.what, cure=error.cure)
    return Report(text)


def _text(data: bytes, name: str) -> str:
    """The text of a file by what its first bytes are."""
    if len(data) > LARGEST:
        raise _UnreadableError(said("larger than 10 MB"), said("give the report alone, as text"))
    if not data.strip():
        raise _UnreadableError(said("the file is empty"), said("choose the file that holds the report"))
    if data.startswith(b"%PDF"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _docx(data)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise _UnreadableError(
            said("a document in an old format of Word or WPS"), said("open it there and save it as .docx")
        )
    if data.startswith(_PICTURES):
        raise _UnreadableError(said("a picture, not text"), said("take the text from it first (OCR) and read it over"))
    text = _decoded(data)
    if name.endswith((".htm", ".html", ".shtml", ".xhtml")) or re.match(
        r"\s*<(?:!doctype\s+html|html)", text, re.IGNORECASE
    ):
        return _html(text)
    return text


def _decoded(data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, GB18030 or Big5, whichever it reads as."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    unreadable = _UnreadableError(
        said("not a text, Word or PDF file"), said("give the report as .txt, .html, .docx or .pdf")
    )
    if b"\x00" in data:
        raise unreadable
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass  # older pages and files are in GB18030 or Big5
    best, most = "", 0
    for encoding in ("gb18030", "big5"):
        text = data.decode(encoding, errors="replace")
        common = sum(c in _COMMON for c in text) - 20 * text.count("\ufffd")
        if common > most:
            best, most = text, common
    if most * 50 < len(_HAN.findall(best)) or not best:
        raise unreadable
    return best


def _chinese(text: str) -> None:
    """Refuse a text that is empty or not Chinese."""
    letters = len(_LETTER.findall(text))
    if not letters:
        raise _UnreadableError(
            said("there is no text in it"), said("if it is a scan, take the text from it first (OCR) and read it over")
        )
    han, other = len(_HAN.findall(text)), len(_KANA_HANGUL.findall(text))
    if han < letters * 0.3 or other > han * 0.2:
        raise _UnreadableError(
            said("the text is not in Chinese"), said("give the report as the government published it")
        )


def _html(text: str) -> str:
    """The text of a page: its main part, without scripts, navigation and links to other pages."""
    from bs4 import BeautifulSoup, Comment

    soup = BeautifulSoup(text, "lxml")
    for comment in soup.find_all(string=lambda s: isinstance(s, Comment)):
        comment.extract()
    for tag in soup(_DROPPED):
        tag.decompose()
    main: Tag = soup.body or soup
    marks = _marks(main)
    enough = marks[id(main)] * 0.85
    while marks[id(main)]:
        # Down to the part that holds nearly all of the prose: the frame of the page stays outside.
        inner = next((t for t in main.find_all(True, recursive=False) if marks[id(t)] > enough), None)
        if inner is None or inner.name in ("p", "span", "font", "table"):
            break
        main = inner
    lines = "".join(_pieces(main)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _marks(tag: Tag) -> Counter[int]:
    """How many marks of prose an element and each one in it hold, by the element's id. Counted once, from the last
    leaf back: pages may nest without end."""
    from bs4.element import CData, NavigableString, Tag

    held: Counter[int] = Counter()
    for node in reversed(list(tag.descendants)):
        if isinstance(node, Tag):
            held[id(node.parent)] += held[id(node)]
        elif type(node) in (NavigableString, CData):
            held[id(node.parent)] += len(_MARKS.findall(str(node)))
    return held


def _pieces(tag: Tag) -> Iterator[str]:
    """The words of an element in order; blocks and line breaks begin new lines.

    Without recursion, since pages may nest more deeply than Python calls.
    """
    from bs4.element import NavigableString, PageElement, Tag

    for node in tag.descendants:
        if isinstance(node, Tag):
            if node.name in _BLOCKS or node.name == "br":
                yield "\n"
            elif node.name in ("td", "th"):
                yield " "
        elif isinstance(node, NavigableString):
            yield re.sub(r"\s+", " ", node)
            after: PageElement = node
            while after.next_sibling is None and after.parent is not None and after.parent is not tag:
                after = after.parent
                if after.name in _BLOCKS:
                    yield "\n"
                    break


def _docx(data: bytes) -> str:
    """The paragraphs and tables of a Word document."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    broken = _UnreadableError(said("the .docx file is damaged"), said("open it in Word or WPS and save it again"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if "word/document.xml" not in packed.namelist():
                raise _UnreadableError(
                    said("not a Word document"), said("give the report as .txt, .html, .docx or .pdf")
                )
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
                raise _UnreadableError(
                    said("the file unpacks to more than 64 MB"), said("save the report alone, without pictures")
                )
        document = docx.Document(io.BytesIO(data))
    except _UnreadableError:
        raise
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        KeyError,
        ValueError,
        SyntaxError,
        OSError,
        EOFError,
        zlib.error,
    ) as error:
        raise broken from error
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _pdf(data: bytes) -> str:
    """The text of a PDF, page by page, without page numbers."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _UnreadableError(
                said("the PDF is locked with a password"), said("unlock it, or copy its text into a .txt file")
            )
        if len(reader.pages) > _PAGES:
            raise _UnreadableError(said("the PDF has more than 400 pages"), said("give the report alone"))
        pages, total = [], 0
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            total += len(pages[-1])
            if total > _LONGEST:
                break
    # pypdf raises many kinds on damaged files, not all of its own.
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
        ArithmeticError,
    ) as error:
        raise _UnreadableError(
            said("the PDF is damaged or of an unknown kind"), said("copy its text into a .txt file")
        ) from error
    text = radicals.plain(_PAGE_NUMBER.sub("", "\n".join(pages)))
    if len(_HAN.findall(text)) < 20 * min(1, len(pages)) and not _LETTER.search(text):
        raise _UnreadableError(
            said("the PDF has no text: it is a scan"), said("take the text from it first (OCR) and read it over")
        )
    return text
