"""Entries for the catalogue where no indicator fits: names to be filled in, the rest guessed from unit and words; and
which entries that are there a proposed one resembles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import pairwise

from indicators.collection.naming import plain, thing
from indicators.drafts.drafted import Proposal
from indicators.drafts.fitting import NumberKind
from indicators.drafts.matching import bare
from indicators.drafts.vocabulary import NEW, POINTING, TOTAL
from indicators.model.schema import Indicator
from indicators.model.values import FILL_IN, UNNAMED
from indicators.words import units

_NAMELESS = "未命名"
_LONGEST = 30  # characters of a name
_LIKE = 0.5  # how alike two names are, from 0 to 1, for one to remind of the other
_MOST = 3  # entries that are named

_GROUP_WORDS = (
    ("enterprises", r"企业|市场主体|经营主体|个体工商户|上市|小巨人|专精特新"),
    ("innovation", r"研发|科技|创新|专利|实验室|技术|人才|孵化"),
    ("education", r"学校|幼儿园|学位|中小学|教育|学生|大学|职业院校"),
    ("health", r"医院|医疗|卫生|健康|床位数|筛查|死亡率|疫苗|医师|中医"),
    ("environment", r"PM|空气|优良|水质|断面|污水|森林|造林|绿化|能耗|排放|垃圾|河|湿地|水土|绿地|锅炉"),
    ("agriculture", r"农|粮食|乡村|村|耕地|播种|种植|畜|水产|生猪|渔|茶"),
    ("energy", r"煤|电|装机|光伏|风电|天然气|充电|储能|新能源"),
    ("culture", r"旅游|游客|文化|体育|图书|景区|赛事|博物"),
    ("livelihood", r"就业|收入|养老|社保|保险|救助|住房|保障|培训|老年|儿童|残疾|食堂|失业|脱贫|贫困|棚户"),
    ("city", r"路|桥|管网|停车|小区|城市|地铁|轨道|公园|电梯|供热|供水|燃气|5G|基站|棚"),
    ("governance", r"政务|网办|审批|服务事项|改革|规划|执法"),
    ("industry", r"工业|制造|产业|开发区|园区|产能|技改"),
)
_LOWER = re.compile(r"死亡率|失业率|能耗|排放|浓度|贫困发生率|事故|价格|降幅|用水量|亏损|负债|时间|时限|费用|成本|倍差")


class Proposals:
    """The entries that one report needs; what has the same name, measure and kind of unit gets the same key each
    time."""

    def __init__(self, catalogue: Iterable[str]) -> None:
        """`catalogue` are the keys that are taken."""
        self._taken = set(catalogue)
        self._keys: dict[tuple[str, str, str, str], str] = {}  # by key without number, name, measure and unit
        self._last: dict[str, int] = {}  # by key without number

    def entry(self, subject: str, kind: NumberKind, unit: str, lower: bool = False) -> Proposal:
        """The entry for a subject whose numbers are of this kind and unit; `lower` where the words around the number
        say that less is better (it falls, it is at most)."""
        name = _named(subject)
        measure = {"growth": "growth", "points": "growth", "share": "share"}.get(kind) or _measure(unit, name)
        better = "lower" if lower or _LOWER.search(subject) else "higher"
        growth = kind == "growth" and not re.search(r"增速|增幅|涨幅|增长率", name)
        group = next((group for group, words in _GROUP_WORDS if re.search(words, name)), "economy")
        key = self._key(UNNAMED + _ending(measure, subject), name, measure, unit)
        shown = re.sub('"(.*?)"', r"“\1”", name[-_LONGEST:]).replace('"', "") + ("增速" if growth else "")
        return Proposal(key, shown, FILL_IN, unit, measure, better, group)

    def said_of(self, subject: str, form: str, words: str) -> Proposal:
        """The entry for a subject of which a promise or an outcome has words and no number, of this `form`: a share
        where they say that it is done (100 %), growth where they compare or speak of it. A slogan measures nothing."""
        if form == "done":
            return self.entry(subject, "share", "%")
        if form != "text" or re.search(r"增长|增速|持平|平均", words):
            return self.entry(subject, "growth", "%")
        return self.entry(subject, "amount", "")

    def _key(self, key: str, name: str, measure: str, unit: str) -> str:
        """The key of what has this name, measure and kind of unit, with a number behind it where the key stands for
        another thing already. What has no name of its own (未命名, 占比) is like nothing else."""
        own = (key, name, measure, units.parsed(unit)[1])
        if own in self._keys and name != _NAMELESS and not POINTING.fullmatch(name):
            return self._keys[own]
        free = key
        while free in self._taken:
            self._last[key] = self._last.get(key, 1) + 1
            free = f"{key}_{self._last[key]}"
        self._taken.add(free)
        self._keys[own] = free
        return free


def _ending(measure: str, subject: str) -> str:
    """How the key of a new indicator ends, as those of the catalogue do."""
    if measure in ("growth", "share"):
        return f"_{measure}"
    if TOTAL.search(subject):
        return "_total"
    return "_new" if NEW.search(subject) else ""


def _named(subject: str) -> str:
    """A short Chinese name: the subject without what stands around it."""
    name = bare(subject).strip("'、,()的 ")
    name = re.split(r"[,;:]", name)[-1] or name
    whole = name if name.count('"') % 2 == 0 else name.replace('"', "")
    return whole if whole.strip('"') else _NAMELESS


def _measure(unit: str, name: str) -> str:
    """The measure by the unit: money, mass, area and the like are levels, what is counted one by one is a count."""
    base = unit.lstrip("十百千万亿")
    if re.search(r"指数|浓度|密度|死亡率|倍差|系数", name) or base in (
        "",
        "倍",
        "微克/立方米",
        "/10万",
        "‰",
        "毫克/立方米",
    ):
        return "index"
    if re.search(r"元|吨|斤|亩|公顷|米|公里|千瓦|瓦|度|千克|克|天|时|分钟", base):
        return "level"
    return "count"


class Resembling:
    """The entries of a catalogue, to find those that may mean the same as a proposed one."""

    def __init__(self, catalogue: Mapping[str, Indicator]) -> None:
        self.catalogue = catalogue
        self._names: dict[str, set[tuple[str, str]]] = {}  # key and name, by two characters that follow each other
        for key, indicator in catalogue.items():
            for name in {thing(plain(each)) for each in (indicator.zh, *indicator.aliases)}:
                for pair in map("".join, pairwise(name)):
                    self._names.setdefault(pair, set()).add((key, name))

    def to(self, zh: str, unit: str) -> list[str]:
        """The keys of the entries that a Chinese name and a unit remind of: alike by name without what a catalogue adds
        (新增, 总数), in a unit that converts or in which their growth or share is told; the most alike first."""
        given = thing(plain(zh))
        found: dict[str, float] = {}
        for key, name in {each for pair in map("".join, pairwise(given)) for each in self._names.get(pair, ())}:
            if not _comparable(unit, self.catalogue[key].unit):
                continue
            alike = 1.0 if given == name else SequenceMatcher(None, given, name, autojunk=False).ratio()
            same_unit = 0.05 * (units.factor(unit, self.catalogue[key].unit) is not None)
            found[key] = max(found.get(key, 0.0), alike + same_unit)
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [key for key, alike in ranked[:_MOST] if alike >= _LIKE]


def _comparable(unit: str, other: str) -> bool:
    """Whether figures in two units may be of one thing: the same dimension, or a rate of it."""
    return units.factor(unit, other) is not None or units.in_points(unit) != units.in_points(other)
