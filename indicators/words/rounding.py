"""Round numbers with 余, 多 or 来 behind them: 30余家 is more than 30 and less than 40, 1万余个 less than 2万."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

from indicators.words.numerals import AND_MORE, readings

_SIMPLE = str.maketrans("萬億餘馀來兩", "万亿余余来两")  # what traditional script writes of them


@lru_cache(maxsize=4096)
def turns_at(quote: str, number: Decimal) -> Decimal | None:
    """Where a round number that a quote prints with 余, 多 or 来 behind it ends.

    `number` is positive, with 万 and 亿 multiplied out. The end is where its last digit other than nought would turn:
    40 for 30余, 1300 for 1200多, 20000 for 1万余. None where none of these words follows the number.
    """
    text = "".join(unicodedata.normalize("NFKC", quote).translate(_SIMPLE).split())
    for reading in readings(text):
        if reading.value == number and AND_MORE.match(text, reading.end):
            _, _, exponent = number.normalize().as_tuple()
            assert isinstance(exponent, int)  # no document prints an infinite number
            return number + Decimal(1).scaleb(exponent)
    return None
