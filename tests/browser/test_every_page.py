"""What the markup of every single page of the site says: title, description, languages, crumbs, version, notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.policy import POLICY
from tests.browser.built import BASE, FRAMED, GONE, HANDBOOK, KINDS, LANGUAGES, LOST, MOVED, Page, pages_of

DIRECTIONS = {"en": "ltr", "fr": "ltr", "ar": "rtl"}


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    return pages_of(site)


@pytest.fixture(scope="session")
def whole(pages: dict[str, Page]) -> dict[str, Page]:
    """The pages of the portal, without those for frames, which are parts of them, and without the handbook."""
    return {address: page for address, page in pages.items() if page.kind not in {FRAMED, HANDBOOK, MOVED}}


def listed(pages: Iterable[Page]) -> list[str]:
    """Return the first addresses of pages that are not as they should be."""
    return [page.address or "/" for page in pages][:10]


def language_of(address: str) -> str:
    first = address.split("/", maxsplit=1)[0]
    return first if first in LANGUAGES else LANGUAGES[0]


def test_every_template_has_a_page_in_every_language(pages: dict[str, Page]) -> None:
    assert {(page.kind, page.language) for page in pages.values()} == {
        *((kind, language) for kind in (*KINDS, MOVED) for language in LANGUAGES),
        (HANDBOOK, "en"),
    }


def test_language_and_direction(pages: dict[str, Page]) -> None:
    assert listed(page for page in pages.values() if page.language != language_of(page.address)) == []
    assert listed(page for page in pages.values() if page.direction != DIRECTIONS[page.language]) == []


def test_one_heading_and_one_title(pages: dict[str, Page]) -> None:
    assert listed(page for page in pages.values() if len(page.headings) != 1 or not page.headings[0].strip()) == []
    assert listed(page for page in pages.values() if len(page.titles) != 1 or not page.titles[0].strip()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_descriptions_are_unique(whole: dict[str, Page], language: str) -> None:
    own = [page for page in whole.values() if page.language == language]
    for texts in ([page.titles[0] for page in own], [page.description.strip() for page in own]):
        assert [text for text, times in Counter(texts).items() if times > 1 or not text][:10] == []


def test_addresses_of_the_page_and_of_its_translations(whole: dict[str, Page]) -> None:
    lasting = [page for page in whole.values() if not page.address.endswith(LOST)]
    assert listed(page for page in lasting if page.canonical != BASE + page.address) == []
    assert listed(page for page in lasting if set(page.alternates) != {*LANGUAGES, "x-default"}) == []
    assert listed(page for page in lasting if page.alternates[page.language] != page.canonical) == []
    assert listed(page for page in lasting if page.alternates["x-default"] != page.alternates[LANGUAGES[0]]) == []
    for page in lasting:
        for language, href in page.alternates.items():
            other = whole[href.removeprefix(BASE)]
            assert other.alternates == page.alternates, f"{page.address}: {language}"


def test_crumbs_lead_home_step_by_step(whole: dict[str, Page]) -> None:
    """Entry pages stand in the header or the footer, next to the link home; all deeper pages have crumbs."""
    for page in whole.values():
        own = page.address if page.language == LANGUAGES[0] else page.address.partition("/")[2]
        assert page.crumbs or own.count("/") < 2, f"{page.address} has no way back"
        for step, crumb in enumerate(page.crumbs):
            target = whole[page.target(crumb)]
            assert (target.kind == "home") == (step == 0), page.address
            assert target.language == page.language, page.address


def test_version_day_and_notice(whole: dict[str, Page]) -> None:
    lasting = [page for page in whole.values() if not page.address.endswith(LOST)]
    assert listed(page for page in lasting if "1.0.0" not in page.foot) == []
    assert listed(page for page in lasting if "2026-11-02" not in page.days) == []
    assert listed(page for page in whole.values() if not page.notice.strip()) == []


def test_a_page_for_frames_belongs_to_a_page_and_says_what_it_is(
    site: Path, pages: dict[str, Page], whole: dict[str, Page]
) -> None:
    framed = [page for page in pages.values() if page.kind == FRAMED]
    assert len(framed) > 100
    assert listed(page for page in framed if page.canonical.removeprefix(BASE) not in whole) == []
    assert listed(page for page in framed if not page.address.endswith("/embed/")) == []
    texts = {page.address: (site / page.file).read_text("utf-8") for page in framed if page.language == "en"}
    assert [address for address, text in texts.items() if "This is a demonstration" not in text] == []
    assert [address for address, text in texts.items() if '<time datetime="2026-11-02">' not in text] == []
    assert [address for address, text in texts.items() if '<meta name="robots" content="noindex">' not in text] == []


def test_factories_say_that_they_are_invented(pages: dict[str, Page]) -> None:
    shown = {page.notice.strip() for page in pages.values() if (page.kind, page.language) == ("factory", "en")}
    assert len(shown) == 1
    assert "invented" in shown.pop()


def test_nothing_inline_and_nothing_from_elsewhere(pages: dict[str, Page]) -> None:
    assert {page.address: page.inline for page in pages.values() if page.inline} == {}
    foreign = {page.address: [url for url in page.loaded if "//" in url] for page in pages.values()}
    assert {address: urls for address, urls in foreign.items() if urls} == {}


def test_every_page_says_what_it_may_load(pages: dict[str, Page]) -> None:
    assert {page.policy for page in pages.values()} == {POLICY}


def test_no_name_is_used_twice_on_a_page(pages: dict[str, Page]) -> None:
    twice = {page.address: [name for name, times in Counter(page.ids).items() if times > 1] for page in pages.values()}
    assert dict([(address, names) for address, names in twice.items() if names][:10]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_alone_lead_from_home_to_every_page(pages: dict[str, Page], language: str) -> None:
    home = "" if language == LANGUAGES[0] else f"{language}/"
    reached, waiting = {home}, [home]
    while waiting:
        page = pages[waiting.pop()]
        targets = {page.target(link) for link in page.links if not urlsplit(link).scheme}
        new = {target for target in targets - reached if target in pages}
        reached |= new
        waiting += new
    lasting = {each for each, page in pages.items() if page.kind not in {GONE, MOVED} and not each.endswith(LOST)}
    own = {address for address in lasting if pages[address].language == language}
    assert sorted(own - reached)[:10] == []
