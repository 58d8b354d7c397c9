"""Owns the run of Lighthouse over five pages of a built site: performance, accessibility, best practices, SEO.

    python -m tests.bench.lighthouse [SITE] [--desktop]

The site is served on this machine as hosts serve it, compressed and with the headers that it asks for, and read by the
Chromium that the tests use, as on a slow phone unless `--desktop` is given. Lighthouse comes from npm into
`.cache/lighthouse` at the first run; it needs node 18 or newer. Times drift with what else the machine does, so each
page is read three times and the median counts. The exit code is 1 when a score is under 95.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.budgets import pages_by_kind
from tests.chromium import ARGUMENTS, program
from tests.web import served

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "lighthouse@12.8.2"
FOLDER = ROOT / ".cache" / "lighthouse"
KINDS = ("home", "factories", "factory", "indicator", "course")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
RUNS = 3

Report = Mapping[str, Any]


def main() -> int:
    """Read the folder of the site from the command line, print a table; return the exit code."""
    desktop = "--desktop" in sys.argv
    named = [each for each in sys.argv[1:] if not each.startswith("--")]
    site = Path(named[0] if named else "output").resolve()
    if not (site / "index.html").is_file():
        sys.stderr.write(f"There is no site in {site}: build it first with make site.\n")
        return 4
    _install()
    lines, low = [], False
    with served(site, compressed=True) as address:
        for page in _pages(site):
            reports = [_report(f"{address}/{page}", desktop=desktop) for _ in range(RUNS)]
            scores = [median(_score(report, category) for report in reports) for category in CATEGORIES]
            low |= min(scores) < LEAST
            lines.append(f"| /{page} | " + " | ".join(f"{score:.0f}" for score in scores) + " |")
            for complaint in _complaints(reports[-1]):
                sys.stderr.write(f"/{page}: {complaint}\n")
    head = "| page | " + " | ".join(CATEGORIES) + " |\n|---|" + "---:|" * len(CATEGORIES)
    sys.stdout.write("\n".join([head, *lines]) + "\n")
    return 1 if low else 0


def _install() -> None:
    if (FOLDER / "node_modules" / "lighthouse").is_dir():
        return
    quietly = ("--no-save", "--no-package-lock", "--no-fund", "--no-audit", "--loglevel=error")
    subprocess.run(["npm", "install", "--prefix", str(FOLDER), *quietly, PACKAGE], check=True)


def _pages(site: Path) -> Iterator[str]:
    """Yield the address of the largest page of each kind in the first language."""
    for kind, pages in pages_by_kind(site).items():
        if kind in KINDS:
            own = [page for page in pages if len(page.relative_to(site).parts[0]) > len("ar")]
            yield own[-1].relative_to(site).as_posix().removesuffix("index.html")


def _report(url: str, *, desktop: bool) -> Report:
    flags = [*(each for each in ARGUMENTS if "resolver" not in each), "--headless=new"]
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    command = [
        *("node", str(FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"), url, "--quiet", "--output=json"),
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(flags)}"),
        *(["--preset=desktop"] if desktop else []),
    ]
    environment = {**os.environ, "CHROME_PATH": program()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    report: Report = json.loads(done.stdout)
    return report


def _score(report: Report, category: str) -> float:
    return 100 * float(report["categories"][category]["score"])


def _complaints(report: Report) -> Iterator[str]:
    """Yield what counts and is not perfect."""
    for category in CATEGORIES:
        for part in report["categories"][category]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{category}: {audit['title']} {audit.get('displayValue', '')}"


if __name__ == "__main__":
    sys.exit(main())
