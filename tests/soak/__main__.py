"""`make soak [PART=readers]`: all parts, or the named ones."""

import importlib
import sys

PARTS = ("readers", "reloads", "kills", "processes", "country")

for part in sys.argv[1:] or PARTS:
    importlib.import_module(f"tests.soak.{part}").run()
