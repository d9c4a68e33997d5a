"""A walk through CONTRIBUTING.md: its steps as printed, a project to take them in, the figures of a year's file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from indicators.model.schema import FORMS
from tests.conftest import ROOT

WALK = Path(__file__).parent / "walk"  # two invented reports of an invented county, and what a curator made of them
FOLDER = "huaichuan"
FENCE = re.compile(r"```sh\n(.*?)```", re.DOTALL)
NEW_CITY = re.compile(r"--name (\S+) --en (\S+) --code (\d{6})")
MAPPING = re.compile(r"(target|outcome): (\{.*\})")


def section(heading: str) -> str:
    """The text below a heading of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def steps(heading: str) -> list[tuple[str, str]]:
    """The numbered steps of a walk: the bold words each begins with, and its commands."""
    found = re.split(r"^\d+\. \*\*(.+?)\*\*", section(heading), flags=re.MULTILINE)[1:]
    return [
        (title, re.sub(r"^ {3}", "", "".join(FENCE.findall(body)), flags=re.MULTILINE))
        for title, body in zip(found[::2], found[1::2], strict=True)
    ]


def said_of(commands: str, year: int) -> str:
    """Commands of the page, which are given for Jinzhong 2025, as the county's curator types them for a year."""
    for printed, meant in (
        ("jinzhong", FOLDER),
        ("晋中", "槐川县"),
        ("Jinzhong", "Huaichuan"),
        ("2024", str(year - 1)),
        ("2025", str(year)),
    ):
        commands = commands.replace(printed, meant)
    return commands


@dataclass
class Project:
    """A project with a common catalogue and no city, under Git, with a remote to push to."""

    root: Path
    locale: str = "C.UTF-8"

    @property
    def curated(self) -> Path:
        return self.root / "curated"

    @property
    def folder(self) -> Path:
        return self.curated / FOLDER

    def run(self, commands: str) -> subprocess.CompletedProcess[str]:
        """Run commands as typed in the project's folder, in its language."""
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root.parent),
            "LC_ALL": self.locale,
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

    def done(self, commands: str) -> str:
        """What commands print that must succeed."""
        ran = self.run(commands)
        assert ran.returncode == 0, f"{commands}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout


def begun(folder: Path, locale: str = "C.UTF-8") -> Project:
    """A project as a stranger finds it, but for the data: the county's reports lie beside it."""
    root = folder / "project"
    (root / "curated").mkdir(parents=True)
    (root / "seeds").mkdir()
    shutil.copy(WALK / "indicators.yaml", root / "curated")
    shutil.copytree(ROOT / ".githooks", root / ".githooks")
    readme = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    (root / "seeds" / "README.md").write_text(re.sub(r"^\| `.*\n", "", readme, flags=re.MULTILINE), encoding="utf-8")
    for report in WALK.glob("*.txt"):
        shutil.copy(report, folder / report.name.replace("work-report-", ""))  # as the page calls what came
    command = root / ".venv/bin/indicators"
    command.parent.mkdir(parents=True)
    run = "import sys; from indicators.cli import main; sys.exit(main())"
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{run}' \"$@\"\n", encoding="utf-8")
    command.chmod(0o755)
    (root / ".gitignore").write_text(".venv/\n", encoding="utf-8")
    project = Project(root, locale)
    project.done(
        "git init -q -b main && git config core.hooksPath .githooks && git add -A && git commit -qm 'No city yet' "
        "&& git init -q --bare ../origin.git && git remote add origin ../origin.git && git push -q origin main"
    )
    return project


@dataclass(frozen=True)
class Held:
    """A figure as it stands in a year's file: typed by a person, drafted as an entry, or drafted as a comment."""

    year: int
    role: str
    indicator: str | None  # None of a comment
    form: str
    numbers: tuple[Decimal, ...]
    quote: str

    def says_the_same(self, other: Held) -> bool:
        """Whether two have the same number or are both words, from the same words of the report."""
        if self.role != other.role or [*map(abs, self.numbers)] != [*map(abs, other.numbers)]:
            return False
        one, two = sorted((bare(self.quote), bare(other.quote)), key=len)
        return one in two or (bool(self.numbers) and one[-6:] in two)


def bare(quote: str) -> str:
    """Words without white space."""
    return re.sub(r"\s", "", quote)


def _held(year: int, role: str, indicator: str | None, given: dict[str, Any]) -> Held:
    form = next((form for form in FORMS if form in given), "")
    value = given.get(form)
    listed = value if isinstance(value, list) else [value]
    numbers = tuple(Decimal(str(each)) for each in listed if isinstance(each, (int, float)))
    return Held(year, role, indicator, form, numbers, given.get("quote", ""))


def figures(text: str, year: int) -> Iterator[Held]:
    """The figures of a year's file: those that count, then those of its comments."""
    read = yaml.load(text, yaml.CSafeLoader) or {}
    for name, promise in (read.get("promises") or {}).items():
        for role in ("target", "outcome"):
            given = promise.get(role, [])
            for each in given if isinstance(given, list) else [given]:
                yield _held(year, role, name, each)
    for line in text.splitlines():
        if line.lstrip().startswith("#") and (found := MAPPING.search(line)):
            given = yaml.load(found[2], yaml.CSafeLoader)
            if given.get("quote"):
                yield _held(year, found[1], None, given)
