"""What every key of the curated files means, in Chinese and English, by model and key: editors show it."""

from __future__ import annotations

from indicators.words.texts import Both

_FIGURE = {
    "value": Both("数字照原文：增长7% 写 7", "The number as printed: 7 for 增长7%"),
    "at_least": Both("不少于：7%以上、不低于7%、达到7%以上", "At least: 7%以上, 不低于7%, 达到7%以上"),
    "more_than": Both("多于：突破、超过、余、多", "More than: 突破, 超过, 余, 多"),
    "at_most": Both("不多于：36以内、不超过36", "At most: 36以内, 不超过36"),
    "less_than": Both("少于：低于、不到", "Less than: 低于, 不到"),
    "about": Both("大约：左右、约", "About: 左右, 约"),
    "nearly": Both("接近而未到：近百、近10万", "Nearly, but not quite: 近百, 近10万"),
    "between": Both("由小到大的两个数：10—15个 写 [10, 15]", "Two numbers, the smaller first: [10, 15] for 10—15个"),
    "in_step_with": Both(
        "与某指标同步：与经济增长基本同步；写指标的键名",
        "In step with an indicator (与…同步): its name in the catalogue",
    ),
    "faster_than": Both(
        "高于某指标：高于经济增长；写指标的键名", "More than an indicator (高于…): its name in the catalogue"
    ),
    "done": Both(
        "没有数字，但说的是做完、建成、关闭、全覆盖，谁都查得出：照抄原话",
        "Words of completion (closed, opened, covered whole) that anyone could check, copied: 全部关闭4.3米焦炉",
    ),
    "text": Both("没有数字、也无从核查的话，照抄：稳步增长", "Words that nobody could check, copied: 稳步增长"),
    "quote": Both(
        "原文的话，一字不差，尽量短，但外人看得出说的是什么。只有来源未存文本时可以不写",
        (
            "The document's own words, verbatim, as short as a stranger can follow. Only a figure of a source "
            "without held text goes without"
        ),
    ),
    "source": Both(
        "来源的键名，见 city.yaml；有几份文件时必写",
        "The source's name in city.yaml; needed where several documents fit",
    ),
    "unit": Both(
        "原文的单位，与目录不同时才写；数字不换算",
        "The printed unit, where it differs from the catalogue's; the number is never converted by hand",
    ),
    "scope": Both("只涉及一部分时写明：市区", "The part it covers, if not the whole: urban districts"),
    "written": Both(
        "机器读不出数字时，照抄写出它的那几个字：一大半", "The words that spell a number which no machine reads: 一大半"
    ),
    "note": Both(
        "读者需要知道的；也用来回答 check 的疑点", "What a reader must know; it also answers a suspicion of `check`"
    ),
    "read_by": Both(
        "谁只看引文又读了一遍、读出的相同；由看板的“复核”或 indicators read 写入，不手写",
        (
            "Who read it a second time, from the quote alone, and read the same; written by the dashboard's second "
            "reading or by `indicators read`, not by hand"
        ),
    ),
}

