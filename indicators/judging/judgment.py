"""What a judgment is: a verdict, its reason, and what comes with them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.words.texts import Said


class Verdict(StrEnum):
    """What became of a promise; the order is that of stacked bars and legends."""

    EXCEEDED = "exceeded"
    MET = "met"
    MISSED = "missed"
    UNCLEAR = "unclear"
    NOT_COMPARABLE = "not_comparable"
    UNREPORTED = "unreported"
    NOT_HELD = "not_held"
    AWAITING = "awaiting"
    UNQUANTIFIED = "unquantified"


KEPT = (Verdict.EXCEEDED, Verdict.MET)
JUDGED = (*KEPT, Verdict.MISSED)
ANSWERED = (*JUDGED, Verdict.UNCLEAR, Verdict.NOT_COMPARABLE)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict and its reason, a sentence in both languages.

    `narrow`: missed by no more than the tolerance, but not by nothing. `gap`: how far the outcome is past the printed
    target on the good side, in the indicator's unit (percentage points for rates), negative when short; None where no
    numbers were compared. `in_words`: kept, but by words that say it is done. `deciding`: the position in the promise's
    outcomes of the one that decided. `turned_by`: the positions of others that would have given another verdict, each
    with that verdict.
    """

    verdict: Verdict
    because: Said
    narrow: bool = False
    gap: Decimal | None = None
    in_words: bool = False
    deciding: int | None = None
    turned_by: tuple[tuple[int, Verdict], ...] = ()
