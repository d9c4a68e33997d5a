"""A plugin for `make mutants`: a failing example of Hypothesis has told enough, a smaller one is not looked for."""

from __future__ import annotations

import sys


def pytest_collection_finish() -> None:
    if "hypothesis" in sys.modules:
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("unshrunk", deadline=None, derandomize=True, database=None, phases=phases)
        settings.load_profile("unshrunk")
