"""`indicators diff`: what changed in the data between two revisions or folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from indicators import collection
from indicators.cli.options import CURATED, language
from indicators.cli.terminal import harmless
from indicators.collection import Collection, revisions
from indicators.tables.changes import changes
from indicators.tables.losses import losses, reason_for
from indicators.views.pull_request import markdown
from indicators.words.texts import LANGUAGES, translate


def _version(given: str, curated: Path) -> Collection:
    """The data that an argument names: a curated folder, or else a revision."""
    try:
        return collection.load(given) if os.path.isdir(given) else revisions.at(curated, given)
    except revisions.RevisionError as error:
        raise click.UsageError(error.why.say(language())) from error


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--scorecards", is_flag=True, help="Print only the cities and years that show something else, one a line."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="Only this language; by default both.")
@CURATED
def diff(base: str, head: str | None, scorecards: bool, lang: str | None, curated: Path) -> None:
    """Print what changed in the data from BASE to HEAD, as Markdown for a pull request.

    BASE and HEAD are revisions of Git or curated folders; HEAD is by default the curated folder as it stands.
    Prints nothing when no data changed. A large loss (at least five figures of a city's year, and a third of them)
    stands at the head. Exits 1 where no commit between the two gives a reason for it in a line `Correction: …`, else 0;
    2 is misuse.
    """
    if head is None and not os.path.isdir(curated):
        raise click.UsageError(translate(lang or language(), "there is no file or folder {path}", path=curated))
    old = _version(base, curated)
    found = changes(old, collection.load(curated) if head is None else _version(head, curated))
    if scorecards:
        for city, year in found.scorecards:
            click.echo(f"{city} {year}")
        return
    lost = losses(found)
    reason = reason_for(_messages(base, head, curated)) if lost else ""
    harmless(markdown(found, lang, reason))
    if lost and not reason:
        sys.exit(1)


def _messages(base: str, head: str | None, curated: Path) -> tuple[str, ...]:
    """The messages of the commits between two revisions; none where either is a folder."""
    if os.path.isdir(base) or (head is not None and os.path.isdir(head)):
        return ()
    try:
        return revisions.messages(curated, base, head or "HEAD")
    except revisions.RevisionError as error:
        raise click.UsageError(error.why.say(language())) from error
