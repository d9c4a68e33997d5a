"""CONTRIBUTING.md followed by someone who has nothing else: a county that nobody curated before, and its next year.

The commands are those of the page, in its order, in both languages. The county and its two reports are invented, and
what a person decides between the commands was decided by hand (`tests/walk/huaichuan`): no real data can break it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from indicators import collection, drafts, tables
from indicators.words.texts import translate
from tests.conftest import ROOT
from tests.samples import change
from tests.walking import FOLDER, NEW_CITY, WALK, Held, Project, bare, begun, figures, said_of, section, steps

DONE_BY_HAND = WALK / FOLDER
BY_HAND = DONE_BY_HAND / "city.yaml"
FIRST, NEXT = 2022, 2023
ENGLISH, CHINESE = "Adding a year", "添加一年"
LANGUAGES = [(ENGLISH, "en", "C.UTF-8"), (CHINESE, "zh", "zh_CN.UTF-8")]


def verdicts(curated: Path) -> dict[tuple[int, str], tuple[str, str, str]]:
    """What became of every promise of the county, and why."""
    promises = tables.promises(collection.load(curated))
    columns = promises[["year", "indicator", "verdict", "gap_en", "because_en"]].to_numpy().tolist()
    return {(int(year), name): (verdict, gap, why) for year, name, verdict, gap, why in columns}


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The curated folder as it should be in the end."""
    root = tmp_path_factory.mktemp("by_hand")
    curated = root / "curated"
    curated.mkdir()
    shutil.copy(WALK / "indicators.yaml", curated)
    shutil.copytree(DONE_BY_HAND, curated / FOLDER)
    (root / "seeds").mkdir()
    for report in WALK.glob("*.txt"):
        shutil.copy(report, root / "seeds")
    own = curated / FOLDER / "indicators.yaml"
    own.write_text(own_indicators(NEXT), encoding="utf-8")
    (curated / FOLDER / "indicators-2023.yaml").unlink()
    return curated


def own_indicators(year: int) -> str:
    """The county's own catalogue once a year's report is curated."""
    files = ["indicators.yaml", *(["indicators-2023.yaml"] if year == NEXT else [])]
    return "".join((DONE_BY_HAND / name).read_text(encoding="utf-8") for name in files)


def decided(year: int, last: int) -> str:
    """A year's file by hand when `last` is the newest year whose report is curated."""
    text = (DONE_BY_HAND / f"{year}.yaml").read_text(encoding="utf-8")
    if year < last:
        return text
    without = re.sub(r"^    outcome: .*\n", "", text, flags=re.MULTILINE)  # the next report gives them
    return re.sub(r"^  \w+:\n(?=  \w|\Z)", "", without, flags=re.MULTILINE)


def test_the_curators_files_are_clean_and_judged_as_a_reader_would(by_hand: Path) -> None:
    data = collection.load(by_hand)
    assert data.problems == ()
    assert Counter(verdict for (year, _), (verdict, _, _) in verdicts(by_hand).items() if year == FIRST) == {
        "met": 44,
        "missed": 10,
        "unreported": 7,
        "not_comparable": 6,
        "unclear": 2,
    }
    assert {verdict for (year, _), (verdict, _, _) in verdicts(by_hand).items() if year == NEXT} <= {
        "awaiting",
        "unquantified",
    }


def describe(project: Project, year: int) -> None:
    """What a person sees of a report: that its first lines were read well, and that its text is whole."""
    city, register = project.folder / "city.yaml", project.root / "seeds" / "README.md"
    city.write_text(re.sub(r"^    excerpt: .*\n", "", city.read_text("utf-8"), flags=re.MULTILINE), encoding="utf-8")
    whole = re.sub(r"\| 回顾、部署不全[^|]*\| Of the review[^|]*\|", "| 完整。 | Whole. |", register.read_text("utf-8"))
    register.write_text(whole, encoding="utf-8")
    sources, by_hand = (yaml.load(file.read_bytes(), yaml.CSafeLoader)["sources"] for file in (city, BY_HAND))
    for fact in ("title", "publisher", "date", "reviews", "plans", "file", "sha256"):
        assert str(sources[f"work-report-{year}"][fact]) == str(by_hand[f"work-report-{year}"][fact])


def decide(project: Project, year: int) -> None:
    """What a person makes of the drafts of a year's report: here, what was decided once about each figure."""
    for each in range(FIRST - 1, year + 1):
        (project.folder / f"{each}.yaml").write_text(decided(each, year), encoding="utf-8")


def drafted(project: Project, year: int) -> list[Held]:
    """All that the draft of a year's report has put into the two files."""
    found: list[Held] = []
    for each in (year - 1, year):
        file = project.folder / f"{each}.yaml"
        found += figures(file.read_text(encoding="utf-8"), each) if file.exists() else []
    return found


