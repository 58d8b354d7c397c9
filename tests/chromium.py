"""Owns the real browser of the tests and of the screenshots: which program it is, and how it is started.

Does not own pages or what is asked of them. The list of programs is that of `requirements/install.py`, which
installs one.
"""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_INSTALL = Path(__file__).resolve().parent.parent / "requirements" / "install.py"

MISSING = "There is no Chromium on this machine: run python3 requirements/install.py browser, or set CHROMIUM."

ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""No word to anyone: the browser itself asks nobody, and no other host than this machine has an address."""


class BrowserMissingError(RuntimeError):
    """There is no browser; the message names the way out."""


def program() -> str:
    """Return the program to drive: the variable CHROMIUM, else what is installed; BrowserMissingError if nothing is."""
    found: str | None = runpy.run_path(str(_INSTALL))["browser"]()
    if not found:
        raise BrowserMissingError(MISSING)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser without a window; it is closed at the end."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    executable = program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        try:
            yield browser
        finally:
            browser.close()
