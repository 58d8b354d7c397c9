"""Owns the budgets of a page: what a reader transfers for its HTML, CSS and JavaScript, compressed, as a table.

    python tests/bench/budgets.py [SITE]

For each kind of page the middling and the largest page of the site are weighed: the page itself, the style sheets and
scripts that it names, and the modules that these import at once, each compressed by gzip. Where the program brotli is
at hand, the last column says what it would be with that. Pictures, feeds and data are not loaded with a page. The exit
code is 1 when a budget is exceeded.
"""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

CSS_BUDGET = 20_000
JS_BUDGET = 25_000
WHOLE_BUDGET = 60_000
WHOLE_KINDS = frozenset({"factory"})
"""Kinds of pages that the budget of the whole is set for; style sheets and scripts have theirs on every page."""

_KIND = re.compile(r'<body class="kind-([a-z_-]+)')
_TAG = re.compile(r"<(?:link|script)\b[^>]*>")
_ADDRESS = re.compile(r'\b(?:href|src)="([^"]+)"')
_IMPORT = re.compile(r'(?m)^(?:import|export)\b[^"\n]*"(\.[^"]+)"')

Compress = Callable[[bytes], int]
"""Returns the size of what it is given, compressed."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes that a reader transfers for one page, compressed: kind and address, HTML, style sheets, scripts."""

    kind: str
    address: str
    html: int
    css: int
    js: int

    @property
    def whole(self) -> int:
        """All three together."""
        return self.html + self.css + self.js

    @property
    def over(self) -> list[str]:
        """What is above its budget."""
        limits = {"CSS": (self.css, CSS_BUDGET), "JS": (self.js, JS_BUDGET)}
        if self.kind in WHOLE_KINDS:
            limits["whole"] = (self.whole, WHOLE_BUDGET)
        return [name for name, (size, limit) in limits.items() if size > limit]


def by_gzip(content: bytes) -> int:
    """Return the size of `content` by gzip."""
    return len(gzip.compress(content, 9, mtime=0))


def by_brotli(content: bytes) -> int:
    """Return the size of `content` by the program brotli."""
    return len(subprocess.run(["brotli", "--stdout", "-"], input=content, capture_output=True, check=True).stdout)


def pages_by_kind(site: Path) -> dict[str, list[Path]]:
    """Return the pages of each kind, the smallest first."""
    kinds: dict[str, list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        found = _KIND.search(path.read_text("utf-8"))
        if found:
            kinds.setdefault(found[1], []).append(path)
    return {kind: sorted(pages, key=lambda path: path.stat().st_size) for kind, pages in sorted(kinds.items())}


def weight_of(site: Path, page: Path, compress: Compress) -> Weight:
    """Return the weight of a page with the style sheets and scripts that its markup names."""
    text = page.read_text("utf-8")
    kind = _KIND.search(text)
    sizes = {".css": 0, ".js": 0}
    for file in _loaded(_named(site, page, text)):
        sizes[file.suffix] += _size(file, compress)
    address = page.relative_to(site).as_posix().removesuffix("index.html")
    return Weight(kind[1] if kind else "", address, compress(text.encode()), sizes[".css"], sizes[".js"])


def _named(site: Path, page: Path, text: str) -> Iterator[Path]:
    for tag in _TAG.findall(text):
        address = _ADDRESS.search(tag)
        path = urlsplit(address[1]).path if address else ""
        if path.endswith((".css", ".js")):
            yield site / path.lstrip("/") if path.startswith("/") else (page.parent / path).resolve()


def _loaded(files: Iterable[Path]) -> set[Path]:
    """Return the files, and what scripts among them import at once, and so on."""
    waiting, loaded = list(files), set()
    while waiting:
        file = waiting.pop()
        if file not in loaded:
            loaded.add(file)
            found = _IMPORT.findall(file.read_text("utf-8")) if file.suffix == ".js" else []
            waiting += [(file.parent / each).resolve() for each in found]
    return loaded


@cache
def _size(file: Path, compress: Compress) -> int:
    return compress(file.read_bytes())


def weights_of(site: Path, compress: Compress = by_gzip) -> list[Weight]:
    """Return the weights of the middling and the largest page of each kind."""
    chosen = {kind: {pages[len(pages) // 2]: 0, pages[-1]: 0} for kind, pages in pages_by_kind(site).items()}
    return [weight_of(site, page, compress) for pages in chosen.values() for page in pages]


def table_of(weights: Sequence[Weight], by_other: Sequence[Weight] = ()) -> str:
    """Return the weights in kilobytes (1,000 bytes), as a table in Markdown; those by brotli in the last column."""
    lines = ["| page | kind | HTML | CSS | JS | whole | brotli |", "|---|---|---:|---:|---:|---:|---:|"]
    others = [_kilo(each.whole) for each in by_other] or [""] * len(weights)
    for each, other in zip(weights, others, strict=True):
        over = f" over: {', '.join(each.over)}" if each.over else ""
        sizes = " | ".join(map(_kilo, (each.html, each.css, each.js, each.whole)))
        lines.append(f"| /{each.address}{over} | {each.kind} | {sizes} | {other} |")
    return "\n".join(lines) + "\n"


def _kilo(size: int) -> str:
    return f"{size / 1000:.1f}"


def main() -> int:
    """Read the folder of the site from the command line, print the table; return the exit code."""
    site = Path(sys.argv[1] if sys.argv[1:] else "output").resolve()
    if not (site / "index.html").is_file():
        sys.stderr.write(f"There is no site in {site}: build it first with make site.\n")
        return 4
    weights = weights_of(site)
    budgets = f"CSS {_kilo(CSS_BUDGET)}, JS {_kilo(JS_BUDGET)}, a profile {_kilo(WHOLE_BUDGET)}"
    by_other = weights_of(site, by_brotli) if shutil.which("brotli") else []
    sys.stdout.write(f"Kilobytes by gzip; budgets: {budgets}\n\n{table_of(weights, by_other)}")
    return 1 if any(each.over for each in weights) else 0


if __name__ == "__main__":
    sys.exit(main())
