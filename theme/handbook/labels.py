"""Owns the headings that the cells of a table carry, for a phone, where a row is a small list: a hook of MkDocs."""

from __future__ import annotations

import re
from itertools import count

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td(?=[ >])")
_MARKUP = re.compile(r"<[^>]*>")


def on_page_content(html: str, **_others: object) -> str:
    """Return the content of a page, each cell of a table with the heading of its column (called by MkDocs)."""
    return _TABLE.sub(lambda table: _labelled(table[0]), html)


def _labelled(table: str) -> str:
    headings = [_MARKUP.sub("", text).replace('"', "&quot;").strip() for text in _HEADING.findall(table)]

    def row(found: re.Match[str]) -> str:
        places = count()
        return _CELL.sub(lambda _: f'<td data-label="{headings[next(places)]}"', found[0])

    return _ROW.sub(row, table)
