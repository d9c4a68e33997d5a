"""Every code of a problem: a broken file in tests/bad/ that yields just its line, and its row in curated/README.md.

The first two lines of a broken file are the lines that it must yield, in Chinese and in English; they begin with the
path at which it is put over tests/mini/. Four problems are no file's content and are made here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from indicators import collection
from indicators.collection.yamlfile import LARGEST
from indicators.model.problems import CURES
from indicators.model.schema import City, Indicator, Kind, Outcome, Source, Target
from tests.conftest import ROOT
from tests.samples import MINI

BAD = {file.stem: file.read_bytes() for file in sorted((ROOT / "tests/bad").iterdir())}
YEAR = "curated/yunzhou/2023.yaml"
MADE = {
    "missing-folder": (
        "没有这个文件夹; 请给出编录数据文件夹的路径",
        "there is no such folder; give the path of the curated folder",
    ),
    "unreadable": (
        "文件不存在; 请确认文件存在且可以读取",
        "the file is not there; check that it is there and may be read",
    ),
    "folder-name": (
        "城市文件夹用小写字母命名：Extra; 请按 taiyuan 的样子命名",
        "a city's folder is named in lower-case letters: Extra; name it like taiyuan",
    ),
    "too-large": ("文件超过 1000000 字节; 请按年份拆分", "the file is larger than 1000000 bytes; split it by year"),
}
# What is written in Latin letters in Chinese too: keys and their words, indicators, files, standards.
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
KEYS = {field for model in (Target, Outcome, Source, City, Indicator) for field in model.model_fields} | {
    kind.value for kind in Kind
}
TEXTS = {f.name for f in (MINI.parent / "seeds").iterdir()} | set(collection.load(MINI).catalogue)
NAMES = {
    "YAML",
    "UTF-8",
    "SHA-256",
    "GB",
    "seeds",
    "curated",
    "README.md",
    "city.yaml",
    "indicators.yaml",
    "yaml",
    "extra",
    "lancheng",
    "work-report-2023",
}


def expected(code: str) -> list[str]:
    """The lines a broken file must yield, in Chinese and in English."""
    return [line.removeprefix(b"# ").decode() for line in BAD[code].split(b"\n")[:2]]


def lines(instead: Mapping[str, bytes], lang: str, root: Path = MINI) -> list[str]:
    return [p.text(lang) for p in collection.load(root, instead=instead).problems]


@pytest.mark.parametrize("code", BAD)
def test_a_broken_file_yields_just_its_line(code: str) -> None:
    in_chinese, in_english = expected(code)
    path = in_english.split(":")[0]
    assert in_english.split(": ")[1] == code
    assert lines({path: BAD[code]}, "en") == [in_english]
    assert lines({path: BAD[code]}, "zh") == [in_chinese]


def test_what_no_file_can_hold_is_told_as_well(tmp_path: Path) -> None:
    said = {code: [f"{code}: {text}" for text in texts] for code, texts in MADE.items()}
    for i, lang in enumerate(("zh", "en")):
        assert lines({}, lang, tmp_path / "none") == [f"{tmp_path}/none:1:1: {said['missing-folder'][i]}"]
        assert lines({YEAR: b"a" * (LARGEST + 1)}, lang) == [f"{YEAR}:1:1: {said['too-large'][i]}"]
        named = {"curated/Extra/city.yaml": b"zh: x\n"}
        assert lines(named, lang) == [f"curated/Extra:1:1: {said['folder-name'][i]}"]
        (tmp_path / "empty").mkdir(exist_ok=True)
        assert lines({}, lang, tmp_path / "empty") == [f"empty/indicators.yaml:1:1: {said['unreadable'][i]}"]


def test_all_broken_files_are_told_of_in_one_run() -> None:
    cities: dict[str, bytes] = {}
    wanted: list[str] = []
    for code, content in BAD.items():
        line = expected(code)[1]
        own, file = line.split(":")[0].rsplit("/", 1)
        if (MINI / own.rsplit("/", 1)[1]).is_dir():  # each in a copy of its city
            cities |= {f"curated/{code}/{f.name}": f.read_bytes() for f in (MINI / own.rsplit("/", 1)[1]).iterdir()}
        cities[f"curated/{code}/{file}"] = content
        if (city := f"curated/{code}/city.yaml") in cities and code != "same-code":  # each with a code of its own
            cities[city] = re.sub(rb'"99\d\d00"', b'"99%d00"' % (11 + len(wanted)), cities[city])
        wanted.append(line.replace(f"{own}/", f"curated/{code}/", 1).replace("the folder extra", f"the folder {code}"))
    assert sorted(lines(cities, "en")) == sorted(wanted)


@pytest.mark.parametrize("code", BAD)
def test_a_chinese_line_has_no_english_words_but_names(code: str) -> None:
    told = re.sub(r"^[\w.-]+: ", "", expected(code)[0].split(f": {code}: ")[1], flags=re.ASCII)  # without the place
    of_the_file = NAME.findall(BAD[code].split(b"\n", 2)[2].decode("utf-8", "replace"))
    words = {word.strip(".-") for word in NAME.findall(told) if len(word) > 1}
    assert words - {*of_the_file, *KEYS, *TEXTS, *NAMES} == set()
    assert re.search(r"[\u4e00-\u9fff]", told)


def _rows() -> dict[str, list[str]]:
    """The table of problem codes in curated/README.md."""
    section = (
        (ROOT / "curated/README.md")
        .read_text(encoding="utf-8")
        .split("## 问题代码 · Problem codes")[1]
        .split("\n## ")[0]
    )
    rows = [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in section.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in rows}


def test_codes_broken_files_and_rows_of_the_handbook_are_the_same() -> None:
    rows = _rows()
    assert list(rows) == list(CURES)
    assert sorted([*BAD, *MADE]) == sorted(CURES)
    for code, (chinese, english) in rows.items():
        assert re.search(r"[\u4e00-\u9fff]", chinese) and len(english) > 20, code
        assert not re.search(r"[\u4e00-\u9fff]", re.sub("[万亿]", "", english)), code
