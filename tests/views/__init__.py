"""What the tests of several views read their tables with."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from indicators.tables import Frames
from indicators.words.texts import LANGUAGES

BOTH = pytest.mark.parametrize("lang", LANGUAGES)


def places(frames: Frames) -> list[tuple[str, int]]:
    """The cities and years that promised something."""
    return sorted({(str(c), int(y)) for c, y in zip(frames.promises.city, frames.promises.year, strict=True)})


def numbers(text: str) -> list[int]:
    """The whole numbers that stand in a text, in its order."""
    return [int(n) for n in re.findall(r"\d+", text)]


def share(part: int, whole: int, lang: str) -> list[int]:
    """The two numbers of a part of a whole in the order in which a language says them: 8 of 9, 9项中8项."""
    return [part, whole] if lang == "en" else [whole, part]


def of_year(frames: Frames, city: str, year: int) -> pd.DataFrame:
    """The promises of one city and year."""
    return frames.promises[(frames.promises.city == city) & (frames.promises.year == year)]
