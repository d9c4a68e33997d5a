"""`indicators new`: what it writes, what it leaves alone, and that `check` refuses it until it is filled in."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from indicators import collection
from indicators.cli import main
from tests.samples import MINI, copy_of_mini, mapping_of

TEXT = (
    "云州市2024年政府工作报告\n过去一年，地区生产总值增长6.1%，城镇新增就业2.1万人。\n"
    "今年，地区生产总值增长6.5%，城镇新增就业2.2万人。\n"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented data, to stand in."""
    root = copy_of_mini(tmp_path).parent
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], env={"LC_ALL": "C.UTF-8"})


def files(root: Path) -> dict[str, bytes]:
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in root.rglob("*") if f.is_file()}


def problems(root: Path) -> list[str]:
    return [f"{p.path}: {p.code}" for p in collection.load(root / "curated").problems]


def uncommented(text: str) -> str:
    """A skeleton as a curator leaves it: the # of each entry taken away, explanations left."""
    return re.sub(r"^  # ( *[a-z_]\w*:)", r"  \1", text, flags=re.MULTILINE)


def test_a_year_begins_with_what_was_promised_last(project: Path) -> None:
    before = files(project)
    done = run("yunzhou", "2024")
    assert (done.exit_code, done.stdout) == (0, "written: curated/yunzhou/2024.yaml\n")
    after = files(project)
    text = after.pop("curated/yunzhou/2024.yaml").decode()
    assert after == before
    assert text.startswith("# yaml-language-server: $schema=../schema/year.json\npromises:\n")
    assert (
        "  # 地区生产总值增速 · GDP growth (%); 2023: 6%\n  # gdp_growth:\n  #   target: {value: , quote: }\n" in text
    )
    data = collection.load(MINI)
    promised = {name for name, promise in data.years["yunzhou", 2023].items() if promise.target}
    assert set(mapping_of(uncommented(text))["promises"]) == promised


def test_a_year_of_promises_in_every_form_gets_each_form_back(project: Path) -> None:
    (project / "curated/yunzhou/2022.yaml").unlink()
    assert run("yunzhou", "2022", "--lang", "zh").exit_code == 0
    text = (project / "curated/yunzhou/2022.yaml").read_text(encoding="utf-8")
    begun = mapping_of(uncommented(text))["promises"]
    data = collection.load(MINI)
    assert {n: set(e["target"]) for n, e in begun.items()} == {
        n: {p.target.form, "quote"} for n, p in data.years["yunzhou", 2021].items() if p.target
    }
    assert "粮食产量 · Grain output (万吨); 2021: ≥50万吨" in text
    assert [line for line in text.splitlines()[3:] if line and not line.startswith("  # ")] == []


def test_what_it_writes_is_refused_until_filled(project: Path) -> None:
    run("yunzhou", "2024")
    year = project / "curated/yunzhou/2024.yaml"
    assert problems(project) == ["curated/yunzhou/2024.yaml: nothing"]
    year.write_text(uncommented(year.read_text(encoding="utf-8")), encoding="utf-8")
    assert set(problems(project)) == {"curated/yunzhou/2024.yaml: empty-value"}


def test_a_new_city_begins_with_the_headline_figures(project: Path) -> None:
    done = run("datong", "2024", "--name", "大同市", "--en", "Datong", "--code", "140200")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["written: curated/datong/city.yaml", "written: curated/datong/2024.yaml"]
    city = (project / "curated/datong/city.yaml").read_text(encoding="utf-8")
    assert city.startswith(
        '# yaml-language-server: $schema=../schema/city.json\nzh: 大同市\nen: Datong\ncode: "140200"\nsources:\n'
    )
    year = uncommented((project / "curated/datong/2024.yaml").read_text(encoding="utf-8"))
    headline = {name for name, indicator in collection.load(MINI).catalogue.items() if indicator.headline}
    assert set(mapping_of(year)["promises"]) == headline
    assert problems(project) == ["curated/datong/city.yaml: nothing"]


