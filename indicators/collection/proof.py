"""What a quote proves: the figure's number with its unit, its sign, its form, what it is compared with, its subject.

`quote_problem` is what makes a figure wrong beside its quote; `doubt` is what a person may know better, so that a
`note` answers it, which readers are shown.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from indicators.collection.belonging import Quote, left_of, read
from indicators.collection.evidence import in_cells, normal
from indicators.collection.naming import Naming
from indicators.model.levels import CITY, Home
from indicators.model.problems import Problem
from indicators.model.schema import Figure, Indicator, Target
from indicators.words import forms, numerals, spelled, units
from indicators.words.numerals import Reading
from indicators.words.texts import Both, Said, msgid, said

# Problems that a figure's `note` answers: the words are there, and a person says why they mean this.
ANSWERED = frozenset({"subject-not-in-quote", "empty-quote", "form-not-in-quote", "sign"})
_STEP = re.compile(r"不低于|不慢于|不弱于|不落后于|(?<![不未])(?:同步|持平|相当|一致)")
_FASTER = re.compile(
    r"(?<![不未])(?<!没有)(?<!未能)(?:高于|快于|超过|高出|大于|跑赢|跑过|优于|好于|强于|领先|超出|快过)"
)
_SHOWN = {
    "in_step_with": ("同步", "持平", "相当", "一致", "不低于"),
    "faster_than": ("高于", "快于", "超过", "高出", "大于", "跑赢", "优于", "领先"),
}
_ECONOMY = ("经济增长", "经济发展", "经济增速", "GDP", "生产总值")  # the city's economy, by which growth is measured
_ELSEWHERE = r"(?:全国|我国|{above})[^,;。]{{0,4}}\Z"
_FALL_IN_NAME = re.compile(r"下降|降低|降幅|减少|压减|削减|缩减|压缩|节约")
_RISES = re.compile(
    r"(?:增长|提高|提升|上升|增加|下降|降低|减少|回落)(?:了|约|近|超过?|不低于|不少于|至少|逾|达|力争)*\Z"
)
_CHANGE = re.compile(  # 优良天数同比增加17天
    r"(?:同比|比上年|较上年|比去年|较去年|比上年同期)[^,;。]{0,2}(?:增加|增长|提高|提升|上升|减少|下降|降低|多|少)了?\Z"
)
_NAMES = 6  # names of an indicator that are told where a quote has none of them
_LETTERS = re.compile("[A-Za-z]")
_SHARE = re.compile(r"(?:占比?|比重|比例)[^,;。增长升降]{0,8}\Z")


def quote_problem(
    figure: Figure, indicator: Indicator, quote: str | None = None, naming: Naming | None = None
) -> Problem | None:
    """What is wrong between a figure and its own quote: a number, a unit, a sign or a comparison that is not in it.

    `quote` is the figure's quote as `in_cells` leaves it where it stands in its document, where the caller has it;
    `naming` knows the indicators that a figure may be compared with. A cited figure without a quote has nothing to be
    read in.
    """
    if figure.quote is None:
        return None
    quote = in_cells(figure.quote) if quote is None else quote
    if figure.written is not None:
        return _written_problem(figure, figure.written, indicator, quote)
    if words := figure.words:
        return _words_problem(words, quote, said("write into `{form}` words that stand in the quote", form=figure.form))
    if figure.refers_to is not None:
        return _comparison_problem(figure, figure.refers_to, indicator, quote, naming)
    return _number_problem(figure, indicator, quote)


def doubt(figure: Figure, indicator: Indicator, naming: Naming, quote: str | None = None) -> Problem | None:
    """Why a quote that has the figure's number may not prove the figure: it names nothing, or something else, or its
    words make another form of the number. `quote` as of `quote_problem`, which is to be asked first."""
    if figure.quote is None:
        return None
    quote = in_cells(figure.quote) if quote is None else quote
    unit = _unit(figure, indicator)
    named = read(quote, indicator, unit, naming, figure.scope is not None)
    if not named.places and not left_of(_LETTERS.sub("", named.text)):
        return Problem("empty-quote", said("the quote does not say what the number is about"))
    if figure.refers_to is not None:
        compared = _STEP if figure.in_step_with else _FASTER
        return None if any(named.before(match) for match in compared.finditer(named.text)) else _unnamed(indicator)
    if not figure.numbers or figure.written is not None:
        return None if named.places else _unnamed(indicator)
    return _subject_doubt(figure, indicator, named, unit) or _form_doubt(figure, indicator, quote, unit)


def _unit(figure: Figure, indicator: Indicator) -> str:
    return indicator.unit if figure.unit is None else figure.unit


def _same_amount(number: Decimal, unit: str, reading: Reading) -> bool:
    """Whether a number read in a text is this one in amount and unit, whatever its sign.

    成 and 倍 are read as tenths and hundreds of percent: 八成 is 80 %, 两倍 200 %.
    """
    scale, base = units.parsed(unit)
    amount, follows = abs(number) * scale, reading.follows
    if unit == "%" and units.stands_first(follows, "成"):
        return reading.value * 10 == amount
    if unit == "%" and units.stands_first(follows, "倍"):
        return reading.value * 100 == amount
    if reading.value != amount:
        return False
    # 突破2000亿大关: the mark that was passed is printed without its unit.
    return not base or units.stands_first(follows, unit) or (scale > 1 and forms.MARK.match(follows) is not None)


def _same_sign(number: Decimal, reading: Reading, indicator: Indicator) -> bool:
    """Whether a number falls as its reading does. A level reported by how far it fell, and an indicator that is itself
    called a fall (能耗降低率), are positive all the same."""
    if number < 0:
        return reading.falls
    return number == 0 or not reading.falls or indicator.measure != "growth" or _is_a_fall(indicator)


def _is_a_fall(indicator: Indicator) -> bool:
    return _FALL_IN_NAME.search(indicator.zh) is not None


def _words_problem(words: str, quote: str, cure: Said) -> Problem | None:
    """Words that must stand in the quote."""
    if normal(words) in quote:
        return None
    return Problem("figure-not-in-quote", said("the quote does not have the words {words}", words=words), cure)


def _written_problem(figure: Figure, written: str, indicator: Indicator, quote: str) -> Problem | None:
    """Words that spell a number must stand in the quote, be a numeral, and mean this figure."""
    if problem := _words_problem(written, quote, said("copy into `written` the words that spell the number")):
        return problem
    meant = spelled.meanings(normal(written), _unit(figure, indicator))
    if not meant:
        what = said("{words} spells no number", words=written)
        return Problem("figure-not-in-quote", what, said("enter words without a number as `text`"))
    if any((figure.form, *figure.numbers) == each for each in meant):
        return None
    what = said(
        "{words} is {meant}, not {given}",
        words=written,
        meant=" / ".join(f"{form}: {number}" for form, number in meant),
        given=f"{figure.form}: {', '.join(map(str, figure.numbers))}",
    )
    return Problem("figure-not-in-quote", what, said("correct the form or the number"))


def _comparison_problem(
    figure: Figure, refers_to: str, indicator: Indicator, quote: str, naming: Naming | None
) -> Problem | None:
    """The comparison must stand in the quote (同步, 高于, …), not denied (不高于), and name what is compared with."""
    compares = _STEP if figure.in_step_with else _FASTER
    found = list(compares.finditer(quote))
    cure = said("correct the form or the quote")
    if not found:
        words = "、".join(_SHOWN[figure.form])
        what = said("the quote makes no such comparison (it has none of {words})", words=words)
        return Problem("figure-not-in-quote", what, cure)
    names = naming.heads(refers_to, indicator) if naming else ()
    if refers_to.partition("_")[0] == "gdp":
        names = (*_ECONOMY, *names)
    home = naming.home if naming else CITY
    if not names or any(_compared(quote, match, names, home) for match in found):
        return None
    what = said(
        "the quote does not compare with {name}",
        name=naming.catalogue.get(refers_to, refers_to) if naming else refers_to,
    )
    return Problem("figure-not-in-quote", what, cure)


@cache
def _of_others(home: Home) -> re.Pattern[str]:
    """`_ELSEWHERE` with the words of what is larger than a place: 全省, 省, and 全区 where that is not the place."""
    words = [*(f"全{word}" for word in home.above), *(["省"] if "省" in home.above else [])]
    return re.compile(_ELSEWHERE.format(above="|".join([*words, *([] if home.own.endswith("区") else ["全区"])])))


def _compared(quote: str, match: re.Match[str], names: tuple[str, ...], home: Home) -> bool:
    """Whether one of the names stands at a comparison (与…同步, 高于…), and not as that of the nation or province."""
    begin = max(quote.rfind(mark, 0, match.start()) for mark in "与和同跟")
    before = quote[begin + 1 : match.start()] if begin >= 0 else ""
    after = re.split(r"[,;。]", quote[match.end() :])[0]
    for words in (after, before if not match[0].startswith("不") and match.re is _STEP else ""):
        for name in names:
            at = words.find(name)
            if at >= 0 and not _of_others(home).search(words[:at]):
                return True
    return False


def _numbers(figure: Figure) -> tuple[Decimal, ...]:
    """The figure's numbers, that of a stretch too."""
    stretch = figure.stretch if isinstance(figure, Target) else None
    return figure.numbers if stretch is None else (*figure.numbers, stretch)


