"""Entries for the catalogue where no indicator fits: names to be filled in, the rest guessed from unit and words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicators.drafts.drafted import Proposal
from indicators.drafts.matching import NumberKind, bare
from indicators.drafts.vocabulary import NEW, TOTAL

# Indicators that reports of other places and years print often: words of the subject, key, Chinese name, English name,
# group.
KNOWN: tuple[tuple[str, str, str, str, str], ...] = (
    (
        r"城镇登记失业率",
        "registered_unemployment_rate",
        "城镇登记失业率",
        "Registered urban unemployment rate",
        "livelihood",
    ),
    (r"(?:常住人口)?城镇化率", "urbanisation_rate", "常住人口城镇化率", "Share of residents living in towns", "city"),
    (
        r"(?:^|全体|城乡)居民人均可支配收入|居民收入",
        "resident_income",
        "居民人均可支配收入",
        "Disposable income per head",
        "livelihood",
    ),
    (r"农民人均纯收入", "farmers_net_income", "农民人均纯收入", "Farmers' net income per head", "livelihood"),
    (r"民间(?:固定资产)?投资", "private_investment", "民间投资", "Private investment", "economy"),
    (r"工业(?:固定资产)?投资", "industrial_investment", "工业投资", "Industrial investment", "industry"),
    (r"房地产开发投资", "real_estate_investment", "房地产开发投资", "Real estate investment", "economy"),
    (r"制造业投资", "manufacturing_investment", "制造业投资", "Investment in manufacturing", "industry"),
    (
        r"税收(?:收入)?(?:占|比重)",
        "tax_share_of_budget_revenue",
        "税收占一般公共预算收入比重",
        "Tax share of budget revenue",
        "economy",
    ),
    (r"税收收入", "tax_revenue", "税收收入", "Tax revenue", "economy"),
    (r"财政总收入", "fiscal_revenue", "财政总收入", "Total fiscal revenue", "economy"),
    (
        r"高新技术产业增加值",
        "high_tech_value_added",
        "高新技术产业增加值",
        "Value added of high-tech industries",
        "innovation",
    ),
    (r"服务业增加值", "services_value_added", "服务业增加值", "Value added of services", "economy"),
    (
        r"(?:研发|R&D|研究与试验发展).*(?:强度|占|比重)",
        "rd_intensity",
        "研发经费投入强度",
        "R&D spending relative to GDP",
        "innovation",
    ),
    (
        r"(?:单位|万元)(?:地区)?(?:生产总值|GDP)能耗",
        "energy_intensity",
        "单位地区生产总值能耗",
        "Energy used per unit of GDP",
        "environment",
    ),
    (
        r"(?:单位|万元)(?:地区)?(?:生产总值|GDP).*(?:二氧化碳|碳)排放",
        "carbon_intensity",
        "单位地区生产总值二氧化碳排放",
        "Carbon dioxide emitted per unit of GDP",
        "environment",
    ),
    (r"森林覆盖率", "forest_cover", "森林覆盖率", "Forest cover", "environment"),
    (
        r"实际(?:使用|利用)外资",
        "foreign_investment_used",
        "实际使用外资",
        "Foreign investment actually used",
        "economy",
    ),
    (r"^出口(?:总额)?$|外贸出口|出口总额", "exports", "出口总额", "Exports", "economy"),
    (r"游客|接待.*(?:人次|旅游)", "tourist_visits", "接待游客", "Tourist visits", "culture"),
    (r"旅游(?:总)?收入", "tourism_revenue", "旅游总收入", "Tourism revenue", "culture"),
    (r"棚户区", "shanty_homes_renovated", "棚户区改造", "Homes in shanty areas renovated", "livelihood"),
    (
        r"高标准(?:基本)?农田",
        "high_standard_farmland_built",
        "建成高标准农田",
        "High-standard farmland built",
        "agriculture",
    ),
    (r"贫困发生率", "poverty_rate", "贫困发生率", "Poverty rate", "livelihood"),
    (r"学位", "school_places_new", "新增学位", "New school places", "education"),
    (r"养老床位", "elderly_care_beds_new", "新增养老床位", "New beds for the elderly", "livelihood"),
    (
        r"农村(?:自来水普及率)",
        "rural_tap_water_share",
        "农村自来水普及率",
        "Share of rural people with tap water",
        "livelihood",
    ),
    (r"(?:货物|港口)吞吐量|港口货物", "port_freight", "港口货物吞吐量", "Port freight", "economy"),
    (r"集装箱", "container_throughput", "集装箱吞吐量", "Container throughput", "economy"),
    (r"脱贫|减贫|贫困人口", "people_out_of_poverty", "脱贫人数", "People lifted out of poverty", "livelihood"),
)
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
_MORE_WORDS = re.compile(
    r"(?:全社会|全市|常住人口|总|率|外贸|比重|的|总额|总量|完成|增速|增幅|人次|人数|面积|新增|建成|改造|套)*"
)
_LOWER = re.compile(r"死亡率|失业率|能耗|排放|浓度|贫困发生率|事故|价格|降幅|用水量|亏损|负债|时间|时限|费用|成本|倍差")


class Proposals:
    """The entries that one report needs; what has the same name and measure gets the same key each time."""

    def __init__(self, catalogue: Iterable[str]) -> None:
        """`catalogue` are the keys that are taken."""
        self._taken: dict[str, tuple[str, str]] = dict.fromkeys(catalogue, ("", ""))  # by key: name and measure
        self._numbers: dict[tuple[str, str, str], int] = {}  # by key without number, name and measure
        self._last: dict[str, int] = {}  # by key without number

    def entry(self, subject: str, kind: NumberKind, unit: str, lower: bool = False) -> Proposal:
        """The entry for a subject whose numbers are of this kind and unit; `lower` where the words around the number
        say that less is better (it falls, it is at most)."""
        name = _named(subject)
        measure = {"growth": "growth", "points": "growth", "share": "share"}.get(kind) or _measure(unit, name)
        better = "lower" if lower or _LOWER.search(subject) else "higher"
        known = _known(name)
        if known is not None:
            key, zh, en, group = known
            if measure == "growth" and not key.endswith("_growth"):
                key, zh, en = key + "_growth", zh + "增速", "Growth: " + en
        else:
            growth = kind == "growth" and not re.search(r"增速|增幅|涨幅|增长率", name)
            key, zh, en = (
                "name_me" + _ending(measure, subject),
                name + ("增速" if growth else ""),
                "FILL IN: English name",
            )
            group = next((group for group, words in _GROUP_WORDS if re.search(words, name)), "economy")
        return Proposal(self._free(key, name, measure), zh, en, unit, measure, better, group, known is not None)

    def _free(self, key: str, name: str, measure: str) -> str:
        """The key, with a number behind it where it stands for another thing already."""
        free = key
        if self._taken.get(key, (name, measure)) != (name, measure):
            number = self._numbers.get((key, name, measure)) or self._last.get(key, 1) + 1
            self._last[key] = self._numbers[key, name, measure] = number
            free = f"{key}_{number}"
        self._taken[free] = name, measure
        return free


def _known(name: str) -> tuple[str, str, str, str] | None:
    """Key, Chinese name, English name and group of what reports often print; None where a name says more than that."""
    for words, *known in KNOWN:
        found = re.search(words, name)
        if found and _MORE_WORDS.fullmatch(name.replace(found[0], "", 1)):
            key, zh, en, group = known
            return key, zh, en, group
    return None


def _ending(measure: str, subject: str) -> str:
    """How the key of a new indicator ends, as those of the catalogue do."""
    if measure in ("growth", "share"):
        return f"_{measure}"
    if TOTAL.search(subject):
        return "_total"
    return "_new" if NEW.search(subject) else ""


def _named(subject: str) -> str:
    """A short Chinese name: the subject without what stands around it."""
    name = bare(subject).strip("\"'、,()的 ")
    name = re.split(r"[,;:]", name)[-1] or name
    return name[-30:] or "未命名"


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
