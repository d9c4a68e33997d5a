"""Which half of a report a paragraph belongs to, the review or the plan.

Headings say it plainly (2024年工作回顾, 今年主要目标, 计划草案); in between, the tense of the prose does (荣获, 同比
against 力争, 加快). Each paragraph gets points for one half or the other, and a Viterbi search over all of them (see
`halves`) decides: one odd sentence turns nothing, and a newspaper page out of order is still read right.
"""

from __future__ import annotations

import re
from itertools import pairwise

from indicators.drafts.dating import Years
from indicators.drafts.drafted import HalfPart
from indicators.drafts.paragraphs import Paragraph
from indicators.model.values import Half
from indicators.words.texts import said

_CHANGE = 6.0  # what a change of half costs in front of a paragraph that speaks for one, in points
_SAID = 3.0  # what it costs in front of one that names the year it turns to, or is a title of a half
_UNSAID = 3.0  # and what it costs more in front of any other
_SPEAKS = 4.0  # points of a paragraph that speaks for a half
_OTHER: dict[Half, Half] = {"reviews": "plans", "plans": "reviews"}
_HEADING = 8.0  # points of a heading that names a half
# Words of headings, and of first sentences that stand for one.
_REVIEW_HEAD = re.compile(
    r"工作回顾|回顾|过去(?:的)?[一五]年|执行情况|完成情况|进展情况|工作总结|取得(?:新|显著)?成[效就绩]|主要(?:工作|成绩)及?成效|成绩单|[去上]年(?:的)?(?:工作|成绩|答卷|回眸|成就|亮点)|[一五]年来的?工作|所做的工作|(?:取得|实现|达到|获得|迈出|迈上|呈现|焕发|展现|再上|开创|有了?)新(?:的)?(?:成[效就绩]|提升|突破|进展|高度|面貌|台阶|步伐|气象|成果|改善|跨越)"
)
_PLAN_HEAD = re.compile(
    r"(?:今后|未来)[五三几]年|工作安排|工作部署|工作计划|总体要求|预期目标|预期指标|主要目标|目标任务|发展目标|重点工作|主要任务|重点任务|计划草案|计划安排|计划\(草案\)|下一步|今年(?:的)?(?:工作|任务|目标|主要|重点|怎么干|要干|看点)|任务(?:书|单|清单)|工作建议|民生实事|自身建设|措施(?:和|与)?建议"
)
# A title of the first order (一、2022年…执行情况), and the points it gives to what stands below it.
_FRAME = re.compile(r"[#*\-·【\[<]*(?:[一二三]、|第[一二三]部分|20\d\d年?|过去的?[一五]年|[去今上]年)")
_FRAMED = 3.0
# Words of the prose, and the points that each place of them is worth, for eight places at most.
_REVIEW = (
    (re.compile(r"一年来|过去(?:的)?一年|这一年|去年以来|五年来|过去五年|今年以来|回顾"), 2.0),
    (re.compile(r"主要做了以下|做了以下工作|向大会报告工作"), 3.0),
    (
        re.compile(
            r"荣获|获评|入选|获批|荣膺|被评为|被授予|被确定为|位居|位列|名列|[居排](?:全[省国市区]|第)|进位|创历史|再创|首次|超额完成|全部兑现|圆满(?:完成|收官|举办)"
        ),
        0.7,
    ),
    (re.compile(r"同比|比上年|较上年|比去年"), 0.7),
    (
        re.compile(
            r"(?:取得|实现|迈出|得到|赢得|荣获|打赢|完成|建成|达到)了|取得.{0,8}(?:成效|成绩|进展|突破|胜利)|成功(?:举办|创建|入选|承办|签约)"
        ),
        0.7,
    ),
    (re.compile(r"全年(?:累计|共|完成|新增|实现)|累计(?:完成|投入|发放|新增|建成)|超过年度目标"), 0.4),
    (
        re.compile(
            r"超额|扎实有效|明显(?:提升|改善|增强|成效)|(?:进一步|更加)(?:增强|完善|优化|巩固|彰显|显著)|顺利(?:推进|完成|投产|通车)|全面完成"
        ),
        0.4,
    ),
    (re.compile(r"不平凡的一年|来之不易|崇高的?敬意|衷心(?:的)?感谢"), 3.0),
    (
        re.compile(
            r"(?:清醒|也要|还要|也应|应当)地?(?:认识|看到)|存在(?:的|一些|不少|着).{0,6}(?:问题|困难|不足|短板)|(?:与|和).{2,10}(?:还有|存在)[^,。]{0,4}差距"
        ),
        4.0,
    ),
    (re.compile(r"(?:完成|为|占|达到?)(?:年度|全年|省定|市定|年初)?(?:目标|任务|计划)(?:任务)?的\d"), 2.0),
)
_PLAN = (
    (
        re.compile(
            r"(?:今年|明年)(?!以来|上半年|前三季度|[1-9一二三四五六七八九]{1,2}(?:月|季度|至|-))|新的一年|年内|年底前"
        ),
        1.0,
    ),
    (re.compile(r"力争|争取|确保|努力(?:实现|做到|打造|建设)?|力促"), 0.7),
    (re.compile(r"(?:再|将|要)(?:建设|建成|新建|新增|打造|推进|实施|完成)"), 0.7),
    (re.compile(r"(?:^|[,。;])(?:要|必须|我们将|将)|(?:报告指出|提出),?要|我们要|我们将"), 1.5),
    (re.compile(r"左右|不低于|不超过|控制在"), 0.3),
    (
        re.compile(
            r"(?:今后|未来)[五三几]年|预期目标|预期指标|总体要求|工作总基调|下一步|重点抓好|重点做好|着力(?:抓好|做好)"
        ),
        2.0,
    ),
    (
        re.compile(
            r"(?:^|[,。;:])(?:持续|继续|积极|大力|深入|全面|扎实|着力|进一步|有序|统筹|加快|加大|加强|强化|推进|推动|深化|支持|鼓励|引导|探索|健全|完善|抓好|做好|实施|开展|落实|优化|提升|培育|打造|建设|促进|坚持|坚决|严格|聚焦|发挥|谋划)"
        ),
        0.25,
    ),
)
_SPEAKER = re.compile(
    r"\A(?:各位代表[!,:]|[*#\-·]+|(?:[\u4e00-\u9fff]{2,8}|报告)(?:指出|强调|表示|提出|认为|介绍|说|在报告中[说指]出?)[,:]?\"?)*"
)
SO_FAR = r"以来|(?:上半年|前三季度|[一1]季度|[1-9一二三四五六七八九]{1,2}(?:月|至|-))(?![^,。]{0,8}前)"
_TURNED = 5.0  # points of a sentence that names the year of a half with its first words
_TITLED = re.compile(r"[一二三四五六]、[^,。;、]{4,36}")
# The title of a half behind whatever stands before it.
_INNER = re.compile(
    r"(?<=[^、,一二三四五])[一二三四五]、(?=(?:20\d\d年|今[年后]|明年|未来|下一|过去|去年)[^,。;、]{2,30})"
)
_RUN_IN = re.compile(r"[#*-]*\(?[一二三四五六七八九十]{1,3}[)、.][^。;!]{4,40}[。!]")


