"""The passages of a report's review that come nearest to what was promised: where an answer may stand that was not
drafted.

They are ranked by shared words: those of the indicator's names, and of the promise's own. A word is two characters that
follow each other (nothing here knows where Chinese words end), the heavier the fewer passages have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from indicators.collection.naming import plain, thing
from indicators.drafts.drafted import HalfPart
from indicators.drafts.paragraphs import Paragraph, paragraphs
from indicators.model.schema import Indicator

_MOST = 3  # passages for one promise
_FLOOR = 0.5  # the share of a name's words, by weight, that a passage has at least
_BOTH = 0.9  # and this share of the name's and of the promise's words together
_ALONE = 0.7  # the share of the name's words where the promise's own are not known
_SHARED = 2  # words that a passage shares at least
_BESIDE = 0.6  # of what the nearest passage has: one that has less is not listed beside it
_LONG = 70  # characters of a passage, unless one clause alone has more
_SHOWN = 120  # characters that are shown of a longer one
_SENTENCE, _CLAUSE = re.compile(r"[^。;!?]+[。;!?]*"), re.compile(r"[^,]+,*")
_APART = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
# What stands around figures whatever they are of: two passages that share it need have nothing in common.
_COMMON = re.compile(
    r"同比|[比较]上年|全年|全[市县区省州]|今年|去年|新增|净增|新建|改建|扩建|建成|建设|完成|实现|达到|超过|突破|力争|争取|确保|增长|增速|"
    r"增幅|提高|提升|下降|降低|保持|控制|稳定|左右|以上|以内|不低于|不超过|总数|总量|数量|人数|比例|比重|占比|水平|推进|推动|加快|"
    r"实施|开展|打造|培育|改造|工程|项目|任务|目标|万亿|亿元|万元|万人|个百分点|(?<![A-Za-z.\d])[\d.%‰]+"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an answer is looked for to: an indicator's names, and the words of the promise (empty: not known)."""

    names: tuple[str, ...]
    quote: str


def wanted(indicator: Indicator, quote: str | None) -> Wanted:
    """What an answer is looked for to, for a promise of the indicator with that quote."""
    return Wanted((indicator.zh, *indicator.aliases, *indicator.named_by), quote or "")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage, as the document prints it, and its words."""

    text: str
    words: frozenset[str]


def nearest(text: str, halves: Sequence[HalfPart], promises: Sequence[Wanted]) -> tuple[tuple[str, ...], ...]:
    """For each promise the passages of the review that come nearest to it, the nearest first; none where nothing has
    enough in common with it.

    `text` is the report's and `halves` what its `Draft` says of it. A passage stands there word for word, on one line;
    of a long one what is left out at its end is marked by an ellipsis.
    """
    parts = [(part.start, part.end) for part in halves if part.half == "reviews"]
    passages = list(_passages(text, parts))
    seen = Counter(word for passage in passages for word in passage.words)
    weights = {word: log(1 + len(passages) / n) for word, n in seen.items()}
    unseen = log(1 + len(passages))
    return tuple(_of(one, passages, weights, unseen) for one in promises)


def _of(promise: Wanted, passages: Sequence[_Passage], weights: Mapping[str, float], unseen: float) -> tuple[str, ...]:
    """The passages for one promise; a word that none of them has weighs `unseen`."""

    def share(words: frozenset[str], found: frozenset[str]) -> float:
        total = sum(weights.get(word, unseen) for word in words)
        return sum(weights[word] for word in words & found) / total if total else 0.0

    names = [words for name in promise.names if (words := _words(thing(plain(name))))]
    quote = _words(promise.quote)
    ranked: list[tuple[float, int]] = []
    for i, passage in enumerate(passages):
        named = max((share(words, passage.words) for words in names), default=0.0)
        points = named + share(quote, passage.words)
        shared = len(passage.words & quote.union(*names))
        enough = named >= (_FLOOR if quote else _ALONE) and (points >= _BOTH or not quote)
        if enough and shared >= _SHARED:
            ranked.append((points, i))
    ranked.sort(key=lambda each: (-each[0], each[1]))
    near = [passages[i].text for points, i in ranked if points >= _BESIDE * ranked[0][0]]
    return tuple(dict.fromkeys(near))[:_MOST]


def _words(text: str) -> frozenset[str]:
    """The words of a text that tell it from others."""
    parts = _APART.split(_COMMON.sub(" ", plain(text)))
    return frozenset(word for part in parts for word in map("".join, pairwise(part)))


def _passages(text: str, parts: Sequence[tuple[int, int]]) -> Iterator[_Passage]:
    """The passages that begin in one of the parts of a text: its sentences, long ones in stretches of clauses."""
    for paragraph in paragraphs(text):
        for start, end in _stretches(paragraph):
            begin, to = paragraph.place(start, end)
            if any(a <= begin < b for a, b in parts):
                words = re.sub(r"\s+", "", text[begin:to]).strip("，,。；;")
                shown = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
                yield _Passage(shown, _words(paragraph.text[start:end]))


def _stretches(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Where the passages of a paragraph begin and end."""
    for sentence in _SENTENCE.finditer(paragraph.text):
        start = end = sentence.start()
        for clause in _CLAUSE.finditer(sentence[0]):
            to = sentence.start() + clause.end()
            if to - start > _LONG and end > start:
                yield start, end
                start = end
            end = to
        if end > start:
            yield start, end