def _number_problem(figure: Figure, indicator: Indicator, quote: str) -> Problem | None:
    """Each number must be read in the quote with its unit and sign; the first that can't be is said."""
    unit = _unit(figure, indicator)
    found = numerals.readings(quote)
    for number in _numbers(figure):
        same = [reading for reading in found if _same_amount(number, unit, reading)]
        if not same:
            return _absent(number, unit, quote, found)
        if not any(_same_sign(number, reading, indicator) for reading in same):
            message = (
                msgid("the quote says that it fell by {number}{unit}")
                if number > 0
                else msgid("the quote does not say that it fell by {number}{unit}")
            )
            return Problem("sign", said(message, number=abs(number), unit=unit))
    return None


def _absent(number: Decimal, unit: str, quote: str, found: tuple[Reading, ...]) -> Problem:
    """A number that can't be read in the quote, with what is there instead."""
    if words := spelled.found_in(quote):
        what = said("the quote spells the number in words: {words}", words=words)
        return Problem("figure-not-in-quote", what, said("copy into `written` the words that spell the number"))
    words = numerals.vague(quote)
    if words and not any(units.stands_first(reading.follows, unit) for reading in found):
        return Problem("vague-number", said("{words} is no number", words=words))
    has = "、".join(quote[r.start : r.end] + r.follows[:3] for r in found)
    message = (
        msgid("{number}{unit} is not in the quote, which has {has}")
        if has
        else msgid("{number}{unit} is not in the quote, which has no number")
    )
    return Problem("figure-not-in-quote", said(message, number=number, unit=unit, has=has))


