"""How an indicator is named in a document: whole, without what only the catalogue adds, or with its parts apart.

新增公共停车位 is named by 公共停车位, 技能人才占比 by 技能人才占从业人员比例, 城镇居民收入 by 城镇和农村居民收入.
Texts are plain here: see `plain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from operator import add
from typing import NamedTuple

from indicators.collection.evidence import normal
from indicators.model.levels import CITY, Home
from indicators.model.schema import Indicator

_MARKS = re.compile(r"[\"'《》「」『』·()\[\]]")
_SAME = (
    ("规模以上", "规上"),
    ("城乡居民", "城镇和农村居民"),
    ("农村牧区", "农村"),
    ("一般公共财政预算", "一般公共预算"),
    ("存贷款余额", "存款余额、贷款余额"),
)
_REST = r"(?:产业?)?[、,]?第?二(?:产业?)?[、,和]?第?三(?:次产业|产业|产)"
# Each branch begins with a character and not with 第?, so that a search looks at no others.
_THREE_SECTORS = re.compile(rf"第一{_REST}|一{_REST}|三次产业(?!结构|比)")
# What a catalogue's name has before and behind the thing itself, and a document may leave out.
_ADDED_BEFORE = re.compile(
    r"(?:新增|净增|新建改造|新改扩建|新改建|新建|新设|新投产|新确定|新认定|新培育|新开工|建成|完成|建设|改造|打造|培育|选拔培养|选拔|"
    r"培养|认定或培育|认定|评定|选树|增设|配置|筹集|创建|维修|治理|提升|推广|投放|举办|开展|每县\w{2}的|每个)(?=[^的]{2})"
)
_BEHIND_TWO = (
    *(
        "增速",
        "增长率",
        "增长",
        "增幅",
        "涨幅",
        "降幅",
        "升降幅",
        "降低率",
        "下降率",
        "提高幅度",
        "幅度",
        "占比",
        "比例",
    ),
    *("比重", "比率", "数量", "人数", "户数", "家数", "个数", "件数", "水平", "情况", "的"),
)
_BEHIND_THREE = ("总数", "总量", "总额", "规模", "完成数", "项目", "工程", "新增", "净增")
_BEHIND = (*_BEHIND_TWO, *_BEHIND_THREE, "总值")
_ADDED_BEHIND = re.compile(
    rf"(?:(?<=..)(?:{'|'.join(_BEHIND_TWO)})|(?<=...)(?:{'|'.join(_BEHIND_THREE)})|(?<=进出口)总值)\Z"
)
AND = re.compile(r"[、和与及]|以及")  # between the items of a list
_LISTS_ON = re.compile(r"[、,和与及]\Z")
_NEUTRAL = re.compile(r"(?:人均可支配|可支配|常住|人均|平均|年均|累计|全年|全市|总|规模|年度|实际|的)+")
_ENDS, _PARTS_OR_ENDS, _COUNTS = re.compile("[;。:!?]"), re.compile("[,;。:!?]"), re.compile(r"[\d、和与及]")
_GAP = 18  # characters that may stand between the parts of a name; twice as many where it shares the head of a list
_KNOWN = 2**14  # names that are remembered; the common catalogue has some 3,000
_BETWEEN = "|"  # stands between names that are made plain together, and in none of them
_PART, _PARTS = 2, 3  # the least characters of a part, and how many parts a name may fall into


def plain(text: str) -> str:
    """A text as names are looked for in it: normalised, without quotation marks and brackets, 规模以上 as 规上."""
    return bare(normal(text))


def bare(text: str) -> str:
    """As `plain`, of a text that is normalised already."""
    return same(_MARKS.sub("", text))


def same(text: str) -> str:
    """A normalised text with one of several words for the same thing: 规上 for 规模以上, 农村 for 农村牧区."""
    for words, usual in _SAME:
        text = text.replace(words, usual)
    return _THREE_SECTORS.sub("第一产业、第二产业、第三产业", text) if "产" in text else text


@lru_cache(maxsize=_KNOWN)
def thing(name: str) -> str:
    """A plain name without what only the catalogue adds: 新增公共停车位 → 公共停车位, 进出口总额 → 进出口."""
    while name.endswith(_BEHIND) and (shorter := _ADDED_BEHIND.sub("", name)) != name:
        name = shorter
    while (added := _ADDED_BEFORE.match(name)) and len(name) - added.end() >= _PART:
        name = name[added.end() :]
    return name


class Place(NamedTuple):
    """Where a name stands in a text: its parts, each as (start, end)."""

    parts: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where its first part begins."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where its last part ends."""
        return self.parts[-1][1]

    def within(self, other: Place) -> bool:
        """Whether it is part of another, longer place."""
        start, end, begin, stop = self.parts[0][0], self.parts[-1][1], other.parts[0][0], other.parts[-1][1]
        return begin <= start and end <= stop and (start, end) != (begin, stop)


def whole(name: str, text: str) -> Iterator[Place]:
    """Every place where a name stands to the letter."""
    at = text.find(name)
    while at >= 0:
        yield Place(((at, at + len(name)),))
        at = text.find(name, at + 1)


def apart(name: str, text: str, fixed: bool) -> Place | None:
    """The first place where a name stands in two or three parts, in order; `fixed` allows only the words of a list
    between them."""
    begins, ends = text.find(name[:_PART]), text.rfind(name[-_PART:]) + _PART
    if len(name) < 2 * _PART or begins < 0 or ends - begins <= len(name):  # no room for anything between its parts
        return None
    return _parted(name, text, fixed, begins, _PARTS)


