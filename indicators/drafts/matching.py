"""Which indicator of the catalogue a figure is about: by names and aliases, by its unit and by its kind of number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from indicators.collection.evidence import normal
from indicators.collection.naming import same
from indicators.drafts.fitting import Name, NumberKind, done_to, worth_of
from indicators.drafts.vocabulary import LEAD, NEW, PREDICATE
from indicators.model.schema import Indicator
from indicators.words import units

# Words of an indicator's name that many have: they make it no narrower.
COMMON = re.compile(
    r"空气质量|空气|新增|新建|新设|新改建|建成|改造|建设|创建|培育|选拔|培养|认定|评定|净增|完成|打造|选树|筹集|增设|配置|提升|优化|提质|抓好|实行|参与|设置|维修|治理|"
    r"总数|总额|总量|总值|规模|比例|增速|升降幅|涨幅|增加值|余额|浓度|里程|户数|存栏|基本|事项|更新|压减|争取|提高|完工|竣工|通车|贯通|开诊|招生|投用|治理|认定|人次|接待|数量|面积|产量|人数|人员|占比|比重|覆盖率?|情况|幅度|企业|项目|工程|数$|的|率|个|年内|当年|免费|签约|家庭|住宅|公共|国家级|省级|市级|市区|城镇|城市|规上|标准化|”|“"
)
_STOCK, _FLOW = (
    ("_total",),
    (
        "_new",
        "_added",
        "_built",
        "_recognised",
        "_cultivated",
        "_created",
        "_renovated",
        "_installed",
        "_completed",
        "_selected",
    ),
)
# Of these a part that came new is not the whole.
_CAME_NEW = re.compile(r"新增|净增|新建|新设|新登记|新认定|新培育")
_STANDS = re.compile(r"里程|保有量|拥有量|余额|存量|总[数量额]|常住人口|规模")
_RATE = re.compile(r"(?:增速|增幅|涨幅|降幅|升降幅|增长率|提高幅度)\Z")  # what a catalogue calls growth


@dataclass(frozen=True, slots=True)
class Match:
    """The key of the indicator that fits, or None with the keys of those that might (`rivals`).

    `exact` is false where words of the subject were left over that the indicator's name does not have. `words` is the
    name or alias that was found.
    """

    indicator: str | None
    rivals: tuple[str, ...] = ()
    exact: bool = True
    words: str = ""


class Names:
    """The names and aliases of a catalogue, to look subjects up in; `words` are all of them, normalised."""

    def __init__(self, catalogue: Mapping[str, Indicator]) -> None:
        self.catalogue = catalogue
        names = {
            (same(normal(words)), key): indicator
            for key, indicator in catalogue.items()
            for words in _called(indicator)
        }
        self._names = sorted(
            (Name(words, key, indicator) for (words, key), indicator in names.items()),
            key=lambda n: (-len(n.words), n.key),
        )
        self.words = {normal(words) for i in catalogue.values() for words in _called(i)}

    @property
    def all(self) -> tuple[Name, ...]:
        """Every name with its indicator, the longest first."""
        return tuple(self._names)

    def find(self, subject: str, kind: NumberKind, unit: str, new: bool, total: bool, around: str = "") -> Match:
        """The indicator for a subject (normalised words), a kind of number and its printed unit.

        `new` and `total` tell whether the words count what came new or all that there is. `around` is the text the
        subject stands in: an indicator that is narrower than the subject is only meant where that text says so.
        """
        subject, around = same(subject), same(around)
        scored: dict[str, float] = {}
        by: dict[str, Name] = {}
        for name in self._standing_in(subject):
            worth = worth_of(name, subject, kind) if _measures(name.indicator, kind, unit) else None
            if worth is None or (around and not _meant(name, subject + around) and not _all_said(name, subject)):
                continue
            if kind == "amount" and not units.counts_alike(unit, name.indicator.unit):
                worth -= 1.0  # 改造老旧小区10个 are no homes
            counted = _counted(name, subject, new, total)
            if counted is not None and worth + counted > scored.get(name.key, 0.0):
                scored[name.key], by[name.key] = worth + counted, name
        if not scored:
            return Match(None)
        ranked = sorted(scored, key=lambda key: -scored[key])
        best = scored[ranked[0]]
        rivals = tuple(key for key in ranked[1:4] if scored[key] > best - 0.4)
        if rivals:
            return Match(None, (ranked[0], *rivals))
        name = by[ranked[0]]
        exact = best % 0.5 == 0 and (not around or _meant(name, subject + around))
        return Match(ranked[0], exact=exact, words=name.words)

    def _standing_in(self, subject: str) -> Iterator[Name]:
        """The names that may fit a subject, the longest first: those that stand in it, whole or but for the deed."""
        found = {i for at in range(len(subject)) for i in self._begin_with.get(subject[at : at + 2], ())}
        return (self._names[i] for i in sorted(found))

    @cached_property
    def _begin_with(self) -> dict[str, list[int]]:
        """The positions of names by their first two characters, and by those of the thing that something is done to."""
        found: dict[str, list[int]] = {}
        for i, name in enumerate(self._names):
            things = [thing for _, thing in done_to(name.words)]
            for head in dict.fromkeys(words[:2] for words in (name.words, *things)):
                found.setdefault(head, []).append(i)
        return found

    def completed(self, noun: str, before: str) -> str | None:
        """The name that a bare noun (产量) stands for in the words before it: 煤炭产量 where they have 煤炭 twice."""
        found: dict[str, int] = {}
        for name in self._names:
            rest = name.words.removesuffix(noun)
            if rest and rest != name.words and len(rest) <= 6 and (count := before.count(rest)) >= 2:
                found[name.words] = count
        return max(found, key=lambda words: found[words]) if found else None


def _called(indicator: Indicator) -> tuple[str, ...]:
    """What reports may call an indicator: growth, too, by the name of what grows (农产品加工业销售收入增长15%)."""
    names = (indicator.zh, *indicator.aliases)
    grows = _RATE.sub("", indicator.zh) if indicator.measure == "growth" else ""
    return (*names, grows) if len(grows) > 2 and grows not in names else names


def _counted(name: Name, subject: str, new: bool, total: bool) -> float | None:
    """What it is worth that an indicator counts what came new or all that there is, as the words do; None where they
    can't mean it."""
    own = (
        0.5 if name.words in same(normal(name.indicator.zh)) else 0.0
    )  # what it is called counts for more than an alias
    if new and _CAME_NEW.search(subject) and _STANDS.search(name.indicator.zh) and not NEW.search(name.words):
        return None  # 新增高速公路通车里程 is not its length
    if name.key.endswith(_STOCK):
        return own + (2 if total and not new else -4 if new else -1)
    if name.key.endswith(_FLOW) and not name.key.endswith("value_added") and total and not new:
        if not NEW.search(name.words) or re.search(r"总数|总量|总共|累计|存量", subject):
            return None  # 高新技术企业突破400家 is a stock
        return own - 2
    return own


