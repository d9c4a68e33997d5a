"""Finds the Chrome or Chromium that the browser tests drive; `python tests/chromium.py` prints its path.

Where there is none and it may (root or sudo without a password, on Debian), it installs one.
"""

import os
import shutil
import subprocess
import sys

from indicators.briefs import chrome

PACKAGES = ("chromium", "fonts-noto-cjk")
ADVICE = "install Chrome or Chromium (on Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM to its path"


def find() -> str | None:
    """The path of the browser that $CHROMIUM names, else of the first usual one that runs; None where there is none."""
    return next(filter(_runs, chrome.paths()), None)


def _runs(path: str) -> bool:
    # A stub that only says where to get the browser is not one.
    try:
        done = subprocess.run(
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install() -> None:
    """Installs Debian's packages where that needs no one's password; otherwise does nothing."""
    if not shutil.which("apt-get"):
        return
    become = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if become and (not shutil.which("sudo") or subprocess.run([*become, "true"], capture_output=True).returncode):
        return
    print(f"No Chrome or Chromium: installing {' and '.join(PACKAGES)} with apt-get …", file=sys.stderr)
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        subprocess.run([*apt, *step], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    path = find()
    if path is None and os.environ.get("CHROMIUM"):
        print(f"CHROMIUM is {os.environ['CHROMIUM']}, which does not run: {ADVICE}.", file=sys.stderr)
        return 1
    if path is None:
        install()
        path = find()
    if path is None:
        print(f"The tests need a browser and found none: {ADVICE}.", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
