"""Owns the screenshots of every kind of page: `python -m tests.look SITE OUT`, for people to look at.

Does not judge: the tests in `tests/browser` do. Each kind of page (the class `kind-...` of its body) is taken once,
in each of the manners of `MANNERS`, and on paper; `index.html` beside them shows all of them, a row a kind.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.chromium import chromium
from tests.web import served

_KIND = re.compile(r'<body class="kind-([a-z_-]+)"')
_HEAD = 16_384
_RIGHT_TO_LEFT = "ar"


@dataclass(frozen=True, slots=True)
class Manner:
    """A way to read a page: its name, the width of the window, and what else the browser is told."""

    name: str
    width: int
    language: str = ""
    context: dict[str, Any] = field(default_factory=dict)


MANNERS = (
    Manner("desktop", 1280),
    Manner("phone", 390),
    Manner("narrow", 320),
    Manner("dark", 1280, context={"color_scheme": "dark"}),
    Manner("arabic", 1280, _RIGHT_TO_LEFT),
    Manner("arabic-phone", 390, _RIGHT_TO_LEFT),
    Manner("no-script", 390, context={"java_script_enabled": False}),
    Manner("forced", 1280, context={"forced_colors": "active"}),
)


def kinds_of(site: Path, language: str = "") -> dict[str, str]:
    """Return the address of one page of each kind, the largest of those looked at: it shows most."""
    found: dict[str, tuple[int, str]] = {}
    root = site / language
    for path in sorted(root.rglob("*.html")):
        kind = _kind_of(path)
        size = path.stat().st_size
        if kind and size > found.get(kind, (0, ""))[0] and (language or not _translated(site, path)):
            found[kind] = (size, path.relative_to(site).as_posix().removesuffix("index.html"))
    return {kind: address for kind, (_, address) in sorted(found.items())}


def _kind_of(path: Path) -> str:
    with path.open(encoding="utf-8") as page:
        match = _KIND.search(page.read(_HEAD))
    return match[1] if match else ""


def _translated(site: Path, path: Path) -> bool:
    folder = path.relative_to(site).parts[0]
    return len(folder) == len(_RIGHT_TO_LEFT)


def look(site: Path, out: Path) -> int:
    """Write the screenshots into the folder `out`; return how many there are."""
    out.mkdir(parents=True, exist_ok=True)
    taken = 0
    with served(site) as address, chromium() as browser:
        for manner in MANNERS:
            taken += _look_in(browser, manner, kinds_of(site, manner.language), address, out)
        taken += _print(browser, kinds_of(site), address, out)
    (out / "index.html").write_text(_sheet(list(kinds_of(site))), encoding="utf-8")
    return taken


def _look_in(browser: Browser, manner: Manner, pages: dict[str, str], address: str, out: Path) -> int:
    context = browser.new_context(viewport={"width": manner.width, "height": 900}, **manner.context)
    page = context.new_page()
    for kind, path in pages.items():
        page.goto(f"{address}/{path}")
        page.screenshot(path=out / f"{kind}-{manner.name}.png", full_page=True)
    context.close()
    return len(pages)


def _print(browser: Browser, pages: dict[str, str], address: str, out: Path) -> int:
    page = browser.new_page()
    for kind, path in pages.items():
        page.goto(f"{address}/{path}")
        page.pdf(path=out / f"{kind}-print.pdf", prefer_css_page_size=True)
    return len(pages)


def _sheet(kinds: Sequence[str]) -> str:
    """Return a page with all pictures: a row a kind, a column a manner, paper last."""
    head = "".join(f"<th>{manner.name}</th>" for manner in MANNERS)
    rows = [f"<tr><th>{kind}</th>{''.join(_cell(f'{kind}-{each.name}.png') for each in MANNERS)}" for kind in kinds]
    papers = [f'<td><a href="{kind}-print.pdf">PDF</a></td></tr>' for kind in kinds]
    body = "\n".join(row + paper for row, paper in zip(rows, papers, strict=True))
    style = "img { inline-size: 12rem; block-size: 16rem; object-fit: cover; object-position: top; border: 1px solid }"
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Look</title><style>{style}</style>\n'
        f"<table>\n<tr><th>kind</th>{head}<th>paper</th></tr>\n{body}\n</table>\n</html>\n"
    )


def _cell(name: str) -> str:
    return f'<td><a href="{name}"><img src="{name}" alt="{name}" loading="lazy"></a></td>'


def main() -> int:
    """Read the two folders from the command line; return the exit code."""
    try:
        site, out = (Path(each) for each in sys.argv[1:])
    except ValueError:
        sys.stderr.write("Say which site to look at and where to write: python -m tests.look SITE OUT\n")
        return 4
    if not (site / "index.html").is_file():
        sys.stderr.write(f"There is no site in {site}: build it first with make site.\n")
        return 4
    sys.stdout.write(f"{look(site, out)} pictures in {out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
