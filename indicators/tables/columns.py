"""What a row of each table holds: every column's name, its type and its meaning in both languages, stated once.

A row's type is read by the type checker; `COLUMNS`, the data dictionary, is read off the same lines. Values are plain
(text, truth values, whole numbers, floats), so that a table can be kept as a file and a page served from a part of it.
A number that is not there is NaN, a whole number that is not there is None, a text that is not there is "".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, TypedDict, TypeVar, cast, get_type_hints

import pandas as pd

from indicators.words.texts import Both

R = TypeVar("R", bound=Mapping[str, object])

_City = Annotated[str, Both("城市或其他地方（文件夹名）", "City or other place (name of its folder)")]
_Year = Annotated[int, Both("承诺的年份", "Year promised for")]
_Indicator = Annotated[str, Both("指标（目录键名）", "Indicator (key of the catalogue)")]
_NameZh = Annotated[str, Both("指标中文名", "Indicator, Chinese name")]
_NameEn = Annotated[str, Both("指标英文名", "Indicator, English name")]
_Level = Annotated[
    str,
    Both(
        "层级：province 省级，prefecture 地级，county 县级，district 市辖区；上一级的数字包含下一级的，不可相加",
        "Level: province, prefecture, county or district; what one reports holds what those in it do, so add up none",
    ),
]
_Document = Annotated[str, Both("文件（city.yaml 中的键名）", "Document (key in city.yaml)")]
_Kind = Annotated[str, Both("文件种类", "Kind of document")]


class PromiseRow(TypedDict):
    """A promise and what became of it; numbers are in the indicator's unit."""

    city: _City
    year: _Year
    due: Annotated[int, Both("承诺到期的年份", "Year in which the promise is due")]
    indicator: _Indicator
    name_zh: _NameZh
    name_en: _NameEn
    group: Annotated[str, Both("分组", "Group")]
    headline: Annotated[bool, Both("是否主要指标", "One of the headline macro figures")]
    nature: Annotated[str, Both("预期性或约束性", "Expected or binding")]
    unit: Annotated[str, Both("单位", "Unit")]
    better: Annotated[str, Both("优劣方向：哪一侧为好", "Which side of the target is the good one")]
    target_form: Annotated[str, Both("承诺数字的形式", "Form of the target")]
    target_value: Annotated[float, Both("承诺数字（单位同上）", "Target, or its smaller number, in the unit")]
    target_max: Annotated[float, Both("承诺区间的大数", "Larger number of a target range")]
    stretch: Annotated[float, Both("力争的更高数字", "Second, harder number striven for")]
    strive: Annotated[bool, Both("承诺本身是否只是力争", "Whether the promise itself is only an effort")]
    scope: Annotated[str, Both("承诺只涉及的范围", "Part of the place to which the promise is limited")]
    target_source: Annotated[str, Both("承诺所在的文件", "Document of the target")]
    target_quote: Annotated[str, Both("承诺的原文", "The document's words for the target")]
    outcome_form: Annotated[str, Both("结果数字的形式", "Form of the deciding outcome")]
    outcome_value: Annotated[float, Both("结果数字（单位同上）", "Outcome, or its smaller number, in the unit")]
    outcome_max: Annotated[float, Both("结果区间的大数", "Larger number of an outcome range")]
    outcome_source: Annotated[str, Both("结果所在的文件", "Document of the deciding outcome")]
    outcome_quote: Annotated[str, Both("结果的原文", "The document's words for the outcome")]
    verdict: Annotated[str, Both("判定", "Verdict")]
    narrow: Annotated[bool, Both("是否以容差之内的差距未达到", "A miss by no more than the tolerance")]
    gap: Annotated[
        float, Both("超出（负为不足）承诺多少", "How far past the target on the good side; negative when short")
    ]
    because_zh: Annotated[str, Both("判定理由（中文）", "Reason of the verdict, Chinese")]
    because_en: Annotated[str, Both("判定理由（英文）", "Reason of the verdict, English")]
    reference: Annotated[float, Both("同步、高于所参照的结果", "Outcome that a relative target refers to")]
    target_zh: Annotated[str, Both("承诺（中文写法）", "Target in words, Chinese")]
    target_en: Annotated[str, Both("承诺（英文写法）", "Target in words, English")]
    outcome_zh: Annotated[str, Both("结果（中文写法）", "Outcome in words, Chinese")]
    outcome_en: Annotated[str, Both("结果（英文写法）", "Outcome in words, English")]
    gap_zh: Annotated[str, Both("差距（中文写法）", "Gap in words, Chinese")]
    gap_en: Annotated[str, Both("差距（英文写法）", "Gap in words, English")]
    target_low: Annotated[float, Both("承诺所允许的下限", "Lower end of what the target allows")]
    target_high: Annotated[float, Both("承诺所允许的上限", "Upper end of what the target allows")]
    tolerance: Annotated[
        float,
        Both(
            "所用容差（%）；单位为百分比的，5% 相当于 0.3 个百分点",
            "Tolerance used, in percent; between percentages 5 % stand for 0.3 points",
        ),
    ]
    turned_by: Annotated[str, Both("会给出别的判定的其他结果", "Other outcomes that would have given another verdict")]
    note_zh: Annotated[str, Both("编者注（中文）", "Curator's note, Chinese")]
    note_en: Annotated[str, Both("编者注（英文）", "Curator's note, English")]
    answered_in: Annotated[
        str,
        Both(
            (
                "结果见于何处：congress 向人代会作的报告，elsewhere 仅见于其他文件，words 只有文字或口径不同的数字，"
                "silent 应报告结果的报告全文收录、经查找而没有给出，unknown 应报告结果的报告未收录全文或还没有人查找过"
            ),
            (
                "Where it was answered: congress (work or plan report), elsewhere only, words (no figure that could be "
                "compared), silent (what owes the answer is held whole, was looked through and gives none), unknown "
                "(it is not held whole, or nobody has looked through it)"
            ),
        ),
    ]
    answered_zh: Annotated[str, Both("在哪里答复的一句话（中文）", "Where it was answered, in a sentence, Chinese")]
    answered_en: Annotated[str, Both("在哪里答复的一句话（英文）", "Where it was answered, in a sentence, English")]
    other_outcomes: Annotated[
        str, Both("未作判定依据的其他结果，照原文", "The outcomes that did not decide, as printed")
    ]
    implied: Annotated[
        float,
        Both(
            "未报告增速时由两年总量推算的名义增速（%），不参与判定",
            "Nominal growth in percent that two levels imply where no rate was reported; decides nothing",
        ),
    ]
    scope_en: Annotated[
        str, Both("承诺只涉及的范围（英文）", "Part of the place to which the promise is limited, English")
    ]
    measure: Annotated[str, Both("量的种类", "What kind of quantity is measured")]
    prices: Annotated[
        str, Both("按不变价（constant）还是现价（current）", "At constant or current prices, where that is known")
    ]
    target_short_zh: Annotated[
        str, Both("承诺的数字，不带指标单位（中文写法）", "Target without the unit, in words, Chinese")
    ]
    target_short_en: Annotated[
        str, Both("承诺的数字，不带指标单位（英文写法）", "Target without the unit, in words, English")
    ]
    stretch_short_zh: Annotated[
        str, Both("力争的数字，不带指标单位（中文写法）", "Stretch without the unit, in words, Chinese")
    ]
    stretch_short_en: Annotated[
        str, Both("力争的数字，不带指标单位（英文写法）", "Stretch without the unit, in words, English")
    ]
    outcome_short_zh: Annotated[
        str, Both("结果的数字，不带指标单位（中文写法）", "Outcome without the unit, in words, Chinese")
    ]
    outcome_short_en: Annotated[
        str, Both("结果的数字，不带指标单位（英文写法）", "Outcome without the unit, in words, English")
    ]
    outcome_position: Annotated[
        int | None, Both("作判定依据的是第几个结果", "Which of the promise's outcomes decides, from 0")
    ]
    left_out: Annotated[
        bool,
        Both(
            "应报告结果的报告全文收录、经查找而没有给出数字，其他文件有结果",
            "Whether what owes the answer is held whole, was looked through and gives no figure, while another "
            "document does",
        ),
    ]
    due_day: Annotated[str, Both("承诺限定的日子", "Day by which the promise is due, where one is set")]
    in_words: Annotated[bool, Both("兑现是否以表示完成的文字为依据", "Whether it is kept by words that say it is done")]
    owed_by: Annotated[
        str,
        Both(
            "应报告结果的文件（city.yaml 中的键名），包括未收录的",
            "Documents that owe the answer (keys in city.yaml), those not held included",
        ),
    ]
    owed_whole: Annotated[
        bool, Both("应报告结果的文件是否都全文收录", "Whether every document that owes the answer is held whole")
    ]
    owed_looked: Annotated[
        bool,
        Both(
            "其中存有文本的，是否都有人为各项承诺查找过结果",
            "Whether somebody looked for the answer in all that is held of these documents",
        ),
    ]
    promised_zh: Annotated[str, Both("承诺的一个分句（中文）", "Who promised it, or tells of the target, Chinese")]
    promised_en: Annotated[str, Both("承诺的一个分句（英文）", "Who promised it, or tells of the target, English")]
    rule: Annotated[str, Both("判定规则的版本", "Version of the rule that judged")]
    evidence: Annotated[
        str,
        Both(
            "承诺和结果的依据：both 两处均有原文，one 一处有原文，cited 仅有转引",
            "Whether promise and outcome stand quoted in documents held: both of them, one of them, or both only cited",
        ),
    ]
    read_twice: Annotated[
        bool,
        Both(
            "承诺和作判定依据的结果是否都经第二人复核",
            "Whether target and deciding outcome were both read a second time by someone else",
        ),
    ]
    level: _Level


