"""Lists in a sentence: quantities side by side (5%、6%), and subjects that share a head (城镇和农村居民收入)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.drafts.matching import Names, bare
from indicators.drafts.quantities import Quantity
from indicators.drafts.vocabulary import DOING, EACH, SPLIT

_BESIDE = re.compile(r"(?:以及|[、和与及,])")
_BOTH = re.compile(r"城乡居民")  # 城乡居民收入
_TWICE = re.compile(r"城乡(?!居民|一体|融合|统筹)")  # 城乡低保标准分别提高6%和8%
# The three industries and their like, printed as one: 一二三产, 存贷款余额.
_INDUSTRIES = re.compile(r"(?:第?一[、,]?(?:第?二)[、,和]?(?:第?三)次?|三次)产业?(?!结构|比)")
_INDUSTRY = re.compile(r"\A([一二三])产(?!业)")
_LOANS = re.compile(r"存[、,]?贷款")
_HEADS = re.compile(
    r"(?:余额|标准|补助|产能|吞吐量|增加值|投资|收入|总额|产值|产量|面积|比例|比重|学位|床位|管网|学校|企业|项目|工程|中心|小区|公路|道路|死亡率|覆盖率|参保率|合格率|利用率|率|量|额|数)\Z"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Quantities side by side (5%、6%); with `each` one that holds for each of several subjects (均增长5%)."""

    quantities: tuple[Quantity, ...]
    each: bool


def runs(text: str, found: Sequence[Quantity]) -> list[Run]:
    """The quantities of a sentence in runs: those of one list together, each other one alone."""
    made = []
    for group in _side_by_side(text, found):
        first = group[0]
        powerless = {quantity.unit.lstrip("万亿") for quantity in group}
        if len(group) > 1 and len(powerless) > 1 and not _shared_out(text, first, 12):
            made += [Run((quantity,), False) for quantity in group]  # 2座、30家: not a list of one predicate
            continue
        each = len(group) == 1 and bool(
            EACH.search(text[max(0, first.digits - 8) : first.digits])
            or re.search(r"(?<![平年人])[均都]\Z", text[: first.start])
            or _each_of_several(text[: first.digits])
        )
        made.append(Run(tuple(_alike(group)), each))
    return made


def _side_by_side(text: str, found: Sequence[Quantity]) -> list[list[Quantity]]:
    """The quantities of a sentence, in groups that only 、 and 和 stand between; a comma only behind 分别."""
    groups: list[list[Quantity]] = []
    for quantity in found:
        between = text[groups[-1][-1].end : quantity.start] if groups else ""
        beside = _BESIDE.fullmatch(between)
        if beside and not (between == "," and len(groups[-1]) == 1 and not _shared_out(text, groups[-1][0], 8)):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def _each_of_several(before: str) -> bool:
    """Whether 分别 hands one number to each of several subjects: A、B分别增长10%以上."""
    clause = re.split(r"[,;:。]", before)[-1]
    return bool(re.search(r"[\u4e00-\u9fff)](?:以及|[、和与及])[^、]{2,}分别[^、\d]{0,8}\Z", clause)) and not re.search(
        r"\d", clause
    )


def _shared_out(text: str, first: Quantity, reach: int) -> bool:
    """Whether 分别 stands in the few characters before a quantity."""
    return "分别" in text[max(0, first.start - reach) : first.start]


def _alike(group: list[Quantity]) -> list[Quantity]:
    """A list in which words of form that are printed once, behind the last quantity or before the first, hold for all.

    分别稳定在10万亩、5万吨以上: both at least.
    """
    first, last, several = group[0], group[-1], len(group) > 1
    behind = last.form in ("at_least", "at_most", "about") and last.end > last.tail
    if several and behind and all(quantity.form == "value" for quantity in group[:-1]):
        return [replace(quantity, form=last.form) for quantity in group]
    if several and first.start < first.digits and all(quantity.form == "value" for quantity in group[1:]):
        return [first, *(replace(quantity, form=first.form) for quantity in group[1:])]
    return group


def of_residents(subject: str, earlier: str) -> list[str]:
    """The subjects of 城镇、农村居民分别增长 behind that of all residents (居民人均可支配收入增长6%); else none."""
    if not re.fullmatch(r"城镇(?:居民)?[、和与]农村居民|城乡居民", subject):
        return []
    return [f"{group}居民{bare(earlier).split('居民')[1]}" for group in ("城镇", "农村")]


def items(words: str, names: Names, wanted: int) -> list[str]:
    """The subjects in a list of them, each made whole; `wanted` is their number where it is known, else 0."""
    words = bare(words) if not wanted else words
    parts = [_INDUSTRY.sub(r"第\1产业", part) for part in SPLIT.split(bare(words)) if part]
    if len(parts) == 1 and _BOTH.search(words) and (wanted == 2 or "收入" in words):
        return [_BOTH.sub("城镇居民", words), _BOTH.sub("农村居民", words)]
    if len(parts) == 1 and _TWICE.search(words) and wanted == 2:
        return [_TWICE.sub("城市", words), _TWICE.sub("农村", words)]
    if wanted in (0, 3) and (industries := _INDUSTRIES.search(words)):
        behind = words[industries.end() :] or "增加值"
        return [words[: industries.start()] + f"第{n}产业" + behind for n in "一二三"]
    if wanted in (0, 2) and _LOANS.search(words):
        return [_LOANS.sub("存款", words), _LOANS.sub("贷款", words)]
    if wanted and len(parts) > wanted:
        parts = ["、".join(parts[: len(parts) - wanted + 1]), *parts[len(parts) - wanted + 1 :]]
    whole = [_made_whole(part, parts[0], parts[-1], names) for part in parts]
    verb = (
        re.match(r"(?:新建|新增|改造|更新|建设|培育|打造|完成|新开工|改建|扩建|开展|实施)+", parts[0])
        if parts
        else None
    )
    if verb:
        whole = [
            one if i == 0 or re.match(r"(?:新|改|扩|建|完)", one) else verb[0] + one for i, one in enumerate(whole)
        ]
    return whole


def _made_whole(part: str, first: str, last: str, names: Names) -> str:
    """An item that lacks the head the last one has: 城镇 beside 农村居民人均可支配收入 is 城镇居民人均可支配收入."""
    if part in names.words:
        return part
    for cut in range(len(first) - 1, 1, -1):  # 粮食播种面积和总产量: the second lacks what the first has
        if first != part and first[:cut] + part in names.words:
            return first[:cut] + part
    for cut in range(1, len(last)):
        if part + last[cut:] in names.words:
            return part + last[cut:]
    if DOING.fullmatch(part) and (verb := re.match(r"新建|新增|改建|扩建|改造|新改建|改扩建", last)):
        return part + last[verb.end() :]
    head = _HEADS.search(last)
    if head and not _HEADS.search(part):
        core = re.sub(r"^(?:新建|新增|改造|更新|建设|培育|打造|完成)", "", part)
        tail = (
            last[len(core) :]
            if len(core) < len(last) - 1 and last[len(core) :].endswith(head[0]) and len(core) <= 3
            else head[0]
        )
        return part + tail
    return part
