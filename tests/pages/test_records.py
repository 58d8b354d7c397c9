"""Shows that claims and statements are shown with who says them, and with nothing that supports them but the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages import claims, statements
from tests.pages.portals import portal, rendered

CLAIMS = (
    "claim,title,text,source,status,evidence,data_needed,indicator\n"
    "grew,It grew,It <b>grew</b>.,brochure,shown-by-our-data,Two figures.,A series.,employment\n"
    "resilience,Resilience,Better factories were more resilient.,brochure,no-data,None.,Survival.,\n"
)
STATEMENTS = (
    "statement,person,office,organisation,text,language,source\n"
    "one,A Person,Minister,A ministry,Des mots imprimés.,fr,brochure\n"
)


def test_a_claim_says_what_supports_it_and_what_would_show_it(tmp_path: Path) -> None:
    made = portal(tmp_path, claims=CLAIMS)
    html = rendered(made, next(claims.views(made, made.words("en"))))
    first, second = html.partition('id="grew"')[2].split('id="resilience"')
    assert "Shown by our data" in first
    assert 'href="../indicators/employment/"' in first
    assert "&lt;b&gt;grew" in first
    assert "No data" in second
    assert "Survival." in second
    assert "indicators/employment" not in second.partition("</dl>")[0]


def test_a_statement_keeps_its_language(tmp_path: Path) -> None:
    made = portal(tmp_path, statements=STATEMENTS)
    html = rendered(made, next(statements.views(made, made.words("en"))))
    assert '<blockquote lang="fr" dir="ltr"><p>Des mots imprimés.</p>' in html
    assert "Minister, A ministry (at the time)" in html


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_records_there_is_no_page(tmp_path: Path, language: str) -> None:
    made = portal(tmp_path, claims=None, statements=None)
    words = made.words(language)
    assert [*claims.views(made, words), *statements.views(made, words)] == []
