"""The words that stand around figures in report prose: verbs, predicates, fillers. Each table has one purpose."""

from __future__ import annotations

import re


def longest_first(words: str) -> str:
    """Words with white space between them as a pattern that takes the longest one that fits."""
    return "|".join(map(re.escape, sorted(words.split(), key=len, reverse=True)))


# Verbs that stand right in front of the number when the thing counted follows it: 建成2座水厂.
_DOING = (
    r"(?:新建改扩建|新改扩建|新改建|改扩建|新建改造|改造提升|新建|新增|新开工|新开通|新开|新设|新认定|新培育|新登记|新引进|新签约|新改造|改造升级|改造|改建|扩建|建设|建成|建好|完成|实施|打造|培育|培养|引进|引育|招引|推进|推动|开展|创建|争创|设立|"
    r"增设|增加|认定|评定|选树|选拔和培养|选拔|遴选|布局|发展|壮大|组织|举办|开工|投产|建立|支持|扶持|安排|谋划|储备|落地|签约|投放|配备|配置|购置|更新|更换|维修|修复|治理|整治|解决|办好|抓好|抓实抓好|达到|超|整合|启动|加快|再|至少|"
    r"突破|确定|确保|实现|促进|带动|帮助|惠及|受益|转移|消除|关闭|淘汰|关停|拆除|处置|盘活|清理|化解|栽植|种植|绿化|发放|救助|资助|培训|输送|筹集|筹措|供应|落实|力争|争取|力促|安装|加装|铺设|打通|贯通|提升|提档升级|升级|新造|编制|编制完成|制定|出台|推广|派驻|选派|招聘|聘请|免费|每年|每县|年内|全年|每周|分批|陆续|共|累计|开发|提供|公开|梳理|收购|孵化|入驻|上市|创成|申报|通过|压减|精简|减少|新创|创办|创新|完工|竣工|交付|开办|设置|续建|抓|做好|用好|[对为](?:全[市县区省州])?|全面完成|谋划实施|重点推进|重点抓好|统筹推进)"
)
DOING = re.compile(_DOING + r"\Z")
BEGINS = re.compile(_DOING + r"+")
# Funds and the like are named with their size: 设立新区5亿元产业基金.
FUND = re.compile(r"[^,;。、]{0,24}(?:基金|专项资金|引导资金|专项债券?)")
FOUNDING = re.compile(r"(?:设立|组建|成立|建立|安排|发行|争取|筹措|统筹|整合|落实|募集)")
# Verbs that only name what the attention goes to: what they count is not promised.
LOOKING = re.compile(
    r"^(?:[^,]{0,6})(?:聚焦|围绕|突出|瞄准|依托|总结|按照|对照|对标|紧扣|立足|发挥|用好|结合|针对|借助|利用|支持.{2,}等|做好.{2,}等|以)"
)
# What stands between a subject and its number: 增长, 达到, 控制在 … taken off one by one from the end.
_PREDICATE = """
    实际增长 名义增长 同比增长 可比增长 平均增长 增长 增加 增至 增加到 增加值增长 提高 提高到 提升 提升到 提升至
    提高至 上升 上升到 上涨 上浮 下降 下降到 下降至 降低 降低到 降低至 降到 降至 降为 减少 减少到 减至 回落 回升
    压减 缩减 缩短 压缩 压缩至 缩小至 缩小到 达到 达 到 突破 超过 首超 超 逾 完成 实现 控制在 稳定在 保持在 维持在
    控制 稳定 保持 巩固在 提前完成 力争 争取 努力 奋力 冲刺 确保 力促 预计 预期 预计达 可 将 将达 约 约为 大约 为 是
    有 共 共计 合计 累计 分别 均 都 各 平均 同比 比上年 较上年 比去年 较去年 上年同期 再 又 仅 仅为 平均为 在 至
    至少 不低于 不少于 不超过 不高于 左右 高达 跃升至 跃上 迈上 站上 升至 升到 扩大到 扩大至 增速 增幅 涨幅 降幅
    新增 净增 新建 拓展到 了 已 均为 也 还 就 则 全部 基本 正 负 近 接近 余 占比达 同比下降 环比 年 同口径 按同口径
    可比口径 按可比口径 同比口径 按同比口径 自然口径 首次 首度
    比上年末 较上年末 比上年底 较上年底 比年初 较年初
    再次 一举 成功 历史性 率先 顺利 微 小幅 略 略有 均值 平均值 由负转正 发展到 增长到
    跃升到 上涨到 由 按可比价格计算 按可比价计算 扣除价格因素 扣除物价因素 增 降 涨 取得 减 升 提供
"""
PREDICATE = re.compile("(?:" + longest_first(_PREDICATE) + r")\Z")
# Said of a change, so that a percentage behind it is growth: 增长, 下降; but 提高到 is a level.
GROWING = re.compile(
    r"(?:增长|增速|增幅|涨幅|降幅|上涨|下降|下跌|下滑|降低|提高|提升|增加|减少|回落|回升|上升|上浮|缩减|压减|增|降|涨|减|升|增长率|幅度)(?:[了约近超逾达为在]|达到|超过|不低于|不少于|不超过|控制在|稳定在|保持在|力争|预计|各|均|分别|基本|由正转负|平均|实现|目标)*\Z"
)
# In front of a subject; taken off one by one.
_LEAD = """
    今年 去年 明年 全年 年内 年底前 年底 年末 全市 全县 全区 全省 全州 全盟 全旗
    全自治州 全自治区 全自治县 全地区 全域 全镇 我市 我县 我区 我省 我州 本市
    市域 力争 争取 努力 确保 力促 推动 促进 带动 实现 预计 预期 其中 建议 综合考虑各方面因素 主要 主要预期目标
    预期目标 经济社会发展 以及 及 和 与 、 一是 二是 三是 四是 五是 六是 七是 八是 九是 十是 十一是 十二是 十三是
    十四是 十五是 十六是 十七是 十八是 十九是 二十是 另外 同时 届时 完成 达到 上半年 一季度 三季度 下半年 前三季度
    累计 全部 进一步 继续 持续 积极 大力 加快 着力 全力 稳步 扎实 初步 核算 经初步核算 初步测算 截至年底 至年底
    截至目前 目前 成功 坚决 切实 稳定 保持 有效 ; , : 。 - — · • * # ) ） ] 】
"""
LEAD = re.compile(
    "(?:" + longest_first(_LEAD) + r"|[要将](?=[确力努实完达新建改培引推争保稳做抓加扩打落开])|"
    r"(?:到)?20\d\d年(?:底|末)?(?:前|,)?"
    r"|\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d)|[①-⑳]"
    r"|\d{1,2}月(?:底|末|初|中旬|份)?(?:以前|之?前)?|第?[一二三四]季度(?:末|底)?(?:以前|之?前)?"
    r"|(?:上半年|年[中底])(?:以前|之?前)?|国庆节?前|春节前)"
)
# A subject that only points back to the one before: 总数达到200家, 占比40%.
POINTING = re.compile(
    r"(?:其)?(?:占[\u4e00-\u9fffA-Z]{1,10}?的?(?:比重|比例|总量)?|总数|总量|总额|总数量|存量|占比|占比重|比重|比例|增速|增幅|涨幅|降幅|规模|总规模|数量|累计|合计|面积|产量|产值|增加值|入库数|总投资|协议总投资|完成率|增长率|总里程|覆盖率)?\Z"
)
STRIVING = re.compile(r"力争|争取|努力|力促|奋力|冲刺")
NEW = re.compile(
    r"新增|净增|新建|新培育|新认定|新登记|新设|新开通|新开工|增设|新签约|新造|培育|认定|评定|建成|打造|创建|改造|完成|配置|新改建|新开|开工|新投产|新引进|新引育|新造|新投用"
)
TOTAL = re.compile(
    r"总数|总量|总里程|存量|拥有|累计|达到|达\Z|保有|总共|稳定在|保持在|入库数|突破|超过|(?:增加|发展|扩大|提高|跃升|增长)[到至]|增至"
)
# Parts of a place that a figure may be of, with what they are called in English.
SCOPES = {
    "中心城区": "central urban districts",
    "主城区": "main urban districts",
    "市城区": "urban districts",
    "老城区": "old town",
    "建成区": "built-up area",
    "城区": "urban area",
    "市区": "urban districts",
}
SPLIT = re.compile(r"以及|[、和与及]")
EACH = re.compile(
    r"(?<![平年人月日])(?:均|都|各)(?:实现|增长|达到|达|为|不低于|高于|完成|保持|稳定|控制|超过|突破|提高|下降|在|新增)"
)
