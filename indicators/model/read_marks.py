"""The mark that a second reading carries: which words were read, and what they were read as.

A reading is of a figure as it stood. Its mark is a short sum over all that the reader read and said (indicator, role,
year, form, numbers, unit, stretch, quote), so a figure that is changed afterwards has another mark and the reading no
longer counts. What a reader does not say (source, scope, note …) may change under it.
"""

from __future__ import annotations

import hashlib

from indicators.model.schema import Figure, Indicator, ReadBy, Target
from indicators.words.digits import shortest

_LENGTH = 8
_LETTERS = bytes.maketrans(b"0123456789abcdef", b"abcdefghijkmnpqr")  # letters alone: YAML reads no number in them


def letters(*parts: str) -> str:
    """Eight letters that stand for the parts; others stand for other parts, but once in some billions."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return digest[:_LENGTH].encode().translate(_LETTERS).decode()


def printed_unit(figure: Figure, indicator: Indicator) -> str:
    """The unit of a figure's numbers as they are typed."""
    return indicator.unit if figure.unit is None else figure.unit


def mark(figure: Figure, key: str, indicator: Indicator, role: str, year: int) -> str:
    """The mark of a figure as it stands. `key` is its indicator's, `year` the one that it speaks of."""
    stretch = figure.stretch if isinstance(figure, Target) else None
    numbers = (figure.numbers, () if stretch is None else (stretch,))
    said = (" ".join(format(shortest(n), "f") for n in some) for some in numbers)
    quote = "".join((figure.quote or "").split())
    return letters(key, role, str(year), figure.form, *said, printed_unit(figure, indicator), quote)


def standing(figure: Figure, key: str, indicator: Indicator, role: str, year: int) -> tuple[ReadBy, ...]:
    """The second readings of a figure that are of the figure as it stands; one made under a former key of its indicator
    counts as well."""
    if not figure.read_by:
        return ()
    marks = {mark(figure, each, indicator, role, year) for each in (key, *indicator.was)}
    return tuple(reading for reading in figure.read_by if reading.of in marks)
