"""A report's text as paragraphs and sentences, which know where in the original each of their characters stands.

Lines that a page or OCR has torn are joined again; headings and list items stay apart. What is read is the normalised
copy (`evidence.normal`): simplified, half-width, without white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from indicators.collection.evidence import kept, normal
from indicators.drafts import grids

_LINE = re.compile(r"[^\r\n\f]+")
# A line that starts something of its own: a bullet, a section number, Markdown's marks, the dash of a list.
_OPENS = re.compile(
    r"\s*(?:[-*•·●■◆>#|]|—{1,2}|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[章节部]|附件)"
)
_SECTION = re.compile(r"[\s*#]*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|\*\*)[^。]{2,45}\Z")
_CLOSED = re.compile(r"[。！？!?；;：:”\"）)…]\s*(?:\*\*)?\s*\Z")
# A line of a list that is a figure and nothing else: 规上工业增加值增长8%以上.
_COMPLETE = re.compile(r"[^，,。；;、]*\d\s*(?:[%％‰]|个百分点|[万亿]?[\u4e00-\u9fff]{1,3})(?:以上|左右|以内)?\s*\Z")
_INSIDE = re.compile(r"[，,。；;]")
_PAGE_NUMBER = re.compile(r"\s*[-—–·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-—–·\s]*\Z")
_SENTENCE = re.compile(r"[^。!?;]+[。!?;]*")
_YEAR = re.compile(r"二[〇○零oO0][〇○零oO0一二三][〇○零oO0一二三四五六七八九](?=年)")
_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")
_LONGEST = 900  # characters of a sentence that are read in one go; a longer one is no prose
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FULL = 0.35  # the share of a page's lines that are full, where the text was broken at a fixed width
_WIDE = 100  # lines of a page are shorter than this; longer ones are paragraphs


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph: its normalised `text`, and the offset in the paragraph at which it begins."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its normalised text and, for each of its characters, the offset in the original.

    A value of a table is one too: the name of its row and the value, with its `column`.
    """

    text: str
    origin: list[int] = field(repr=False)
    column: grids.Column | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of what stands between two offsets of the paragraph."""
        return self.origin[start], self.origin[end - 1] + 1

    @property
    def heading(self) -> bool:
        """Whether this looks like a heading: short and without the end of a sentence."""
        return (
            self.column is None
            and len(self.text) <= 60
            and not re.search(r"[。;!?]", self.text[:-1])
            and not self.text.endswith(("。", ";", "!"))
        )

    def cut(self, start: int, end: int) -> Paragraph:
        """What stands between two offsets of its text, as a paragraph of its own."""
        return replace(self, text=self.text[start:end], origin=self.origin[start:end])

    def sentences(self) -> Iterator[Sentence]:
        """The sentences, in order."""
        for match in _SENTENCE.finditer(self.text):
            for at in range(match.start(), match.end(), _LONGEST):
                yield Sentence(self.text[at : min(at + _LONGEST, match.end())], at)


def _width(lines: list[re.Match[str]]) -> int:
    """How many characters a full line has where the text was broken at a fixed width; 0 where lines are paragraphs."""
    lengths = sorted(len(line[0].rstrip()) for line in lines)
    if len(lengths) < 8:
        return 0
    wide = lengths[len(lengths) * 9 // 10]
    full = sum(wide * 0.8 <= length for length in lengths)
    return wide if wide < _WIDE and full >= len(lengths) * _FULL else 0


def _torn(before: str, line: str, apart: bool, width: int) -> bool:
    """Whether `line` goes on with the sentence of the line before it.

    `apart` says that blank lines stand between the two, `width` is that of `_width`.
    """
    if _CLOSED.search(before) or _OPENS.match(line) or _SECTION.match(before):
        return False
    if _INSIDE.search(before):
        return True
    return not apart and 0 < width * 0.8 <= len(before.rstrip()) and not _COMPLETE.match(before)


def _in_digits(year: re.Match[str]) -> str:
    """A year in Chinese characters, one for one in digits: 二〇二一年 is 2021年, whose zero may be a letter o."""
    return year[0].translate(_DIGITS)


def _of_a_table(text: str, value: grids.Value) -> Paragraph:
    """A value of a table as a paragraph."""
    words, origin = "", []
    for start, end in (value.name, value.value):
        words += normal(text[start:end])
        origin += [start + i for i in kept(text[start:end])]
    return Paragraph(words, origin, value.column)


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text, torn lines joined; page numbers and what has no Chinese character are left out."""
    lines = [line for line in _LINE.finditer(text) if line[0].strip() and not _PAGE_NUMBER.match(line[0])]
    tables = grids.tables(lines)
    width = _width([line for i, line in enumerate(lines) if i not in tables])
    blocks: list[list[re.Match[str]]] = []
    values: dict[int, list[grids.Value]] = {}  # those of a line, by the place of its block
    for i, line in enumerate(lines):
        last = blocks[-1][-1] if blocks else None
        if i in tables:
            values[len(blocks)] = tables[i]
            blocks.append([line])
        elif len(blocks) - 1 in values:
            blocks.append([line])
        elif last is not None and _torn(last[0], line[0], text.count("\n", last.end(), line.start()) > 1, width):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    found = []
    for i, block in enumerate(blocks):
        if i in values:
            found += [_of_a_table(text, value) for value in values[i]]
            continue
        plain = _YEAR.sub(_in_digits, "".join(normal(line[0]) for line in block))
        if _HAN.search(plain):
            found.append(Paragraph(plain, [line.start() + i for line in block for i in kept(line[0])]))
    return found
