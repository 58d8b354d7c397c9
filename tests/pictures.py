"""Owns the pictures of the handbook: `python -m tests.pictures SITE` takes them of the demonstration, anew each time.

Does not own the text under which they stand. They are the real screens: pages of the site, what the check says in a
terminal, and the two comments on a pull request, with their Markdown as a host shows it. Nobody in them is real.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import markdown
from playwright.sync_api import Browser
from rich.console import Console
from rich.text import Text

from tests.chromium import chromium
from tests.web import served

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
WIDTH = 1100


@dataclass(frozen=True, slots=True)
class Screen:
    """A page of the site to be taken: the name of its picture, its address, its height, and where it begins."""

    name: str
    address: str
    height: int
    begins: str = ""


SCREENS = (
    Screen("home", "", 900),
    Screen("finder", "factories/?q=yelow+jasmin", 640, "h1"),
    Screen("profile", "factories/kh-0008/", 1000, "h1"),
)

MISTAKES = (
    ("compliance/workforce/kh.csv", "KH-0002,2023-03-01,", "KH-9002,2023-03-01,"),
    ("compliance/workforce/kh.csv", "KH-0004,2023-03-01,", "KH-0004,01/03/2023,"),
)
"""What somebody entered wrong: file, what stood there, what stands there now."""
CHANGES = (("compliance/workforce/kh.csv", "KH-0001,2026-03-01,260,221,39,", "KH-0001,2026-03-01,270,229,41,"),)

_MOST = 480
"""Most of the height of what is said: the first lines show what it is like."""
_TERMINAL = """
body { margin: 0; padding: 1rem; background: #fff; font: 14px/1.5 monospace } pre { margin: 0; white-space: pre-wrap }
"""
_COMMENT = """
body { margin: 0; padding: 1.5rem; background: #fff; color: #1d1d1f; font: 15px/1.5 sans-serif }
table { border-collapse: collapse; margin-block: .75rem } th, td { padding: .3rem .75rem; border: 1px solid #ccc }
code { padding: .1em .3em; background: #f2f2f2 } a { color: #0550ae } th { text-align: start }
"""


def take(site: Path, out: Path) -> None:
    """Write all pictures into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        _take_pages(browser, site, out)
        wrong, right = (_changed(Path(folder) / name, edits) for name, edits in (("w", MISTAKES), ("r", CHANGES)))
        _changed(Path(folder) / "main", ())
        shown = {
            "check": _terminal(_said(wrong, "check", "data")),
            "comment-check": _comment(_said(wrong, "check", "--against", "../main", "--format", "markdown")),
            "comment-diff": _comment(_said(right, "diff", "../main", "--format", "markdown")),
        }
        for name, html in shown.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": _MOST})
            page.set_content(html)
            height = min(_MOST, page.locator("body").evaluate("each => each.scrollHeight"))
            page.screenshot(path=out / f"{name}.png", clip={"x": 0, "y": 0, "width": WIDTH, "height": height})


def _take_pages(browser: Browser, site: Path, out: Path) -> None:
    with served(site) as address:
        for screen in SCREENS:
            page = browser.new_page(viewport={"width": WIDTH, "height": screen.height})
            page.goto(f"{address}/{screen.address}", wait_until="networkidle")
            if screen.begins:
                page.locator(screen.begins).first.evaluate("each => each.scrollIntoView()")
            page.screenshot(path=out / f"{screen.name}.png")


def _changed(folder: Path, edits: tuple[tuple[str, str, str], ...]) -> Path:
    """Return a folder with a copy of the demonstration in which something was edited."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pelicanconf.py", folder)
    (folder / "theme").symlink_to(ROOT / "theme")
    for file, old, new in edits:
        text = (folder / "data" / file).read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise ValueError(f"{file} has {old!r} {text.count(old)} times: choose another row for the picture.")
        (folder / "data" / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def _said(folder: Path, *arguments: str) -> str:
    """Return what the command says in `folder`, with its colours."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FORCE_COLOR": "1",
        "COLUMNS": "110",
        "TERM": "xterm-256color",
    }
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def _terminal(said: str) -> str:
    console = Console(record=True, width=110, file=io.StringIO())
    console.print(Text.from_ansi("$ seamline check\n" + said))
    return console.export_html(inline_styles=True).replace("<style>", f"<style>{_TERMINAL}")


def _comment(said: str) -> str:
    """Return a comment as a host shows it, unfolded; folded parts hold Markdown, too."""
    text = said.replace("<details>", '<details open markdown="1">').replace("`../main`", "`main`")
    body = markdown.markdown(text, extensions=["tables", "md_in_html", "fenced_code", "sane_lists"])
    return f"<!doctype html><html lang='en'><style>{_COMMENT}</style><body>{body}</body></html>"


def main() -> int:
    """Read the folder of the site from the command line; return the exit code."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output"
    if not (site / "index.html").is_file():
        sys.stderr.write(f"There is no site in {site}: build it first, in English alone is enough.\n")
        return 4
    take(site, PICTURES)
    sizes = [path.stat().st_size for path in sorted(PICTURES.glob("*.png"))]
    sys.stdout.write(f"{len(sizes)} pictures in {PICTURES.relative_to(ROOT)}, {sum(sizes) // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
