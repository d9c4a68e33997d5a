"""`indicators check`: what is wrong in the curated data."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from indicators import collection
from indicators.cli.options import CURATED, LANG, SEEDS
from indicators.collection import Collection
from indicators.texts import translate


def _roots(paths: tuple[Path, ...], curated: Path, lang: str) -> dict[Path, list[Path]]:
    """For each curated folder named by the paths, the files and folders in it to look at (none: all)."""
    roots: dict[Path, list[Path]] = {}
    for path in paths or (curated,):
        if paths and not path.exists():
            raise click.UsageError(translate(lang, "there is no file or folder {path}", path=path))
        whole = path.absolute()
        folder = next((p for p in (whole, *whole.parents) if (p / "indicators.yaml").is_file()), None)
        if folder in (None, whole):
            roots.setdefault(path, [])
        else:
            roots.setdefault(folder, []).append(whole)
    return roots


def _concerns(found: Collection, wanted: list[Path], path: str) -> bool:
    """Whether a problem's file is one of those asked for, or one that all of them refer to."""
    if not wanted or path.endswith("/indicators.yaml"):
        return True
    file = found.root.absolute().parent / path
    return any(file == w or w in file.parents or (file.name == "city.yaml" and file.parent == w.parent) for w in wanted)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
@CURATED
@SEEDS
@LANG
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], style: str, curated: Path, seeds: Path | None, lang: str) -> None:
    """Check the curated data: shape, references, and every figure against its quote and document.

    PATHS are curated folders or files in them; by default the whole curated folder. Exits 1 when there are problems.
    """
    problems, lines = [], []
    for root, wanted in _roots(paths, curated, lang).items():
        found = collection.load(root, seeds)
        problems += [p for p in found.problems if _concerns(found, wanted, p.path)]
        verified = sum(e.verified for e in found.evidence.values())
        promised = sum(p.target is not None for year in found.years.values() for p in year.values())
        lines.append(
            translate(
                lang,
                "{root}: {promises} promises, {figures} figures: {verified} verified, {cited} only cited",
                root=root.name, promises=promised, figures=len(found.evidence), verified=verified, cited=len(found.evidence) - verified,
            )  # fmt: skip
        )
    if style == "json":
        rows = [{**{k: v for k, v in asdict(p).items() if k not in ("what", "cure")}, "what": p.what.say(lang), "cure": p.cure.say(lang)} for p in problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for p in problems:
            if style == "github":
                message = p.text(lang).removeprefix(f"{p.path}:{p.line}:{p.column}: ").replace("%", "%25")
                click.echo(f"::error file={p.path},line={p.line},col={p.column}::{message}")
            else:
                click.echo(p.text(lang))
        for line in lines:
            click.echo(line)
        click.echo(translate(lang, "problems: {n}", n=len(problems)) if problems else translate(lang, "no problem"))
    context.exit(1 if problems else 0)
