"""The `indicators` command: a module for each subcommand, all of them on top of `collection`, `tables` and `drafts`."""

from __future__ import annotations

import io
import sys
from importlib import import_module

import click

# Each command with its module.
COMMANDS = {
    "new": "new",
    "draft": "draft",
    "check": "check",
    "read": "read",
    "catalogue": "catalogue",
    "build": "build",
    "show": "show",
    "diff": "diff",
    "brief": "brief",
    "feed": "feed",
    "export": "export",
    "corrections": "corrections",
    "rule": "rule",
    "schema": "editor_schema",
}


class _Commands(click.Group):
    """Subcommands that are imported only when they are asked for: a check before a commit needs no pandas."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click gives the context
        """Their names, in the order in which one needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click gives the context
        """The subcommand of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"indicators.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; neither what it prints nor why it refuses is obeyed by the terminal."""
        from indicators.cli.terminal import in_terminal, shown  # late: help needs none of it

        ctx.color = True  # click would take out what it believes to be colours, also from words of the data
        try:
            with shown():
                return super().invoke(ctx)
        except click.ClickException as refused:
            refused.args = (in_terminal(refused.message),)
            object.__setattr__(refused, "message", refused.args[0])
            raise


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Promised versus achieved: begin, draft, check, show, compare, export and brief on the curated promises."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a file's name may be in no encoding; it is printed nevertheless
        sys.stdout.reconfigure(errors="backslashreplace")
