"""The `indicators` command: check, show, export, schema. All that it does, Python does; see `collection` and `tables`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from indicators import collection, exports, jsonschemas, tables
from indicators.collection import Collection
from indicators.texts import LANGUAGES, translate
from indicators.views.labels import GLYPHS, VERDICT_NAMES, group_name

CURATED = click.option(
    "--curated", default="curated", envvar="INDICATORS_CURATED", show_default=True, help="The curated folder.", type=click.Path(path_type=Path)
)
SEEDS = click.option("--seeds", default=None, help="The folder of held texts; by default seeds/ beside it.", type=click.Path(path_type=Path))


def _language() -> str:
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


LANG = click.option("--lang", type=click.Choice(LANGUAGES), default=_language, help="Language of what is printed.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Promised versus achieved: check, show and export the curated promises."""


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


@main.command()
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


def _tell(found: Collection, lang: str) -> None:
    for problem in found.problems:
        click.echo(problem.text(lang), err=True)


@main.command()
@click.argument("city")
@click.argument("year", type=int)
@CURATED
@LANG
def show(city: str, year: int, curated: Path, lang: str) -> None:
    """Show what CITY promised for YEAR and what became of it."""
    found = collection.load(curated)
    _tell(found, lang)
    all_promises = tables.promises(found)
    mine = all_promises[(all_promises["city"] == city) & (all_promises["year"] == year)]
    if mine.empty:
        known = ", ".join(f"{c} {y}" for c, y in all_promises[["city", "year"]].drop_duplicates().itertuples(index=False))
        raise click.UsageError(translate(lang, "no promises of {city} for {year}; there are: {known}", city=city, year=year, known=known or "–"))
    console = Console()
    console.print(f"[bold]{found.cities[city].say(lang)} {year}[/bold]")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("Indicator", "Promised", "Reported", "Verdict", "Gap"):
        table.add_column(translate(lang, column), overflow="fold")
    for group, rows in mine.groupby(mine["group"].where(~mine["headline"], "headline"), sort=False):
        table.add_row(f"[bold]{group_name(str(group), lang)}[/bold]")
        for row in rows.to_dict("records"):
            name = f"{GLYPHS[row['verdict']]} {translate(lang, VERDICT_NAMES[row['verdict']])}"
            table.add_row(*map(escape, ("  " + row[f"name_{lang}"], row[f"target_{lang}"], row[f"outcome_{lang}"], name, row[f"gap_{lang}"])))
    console.print(table)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--figures", is_flag=True, help="A row per figure instead of a row per promise.")
@click.option("--tolerance", type=click.FloatRange(0, 50), default=None, help="Tolerance in percent instead of the default.")
@CURATED
@LANG
def export(file: Path, figures: bool, tolerance: float | None, curated: Path, lang: str) -> None:
    """Export all promises (or figures) to FILE: .csv, .xlsx, .parquet or .json."""
    if file.suffix.lstrip(".").lower() not in exports.ENDINGS:
        raise click.UsageError(translate(lang, "the file must end in .csv, .xlsx, .parquet or .json"))
    found = collection.load(curated)
    _tell(found, lang)
    chosen = None if tolerance is None else Decimal(str(tolerance))
    frame = tables.figures(found, chosen) if figures else tables.promises(found, chosen)
    try:
        exports.write(frame, file)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    click.echo(translate(lang, "{n} rows written to {file}", n=len(frame), file=file.name))


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 when a schema is not current.")
@CURATED
@LANG
@click.pass_context
def schema(context: click.Context, only_check: bool, curated: Path, lang: str) -> None:
    """Renew the JSON Schemas in curated/schema/ that editors use, from the models."""
    folder = curated / "schema"
    if only_check:
        old = jsonschemas.stale(folder)
        if old:
            click.echo(translate(lang, "not current: {names}; renew with `indicators schema`", names=", ".join(old)))
        context.exit(1 if old else 0)
    jsonschemas.write(folder)
    click.echo(translate(lang, "{n} schemas written to {folder}", n=len(jsonschemas.generated()), folder=folder.name))