def turn(sentence: str, years: Years) -> Half | None:
    """The half that a sentence turns to with its first words (去年, 过去一年; 今年, the years); None for most."""
    words = _SPEAKER.sub("", sentence)
    if re.match(
        rf"(?:回顾|在?(?:刚刚)?过去的?一年|一年来|去年(?!同期|底|末)|{years.reviews}年(?!以来|(?:年?[底末])前))", words
    ):
        return "reviews"
    if re.match(rf"(?:新的一年|今年(?!{SO_FAR})|明年|{years.plans}年(?!{SO_FAR}))", words):
        return "plans"
    return None


def pieces(found: list[Paragraph], years: Years) -> list[Paragraph]:
    """The paragraphs, each cut in front of a sentence that turns to the other half, as excerpts run both together, and
    in front of a title that runs into it, as in a text that has lost its lines."""
    made = []
    for paragraph in found:
        cuts, now = [0], None
        for sentence in paragraph.sentences():
            to = turn(sentence.text, years)
            if sentence.at and ((to is not None and to != now) or _TITLED.match(sentence.text)):
                cuts.append(sentence.at)
            now = to or now
        cuts += [title.start() for title in _INNER.finditer(paragraph.text) if title.start() not in cuts]
        made += [paragraph.cut(a, b) for a, b in pairwise([*sorted(cuts), len(paragraph.text)])]
    return made


