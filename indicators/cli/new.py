"""`indicators new`: the files to begin a year, a city or a report with. What is there is never overwritten."""

from __future__ import annotations

import hashlib
import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from indicators import collection
from indicators.cli.options import CURATED, LANG, SEEDS, YEAR, CityOptions, PathTyped, failed, given
from indicators.collection import Collection, register
from indicators.disk import regular
from indicators.drafts import apart, reports, skeletons
from indicators.drafts.opening import suggested
from indicators.drafts.registering import registered
from indicators.drafts.skeletons import SourceEntry
from indicators.model.levels import CODE, wrong
from indicators.model.problems import Problem
from indicators.model.values import FOLDER, Named
from indicators.words.texts import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class _NewOptions(CityOptions):
    """What was given on the command line; `name`, `en` and `code` are those of a new city."""

    year: int
    name: str | None
    en: str | None
    code: str | None
    report: Path | None
    kind: str | None
    title: str | None


@click.command()
@click.argument("city")
@click.argument("year", type=YEAR)
@click.option("--name", default=None, help="For a new city: its full Chinese name.")
@click.option("--en", default=None, help="For a new city: its English name.")
@click.option("--code", default=None, help="For a new city: its six digits in GB/T 2260.")
@click.option(
    "--report",
    default=None,
    type=PathTyped(exists=True, dir_okay=False),
    help="The report that plans YEAR (.txt, .html, .docx, .pdf).",
)
@click.option(
    "--kind",
    type=click.Choice(list(skeletons.TITLES)),
    default=None,
    help="What the report is; by default what its first lines say.",
)
@click.option("--title", default=None, help="The report's title as printed.")
@CURATED
@SEEDS
@LANG
@click.pass_context
def new(context: click.Context, /, **options: Any) -> None:
    """Begin YEAR of CITY (its folder's name): a file with what the city promised last as comments, to be filled in.

    With --report the report's text goes into seeds/, its rows into seeds/README.md and its entry into city.yaml: title,
    publisher, date and speaker as its first lines print them. A .txt in UTF-8 is held to the byte; of all else (.html,
    .docx, .pdf, a .txt in another encoding) the text is held in UTF-8.
    For a new city give --name, --en, --code.
    """
    asked = _NewOptions(**options)
    found = collection.load(asked.curated, asked.seeds)
    if not found.catalogue:
        raise click.ClickException(found.problems[0].text(asked.lang))
    zh = _known(found, asked)
    content: dict[Path, bytes] = {}
    entry, known, next_report = None, None, "REPORT"
    if asked.report is not None:
        beside = Path(os.path.realpath(asked.curated)).parent / "seeds"
        words, raw = _read(asked.report, asked.lang)
        digest = hashlib.sha256(raw).hexdigest()
        entry = _entry(words, digest, zh, asked)
        sources = found.cities[asked.city].sources if asked.city in found.cities else {}
        known = skeletons.registered(sources, digest)
        seeds = asked.seeds or beside
        if asked.report.resolve().parent == seeds.resolve():  # it stands there already
            entry = replace(entry, file=asked.report.name)
        text = seeds / ((sources[known].file if known else None) or entry.file)
        if _held(text, raw, asked.lang) is None:
            content[text] = raw
        if known is None:
            city = found.cities.get(asked.city) or Named(zh=zh, en=asked.en or asked.city)
            content |= _register(seeds, entry, city, words)
        next_report = shlex.quote(_shown(text))
    own, described = asked.folder / "city.yaml", asked.standing("city.yaml")
    if described is None:
        content[own] = skeletons.city(zh, asked.en or "", asked.code or "", entry, asked.lang).encode()
    elif entry is not None and known is None:
        content[own] = _with_source(described, own, entry, asked.lang)
    year_file = asked.folder / f"{asked.year}.yaml"
    if asked.standing(year_file.name) is None:
        content[year_file] = skeletons.year(found, asked.city, asked.year, asked.lang).encode()
    else:
        click.echo(asked.say("{path} is there already and stays as it is", path=_shown(year_file)), err=True)
    if not content:
        context.exit(1)
    asked.save(_in_order(content, own, replaced=described is not None))
    for path in content:
        click.echo(asked.say("written: {path}", path=_shown(path)))
    click.echo(
        asked.say(
            "next: indicators draft {report} --city {city} --write, or fill it in by hand; then indicators check",
            report=next_report,
            city=asked.city,
        ),
        err=True,
    )


