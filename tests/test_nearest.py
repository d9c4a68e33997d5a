"""Where the answer to a promise may stand in a report's review: near by shared words, few, nothing unrelated; and how a
later draft renews what an earlier one wrote as comments."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from indicators import collection
from indicators.cli import main
from indicators.collection.evidence import normal
from indicators.drafts import draft
from indicators.drafts.drafted import HalfPart
from indicators.drafts.inserting import Material, renew
from indicators.drafts.nearest import Wanted, nearest
from indicators.drafts.proposals import Proposals
from indicators.drafts.stale import passage
from indicators.model.schema import Indicator
from indicators.words.texts import said
from tests.samples import an_indicator, change, copy_of_mini, mapping_of
from tests.test_looked import unlooked

REVIEW = (
    "过去一年，城镇新增就业8.12万人，全面落实就业优先政策。老旧小区改造688个，棚户区改造4213套。"
    "空气质量优良天数比例达到82%，全市上下团结奋进。乡镇综合执法改革走在全省前列。新增公共停车位1万余个，群众出行更加方便。"
)
PLAN = "今年要新增公共停车位2万个，城镇新增就业8.5万人。"
TEXT = f"{REVIEW}\n{PLAN}"
HALVES = (
    HalfPart("reviews", 0, len(REVIEW), said("the words of a review")),
    HalfPart("plans", len(REVIEW) + 1, len(TEXT), said("the words of a plan")),
)


@pytest.mark.parametrize(
    ("names", "quote", "first"),
    [
        (["新增公共停车位", "公共停车泊位"], "新增公共停车位1万个以上", "新增公共停车位1万余个"),
        (["城镇新增就业"], "城镇新增就业8万人", "过去一年，城镇新增就业8.12万人"),
        (["老旧小区改造"], "新开工改造老旧小区604个", "老旧小区改造688个"),
        (["优良天数比例"], "", "空气质量优良天数比例达到82%"),
    ],
)
def test_the_nearest_passage_is_the_one_that_answers(names: list[str], quote: str, first: str) -> None:
    ((found, *_),) = nearest(TEXT, HALVES, [Wanted(tuple(names), quote)])
    assert first in found and found in TEXT


@pytest.mark.parametrize(
    ("names", "quote"),
    [
        (["居民消费价格涨幅", "CPI"], "居民消费价格涨幅控制在3%左右"),
        (["乡镇污水处理设施"], "新建乡镇污水处理设施12座"),  # 乡镇 alone is shared
        (["企业技术中心"], "新增企业技术中心50个"),
        (["城镇居民人均可支配收入增速"], "城镇居民人均可支配收入增长7.5%"),
        (["全市"], "全市全面完成目标任务"),
        ([], ""),
    ],
)
def test_nothing_unrelated_is_listed(names: list[str], quote: str) -> None:
    assert nearest(TEXT, HALVES, [Wanted(tuple(names), quote)]) == ((),)


@given(
    st.lists(
        st.sampled_from(["新增公共停车位1万个。", "老旧小区改造688个，", "城镇新增就业。", "\n", "x" * 300]),
        max_size=20,
    )
)
def test_few_passages_are_listed_and_all_stand_in_the_review(pieces: list[str]) -> None:
    text = "".join(pieces)
    halves = [HalfPart("reviews", 0, len(text), said("the words of a review"))]
    wanted = [Wanted(("公共停车位",), "新增公共停车位1万个以上"), Wanted(("老旧小区",), "改造老旧小区10个")]
    for passages in nearest(text, halves, wanted):
        assert len(passages) <= 3 and len(set(passages)) == len(passages)
        assert all(normal(each.removesuffix("…")) in normal(text) and len(each) <= 121 for each in passages)


def test_a_proposal_is_of_one_thing() -> None:
    proposals = Proposals(["name_me_2"])
    one, other = proposals.entry("脱贫", "amount", "人"), proposals.entry("移民", "amount", "人")
    assert proposals.entry("脱贫", "amount", "万人").key == one.key != other.key  # the same thing, counted in thousands
    third = proposals.entry("脱贫", "amount", "户")
    assert proposals.entry("移民", "amount", "人").key == other.key  # asked for again, its number is not the last
    fourth = proposals.entry("搬迁", "amount", "人")
    keys = [each.key for each in (one, other, third, fourth)]
    assert len(set(keys)) == 4 and "name_me_2" not in keys
    assert (
        proposals.entry("占比", "share", "%").key != proposals.entry("占比", "share", "%").key
    )  # of what, nobody knows


@given(st.lists(st.tuples(st.sampled_from(["甲类项目", "乙类项目", "", "占比"]), st.sampled_from(["个", "户", "%"]))))
def test_what_differs_in_name_or_unit_never_shares_a_key(things: list[tuple[str, str]]) -> None:
    proposals, seen = Proposals([]), dict[str, tuple[str, str]]()
    for name, unit in things:
        key = proposals.entry(name, "share" if unit == "%" else "amount", unit).key
        assert seen.setdefault(key, (name, unit)) == (name, unit)


def test_a_slogan_is_no_share() -> None:
    proposals = Proposals([])
    assert proposals.said_of("地铁一号线", "done", "通车").measure == "share"
    assert (proposals.said_of("营商环境", "text", "全面优化").measure, proposals.said_of("x", "text", "x").unit) == (
        "index",
        "",
    )
    assert proposals.said_of("外贸进出口", "text", "实现正增长").measure == "growth"


# --- a draft again, after the catalogue grew

REPORT = """政府工作报告
一、2023年工作回顾
过去一年，全市地区生产总值完成512.3亿元、增长5.6%，城镇新增就业2.3万人，改造水站9座。
二、2024年工作安排
今年主要预期目标是：地区生产总值增长6%左右，城镇新增就业2.5万人以上。建成充电站12个，新建雨水花园5个。
"""
CHARGERS = {"zh": "建成充电站", "en": "Charging stations built", "unit": "个", "measure": "count", "group": "city"}
NEW = """charging_stations_built:
  zh: 建成充电站
  en: Charging stations built
  unit: 个
  measure: count
  better: higher
  group: city
  aliases: [充电站]