class FigureRow(TypedDict):
    """A target or an outcome, as its document prints it."""

    city: _City
    year: _Year
    indicator: _Indicator
    role: Annotated[str, Both("承诺（target）或结果（outcome）", "target or outcome")]
    form: Annotated[str, Both("数字的形式", "Form of the figure")]
    value: Annotated[float, Both("数字，按原文的单位", "Number as printed, in the unit printed")]
    max: Annotated[float, Both("区间的大数", "Larger number of a range")]
    unit: Annotated[str, Both("原文的单位", "Unit as printed")]
    source: _Document
    source_kind: _Kind
    verified: Annotated[
        bool, Both("引文和数字是否已与原文核对", "Whether quote and figure were found in the held text")
    ]
    quote: Annotated[str, Both("原文", "The document's words")]
    start: Annotated[
        int | None, Both("引文在原文中的起点（字符）", "Where the quote starts in the held text, in characters")
    ]
    end: Annotated[int | None, Both("引文在原文中的终点（字符）", "Where the quote ends in the held text")]
    position: Annotated[int, Both("同一承诺的第几个结果", "Which of the promise's outcomes, from 0")]
    interim_to: Annotated[str, Both("部分年度数字截至", "End of the period of a part-year outcome")]
    promised: Annotated[bool, Both("同年是否有承诺", "Whether the indicator was promised for the year")]
    shown_zh: Annotated[str, Both("中文写法", "In words, Chinese")]
    shown_en: Annotated[str, Both("英文写法", "In words, English")]
    low: Annotated[
        float, Both("数字可能的下限（指标单位）", "Lower end of what the figure may mean, in the indicator's unit")
    ]
    high: Annotated[
        float, Both("数字可能的上限（指标单位）", "Upper end of what the figure may mean, in the indicator's unit")
    ]
    number: Annotated[float, Both("数字（指标单位）", "Number in the indicator's unit")]
    rank: Annotated[
        int | None,
        Both(
            "按文件种类和日期的先后，0 为作判定依据者；部分年度的数字没有",
            "Place in the order of deciding, from 0; none for part of a year",
        ),
    ]
    decides: Annotated[bool, Both("判定是否以此结果为依据", "Whether the verdict rests on this outcome")]
    would: Annotated[
        str,
        Both("如以此结果为依据会得出的判定，与现判定相同则空", "Verdict by this outcome, where it would be another"),
    ]
    not_comparable_zh: Annotated[str, Both("口径不同的理由（中文）", "Why it is not comparable, Chinese")]
    not_comparable_en: Annotated[str, Both("口径不同的理由（英文）", "Why it is not comparable, English")]
    note_zh: Annotated[str, Both("编者注（中文）", "Curator's note, Chinese")]
    note_en: Annotated[str, Both("编者注（英文）", "Curator's note, English")]
    read_by: Annotated[
        str,
        Both(
            "谁只看引文复核过，及日期；此后改动的不算",
            "Who read it a second time, from the quote alone, with the day; none for a figure changed since",
        ),
    ]
    level: _Level


