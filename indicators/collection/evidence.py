"""No figure without its quote: does the quote stand in the document, and can the figure be read in the quote?

Texts are compared on a normalised copy (white space gone, full-width characters made half-width, traditional
script made simplified, one character for one), because documents are torn by OCR and mix scripts; offsets are
those of the original. Script conversion is OpenCC's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import NamedTuple

from opencc import OpenCC

from indicators.model.problems import Problem
from indicators.model.schema import Figure, Indicator, Target
from indicators.words import numerals, radicals, units
from indicators.words.texts import Said, msgid, said


class _Fold(dict[int, int | None]):
    """The table that normalises a text, one character for one; characters are added when they are first met."""

    def __missing__(self, code: int) -> int:
        simple = _converter().convert(radicals.plain(chr(code))) if code > 0x2E7F else chr(code)
        # Where conversion gives more than one character, the character stays.
        self[code] = folded = ord(simple) if len(simple) == 1 else code
        return folded


_FOLD = _Fold(dict.fromkeys(map(ord, " \t\r\n\v\f\u00a0\u3000\u2003\u2002\u2009\u200b\ufeff")))
_FOLD |= {0xFF01 + i: 0x21 + i for i in range(94)}
_FOLD |= {ord(a): ord(b) for a, b in zip("“”„‘’—–−－～〜﹪∶", '"""\'\'----~~%:', strict=True)}
_SPACE = re.compile("[" + "".join(map(re.escape, map(chr, (k for k, v in _FOLD.items() if v is None)))) + "]+")
_ALIKE = 4  # characters that a quote and its nearest words must share at least
_LONG = 200_000  # characters; in longer texts the search for nearest words would take too long
_STEP = ("同步", "持平", "相当", "一致")
_FASTER = ("高于", "快于", "超过", "高出", "大于")


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def normal(text: str) -> str:
    """The copy of a text that quotes are looked for in and numbers are read from: without white space, half-width,
    simplified, one character for one."""
    return text.translate(_FOLD)


FigureKey = tuple[str, int, str, str, int]  # city, year, indicator, role ("target", "outcome"), position


class Evidence(NamedTuple):
    """Where a figure's words stand: its source's name, and the offsets of its quote in the held text.

    `start` is None where no text of the source is held: the figure is cited, not verified.
    """

    source: str
    start: int | None = None
    end: int | None = None

    @property
    def verified(self) -> bool:
        """Whether a machine found the quote in the document and the figure in the quote."""
        return self.start is not None


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
        """Where the quote stands first, from the offset `after` on: its (start, end) in the original text, or None.

        Outside of the document it is looked for only with `whole_file`.
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
    rest = Document(text, first[0], len(text))
    last = rest.find(ends) if ends else (len(text), len(text))
    return None if last is None else Document(text, first[0], last[0])


def _reads(figure: Decimal, unit: str, reading: numerals.Reading, measure: str) -> bool:
    """Whether a number read in a text is this figure: the same value, unit and, of growth, direction.

    成 and 倍 are read as tenths and hundreds of percent: 八成 is 80 %, 两倍 200 %.
    """
    scale, _ = units.parsed(unit)
    value, absolute = reading.value, abs(figure) * scale
    if unit == "%" and reading.follows.startswith("成"):
        return value * 10 == absolute
    if unit == "%" and reading.follows.startswith("倍"):
        return value * 100 == absolute
    if value != absolute:
        return False
    if (figure < 0 and not reading.falls) or (figure > 0 and reading.falls and measure == "growth"):
        return False
    return not unit or reading.follows.startswith(units.names(unit))


def quote_problem(figure: Figure, indicator: Indicator, quote: str | None = None) -> Problem | None:
    """What is wrong between a figure and its own quote: a number, a unit or a comparison that is not in it.

    `quote` is the figure's quote as `normal` leaves it, where the caller has it already. A cited figure without a quote
    has nothing to be read in.
    """
    if figure.quote is None:
        return None
    quote = normal(figure.quote) if quote is None else quote
    if figure.written is not None:
        return _words_problem(figure.written, quote, said("copy into `written` the words that spell the number"))
    if figure.text is not None:
        return _words_problem(figure.text, quote, said("write into `text` words that stand in the quote"))
    if figure.refers_to is not None:
        return _comparison_problem(figure, quote)
    return _number_problem(figure, indicator, quote)


def _words_problem(words: str, quote: str, cure: Said) -> Problem | None:
    """Words that must stand in the quote."""
    if normal(words) in quote:
        return None
    return Problem("figure-not-in-quote", said("the quote does not have the words {words}", words=words), cure)


def _comparison_problem(figure: Figure, quote: str) -> Problem | None:
    """One of the words of comparison must stand in the quote: 同步 or the like, 高于 or the like."""
    wanted = _STEP if figure.in_step_with else _FASTER
    if any(word in quote for word in wanted):
        return None
    what = said("the quote makes no such comparison (it has none of {words})", words="、".join(wanted))
    return Problem("figure-not-in-quote", what, said("correct the form or the quote"))


def _number_problem(figure: Figure, indicator: Indicator, quote: str) -> Problem | None:
    """Each number, that of a stretch too, must be read in the quote with its unit; the first that can't be is said."""
    unit = indicator.unit if figure.unit is None else figure.unit
    numbers = [*figure.numbers]
    if isinstance(figure, Target) and figure.stretch is not None:
        numbers.append(figure.stretch)
    found = numerals.readings(quote)
    for number in numbers:
        if not any(_reads(number, unit, reading, indicator.measure) for reading in found):
            has = "、".join(quote[r.start : r.end] + r.follows[:3] for r in found)
            message = (
                msgid("{number}{unit} is not in the quote, which has {has}")
                if has
                else msgid("{number}{unit} is not in the quote, which has no number")
            )
            return Problem("figure-not-in-quote", said(message, number=number, unit=unit, has=has))
    return None
