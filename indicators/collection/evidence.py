"""Where a figure's quote stands in its document, and what kind of proof that makes.

What the quote itself says is held against the figure by `proof`. Texts are compared on a normalised copy (white space
gone, full-width characters made half-width, traditional script made simplified, one character for one), because
documents are torn by OCR and mix scripts; offsets are those of the original. Script conversion is OpenCC's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from opencc import OpenCC

from indicators.words import radicals
from indicators.words.characters import UNSEEN, UNSEEN_CODES


class _Fold(dict[int, int | None]):
    """The table that normalises a text, one character for one; characters are added when they are first met."""

    def __missing__(self, code: int) -> int:
        character = radicals.plain(chr(code))
        simple = _converter().convert(character)
        if simple != character:
            simple = _converter().convert(simple)  # 薴 is 苧 first and then 苎
        # Where conversion gives more than one character, the character stays.
        self[code] = folded = ord(simple) if len(simple) == 1 else code
        return folded


_BLANKS = " \t\r\n\u00a0\u3000\u2003\u2002\u2009\u200b"
_FOLD = _Fold(dict.fromkeys(map(ord, _BLANKS)))
_FOLD |= dict.fromkeys(UNSEEN_CODES)  # a document may hold what no curated file may
_FOLD |= {0xFF01 + i: 0x21 + i for i in range(94)}
_FOLD |= str.maketrans("“”„‘’—–−－～〜﹪∶", '"""\'\'----~~%:')
_SPACE = re.compile(f"[{_BLANKS}{UNSEEN.pattern[1:]}+")  # what the table leaves out, as stretches: one by one is slow
_CELL = re.compile(r"[\t\u3000]|  ")
_CELLS = re.compile(r"(?<=\d)(?: *[\t\u3000][ \t\u3000]*| {2,})(?=\d)")
_ALIKE = 4  # characters that a quote and its nearest words must share at least
_LONG = 200_000  # characters; in longer texts the search for nearest words would take too long


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def normal(text: str) -> str:
    """The copy of a text that quotes are looked for in and numbers are read from: without white space, half-width,
    simplified, one character for one."""
    return text.translate(_FOLD)


def in_cells(text: str) -> str:
    """As `normal`, with a bar where a tab or several spaces part two numbers: 6.2⇥6% are two cells of a table.

    One space or a new line does not: there a number is torn.
    """
    return normal(_CELLS.sub("|", text) if _CELL.search(text) else text)


FigureKey = tuple[str, int, str, str, int]  # city, year, indicator, role ("target", "outcome"), position


class Evidence(NamedTuple):
    """Where a figure's words stand: its source's name, and the offsets of its quote in the held text.

    `start` is None where no text of the source is held, or the quote does not bear the figure out. `read` is true of a
    number spelled in words (`written`), which a person read and no machine can.
    """

    source: str
    start: int | None = None
    end: int | None = None
    read: bool = False

    @property
    def quoted(self) -> bool:
        """Whether its words stand in a document held, be the number in them found by a machine or read by a person."""
        return self.state in ("verified", "read")

    @property
    def verified(self) -> bool:
        """Whether a machine found the quote in the document and the figure in the quote."""
        return self.state == "verified"

    @property
    def state(self) -> Literal["verified", "read", "cited"]:
        """How far the figure is proved: by a machine, by a person who read the words, or only cited."""
        if self.start is None:
            return "cited"
        return "read" if self.read else "verified"


def kept(text: str) -> list[int]:
    """For each character of `normal(text)` its offset in `text`."""
    return [i for i, c in enumerate(text) if _FOLD[ord(c)] is not None]


@dataclass(frozen=True)
class Document:
    """The held text of a source; the document itself is `text[begin:end]`, since a page may hold more."""

    text: str
    begin: int
    end: int

    @cached_property
    def _normal(self) -> str:
        return normal(self.text)

    @cached_property
    def _gaps(self) -> tuple[list[int], list[int]]:
        """For each run of white space that `normal` drops: its offset in the normalised text, and how many characters
        were dropped up to and with it."""
        starts, dropped, total = [], [], 0
        for gap in _SPACE.finditer(self.text):
            starts.append(gap.start() - total)
            total += gap.end() - gap.start()
            dropped.append(total)
        return starts, dropped

    def _original(self, offset: int) -> int:
        """The offset in the original of a character of the normalised text."""
        starts, dropped = self._gaps
        i = bisect_right(starts, offset)
        return offset + (dropped[i - 1] if i else 0)

    def find(self, quote: str, whole_file: bool = False, after: int = 0) -> tuple[int, int] | None:
        """Where the quote stands, from the offset `after` on: its (start, end) in the original text, or None.

        It is the first place where it stands to the letter, else the first that reads the same. Outside of the document
        it is looked for only with `whole_file`.
        """
        begin, stop = (0, len(self.text)) if whole_file else (max(self.begin, after), self.end)
        at = self.text.find(quote, begin, stop)
        # Most quotes stand there to the letter, which spares normalising the text.
        if at >= 0 and quote and _FOLD[ord(quote[0])] and _FOLD[ord(quote[-1])]:
            return at, at + len(quote)
        wanted = normal(quote)
        if not wanted:
            return None
        at = self._normal.find(wanted)
        while at >= 0:
            start, end = self._original(at), self._original(at + len(wanted) - 1) + 1
            if start >= begin and end <= stop:
                return start, end
            at = self._normal.find(wanted, at + 1)
        return None

    def nearest(self, quote: str) -> str | None:
        """The words of the text that are most like a quote which is not in it, as a hint; None where nothing is, or the
        text is too long to be searched so."""
        if len(self.text) > _LONG:
            return None
        wanted = normal(quote)
        core = SequenceMatcher(None, self._normal, wanted, autojunk=False).find_longest_match()
        if core.size < max(_ALIKE, len(wanted) // 3):
            return None
        start = max(0, core.a - core.b - _ALIKE)
        window = self._normal[start : core.a + len(wanted) - core.b + _ALIKE]
        shared = [
            block for block in SequenceMatcher(None, window, wanted, autojunk=False).get_matching_blocks() if block.size
        ]
        first, last = start + shared[0].a, start + shared[-1].a + shared[-1].size
        return "".join(self.text[self._original(first) : self._original(last - 1) + 1].split())


def document(text: str, begins: str | None = None, ends: str | None = None) -> Document | None:
    """The document in a held text, between the words `begins` and `ends`; None where one of them is not in it."""
    whole = Document(text, 0, len(text))
    first = whole.find(begins) if begins else (0, 0)
    if first is None:
        return None
    rest = Document(text, first[1], len(text))  # the words that end it stand behind those that begin it
    last = rest.find(ends) if ends else (len(text), len(text))
    return None if last is None else Document(text, first[0], last[0])
