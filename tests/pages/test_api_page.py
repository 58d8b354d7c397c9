"""Shows that the page on the API leads to every kind of file, and that its examples are true."""

from __future__ import annotations

import html as entities
import re
from pathlib import Path

import pytest

from generator import api as files_of_api
from generator.pages import api
from generator.pages.offers import ROOT, offers_of
from tests.pages.portals import portal, rendered


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_kind_of_file_is_reached_with_its_schema(tmp_path: Path, language: str) -> None:
    made = portal(tmp_path)
    keys = made.data["factories"]["factory"].to_list()
    written = {each.address for each in [*files_of_api.files(made), *files_of_api.files_of(made, keys)]}
    html = rendered(made, next(api.views(made, made.words(language))), language)
    linked = {link.replace("../", "") for link in re.findall(r'href="([^"]*/api/v1/[^"]*)"', html)}
    assert linked <= written
    schemas = {name for name in written if name.startswith(ROOT + "schemas/")}
    assert linked >= {*schemas, ROOT + "openapi.json", ROOT + "index.json", ROOT + "countries/ht.json"}
    assert linked >= schemas
    assert len(linked) == len(schemas) + len(list(offers_of(made))) + 1


def test_every_address_in_an_example_exists(tmp_path: Path) -> None:
    made = portal(tmp_path)
    keys = made.data["factories"]["factory"].to_list()
    written = {each.address for each in [*files_of_api.files(made), *files_of_api.files_of(made, keys)]}
    text = entities.unescape(rendered(made, next(api.views(made, made.words("en")))))
    named = set(re.findall(r"https://portal\.example/(api/v1/[a-z0-9/-]+\.json)", text))
    assert len(named) == 3
    assert named <= written


def test_without_courses_none_are_offered(tmp_path: Path) -> None:
    absent = dict.fromkeys(("courses", "sessions", "participation", "evaluations"))
    made = portal(tmp_path, **absent)
    html = rendered(made, next(api.views(made, made.words("en"))))
    assert "courses.json" not in html
    assert "points.json" in html
