"""A Streamlit server in a process of its own, and what it has used: processor seconds and memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address without a slash, and its process."""

    url: str
    process: subprocess.Popen[bytes]

    @property
    def processor(self) -> float:
        """Seconds of processor that it has used, which its neighbours on the machine don't lengthen much."""
        return time.clock_gettime(~self.process.pid << 3 | 2)  # Linux' clock of another process (clock_getcpuclockid)

    @property
    def memory(self) -> float:
        """Memory that it holds, in MB, without what it has read of files."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the system does not tell the memory of a process")


@contextmanager
def serving(script: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """The server of a script, on a free port of this machine alone, listening; ended when the block is left."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "localhost", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://localhost:{port}"
        until_healthy(url, process)
        yield Server(url, process)
    finally:
        process.terminate()
        process.wait(30)


def until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the server to answer. Raises RuntimeError where it ends or does not answer for a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")
