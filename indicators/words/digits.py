"""How long a number may be, wherever one comes in (typed, drafted or read in a document), and rounding that can't fail.

The bound is what documents print, with room: the debt of a nation in yuan has fourteen digits, 万亿 stands for twelve
more. Within it products and quotients are exact or rounded at Python's 28 digits, and nothing raises.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

WHOLE = 15  # digits before the point
DECIMALS = 6  # digits behind it
LARGEST_POWER = 16  # a power of ten in a unit or behind a number: 亿亿
_LONGEST = 60  # characters; what is longer is no number, whatever it says
_TYPED = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
WIDE = 400  # digits of a precision that holds every float, and every number within the bound times any power
_WIDE = Context(prec=WIDE)


def is_number(text: str) -> bool:
    """Whether a text is a decimal number in plain notation, however long: 6.5, -3, .5, 1e3; not 1_000, ７ or nan."""
    return _TYPED.match(text) is not None


def fits(number: Decimal) -> bool:
    """Whether a number is within the bound: finite, with no more digits than `WHOLE` and `DECIMALS` say."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -DECIMALS and number.adjusted() < WHOLE


def typed(text: str) -> Decimal | None:
    """The number that a text in plain notation writes, with its digits as they are; None for all else, and for a number
    beyond the bound."""
    if len(text) > _LONGEST or not is_number(text):
        return None
    try:
        return settled(Decimal(text))
    except ArithmeticError:  # an exponent beyond all measure
        return None


def settled(number: Decimal) -> Decimal | None:
    """A number without exponent and without the sign of a negative nought; None where it is beyond the bound."""
    if not fits(number):
        return None
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        number = number.quantize(Decimal(1))
    return number if number else number.copy_abs()


def rounded(number: Decimal, decimals: int) -> Decimal:
    """A number rounded to so many decimals, however large it is."""
    return number.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)


def shortest(number: Decimal) -> Decimal:
    """A number without the trailing zeros that multiplying out brings, and without exponent: 81200.00 → 81200."""
    number = number.normalize(_WIDE)
    return rounded(number, 0) if number == number.to_integral_value(context=_WIDE) else number
