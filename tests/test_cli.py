"""The `indicators` command: its answers line by line, and its exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from indicators import tables
from indicators.cli import COMMANDS, main
from indicators.tables import Frames
from tests.conftest import ROOT
from tests.samples import FULL, MINI, change, copy_of_mini, loaded


def _run(*arguments: object, **env: str) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], env={"LC_ALL": "C.UTF-8", "COLUMNS": "200", **env})


def _clean(frames: Frames) -> list[str]:
    """The lines of a check that finds nothing."""
    verified, cited = int(frames.figures.verified.sum()), int(frames.figures.start.isna().sum())
    read = len(frames.figures) - verified - cited
    counts = f"{len(frames.promises)} promises, {len(frames.figures)} figures: {verified} verified, "
    counts += f"{read} read by a person, {cited} only cited"
    return [f"curated: {counts}", "no problem"]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the invented data in which one quote is not the document's."""
    curated = copy_of_mini(tmp_path)
    change(curated / "yunzhou" / "2021.yaml", "quote: 实现5G网络全覆盖", "quote: 实现6G网络全覆盖")
    return curated


# check


def _as_a_process(code: str) -> subprocess.CompletedProcess[str]:
    """What Python code tells on the invented data, in a process where any warning is an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import sys; from indicators.cli import main; {code}"],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "INDICATORS_CURATED": str(MINI)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_clean_data_is_counted_and_has_no_problem(mini: Frames) -> None:
    done = _run("check", "--curated", MINI)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == _clean(mini)


def test_the_command_runs_as_a_process_of_its_own(mini: Frames) -> None:
    done = _as_a_process("sys.exit(main(['check']))")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == _clean(mini)


def _line_of(file: Path, text: str) -> tuple[int, int]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if text in line:
            return number, line.index(text) + 1
    raise AssertionError(text)


def test_a_problem_is_one_line_that_says_where_what_and_what_to_do(broken: Path) -> None:
    line, column = _line_of(broken / "yunzhou" / "2021.yaml", "quote: 实现6G网络全覆盖")
    done = _run("check", "--curated", broken)
    assert (done.exit_code, done.stderr) == (1, "")
    problem, counts, last = done.stdout.splitlines()
    assert problem == (
        f"curated/yunzhou/2021.yaml:{line}:{column}: quote-not-found: promises.network.target.quote: "
        "the quote is not in seeds/yunzhou-2021.txt, whose nearest words are: 实现5G网络全覆盖; copy it from "
        "the text, word for word"
    )
    assert counts.startswith("curated: ")
    assert last == "problems: 1"


def test_a_problem_is_said_in_chinese_where_the_reader_reads_chinese(broken: Path) -> None:
    for done in (
        _run("check", "--curated", broken, "--lang", "zh"),
        _run("check", "--curated", broken, LC_ALL="zh_CN.UTF-8"),
    ):
        assert done.exit_code == 1
        assert re.search(
            r"quote-not-found: promises\.network\.target\.quote: [^a-z]*seeds/yunzhou-2021\.txt[^a-z]*$",
            done.stdout,
            re.MULTILINE,
        )


def test_problems_as_json(broken: Path) -> None:
    line, column = _line_of(broken / "yunzhou" / "2021.yaml", "quote: 实现6G网络全覆盖")
    done = _run("check", "--curated", broken, "--format", "json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == [
        {
            "code": "quote-not-found",
            "path": "curated/yunzhou/2021.yaml",
            "line": line,
            "column": column,
            "place": "promises.network.target.quote",
            "what": "the quote is not in seeds/yunzhou-2021.txt, whose nearest words are: 实现5G网络全覆盖",
            "cure": "copy it from the text, word for word",
        }
    ]


def test_clean_data_as_json_is_an_empty_list() -> None:
    done = _run("check", "--curated", MINI, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])


def _annotations(done: Result) -> list[tuple[dict[str, str], str]]:
    """The workflow commands read as GitHub's runner reads them: properties and message, each with its codes turned
    back."""

    def plain(text: str, codes: str) -> str:
        for sign in reversed(codes):
            text = text.replace(f"%{ord(sign):02X}", sign)
        return text

    found = []
    for line in done.stdout.splitlines():
        if match := re.fullmatch("::error ([^:]*)::(.*)", line):
            pairs = (pair.split("=", 1) for pair in match[1].split(","))
            found.append(({name: plain(value, "%\r\n:,") for name, value in pairs}, plain(match[2], "%\r\n")))
    return found


def test_problems_as_annotations_of_github(broken: Path) -> None:
    line, column = _line_of(broken / "yunzhou" / "2021.yaml", "quote: 实现6G网络全覆盖")
    done = _run("check", "--curated", broken, "--format", "github")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == (
        "::error "
        f"file=curated/yunzhou/2021.yaml,line={line},col={column},title=quote-not-found::"
        "promises.network.target.quote: "
        "the quote is not in seeds/yunzhou-2021.txt, whose nearest words are: 实现5G网络全覆盖; copy it from "
        "the text, word for word"
    )


def test_an_annotation_names_the_file_as_its_repository_does(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (broken.parent.parent / ".git").mkdir()
    monkeypatch.chdir(broken / "yunzhou")
    for arguments in (["--curated", broken], ["2021.yaml"], [".."]):
        ((properties, _),) = _annotations(_run("check", "--format", "github", *arguments))
        assert properties["file"] == "mini/curated/yunzhou/2021.yaml"


def test_an_annotation_escapes_what_github_would_read_as_its_own(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path / "50%, a:b")
    change(
        curated / "yunzhou" / "2021.yaml",
        "target: {value: 50, quote: 绿电占比达到50%}",
        'target: {value: "50%0A::x", quote: 绿电占比达到50%}',
    )
    (tmp_path / ".git").mkdir()
    done = _run("check", "--curated", curated, "--format", "github")
    ((properties, message),) = _annotations(done)
    assert properties["file"] == "50%, a:b/mini/curated/yunzhou/2021.yaml"
    assert (properties["title"], properties["line"]) == ("not-a-number", "29")
    assert message.startswith("promises.green_share.target.value: 50%0A::x is not a number")
    assert len([line for line in done.stdout.splitlines() if line.startswith("::")]) == 1


def test_only_the_files_named_are_told_of(broken: Path) -> None:
    year, other, city = broken / "yunzhou" / "2021.yaml", broken / "yunzhou" / "2022.yaml", broken / "lancheng"
    for paths, expected in (
        ([year], 1),
        ([broken / "yunzhou"], 1),
        ([broken], 1),
        ([other], 0),
        ([city], 0),
        ([city, other], 0),
        ([city, year], 1),
    ):
        done = _run("check", *paths)
        assert done.exit_code == expected, (paths, done.stdout)
        assert done.stdout.splitlines()[-1] == ("problems: 1" if expected else "no problem")


def test_a_file_of_no_curated_folder_is_misuse(tmp_path: Path) -> None:
    file = tmp_path / "2025.yaml"
    file.write_text("promises: {}\n", encoding="utf-8")
    done = _run("check", file)
    assert done.exit_code == 2
    assert "is in no curated folder: no folder above it has an indicators.yaml" in " ".join(done.stderr.split())


def test_several_folders_are_checked_together(broken: Path) -> None:
    done = _run("check", MINI, broken)
    assert done.exit_code == 1
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "curated/yunzhou/2021.yaml",
        "curated",
        "curated",
        "problems",
    ]


def test_relative_paths_are_found(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken.parent)
    assert _run("check").exit_code == 1
    assert _run("check", "curated/yunzhou/2021.yaml").exit_code == 1
    assert _run("check", "curated/yunzhou/2022.yaml").exit_code == 0
    monkeypatch.chdir(broken / "yunzhou")
    assert _run("check", "2021.yaml").exit_code == 1
    assert _run("check", "2022.yaml").exit_code == 0


def test_the_folder_of_held_texts_may_stand_elsewhere(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    (curated.parent / "seeds").rename(tmp_path / "texts")
    assert _run("check", "--curated", curated).exit_code == 1
    assert (
        _run("check", "--curated", curated, "--seeds", tmp_path / "texts").stdout
        == _run("check", "--curated", MINI).stdout
    )


def test_the_curated_folder_may_stand_in_the_environment(broken: Path) -> None:
    assert _run("check", INDICATORS_CURATED=str(broken)).exit_code == 1


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    done = _run("check", "--curated", tmp_path / "nowhere")
    assert done.exit_code == 1
    assert (
        done.stdout.splitlines()[0]
        == f"{tmp_path / 'nowhere'}:1:1: missing-folder: there is no such folder; give the path of the curated folder"
    )


def test_a_file_that_is_not_there_is_not_called_clean(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    assert _run("check", curated / "yunzhou" / "2099.yaml").exit_code != 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--format", "xml"],
        ["check", "--lang", "fr"],
        ["chek"],
        ["show"],
        ["show", "taiyuan"],
        ["show", "taiyuan", "then"],
        ["export"],
    ],
)
def test_misuse_exits_2_and_says_how(arguments: list[str]) -> None:
    done = _run(*arguments)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_command_explains_itself(command: list[str]) -> None:
    for option in ("-h", "--help"):
        done = _run(*command, option)
        assert done.exit_code == 0
        assert done.stdout.startswith("Usage: ")


def test_a_check_imports_only_what_it_needs() -> None:
    done = _as_a_process(
        "main(['check'], standalone_mode=False); print({'pandas', 'docx', 'plotly', 'streamlit'} & set(sys.modules))"
    )
    assert done.stdout.splitlines()[-1] == "set()", done.stderr


def test_every_module_of_a_command_is_registered() -> None:
    modules = {file.stem for file in (ROOT / "indicators/cli").glob("*.py")} - {"__init__", "options", "terminal"}
    assert modules == set(COMMANDS.values())


# show


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_show_has_a_row_for_every_promise(mini: Frames, lang: str) -> None:
    done = _run("show", "yunzhou", 2021, "--curated", MINI, "--lang", lang)
    assert done.exit_code == 0
    text = re.sub(r"\s", "", done.stdout)
    of = mini.promises[(mini.promises.city == "yunzhou") & (mini.promises.year == 2021)]
    assert len(of) > 10
    for row in of.itertuples():
        for shown in (f"name_{lang}", f"target_{lang}", f"outcome_{lang}", f"gap_{lang}"):
            assert re.sub(r"\s", "", getattr(row, shown)) in text, (row.indicator, shown)
    assert text.startswith("云州市2021" if lang == "zh" else "Yunzhou2021")


def test_show_loses_nothing_in_a_narrow_window(mini: Frames) -> None:
    done = _run("show", "yunzhou", 2021, "--curated", MINI, "--lang", "en", COLUMNS="60")
    assert done.exit_code == 0
    awaiting = (mini.promises.city == "yunzhou") & (mini.promises.year == 2021) & (mini.promises.verdict == "awaiting")
    assert done.stdout.count("…") == awaiting.sum()  # the glyph, never a text cut short


def test_show_prints_brackets_in_texts_as_they_are(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    change(curated / "indicators.yaml", "en: New pocket parks", 'en: "New pocket parks [red]"')
    done = _run("show", "yunzhou", 2021, "--curated", curated, "--lang", "en")
    assert "New pocket parks [red]" in done.stdout


def test_show_of_a_year_without_promises_has_what_was_reported_for_it() -> None:
    done = _run("show", "jiangwan", 2022, "--curated", FULL, "--lang", "zh")
    assert done.exit_code == 0
    assert "地区生产总值" in done.stdout and "2,112.3亿元" in done.stdout
    assert "没有录入这一年的承诺，无从判定" in done.stdout


@pytest.mark.parametrize(("city", "year"), [("beijing", 2022), ("yunzhou", 1999)])
def test_show_of_what_is_not_there_names_what_is(city: str, year: int) -> None:
    done = _run("show", city, year, "--curated", MINI)
    assert (done.exit_code, done.stdout) == (2, "")
    known = "lancheng 2021, lancheng 2022, yunzhou 2021, yunzhou 2022, yunzhou 2023"
    assert f"no promises of {city} for {year}; there are: {known}" in " ".join(done.stderr.split())


def test_show_tells_of_problems_and_goes_on(broken: Path) -> None:
    done = _run("show", "lancheng", 2021, "--curated", broken)
    assert done.exit_code == 0
    assert "quote-not-found" in done.stderr and "quote-not-found" not in done.stdout


# export


def _read(file: Path) -> pd.DataFrame:
    ending = file.suffix.lower()
    if ending == ".csv":
        return pd.read_csv(io.StringIO(file.read_text(encoding="utf-8-sig")), keep_default_na=False)
    if ending == ".xlsx":
        return pd.read_excel(file, keep_default_na=False)
    return pd.read_parquet(file) if ending == ".parquet" else pd.DataFrame(json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "json", "CSV"])
@pytest.mark.parametrize(
    ("table", "words"), [("promises", "target_quote"), ("figures", "quote"), ("histories", "because_zh")]
)
def test_export_writes_every_row(mini: Frames, tmp_path: Path, ending: str, table: str, words: str) -> None:
    file = tmp_path / f"out.{ending}"
    done = _run("export", file, "--curated", MINI, *([] if table == "promises" else [f"--{table}"]))
    expected = mini.table(table)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{len(expected)} rows written to out.{ending}\n"
    found = _read(file)
    assert list(found.columns) == list(expected.columns)
    assert list(found["indicator"]) == list(expected["indicator"])
    assert list(found[words]) == list(expected[words])


def test_build_compiles_what_has_changed_and_says_so(tmp_path: Path) -> None:
    curated, cache = copy_of_mini(tmp_path), str(tmp_path / "cache")
    told = [_run("build", "--curated", curated, INDICATORS_CACHE=cache) for _ in range(2)]
    assert [result.exit_code for result in told] == [0, 0]
    assert [result.stdout.split()[-6:-2] for result in told] == [["2", "13", "31", "2"], ["2", "13", "31", "0"]]
    change(curated / "yunzhou" / "2021.yaml", "quote: 实现5G网络全覆盖", "quote: 实现6G网络全覆盖")
    found = _run("build", "--curated", curated, INDICATORS_CACHE=cache)
    assert found.stdout.split()[-3] == "1" and "quote-not-found" in found.stderr
    (tmp_path / "file").touch()
    refused = _run("build", "--curated", curated, INDICATORS_CACHE=str(tmp_path / "file"))
    assert refused.exit_code == 1 and "set INDICATORS_CACHE" in refused.stderr


def test_export_of_two_tables_at_once_is_misuse(tmp_path: Path) -> None:
    done = _run("export", tmp_path / "out.csv", "--curated", MINI, "--figures", "--histories")
    assert done.exit_code == 2 and "choose one of --figures and --histories" in done.stderr


def test_export_judges_by_the_tolerance_given(mini: Frames, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert _run("export", file, "--curated", MINI, "--tolerance", "0").exit_code == 0
    assert set(_read(file)["tolerance"]) == {0.0}
    assert list(_read(file)["verdict"]) == list(tables.promises(loaded(mini), Decimal(0)).verdict)


@pytest.mark.parametrize("name", ["out.txt", "out", "out.xls", ".csv"])
def test_export_to_another_ending_is_misuse(tmp_path: Path, name: str) -> None:
    done = _run("export", tmp_path / name, "--curated", MINI)
    assert done.exit_code == 2
    assert "the file must end in .csv, .xlsx, .parquet or .json" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("tolerance", ["-1", "51", "much", "nan", "inf"])
def test_export_with_a_tolerance_that_is_none_is_misuse(tmp_path: Path, tolerance: str) -> None:
    assert _run("export", tmp_path / "out.csv", "--curated", MINI, "--tolerance", tolerance).exit_code == 2


def test_export_to_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    done = _run("export", tmp_path / "nowhere" / "out.csv", "--curated", MINI)
    assert done.exit_code == 1
    assert "No such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_counts_the_marks_that_a_draft_left(tmp_path: Path) -> None:
    curated = copy_of_mini(tmp_path)
    file = curated / "yunzhou" / "2021.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + "\n  # look twice: which list?\n  # 请再看一眼：单位\n", encoding="utf-8"
    )
    told = _run("check", "--curated", curated, "--lang", "en").output.splitlines()
    assert told[-2:] == [
        "still marked “look twice” in the drafts: 2; hold each against the document, then take its mark out",
        "no problem",
    ]
    assert not any(
        "look twice" in line for line in _run("check", "--curated", MINI, "--lang", "en").output.splitlines()
    )
