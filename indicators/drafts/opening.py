"""What the first lines of a report say of it: whose it is, of which kind, what it is called, who published it, who gave
it and on which day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from indicators.collection.evidence import normal
from indicators.model.levels import short

_HEAD = 4000  # characters in which a report says what it is
_FIRST = 1500  # and those in which it says when it was given, and by whom
_DIGITS = str.maketrans("〇○零OoＯ一二三四五六七八九", "000000123456789")
_DAY = re.compile(
    r"(?P<year>[12]\d{3}|[〇○零一二三四五六七八九Oo]{4})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_DAY_ALONE = re.compile(
    r"(?<!\d)(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
# A line that says when the report was given: at a congress, or a date and nothing else.
_GIVEN = re.compile(r"人民代表大会第?[^,。;]{1,5}次会议")
_ONLY_A_DAY = re.compile(r"[(\[—\-·*#\s]*\S{8,12}日[)\]—\-·*#\s]*")
_CONGRESS = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,10}?(?:自治[区州县]|[省市县区州盟旗]))第?[^,。;]{1,5}届人民代表大会"
)
_GOVERNMENT = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,14}人民政府)(?:代理?)?(?:市长|县长|区长|省长|州长|盟长|旗长|主席|关于)"
)
_COMMISSION = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,14}发展和改革(?:委员会|局))")
_SPEAKER = re.compile(
    r"(?:\A|.*人民政府|.*委员会|.*改革局)(?P<office>(?:代理?)?(?:市长|县长|区长|省长|州长|盟长|旗长|主席|主任|局长))"
    r"(?P<name>[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})?)[)\]]?\Z"
)
_GAVE = re.compile(
    r"(?:\A|,)(?P<name>(?:代?(?:市长|县长|区长|省长|州长|盟长|旗长|主席))?[\u4e00-\u9fff]{2,3}?)"
    r"(?:代表[^,。]{2,14}?)?(?:向大会)?作(?:政府)?工作报告"
)


class _Named(Protocol):
    """A city that has a Chinese name."""

    @property
    def zh(self) -> str:
        """Its name."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a report's text says of itself: city (None: none that is known), kind, and title, publisher, ISO date and
    speaker with their office (市长陈望海), each empty where it was not found."""

    city: str | None
    kind: str
    title: str
    publisher: str = ""
    date: str = ""
    speaker: str = ""


def suggested(text: str, cities: Mapping[str, _Named], plans: int | None = None) -> Suggested:
    """What the first words of a report say of it; `cities` are those there are, by folder, `plans` the year that the
    report plans, where it is known: a day printed without a year is of that one."""
    head = normal(text[:_HEAD])
    found = [
        (at, at + len(words), name)
        for name, city in cities.items()
        for words in [next((w for w in map(normal, (city.zh, short(city.zh))) if w in head), "")]
        if words and (at := head.find(words)) >= 0
    ]
    begins = {at for at, _, _ in found}
    found = [each for each in found if each[1] not in begins]  # 山西省太原市: the second is whose it is
    kind = "plan_report" if re.search(r"国民经济和社会发展计划", head[:600]) else "work_report"
    lines = [re.sub(r"\s+", "", line).strip("#*") for line in text[:2000].splitlines()]
    title = next(
        (
            line
            for line in lines
            if "报告" in normal(line) and 6 <= len(line) <= 70 and not re.search(r"[。，；]", line)
        ),
        "",
    )
    first = [normal(line) for line in text[:_FIRST].splitlines() if line.strip()]
    return Suggested(
        min(found)[2] if found else None,
        kind,
        title,
        _publisher(first, kind),
        _date(first, plans),
        next(filter(None, map(_speaker, first)), ""),
    )


def _publisher(lines: list[str], kind: str) -> str:
    """The body that gave the report: of a plan report the commission, else the government of whose congress it was."""
    own = _COMMISSION if kind == "plan_report" else _GOVERNMENT
    for line in lines:
        if (named := own.search(line)) and len(line) <= 60:
            return re.sub(r"\A(?:在|由|受|代表)", "", named["who"])
    if kind == "plan_report":
        return ""
    places = (re.split(r"[日在,(]", congress["place"])[-1] for line in lines if (congress := _CONGRESS.search(line)))
    return next((f"{place}人民政府" for place in places if len(place) > 1), "")


def _date(lines: list[str], plans: int | None) -> str:
    """The day on which the report was given, as an ISO date."""
    for line in lines:
        if len(line) <= 80 and (_GIVEN.search(line) or _ONLY_A_DAY.fullmatch(line)):
            day = _DAY.search(line) or (_DAY_ALONE.search(line) if plans else None)
            if day is not None:
                year = day["year"].translate(_DIGITS) if "year" in day.groupdict() else str(plans)
                try:
                    return datetime.date(int(year), _number(day["month"]), _number(day["day"])).isoformat()
                except ValueError:
                    continue
    return ""


def _number(written: str) -> int:
    """A day or a month in digits or Chinese: 12, 十二, 二十, 三十一."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return int(written.translate(_DIGITS))
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)


def _speaker(line: str) -> str:
    """Who gave the report, with their office, where a line says that and nothing else; or that they gave it."""
    named = _SPEAKER.match(line) if len(line) <= 40 else None
    if named is not None:
        return named["office"] + named["name"]
    gave = _GAVE.search(line) if len(line) <= 80 else None
    return gave["name"] if gave is not None else ""
