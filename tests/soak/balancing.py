"""The dashboard as several processes behind nginx, as deploy/ says to run it: the command of its unit, its site, and
free ports."""

from __future__ import annotations

import os
import pwd
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.serving import ROOT, Server, until_healthy

NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"]))
ADVICE = "nginx is not installed (on Debian: apt-get install nginx-light)"
SITE, UNIT = ROOT / "deploy" / "nginx.conf", ROOT / "deploy" / "indicators@.service"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")  # folders that nginx wants to write into
_AS_WRITTEN = (8601, 8602)  # the ports of the processes in the site


def command(port: int) -> list[str]:
    """What the unit starts, with this Python."""
    (line,) = re.findall(r"^ExecStart=\S+ (.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    return [sys.executable, *shlex.split(line.replace("%i", str(port)))]


def site(ports: tuple[int, ...], listening: int) -> str:
    """The site for processes on these ports: more or fewer than it was written for as its first lines say to do it."""
    text, (first, second) = SITE.read_text(encoding="utf-8"), _AS_WRITTEN
    text = text.replace("listen 80;", f"listen 127.0.0.1:{listening};")
    servers = "".join(f"    server 127.0.0.1:{port} max_fails=0;\n" for port in ports)
    text = _replaced(text, r"(?<=upstream indicators \{\n).*?(?=\})", servers)
    groups = [
        f"upstream indicators_{port} {{\n    server 127.0.0.1:{port} max_fails=0;\n"
        + "".join(f"    server 127.0.0.1:{other} max_fails=0 backup;\n" for other in ports if other != port)
        + "}\n"
        for port in ports
    ]
    text = _replaced(
        text, rf"upstream indicators_{first} \{{.*?upstream indicators_{second} \{{.*?\}}\n", "".join(groups)
    )
    named = "".join(f"    {port} indicators_{port};\n" for port in ports)
    return _replaced(text, rf"    {first} indicators_{first};\n    {second} indicators_{second};\n", named)


def _replaced(text: str, what: str, by: str) -> str:
    made, times = re.subn(what, lambda _: by, text, flags=re.DOTALL)
    assert times == 1, f"deploy/nginx.conf has {times} of {what}"
    return made


@dataclass
class Balanced:
    """Processes behind nginx: the address that readers ask, and the processes by port."""

    url: str
    folder: Path
    environment: Mapping[str, str]
    processes: dict[int, Server] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """Start the process of a port, and wait until it says that it is ready, as systemd does."""
        self.start_all((port,))

    def start_all(self, ports: tuple[int, ...]) -> None:
        """Start several at a time."""
        with ExitStack() as stack:
            waiting = []
            for port in ports:
                manager = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
                address = self.folder / f"{port}.notify"
                address.unlink(missing_ok=True)
                manager.bind(str(address))
                log = stack.enter_context((self.folder / f"{port}.log").open("ab"))
                process = subprocess.Popen(
                    command(port),
                    cwd=ROOT,
                    env={**os.environ, **self.environment, "NOTIFY_SOCKET": str(address)},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
                self.processes[port] = Server(f"http://127.0.0.1:{port}", process)
                waiting.append((port, manager, process))
            for port, manager, process in waiting:
                self._until_ready(port, manager, process)

    def _until_ready(self, port: int, manager: socket.socket, process: subprocess.Popen[bytes]) -> None:
        manager.settimeout(0.2)
        until = time.monotonic() + 90
        while time.monotonic() < until and process.poll() is None:
            try:
                if b"READY=1" in manager.recv(4096).splitlines():
                    until_healthy(self.processes[port].url, process)
                    return
            except TimeoutError:
                continue
        raise RuntimeError(f"the process of port {port} does not become ready:\n{self.log(port)}")

    def log(self, port: int) -> str:
        """What the process of a port has written."""
        return (self.folder / f"{port}.log").read_text(encoding="utf-8", errors="replace")

    def kill(self, port: int) -> None:
        """End the process of a port by force."""
        self.processes[port].process.kill()
        self.processes[port].process.wait(30)

    def drain(self, port: int) -> None:
        """Ask the process of a port to take no more readers and to end with the last of them."""
        self.processes[port].process.send_signal(signal.SIGUSR1)


def _free_ports(count: int) -> tuple[int, ...]:
    with ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in held:
            probe.bind(("127.0.0.1", 0))
        return tuple(probe.getsockname()[1] for probe in held)


def _around(folder: Path) -> str:
    """What stands around the site in nginx's own file: everything that it writes goes into the folder."""
    lines = [
        f"user {pwd.getpwuid(os.geteuid()).pw_name};",
        "daemon off;",
        f"pid {folder}/nginx.pid;",
        f"error_log {folder}/error.log;",
        "worker_processes 1;",
        "events { worker_connections 1024; }",
        "http {",
        "    access_log off;",
        *(f"    {name}_temp_path {folder}/{name};" for name in _TEMPORARY),
        f"    include {folder}/site.conf;",
        "}",
    ]
    return "\n".join(lines) + "\n"


@contextmanager
def balanced(count: int, folder: Path, environment: Mapping[str, str]) -> Iterator[Balanced]:
    """So many processes behind nginx, ready; all ended when the block is left. Raises RuntimeError."""
    if NGINX is None:
        raise RuntimeError(ADVICE)
    listening, *ports = _free_ports(count + 1)
    (folder / "site.conf").write_text(site(tuple(ports), listening), encoding="utf-8")
    (folder / "nginx.conf").write_text(_around(folder), encoding="utf-8")
    made = Balanced(f"http://127.0.0.1:{listening}", folder, environment)
    with (folder / "nginx.log").open("wb") as log:
        arguments = ["-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        nginx = subprocess.Popen([NGINX, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        made.start_all(tuple(ports))
        if nginx.poll() is not None:
            raise RuntimeError(f"nginx does not start:\n{(folder / 'nginx.log').read_text(encoding='utf-8')}")
        yield made
    finally:
        for server in made.processes.values():
            server.process.terminate()
        for server in made.processes.values():
            server.process.wait(30)
        nginx.terminate()
        nginx.wait(30)
