"""`indicators new`: the files to begin a year, a city or a report with. What is there is never overwritten."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from pathlib import Path

import click

from indicators import collection
from indicators.cli.options import CURATED, LANG, SEEDS
from indicators.collection import Collection
from indicators.drafts import reports, skeletons
from indicators.model.problems import Problem
from indicators.words.texts import translate

YEAR = click.IntRange(1978, 2100)


@click.command()
@click.argument("city")
@click.argument("year", type=YEAR)
@click.option("--name", default=None, help="For a new city: its full Chinese name.")
@click.option("--en", default=None, help="For a new city: its English name.")
@click.option("--code", default=None, help="For a new city: its six digits in GB/T 2260.")
@click.option(
    "--report",
    default=None,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The report that plans YEAR (.txt, .html, .docx, .pdf).",
)
@click.option(
    "--kind",
    type=click.Choice(list(skeletons.TITLES)),
    default="work_report",
    show_default=True,
    help="What the report is.",
)
@click.option("--title", default=None, help="The report's title as printed.")
@CURATED
@SEEDS
@LANG
@click.pass_context
def new(
    context: click.Context,
    city: str,
    year: int,
    name: str | None,
    en: str | None,
    code: str | None,
    report: Path | None,
    kind: str,
    title: str | None,
    curated: Path,
    seeds: Path | None,
    lang: str,
) -> None:
    """Begin YEAR of CITY (its folder's name): a file with what the city promised last as comments, to be filled in.

    With --report the report's text goes into seeds/ and its entry into city.yaml. For a new city give --name, --en,
    --code.
    """
    found = collection.load(curated, seeds)
    if not found.catalogue:
        raise click.ClickException(found.problems[0].text(lang))
    folder = curated / city
    zh = _known(found, folder, city, name, en, code, lang)
    content: dict[Path, bytes] = {}
    entry = None
    if report is not None:
        text, raw = _text(report, seeds or curated.resolve().parent / "seeds", lang)
        if not text.exists():
            content[text] = raw
        title = title or skeletons.TITLES[kind].format(city=zh, year=year, before=year - 1)
        entry = skeletons.SourceEntry(kind, title, year - 1, year, text.name, hashlib.sha256(raw).hexdigest())
    own = folder / "city.yaml"
    if not own.exists():
        content[own] = skeletons.city(zh, en or "", code or "", entry, lang).encode()
    elif entry is not None and entry.sha256 not in {source.sha256 for source in found.cities[city].sources.values()}:
        content[own] = _with_source(own, entry, lang)
    year_file = folder / f"{year}.yaml"
    if not year_file.exists():
        content[year_file] = skeletons.year(found, city, year, lang).encode()
    else:
        click.echo(translate(lang, "{path} is there already and stays as it is", path=_shown(year_file)), err=True)
    if not content:
        context.exit(1)
    _write(content, lang)
    given = "REPORT" if report is None else shlex.quote(_shown(text))
    click.echo(
        translate(
            lang,
            "next: indicators draft {report} --city {city} --write, or fill it in by hand; then indicators check",
            report=given,
            city=city,
        ),
        err=True,
    )


def _shown(path: Path) -> str:
    """The path as a reader would type it: from here on, where it stands below."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _known(
    found: Collection, folder: Path, city: str, name: str | None, en: str | None, code: str | None, lang: str
) -> str:
    """The city's Chinese name; misuse where the folder can't be begun."""
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", city):
        raise click.UsageError(translate(lang, "a city's folder is named in lower-case letters: {city}", city=city))
    if city in found.cities:
        return found.cities[city].zh
    if (folder / "city.yaml").exists():
        problem = next((p for p in found.problems if p.path.endswith(f"/{city}/city.yaml")), None)
        raise click.ClickException(problem.text(lang) if problem else str(folder / "city.yaml"))
    missing = [option for option, value in {"--name": name, "--en": en, "--code": code}.items() if not value]
    if missing or name is None:
        raise click.UsageError(
            translate(lang, "{city} is a new city: give {options} too", city=city, options=", ".join(missing))
        )
    if not re.fullmatch(r"\d{6}", code or ""):
        raise click.UsageError(translate(lang, "{code} is not a code of six digits", code=code))
    return name


def _text(report: Path, seeds: Path, lang: str) -> tuple[Path, bytes]:
    """Where the report's text is to stand in seeds/, and its bytes: those of a .txt in UTF-8 as they came."""
    raw = report.read_bytes()[: reports.LARGEST + 1]
    given = reports.read(raw, report.name)
    if given.what is not None:
        raise click.ClickException(given.refusal(lang, str(report)))
    try:
        kept = report.suffix.lower() == ".txt" and bool(raw.decode("utf-8"))
    except UnicodeDecodeError:
        kept = False
    text = seeds / f"{report.stem}.txt"
    content = raw if kept else given.text.encode()
    if text.exists() and text.read_bytes() != content:
        raise click.ClickException(
            translate(lang, "{path} is another text; give the report another file name", path=_shown(text))
        )
    return text, content


def _with_source(own: Path, entry: skeletons.SourceEntry, lang: str) -> bytes:
    """city.yaml with the report; the command ends where it can't be added."""
    changed = skeletons.with_source(
        own.read_bytes(), f"{own.parent.parent.name}/{own.parent.name}/{own.name}", entry, lang
    )
    if isinstance(changed, Problem):
        raise click.ClickException(changed.text(lang))
    return changed


def _write(content: dict[Path, bytes], lang: str) -> None:
    """Write the files and name each."""
    for path, raw in content.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
            click.echo(translate(lang, "written: {path}", path=_shown(path)))
        except OSError as error:
            raise click.ClickException(f"{path}: {error.strerror}") from error