def _parted(name: str, text: str, fixed: bool, after: int, parts: int) -> Place | None:
    """As `apart`, of what is left of a name: in at most `parts` parts, the first of them near behind `after`."""
    begins = parts == _PARTS
    first = after if begins else after + 1  # parts with nothing between them are one
    near, most = len(text) if begins else after + 2 * _GAP, len(name) - _PART * begins
    longest = _PART - 1
    while longest < most and text.find(name[: longest + 1], first, near + longest + 1) >= 0:
        longest += 1
    for size in range(longest, _PART - 1, -1):
        head, rest = name[:size], name[size:]
        if rest and (len(rest) < _PART or parts == 1):
            continue
        at = text.find(head, first)
        while 0 <= at <= near:
            if begins or _may_part(text[after:at], fixed):
                found = _parted(rest, text, fixed, at + size, parts - 1) if rest else Place(())
                if found is not None:
                    return Place(((at, at + size), *found.parts))
            at = text.find(head, at + 1)
    return None


def _may_part(gap: str, fixed: bool) -> bool:
    """Whether these words may stand between two parts of a name: the rest of a list that shares its end or its head
    (城镇和农村居民…, 规上工业增加值、利润), or, unless the name is `fixed`, a few words of the same clause."""
    if _NEUTRAL.fullmatch(gap):
        return True
    if _LISTS_ON.search(gap):
        return len(gap) <= 2 * _GAP and _ENDS.search(gap) is None
    if len(gap) > _GAP or not gap or _PARTS_OR_ENDS.search(gap):
        return False
    return AND.match(gap) is not None or not (fixed or _COUNTS.search(gap))


class Names(NamedTuple):
    """The names of one indicator, as they are, and the things they name."""

    full: tuple[str, ...]
    things: tuple[str, ...]


def _given(indicator: Indicator) -> tuple[str, ...]:
    """The names that an indicator has in the catalogue."""
    return indicator.zh, *indicator.aliases, *indicator.named_by


@lru_cache(maxsize=_KNOWN // 4)
def _names(full: tuple[str, ...]) -> Names:
    return Names(full, tuple(dict.fromkeys(map(thing, full))))


class Naming:
    """The names of a catalogue. What it has beyond that of `below` is all that has to be learnt anew."""

    def __init__(self, catalogue: Mapping[str, Indicator], below: Naming | None = None, home: Home = CITY) -> None:
        """`home` is the place whose reports are read."""
        self.home = home
        self._told: dict[Home, Naming] = {}  # by the few ways in which places are called
        self.catalogue: Mapping[str, Indicator] = {**below.catalogue, **catalogue} if below else catalogue
        self._own, self._below = catalogue, below if below and below.catalogue else None

    def told_by(self, home: Home) -> Naming:
        """The same names, as the reports of that place have them."""
        return self if home == self.home else self._told.setdefault(home, Naming({}, self, home))

    def of(self, indicator: Indicator) -> Names:
        """The names of an indicator, which need not be one of the catalogue."""
        known = self._plain
        return _names(tuple(dict.fromkeys(known.get(name) or plain(name) for name in _given(indicator))))

    @cached_property
    def _plain(self) -> dict[str, str]:
        """Every name of the catalogue as `plain` makes it."""
        return {**self._below._plain, **self._own_plain} if self._below else self._own_plain

    @cached_property
    def _own_plain(self) -> dict[str, str]:
        """Those that the catalogue has beyond the one below; made all at once, since a text is looked through many
        times for little."""
        given = list(dict.fromkeys(name for indicator in self._own.values() for name in _given(indicator)))
        made = plain(_BETWEEN.join(given)).split(_BETWEEN)
        return dict(zip(given, made if len(made) == len(given) else map(plain, given), strict=True))

    @cached_property
    def _by_beginning(self) -> dict[str, list[str]]:
        """The same as plain names, by their first two characters."""
        found: dict[str, list[str]] = {}
        for name in dict.fromkeys(self._own_plain.values()):
            found.setdefault(name[:_PART], []).append(name)
        return found

    def standing_in(self, text: str) -> list[str]:
        """The names of the catalogue that stand in a text to the letter: those of the catalogue below first, then by
        where their first two characters stand."""
        found = self._begun(set(map(add, text, text[1:])), text)
        return list(dict.fromkeys(found)) if self._below else found

    def _begun(self, beginnings: set[str], text: str) -> list[str]:
        """The names that stand in a text with one of these beginnings."""
        known = self._by_beginning
        own = [name for head in known.keys() & beginnings for name in known[head] if name in text]
        own.sort(key=lambda name: (text.find(name[:_PART]), name))
        return [*self._below._begun(beginnings, text), *own] if self._below else own

    def heads(self, key: str, beside: Indicator) -> tuple[str, ...]:
        """Words by which a comparison names an indicator: its names, or what sets it apart from the one it stands
        beside (农村居民收入快于城镇居民)."""
        indicator = self.catalogue.get(key)
        if indicator is None:
            return ()
        own, found = self.of(beside).things, []
        for name in self.of(indicator).things:
            cuts = range(_PART, len(name) - 1)
            cut = next((n for n in cuts if any(o.endswith(name[n:]) and not o.startswith(name[:n]) for o in own)), 0)
            found.append(name[:cut] if cut else name)
        return tuple(found)
