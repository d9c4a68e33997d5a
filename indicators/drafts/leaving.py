"""Which quantities of a report are no figures of the year: rankings, dates, slogans, criteria, bases of comparison.

`reason` tells why one is left alone, in the words that a curator is shown. `RULES` are the patterns on the words in
front of a quantity and behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.drafts.matching import bare
from indicators.drafts.quantities import Quantity
from indicators.words.texts import Said, said

RANK, DATE, SLOGAN, NAME = (
    said("a ranking"),
    said("a date or a span of time"),
    said("a slogan or a name in quotation marks"),
    said("a name with digits"),
)
CRITERION, BASE, BARE = (
    said("a criterion: which ones are meant, not how many"),
    said("compared with something else"),
    said("a number without a unit"),
)
DESCRIBED, EARLIER = (
    said("describes a project; not a figure of the year"),
    said("where it started from, or an earlier year"),
)
SHARE, ELSEWHERE = said("how much of a task or a plan was fulfilled"), said("of the province or the country")
MILESTONE, UNCLEAR = (
    said("a mark that was passed; the figure itself follows"),
    said("nothing says what it is a figure of"),
)

SINGLE = said("of a single firm, project or place")
BESIDE = said("of a table: another year, or single projects and places")
_TIMES = re.compile("年|个月|天|小时|分钟|周岁|岁|期|届|次|度|班|列|位|类|款|组|师|个工作日")
_LASTING = re.compile(
    r"(?:压缩|压减|精简|缩短|缩减|控制|稳定|保持|提高|提升|减少|降|降低|下降|减|达|延长)(?:[到至在为]|到了)?(?:不超过)?\Z|(?:寿命|天数|时间|时限|期限|时长)(?:为)?\Z"
)
_MEASURED = re.compile(
    "元|美元|岁|周岁|年|吨|千瓦|米|平方米|人|亩|小时|天|公里|分钟|蒸吨|床|学位|千伏安|兆瓦|MW|kW|GW|公斤|斤"
)
_BARE_SUBJECT = re.compile(r"(?:指数|倍差|系数|收入比|比值|弹性|密度|容积率)[^,]{0,14}\Z")
_LATIN = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]{1,2}|[A-Za-z]+[#.-])\Z|[×*+#/&\d.]\Z")
_THINGS = re.compile(
    r"级?(?:以上)?的?(?:企业|项目(?!资金|投资)|产业(?!基金)|集群|园区|强?县|强?镇|强?村|龙头|开发区|工程|产品|市场|街区)"
)
_LONG_IS = re.compile(r"(?:长|宽|高|深|厚|水位|里程|上升|回升|下降|位移)(?:度)?(?:达到?|为|了|约)?\Z")
# What firms and plants report of themselves, and the words that end a firm's name; an industry has other words.
_OF_A_PLANT = ("千瓦", "兆瓦", "吉瓦", "GW", "MW", "kW", "GWh", "吨", "台", "辆", "片", "千伏安")
# What follows in its sentence is what a project brings, once it works: 全部投产后，…
_BROUGHT = re.compile(
    r"(?:投产|达产|建成|竣工|投用|投运|投入使用)(?:达产|达效|运营|投用|投产)*[后,](?:[,将]|年|可|预计|能)[^;。]*\Z"
)
# How far one thing is from another, no rise of its own: 快于城镇居民2.7个百分点, 比计划高0.5个百分点.
_APART = re.compile(
    r"(?:[高低快慢大小优]于|高出|领先)[^,;。]*\Z|(?<!占)[比较](?![重例率值拟]|上年|去年|同期|上半年|年初|20)[^,;。]{1,14}[高低快慢多少]出?[\d.、和]*\Z"
)
_QUOTED = re.compile(r'"[^"]{1,16}"')


@dataclass(frozen=True, slots=True)
class Rule:
    """Leave a quantity alone where `front` fits the words up to it and `behind` those after its unit."""

    why: Said
    front: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None

    def fits(self, before: str, after: str) -> bool:
        """Whether the rule applies."""
        return (self.front is None or bool(self.front.search(before))) and (
            self.behind is None or bool(self.behind.match(after))
        )


RULES = (
    Rule(RANK, front=re.compile(r"(?:第|[排居列]前|前|TOP|排名|名列|位居|位列)\Z")),
    Rule(RANK, behind=re.compile(r"强(?!镇|村|市)|连[冠丰升优]|强[县市区镇]|大名|佳")),
    Rule(
        NAME,
        behind=re.compile(
            r"级|号|[A-Za-z]|[工会](?:程|议)|战略|行动(?!计划\d)|计划(?!投资)|热线|模式|体系|机制|指示|路|线|高速(?!公路)|标准(?!化|厂房)|\+"
        ),
    ),
    Rule(
        BASE,
        front=re.compile(
            r"(?:高于|低于|高出|快于|高过|好于|超过?|超出|多于|低)(?:全[国省市]|[省市国]|经济|GDP|地区|同期|年度|年初|省定|预期|计划|目标|平均|上年|去年|既定)[^,;。]{0,12}\Z"
        ),
    ),
    Rule(BASE, front=re.compile(r"(?:任务|计划|目标|进度|要求|预算)(?:的)?\Z"), behind=re.compile(r"(?!\Z)")),
    Rule(
        SHARE, front=re.compile(r"(?:任务|计划|目标|预算|进度|总任务|年初)(?:的)?\Z"), behind=re.compile(r"(?!的规模)")
    ),
    Rule(
        SLOGAN, front=re.compile(r"(?<!\d)\Z"), behind=re.compile(r"[\u4e00-\u9fff]{2,8}(?:行动|大会战|攻坚战)(?!计划)")
    ),
    Rule(SHARE, behind=re.compile(r"的(?:年度)?(?:目标|任务|计划)")),
    Rule(EARLIER, front=re.compile(r"(?:由|从)[^,;。、]{0,14}\Z"), behind=re.compile(r"[^,;。]{0,8}[到至为]")),
    Rule(
        BASE,
        front=re.compile(
            r"[比较]\"?(?:[十九八]?[一二三四五六七八九]?五|20\d\d年|五年前|[^,;。]{0,4}初)\"?[末底]?[^,;。]{0,10}\Z"
        ),
    ),
    Rule(EARLIER, front=re.compile(r"在[^,;。]{0,20}(?:上年|去年|基数)[^,;。]{0,12}\Z")),
    Rule(
        DESCRIBED,
        front=re.compile(
            r"(?:总投资|计划投资|计划总投资|概算|年产|月产|日产|日处理|总建筑面积|占地|单机容量|装机(?:容量)?|总长|全长)(?:达|约|近|超|超过)?\Z"
        ),
        behind=re.compile(r"的|[\u4e00-\u9fff]{2}"),
    ),
    Rule(DESCRIBED, front=re.compile(r"(?:年产|月产|日产|日处理)(?:量|能|能力)?(?:达|约|近|超|超过)?\Z")),
    Rule(
        DESCRIBED,
        behind=re.compile(
            r"方面|层面|维度|(?:重点)?(?:民生|惠民)?实事|(?:县|区|乡镇|市)(?:\(|中|均|都|的)|(?:人)?(?:以上)?为(?:实施)?(?:范围|重点)"
        ),
    ),
    Rule(DESCRIBED, front=re.compile(r"(?:年产|日产|日处理|年处理|年可产)[^,;。、\d]{1,12}\Z")),
    Rule(DESCRIBED, behind=re.compile(r"[^,;。]{0,10}指标(?:中|里)(?=[,有])|[^,;。]{0,8}指标(?:全部|均|都|全面)")),
    Rule(BASE, front=re.compile(r"(?:增速|[增降涨跌]幅)(?:比|较)[^,;。]{2,10}\Z")),
    Rule(BASE, behind=re.compile(r"的?(?:预期|年度|年初|控制|既定)?(?:目标|计划|范围|水平)(?:以内|之内|内|以上|左右)")),
    Rule(
        DESCRIBED,
        front=re.compile(r"(?:抓好|做好|抓|突出|围绕|聚焦|落实好)\Z"),
        behind=re.compile(r"(?:大|重点|主要|具体|方面)*(?:工作|任务|举措|行动|工程|领域|环节)"),
    ),
    Rule(
        BASE,
        front=re.compile(r"(?:聚焦|围绕|对标|锚定|瞄准|紧盯|按照|对照|根据)[^,;。]*\Z"),
        behind=re.compile(r"[^,;。]{0,12}(?:目标|标准|要求|原则|定位)(?:[,;。]|\Z)"),
    ),
    Rule(RANK, front=re.compile(r"(?:排名|位次|名次|位列|居)[^,;。]{0,8}(?:提升|上升|前移|前进|跃升)(?:了)?\Z")),
    # What a project will bring one day: 年可新增产值8亿元, 建成后…
    Rule(
        DESCRIBED,
        front=re.compile(
            r"(?<![许认宁])可(?:年?产|实现|新增|解决|带动|提供|创造|增加|满足|容纳|节约|减少|形成)[^,;。]*\Z"
        ),
    ),
    # What one firm or head gets.
    Rule(
        CRITERION,
        front=re.compile(
            r"(?:最高|单个项目|每[人户亩头件名家个])[^,;。、\d]{0,6}(?:奖励|奖补|补助|补贴|给予|可达)(?:达|为)?\Z"
        ),
    ),
    Rule(DESCRIBED, front=re.compile(r"(?:静态(?:总)?投资|占地(?:面积)?|总?建筑面积)(?:达|约|近|超|超过)?\Z")),
    # 3个县收入超过5亿元: of each of them.
    Rule(
        CRITERION,
        front=re.compile(
            r"\d个(?:省辖?)?(?:市|县|区|旗|镇|乡镇|村|行业|企业|园区)[^,;。]{0,14}(?:增速|增长|收入|产值|[超突达][过破到])[^,;。\d]{0,6}\Z"
        ),
    ),
    Rule(BASE, front=re.compile(r"折合(?:人民币|美元)?(?:约|近)?\Z")),
    Rule(DESCRIBED, front=re.compile(r"确保\Z"), behind=re.compile(r"(?:主要|重点)?指标")),
    Rule(DESCRIBED, front=re.compile(r"(?:线路)?(?:全长|总长)(?:达|约|近|超|超过)?\Z")),
    Rule(RANK, front=re.compile(r"(?:荣誉|称号|奖项?|表彰)\Z")),
    Rule(RANK, behind=re.compile(r"(?:[国省市]家?级)?(?:荣誉|称号|大奖|奖项|表彰)")),
    Rule(BASE, front=re.compile(r"(?:全国|全省|全市|全区)(?:平均)?(?:水平)?的\Z")),
    Rule(CRITERION, front=re.compile(r"中有\d+[个家户][^,;。]*\Z")),
    Rule(DESCRIBED, behind=re.compile(r"的(?!比例|比重|速度|增速|增长|增幅)")),
    Rule(
        DESCRIBED,
        front=re.compile(r"(?:总投资|计划总投资|概算|投资额?)\Z"),
        behind=re.compile(r"、?\d*[^,;。]{0,6}(?:项目|工程)"),
    ),
)


def planned(front: str) -> bool:
    """Whether the words in front of a number of a review say that it is what had been planned: 年度计划投资."""
    return re.search(r"计划(?:完成)?投资(?:额)?\Z|(?:确定|提出|下达)的目标(?:是|为)[^,;。]{0,6}\Z", front) is not None


def _quoted(text: str, quantity: Quantity) -> bool:
    """Whether the quantity stands inside a short pair of quotation marks."""
    return any(m.start() < quantity.digits and quantity.tail < m.end() for m in _QUOTED.finditer(text))


def _excepted(rule: Rule, quantity: Quantity, before: str) -> bool:
    """Quantities that a rule does not mean: 计划两倍以上, 95%以上的事项; slogans spell their numbers."""
    if quantity.unit == "倍" and rule.why in (SHARE, BASE):
        return True
    if quantity.unit == "%" and rule.why is DESCRIBED and rule.front is None:
        return not bare(before) or before.endswith("的")
    return rule.why is SLOGAN and not quantity.spoken


def reason(text: str, quantity: Quantity, clause: int, home: str) -> Said | None:
    """Why a quantity is no figure, from the sentence it stands in; None where it may be one.

    `clause` is the offset at which its part of the sentence begins, `home` how the report calls its own area (全市).
    """
    before, after = text[clause : quantity.start], text[quantity.end :]
    fitting = (rule.why for rule in RULES if rule.fits(before, after) and not _excepted(rule, quantity, before))
    if _BROUGHT.search(text[: quantity.start]):
        return DESCRIBED
    return _no_number(text, quantity) or next(fitting, None) or _by_unit(text, quantity, before, after, home)


def _no_number(text: str, quantity: Quantity) -> Said | None:
    """Why the digits are no number of anything: in quotation marks, in a name, a date, a fraction."""
    if _quoted(text, quantity):
        return SLOGAN
    if _LATIN.search(text[max(0, quantity.digits - 6) : quantity.digits]):
        return NAME
    if quantity.unit == "年" or (re.match(r"[年月日号时](?!均)", text[quantity.tail :]) and not quantity.unit):
        return DATE
    if text.startswith("分之", quantity.tail) or re.search(r"\d:\Z", text[: quantity.digits]):
        return BARE
    return None


def _by_unit(text: str, quantity: Quantity, before: str, after: str, home: str) -> Said | None:
    """Why a number of its unit is no figure in the words before and after it: a length is one only of what is long."""
    base = quantity.unit.lstrip("十百千万亿")
    if _round_name(text, quantity, after):
        return NAME
    if not base:
        alone = _BARE_SUBJECT.search(before) and not quantity.spoken and re.match(r"[,;。、以左]|:1(?!\d)|\Z", after)
        return None if alone and not quantity.unit else BARE
    if _TIMES.fullmatch(base):
        if base == "列" and re.search("班列|列车|专列|开行", before + after):
            return None
        return None if _LASTING.search(before) and re.match(r"[,;。、)]|\Z", after) else DATE
    if base in ("米", "毫米", "厘米") and not _LONG_IS.search(before):
        return NAME
    if quantity.spoken and quantity.numbers == (Decimal(1),) and "亿" not in quantity.unit:
        return BARE
    if base in _OF_A_PLANT and re.match(r"[^,;。]{0,30}等[^,;。]{0,6}(?:项目|工程|基地)", after):
        return DESCRIBED
    if base in ("元", "美元") and _THINGS.match(after):
        return CRITERION  # 超100亿元企业1家
    if _MEASURED.fullmatch(base) and _bounded(quantity) and re.match(r"(?:的)?[\u4e00-\u9fff\d\"]", after):
        return None if re.match(r"[和及与并]", after) else CRITERION
    return (_of_points(before) if quantity.unit.endswith("百分点") else None) or _of_elsewhere(before, home)


def _of_points(before: str) -> Said | None:
    """Why percentage points are no change of their own in the words before them."""
    if _APART.search(before):
        return BASE
    # 提高0.6和0.9个百分点: the first lacks its unit, so nobody knows which is whose.
    return UNCLEAR if re.search(r"\d[、和与及]\Z", before) else None


def _round_name(text: str, quantity: Quantity, after: str) -> bool:
    """Whether a spoken round number only names: 百里画廊, 千亩果园."""
    return (
        quantity.spoken
        and quantity.form == "value"
        and quantity.unit != "%"
        and text[quantity.digits : quantity.digits + 1] in "百千万亿"
        and bool(re.match(r"[\u4e00-\u9fff]", after))
    )


def _bounded(quantity: Quantity) -> bool:
    """Whether words behind the unit bound the number: 60岁以上, 30人以内."""
    return quantity.form in ("at_least", "at_most") and quantity.end > quantity.tail


def _of_elsewhere(before: str, home: str) -> Said | None:
    """Why a number is not the report's own: the words before it speak of a larger area."""
    away = re.search(r"(?:全省|全国|我国|国内(?=经济|市场)|世界|全球|国际|中央|国家|省级)(?=[^,;。]{0,16}\Z)", before)
    if away is None or away[0] == home:
        return None
    of_it = r"(?:全省|全国|我国|国内|世界|全球)(?!前)(?:预期|经济|生产总值|地区|平均|的|总[量数产]|[仅约]?\Z)"
    return ELSEWHERE if re.match(of_it, before[away.start() :]) else None
