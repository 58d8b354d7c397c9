"""Owns the set-up on a fresh machine: a virtual environment with the locked requirements, and a browser for tests.

Uses the standard library alone, since nothing else is there yet. `python3 requirements/install.py run|test`
makes `.venv` (again only when the locked set has changed); `browser` finds Chromium or installs it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "requirements.sha256"
SETS = ("run", "test")
SHELL = "chromium-headless-shell"
"""Chromium without windows: opens a page in half the time, so it is preferred."""
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Do what the one argument says; exit 4 with a sentence when this machine cannot."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "run"
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before any requirement is known to hold
        sys.exit(_refusal(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}."))
    if wanted == "browser":
        install_browser()
    elif wanted in SETS:
        install(wanted)
    else:
        sys.exit(_refusal(f"{wanted} is not one of {', '.join(SETS)}, browser."))


def install(wanted: str) -> None:
    """Install the locked set, unless exactly it, or one that contains it, is installed already."""
    stamps = {each: _stamp(each) for each in SETS}
    if STAMP.is_file() and STAMP.read_text() in {stamps[each] for each in SETS[SETS.index(wanted) :]}:
        return
    if not (ENVIRONMENT / "bin" / "pip").exists():
        _make_environment()
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    _run([*pip, "--require-hashes", "--requirement", str(ROOT / "requirements" / f"{wanted}.txt")])
    _run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    STAMP.write_text(stamps[wanted])


def browser() -> str | None:
    """Return the program that tests drive: the variable CHROMIUM, else what is installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def install_browser() -> None:
    """Install Chromium from the distribution when it is missing and this user may."""
    if browser():
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run([apt, "update", "-qq"])
        for package in (SHELL, "chromium"):
            if not browser():
                subprocess.run([apt, "install", "-y", "-qq", package, "fonts-noto-core"], env=environment, check=False)
    if not browser():
        way_out = "install it (Debian: sudo apt install chromium), or set CHROMIUM to its path."
        sys.exit(_refusal(f"The browser tests need Chromium: {way_out}"))


def _make_environment() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=False)
    apt = shutil.which("apt-get")
    if made.returncode and apt and os.geteuid() == 0:
        _run([apt, "update", "-qq"])
        _run([apt, "install", "-y", "-qq", "python3-venv"])
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=False)
    if made.returncode:
        sys.exit(_refusal("Python cannot make virtual environments here: install python3-venv and try again."))


def _stamp(wanted: str) -> str:
    text = (ROOT / "requirements" / f"{wanted}.txt").read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(text).hexdigest()


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode:
        sys.exit(_refusal(f"This command failed: {' '.join(command)}. Its reason stands above."))


def _refusal(sentence: str) -> int:
    sys.stderr.write(f"set-up: {sentence}\n")
    return 4


if __name__ == "__main__":
    main()