def wanted(year: int) -> Iterator[Held]:
    """The figures that a curator takes from a year's report: its outcomes of the year before and its targets."""
    for each, role in ((year - 1, "outcome"), (year, "target")):
        for figure in figures(decided(each, max(each + 1, year)), each):
            if figure.role == role:
                yield figure


@dataclass
class Kept:
    """What became of the figures that a curator takes, in a draft."""

    right: set[str] = field(default_factory=set)  # an entry of this indicator, with this number in this form
    there: set[str] = field(default_factory=set)  # another entry, a comment, or a passage to look at
    gone: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)  # quotes of comments that have become entries


def kept(project: Project, year: int, told: str) -> Kept:
    """What became of each figure that a curator takes from a year's report, once `draft` has `told` what it did."""
    made = drafted(project, year)
    files = [project.folder / f"{each}.yaml" for each in (year - 1, year)]
    looked_at = bare(told + "".join(file.read_text(encoding="utf-8") for file in files if file.exists()))
    entered = {(each.year, each.numbers, each.quote) for each in made if each.indicator}
    found = Kept(stale={e.quote for e in made if not e.indicator and (e.year, e.numbers, e.quote) in entered})
    for figure in wanted(year):
        alike = [each for each in made if figure.year == each.year and figure.says_the_same(each)]
        right = any((each.indicator, each.form) == (figure.indicator, figure.form) for each in alike)
        there = alike or bare(figure.quote)[-10:] in looked_at
        (found.right if right else found.there if there else found.gone).add(f"{figure.indicator} {figure.role}")
    return found


@dataclass
class Walk:
    """What was seen on the way through a year: what each step printed, what the first and the second draft kept."""

    told: dict[str, str] = field(default_factory=dict)
    first: Kept = field(default_factory=Kept)
    second: Kept = field(default_factory=Kept)


def walk(project: Project, heading: str, year: int) -> Walk:
    """Take the steps of the page for a year, deciding between them as was decided by hand."""
    seen = Walk()
    for (title, _), (_, printed) in zip(steps(ENGLISH), steps(heading), strict=True):
        commands = said_of(printed, year)
        if title == "Begin." and year == FIRST:
            assert NEW_CITY.search(section(heading))
            commands = re.sub(r"(indicators new .*)", r"\1 --name 槐川县 --en Huaichuan --code 149901", commands)
        if title == "Go through each figure.":
            decide(project, year)
        seen.told[title] = project.done(commands)
        if title == "Describe the document.":
            describe(project, year)
        if title == "Draft.":
            seen.first = kept(project, year, seen.told[title])
            (project.folder / "indicators.yaml").write_text(own_indicators(year), encoding="utf-8")
            seen.second = kept(project, year, project.done(commands))
    return seen


# What the drafts read today: how many of the figures that a curator takes are right as they stand, before and after the
# county has its own indicators. More may be right; with fewer something got worse. Gone is none.
RIGHT = {FIRST: (79, 95), NEXT: (112, 129)}


@pytest.mark.parametrize("year", [FIRST, NEXT])
def test_what_is_entered_as_proposed_is_found_by_the_next_draft(year: int, by_hand: Path) -> None:
    text = (WALK / f"{FOLDER}-work-report-{year}.txt").read_text(encoding="utf-8")
    data = collection.load(by_hand)
    common = {key: entry for key, entry in data.catalogue.items() if key not in data.owners}
    proposed = [figure for figure in drafts.draft(text, common).figures if figure.proposal and not figure.indicator]
    own = {figure.proposal.key: figure.proposal.indicator for figure in proposed if figure.proposal}
    found = {(figure.start, figure.numbers, figure.indicator) for figure in drafts.draft(text, common | own).figures}
    lost = [figure.quote for figure in proposed if (figure.start, figure.numbers, figure.name) not in found]
    assert (len(own) > 15, lost) == (True, [])


def test_both_languages_walk_the_same_way() -> None:
    chinese, english = steps(CHINESE), steps(ENGLISH)
    said = re.compile(r'(?<=-m )".*"')
    assert [said.sub("", commands) for _, commands in chinese] == [said.sub("", commands) for _, commands in english]
    assert NEW_CITY.findall(section(CHINESE)) == NEW_CITY.findall(section(ENGLISH))