KEYS: dict[str, dict[str, Both]] = {
    "YearFile": {
        "promises": Both(
            "为这一年作出的承诺和这一年的结果，按指标；指标的键名见 indicators.yaml（共用的，或本地的）",
            "What was promised for this year and reported about it, by indicator as named in the common "
            "indicators.yaml or in the place's own",
        ),
    },
    "Promise": {
        "target": Both("承诺的数；没有承诺就不写", "What was promised; left out if nothing was"),
        "outcome": Both(
            "后来报告的结果；没有就不写，有几个写成列表",
            "What was later reported; left out if there is none, a list if there are several",
        ),
    },
    "Target": {
        **_FIGURE,
        "stretch": Both("另有更高的目标：力争实现7.5% 写 7.5", "A second, harder number: 7.5 for 力争实现7.5%"),
        "strive": Both(
            "承诺本身只是力争、努力：写 true；不改变判定",
            "true where the promise itself is only an effort (力争, 努力); it does not change the verdict",
        ),
        "due": Both(
            "到期年晚于本年时写那一年，限定了日子的写那一天（一季度：2025-03-31）；仍放在作出承诺的年份",
            (
                "The year it is due in, if later, or the day by which (2025-03-31 for 一季度); it stays in the year it "
                "was promised for"
            ),
        ),
        "better": Both(
            "仅此一项方向相反时写：higher 越高越好，lower 越低越好，closer 越近越好",
            "Only where this promise turns the other way: higher, lower or closer is better",
        ),
    },
    "Outcome": {
        **_FIGURE,
        "not_comparable": Both("与承诺口径不同：写明不同在哪里", "Not comparable with the promise: say what differs"),
        "interim_to": Both("只是部分年度的数：截至哪一天", "An outcome of part of the year: the last day it covers"),
        "done_on": Both(
            "与 done 同写：文件给出的完成日期", "Beside done: the day of completion that the document gives"
        ),
    },
    "ReadBy": {
        "by": Both("复核人", "Who read it a second time"),
        "on": Both("哪一天：2026-11-24", "The day: 2026-11-24"),
        "of": Both(
            "所读内容的记号，由程序写入；数字或引文改动后就对不上",
            "The mark of what was read, written by the program; it no longer fits when figure or quote change",
        ),
    },
    "Words": {
        "zh": Both("中文", "In Chinese"),
        "en": Both("英文", "In English"),
    },
    "City": {
        "zh": Both("全名：太原市、山西省、沁县", "The full Chinese name: 太原市, 山西省, 沁县"),
        "en": Both("英文名，不加 City：Taiyuan", "The English name without “City”: Taiyuan"),
        "code": Both(
            'GB/T 2260 六位代码，加引号："140100"；由它得知是省、市、县还是区',
            'The six digits of GB/T 2260, in quotation marks: "140100"; they tell whether it is a province or a city',
        ),
        "sources": Both(
            "文件，按自定的键名（如 work-report-2023），定了不改",
            "The documents, by names of your own (like work-report-2023), kept for good",
        ),
        "breaks": Both(
            "数列在哪里断开，按指标；跨过它不作任何计算",
            "Where a series breaks, by indicator; nothing is computed across it",
        ),
    },
    "Source": {
        "kind": Both(
            "种类：communique 统计公报，bureau 部门发布，work_report 政府工作报告，plan_report 计划报告，news 新闻",
            (
                "communique: statistical communiqué; bureau: a bureau's release; work_report, plan_report: to the "
                "People's Congress; news"
            ),
        ),
        "title": Both("标题，照文件，不加书名号", "The title as printed, without 《》"),
        "publisher": Both("发布机关", "Who published it"),
        "date": Both("发布日期；不知道就不写，不要猜", "The day it was published; left out if unknown, never guessed"),
        "reviews": Both("回顾哪一年", "The year it answers for"),
        "plans": Both("部署哪一年", "The year it promises for"),
        "excerpt": Both(
            "所存文本不全的一半：[reviews]、[plans] 或两者；全文不写。拿不准就写 reviews",
            "The halves whose held text is not whole: [reviews], [plans] or both. In doubt write reviews",
        ),
        "file": Both("seeds/ 中的文件名", "The name of its text in seeds/"),
        "url": Both("网址；没有存文本时写", "Its address, where no text is held"),
        "sha256": Both("文本的 SHA-256，有 file 必写", "The SHA-256 of the text, always with file"),
        "begins": Both("文件从原文这几个字起算", "The document starts at these words of the text"),
        "ends": Both("文件到原文这几个字之前为止", "The document ends before these words of the text"),
        "news_of": Both(
            "只用于新闻：报道的是哪种报告，work_report 或 plan_report；其中的承诺由这种报告答复",
            "Of news alone: the report it told of, work_report or plan_report, which then owes the answer",
        ),
        "looked": Both(
            "谁在哪一天通读了存有文本的回顾部分，为当年每项承诺找过结果；没有找过就不写。没有这一条，承诺不会判为“未报告”",
            (
                "Who went through the held half that reviews for an answer to each promise of its year, and when; left "
                "out until that is done. Without it no promise is called unreported"
            ),
        ),
        "note": Both("读者需要知道的", "What a reader must know"),
    },
    "Looked": {
        "by": Both("找过的人", "Who looked"),
        "on": Both("哪一天找完的", "The day on which they had looked"),
    },
    "Break": {
        "between": Both(
            "断在这两年之间某处：[2022, 2024]", "It breaks somewhere between these two years: [2022, 2024]"
        ),
        "reason": Both("为什么断开", "Why it breaks"),
        "source": Both("这样说的文件，city.yaml 中的键名", "The document that says so, as named in city.yaml"),
    },
    "Indicator": {
        "zh": Both("中文名：短，不带单位，不与别的指标重名", "The Chinese name: short, without unit, unlike any other"),
        "en": Both("英文名", "The English name"),
        "unit": Both(
            "报告通行的单位，可带万、亿；指数为空", "The unit as reports print it, with 万 or 亿; empty for an index"
        ),
        "measure": Both(
            "growth 增速，level 总量，count 个数，share 占比，index 指数或浓度：一个指标只一种",
            "growth, level, count, share or index: never two in one indicator",
        ),
        "better": Both(
            "哪一侧为好：higher 越高越好，lower 越低越好，closer 越近越好",
            "The good side of a target: higher, lower or closer",
        ),
        "group": Both("所属的类", "The group it is shown in"),
        "headline": Both("主要经济指标才写 true", "true only for the dozen macro figures that every plan opens with"),
        "nature": Both(
            "expected 预期性，binding 约束性：文件或国家惯例明说的才写",
            "expected or binding: only where documents or national practice say so",
        ),
        "growth_of": Both("增速指标对应的总量指标", "Of a growth rate: the level whose growth it is"),
        "kin": Both(
            "换一种口径回答同一件事的指标（新增与总数）；增速与其总量不必写",
            (
                "Indicators that answer for the same thing in another measure (new and total); a growth rate and its "
                "level need not be named"
            ),
        ),
        "ceiling": Both(
            "承诺的数照惯例是上限（物价涨幅）：写 true",
            "true where a plain number promised is by convention a ceiling (consumer prices)",
        ),
        "aliases": Both("报告里的叫法，用简体", "How reports name it, in simplified script"),
        "named_by": Both(
            "名称和叫法之外，引文里出现就看得出说的是本指标的字",
            "Words, besides name and aliases, by which a quote shows that it speaks of this indicator",
        ),
        "was": Both(
            "改名以前的键名；旧网址、旧文件由此找到它",
            "The keys that it had before; old links and files find it by them",
        ),
        "definition": Both("名称说不尽时，说明口径", "What it measures, where the name does not say it all"),
        "scope": Both("只涉及当地的一部分时写明", "The part of the place that it covers, where it is not the whole"),
        "prices": Both("constant 可比价，current 现价", "At constant or at current prices"),
        "tolerance": Both(
            "“左右”“约”的容差，不论单位都是承诺数的百分之几；默认 5，百分比的默认为 0.3 个百分点",
            (
                "How far 左右 and 约 reach, in percent of the target whatever its unit; by default 5, and 0.3 points "
                "for percentages"
            ),
        ),
        "plausible": Both(
            "合理范围 [小, 大]；超出即报疑点", "[least, most] that is plausible; a figure beyond is suspected"
        ),
    },
}
