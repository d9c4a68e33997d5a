"""Tells every few seconds how far the tests are and which part runs, so that a long run is not silent."""

from __future__ import annotations

import time

import pytest

EVERY = 5  # seconds


class Progress:
    """A plugin of pytest: lines in place of dots. Who asks for more (`-v`) or for less (`-qq`) gets what they ask."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.started = self.told = time.monotonic()
        self.done = 0
        self.at: dict[object, str] = {}  # the file that each process is in

    @property
    def tells(self) -> bool:
        return bool(self.config.get_verbosity() == -1)

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self.session = session

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        return ("passed", "", "") if self.tells and report.when == "call" and report.passed else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.at[getattr(report, "node", None)] = report.nodeid.partition("::")[0]
        if report.when == "teardown":
            self.done += 1
        now = time.monotonic()
        if self.tells and now - self.told >= EVERY:
            self.told = now
            terminal = self.config.get_terminal_writer()
            if terminal.width_of_current_line:
                terminal.line()
            terminal.line(self._line(now - self.started))

    def _line(self, seconds: float) -> str:
        total = self.session.testscollected
        files = ", ".join(sorted(set(self.at.values())))
        return f"{seconds // 60:2.0f}:{seconds % 60:02.0f}  {self.done:5} of {total} ({self.done / total:.0%})  {files}"
