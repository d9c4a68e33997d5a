"""What a place's code in GB/T 2260 says of it: its level, and how its reports call it and what is above it.

Of the six digits the first two are the province, the next two the prefecture in it, the last two the county or
district in that: xx0000, xxyy00, xxyyzz. The municipalities (11, 12, 31, 50) have no prefectures: yy is 01 in the codes
of their districts and 02 in those of their counties, and xx0100 and xx0200 are no places. 90 is in the place of the
prefecture of a county that has none above it; Hong Kong's and Macao's districts have 00 there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from indicators.words.provinces import PROVINCES
from indicators.words.texts import Both, Said, said

CODE = re.compile(r"\d{6}", re.ASCII)
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_REGIONS = frozenset({"81", "82"})  # the special administrative ones
_DIRECT = "90"
_PREFECTURES = range(21, 51)  # 地区, 自治州 and 盟, which have no districts; what is below them are counties
_DISTRICTS = (range(1, 21), range(61, 81))  # of cities: their districts, and zones that are run like one


class Level(StrEnum):
    """The levels of places; what one reports holds what the lower ones in it report."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    DISTRICT = "district"


def level_of(code: str) -> Level:
    """The level of a code of six digits; of one that is none of a place (see `wrong`) the one it looks most like."""
    province, prefecture, county = code[:2], code[2:4], int(code[4:])
    if code[2:] == "0000":
        return Level.PROVINCE
    if province in _REGIONS:
        return Level.DISTRICT
    if not county:
        return Level.PREFECTURE
    if province in MUNICIPALITIES:
        return Level.COUNTY if prefecture == "02" else Level.DISTRICT
    in_a_city = prefecture != _DIRECT and int(prefecture) not in _PREFECTURES
    zones = county in _DISTRICTS[1]
    return (
        Level.DISTRICT if prefecture != _DIRECT and (zones or (in_a_city and county in _DISTRICTS[0])) else Level.COUNTY
    )


def wrong(code: str) -> Said | None:
    """Why a code of six digits is none of a place; None where it can be one."""
    province, prefecture, county = code[:2], code[2:4], code[4:]
    named = PROVINCES.get(province)
    if named is None:
        return said("{code} begins with {digits}, which is no province", code=code, digits=province)
    if prefecture == "00" and county != "00" and province not in _REGIONS:
        return said("{code} has no prefecture in its third and fourth digits, but a county behind them", code=code)
    together = prefecture in ("01", "02") if province in MUNICIPALITIES else prefecture == _DIRECT
    if county == "00" and together:
        return said(
            "{code} stands for several places of {province} together, and for none of them", code=code, province=named
        )
    if province in MUNICIPALITIES and prefecture not in ("00", "01", "02"):
        return said("{code} has a prefecture, and {province} has none", code=code, province=named)
    return None


_KINDS = re.compile(r"(自治[区州县旗]|特别行政区|地区|[省市县区州盟旗])\Z")
_OF_A_PEOPLE = re.compile(r"(?:壮族|回族|维吾尔)\Z")
_USUAL = {Level.PROVINCE: "省", Level.PREFECTURE: "市", Level.COUNTY: "县", Level.DISTRICT: "区"}
_WHOLE = {
    "省": "the whole province",
    "自治区": "the whole region",
    "市": "the whole city",
    "州": "the whole prefecture",
    "县": "the whole county",
    "区": "the whole district",
}


def kind(code: str, zh: str) -> str:
    """The word that a place calls itself by: 省, 自治区, 市, 州, 地区, 盟, 县, 旗, 区."""
    found = _KINDS.search(zh)
    if found is None:
        return _USUAL[level_of(code)]
    word = found[1]
    return word if word in ("自治区", "地区") else word[-1]


def short(zh: str) -> str:
    """A place's name as titles have it, without the word for what it is: 晋中, 山西, 广西, but 沁县."""
    bare = _OF_A_PEOPLE.sub("", _KINDS.sub("", zh))
    return bare if len(bare) > 1 else zh


def whole(code: str, zh: str) -> Both:
    """The place as a whole, as its documents call it, and in English: 全市, 全省, 全区."""
    own, level = kind(code, zh), level_of(code)
    told = {"盟": "州", "地区": "州", "旗": "县"}.get(own, own)
    if level is Level.PROVINCE and own == "区":
        told = "自治区"
    return Both("全区" if own == "自治区" else f"全{own}", _WHOLE[told])


@dataclass(frozen=True, slots=True)
class Home:
    """How a place's reports call it, and the larger ones that it is part of, by the words behind 全 and 我: `own` (市
    of 全市) and those `above` (省)."""

    own: str
    above: tuple[str, ...]


CITY = Home("市", ("省",))
_BELOW_A_CITY = ("省", "市", "州", "盟", "地区")


def home(code: str, zh: str) -> Home:
    """How the reports of a place with that code and Chinese name call it and what is above it."""
    own, level, named = kind(code, zh), level_of(code), PROVINCES.get(code[:2])
    if level is Level.PROVINCE:
        return Home(own, ())
    province = kind(f"{code[:2]}0000", named.zh) if named else "省"
    words = ["省", *(("自治区", "区") if province == "自治区" else (province,))]
    if level in (Level.COUNTY, Level.DISTRICT) and code[2:4] != _DIRECT and code[:2] not in MUNICIPALITIES:
        words += _BELOW_A_CITY
    return Home(own, tuple(dict.fromkeys(word for word in words if word != own)))


def home_called(word: str) -> Home:
    """The same by how a report calls its own place alone (全市), whose code nobody has given."""
    own = word.removeprefix("全")
    if own in ("省", "自治区"):
        return Home(own, ())
    above = _BELOW_A_CITY if own in ("县", "区", "旗") else ("省",)
    return Home(own, tuple(each for each in above if each != own))
