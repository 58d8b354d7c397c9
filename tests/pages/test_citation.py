"""How a page is cited, for people and for programs, and the letter that tells of a mistake on it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages import error, factory
from generator.pages.citation import citation_of
from generator.pages.letter import letter_of
from generator.pages.portal import Portal
from tests.pages.portals import portal, rendered

HOSTILE = 'Ünïted 100% & Sons_{Ltd} \\ #1 ~ ^ "x" $5, @misc{a, } \u1780'
PATH = "factories/kh-0001/"
ADDRESS = f"https://portal.example/{PATH}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return portal(tmp_path_factory.mktemp("portal"))


def test_sentence_has_page_version_day_and_address(made: Portal) -> None:
    text = citation_of(made, made.words("en"), "Naga & Sons", PATH).text
    plain = unescape(re.sub(r"<[^>]+>", "", text))
    assert plain == f"Demo: “Naga & Sons”. Data version 1.0.0, 1 January 2026. {ADDRESS}"
    assert '<time datetime="2026-01-01">' in text


def test_page_shows_the_same_sentence(made: Portal) -> None:
    view = next(factory.views(made, made.words("en"), keys=["KH-0001"]))
    text = citation_of(made, made.words("en"), view.title, view.address).text
    assert f'<dd class="cite">{text}</dd>' in rendered(made, view)


def test_bibtex_entry(made: Portal) -> None:
    entry = citation_of(made, made.words("en"), HOSTILE, PATH).bibtex
    assert entry.startswith("@misc{demonstration-factories-kh-0001-2026,\n")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))
    assert fields == {
        "author": "{Seamline}",
        "title": r"{Ünïted 100\% \& Sons\_\textbraceleft{}Ltd\textbraceright{} \textbackslash{} \#1 "
        r'\textasciitilde{} \textasciicircum{} "x" \$5, @misc\textbraceleft{}a, \textbraceright{} ក}',
        "howpublished": "Demo",
        "year": "2026",
        "month": "1",
        "note": "Data version 1.0.0",
        "langid": "en",
        "url": ADDRESS,
    }


@given(st.text(max_size=40))
def test_no_title_ends_a_record(made: Portal, title: str) -> None:
    citation = citation_of(made, made.words("en"), title, PATH)
    depths, depth = [], 0
    for character in citation.bibtex.rstrip("\n"):
        depth += {"{": 1, "}": -1}.get(character, 0)
        depths.append(depth)
    assert depths[-1] == 0
    assert depths.index(0, depths.index(1)) == len(depths) - 1
    assert [line[:6] for line in citation.ris.split("\r\n")[:-1]] == [
        f"{tag}  - " for tag in ["TY", "AU", "TI", "T2", "PB", "PY", "DA", "ET", "LA", "UR", "ER"]
    ]


@pytest.mark.parametrize(("dataset", "kind"), [(False, "ELEC"), (True, "DATA")])
def test_ris_record(made: Portal, dataset: bool, kind: str) -> None:
    record = citation_of(made, made.words("en"), "Naga & Sons", PATH, dataset=dataset).ris
    assert dict(line.split("  - ") for line in record.split("\r\n")[:-1]) == {
        "TY": kind,
        "AU": "Seamline",
        "TI": "Naga & Sons",
        "T2": "Demo",
        "PB": "Demo",
        "PY": "2026",
        "DA": "2026/01/01",
        "ET": "1.0.0",
        "LA": "en",
        "UR": ADDRESS,
        "ER": "",
    }


def test_a_figure_is_cited_with_those_who_found_it(made: Portal) -> None:
    key, source = next(iter(made.sources.items()))
    told = f"Figures from: {source['title']}, {source['publisher']}."
    citation = citation_of(made, made.words("en"), "Naga & Sons", PATH, dataset=True, sources=[key, "unknown"])
    assert unescape(re.sub(r"<[^>]+>", "", citation.text)).endswith(f"{ADDRESS} {told}")
    assert f"  note = {{Data version 1.0.0. {told}}},\n" in citation.bibtex
    assert f"\r\nN1  - {told}\r\n" in citation.ris


def test_letter_survives_any_title(made: Portal) -> None:
    html = letter_of(made, made.words("en"), HOSTILE, ADDRESS)
    href = re.fullmatch(r'<a href="([^"]+)">(.+)</a>', html)
    assert href
    link = urlsplit(unescape(href[1]))
    assert (link.scheme, link.path, href[2]) == ("mailto", "data@portal.example", "data@portal.example")
    letter = parse_qs(link.query, strict_parsing=True)
    assert letter["subject"] == [f"Mistake on the page “{HOSTILE}”"]
    assert letter["body"][0].startswith(f"Page: {ADDRESS}\r\n")
    assert "+" not in link.query


def test_page_has_the_letter(made: Portal) -> None:
    view = next(factory.views(made, made.words("en"), keys=["KH-0001"]))
    assert letter_of(made, made.words("en"), view.title, ADDRESS) in rendered(made, view)


def test_page_that_does_not_exist_begins_no_letter(made: Portal) -> None:
    view = next(error.views(made, made.words("en")))
    assert 'href="mailto:data@portal.example"' in rendered(made, view)
