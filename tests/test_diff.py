"""`indicators diff`: between revisions, folders and the folder as it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indicators.cli import main
from tests.samples import MINI, change, commit, repository_of_mini


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)], env={"LC_ALL": "C.UTF-8"})


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """The invented data in a repository whose second commit turned a verdict."""
    folder = repository_of_mini(tmp_path)
    change(folder / "yunzhou" / "2022.yaml", "target: {value: 300, better: lower,", "target: {value: 300,")
    commit(folder, "Coal is better when there is more of it")
    return folder


def test_two_revisions(curated: Path) -> None:
    done = _run("HEAD~1", "HEAD", "--curated", curated)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "### 数据变动\n\n**承诺：修改1 · 因数据改变的判定：1**\n\n### What changes in the data\n\n**Promises: 1 "
        "changed · Verdicts turned by the data: 1**\n"
    )


def test_a_revision_and_the_folder_as_it_stands(curated: Path) -> None:
    assert _run("HEAD", "--curated", curated).stdout == ""
    change(curated / "yunzhou" / "2022.yaml", "    outcome: {value: 15, quote: 新建学校十五所}\n", "")
    assert (
        "**Outcomes: 1 removed · Verdicts turned by the data: 1**"
        in _run("HEAD", "--curated", curated, "--lang", "en").stdout
    )


def test_two_folders(curated: Path) -> None:
    done = _run(MINI, curated, "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("### What changes in the data\n")
    assert "数据变动" not in done.stdout
    assert "What changes" not in _run(MINI, curated, "--lang", "zh").stdout


def test_nothing_is_printed_where_no_data_changed(curated: Path) -> None:
    change(curated / "yunzhou" / "2022.yaml", "promises:\n", "# only a comment\npromises:\n")
    for arguments in (
        ("HEAD", "HEAD", "--curated", curated),
        ("HEAD", "--curated", curated),
        (MINI, MINI),
        ("HEAD", "--curated", curated, "--scorecards"),
    ):
        done = _run(*arguments)
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_the_scorecards_that_show_something_else_one_a_line(curated: Path) -> None:
    assert _run("HEAD~1", "--curated", curated, "--scorecards").stdout == "yunzhou 2022\n"
    assert _run("HEAD~1", MINI, "--curated", curated, "--scorecards").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere",), "there is no revision nowhere"),
        (("HEAD", "HEAD~7"), "there is no revision HEAD~7"),
        (("HEAD:curated",), "'HEAD:curated' is not the name of a revision"),
        (("--", "--output=x"), "'--output=x' is not the name of a revision"),
    ],
)
def test_what_is_no_revision_is_told_in_one_line(arguments: tuple[str, ...], told: str, curated: Path) -> None:
    done = _run("--curated", curated, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"Error: {told}"


def test_a_curated_folder_that_is_not_there_is_told(curated: Path) -> None:
    done = _run("HEAD", "--curated", curated / "nowhere")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == f"Error: there is no file or folder {curated / 'nowhere'}"


# --- a large loss, and a new city


def _half_deleted(folder: Path) -> None:
    """Half of the promises of a year are gone."""
    file = folder / "yunzhou" / "2021.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if re.match(r"  \w+:$", line)]
    file.write_text("".join(lines[: starts[len(starts) // 2]]), encoding="utf-8")


@pytest.mark.parametrize("committed", [True, False])
def test_a_large_loss_without_a_reason_stands_at_the_head(curated: Path, committed: bool) -> None:
    _half_deleted(curated)
    if committed:
        commit(curated, "Yunzhou 2021, tidied")
    done = _run("HEAD~1" if committed else "HEAD", "--curated", curated)
    assert done.exit_code == 1
    zh, en = done.stdout.split("### ⚠️")[1:3]
    assert zh.startswith(" ` 云州市2021年 `: 原有") and "提交说明没有写原因" in zh
    assert en.startswith(" ` Yunzhou 2021 `: ") and "figures there were are gone" in en and "No commit says why." in en
    assert done.stdout.startswith("### ⚠️")
    assert _run("HEAD~1" if committed else "HEAD", "--curated", curated, "--scorecards").exit_code == 0


@pytest.mark.parametrize("reason", ["Correction: the year was entered\n  twice", "更正：这一年录了两遍"])
def test_a_large_loss_with_a_reason_is_told_with_it(curated: Path, reason: str) -> None:
    _half_deleted(curated)
    commit(curated, f"Yunzhou 2021\n\n{reason}")
    done = _run("HEAD~1", "HEAD", "--curated", curated, "--lang", "en")
    assert done.exit_code == 0 and done.stdout.startswith("### ⚠️ ` Yunzhou 2021 `")
    words = " ".join(reason.split(":" if ":" in reason else "：", 1)[1].split())
    assert f"**The reason given:** ` {words} `" in done.stdout


def test_what_only_moves_or_is_little_is_no_large_loss(curated: Path) -> None:
    file = curated / "yunzhou" / "2021.yaml"
    text = file.read_text(encoding="utf-8")
    moved = re.sub(r"^  (new_jobs|cpi_growth):$", r"  # a word\n  \1:", text, flags=re.MULTILINE)
    file.write_text(moved, encoding="utf-8")
    assert (_run("HEAD", "--curated", curated).exit_code, _run("HEAD", "--curated", curated).stdout) == (0, "")
    change(curated / "yunzhou" / "2022.yaml", "    outcome: {value: 15, quote: 新建学校十五所}\n", "")
    done = _run("HEAD", "--curated", curated)
    assert done.exit_code == 0 and "⚠️" not in done.stdout


def test_a_city_that_is_gone_is_a_large_loss(curated: Path) -> None:
    shutil.rmtree(curated / "yunzhou")
    done = _run("HEAD", "--curated", curated, "--lang", "en")
    assert done.exit_code == 1 and "### ⚠️ ` Yunzhou 2021 `" in done.stdout


def test_a_new_city_folds_into_one_line(curated: Path) -> None:
    shutil.copytree(curated / "yunzhou", curated / "other")
    change(curated / "other" / "city.yaml", "zh: 云州市", "zh: 海<b>州市")
    change(curated / "other" / "city.yaml", "en: Yunzhou", "en: '@Haizhou'")
    change(curated / "other" / "city.yaml", '"990100"', '"990109"')
    commit(curated, "A new city")
    text = _run("HEAD~1", "--curated", curated, "--lang", "en").stdout
    before, folded = text.split("#### New city: ` @Haizhou `\n\n<details>\n<summary>")
    assert folded.count("\n") > 40 and before.count("\n") < 12
    assert "</details>" in folded and text.count("<details>") == text.count("</details>")
    assert "Haizhou" not in before
    assert "#### 新城市： ` 海<b>州市 `" in _run("HEAD~1", "--curated", curated, "--lang", "zh").stdout