def _in_order(content: Mapping[Path, bytes], own: Path, replaced: bool) -> dict[Path, bytes]:
    """The files in an order of which every beginning is in order: a text that no source names yet, then a new city's
    own file before its year; a year before the city's file that is replaced, since that takes the disk much longer than
    all the others. Should the command be killed on the way, it goes on from there when it is given again."""
    return dict(sorted(content.items(), key=lambda item: (item[0] == own) == replaced and item[0].suffix == ".yaml"))


def _shown(path: Path) -> str:
    """The path as a reader would type it: from here on, where it stands below."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _known(found: Collection, asked: _NewOptions) -> str:
    """The city's Chinese name; misuse where its folder can't be begun."""
    city = asked.city
    if not FOLDER.fullmatch(city):
        raise click.UsageError(asked.say("a city's folder is named in lower-case letters: {city}", city=city))
    if city in found.cities:
        return found.cities[city].zh
    if asked.standing("city.yaml") is not None:
        problem = next((p for p in found.problems if p.path.endswith(f"/{city}/city.yaml")), None)
        raise click.ClickException(problem.text(asked.lang) if problem else str(asked.folder / "city.yaml"))
    wanted = {"--name": asked.name, "--en": asked.en, "--code": asked.code}
    missing = [option for option, value in wanted.items() if not value]
    if missing or asked.name is None:
        told = asked.say("{city} is a new city: give {options} too", city=city, options=", ".join(missing))
        raise click.UsageError(told)
    if not CODE.fullmatch(asked.code or ""):
        raise click.UsageError(asked.say("{code} is not a code of six digits", code=asked.code))
    if (why := wrong(asked.code or "")) is not None:
        raise click.UsageError(why.say(asked.lang))
    if (other := next((name for name, city in found.cities.items() if city.code == asked.code), None)) is not None:
        raise click.UsageError(asked.say("{code} is the code of {other} already", code=asked.code, other=other))
    return asked.name


def _read(report: Path, lang: str) -> tuple[str, bytes]:
    """The words of a report's file, and what is to be held of it; that it was converted is said."""
    data = given(report, reports.LARGEST, lang)
    found = apart.report(data, report.name)
    if found.what is not None:
        raise click.ClickException(found.refusal(lang, str(report)))
    held = reports.held(data, found.text)
    if held != data:
        told = translate(
            lang,
            "{file} is not held as it came: its text, in UTF-8, is. Keep the file itself too, to hold the text against "
            "it",
            file=report.name,
        )
        click.echo(told, err=True)
    return found.text, held


def _entry(words: str, digest: str, zh: str, asked: _NewOptions) -> SourceEntry:
    """The report as city.yaml is to name it: as far as its first lines say, else as its kind is called everywhere."""
    said = suggested(words, {}, asked.year)
    title = asked.title or said.title
    kind = asked.kind or (said.kind if said.kind in skeletons.TITLES else "work_report")
    title = title or skeletons.TITLES[kind].format(city=zh, year=asked.year, before=asked.year - 1)
    entry = SourceEntry(
        kind,
        title,
        asked.year - 1,
        asked.year,
        "",
        digest,
        publisher=said.publisher,
        date=said.date,
        speaker=said.speaker,
    )
    return skeletons.named(entry, asked.city)


def _register(seeds: Path, entry: SourceEntry, city: Named, words: str) -> dict[Path, bytes]:
    """The register of the held texts with the report's rows; nothing where there is none, or it has them."""
    file = seeds / register.FILE
    try:
        there = regular.read(seeds, register.FILE, reports.LARGEST)
        changed = registered(there.decode("utf-8"), entry, city, words).encode()
    except (OSError, UnicodeDecodeError):
        return {}
    return {} if changed == there else {file: changed}


def _held(text: Path, raw: bytes, lang: str) -> bytes | None:
    """The text of that name in seeds/, None where there is none yet; the command ends where it is not `raw`."""
    try:
        there = regular.read(text.parent, text.name, reports.LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failed(text, error, lang) from error
    if there != raw:
        told = translate(
            lang, "{path} is another text; move it away, or name both in city.yaml by hand", path=_shown(text)
        )
        raise click.ClickException(told)
    return there


def _with_source(content: bytes, own: Path, entry: SourceEntry, lang: str) -> bytes:
    """city.yaml with the report; the command ends where it can't be added."""
    changed = skeletons.with_source(content, f"{own.parent.parent.name}/{own.parent.name}/{own.name}", entry, lang)
    if isinstance(changed, Problem):
        raise click.ClickException(changed.text(lang))
    return changed