class HistoryRow(TypedDict):
    """What happened to a promise from one year to another."""

    city: _City
    indicator: _Indicator
    name_zh: _NameZh
    name_en: _NameEn
    history: Annotated[
        str,
        Both(
            (
                "历年变化：dropped 未再提出目标，silent 连年没有报告结果，lowered 要求降低，floor 低于已有水平，"
                "reworded 表述改变，raised 要求提高"
            ),
            "What happened over the years: dropped, silent, lowered, floor, reworded or raised",
        ),
    ]
    year: Annotated[int, Both("从哪一年", "Year it starts from")]
    next_year: Annotated[int, Both("到哪一年", "Year it ends in")]
    before_zh: Annotated[
        str,
        Both(
            "先前的承诺；低于已有水平时为已有的结果（中文）",
            "Promise before; for a floor the outcome there was, Chinese",
        ),
    ]
    before_en: Annotated[
        str,
        Both(
            "先前的承诺；低于已有水平时为已有的结果（英文）",
            "Promise before; for a floor the outcome there was, English",
        ),
    ]
    after_zh: Annotated[str, Both("后来的承诺（中文）", "Promise after, Chinese")]
    after_en: Annotated[str, Both("后来的承诺（英文）", "Promise after, English")]
    because_zh: Annotated[str, Both("理由（中文）", "Reason, Chinese")]
    because_en: Annotated[str, Both("理由（英文）", "Reason, English")]
    sure: Annotated[
        bool, Both("是否没有未收录的文件可能否定它", "Whether no document that is not held could speak against it")
    ]
    evidence: Annotated[
        str,
        Both(
            "前后两个数字的依据：both 两处均有原文，one 一处有原文，cited 仅有转引",
            "Whether the figures before and after stand quoted in documents held: both, one of them, or only cited",
        ),
    ]
    weight: Annotated[int, Both("值得注意的程度，大者在前", "How much it weighs; the largest first")]
    level: _Level