def _points(paragraph: Paragraph, years: Years) -> float:
    """The points of a paragraph: positive where its words are those of a plan, negative for a review."""
    text = paragraph.text
    if paragraph.column is not None:
        return 0.0
    total = 0.0
    # A section's title may run on into its text: （一）…实现新突破。全市….
    first, weight = (_RUN_IN.match(text) or _TITLED.match(text) or [""])[0], _HEADING / 2
    if paragraph.heading:
        first, weight = text, _HEADING
    review, plan = bool(_REVIEW_HEAD.search(first)), bool(_PLAN_HEAD.search(first))
    if review != plan:
        total += weight if plan else -weight
    for words, points in _PLAN:
        total += points * min(8, len(words.findall(text)))
    for words, points in _REVIEW:
        total -= points * min(8, len(words.findall(text)))
    if turned := turn(text, years):
        total += _TURNED if turned == "plans" else -_TURNED
    if years.plans and years.reviews:
        total += min(2, text.count(f"{years.plans}年")) - min(2, text.count(f"{years.reviews}年"))
    return total


def _frames(found: list[Paragraph]) -> list[float]:
    """What the titles of the first order add to the points of the paragraphs below them, paragraph by paragraph.

    All 0 unless the report has one for either half, the review first.
    """
    titles: dict[int, Half] = {}
    for i, paragraph in enumerate(found):
        if paragraph.heading and _FRAME.match(paragraph.text):
            review, plan = bool(_REVIEW_HEAD.search(paragraph.text)), bool(_PLAN_HEAD.search(paragraph.text))
            if review != plan:
                titles[i] = "plans" if plan else "reviews"
    if list(dict.fromkeys(titles.values())) != ["reviews", "plans"]:
        return [0.0] * len(found)
    made, below = [], 0.0
    for i in range(len(found)):
        if i in titles:
            below = _FRAMED if titles[i] == "plans" else -_FRAMED
        made.append(below)
    return made


def halves(found: list[Paragraph], years: Years) -> list[Half]:
    """For each paragraph the half it belongs to: the cheapest path through all of them, by a Viterbi search.

    The states are the two halves. A paragraph with points p (see `_points`, `_frames`) costs p in the review and −p in
    the plan; a change of half in front of a paragraph costs `_CHANGE` and, where its own points
    speak for neither half, `_UNSAID` more. `cost` is that of the cheapest path that
    ends in a half; `came_from` keeps for each paragraph which half that path was in one paragraph before.
    """
    if not found:
        return []
    cost: dict[Half, float] = {"reviews": 0.0, "plans": 0.0}
    came_from: list[dict[Half, Half]] = []
    for paragraph, framed in zip(found, _frames(found), strict=True):
        own = _points(paragraph, years)
        told = turn(paragraph.text, years) is not None or (paragraph.heading and abs(own) >= _SPEAKS)
        points = own + framed
        change = _SAID if told else _CHANGE if abs(own) >= _SPEAKS else _CHANGE + _UNSAID
        stays = {half: cost[half] <= cost[_OTHER[half]] + change for half in _OTHER}
        came_from.append({half: half if stays[half] else _OTHER[half] for half in _OTHER})
        cost = {
            "reviews": min(cost["reviews"], cost["plans"] + change) + points,
            "plans": min(cost["plans"], cost["reviews"] + change) - points,
        }
    path = [min(cost, key=lambda half: cost[half])]
    for before in reversed(came_from[1:]):
        path.append(before[path[-1]])
    return path[::-1]


def parts(found: list[Paragraph], of: list[Half]) -> tuple[HalfPart, ...]:
    """The halves as stretches of the original, each with its first words as the reason; `of` has them by paragraph."""
    gathered: list[HalfPart] = []
    for paragraph, half in zip(found, of, strict=True):
        start, end = paragraph.place(0, len(paragraph.text))
        if gathered and gathered[-1].half == half:
            gathered[-1] = HalfPart(half, gathered[-1].start, end, gathered[-1].why)
            continue
        words = paragraph.text[:24]
        why = (
            said("reads as a review from “{words}” on", words=words)
            if half == "reviews"
            else said("reads as a plan from “{words}” on", words=words)
        )
        gathered.append(HalfPart(half, start, end, why))
    return tuple(gathered)