@pytest.mark.parametrize(("heading", "lang", "locale"), LANGUAGES)
def test_two_years_of_a_new_county(heading: str, lang: str, locale: str, tmp_path: Path, by_hand: Path) -> None:
    project = begun(tmp_path, locale)
    messages = re.findall('-m "(.*)"', section(heading))
    for year in (FIRST, NEXT):
        seen = walk(project, heading, year)
        assert seen.told["Check."].splitlines()[-1] == translate(lang, "no problem")
        data = collection.load(project.curated)
        assert data.problems == ()
        assert data.catalogue["gdp_growth"].say(lang) in seen.told["Look at it."]
        assert {"en": f"Huaichuan {year}", "zh": f"槐川县{year}年"}[lang] in seen.told["See what changed."]
        first, second = RIGHT[year]
        assert len(seen.first.right) >= first, seen.first
        assert len(seen.second.right) >= second, seen.second
        assert (seen.first.gone, seen.second.gone, seen.second.stale) == (set(), set(), set())
        became = verdicts(project.curated)
        unreported = {name for (_, name), (verdict, _, _) in became.items() if verdict == "unreported"}
        looked = re.findall(r"^  \d{4} (\w+) \(", seen.told["Go through each figure."], re.MULTILINE)
        assert set(looked) == unreported and bool(looked) == (year == NEXT)
        assert [bool(source.looked) for source in data.cities[FOLDER].sources.values()] == [False, True][: year - 2021]
        pushed = project.done(
            f"git status --porcelain && git -C ../origin.git log -1 --format=%s {FOLDER}-{year} "
            f"&& git diff --name-only main && git switch -q main && git merge -q {FOLDER}-{year}"
        )
        files = {f"{FOLDER}/{name}.yaml" for name in ("city", "indicators", year - 1, year)}
        changed = {"seeds/README.md", f"seeds/{FOLDER}-work-report-{year}.txt", *(f"curated/{name}" for name in files)}
        assert pushed.splitlines()[0] == said_of(messages[0], year)
        assert set(pushed.splitlines()[1:]) == changed
    assert became == verdicts(by_hand)


def test_a_draft_is_doubted_where_check_complains_of_it_and_shows_what_was_promised(tmp_path: Path) -> None:
    project = begun(tmp_path)
    shutil.copytree(DONE_BY_HAND, project.folder)
    for name in ("2023.yaml", "indicators-2023.yaml"):
        (project.folder / name).unlink()
    (project.folder / "2022.yaml").write_text(decided(FIRST, FIRST), encoding="utf-8")
    city = project.folder / "city.yaml"
    city.write_text(city.read_text(encoding="utf-8").split("  work-report-2023")[0], encoding="utf-8")
    shutil.copy(WALK / f"{FOLDER}-work-report-{FIRST}.txt", project.root / "seeds")
    for _, commands in steps(ENGLISH)[:3]:
        project.done(said_of(commands, NEXT))
    lines = (project.folder / f"{NEXT}.yaml").read_text(encoding="utf-8")
    assert "look twice" in lines
    last_year = collection.load(project.curated).years[FOLDER, FIRST]
    promised = {name for name, promise in last_year.items() if promise.target}
    assert {name for name in promised if not re.search(rf"^  (?:# )?{name}:$", lines, re.MULTILINE)} == set()
    for problem in collection.load(project.curated).problems:
        above = (project.root / problem.path).read_text(encoding="utf-8").splitlines()[: problem.line - 1]
        assert any("look twice" in line for line in above[-3:]), problem


def test_the_hook_stops_a_commit_with_a_problem_and_only_that(tmp_path: Path, by_hand: Path) -> None:
    project = begun(tmp_path)
    shutil.copytree(by_hand / FOLDER, project.folder)
    for report in WALK.glob("*.txt"):
        shutil.copy(report, project.root / "seeds")
    (project.root / "seeds" / "README.md").unlink()  # their rows are another matter
    project.done("git add curated seeds && git commit -qm 'A county of two years'")
    change(project.folder / "2022.yaml", "quote: 城镇新增就业3318人", "quote: 城镇新增加就业3318人")
    (project.root / "notes.txt").write_text("not data", encoding="utf-8")
    assert project.done("git add notes.txt && git commit -qm 'No data'") == ""
    stopped = project.run("git add curated && git commit -qm 'A slip'")
    assert stopped.returncode == 1
    assert f"curated/{FOLDER}/2022.yaml:" in stopped.stdout + stopped.stderr
    assert project.done("git log -1 --format=%s") == "No data\n"
    project.done("git commit -qm 'On purpose' --no-verify")


def test_pre_commit_runs_the_same_hook_and_fetches_nothing() -> None:
    config = yaml.load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    ((hook,),) = [repository["hooks"] for repository in config["repos"]]
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    assert os.access(ROOT / hook["entry"], os.X_OK)
    assert [
        bool(re.search(hook["files"], file)) for file in ("curated/taiyuan/2022.yaml", "seeds/x.txt", "README.md")
    ] == [True, True, False]
