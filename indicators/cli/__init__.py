"""The `indicators` command, a module for each subcommand. All that it does, Python does; see `collection` and `tables`."""

from __future__ import annotations

import click

from indicators.cli.brief import brief
from indicators.cli.check import check
from indicators.cli.diff import diff
from indicators.cli.draft import draft
from indicators.cli.export import export
from indicators.cli.new import new
from indicators.cli.schema import schema
from indicators.cli.show import show


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Promised versus achieved: begin, draft, check, show, compare, export and brief on the curated promises."""


for command in (check, new, show, draft, diff, export, brief, schema):
    main.add_command(command)
