"""The sentence that is being read: where its words stand in the report, as a quote has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.drafts.drafted import Role
from indicators.drafts.paragraphs import Paragraph, Sentence

# Marks and numbers at the start of a passage that are no part of a quote.
_BEFORE_QUOTE = re.compile(
    r"[、,;:。*#)\]\-—·•]|(?:[一二三四五六七八九十]{1,3}是|\(?[一二三四五六七八九十]{1,3}[)、](?![二三][、次]?)|\d{1,2}[.、](?!\d))"
    r"|(?:其中|并|和|及|与)(?=[^,])"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """The sentence that is being read: its paragraph, the report's text (for quotes) and whether it promises."""

    original: str
    paragraph: Paragraph
    sentence: Sentence
    role: Role

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of what stands between two offsets of the sentence, at least one character."""
        return self.paragraph.place(self.sentence.at + start, self.sentence.at + max(end, start + 1))

    def quoted(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of a quote, without stray marks at its ends."""
        words = self.sentence.text
        while start < end and (mark := _BEFORE_QUOTE.match(words[start:end])):
            start += mark.end()
        while end > start and words[end - 1] in "、,;:。!?":
            end -= 1
        return self.place(start, end)

    def copied(self, words: str, start: int) -> str:
        """Words of the sentence that stand at or behind `start` as the original prints them, on one line."""
        at = self.sentence.text.find(words, start)
        begin, end = self.place(at, at + len(words))
        return re.sub(r"\s*[\r\n]+\s*", "", self.original[begin:end])

    @property
    def above(self) -> str:
        """The paragraph up to the sentence."""
        return self.paragraph.text[max(0, self.sentence.at - 600) : self.sentence.at]

    @property
    def around(self) -> str:
        """The sentence with what stands around it in its paragraph."""
        return self.paragraph.text[max(0, self.sentence.at - 200) : self.sentence.at + 200 + len(self.sentence.text)]
