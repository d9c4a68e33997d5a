"""Units as Chinese documents print them: 万人, 亿斤, 微克/立方米.

A unit is an optional power of ten (万 亿 千 百) and a base. Units of one dimension convert into each other by a
fixed factor. Measure words count one by one and convert with factor 1 where they count things of one kind: things
and places (个 家 所 处 座 …), homes and households (户 套 间), firms (户 家), sets of equipment (台 套); but 800户 are
no 800个 neighbourhoods. The mass and area factors are the statutory Chinese ones: 1 斤 = 0.5 kg, 15 亩 = 1 公顷.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from indicators.words.digits import LARGEST_POWER

_POWERS = {"百": 2, "千": 3, "万": 4, "亿": 8}
# Bases that begin with a character that is a power elsewhere.
_WHOLE = ("百分点", "千瓦时", "千瓦", "千克", "千米")
# Measure words that convert into each other one by one.
_COUNTING = ("个家所处座台条项种场部支批期片只件间张辆栋村列", "户套间", "户家", "台套")
_DIMENSIONS: tuple[dict[str, Decimal], ...] = (
    {"吨": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5"), "克": Decimal("0.001")},
    {"公里": Decimal(1000), "千米": Decimal(1000), "米": Decimal(1)},
    {
        "平方公里": Decimal(1500),
        "平方千米": Decimal(1500),
        "公顷": Decimal(15),
        "亩": Decimal(1),
        "平方米": Decimal("0.0015"),
    },
    {"吉瓦": Decimal(1000000), "兆瓦": Decimal(1000), "千瓦": Decimal(1)},
    {"%": Decimal(10), "‰": Decimal(1)},
    {"个百分点": Decimal(1), "百分点": Decimal(1)},
    {"人": Decimal(1), "名": Decimal(1)},
    *(dict.fromkeys(words, Decimal(1)) for words in _COUNTING),
)
# Units as documents print them right behind a number, without the power of ten in front.
_PRINTED = (
    "个百分点 百分点 % ‰ 成 倍 /10万 /十万 /千 微克/立方米 微克每立方米 微克/m3 毫克/立方米 毫克每立方米 立方米/秒 "
    "平方公里 平方千米 平方米 立方米 公里 千米 公顷 亩 米 吨标准煤 吨标煤 吨 公斤 千克 斤 克 "
    "千瓦时 千瓦 兆瓦 吉瓦 千伏安 GWh MWh kWh GW MW kW 度 美元 欧元 港元 日元 元 "
    "人次 场次 户次 件次 台次 架次 人 名 位 户 家 个 所 处 座 台 条 项 种 场 部 支 批 期 片 只 件 套 间 张 辆 栋 幢 村 "
    "宗 起 例 株 棵 头 头只 羽 艘 架 对 门 口 眼 盏 块 册 篇 本 师 班 届 次 类 款 列 孔 副 组 枚 面 棚 穴 "
    "标准箱 标箱 TEU 床 学位 床位 车位 天 周岁 岁 年 个月 个工作日 工作日 小时 分钟 公里/小时 人/平方公里 元/吨 单"
)
PRINTED = re.compile("|".join(map(re.escape, sorted(_PRINTED.split(), key=len, reverse=True))))
AS_USUAL = {"微克每立方米": "微克/立方米", "微克/m3": "微克/立方米", "毫克每立方米": "毫克/立方米"}
_SORTS = {"吨": ("吨标准煤", "吨标煤")}  # a ton of standard coal is counted as a ton
# What makes another unit of the one before it: 万吨/日, 亩均 (but 3户均已完工, where 均 is a word of its own).
_GOES_ON = re.compile(
    r"/[\u4e00-\u9fffA-Za-z]|每[天日月年时小人户亩吨]|(?<=[亩人户村])均(?![已达为完获实按通全在被能可有是得超不为])"
    r"|(?<=户)籍|(?<=成)[为功立果员本长交效品]"
)
# How English readers are shown a unit: the factor on the printed number, and the words. Measure words have none:
# the indicator's name says what is counted.
_ENGLISH_BASE = {
    "%": "%",
    "‰": "‰",
    "个百分点": "pp",
    "百分点": "pp",
    "元": "yuan",
    "人": "people",
    "名": "people",
    "人次": "visits",
    "吨": "t",
    "斤": "jin",
    "吨标准煤": "t of standard coal",
    "吨公里": "tonne-km",
    "美元": "US dollars",
    "千瓦时": "kWh",
    "标准箱": "TEU",
    "个工作日": "working days",
    "头": "head",
    "公里": "km",
    "亩": "mu",
    "公顷": "ha",
    "平方米": "m²",
    "千瓦": "kW",
    "天": "days",
    "倍": "×",
    "微克/立方米": "µg/m³",
    "/10万": "per 100,000",
    "立方米": "m³",
    "平方公里": "km²",
    "分钟": "min",
    "公斤": "kg",
    "兆瓦": "MW",
    "岁": "years",
    "年": "years",
    "户/千人": "per 1,000 people",
    "米": "m",
}
_ENGLISH_WHOLE = {
    "亿元": (Decimal("0.1"), "bn yuan"),
    "万元": (Decimal("0.01"), "million yuan"),
    "亿美元": (Decimal("0.1"), "bn US dollars"),
    "亿千瓦时": (Decimal(100), "million kWh"),
    "亿立方米": (Decimal(100), "million m³"),
    "亿吨公里": (Decimal(100), "million tonne-km"),
    "亿吨": (Decimal(100), "million t"),
    "亿斤": (Decimal(100), "million jin"),
    "亿件": (Decimal(100), "million"),
    "万千瓦": (Decimal(10), "MW"),
}


@lru_cache(maxsize=1024)
def parsed(unit: str) -> tuple[Decimal, str]:
    """The power of ten a unit carries and its base: 万人 → (10000, 人), % → (1, %). A power that no document prints
    (亿亿亿人) is none: the whole is a base then."""
    base = unit.lstrip("百千万亿")
    powers = unit[: len(unit) - len(base)]
    for whole in _WHOLE:
        if powers and (powers[-1] + base).startswith(whole):
            powers, base = powers[:-1], powers[-1] + base
    exponent = sum(_POWERS[power] for power in powers)
    if exponent > LARGEST_POWER:
        return Decimal(1), unit
    return Decimal(10) ** exponent, base


@lru_cache(maxsize=1024)
def factor(printed: str, wanted: str) -> Decimal | None:
    """What a number in unit `printed` is multiplied by to be in unit `wanted`; None where they don't convert."""
    (scale, base), (wanted_scale, wanted_base) = parsed(printed), parsed(wanted)
    if base == wanted_base:
        return scale / wanted_scale
    for dimension in _DIMENSIONS:
        if base in dimension and wanted_base in dimension:
            return scale * dimension[base] / (wanted_scale * dimension[wanted_base])
    return None


