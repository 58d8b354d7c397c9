"""Owns what browser tests share: the demonstration built once for all workers, its server, one browser a worker."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

from tests.browser.built import ROOT
from tests.chromium import BrowserMissingError, chromium
from tests.web import served

Open = Callable[..., Page]

MISSING = ("/nowhere/", "-9999.json")
"""How addresses end that tests ask for although they know that nothing is there."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests that lie here."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built by the real command, once for all workers of a run."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    output = folder / "demonstration"
    with (folder / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not output.is_dir():
            command = [sys.executable, "-m", "generator", "build", "--output", str(output)]
            built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert built.returncode == 0, built.stdout + built.stderr
    return output


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the demonstration is served."""
    with served(site) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a worker; without one the tests fail, and say what to do."""
    try:
        with chromium() as started:
            yield started
    except BrowserMissingError as error:
        pytest.fail(str(error), pytrace=False)


@dataclass
class Visit:
    """A window of its own, and everything in it that a reader would not want."""

    context: BrowserContext
    host: str
    noise: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Note what the page complains of, whom else it asks, and what it asks the reader."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.noise.append(f"error: {error}"))
        page.on("dialog", self._interrupted)
        page.on("request", lambda request: self._asked(request.url))
        page.on("popup", lambda popup: self.noise.append(f"window: {popup.url}"))

    def kept(self) -> list[str]:
        """Return what the page keeps in the browser."""
        kept = [*self.context.cookies(), *self.context.storage_state()["origins"]]
        for page in [page for page in self.context.pages if page.url.startswith(self.host)]:
            kept += page.evaluate("() => Object.keys(sessionStorage)")
        return [str(each) for each in kept]

    def _said(self, message: ConsoleMessage) -> None:
        lost = "the server responded with a status of 404" in message.text and message.text.startswith("Failed to load")
        if not (lost and message.location["url"].endswith(MISSING)):
            self.noise.append(f"console {message.type}: {message.text} {message.location}")

    def _interrupted(self, dialog: Dialog) -> None:
        self.noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.host + "/", "data:")):
            self.noise.append(f"request: {url}")


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Open a page of the demonstration; in the end the browser has complained of nothing and kept nothing."""
    visits: list[Visit] = []

    def open_page(path: str, *, at: str = address, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        visits.append(Visit(context, at))
        page = context.new_page()
        visits[-1].listen(page)
        page.goto(f"{at}/{path}")
        return page

    yield open_page
    found = [each for visit in visits for each in [*visit.noise, *visit.kept()]]
    for visit in visits:
        visit.context.close()
    assert not found, "\n".join(found)
