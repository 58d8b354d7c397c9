"""Shows what other places are told of a page that is linked to there: every page has a card with words of its own."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from html import unescape

import pytest

from generator.pages import View, error, home, issue, point
from generator.pages.card import card_of
from generator.pages.portal import Portal
from tests.pages.demonstration import demonstration
from tests.pages.portals import rendered


def told(made: Portal, view: View, language: str = "en") -> dict[str, str]:
    html = rendered(made, view, language)
    return {
        name: unescape(said)
        for name, said in re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', html)
    }


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("fr", "fr_FR"), ("ar", "ar_EG")])
def test_a_page_without_a_chart_has_the_card_of_the_portal(language: str, locale: str) -> None:
    made = demonstration()
    view = next(iter(issue.views(made, made.words(language))))
    path = "" if language == "en" else f"{language}/"
    said = told(made, view, language)
    assert said["og:title"] == str(view.title)
    assert said["og:description"] == str(view.description)
    assert said["og:url"] == f"https://portal.example/{path}{view.address}"
    assert said["og:locale"] == locale
    assert said["og:image"] == f"https://portal.example/{path}card.png"
    assert said["og:image:alt"].startswith(str(made.words(language).pick(made.programme["short_name"])))
    assert said["twitter:card"] == "summary_large_image"


def test_a_page_with_a_chart_has_its_picture() -> None:
    made = demonstration()
    view = next(view for view in point.views(made, made.words("en")) if view.later)
    (picture,) = view.later
    png = picture.content.result()
    said = told(made, view)
    assert said["og:image"] == f"https://portal.example/{picture.address}"
    assert struct.unpack(">II", png[16:24]) == (int(said["og:image:width"]), int(said["og:image:height"]))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_home_page_brings_the_card(language: str) -> None:
    made = demonstration()
    (card,) = next(iter(home.views(made, made.words(language)))).later
    png = card.content.result()
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_the_page_for_lost_addresses_is_no_page_to_share() -> None:
    made = demonstration()
    assert told(made, next(iter(error.views(made, made.words("en"))))) == {}


def test_where_no_font_has_the_letters_there_is_no_card() -> None:
    made = demonstration()
    khmer = replace(made)
    vars(khmer)["programme"] = {**made.programme, "short_name": {"en": "ខ្មែរ"}}
    assert card_of(khmer, khmer.words("en"), "card.png") is None
    assert "og:image" not in told(khmer, next(iter(issue.views(khmer, khmer.words("en")))))
