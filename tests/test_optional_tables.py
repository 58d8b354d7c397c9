"""A portal may leave out any table that is not needed by all: no page then leads to one that is not there."""

from __future__ import annotations

import shutil
from itertools import chain
from pathlib import Path

import pytest

from generator.checks.expected import CORE, EXPECTED
from generator.pipeline import assemble, check_links, read_checked, write_site
from generator.settings import Settings
from tests.checks.datasets import write_dataset
from tests.pages.portals import THEME

OF_SOURCES = (
    "indicators",
    "observations",
    "claims",
    "courses",
    "sessions",
    "participation",
    "attendance",
    "evaluations",
)
ABSENT = {
    "last in line": (
        *("sessions", "claims", "sourcing", "advisory_members", "appeals", "corrections", "strikes"),
        *("acknowledgements", "addresses"),
    ),
    "first in line": (
        *("courses", "sessions", "participation", "attendance", "evaluations"),
        *("buyers", "sourcing", "advisory_committees", "advisory_members", "improvements", "responses"),
    ),
    "figures": ("indicators", "observations", "claims", "statements", "instruments", "releases", "workforce"),
    "details": (
        *("participation", "evaluations", "attendance", "observations", "public_issues", "disclosure_rules"),
        *("translations", "committees"),
    ),
    "sources": ("sources", "statements", *OF_SOURCES),
}
"""Tables that are left out together: none of them, unless it refers to another, would hide a link to that one."""


def test_every_optional_table_is_left_out_once() -> None:
    assert set(chain(*ABSENT.values())) == EXPECTED.keys() - {*CORE}


@pytest.mark.parametrize("absent", ABSENT.values(), ids=ABSENT)
def test_no_page_leads_to_what_is_left_out(tmp_path: Path, absent: tuple[str, ...]) -> None:
    write_dataset(tmp_path / "data", dict.fromkeys(absent))
    settings = Settings(data=tmp_path / "data", theme=THEME, cache=None, languages=("en",), jobs=1)
    checked = read_checked(settings)
    assert checked.errors == []
    portal, site = assemble(checked, settings), tmp_path / "site"
    shutil.copytree(THEME / "static", site / "theme")
    write_site(portal, site)
    check_links(portal, site)