def _unnamed(indicator: Indicator) -> Problem:
    what = said("the quote does not name {name}", name=indicator)
    names = dict.fromkeys((indicator.zh, *indicator.aliases, *indicator.named_by))
    cure = said(
        "begin the quote at the words that name it ({names}), correct the indicator, or say in `note` why it is meant",
        names=Both("、".join(list(names)[:_NAMES]), ", ".join(list(names)[:_NAMES])),
    )
    return Problem("subject-not-in-quote", what, cure)


def _subject_doubt(figure: Figure, indicator: Indicator, named: Quote, unit: str) -> Problem | None:
    """The number must stand beside the indicator's name and no other's, and be of its measure."""
    number = figure.numbers[0]
    mine = [r for r in named.readings if _same_amount(number, unit, r) and _same_sign(number, r, indicator)]
    owners = [named.owner(reading) for reading in mine]
    if None in owners:
        own = [reading for reading, owner in zip(mine, owners, strict=True) if owner is None]
        return (
            None
            if any(_measures(indicator, named.text, reading) for reading in own)
            else _of_another_measure(indicator)
        )
    others = [owner for owner in owners if owner]
    if not others:
        return _unnamed(indicator)
    return Problem(
        "subject-not-in-quote",
        said("in the quote {number} belongs to {words}, not to {name}", number=number, words=others[0], name=indicator),
    )


def _measures(indicator: Indicator, text: str, reading: Reading) -> bool:
    """Whether a number is what the indicator measures: not a change of a level or share, not a share of what grows."""
    before = text[max(0, reading.start - 12) : reading.start].removesuffix("-")
    by_so_much = reading.falls and not _is_a_fall(indicator)  # PM2.5浓度下降3微克/立方米 is no concentration
    if indicator.measure != "growth" and (by_so_much or _CHANGE.search(before)):
        return False
    if not units.stands_first(reading.follows, "%"):
        return True
    if indicator.measure == "share":
        return _RISES.search(before) is None
    return indicator.measure != "growth" or _SHARE.search(before) is None


def _of_another_measure(indicator: Indicator) -> Problem:
    return Problem(
        "subject-not-in-quote",
        said("the quote gives a change, or a share, which {name} is not", name=indicator),
    )


def _form_doubt(figure: Figure, indicator: Indicator, quote: str, unit: str) -> Problem | None:
    """The words around the number must make the figure's form."""
    number = figure.numbers[0]
    allowed: set[str] = set()
    for reading in numerals.readings(quote):
        if _same_amount(number, unit, reading) and _same_sign(number, reading, indicator):
            made = forms.around(quote, reading)
            turned = number < 0 and quote[reading.start - 1] != "-"
            allowed |= {forms.OPPOSITE.get(form, form) for form in made} if turned else made
    if figure.form in allowed or not allowed:
        return None
    what = said(
        "the words around {number} make it {allowed}, not {form}",
        number=number,
        allowed=" / ".join(sorted(allowed)),
        form=figure.form,
    )
    return Problem("form-not-in-quote", what)
