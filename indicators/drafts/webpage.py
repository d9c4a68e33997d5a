"""The words of a web page: its main part, without scripts, navigation and what else frames it.

A page may nest without end and hold more comments than words: it is gone through a few times from front to back, and
nothing is taken out of its tree on the way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from indicators.drafts.unreadable import UnreadableError
from indicators.words.texts import said

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement
# The library is imported where it is needed: it takes longer to load than most commands run.

_MOST = 100_000  # elements and comments of a page; one that Word has written of the longest report has a fifth
# Elements of a page: those that hold no words of the report, and those that begin and end a line.
_NO_WORDS = "script style nav noscript template iframe object embed form svg head aside footer button select"
_LINES = (
    "address article blockquote body center dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li "
    "main ol p pre section table tbody tr ul"
)
_DROPPED, _BLOCKS = frozenset(_NO_WORDS.split()), frozenset(_LINES.split())
_MARKS = re.compile(r"[，。；、,;]")


def words_of_page(text: str) -> str:
    """The words of a page's main part, a line for each of its blocks. Raises UnreadableError."""
    from bs4 import BeautifulSoup

    if text.count("<") > 2 * _MOST:  # each element may have an end of its own
        raise UnreadableError(
            said("the page has more than {n} elements", n=f"{_MOST:,}"), said("give the report alone, as text")
        )
    soup = BeautifulSoup(text, "lxml")
    main: Tag = soup.body or soup
    kept = _kept(main)
    marks = _marks(kept)
    enough = marks[id(main)] * 0.85
    while marks[id(main)]:
        # Down to the part that holds nearly all of the prose: the frame of the page stays outside.
        inner = next((t for t in main.find_all(True, recursive=False) if marks[id(t)] > enough), None)
        if inner is None or inner.name in ("p", "span", "font", "table"):
            break
        main = inner
    lines = "".join(_pieces(main, kept)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _kept(top: Tag) -> dict[int, PageElement]:
    """What an element holds, in order and by id, without what holds no words of a report and all that is in it."""
    from bs4.element import CData, NavigableString, PreformattedString, Tag

    kept: dict[int, PageElement] = {id(top): top}
    for node in top.descendants:
        if id(node.parent) not in kept:
            continue
        if isinstance(node, Tag):
            if node.name not in _DROPPED:
                kept[id(node)] = node
        elif isinstance(node, NavigableString) and (not isinstance(node, PreformattedString) or type(node) is CData):
            kept[id(node)] = node  # no comment, nor what is said to a program
    return kept


def _marks(kept: dict[int, PageElement]) -> Counter[int]:
    """How many marks of prose an element and each one in it hold, by the element's id. Counted once, from the last
    leaf back."""
    from bs4.element import Tag

    held: Counter[int] = Counter()
    for key, node in reversed(kept.items()):
        held[id(node.parent)] += held[key] if isinstance(node, Tag) else len(_MARKS.findall(str(node)))
    return held


def _pieces(top: Tag, kept: dict[int, PageElement]) -> Iterator[str]:
    """The words of an element in order; blocks and line breaks begin new lines, and so does what follows a block."""
    from bs4.element import Tag

    around: list[Tag] = [top]  # the elements that are open
    for node in top.descendants:
        if id(node) not in kept:
            continue
        while around[-1] is not node.parent:
            if around.pop().name in _BLOCKS:
                yield "\n"
        if isinstance(node, Tag):
            yield from _opening(node.name)
            around.append(node)
        else:
            yield re.sub(r"\s+", " ", str(node))


def _opening(name: str) -> Sequence[str]:
    """What the start of an element of that name puts between words."""
    if name in _BLOCKS or name == "br":
        return "\n"
    return "\t" if name in ("td", "th") else ""
