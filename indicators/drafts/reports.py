"""A report's file as text: .txt, .html, .docx and .pdf with text, from bytes and a name.

Paragraphs become lines. Nothing in a file is run: scripts, styles and navigation of a page are dropped. What can't be
read is refused in one sentence. Where a stranger gives the file, it is read by `apart`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.drafts.pdffile import words_of_pdf
from indicators.drafts.unreadable import LONGEST, UnreadableError
from indicators.drafts.webpage import words_of_page
from indicators.drafts.wordfile import words_of_document
from indicators.words.texts import Said, said

LARGEST = 10 * 2**20  # bytes of a file
_COMMON = frozenset("的一是在了和有大人中国市年工作发展发经济增长全生建设发發經濟會國產業實")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")  # control characters, halves of characters


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


def read(data: bytes, name: str) -> Report:
    """The text of a report's file, or why there is none; never raises.

    `name` is the file's name, whose ending counts only where the bytes do not say what they are.
    """
    try:
        text = _NO_TEXT.sub("", _text(data, name.lower()))
        if len(text) > LONGEST:
            raise UnreadableError(said("the text is longer than any report"), said("give the report alone"))
        _chinese(text)
    except UnreadableError as error:
        return Report(what=error.what, cure=error.cure)
    return Report(text)


def held(data: bytes, text: str) -> bytes:
    """What of a report's file is held in `seeds/`, where `text` was read from it: a text in UTF-8 as it came, to the
    byte; of all else (a page, a document, another encoding) its text."""
    try:
        plain = _NO_TEXT.sub("", data.decode("utf-8-sig")) == text
    except UnicodeDecodeError:
        plain = False
    return data if plain else text.encode()


def _text(data: bytes, name: str) -> str:
    """The text of a file by what its first bytes are."""
    if len(data) > LARGEST:
        raise UnreadableError(said("larger than 10 MB"), said("give the report alone, as text"))
    if not data.strip():
        raise UnreadableError(said("the file is empty"), said("choose the file that holds the report"))
    if data.startswith(b"%PDF"):
        return words_of_pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return words_of_document(data)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise UnreadableError(
            said("a document in an old format of Word or WPS"), said("open it there and save it as .docx")
        )
    if data.startswith(_PICTURES):
        raise UnreadableError(said("a picture, not text"), said("take the text from it first (OCR) and read it over"))
    text = _decoded(data)
    if name.endswith((".htm", ".html", ".shtml", ".xhtml")) or re.match(
        r"\s*<(?:!doctype\s+html|html)", text, re.IGNORECASE
    ):
        return words_of_page(text)
    return text


def _decoded(data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, GB18030 or Big5, whichever it reads as."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    unreadable = UnreadableError(
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
        raise UnreadableError(
            said("there is no text in it"), said("if it is a scan, take the text from it first (OCR) and read it over")
        )
    han, other = len(_HAN.findall(text)), len(_KANA_HANGUL.findall(text))
    if han < letters * 0.3 or other > han * 0.2:
        raise UnreadableError(
            said("the text is not in Chinese"), said("give the report as the government published it")
        )
