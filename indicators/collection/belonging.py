"""Whose number it is: does a number of a quote belong to an indicator, or to something else that the quote names?

A number's subject is the nearest thing named before it, or the thing counted right behind its unit; a number of a list
belongs to the name at its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from indicators.collection.naming import AND, Names, Naming, Place, apart, bare, thing, whole
from indicators.model.levels import Home
from indicators.model.schema import Indicator
from indicators.words import numerals, units
from indicators.words.numerals import Reading

# The figure of another place: 全国地区生产总值; `above` are the words of larger places of the country (全省, 我省).
_ELSEWHERE = (
    r"(?:全国|{above}我国|中国|国内|全球|世界|全区域|同期)"
    r"(?:的|同期|上半年|前三季度|一季度|今年|去年|\d{{4}}年|年度|全年)*\Z"
)
# The figure of another place that the city's is compared with: 比全国5.2%的水平高.
_AVERAGE = r"(?:全国|{above}我国)(?:平均)?(?:水平|增速|增长|增幅)?(?:的|为|是|达)?\Z"
_POINTS = re.compile(r"[\d.]+个?百分点")  # how far the city's is above it: 高于全国0.3个百分点
# Words that make a name another, narrower or per head: 工业固定资产投资, 限额以上社会消费品零售总额, 人均地区生产总值.
_NARROWER = re.compile(
    r"(?:工业|民间|基础设施|基建|房地产|房地产开发|制造业|高技术产业|高技术制造业|服务业|第[一二三]产业|农业|建筑业|限额以上|限上|市本级|"
    r"县级|区级|城区|农村|城镇|外资|国有|技改|技术改造|网上|实物商品网上|批发|零售|餐饮|住宿|一般贸易|人均|户均|单位|万元|非税|税收|"
    r"开发区|园区|煤炭|非煤|规上工业|[^全市地城本小社园景校辖]{2}[县区])\Z"
)
# Words behind a name that make it another quantity: 规上工业企业研发经费, 地区生产总值能耗.
_OF_ITS = re.compile(
    r"(?:的|中的?|当中)?(?:能耗|研发|利润|税收|产值|营收|营业收入|销售收入|销售额|支出|出口|投入|经费|贷款|存款|库存|排放|缴费|投资额?|净?增加额)"
)
_CLAUSE = re.compile(r"[,;。:!?]")
_LISTED = re.compile(r"(?:以上|左右|以内)?[、,]?[和与及]?")
_COUNTED = re.compile(r"[个家户所处座台条项种场部支批片只件套间张辆栋村名人]")
_OF_A_WORD = re.compile(r"[A-Za-z]|年|月|日|岁|号|届|级|大(?!关)|批|期")
_SHORT = 2  # characters: less than that names nothing
_SAID = 18  # characters of what a number belongs to that are said
# Words that name nothing themselves: what is left of a clause without them is its subject.
_NAMES_NOTHING = re.compile(
    r"全市上下|全市|全县|我市|本市|市区|全年|全域|今年|去年|上年同期|上年|年内|年底|年末|年初|期末|当年|本年|年度|年均|每年|一年来|"
    r"\d+年|\d+月|\d+日|"
    r"按[^,;。]{1,8}计算|初步核算|初步统计|据统计|预计|预期|力争|争取|努力|奋力|确保|保持|实现|完成|达到|突破|超过|超额|"
    r"首次|首破|成功|跨越|跨过|迈上|站上|跃上|跃升|再上|提前|圆满|顺利|全面|"
    r"增长率|增长|增速|增幅|涨幅|降幅|跌幅|上涨|上升|升至|升高|提高|提升|提级|增加|增至|下降|下跌|下滑|降低|降至|减少|压减|压缩|回落|回升|收窄|扩大|"
    r"负增长|转正|控制|稳定|维持|推动|带动|拉动|促进|推进|加快|新增|净增|新建|新|累计|共计|合计|总计|共有|共|其中|分别|均为|均|都|各|平均|同比|环比|"
    r"按可比口径|可比口径|同口径|可比价|按可比|按不变价|名义|实际|较|比|相比|相当于|高于|低于|快于|好于|优于|高出|排名|位居|位列|名列|居|列|第[一二三四五六七八九十\d]+位?|"
    r"全省|全国|水平|个百分点|百分点|幅度|目标|任务|计划|大关|关口|台阶|门槛|以上|以下|以内|之内|左右|不低于|不少于|不超过|不高于|至少|最多|接近|大约|约|近|"
    r"占比|占|比重|比例|比率|总量|总额|总值|总数|规模|数量|人数|户数|数|仅|已经|已|再|又|并|且|而|也|还|则|将|要|可|有|是|为|在|到|至|达|由|从|的|了|"
    r"和|与|及|以及|超|逾|余|多|来|[、,;。:!?%‰\-~.\d一二三四五六七八九十百千万亿零〇两]"
)


@cache
def _of_others(home: Home) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """`_ELSEWHERE` and `_AVERAGE` for the reports of a place: 全省 is another place's for a city, a province's own."""
    above = "".join(f"[全我]{word}|" for word in home.above)
    return re.compile(_ELSEWHERE.format(above=above)), re.compile(_AVERAGE.format(above=above))


@cache
def _own(home: Home) -> re.Pattern[str]:
    """The words by which a report speaks of its own place as a whole: 全省, 我省, 全自治区."""
    last = {"区": "区(?!域)"}.get(home.own[-1], home.own[-1])
    return re.compile(f"[全我本](?:自治)?{'地区' if home.own == '地区' else last}")


def left_of(text: str) -> str:
    """What a text names: the text without figures and the words that name nothing (增长, 达到, 全年)."""
    return _NAMES_NOTHING.sub("", text)


def read(quote: str, indicator: Indicator, unit: str, naming: Naming, in_part: bool = False) -> Quote:
    """A normalised quote, read for what it says of an indicator in a unit; `in_part` where the figure is of a part of
    the place."""
    text, home = bare(quote), naming.home
    if home.own != "市":
        text = _own(home).sub("全域", text)
    in_part = in_part or indicator.scope is not None
    return Quote(text, unit, naming.of(indicator), indicator.headline, in_part, naming)


@dataclass(frozen=True)
class Quote:
    """A plain quote beside the names of an indicator (see `read`).

    `fixed` is true of headline figures, whose names have no other words within them, `in_part` of figures that are said
    to be of a part of the city.
    """

    text: str
    unit: str
    own: Names
    fixed: bool
    in_part: bool
    naming: Naming = field(repr=False)

    @cached_property
    def others(self) -> list[str]:
        """The names of other indicators that stand in the quote."""
        return [name for name in self.naming.standing_in(self.text) if thing(name) not in self.own.things]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where the indicator is named: whole, else in parts; not where its name is part of another's."""
        names = dict.fromkeys((*self.own.full, *self.own.things))
        found = [place for name in names if name in self.text for place in whole(name, self.text)]
        if found:
            taken = [place for other in self.others for place in whole(other, self.text)]
            found = [place for place in found if not any(place.within(other) for other in taken)]
        found = list(dict.fromkeys([*found, *self._in_parts(found)]))
        longest = [p for p in found if not any(p.within(q) for q in found)]
        return tuple(sorted(place for place in longest if self._is_the_citys(place)))

    def _in_parts(self, standing: list[Place]) -> list[Place]:
        """Where the indicator is named with its name in parts, not within a name that goes on between them."""
        places = dict.fromkeys(apart(name, self.text, self.fixed) for name in self.own.things)
        return [
            place
            for place in places
            if place is not None
            and not self._of_another(place)
            and not any(s.start <= place.start and place.parts[0][1] < s.end for s in standing)
        ]

    def _of_another(self, place: Place) -> bool:
        """Whether the words from a name's first part to its last are the name of another indicator."""
        words = self.text[place.start : place.end]
        return any(words in other for other in self.others)

    def _is_the_citys(self, place: Place) -> bool:
        """Whether a name is not that of a larger place's figure."""
        return _of_others(self.naming.home)[0].search(self.text[: place.start]) is None

    def before(self, comparison: re.Match[str]) -> bool:
        """Whether the indicator is what is compared: named before 高于, or before the 与 of 与…同步."""
        joined = self.text.rfind("与", 0, comparison.start())
        end = joined if joined > 0 and not comparison[0].startswith(("不", "高", "快", "超")) else comparison.start()
        return any(place.end <= end for place in self.places)

    @cached_property
    def readings(self) -> list[Reading]:
        """The numbers of the quote that are none of a name (PM2.5), of a date or of an age."""
        inside = [part for place in self.places for part in place.parts]
        return [
            r
            for r in numerals.readings(self.text)
            if not any(start <= r.start and r.end <= end for start, end in inside) and not self._is_of_a_word(r)
        ]

    def _is_of_a_word(self, reading: Reading) -> bool:
        """Whether a number is part of a word or of another number's unit: 5G, PM2.5, 第一, 2022年, 零碳, /10万."""
        if self.unit and units.stands_first(reading.follows, self.unit):
            return False
        before, behind = self.text[: reading.start], self.text[reading.end :]
        spelled = not self.text[reading.start].isdigit() and not reading.follows.startswith("%")
        if spelled and reading.unit_end == reading.end and not re.match(r"[余多来大关]", behind):
            return True
        return (
            before.endswith(("/", "第"))
            or (before[-1:].isascii() and before[-1:].isalpha())
            or _OF_A_WORD.match(behind) is not None
        )

    def owner(self, reading: Reading) -> str | None:
        """None where a number is the indicator's; else the words that it belongs to, empty where nothing is named.

        `reading` is one of `readings`, the first of a range for the whole of it.
        """
        i = next((i for i, r in enumerate(self.readings) if r.start == reading.start), None)
        if i is None:
            return ""
        owner = self._owner(i)
        return self._out_of_place(i) if owner is None else owner

    def _owner(self, i: int) -> str | None:
        """As `owner`, whatever the number's place in a list."""
        first = i - 1 if i and self._is_range(i - 1) else i
        begins = self.readings[first - 1].unit_end if first else 0
        left, behind = self.text[begins : self.readings[first].start], self._behind(first)
        if self._counted(self.readings[i].unit_end, behind):
            return None
        clauses = [begins, *(begins + m.end() for m in _CLAUSE.finditer(left)), begins + len(left)]
        for start, end in reversed(list(pairwise(clauses))):
            clause = self.text[start:end]
            named = [place for place in self.places if start <= place.parts[-1][0] and place.end <= end]
            if named:
                if first and start == begins and self._counts_apart(named[-1], begins, behind):
                    return left_of(behind)[:_SAID]
                return self._beside(named[-1], start, end)
            if len(left_of(clause)) >= _SHORT:
                return None if self._shares_end(clause, start) else clause.strip("、,;。:")
        if first and not (self._counts(self.readings[i]) and len(left_of(behind)) >= _SHORT):
            return self._owner(first - 1)
        return left_of(behind)[:_SAID]

    def _counts_apart(self, place: Place, begins: int, behind: str) -> bool:
        """Whether a name is what the number before counts (34个精品示范村、), and this one counts something else."""
        counted = not AND.search(self.text[begins : place.parts[0][0]])
        return counted and AND.search(self.text[place.end :]) is not None and len(left_of(behind)) >= _SHORT

    def _is_range(self, i: int) -> bool:
        """Whether a number and the next are the two of a range."""
        return i + 1 < len(self.readings) and self.readings[i].ranges and self.readings[i + 1].ranges

    def _behind(self, i: int) -> str:
        """The words behind the unit of a number, or of the range it begins, up to the next or the end of the clause."""
        last = i + 1 if self._is_range(i) else i
        start = self.readings[last].unit_end
        end = self.readings[last + 1].start if last + 1 < len(self.readings) else len(self.text)
        stop = _CLAUSE.search(self.text[start:end])
        return self.text[start : start + stop.start() if stop else end]

    def _counts(self, reading: Reading) -> bool:
        """Whether what stands behind the number's unit is what it counts, as behind 个 and 座."""
        return _COUNTED.match(reading.follows) is not None

    def _counted(self, start: int, behind: str) -> bool:
        """Whether the indicator is named as what is counted, right behind the unit."""
        end = start + len(behind)
        listed = AND.search(behind)
        first = start + (listed.start() if listed else len(behind))
        heads = [place.parts[0] for place in self.places]
        return any(start <= head[0] <= first and head[1] <= end for head in heads)

    def _beside(self, place: Place, start: int, end: int) -> str | None:
        """What stands between the name and its number, or right before the name, and makes it another's number."""
        before, between = self.text[max(start, place.start - 10) : place.start], self.text[place.end : end]
        if not self.in_part and (narrower := _NARROWER.search(before)):
            return narrower[0] + self.text[place.start : place.end]
        if (compared := _of_others(self.naming.home)[1].search(between)) and not _POINTS.match(self.text, end):
            return compared[0]
        if (of_its := _OF_ITS.match(between)) and not AND.match(between):
            return self.text[place.start : place.end] + of_its[0]
        if not AND.match(between):
            return next((other for other in self.others if len(other) > _SHORT + 1 and other in between), None)
        return None

    def _shares_end(self, clause: str, start: int) -> bool:
        """Whether a clause names what sets the indicator apart from the one before, whose end it shares: 农村 behind
        城镇居民收入7%."""
        rest = left_of(clause)
        return any(
            name.startswith(rest) and len(name) - len(rest) >= _SHORT and name[len(rest) :] in self.text[:start]
            for name in self.own.things
        )

    def _out_of_place(self, i: int) -> str | None:
        """In a list of as many names as numbers, the name at the number's place where that is not the indicator's."""
        first, last = i, i
        while first and self._listed(first - 1):
            first -= 1
        while last + 1 < len(self.readings) and self._listed(last):
            last += 1
        if first == last:
            return None
        begins = self.readings[first - 1].unit_end if first else 0
        clause = _CLAUSE.split(self.text[begins : self.readings[first].start])[-1]
        at = self.readings[first].start - len(clause)
        for split in (AND, re.compile("、")):
            ends = [0, *(m.end() for m in split.finditer(clause)), len(clause)]
            if len(ends) - 1 == last - first + 1 and all(left_of(clause[a:b]) for a, b in pairwise(ends)):
                mine = {self._item(place, [at + e for e in ends]) for place in self.places} - {None}
                if mine and i - first not in mine:
                    return split.sub("", clause[ends[i - first] : ends[i - first + 1]])
                return None
        return None

    def _item(self, place: Place, ends: list[int]) -> int | None:
        """Which item of a list a name is: of names that share their end, the item its first part stands in, of names
        that share their head, the item of its last."""
        shares_end = len(place.parts) > 1 and AND.match(self.text, place.parts[0][1])
        at = place.parts[0][0] if shares_end or len(place.parts) == 1 else place.parts[-1][0]
        return next((k for k, (a, b) in enumerate(pairwise(ends)) if a <= at < b), None)

    def _listed(self, i: int) -> bool:
        """Whether only the words of a list stand between a number and the next."""
        one, other = self.readings[i], self.readings[i + 1]
        between = self.text[one.unit_end : other.start].removesuffix("-")
        return not (one.ranges and other.ranges) and _LISTED.fullmatch(between) is not None