class SourceRow(TypedDict):
    """A document, and how much was taken from it."""

    city: _City
    source: _Document
    kind: _Kind
    title: Annotated[str, Both("标题", "Title")]
    named_zh: Annotated[str, Both("文件在句中的称呼（中文）", "The document as a sentence names it, Chinese")]
    named_en: Annotated[str, Both("文件在句中的称呼（英文）", "The document as a sentence names it, English")]
    publisher: Annotated[str, Both("发布者", "Publisher")]
    date: Annotated[str, Both("日期", "Date")]
    reviews: Annotated[int | None, Both("回顾的年份", "Year it reviews")]
    plans: Annotated[int | None, Both("部署的年份", "Year it plans")]
    excerpt: Annotated[str, Both("只存节选的部分", "Halves of which only an excerpt is held")]
    held: Annotated[bool, Both("是否收录全文或节选", "Whether a text is held")]
    url: Annotated[str, Both("网址", "Address")]
    targets: Annotated[int, Both("取自本文件的承诺数", "Targets taken from it")]
    outcomes: Annotated[int, Both("取自本文件的结果数", "Outcomes taken from it")]
    verified: Annotated[int, Both("已核对的数字", "Figures verified")]
    file: Annotated[str, Both("seeds/ 中的文件名", "Name of its text in seeds/")]
    whole_reviews: Annotated[bool, Both("回顾的一半是否全文收录", "Whether the half that reviews is held whole")]
    whole_plans: Annotated[bool, Both("部署的一半是否全文收录", "Whether the half that plans is held whole")]
    looked_by: Annotated[
        str,
        Both(
            "谁在回顾部分为各项承诺查找过结果；空：没有人查找过",
            "Who looked in the half that reviews for the answer to each promise; empty: nobody",
        ),
    ]
    looked_on: Annotated[str, Both("查找完的日期", "The day on which they had looked")]
    note_zh: Annotated[str, Both("编者注（中文）", "Curator's note, Chinese")]
    note_en: Annotated[str, Both("编者注（英文）", "Curator's note, English")]
    level: _Level


def described(row: type) -> dict[str, Both]:
    """The columns of a row's type in their order, each with its meaning."""
    hints = get_type_hints(row, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


PROMISE_COLUMNS = described(PromiseRow)
FIGURE_COLUMNS = described(FigureRow)
HISTORY_COLUMNS = described(HistoryRow)
SOURCE_COLUMNS = described(SourceRow)
COLUMNS = {
    "promises": PROMISE_COLUMNS,
    "figures": FIGURE_COLUMNS,
    "histories": HISTORY_COLUMNS,
    "sources": SOURCE_COLUMNS,
}


ROWS: Mapping[str, type] = {
    "promises": PromiseRow,
    "figures": FigureRow,
    "histories": HistoryRow,
    "sources": SourceRow,
}


@cache
def _nullable(row: type) -> tuple[str, ...]:
    """The columns of whole numbers that may be missing: pandas needs a type of its own for them."""
    return tuple(name for name, hint in get_type_hints(row).items() if hint == int | None)


@cache
def _plain(row: type) -> dict[str, type]:
    """The types of the other columns, which no row is needed to tell."""
    return {name: hint for name, hint in get_type_hints(row).items() if hint != int | None}


def table(rows: Sequence[Mapping[str, object]], row: type) -> pd.DataFrame:
    """The rows as a frame with the columns of the row's type `row`, in their order, also where there are no rows."""
    types: dict[str, type | str] = dict.fromkeys(_nullable(row), "Int64")
    return pd.DataFrame(rows, columns=list(described(row))).astype(types if rows else {**_plain(row), **types})


def records(frame: pd.DataFrame, row: type[R]) -> list[R]:
    """The rows of a frame, each a dictionary of the type `row`; the frame may have fewer columns than that."""
    found = frame.to_dict("records")
    for column in _nullable(row):
        if column in frame.columns:
            for each in found:
                if each[column] is pd.NA:
                    each[column] = None
    return cast("list[R]", found)


def in_words(row: Mapping[str, object], column: str, lang: str) -> str:
    """What a row says in `lang` in a column that stands in both languages: `in_words(row, "because", "en")`."""
    return str(row[f"{column}_{lang}"])
