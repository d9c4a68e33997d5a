"""Provinces, prefectures, counties, districts: the code tells which, a report's own words are its own place's, and no
numbers are added up over levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from indicators import collection, tables
from indicators.briefs.assembling import brief
from indicators.briefs.request import Request
from indicators.cli import main
from indicators.collection.belonging import read
from indicators.collection.naming import Naming
from indicators.collection.proof import quote_problem
from indicators.drafts import draft
from indicators.drafts.opening import suggested
from indicators.judging.verdicts import Context, judge
from indicators.model.levels import CITY, Level, home, home_called, level_of, short, whole, wrong
from indicators.model.schema import City, Promise
from indicators.tables import Frames
from indicators.tables.framed import NamedCity
from indicators.views.ambition import ambition
from indicators.views.compare import compare
from indicators.views.indicator import indicator_view
from indicators.views.overview import overview
from indicators.words.provinces import INVENTED, PROVINCES
from tests.samples import MINI, a_source, a_target, an_indicator, an_outcome, change, copy_of_mini
from tests.views import BOTH

# code | its level | how its documents call it as a whole, by its Chinese name
CODES = """
140000 | province   | 山西省             | 全省 | the whole province
150000 | province   | 内蒙古自治区       | 全区 | the whole region
110000 | province   | 北京市             | 全市 | the whole city
810000 | province   | 香港特别行政区     | 全区 | the whole region
140700 | prefecture | 晋中市             | 全市 | the whole city
222400 | prefecture | 延边朝鲜族自治州   | 全州 | the whole prefecture
152500 | prefecture | 锡林郭勒盟         | 全盟 | the whole prefecture
652900 | prefecture | 阿克苏地区         | 全地区 | the whole prefecture
441900 | prefecture | 东莞市             | 全市 | the whole city
140702 | district   | 榆次区             | 全区 | the whole district
140721 | county     | 榆社县             | 全县 | the whole county
140781 | county     | 介休市             | 全市 | the whole city
150430 | county     | 敖汉旗             | 全旗 | the whole county
222401 | county     | 延吉市             | 全市 | the whole city
429004 | county     | 仙桃市             | 全市 | the whole city
469021 | county     | 定安县             | 全县 | the whole county
520201 | district   | 钟山区             | 全区 | the whole district
110105 | district   | 朝阳区             | 全区 | the whole district
310151 | district   | 崇明区             | 全区 | the whole district
500154 | district   | 开州区             | 全区 | the whole district
500229 | county     | 城口县             | 全县 | the whole county
130171 | district   | 石家庄高新技术产业开发区 | 全区 | the whole district
810001 | district   | 中西区             | 全区 | the whole district
"""
WRONG = {
    "160100": "160100 begins with 16, which is no province",
    "000000": "000000 begins with 00, which is no province",
    "140001": "140001 has no prefecture in its third and fourth digits, but a county behind them",
    "110100": "110100 stands for several places of Beijing together, and for none of them",
    "500200": "500200 stands for several places of Chongqing together, and for none of them",
    "429000": "429000 stands for several places of Hubei together, and for none of them",
    "120700": "120700 has a prefecture, and Tianjin has none",
}
CATALOGUE = {
    "gdp": an_indicator(zh="地区生产总值"),
    "jobs": an_indicator(zh="城镇新增就业", unit="万人", measure="count"),
}


@pytest.mark.parametrize("line", CODES.strip().splitlines())
def test_the_code_tells_the_level(line: str) -> None:
    code, level, zh, in_chinese, in_english = (part.strip() for part in line.split("|"))
    assert City(zh=zh, en="X", code=code).level == level
    assert wrong(code) is None
    assert (whole(code, zh).zh, whole(code, zh).en) == (in_chinese, in_english)


@pytest.mark.parametrize("code", WRONG)
def test_a_code_of_no_place_is_told(code: str) -> None:
    why = wrong(code)
    assert why is not None and why.say("en") == WRONG[code]


@given(st.from_regex(r"\d{6}", fullmatch=True).map(lambda c: c.translate(str.maketrans("٠", "0"))))
def test_every_six_digits_have_a_level(code: str) -> None:
    if code.isascii():
        assert level_of(code) in Level
        assert (wrong(code) is None) <= (code[:2] in PROVINCES)
        assert home(code, "某地").own not in home(code, "某地").above


def test_there_are_thirty_four_provinces_and_one_that_is_invented() -> None:
    assert len(PROVINCES) == 35 and INVENTED in PROVINCES
    for names in ({each.zh for each in PROVINCES.values()}, {each.en for each in PROVINCES.values()}):
        assert len(names) == 35


def test_a_name_in_a_title_goes_without_the_word_for_what_it_is() -> None:
    names = ("晋中市", "山西省", "广西壮族自治区", "新疆维吾尔自治区", "延边朝鲜族自治州", "沁县", "榆次区")
    assert [short(name) for name in names] == ["晋中", "山西", "广西", "新疆", "延边朝鲜族", "沁县", "榆次"]
    titled = a_source(title="2023年山西政府工作报告", reviews=2022, plans=2023)
    City(zh="山西省", en="Shanxi", code="140000", sources={"r": titled})
    assert titled.say("zh") == "《2023年山西政府工作报告》"


# place | the quote | whose the number is: own, else the words of another place
OWNERS = """
140000 山西省       | 全省地区生产总值增长6%             | own
140000 山西省       | 我省地区生产总值增长6%             | own
140000 山西省       | 全国地区生产总值增长5%             | 全国地区生产总值增长
140000 山西省       | 地区生产总值，全省增长6%           | own
150000 内蒙古自治区 | 全区地区生产总值增长6%             | own
150000 内蒙古自治区 | 全自治区地区生产总值增长6%         | own
150200 包头市       | 全区地区生产总值增长6%             | 全区地区生产总值增长
150200 包头市       | 全市地区生产总值增长6%             | own
140700 晋中市       | 全省地区生产总值增长6%             | 全省地区生产总值增长
140700 晋中市       | 我省地区生产总值增长6%             | 我省地区生产总值增长
140700 晋中市       | 地区生产总值比全省平均增速5%高     | 全省平均增速
140000 山西省       | 地区生产总值，高于全国水平，增长6% | own
140702 榆次区       | 全区地区生产总值增长6%             | own
140702 榆次区       | 我区地区生产总值增长6%             | own
140702 榆次区       | 全市地区生产总值增长6%             | 全市地区生产总值增长
140721 榆社县       | 全县地区生产总值增长6%             | own
140721 榆社县       | 我县地区生产总值增长6%             | own
140721 榆社县       | 全市地区生产总值增长6%             | 全市地区生产总值增长
140781 介休市       | 全市地区生产总值增长6%             | own
222400 延边州       | 全州地区生产总值增长6%             | own
152500 锡林郭勒盟   | 全盟地区生产总值增长6%             | own
150430 敖汉旗       | 全旗地区生产总值增长6%             | own
652900 阿克苏地区   | 全地区地区生产总值增长6%           | own
500229 城口县       | 全市地区生产总值增长6%             | 全市地区生产总值增长
429004 仙桃市       | 全市地区生产总值增长6%             | own
"""


@pytest.mark.parametrize("line", OWNERS.strip().splitlines())
def test_a_reports_own_words_are_its_own_places(line: str) -> None:
    place, words, wanted = (part.strip() for part in line.split("|"))
    code, zh = place.split()
    naming = Naming(CATALOGUE).told_by(home(code, zh))
    quote = read(words, CATALOGUE["gdp"], "%", naming)
    assert (quote.owner(quote.readings[-1]) or "own") == wanted


def test_a_city_is_read_as_before() -> None:
    assert home("140700", "晋中市") == home("990100", "云州市") == home_called("全市") == CITY
    naming = Naming(CATALOGUE)
    assert naming.told_by(CITY) is naming
    assert home_called("全省").above == () and home_called("全自治区").own == "自治区"
    assert "市" in home_called("全县").above and "市" not in home_called("全州").above


def test_a_comparison_with_the_whole_is_a_provinces_own() -> None:
    figure = a_target(in_step_with="gdp", quote="城镇新增就业与全省地区生产总值同步增长")
    of_a_city = quote_problem(figure, CATALOGUE["jobs"], naming=Naming(CATALOGUE))
    assert of_a_city is not None and "does not compare" in of_a_city.what.say("en")
    naming = Naming(CATALOGUE, home=home("140000", "山西省"))
    assert quote_problem(figure, CATALOGUE["jobs"], naming=naming) is None


@pytest.mark.parametrize(("code", "zh", "scope", "met"), [
    ("140000", "山西省", "全省", True),
    ("140700", "晋中市", "全省", False),
    ("140721", "榆社县", "全县", True),
])  # fmt: skip
def test_the_whole_of_a_place_is_no_part_of_it(code: str, zh: str, scope: str, met: bool) -> None:
    promise = Promise(target=a_target(value=6), outcome=(an_outcome(value=7, scope=scope),))
    context = Context(
        2022,
        {"r": a_source(reviews=2022), "p": a_source(reviews=2021, plans=2022)},
        CATALOGUE,
        {"gdp": promise},
        whole=whole(code, zh),
    )
    found = judge("gdp", context)
    assert found is not None and found.verdict == ("met" if met else "not_comparable")
    if not met:
        assert found.because.say("zh").startswith("无法比较：承诺为全市") or "全市" in found.because.say("zh")


REPORT = """云州省2024年政府工作报告
——在云州省第十三届人民代表大会第一次会议上
一、2023年工作回顾
过去一年，全省地区生产总值增长6.1%，全省城镇新增就业21万人。
二、2024年工作安排
今年，全省地区生产总值增长6.5%左右，全省城镇新增就业22万人。
"""


def test_the_draft_of_a_provinces_report_does_not_doubt_its_own_words() -> None:
    catalogue = {**CATALOGUE, "jobs": an_indicator(zh="城镇新增就业", unit="万人", measure="count")}
    made = draft(REPORT, catalogue)
    found = {(f.role, f.indicator): f for f in made.figures}
    assert set(found) == {(role, key) for role in ("target", "outcome") for key in ("gdp", "jobs")}
    assert [doubt.say("en") for f in made.figures for doubt in f.doubts] == []


def test_a_report_names_its_place_behind_the_larger_one() -> None:
    places = {
        "shanxi": NamedCity("山西省", "Shanxi", {}),
        "taiyuan": NamedCity("太原市", "Taiyuan", {}),
        "x": NamedCity("小店区", "Xiaodian", {}),
    }
    assert suggested("山西省太原市2023年政府工作报告", places).city == "taiyuan"
    assert suggested("山西省太原市小店区2023年政府工作报告", places).city == "x"
    assert suggested("山西省2023年政府工作报告", places).city == "shanxi"


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """The invented data, of which one place is a province and the other a prefecture in it."""
    curated = copy_of_mini(tmp_path_factory.mktemp("levels"))
    change(
        curated / "yunzhou" / "city.yaml",
        'zh: 云州市\nen: Yunzhou\ncode: "990100"',
        'zh: 云州省\nen: Yunzhou\ncode: "990000"',
    )
    found = collection.load(curated)
    return tables.frames(found)


def test_the_level_is_a_column_of_every_table(levels: Frames, mini: Frames) -> None:
    for name in ("promises", "figures", "histories", "sources"):
        table = levels.table(name)
        told = dict(zip(table["city"], table["level"], strict=True))
        assert told.items() <= {"yunzhou": "province", "lancheng": "prefecture"}.items() and told
    assert set(mini.promises["level"]) == {"prefecture"}


@BOTH
def test_the_overview_adds_nothing_up_over_levels(levels: Frames, mini: Frames, lang: str) -> None:
    lead = overview(levels, levels, lang).lead
    n = levels.promises.groupby("level").size()
    assert len(levels.promises) == n.sum() and str(n.sum()) not in lead
    if lang == "en":
        assert lead.startswith(f"{n['province']} promises of 1 province; ")
        assert f" {n['prefecture']} promises of 1 prefecture; " in lead and lead.endswith("nothing is added up.")
        assert f"{len(mini.promises)} promises of 2 cities; " in overview(mini, mini, lang).lead
    else:
        assert lead.startswith(f"1个省级地区的{n['province']}项承诺") and "1个地级市（州、盟）的" in lead
        assert lead.endswith("不作相加。") and "2个城市的" in overview(mini, mini, lang).lead
    table = overview(levels, levels, lang).table
    assert table.columns[1] == {"en": "Level", "zh": "层级"}[lang]
    assert overview(mini, mini, lang).table.columns[1] == {"en": "Year", "zh": "年份"}[lang]
    place = {"en": ("Place", "City"), "zh": ("地方", "城市")}[lang]
    assert (table.columns[0], overview(mini, mini, lang).table.columns[0]) == place


@BOTH
def test_compare_says_that_places_are_of_different_levels(levels: Frames, mini: Frames, lang: str) -> None:
    cities = ["yunzhou", "lancheng"]
    view = compare(levels, cities, 2022, lang)
    said = {
        "en": "These places are of different levels: Yunzhou is a province, ",
        "zh": "这些地方层级不同：云州省为省级",
    }[lang]
    assert view.standings[0].startswith(said) and view.footer.startswith(said)
    alike = compare(mini, cities, 2022, lang)
    assert not any(said[:12] in line for line in (*alike.standings, alike.footer))
    assert len(view.standings) == len(alike.standings) + 1


@BOTH
def test_the_indicator_page_counts_each_level_by_itself(levels: Frames, mini: Frames, lang: str) -> None:
    cities = ["yunzhou", "lancheng"]
    view = indicator_view(levels, "gdp_growth", cities, lang)
    each = [indicator_view(levels, "gdp_growth", [city], lang).subtitle for city in cities]
    names = {"en": ("province: ", "prefecture: "), "zh": ("省级：", "地级：")}[lang]
    for name, own in zip(names, each, strict=True):
        assert f"{name}{own.partition('·')[2].strip()}" in view.subtitle
    assert any(("different levels" in line or "层级不同" in line) for line in view.cautions)
    assert not any(
        ("different levels" in line or "层级不同" in line)
        for line in indicator_view(mini, "gdp_growth", cities, lang).cautions
    )


def test_a_briefing_adds_nothing_up_over_levels(levels: Frames, mini: Frames) -> None:
    asked = Request("comparison", ("yunzhou", "lancheng"), (2022,))
    assert brief(mini, asked).tally and not brief(levels, asked).tally
    assert brief(levels, Request("scorecard", ("yunzhou",), (2022,))).tally


@BOTH
def test_ambition_counts_each_level_by_itself(levels: Frames, mini: Frames, lang: str) -> None:
    lead, alike = ambition(levels, lang).lead, ambition(mini, lang).lead
    assert ("1 province: " in lead or "1个省级地区：" in lead) and ("1 province" not in alike and "省级" not in alike)


@pytest.mark.parametrize(("name", "code", "told"), [
    ("云州省", "980000", "begins with 98, which is no province"),
    ("甲县", "140001", "has no prefecture"),
    ("云市", "990100", "is the code of yunzhou already"),
])  # fmt: skip
def test_new_refuses_a_code_that_is_no_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str, told: str
) -> None:
    monkeypatch.chdir(copy_of_mini(tmp_path).parent)
    monkeypatch.setenv("LANG", "en_GB")
    done = CliRunner().invoke(main, ["new", "jia", "2024", "--name", name, "--en", "Jia", "--code", code])
    assert done.exit_code == 2 and told in " ".join(done.stderr.split())


@pytest.mark.parametrize(("name", "code", "level"), [
    ("甲省", "990000", "province"),
    ("甲县", "990121", "county"),
    ("甲区", "990102", "district"),
])  # fmt: skip
def test_new_begins_a_place_of_any_level(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str, level: str
) -> None:
    root = copy_of_mini(tmp_path).parent
    monkeypatch.chdir(root)
    report = root / "jia-2024.txt"
    report.write_text(
        f"{name}2024年政府工作报告\n过去一年，地区生产总值增长6%。\n今年，地区生产总值增长7%。\n", encoding="utf-8"
    )
    done = CliRunner().invoke(
        main, ["new", "jia", "2024", "--name", name, "--en", "Jia", "--code", code, "--report", str(report)]
    )
    assert done.exit_code == 0, done.output
    written = "".join(file.read_text(encoding="utf-8") for file in (root / "curated" / "jia").iterdir())
    assert f"{name}2024年政府工作报告" in written
    assert not {"本市", "该市", "全市"} & {written[i : i + 2] for i in range(len(written))}
    assert collection.load(root / "curated").cities["jia"].level == level


def test_two_places_with_one_code_are_told_at_the_second(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated / "yunzhou" / "city.yaml", "990100", "990200")
    (problem,) = collection.load(curated).problems
    assert (problem.path, problem.code) == ("curated/yunzhou/city.yaml", "same-code")
    assert collection.load(MINI).problems == ()
