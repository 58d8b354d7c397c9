"""Shows that the dictionary explains every field, from the schemas, and that what it refers to is there."""

from __future__ import annotations

import html as entities
import re
from pathlib import Path
from typing import Any

import pytest

from generator.pages import dictionary
from generator.pages.portal import Portal
from tests.pages.portals import portal, rendered


@pytest.fixture
def made(tmp_path: Path) -> Portal:
    return portal(tmp_path)


def page(made: Portal, language: str = "en") -> str:
    return entities.unescape(rendered(made, next(dictionary.views(made, made.words(language))), language))


def rows(html: str) -> dict[str, str]:
    return {part.partition('"')[0]: part.partition("</tr>")[0] for part in html.split('<tr id="')[1:]}


def test_every_field_is_explained_at_an_address_of_its_own(made: Portal) -> None:
    found = rows(page(made))
    fields = {
        f"{table.name}.{field.name}": field
        for package in made.data.packages.values()
        for table in package.tables.values()
        for field in table.schema.fields
    }
    assert list(found) == list(fields)
    for name, field in fields.items():
        assert f'<code dir="ltr">{field.name}</code>' in found[name]
        assert field.description in found[name]
        for value in field.constraints.get("enum", ()):
            assert f'<li><code dir="ltr">{value}</code>' in found[name]


def test_rules_are_in_words(made: Portal) -> None:
    found = rows(page(made))
    assert "always there; written like" in found["findings.assessment"]
    assert "part of the key of the row" in found["findings.assessment"]
    assert 'refers to <a href="#assessments.assessment">' in found["findings.assessment"]
    assert "from -90 to 90" in found["factories.latitude"]
    assert '<code dir="ltr">not-assessed</code> Not assessed' in found["findings.result"]
    assert "always there" not in found["factories.os_id"]


def test_what_is_said_in_the_language_of_the_data_says_so(made: Portal) -> None:
    html = page(made, "fr")
    assert '<span lang="en" dir="ltr">Day of publication; blank while not published</span>' in html
    assert '<code dir="ltr">not-assessed</code> Non évalué' in html


def test_every_link_within_the_page_leads_somewhere(made: Portal) -> None:
    html = page(made)
    places = set(re.findall(r'id="([^"]+)"', html))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert {"assessments.assessment", "table-findings"} <= links
    assert links - {"main"} <= places


def test_a_reference_to_a_table_that_is_not_there_is_no_link(tmp_path: Path) -> None:
    absent: dict[str, Any] = dict.fromkeys(("buyers", "translations"))
    html = page(portal(tmp_path, **absent))
    assert '<code dir="ltr">buyers.buyer</code>' in html
    assert 'href="#buyers.buyer"' not in html
