"""Owns small sites whose pages name each other and their files, and a reader who looks for what is missing.

Does not own a place where they lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.hosting.headers_file import headers_file
from generator.outputs.staging import MARKER, MARKER_TEXT

ADDRESS = "https://portal.example"
_NAMED = re.compile(r'(?:href|src)="(/[^"]*)"')
_LISTED = re.compile(rf"{ADDRESS}(/[^<\"]*)")


def page(*named: str, text: str = "") -> str:
    return f"<!doctype html><title>{text}</title>" + "".join(f'<a href="{each}">{text}</a>' for each in named)


def listed(*pages: str) -> str:
    return "".join(f"<loc>{ADDRESS}{each}</loc>" for each in pages)


def factory(key: str, *more: str, text: str = "") -> dict[str, str]:
    files = [f"/data/{key}.csv", f"/api/v1/factories/{key}.json", f"/feeds/{key}.xml", "/theme/css/main.css"]
    return {
        f"factories/{key}/index.html": page("/", "/factories/", *files, *more, text=text),
        f"data/{key}.csv": f"key,text\n{key},{text}\n",
        f"api/v1/factories/{key}.json": f'{{"key": "{key}", "text": "{text}"}}',
        f"feeds/{key}.xml": listed(f"/factories/{key}/"),
    }


def site(factories: Mapping[str, str], *, style: str = "a{}") -> dict[str, str]:
    """Return the files of a site with these factories, key and text."""
    pages = [f"/factories/{key}/" for key in factories]
    made = {path: text for key, said in factories.items() for path, text in factory(key, text=said).items()}
    news = page("/", "/feeds/changes.xml", *pages, "/theme/css/main.css")
    return {
        **made,
        MARKER: MARKER_TEXT,
        "_headers": headers_file(),
        "index.html": page("/factories/", "/changes/", "/theme/css/main.css", "/card.png"),
        "404.html": page("/", "/theme/css/main.css"),
        "factories/index.html": page("/", *pages, "/search/names.json", "/theme/css/main.css"),
        "changes/index.html": news,
        "fr/index.html": page("/", "/theme/css/main.css"),
        "card.png": "a picture",
        "theme/css/main.css": style,
        "search/names.json": str(list(factories)),
        "feeds/changes.xml": listed(*pages),
        "robots.txt": f"Sitemap: {ADDRESS}/sitemap.xml\n",
        "sitemap.xml": listed("/sitemap-1.xml"),
        "sitemap-1.xml": listed("/", "/fr/", "/factories/", "/changes/", *pages),
    }


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def broken_for_readers(place: Path) -> list[str]:
    """Return what a reader finds missing: files of any page that is there, and pages on a walk from the home page."""
    pages = [found.relative_to(place).as_posix() for found in place.rglob("*.html")]
    files = [f"{name}: {file}" for name in pages for file in _names(place, name) if not file.endswith("index.html")]
    walked = {"index.html"} & set(pages)
    pending = sorted(walked)
    while pending:
        more = {each for each in _names(place, pending.pop()) if each.endswith("index.html")} - walked
        walked |= more
        pending += [each for each in more if (place / each).is_file()]
    return [each for each in files if not (place / each.partition(": ")[2]).is_file()] + [
        each for each in walked if not (place / each).is_file()
    ]


def watched_by_readers(place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which, at each file that is put to `place` from now on, what readers find missing is added."""
    found: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        moved = replace(self, target)
        found.extend(broken_for_readers(place))
        return moved

    monkeypatch.setattr(Path, "replace", watched)
    return found


def broken_for_programs(place: Path, *lists: str) -> list[str]:
    """Return pages which are missing, though a list (a pattern of paths) leads to them."""
    found = [file for each in lists for file in place.glob(each)]
    named = {_file(address) for file in found for address in _LISTED.findall(file.read_text("utf-8"))}
    return sorted(each for each in named if not (place / each).is_file())


def _names(place: Path, name: str) -> Iterator[str]:
    yield from map(_file, _NAMED.findall((place / name).read_text("utf-8")))


def _file(address: str) -> str:
    return address.lstrip("/") + ("index.html" if address.endswith("/") else "")
