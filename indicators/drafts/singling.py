"""Whether a number is that of a single firm, project or place, and not the report's own place's."""

from __future__ import annotations

import re

from indicators.drafts.matching import bare

_OF_A_FIRM = re.compile(
    r"(?:工业)?(?:总?产值|营业?收入?|主营业务收入|销售(?:收入|额)|产能|利税|利润|纳税额?|税收|装机(?:容量)?)(?:首次|突破|达到?|超过?|增长|完成|实现|均|分别|[、,])*\Z"
)
_FIRM = re.compile(
    r"(?:集团|公司|股份|控股|重工|重汽|重卡|钢铁|石化|药业|矿业|实业|煤业|铝业|铜业|钢业|锂业|纸业|乳业|酒业|水泥|水务|光电|电子|科技|新材料?|电池|能源|生物|食品|汽车|制药|电力|机械|化工|风电|光伏|组件)(?:[一二三四]期)?\Z"
)
_INDUSTRY = re.compile(
    r"产业|行业|工业|农业|牧业|渔业|林业|服务业|制造业|建筑业|加工业|旅游|经济|集群|园区|开发区|新区|高新区|链|规上|规模以上|企业|民营|中小|限上|全[市县区省州盟旗]|"
    r"装备制造|电子信息|生物医药|新能源|可再生|清洁|化石|一次能源|新增|新建|全部|现代|高端|先进|新型|绿色|精细|特色|传统|数字|智能|战略性|\A(?:汽车|食品|化工|钢铁|光伏|风电|机械|能源|电力|光电|电子|新材料|光伏组件|电池|锂电池|动力电池|水泥)\Z"
)
_COUNTY = re.compile(
    r"(?:\A|[,;:、。])[^,;:、。全各本我该两每县\d一二三四五六七八九十]{2,3}(?:自治)?[县旗](?!域|级|乡|区|城|直)"
)
# In a province's report: 临江市增长8.2%.
_CITY = re.compile(
    r"(?:\A|[,;:、。])[^,;:、。全各我本该两每省\d一二三四五六七八九十]{2,3}(?<![城上超夜股门区级设])市(?!场|民|政|域|级|区|直|州|县)"
)
# What leads its clause and has a name of its own: 清水镇新建, 滨江大道完成; 口袋公园 and 各乡镇 have none.
_OWN_NAME = re.compile(
    r"(?:\A|[,;:。、])(?P<name>[\u4e00-\u9fff]{2,6})(?:水库|大道|公园|医院|电站|电厂|风电场|水厂|大桥|隧道|公司|集团|化工|重工|纺织|钢铁|石化|矿业|煤矿|药业"
    r"|(?<!下)[镇乡村]|街道|社区|大学|学院|中学|小学|体育馆|体育场|火车站|高速|铁路|机场|码头)(?:新院区|[一二三四]期|项目|工程)?"
    r"(?=完成|实现|新增|新建|建成|发展|种植|蓄水|占地|装机|设|总|全长|年|达|投资|产|生产|营业|销售|增|改造|[,;:]|\d)"
)
_NO_NAME = re.compile(
    r"行政|自然|[新改扩建各全每个类型级种省市县区州城农民公私规工商国地通镇村]|口袋|标准|示范|特色|美丽|中心|智慧|和美|文明|普通|重点|综合|专科|"
    r"社区|乡|电力|清洁|抽水|主题|郊野|森林|湿地|体育|一批|骨干|龙头|上市|高校|义务|职业|幼儿|中型|小型|大型|病险|煤矿|水利"
)


def single(subject: str, front: str, home: str) -> bool:
    """Whether a number is that of a single firm or project (启明光电产值) or county, not the report's own place's.

    `subject` is what it is a figure of, `front` the words of its clause in front of it, `home` the report's place.
    """
    if home not in ("全县", "全旗") and (_COUNTY.search(front) or _COUNTY.search(subject)):
        return True
    if home == "全省" and (_CITY.search(front) or _CITY.search(subject)):
        return True
    words = bare(subject)
    named = _OF_A_FIRM.search(words)
    name = words[: named.start()] if named else words
    if name in ("企业", "家企业"):
        return True
    parts = re.split("[、和与]", name)
    return (named is not None or len(parts) > 1 or bool(re.search("[一二三四]期", name))) and any(
        _FIRM.search(part) is not None and _INDUSTRY.search(part) is None for part in parts
    )


def names_one(before: str) -> bool:
    """Whether the words of a sentence in front of a number name one thing that has a name of its own (清水镇新建)."""
    return any(not _NO_NAME.search(one["name"]) for one in _OWN_NAME.finditer(before))
