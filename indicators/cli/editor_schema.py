"""`indicators schema`: renew the JSON Schemas that editors use."""

from __future__ import annotations

import os
from pathlib import Path

import click

from indicators.cli.options import CURATED, LANG, failed
from indicators.model import jsonschemas
from indicators.words.texts import translate


@click.command()
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
    try:
        jsonschemas.write(folder)
    except OSError as error:
        raise failed(Path(os.fsdecode(error.filename or folder)), error, lang) from error
    click.echo(translate(lang, "{n} schemas written to {folder}", n=len(jsonschemas.generated()), folder=folder.name))
