"""The data dictionary: what every column of the tables means, in both languages."""

from __future__ import annotations

from indicators.words.texts import Both

PROMISE_COLUMNS: dict[str, Both] = {
    "city": Both("城市（文件夹名）", "City (folder name)"),
    "year": Both("承诺的年份", "Year promised for"),
    "due": Both("承诺到期的年份", "Year in which the promise is due"),
    "indicator": Both("指标（目录键名）", "Indicator (key of the catalogue)"),
    "name_zh": Both("指标中文名", "Indicator, Chinese name"),
    "name_en": Both("指标英文名", "Indicator, English name"),
    "group": Both("分组", "Group"),
    "headline": Both("是否主要指标", "One of the headline macro figures"),
    "nature": Both("预期性或约束性", "Expected or binding"),
    "unit": Both("单位", "Unit"),
    "better": Both("哪一侧为好", "Which side of the target is the good one"),
    "target_form": Both("承诺数字的形式", "Form of the target"),
    "target_value": Both("承诺数字（单位同上）", "Target, or its smaller number, in the unit"),
    "target_max": Both("承诺区间的大数", "Larger number of a target range"),
    "stretch": Both("力争的更高数字", "Second, harder number striven for"),
    "strive": Both("承诺本身是否只是力争", "Whether the promise itself is only an effort"),
    "scope": Both("承诺只涉及的范围", "Part of the city to which the promise is limited"),
    "target_source": Both("承诺所在的文件", "Document of the target"),
    "target_quote": Both("承诺的原文", "The document's words for the target"),
    "outcome_form": Both("结果数字的形式", "Form of the deciding outcome"),
    "outcome_value": Both("结果数字（单位同上）", "Outcome, or its smaller number, in the unit"),
    "outcome_max": Both("结果区间的大数", "Larger number of an outcome range"),
    "outcome_source": Both("结果所在的文件", "Document of the deciding outcome"),
    "outcome_quote": Both("结果的原文", "The document's words for the outcome"),
    "verdict": Both("判定", "Verdict"),
    "narrow": Both("是否以容差之内的差距未达到", "A miss by no more than the tolerance"),
    "gap": Both("超出（负为不足）承诺多少", "How far past the target on the good side; negative when short"),
    "because_zh": Both("判定理由（中文）", "Reason of the verdict, Chinese"),
    "because_en": Both("判定理由（英文）", "Reason of the verdict, English"),
    "reference": Both("同步、高于所参照的结果", "Outcome that a relative target refers to"),
    "target_zh": Both("承诺（中文写法）", "Target in words, Chinese"),
    "target_en": Both("承诺（英文写法）", "Target in words, English"),
    "outcome_zh": Both("结果（中文写法）", "Outcome in words, Chinese"),
    "outcome_en": Both("结果（英文写法）", "Outcome in words, English"),
    "gap_zh": Both("差距（中文写法）", "Gap in words, Chinese"),
    "gap_en": Both("差距（英文写法）", "Gap in words, English"),
    "target_low": Both("承诺所允许的下限", "Lower end of what the target allows"),
    "target_high": Both("承诺所允许的上限", "Upper end of what the target allows"),
    "tolerance": Both("所用容差（%）", "Tolerance used, in percent"),
    "turned_by": Both("会给出别的判定的其他结果", "Other outcomes that would have given another verdict"),
    "note_zh": Both("编者注（中文）", "Curator's note, Chinese"),
    "note_en": Both("编者注（英文）", "Curator's note, English"),
    "answered_in": Both(
        "在哪里答复：congress 向人代会报告，elsewhere 仅见于其他文件，never 整份报告未提，unknown 只存节选或未存",
        (
            "Where it was answered: congress (work or plan report), elsewhere only, never (a whole report is "
            "silent), unknown (excerpts or nothing held)"
        ),
    ),
    "answered_zh": Both("在哪里答复的一句话（中文）", "Where it was answered, in a sentence, Chinese"),
    "answered_en": Both("在哪里答复的一句话（英文）", "Where it was answered, in a sentence, English"),
    "other_outcomes": Both("未作判定依据的其他结果，照文件所印", "The outcomes that did not decide, as printed"),
    "implied": Both(
        "未报告增速时由两年总量推算的名义增速（%），不参与判定",
        "Nominal growth in percent that two levels imply where no rate was reported; decides nothing",
    ),
    "scope_en": Both("承诺只涉及的范围（英文）", "Part of the city to which the promise is limited, English"),
    "measure": Both("量的种类", "What kind of quantity is measured"),
    "prices": Both("按不变价（constant）还是现价（current）", "At constant or current prices, where that is known"),
}
FIGURE_COLUMNS: dict[str, Both] = {
    "city": PROMISE_COLUMNS["city"],
    "year": PROMISE_COLUMNS["year"],
    "indicator": PROMISE_COLUMNS["indicator"],
    "role": Both("承诺（target）或结果（outcome）", "target or outcome"),
    "form": Both("数字的形式", "Form of the figure"),
    "value": Both("数字，按文件所印的单位", "Number as printed, in the unit printed"),
    "max": Both("区间的大数", "Larger number of a range"),
    "unit": Both("文件所印的单位", "Unit as printed"),
    "source": Both("文件（city.yaml 中的键名）", "Document (key in city.yaml)"),
    "source_kind": Both("文件种类", "Kind of document"),
    "verified": Both("引文和数字是否已与原文核对", "Whether quote and figure were found in the held text"),
    "quote": Both("原文", "The document's words"),
    "start": Both("引文在原文中的起点（字符）", "Where the quote starts in the held text, in characters"),
    "end": Both("引文在原文中的终点（字符）", "Where the quote ends in the held text"),
    "position": Both("同一承诺的第几个结果", "Which of the promise's outcomes, from 0"),
    "interim_to": Both("部分年度数字截至", "End of the period of a part-year outcome"),
    "promised": Both("同年是否有承诺", "Whether the indicator was promised for the year"),
    "shown_zh": Both("中文写法", "In words, Chinese"),
    "shown_en": Both("英文写法", "In words, English"),
    "low": Both("数字可能的下限（指标单位）", "Lower end of what the figure may mean, in the indicator's unit"),
    "high": Both("数字可能的上限（指标单位）", "Upper end of what the figure may mean, in the indicator's unit"),
    "number": Both("数字（指标单位）", "Number in the indicator's unit"),
}
HISTORY_COLUMNS: dict[str, Both] = {
    "city": PROMISE_COLUMNS["city"],
    "indicator": PROMISE_COLUMNS["indicator"],
    "name_zh": PROMISE_COLUMNS["name_zh"],
    "name_en": PROMISE_COLUMNS["name_en"],
    "fact": Both(
        (
            "历年变化：dropped 不再承诺，silent 连年未答复，lowered 要求降低，floor 保底，reworded "
            "改变说法，raised 要求提高"
        ),
        "What happened over the years: dropped, silent, lowered, floor, reworded or raised",
    ),
    "year": Both("从哪一年", "Year it starts from"),
    "next_year": Both("到哪一年", "Year it ends in"),
    "before_zh": Both(
        "先前的承诺；保底时为已有的结果（中文）", "Promise before; for a floor the outcome there was, Chinese"
    ),
    "before_en": Both(
        "先前的承诺；保底时为已有的结果（英文）", "Promise before; for a floor the outcome there was, English"
    ),
    "after_zh": Both("后来的承诺（中文）", "Promise after, Chinese"),
    "after_en": Both("后来的承诺（英文）", "Promise after, English"),
    "because_zh": Both("理由（中文）", "Reason, Chinese"),
    "because_en": Both("理由（英文）", "Reason, English"),
    "weight": Both("值得注意的程度，大者在前", "How telling it is; the largest first"),
}
SOURCE_COLUMNS: dict[str, Both] = {
    "city": PROMISE_COLUMNS["city"],
    "source": FIGURE_COLUMNS["source"],
    "kind": FIGURE_COLUMNS["source_kind"],
    "title": Both("标题", "Title"),
    "publisher": Both("发布者", "Publisher"),
    "date": Both("日期", "Date"),
    "reviews": Both("回顾的年份", "Year it reviews"),
    "plans": Both("部署的年份", "Year it plans"),
    "excerpt": Both("只存节选的部分", "Halves of which only an excerpt is held"),
    "held": Both("是否存有全文或节选", "Whether a text is held"),
    "url": Both("网址", "Address"),
    "targets": Both("取自本文件的承诺数", "Targets taken from it"),
    "outcomes": Both("取自本文件的结果数", "Outcomes taken from it"),
    "verified": Both("已核对的数字", "Figures verified"),
}
COLUMNS = {
    "promises": PROMISE_COLUMNS,
    "figures": FIGURE_COLUMNS,
    "histories": HISTORY_COLUMNS,
    "sources": SOURCE_COLUMNS,
}
