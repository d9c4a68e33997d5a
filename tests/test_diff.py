"""`indicators diff`: between revisions, folders and the folder as it stands."""

from __future__ import annotations

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
