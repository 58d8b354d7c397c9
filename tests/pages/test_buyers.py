"""Shows that the page of buyers counts who stopped auditing, with its denominator, and who buys where today."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages import buyers
from tests.pages.portals import portal, rendered

BUYERS = (
    "buyer,name,country,joined_on,left_on,stopped_own_audits_on\n"
    "northwind,Northwind,SE,2006-01-01,,2008-01-01\n"
    "gone,Gone,GB,2006-01-01,2020-01-01,2009-01-01\n"
    "still,Still,US,2006-01-01,2027-01-01,\n"
    "later,Later,US,2027-01-01,,\n"
)
SOURCING = (
    "factory,buyer,from,until\n"
    "KH-0001,northwind,2012-01-01,\n"
    "KH-0001,northwind,2010-06-01,2011-01-01\n"
    "HT-0001,northwind,2013-01-01,2025-12-31\n"
    "HT-0001,still,2013-01-01,2026-01-01\n"
    "HT-0001,gone,2013-01-01,2020-01-01\n"
)


def test_counts_have_their_denominators(tmp_path: Path) -> None:
    made = portal(tmp_path, buyers=BUYERS, sourcing=SOURCING)
    view = next(buyers.views(made, made.words("en")))
    html = rendered(made, view)
    assert "2 of 3 buyers that take part or took part stopped their own audits." in html
    assert "2 buyers take part today; 1 of these stopped their own audits." in html
    assert buyers.factories_by_buyer(made) == {"northwind": 1, "still": 1}
    assert '<tr id="northwind">' in html
    assert "Later" not in html


@pytest.mark.parametrize("table", [None, BUYERS.partition("\n")[0] + "\n"])
def test_without_buyers_there_is_no_page(tmp_path: Path, table: str | None) -> None:
    made = portal(tmp_path, buyers=table, sourcing=None)
    assert list(buyers.views(made, made.words("en"))) == []
