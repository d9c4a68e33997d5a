"""The register of the held texts: a row per file and a file per row, written by `new`; and what a report's first lines
say of it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indicators import collection
from indicators.cli import main
from indicators.collection.register import problems, with_rows
from indicators.drafts.opening import suggested
from tests.conftest import ROOT
from tests.samples import copy_of_mini

HEADS = (
    "# 原始文件\n\n| 文件 file | 城市 city | 种类 kind | 标题 title | 回顾 reviews | 部署 plans |\n"
    "|---|---|---|---|---|---|\n{first}"
    "\n| 文件 file | 缺什么 | What is missing | 文本情况 | Script | SHA-256 |\n|---|---|---|---|---|---|\n{second}"
    "\n| 别的 other | x |\n|---|---|\n| `not-a-file.txt` | x |\n"
)
REPORT = (
    "政府工作报告\r\n——2024年1月9日在云州市第六届人民代表大会第四次会议上\r\n云州市人民政府市长　程 远\r\n"
    "各位代表：\r\n"
    "过去一年，地区生产总值增长6.1%。\r\n今年，地区生产总值增长6.5%。\r\n"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented data whose register has a row for each file, to stand in."""
    root = copy_of_mini(tmp_path).parent
    files = sorted(f.name for f in (root / "seeds").glob("*.txt"))
    first = "".join(f"| `{file}` | 云州 | 报告 | 题 | – | 2022 |\n" for file in files)
    sums = {file: hashlib.sha256((root / "seeds" / file).read_bytes()).hexdigest() for file in files}
    second = "".join(f"| `{file}` | – | – | 简体 | Simplified | `{sums[file]}` |\n" for file in files)
    (root / "seeds" / "README.md").write_text(HEADS.format(first=first, second=second), encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--lang", "en"], env={"LC_ALL": "C.UTF-8"})


def test_a_register_with_a_row_per_file_is_in_order_and_none_is_none(project: Path) -> None:
    assert (run("check").exit_code, list(problems(project / "seeds"))) == (0, [])
    (project / "seeds" / "README.md").unlink()
    assert (run("check").exit_code, list(problems(project / "seeds"))) == (0, [])


def test_a_file_without_a_row_and_a_row_without_a_file_are_told_where_they_are(project: Path) -> None:
    (project / "seeds" / "yunzhou-2021.txt").rename(project / "seeds" / "yunzhou-1999.txt")
    done = run("check")
    assert done.exit_code == 1
    told = [line for line in done.stdout.splitlines() if line.startswith("seeds/README.md:")]
    missing = "source-file: the table has no row for seeds/yunzhou-1999.txt; "
    missing += "add its row to the table, or take the file away if no document is in it"
    left = "source-file: the row names yunzhou-2021.txt, which is not in seeds/; take the row out, or put the file back"
    assert sorted(told) == sorted(
        f"seeds/README.md:{line}:1: {what}" for line, what in ((3, missing), (7, left), (11, missing), (15, left))
    )
    assert "表中没有 seeds/yunzhou-1999.txt 这一行" in CliRunner().invoke(main, ["check", "--lang", "zh"]).stdout
    assert run("check", "curated/lancheng").exit_code == 0  # a city alone is not asked for all texts


def test_a_sum_that_is_another_files_is_told(project: Path) -> None:
    register = project / "seeds" / "README.md"
    digest = hashlib.sha256((project / "seeds" / "yunzhou-2021.txt").read_bytes()).hexdigest()
    register.write_text(register.read_text(encoding="utf-8").replace(digest, "0" * 64), encoding="utf-8")
    (problem,) = problems(project / "seeds")
    assert problem.code == "source-changed" and "yunzhou-2021.txt" in problem.text()


def test_new_writes_the_rows_and_what_the_first_lines_say(project: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_bytes(REPORT.encode())
    done = run("new", "yunzhou", "2024", "--report", str(report))
    assert done.exit_code == 0, done.stderr
    assert "is not held as it came" not in done.stderr
    source = collection.load("curated").cities["yunzhou"].sources["work-report-2024"]
    assert (source.title, source.publisher, str(source.date)) == ("政府工作报告", "云州市人民政府", "2024-01-09")
    assert source.note is not None and source.note.zh == "报告人：市长程远"
    assert source.say("zh") == "云州市《政府工作报告》（2024年）"
    city = Path("curated/yunzhou/city.yaml").read_text(encoding="utf-8")
    assert city.count("# from its first lines: see whether it is so") == 3
    register = Path("seeds/README.md").read_text(encoding="utf-8")
    assert (
        "| `yunzhou-work-report-2024.txt` | 云州 Yunzhou | 政府工作报告 work report | 政府工作报告 | 2023 | 2024 |\n"
        in register
    )
    assert f"| 简体，全角标点。 | Simplified, full-width punctuation. | `{source.sha256}` |\n" in register
    unsaid = [problem.text() for problem in problems(project / "seeds")]
    assert len(unsaid) == 1 and "the row does not say what of yunzhou-work-report-2024.txt is missing" in unsaid[0]
    assert run("new", "yunzhou", "2024", "--report", str(report)).exit_code == 1  # nothing is left to write
    assert Path("seeds/README.md").read_text(encoding="utf-8") == register


def test_what_is_converted_is_said(project: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_bytes(REPORT.encode("gb18030"))
    done = run("new", "yunzhou", "2024", "--report", str(report))
    assert done.exit_code == 0 and "r.txt is not held as it came: its text, in UTF-8, is." in done.stderr
    assert (project / "seeds" / "yunzhou-work-report-2024.txt").read_bytes() == REPORT.encode()


def test_the_real_register_is_in_order_and_a_row_can_be_added(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    assert [p.text() for p in problems(tmp_path / "seeds")] == []
    text = (tmp_path / "seeds" / "README.md").read_text(encoding="utf-8")
    rows = [["`x.txt`", *"bcdef"], ["`x.txt`", *"bcdef"]]
    longer = with_rows(text, "x.txt", rows)
    assert longer.count("| `x.txt` | b | c | d | e | f |\n") == 2 and with_rows(longer, "x.txt", rows) == longer
    assert longer.replace("| `x.txt` | b | c | d | e | f |\n", "") == text


@pytest.mark.parametrize(
    ("text", "plans", "says"),
    [
        (REPORT, None, ("云州市人民政府", "2024-01-09", "市长程远")),
        (
            "政府工作报告\n二〇二三年三月二十二日在某县第十六届人民代表大会第三次会议上\n县长 王一\n",
            None,
            ("某县人民政府", "2023-03-22", "县长王一"),
        ),
        (
            "2月26日,在晉中市第五屆人民代表大會第五次會議上, 劉星作政府工作報告。\n",
            2025,
            ("晋中市人民政府", "2025-02-26", "刘星"),
        ),
        (
            "2月26日,在晉中市第五屆人民代表大會第五次會議上, 劉星作政府工作報告。\n",
            None,
            ("晋中市人民政府", "", "刘星"),
        ),
        (
            "关于甲市2020年国民经济和社会发展计划执行情况与2021年国民经济和社会发展计划草案的报告\n（2021年1月28日）\n"
            "甲市发展和改革委员会主任　纪明川\n",
            None,
            ("甲市发展和改革委员会", "2021-01-28", "主任纪明川"),
        ),
        ("政府工作报告\n2024年13月40日在甲市第一届人民代表大会第一次会议上\n", None, ("甲市人民政府", "", "")),
        ("链接：https://example.org/20230327\n3月27日，某网站发布了报告，报告指出，要实施行动。\n", 2023, ("", "", "")),
        ("过去一年，我们完成了一届人民代表大会确定的目标。2021年3月1日起施行。\n", None, ("", "", "")),
        ("", None, ("", "", "")),
    ],
)
def test_the_first_lines_say_who_gave_it_when(text: str, plans: int | None, says: tuple[str, str, str]) -> None:
    found = suggested(text, {}, plans)
    assert (found.publisher, found.date, found.speaker) == says
