"""`indicators check`: what is wrong in the curated data, as lines for people, GitHub or programs."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import click

from indicators.cli.options import CURATED, LANG, SEEDS, PathTyped
from indicators.collection import Collection, register
from indicators.collection.files import Files
from indicators.collection.layers import FILE
from indicators.collection.loading import read
from indicators.collection.unanswered import unanswered
from indicators.model.problems import Problem
from indicators.words.texts import LANGUAGES, msgid, translate

_IN_MESSAGES = "%\r\n"
_IN_PROPERTIES = "%\r\n:,"


def _roots(paths: tuple[Path, ...], curated: Path, lang: str) -> dict[Path, list[Path]]:
    """For each curated folder named by the paths, the files and folders in it to look at (none: all)."""
    roots: dict[Path, list[Path]] = {}
    for path in paths or (curated,):
        if paths and not os.path.exists(path):
            raise click.UsageError(translate(lang, "there is no file or folder {path}", path=path))
        whole = Path(os.path.abspath(path))
        folder = next((p for p in (whole, *whole.parents) if os.path.isfile(p / FILE)), None)
        if folder is not None and os.path.isfile(folder.parent / FILE):
            folder = folder.parent  # the city's own layer of the catalogue lies in a curated folder too
        if folder is None and os.path.isfile(whole):
            raise click.UsageError(
                translate(lang, "{path} is in no curated folder: no folder above it has an indicators.yaml", path=path)
            )
        if folder in (None, whole):
            roots.setdefault(path, [])
        else:
            roots.setdefault(folder, []).append(whole)
    return roots


def _concerns(found: Collection, wanted: list[Path], path: str) -> bool:
    """Whether a problem's file is one of those asked for, or one that all of them refer to."""
    if not wanted or path == f"{found.root.absolute().name}/{FILE}":
        return True
    file = Path(os.path.abspath(found.root)).parent / path
    refer_to = file.name in ("city.yaml", FILE)
    return any(file == w or w in file.parents or (refer_to and file.parent == w.parent) for w in wanted)


def _in_repository(root: Path, path: str) -> str:
    """A problem's path from the top of its Git repository, as GitHub names files; unchanged outside of a repository."""
    file = Path(os.path.abspath(root)).parent / path
    top = next((p for p in file.parents if os.path.exists(p / ".git")), None)
    return path if top is None else file.relative_to(top).as_posix()


def _annotation(problem: Problem, path: str, lang: str) -> str:
    """A workflow command that puts the problem on its line of a pull request."""
    properties = {"file": path, "line": problem.line, "col": problem.column, "title": problem.code}
    place = f"{problem.place}: " if problem.place else ""
    message = f"{place}{problem.what.say(lang)}; {problem.cure.say(lang)}"
    listed = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in properties.items())
    return f"::error {listed}::{_escaped(message, _IN_MESSAGES)}"


def _escaped(text: str, signs: str) -> str:
    """The text with each of the signs that mean something in a workflow command as its code, % first."""
    for sign in signs:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _open_marks(contents: Mapping[str, bytes]) -> int:
    """How many comments of a draft still ask for a second look: a clean check says nothing of those. `contents` are the
    files that were read, by path."""
    marks = tuple(f"# {translate(lang, 'look twice')}" for lang in LANGUAGES)
    files = (raw.decode("utf-8", errors="replace") for path, raw in contents.items() if path.endswith(".yaml"))
    return sum(line.lstrip().startswith(marks) for text in files for line in text.splitlines())


def _unlooked(found: Collection, wanted: list[Path], lang: str) -> Iterator[str]:
    """A line for each year of a city whose promises lack an answer that nobody has looked for, and how to look."""
    listed: dict[tuple[str, int, tuple[str, ...]], list[str]] = {}
    for city in found.cities:
        for one in unanswered(found, city):
            held = tuple(key for key, source in one.owing.documents.items() if source.file and source.looked is None)
            if one.unlooked and _concerns(found, wanted, f"{found.root.absolute().name}/{city}/{one.year}.yaml"):
                listed.setdefault((city, one.year, held), []).append(one.indicator)
    if listed:
        n = sum(map(len, listed.values()))
        yield translate(lang, "promises whose answer nobody has looked for: {n}", n=n)
    for (city, year, held), names in listed.items():
        files = [found.cities[city].sources[key].file for key in held]
        yield translate(
            lang,
            "  {city}/{year}.yaml: {names}; look in {reports}: run indicators draft seeds/{file} --city {city} "
            "--write, go through what it lists, then give the same with --looked NAME instead of --write",
            city=city,
            year=year,
            names=", ".join(names),
            reports=", ".join(held),
            file=files[0],
        )


@click.command()
@click.argument("paths", nargs=-1, type=PathTyped())
@click.option("--format", "style", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
@CURATED
@SEEDS
@LANG
@click.pass_context
def check(
    context: click.Context, paths: tuple[Path, ...], style: str, curated: Path, seeds: Path | None, lang: str
) -> None:
    """Check the curated data: shape, references, and every figure against its quote and document.

    PATHS are curated folders or files in them; by default the whole curated folder. Exits 1 when there are problems.
    """
    problems: list[tuple[Path, Problem]] = []
    lines = []
    for root, wanted in _roots(paths, curated, lang).items():
        contents: dict[str, bytes] = {}
        found = read(Files(root, seeds, {}, contents=contents))
        problems += [(root, p) for p in found.problems if _concerns(found, wanted, p.path)]
        if not wanted:
            problems += [(root, p) for p in register.problems(seeds or Path(os.path.realpath(root)).parent / "seeds")]
        states = Counter(e.state for e in found.evidence.values())
        promised = sum(p.target is not None for year in found.years.values() for p in year.values())
        message = (
            msgid(
                "{root}: {promises} promises, {figures} figures: {verified} verified, {read} read by a person, "
                "{cited} only cited"
            )
            if states["read"]
            else msgid("{root}: {promises} promises, {figures} figures: {verified} verified, {cited} only cited")
        )
        counts = {
            "root": os.path.basename(os.path.abspath(root)),
            "promises": promised,
            "figures": len(found.evidence),
            "verified": states["verified"],
            "read": states["read"],
            "cited": states["cited"],
        }
        lines.append(translate(lang, message, **counts))
        marks = _open_marks(contents)
        if marks:
            lines.append(
                translate(
                    lang,
                    "still marked “look twice” in the drafts: {n}; "
                    "hold each against the document, then take its mark out",
                    n=marks,
                )
            )
        lines += _unlooked(found, wanted, lang)
    if style == "json":
        rows = [
            {
                **{k: v for k, v in asdict(p).items() if k not in ("what", "own_cure")},
                "what": p.what.say(lang),
                "cure": p.cure.say(lang),
            }
            for _, p in problems
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for root, p in problems:
            click.echo(_annotation(p, _in_repository(root, p.path), lang) if style == "github" else p.text(lang))
        for line in lines:
            click.echo(line)
        click.echo(translate(lang, "problems: {n}", n=len(problems)) if problems else translate(lang, "no problem"))
    context.exit(1 if problems else 0)