"""


def _run(folder: Path, *more: object, text: str = REPORT) -> Result:
    report = folder / "report.txt"
    report.write_text(text, encoding="utf-8")
    arguments = ["draft", report, "--city", "yunzhou", "--curated", folder / "mini" / "curated", "--lang", "en", *more]
    return CliRunner().invoke(main, [str(a) for a in arguments])


def _catalogued(curated: Path) -> None:
    """The catalogue grows by one entry."""
    file = curated / "indicators.yaml"
    file.write_text(file.read_text(encoding="utf-8") + NEW, encoding="utf-8")


def test_outcomes_that_nothing_fits_are_written_and_a_draft_again_gives_the_same(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    assert _run(tmp_path, "--write").exit_code == 0
    reviewed = (curated / "yunzhou/2023.yaml").read_text(encoding="utf-8")
    assert "# Outcomes that no indicator fits; take those that the city promised in some year:" in reviewed
    assert "  #   outcome: {value: 9, quote: 改造水站9座}\n" in reviewed
    files = {file: file.read_bytes() for file in curated.rglob("*.yaml")}
    again = _run(tmp_path, "--write")
    assert again.exit_code == 0 and again.stdout.count("0 figures added") == 2
    assert {file: file.read_bytes() for file in curated.rglob("*.yaml")} == files
    assert _run(tmp_path, "--write", "--lang", "zh").exit_code == 0
    assert "没有合适指标的结果" in (text := (curated / "yunzhou/2023.yaml").read_text(encoding="utf-8"))
    assert "Outcomes that no indicator fits" not in text and text.count("改造水站9座") == 1


def test_a_draft_again_replaces_its_own_comments_and_no_one_elses(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    assert _run(tmp_path, "--write").exit_code == 0
    file = curated / "yunzhou/2024.yaml"
    before = file.read_text(encoding="utf-8")
    assert "#   target: {value: 12, quote: 建成充电站12个}" in before and "#   zh: 建成充电站" in before
    # A curator's own: a remark, a figure that they corrected, a proposal that they named.
    change(
        file,
        "#   target: {value: 5, quote: 新建雨水花园5个}",
        "#   target: {at_least: 5, quote: 新建雨水花园5个}  # ask Li",
    )
    text = file.read_text(encoding="utf-8")
    head, sign, tail = text.partition('#   zh: 新建雨水花园\n  #   en: "FILL IN: English name"\n')
    assert sign
    named = "#   zh: 新建雨水花园\n  #   en: Pocket parks\n"
    file.write_text(head + named + tail + "  # a word of my own\n", encoding="utf-8")
    _catalogued(curated)
    again = _run(tmp_path, "--write")
    assert again.exit_code == 0
    assert "1 figures added, 0 of them as comments" in again.stdout
    assert "1 that stood there as comments have found their indicator" in again.stdout
    after = file.read_text(encoding="utf-8")
    assert mapping_of(after)["promises"]["charging_stations_built"]["target"]["value"] == 12
    assert "#   target: {value: 12" not in after and "#   zh: 建成充电站" not in after
    for own in ("{at_least: 5, quote: 新建雨水花园5个}  # ask Li", named, "# a word of my own"):
        assert after.count(own) == 1, own
    assert after.count("新建雨水花园5个") == 1  # nor is it proposed a second time


def test_of_another_report_nothing_is_taken_out_and_no_key_is_used_twice(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    assert _run(tmp_path, "--write").exit_code == 0
    other = REPORT.replace("建成充电站12个，新建雨水花园5个", "新建骑行驿站7座")
    assert _run(tmp_path, "--write", text=other).exit_code == 0
    text = (curated / "yunzhou/2024.yaml").read_text(encoding="utf-8")
    assert "#   target: {value: 12, quote: 建成充电站12个}" in text and "quote: 新建骑行驿站7座}" in text
    keys = [line for line in text.splitlines() if line.startswith("  # name_me")]
    assert len(keys) == 6 and len(set(keys)) == 3  # each key once as an entry, once as a proposal


def test_the_empty_entries_of_a_new_city_go_once_they_are_drafted() -> None:
    catalogue = {
        "gdp_growth": an_indicator(zh="地区生产总值增速", en="GDP growth", aliases=["地区生产总值"], headline=True),
        "cpi_growth": an_indicator(zh="居民消费价格涨幅", en="Consumer prices", headline=True),
    }
    begun = (
        "promises:\n  # The headline figures that every plan opens with. Fill in what 2024 promises and take the # "
        "away; take out the rest.\n\n"
        "  # 地区生产总值增速 · GDP growth (%)\n  # gdp_growth:\n  #   target: {value: , quote: }\n"
        "\n  # 居民消费价格涨幅 · Consumer prices (%)\n  # cpi_growth:\n  #   target: {value: , quote: }\n"
    )
    made = draft(REPORT, catalogue)
    figures = tuple(f for f in made.figures if f.year == 2024 and f.indicator)

    def renewed(text: str, catalogue: dict[str, Indicator] = catalogue) -> str:
        done = renew(text.encode(), "x.yaml", Material(figures, REPORT), catalogue, {}, "en")
        assert done.content is not None
        return done.content.decode()

    text = renewed(begun)
    assert "# gdp_growth:" not in text and "\n  gdp_growth:\n" in text
    assert "# cpi_growth:" in text and "# The headline figures" in text
    alone = renewed(
        begun.replace("居民消费价格涨幅 · Consumer prices (%)", "")
        .replace("  # cpi_growth:\n", "")
        .replace("  # \n", "")
    )
    assert "# gdp_growth:" not in alone
    filled = renewed(begun.replace("{value: , quote: }", "{value: 6, quote: x}", 1))
    assert "# gdp_growth:\n  #   target: {value: 6, quote: x}" in filled  # somebody began with it
    before = renewed(begun.replace("GDP growth (%)", "GDP growth (%); 2023: 5%"))
    assert "# gdp_growth:" in before  # what was promised the year before stays to be compared


# --- the passages below the promises, and who has gone through them

ANSWERED = """政府工作报告
一、2023年工作回顾
过去一年，城镇就业持续向好，新增就业岗位较多。建成学校若干所，粮食总产量再创新高。
二、2024年工作安排
今年主要预期目标是：地区生产总值增长6%左右。
"""


@pytest.fixture
def reviewing(tmp_path: Path) -> Path:
    """The invented data in which nobody has looked, with the report of 2024 held as a whole."""
    curated = unlooked(copy_of_mini(tmp_path))
    report = curated.parent / "seeds" / "yunzhou-2024.txt"
    report.write_text(ANSWERED.replace("2023", "2022").replace("2024", "2023"), encoding="utf-8")
    return curated


def _of(curated: Path, *more: object) -> Result:
    report = curated.parent / "seeds" / "yunzhou-2022.txt"
    arguments = ["draft", report, "--city", "yunzhou", "--curated", curated, "--lang", "en", *more]
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_the_passages_stand_below_their_promise_until_somebody_has_gone_through_them(tmp_path: Path) -> None:
    curated = unlooked(copy_of_mini(tmp_path))
    file = curated / "yunzhou/2021.yaml"
    open_ = [k for k, p in collection.load(curated).years["yunzhou", 2021].items() if p.target and not p.outcome]
    assert open_
    checked = CliRunner().invoke(main, ["check", "--curated", str(curated), "--lang", "en"])
    assert checked.exit_code == 0 and "promises whose answer nobody has looked for" in checked.stdout
    assert open_[0] in checked.stdout
    before = file.read_bytes()
    assert _of(curated, "--write").exit_code == 0
    listed = [line for line in file.read_text(encoding="utf-8").splitlines() if passage(line) is not None]
    printed = _of(curated).stdout
    assert all(line.strip() in printed for line in listed)
    said_so = _of(curated, "--looked", " 甲  ")
    assert said_so.exit_code == 0, said_so.stderr
    assert passage_lines(file) == [] and open_[0] in said_so.stdout
    looked = collection.load(curated).cities["yunzhou"].sources["work-report-2022"].looked
    assert looked is not None and looked.by == "甲"
    assert mapping_of(file.read_text(encoding="utf-8")).keys() == mapping_of(before.decode()).keys()
    assert _of(curated, "--write").exit_code == 0 and passage_lines(file) == []  # who has looked is not sent again
    assert _of(curated, "--looked", "乙").exit_code == 0  # somebody looks again: one entry, the newer
    text = (curated / "yunzhou/city.yaml").read_text(encoding="utf-8")
    assert (text.count("looked: {by: 甲"), text.count("looked: {by: 乙")) == (0, 1)
    checked = CliRunner().invoke(main, ["check", "--curated", str(curated), "--lang", "en"])
    assert not any(f"yunzhou 2021 {name}" in checked.stdout for name in open_)


def passage_lines(file: Path) -> list[str]:
    """The passages that stand in a file."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if passage(line) is not None]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--looked", "甲", "--write"), "give --looked alone, once what --write has listed is gone through"),
        (("--looked", "  "), "give --looked the name of whoever looked"),
        (("--looked", "甲", "--source", "half-year-2022"), "half-year-2022 is not held or reviews no year"),
    ],
)
def test_who_looked_is_not_written_where_it_says_nothing(more: tuple[str, ...], says: str, tmp_path: Path) -> None:
    curated = unlooked(copy_of_mini(tmp_path))
    before = (curated / "yunzhou/city.yaml").read_bytes()
    done = _of(curated, *more)
    assert (done.exit_code, says in done.stderr) == (2, True), done.stderr
    assert (curated / "yunzhou/city.yaml").read_bytes() == before


def test_a_report_that_is_not_registered_cannot_have_been_looked_through(tmp_path: Path) -> None:
    copy_of_mini(tmp_path)
    done = _run(tmp_path, "--looked", "甲")
    assert (done.exit_code, "this text is not that of a source in curated/yunzhou/city.yaml" in done.stderr) == (
        2,
        True,
    )
