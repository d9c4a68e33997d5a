"""`make bench [PART=loading]`: all measurements, or the named ones."""

import importlib
import sys

PARTS = ("loading", "catalogue", "drafts", "readers", "pages", "briefs", "uploads", "scale")

for part in sys.argv[1:] or PARTS:
    importlib.import_module(f"tests.bench.{part}").run()