def _all_said(name: Name, subject: str) -> bool:
    """Whether a name is all that the subject says."""
    return same(bare(subject)) == name.words


def alone(name: Name) -> bool:
    """Whether a name says by itself which indicator is meant, whatever stands around it."""
    return _meant(name, name.words)


def _meant(name: Name, around: str) -> bool:
    """Where the words that were found are a piece of the indicator's name: whether the rest of it stands in the text
    around them.

    产业基金 alone is not the fund of the one zone that the catalogue has. A name in other words (GDP) has no such rest.
    """
    before, found, behind = same(normal(name.indicator.zh)).partition(name.words)
    if name.indicator.headline or not found:
        return True
    telling = [rest for run in (before, behind) if len(rest := COMMON.sub("", run)) >= 2]
    return not telling or any(rest[i : i + 2] in around for rest in telling for i in range(len(rest) - 1))


def _measures(indicator: Indicator, kind: NumberKind, unit: str) -> bool:
    """Whether the indicator takes numbers of this kind and unit."""
    if kind == "growth":
        return indicator.measure == "growth" and indicator.unit in ("%", "‰")
    if kind == "share":
        return indicator.measure in ("share", "index") and units.factor(unit, indicator.unit) is not None
    if kind == "points":
        return units.factor(unit, indicator.unit) is not None
    return (
        indicator.unit not in ("%", "‰")
        and indicator.measure != "growth"
        and units.factor(unit, indicator.unit) is not None
    )


def bare(words: str) -> str:
    """A subject without the words in front of it that name no thing (全市, 力争) and the predicate behind it (达到)."""
    while match := LEAD.match(words):
        words = words[match.end() :]
    while match := PREDICATE.search(words):
        words = words[: match.start()]
    return words
