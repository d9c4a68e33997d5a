"""What a service manager that started this process (systemd, by its sd_notify protocol) is told: that it is ready, that
it drains, and every so often that it lives. Without one nothing is told."""

from __future__ import annotations

import asyncio
import logging
import os
import socket

_LOG = logging.getLogger(__name__)


def tell(*lines: str) -> None:
    """Send lines like `READY=1` to the service manager. Where it does not hear, the log says so and nothing else comes
    of it."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.sendto("\n".join(lines).encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)
    except OSError as error:
        _LOG.warning("NOTIFY_SOCKET %s: %s; the service manager was not told: %s", address, error, " ".join(lines))


def _often() -> float | None:
    """Seconds from one sign of life to the next: half of what the service manager waits; None where it does not."""
    waits, of = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", str(os.getpid()))
    return int(waits) / 2e6 if waits.isdigit() and int(waits) and of == str(os.getpid()) else None


async def live() -> None:
    """Tell the service manager that the event loop turns, for as long as it does: one that hangs is started anew."""
    often = _often()
    while often is not None:
        tell("WATCHDOG=1")
        await asyncio.sleep(often)
