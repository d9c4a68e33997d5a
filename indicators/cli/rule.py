"""`indicators rule`: record what a new version of the rule turns."""

from __future__ import annotations

import io
from pathlib import Path

import click
import pandas as pd

from indicators import collection
from indicators.cli.options import CURATED, LANG, PathTyped, given, save
from indicators.collection import revisions
from indicators.judging.verdicts import RULE_VERSION
from indicators.tables import rule_turns
from indicators.words.texts import translate

_LARGEST = 100_000_000  # bytes of a table; a promise takes some 1,000


@click.command()
@click.argument("former", type=PathTyped(exists=True, dir_okay=False))
@click.argument("revision")
@CURATED
@LANG
def rule(former: Path, revision: str, curated: Path, lang: str) -> None:
    """Record in rules.yaml which verdicts the present version of the rule turns.

    FORMER is the table of promises (csv) that the code of the former version exported of the data at REVISION: in a
    worktree of that revision, `indicators export former.csv`. The present version judges the same data.
    """
    try:
        named = revisions.named(curated, revision)
        data = revisions.of_commit(curated, named.id)
        before = rule_turns.former(pd.read_csv(io.BytesIO(given(former, _LARGEST, lang))))
    except revisions.RevisionError as error:
        raise click.UsageError(error.why.say(lang)) from error
    except (KeyError, ValueError) as error:
        why = translate(lang, "{file} is no table of judged promises", file=former.name)
        raise click.UsageError(why) from error
    if before.version == RULE_VERSION:
        raise click.UsageError(
            translate(
                lang,
                "{file} was judged by the present version of the rule, {version}",
                file=former.name,
                version=RULE_VERSION,
            )
        )
    change = rule_turns.compared(before, data, named.short, named.date.date())
    file = curated / "rules.yaml"
    save({file: rule_turns.record(collection.load(curated).rules, change).encode()}, lang)
    click.echo(
        translate(
            lang,
            "{turned} of {n} verdicts turned, recorded in {file}",
            turned=len(change.turned),
            n=change.promises,
            file=file.name,
        )
    )