def test_a_report_goes_into_seeds_as_it_came_and_among_the_sources(project: Path, tmp_path: Path) -> None:
    before = files(project)
    report = tmp_path / "报告 2024.txt"
    report.write_bytes(TEXT.replace("\n", "\r\n").encode())
    done = run("yunzhou", "2024", "--report", str(report))
    assert done.exit_code == 0, done.stderr
    assert "indicators draft seeds/yunzhou-work-report-2024.txt --city yunzhou --write" in done.stderr
    after = files(project)
    assert after.pop("seeds/yunzhou-work-report-2024.txt") == report.read_bytes()
    assert after.pop("curated/yunzhou/2024.yaml")
    city = after["curated/yunzhou/city.yaml"]
    assert city.startswith(before["curated/yunzhou/city.yaml"])  # not a byte of what stood there has changed
    assert {**after, "curated/yunzhou/city.yaml": b""} == {**before, "curated/yunzhou/city.yaml": b""}
    source = collection.load(project / "curated").cities["yunzhou"].sources["work-report-2024"]
    assert (source.reviews, source.plans, source.excerpt) == (2023, 2024, ("reviews", "plans"))
    assert (source.title, source.sha256) == (
        "云州市2024年政府工作报告",
        hashlib.sha256(report.read_bytes()).hexdigest(),
    )
    assert problems(project) == ["curated/yunzhou/2024.yaml: nothing"]


def test_a_source_is_added_before_what_follows_the_sources(project: Path, tmp_path: Path) -> None:
    own = project / "curated/yunzhou/city.yaml"
    text = own.read_text(encoding="utf-8").replace("\n", "\r\n") + "# the breaks\r\nbreaks: {}\r\n"
    own.write_bytes(text.encode())
    report = tmp_path / "r.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert run("yunzhou", "2024", "--report", str(report), "--title", "政府工作报告: 2024").exit_code == 0
    after = own.read_bytes().decode()
    head, _, tail = after.partition("  work-report-2024:")
    assert text.startswith(head) and after.endswith("# the breaks\r\nbreaks: {}\r\n")
    assert "\r\n" in tail and "\n" not in tail.replace("\r\n", "")
    assert (
        collection.load(project / "curated").cities["yunzhou"].sources["work-report-2024"].title == "政府工作报告: 2024"
    )


def test_a_report_in_word_gives_its_text(project: Path, tmp_path: Path) -> None:
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "report.docx"))
    assert run("yunzhou", "2024", "--report", str(tmp_path / "report.docx")).exit_code == 0
    assert "城镇新增就业2.2万人" in (project / "seeds/yunzhou-work-report-2024.txt").read_text(encoding="utf-8")
    assert problems(project) == ["curated/yunzhou/2024.yaml: nothing"]


def test_nothing_is_ever_overwritten(project: Path, tmp_path: Path) -> None:
    report = tmp_path / "yunzhou-2023.txt"
    report.write_text(TEXT, encoding="utf-8")
    (project / "seeds" / "yunzhou-work-report-2024.txt").write_text("另一份", encoding="utf-8")
    before = files(project)
    again = run("yunzhou", "2023")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "curated/yunzhou/2023.yaml is there already and stays as it is" in again.stderr
    other = run("yunzhou", "2024", "--report", str(report))
    assert other.exit_code == 1
    assert "seeds/yunzhou-work-report-2024.txt is another text; move it away, or name both in city.yaml" in other.stderr
    held = tmp_path / "again.txt"
    held.write_text(TEXT, encoding="utf-8")
    named = run("yunzhou", "2023", "--report", str(held))
    assert named.exit_code == 1
    assert "duplicate-key: sources.work-report-2023: there is a source work-report-2023 already" in named.stderr
    assert files(project) == before


def test_a_report_is_registered_once(project: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert run("yunzhou", "2024", "--report", str(report)).exit_code == 0
    before = files(project)
    assert run("yunzhou", "2024", "--report", str(report)).exit_code == 1
    assert files(project) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["datong", "2024"], "datong is a new city: give --name, --en, --code too"),
        (
            ["datong", "2024", "--name", "大同市", "--en", "Datong", "--code", "1402"],
            "1402 is not a code of six digits",
        ),
        (["../datong", "2024"], "a city's folder is named in lower-case letters: ../datong"),
        (["yunzhou", "24"], "24 is not in the range"),
        (["yunzhou", "2024", "--report", "none.docx"], "'none.docx' does not exist"),
    ],
)
def test_misuse_says_what_to_type_instead(project: Path, arguments: list[str], said: str) -> None:
    before = files(project)
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert files(project) == before


def test_a_report_that_can_not_be_read_is_refused_in_one_line(project: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 no pages")
    before = files(project)
    done = run("yunzhou", "2024", "--report", str(tmp_path / "scan.pdf"))
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ") and len(done.stderr.strip().splitlines()) == 1
    assert files(project) == before
