"""Owns the figures of the search of factories: bytes before the first result, and milliseconds from typing to result.

    python -m tests.bench.finder [--factories 2000 20000] [--data DIR]

For each size invented factories are made (or those in DIR taken), and only the page `factories/`, the index and the
theme are written and opened in a real browser. Bytes are those of every file that the browser asked for, compressed
by gzip -9 (and by brotli, where the program is at hand). Times are from the event of a letter to the picture drawn
after it, each letter of each name once: by the clock, which counts whatever else the machine does, and of the
processor, which is what a machine with nothing else to do would take.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession

from generator import hosting, search
from generator.facts import facts_of
from generator.outputs.templates import Templates
from generator.packages import read_dataset
from generator.pages import factories
from generator.pages.frame import frame_of
from generator.pages.portal import Portal
from generator.settings import Settings
from tests.chromium import chromium
from tests.web import served

ROOT = Path(__file__).resolve().parents[2]
BUDGETS = {2_000: 60_000, 20_000: 400_000}
"""Most bytes before the first result, by gzip, by number of factories."""
SLOW = 100
"""Milliseconds within which a result must be there."""

CASES = {
    "a name": "?q=silver",
    "a name with a mistake": "?q=silvr+rumdoul",
    "an OS ID": "?q=KH2020252",
    "a compliance point": "?point=gender",
    "a buyer": "?buyer=wrenfold",
}
TYPED = ("silver rumdoul bag", "garmant", "công ty may", "រោងចក្រ", "zzzzz", "unit 17")
_WATCH = """document.addEventListener("DOMContentLoaded", () => new MutationObserver((_, observer) => {
  if (document.querySelector(".result").hidden) return;
  window.shownAt = performance.now();
  observer.disconnect();
}).observe(document.querySelector(".result"), { attributes: true }));"""
_ASKED = """() => performance.getEntriesByType("resource").filter((each) => each.startTime < window.shownAt)
  .map((each) => each.name)"""
_TYPE = """(typed) => new Promise((done) => {
  const field = document.getElementById("find-name");
  field.value = typed;
  const began = performance.now();
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size, print two tables; return 1 where a budget of bytes is exceeded."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.finder", description=__doc__)
    parser.add_argument("--factories", type=int, nargs="+", default=sorted(BUDGETS), help="sizes to measure")
    parser.add_argument("--data", type=Path, help="folder of data to take instead of invented ones (for one size)")
    options = parser.parse_args(arguments)
    exceeded = False
    with chromium() as browser:
        for number in options.factories:
            with tempfile.TemporaryDirectory(prefix="seamline-finder-") as folder:
                site = written(Path(folder), options.data or invented(Path(folder), number))
                exceeded |= _report(browser, site, number)
    return int(exceeded)


def invented(folder: Path, number: int) -> Path:
    """Write the data of a portal with so many factories; return where they are."""
    sizes = ["--factories", str(number), "--questions", "38", "--portal", str(folder / "data")]
    command = [sys.executable, "-m", "generator.demonstration", *sizes]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder / "data"


def written(folder: Path, data: Path) -> Path:
    """Write the page, the index and the theme of a portal in English; return the folder of the site."""
    dataset, _ = read_dataset(data)
    portal = Portal(facts_of(dataset, max(dataset["releases"]["released_on"])), Settings(cache=None, languages=("en",)))
    words, site = portal.words("en"), folder / "site"
    view = next(factories.views(portal, words))
    html = Templates(ROOT / "theme").render(view.template, words, {**frame_of(portal, words, view), **view.values})
    files = {"factories/index.html": html.encode()}
    files |= {each.address: each.content for each in (*search.files(portal), *hosting.files(portal))}
    for address, content in files.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(content)
    shutil.copytree(ROOT / "theme" / "static", site / "theme")
    return site


def _report(browser: Browser, site: Path, number: int) -> bool:
    """Print the tables of a size; return whether a budget is exceeded."""
    limit = BUDGETS.get(number, 0)
    sys.stdout.write(f"\n{number:,} factories; budget {limit:,} bytes by gzip -9\n")
    exceeded = False
    with served(site) as address:
        for name, query in CASES.items():
            gzipped, others = _transferred(browser, site, f"{address}/factories/{query}")
            over = bool(limit) and gzipped > limit
            exceeded |= over
            sys.stdout.write(f"  first result by {name:<24}{gzipped:>9,}{others}{'  over' if over else ''}\n")
        times = list(_times(browser, f"{address}/factories/"))
    for name, own in zip(("clock", "processor"), zip(*times, strict=True), strict=True):
        sys.stdout.write(f"  typing to result, {name:<10}{_spread(sorted(own))}\n")
    return exceeded


def _spread(times: Sequence[float]) -> str:
    middle, last, slow = statistics.median(times), times[int(len(times) * 0.95)], sum(each > SLOW for each in times)
    most = f"median {middle:.0f} ms, 95 % within {last:.0f} ms, longest {times[-1]:.0f} ms"
    return f"{most}; {slow} of {len(times)} letters over {SLOW} ms"


def _transferred(browser: Browser, site: Path, url: str) -> tuple[int, str]:
    """Return the bytes that a browser asks for until the first result, by gzip, and in words by brotli."""
    page = browser.new_page()
    page.add_init_script(_WATCH)
    page.goto(url)
    page.locator(".result").wait_for()
    asked = [urlsplit(each).path.strip("/") for each in (url, *page.evaluate(_ASKED))]
    known = [path for path in asked if (site / path).exists()]
    page.close()
    contents = [_content(site / path) for path in known]
    if not shutil.which("brotli"):
        return sum(map(_by_gzip, contents)), ""
    return sum(map(_by_gzip, contents)), f"{sum(map(_by_brotli, contents)):>9,} by brotli"


def _content(path: Path) -> bytes:
    return (path / "index.html" if path.is_dir() else path).read_bytes()


def _by_gzip(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def _by_brotli(content: bytes) -> int:
    return len(subprocess.run(["brotli", "--stdout", "-"], input=content, capture_output=True, check=True).stdout)


def _times(browser: Browser, url: str) -> Iterator[tuple[float, float]]:
    """Yield the milliseconds of each letter typed, once the index is there: by the clock, and of the main thread."""
    page = browser.new_page()
    page.goto(f"{url}?q=x")
    page.locator(".result").wait_for()
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    for typed in TYPED:
        for length in range(1, len(typed) + 1):
            before = _processor(session)
            clock = page.evaluate(_TYPE, typed[:length])
            yield clock, _processor(session) - before
    page.close()


def _processor(session: CDPSession) -> float:
    """Return the milliseconds for which tasks have run on the main thread."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration") * 1000


if __name__ == "__main__":
    sys.exit(main())
