"""`indicators brief`: a briefing to take away, the kind of file by its ending."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from indicators import tables
from indicators.briefs.assembling import brief as composed
from indicators.briefs.packs import pack
from indicators.briefs.rendering import make
from indicators.briefs.request import ENDINGS, THEMES, BriefError, Request
from indicators.cli.options import CURATED, LANG, TOLERANCE, NumberWithin, PathTyped, save, tell
from indicators.cli.terminal import console
from indicators.tables import Frames
from indicators.words.texts import said, translate


def _requests(
    frames: Frames, one: Request, city: str | None, year: int | None, every: bool, compared: tuple[str, ...]
) -> list[Request]:
    """What the command line asks for: one briefing, or with --all a scorecard of every year, of one city or of all."""
    if one.indicator:
        return [replace(one, kind="indicator")]
    if compared:
        return [replace(one, kind="comparison", cities=compared)]
    if every:
        rows = (row for row in frames.counted if city in (None, row.city))
        return [replace(one, cities=(row.city,), years=(row.year,)) for row in rows]
    if city is None or year is None:
        raise BriefError(
            said(
                "say what to brief on: "
                "CITY YEAR, --indicator NAME, --compare CITY --compare CITY --year YEAR, or --all into a .zip"
            )
        )
    return [replace(one, cities=(city,), years=(year,))]


@click.command()
@click.argument("city", required=False)
@click.argument("year", required=False, type=int)
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    type=PathTyped(dir_okay=False),
    help="The file: .png .svg .pdf .pptx .docx .xlsx, or .zip for several.",
)
@click.option("--indicator", default="", help="A briefing on one indicator over years and cities.")
@click.option("--city", "cities", multiple=True, help="With --indicator: only this city. Again for more.")
@click.option(
    "--year",
    "years",
    multiple=True,
    type=int,
    help="With --indicator: only this year, again for more. With --compare: the year.",
)
@click.option("--compare", "compared", multiple=True, metavar="CITY", help="Cities beside each other; once for each.")
@click.option("--all", "every", is_flag=True, help="Into a .zip: the scorecard of every city and year.")
@click.option("--group", "groups", multiple=True, help="Only this group's promises. Again for more.")
@click.option(
    "--only", "indicators", multiple=True, metavar="INDICATOR", help="Only this indicator's promise. Again for more."
)
@click.option("--verdict", "verdicts", multiple=True, help="Only promises with this verdict. Again for more.")
@TOLERANCE
@click.option("--theme", type=click.Choice(THEMES), default="light", show_default=True, help="Colours of png and svg.")
@click.option(
    "--scale",
    type=NumberWithin(1, 4),
    default=2,
    show_default=True,
    help="Pixels of a png for each of the sheet's 1280 × 720.",
)
@click.option(
    "--as",
    "endings",
    multiple=True,
    type=click.Choice(ENDINGS),
    help="Into a .zip: this kind of file. Again for more; by default all.",
)
@click.option(
    "--base",
    envvar="INDICATORS_BASE_URL",
    default="",
    help="The dashboard's public address, for links and the QR code.",
)
@CURATED
@LANG
def brief(  # noqa: PLR0913 - a command is handed each of its options
    city: str | None,
    year: int | None,
    file: Path,
    indicator: str,
    cities: tuple[str, ...],
    years: tuple[int, ...],
    compared: tuple[str, ...],
    every: bool,
    groups: tuple[str, ...],
    indicators: tuple[str, ...],
    verdicts: tuple[str, ...],
    tolerance: float | None,
    theme: str,
    scale: float,
    endings: tuple[str, ...],
    base: str,
    curated: Path,
    lang: str,
) -> None:
    """Make a briefing of CITY and YEAR, of an indicator, or of cities beside each other, as the FILE that -o names."""
    ending = file.suffix.lstrip(".").lower()
    if ending not in (*ENDINGS, "zip"):
        raise click.UsageError(translate(lang, "the file must end in .png, .svg, .pdf, .pptx, .docx, .xlsx or .zip"))
    frames = tables.of_folder(curated, None if tolerance is None else Decimal(f"{tolerance:g}"))
    tell(frames, lang)
    one = Request("scorecard", cities, years, indicator, indicators, groups, verdicts, lang, theme, base)
    try:
        requests = _requests(frames, one, city, year, every, compared)
        if ending == "zip":
            data = _packed(frames, requests, endings or ENDINGS, scale, lang)
        elif len(requests) != 1:
            raise BriefError(said("--all makes several briefings: name a .zip"))
        else:
            data = make(composed(frames, requests[0]), ending, scale)
    except BriefError as error:
        raise click.ClickException(error.why.say(lang)) from error
    save({file: data}, lang)
    click.echo(translate(lang, "{file}: {n} kB", file=file.name, n=-(-len(data) // 1000)))


def _packed(frames: Frames, requests: list[Request], endings: tuple[str, ...], scale: float, lang: str) -> bytes:
    """The zip, with a progress bar on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console(error=True), transient=True) as progress:
        task = progress.add_task(translate(lang, "Making the briefings"), total=len(requests) * len(endings))
        return pack(frames, requests, endings, lambda done, _, __: progress.update(task, completed=done), scale)
