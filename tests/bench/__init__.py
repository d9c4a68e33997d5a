"""Measure, in one run and as ratios to a baseline of the same run where there is one: `make bench`.

Times on these machines swing; a ratio of medians taken in turns does not much. Nothing here is asserted.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def median(work: Callable[[], object], rounds: int = 25) -> float:
    """Seconds that `work` takes, the median of some rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
