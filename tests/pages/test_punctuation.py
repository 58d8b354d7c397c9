"""Shows that the words of an Arabic page are joined as Arabic joins them, and not by Latin commas."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from generator.pages import issue, point
from tests.pages.portals import portal, rendered

KINDS = (issue, point)
LATIN = re.compile(r"[^\n]{0,40}[\u0600-\u06ff0-9] ?[,;] [\u0600-\u06ff0-9][^\n]{0,40}")


class Spoken(HTMLParser):
    """The text of a page that is in the language of the page, elements side by side joined, others a mark."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self._foreign: list[bool] = [False]
        self.feed(page[page.index("<main") : page.index("</main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"br", "img", "input", "wbr"}:
            known = dict(attrs)
            other = tag in {"code", "script", "svg"} or known.get("lang", "ar") != "ar"
            self._foreign.append(self._foreign[-1] or other)

    def handle_endtag(self, _tag: str) -> None:
        self._foreign.pop()

    def handle_data(self, data: str) -> None:
        self.text += "\N{WHITE SQUARE}" if self._foreign[-1] else data


def test_arabic_words_are_joined_by_arabic_commas(tmp_path: Path) -> None:
    made = portal(tmp_path)
    views = [view for kind in KINDS for view in kind.views(made, made.words("ar"))]
    found = {view.address: LATIN.findall(Spoken(rendered(made, view, "ar")).text) for view in views}
    assert found == {view.address: [] for view in views}
