"""CONTRIBUTING.md followed by someone who has nothing else, on the data without its newest year.

The commands are those of the page, in its order. What a person decides between them is taken from the curated files.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from indicators import collection, tables
from indicators.words.texts import translate
from tests.conftest import ROOT
from tests.samples import change

CITY, YEAR, SOURCE = "jinzhong", 2025, "work-report-2025"
REPORT = "jinzhong-2025.txt"  # as it is called on the page
FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def section(heading: str) -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def steps(heading: str) -> list[tuple[str, str]]:
    """The numbered steps of a walk: the bold words each begins with, and its commands."""
    found = re.split(r"^\d+\. \*\*(.+?)\*\*", section(heading), flags=re.MULTILINE)[1:]
    return [
        (title, re.sub(r"^ {3}", "", "".join(FENCE.findall(body)), flags=re.MULTILINE))
        for title, body in zip(found[::2], found[1::2], strict=True)
    ]


def verdicts(curated: Path) -> dict[tuple[str, int, str], tuple[str, str, str]]:
    """What became of every promise, and why."""
    promises = tables.promises(collection.load(curated))
    columns = promises[["city", "year", "indicator", "verdict", "gap_en", "because_en"]].to_numpy().tolist()
    return {(city, int(year), name): (verdict, gap, why) for city, year, name, verdict, gap, why in columns}


@dataclass
class Project:
    """A copy of the project's data in which the newest year was taken out, under Git, with a remote to push to."""

    root: Path
    kept: dict[str, bytes]

    def run(self, commands: str, locale: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
        """Run commands as typed in the project's folder, in a language."""
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root.parent),
            "LC_ALL": locale,
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }
        env |= {
            f"GIT_{who}_{what}": f"{who.lower()}@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=self.root,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )


def take_out(curated: Path) -> None:
    """The newest year taken out: its promises, its report and what that report says of the year before."""
    (curated / CITY / f"{YEAR}.yaml").unlink()
    data = collection.load(ROOT / "curated")
    before = curated / CITY / f"{YEAR - 1}.yaml"
    promises = yaml.load(before.read_text(encoding="utf-8"), yaml.CSafeLoader)["promises"]
    for name, promise in list(promises.items()):
        given = promise.get("outcome", [])
        listed = given if isinstance(given, list) else [given]
        left = [
            each for i, each in enumerate(listed) if data.evidence[CITY, YEAR - 1, name, "outcome", i].source != SOURCE
        ]
        if left:
            promise["outcome"] = left if len(left) > 1 else left[0]
        else:
            promise.pop("outcome", None)
        if not promise:
            del promises[name]
    before.write_text(
        "# yaml-language-server: $schema=../schema/year.json\n"
        + yaml.safe_dump({"promises": promises}, allow_unicode=True, sort_keys=False),
        encoding="utf-8",
    )
    city = curated / CITY / "city.yaml"
    text = city.read_text(encoding="utf-8")
    without = re.sub(rf"^  {SOURCE}:\n(?:    .*\n)+", "", text, flags=re.MULTILINE)
    assert without != text
    city.write_text(without, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    for folder in ("curated", "seeds", ".githooks"):
        shutil.copytree(ROOT / folder, root / folder)
    source = collection.load(ROOT / "curated").cities[CITY].sources[SOURCE]
    (root / "seeds" / str(source.file)).rename(tmp_path / REPORT)
    register, begins = root / "seeds" / "README.md", str(source.file).split("_")[0]
    rows = register.read_text(encoding="utf-8").splitlines(keepends=True)
    register.write_text("".join(row for row in rows if not row.startswith(f"| `{begins}_")), encoding="utf-8")
    kept = {f"{CITY}/{file.name}": file.read_bytes() for file in (root / "curated" / CITY).iterdir()}
    take_out(root / "curated")
    command = root / ".venv/bin/indicators"
    command.parent.mkdir(parents=True)
    command.write_text(
        (
            f"#!/bin/sh\nexec '{sys.executable}' -c 'import sys; from indicators.cli import main; "
            'sys.exit(main())\' "$@"\n'
        ),
        encoding="utf-8",
    )
    command.chmod(0o755)
    (root / ".gitignore").write_text(".venv/\n", encoding="utf-8")
    made = Project(root, kept)
    done = made.run(
        "git init -q -b main && git config core.hooksPath .githooks && git add -A && git commit -qm 'Without "
        "the newest year' && git init -q --bare ../origin.git && git remote add origin ../origin.git"
    )
    assert done.returncode == 0, done.stderr
    assert collection.load(root / "curated").problems == ()
    return made


def decide(project: Project) -> None:
    """What a person does with the draft: here, what was once decided about each figure and about the report."""
    curated = project.root / "curated"
    for year in (YEAR - 1, YEAR):
        (curated / CITY / f"{year}.yaml").write_bytes(project.kept[f"{CITY}/{year}.yaml"])


def describe(project: Project) -> None:
    """What a person sees of the report: that its text is whole."""
    city = project.root / "curated" / CITY / "city.yaml"
    text = city.read_text(encoding="utf-8")
    others, mine = text.split(f"  {SOURCE}:\n")
    whole = re.sub(r"^    excerpt: .*\n", "", mine, count=1, flags=re.MULTILINE)
    assert whole != mine
    city.write_text(f"{others}  {SOURCE}:\n{whole}", encoding="utf-8")


DECISIONS = {"Describe the document.": describe, "Go through each figure.": decide}


def test_both_languages_walk_the_same_way() -> None:
    chinese, english = steps("添加一年"), steps("Adding a year")
    said = re.compile(r'(?<=-m )".*"')
    assert [said.sub("", commands) for _, commands in chinese] == [said.sub("", commands) for _, commands in english]
    assert {title for title, _ in english} >= set(DECISIONS)


@pytest.mark.parametrize(
    ("heading", "lang", "locale"), [("Adding a year", "en", "C.UTF-8"), ("添加一年", "zh", "zh_CN.UTF-8")]
)
def test_the_walk_ends_clean_and_with_the_verdicts_there_were(
    project: Project, heading: str, lang: str, locale: str
) -> None:
    told: dict[str, str] = {}
    for (title, _), (_, commands) in zip(steps("Adding a year"), steps(heading), strict=True):
        done = project.run(commands, locale)
        assert done.returncode == 0, f"{title}\n{done.stdout}\n{done.stderr}"
        told[title] = done.stdout
        if title in DECISIONS:
            DECISIONS[title](project)
    data = collection.load(project.root / "curated")
    assert data.problems == ()
    assert told["Check."].splitlines()[-1] == translate(lang, "no problem")
    assert data.catalogue["gdp_growth"].say(lang) in told["Look at it."]
    assert {"en": f"Jinzhong {YEAR}", "zh": f"晋中市{YEAR}年"}[lang] in told["See what changed."]
    assert verdicts(project.root / "curated") == verdicts(ROOT / "curated")
    pushed = project.run("git status --porcelain && git -C ../origin.git log -1 --format=%s jinzhong-2025")
    assert pushed.stdout.strip() == re.findall('-m "(.*)"', section(heading))[0]


def test_a_draft_without_its_review_is_honest_about_it(project: Project) -> None:
    for title, commands in steps("Adding a year")[:3]:
        assert project.run(commands).returncode == 0, title
    checked = project.run(".venv/bin/indicators check")
    assert checked.returncode == 0, checked.stdout  # every drafted figure stands in the report
    begun = (project.root / "curated" / CITY / f"{YEAR}.yaml").read_text(encoding="utf-8")
    assert "look twice" in begun
    promised = {
        name
        for name, promise in collection.load(project.root / "curated").years[CITY, YEAR - 1].items()
        if promise.target
    }
    assert all(f"  # {name}:\n" in begun for name in promised)  # what was promised before stands there to compare


def test_the_hook_stops_a_commit_with_a_problem_and_only_that(project: Project) -> None:
    year = project.root / "curated" / CITY / "2023.yaml"
    change(year, "quote: 城镇新增就业", "quote: 城镇新增加就业")
    (project.root / "notes.txt").write_text("not data", encoding="utf-8")
    apart = project.run("git add notes.txt && git commit -qm 'No data'")
    assert (apart.returncode, apart.stdout) == (0, "")
    stopped = project.run("git add curated && git commit -qm 'A slip'")
    assert stopped.returncode == 1
    assert f"curated/{CITY}/2023.yaml:" in stopped.stdout + stopped.stderr
    assert project.run("git log -1 --format=%s").stdout == "No data\n"
    assert project.run("git commit -qm 'On purpose' --no-verify").returncode == 0


def test_pre_commit_runs_the_same_hook_and_fetches_nothing() -> None:
    config = yaml.load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    ((hook,),) = [repository["hooks"] for repository in config["repos"]]
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    assert os.access(ROOT / hook["entry"], os.X_OK)
    assert [
        bool(re.search(hook["files"], file)) for file in ("curated/taiyuan/2022.yaml", "seeds/x.txt", "README.md")
    ] == [True, True, False]