# Measure words that documents use for one another: enterprises, works and places, people.
_SAME_THING = tuple(map(frozenset, ("家户", "家个", "个处座所项", "处家", "所家", "座部台套件只", "人名")))


def counts_alike(printed: str, wanted: str) -> bool:
    """Whether two units count one sort of thing, as 个 and 处 do, but not 户 (homes) and 条 (roads). Units that measure
    are of one sort where they convert."""
    one, other = parsed(printed)[1], parsed(wanted)[1]
    counting = set("".join(_COUNTING))
    return one == other or not {one, other} & counting or any({one, other} <= same for same in _SAME_THING)


def in_points(unit: str) -> bool:
    """Whether a difference of two numbers in this unit is in percentage points: 6% and 7% differ by one point."""
    return unit in ("%", "‰") or unit.endswith("百分点")


@lru_cache(maxsize=1024)
def names(unit: str) -> tuple[str, ...]:
    """The ways a document may print the base of a unit right behind a number, the fullest first."""
    base = parsed(unit)[1]
    if base.endswith("百分点"):
        return "个百分点", "百分点"
    if base == "家":
        return "家", "户"  # firms are counted in either, from one report to the next
    head = base.split("/")[0]
    return (base, head) if head and head != base else (base,)


@lru_cache(maxsize=4096)  # each number of a quote is held against its figure several times
def stands_first(text: str, unit: str) -> bool:
    """Whether a text begins with the base of a unit, as a word that ends there: 个 is not 个百分点, 人 not 人次,
    万吨 not 万吨/日. A unit without a base (an index, or a bare power) stands before any text."""
    for name in names(unit):
        if text.startswith(name):
            printed = PRINTED.match(text)
            whole = AS_USUAL.get(printed[0], printed[0]) if printed else name
            ends = len(whole) <= len(name) or whole in (*names(unit), *_SORTS.get(name, ()))
            return ends and not _GOES_ON.match(text, len(name))
    return False


@lru_cache(maxsize=1024)
def english(unit: str) -> tuple[Decimal, str]:
    """The factor on the printed number and the words with which English readers see this unit."""
    if unit in _ENGLISH_WHOLE:
        return _ENGLISH_WHOLE[unit]
    if unit in _ENGLISH_BASE:
        return Decimal(1), _ENGLISH_BASE[unit]
    scale, base = parsed(unit)
    return scale, _ENGLISH_BASE.get(base, "")
