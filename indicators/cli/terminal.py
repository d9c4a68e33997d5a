"""What a command prints: words from the data are shown in a terminal and not obeyed by it.

All commands print through the streams that stand here meanwhile, so none can forget it. What draws with a terminal's
own codes (rich) takes `console`, and makes the words harmless itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import click

from indicators.words.inert import in_terminal

__all__ = ["console", "harmless", "in_terminal", "shown"]

if TYPE_CHECKING:
    from rich.console import Console


class _Shown:
    """A stream on which signs that nobody sees, or that a terminal obeys, stand by their number.

    All else is the stream's own: click would go round a stream whose encoding it does not know.
    """

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        """Write the text as it is shown; how many characters of it were taken."""
        self.stream.write(in_terminal(text))
        return len(text)


@contextmanager
def shown() -> Iterator[None]:
    """While it lasts, what is printed is shown and not obeyed."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(cast("Callable[[Any], Any]", _Shown), before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def harmless(text: str) -> None:
    """Print a text whose foreign words were made harmless for where it goes (`words.inert`), to the letter."""
    click.echo(text, file=getattr(sys.stdout, "stream", sys.stdout), nl=False)


def console(error: bool = False) -> Console:
    """A console whose own codes reach the terminal; what it is given must have been made harmless."""
    from rich.console import Console  # late: a check needs none

    stream = sys.stderr if error else sys.stdout
    return Console(file=getattr(stream, "stream", stream), emoji=False, highlight=False)
