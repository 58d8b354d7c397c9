"""What stands beside a page for machines: structured data that no text can break out of."""

from __future__ import annotations

import json
from pathlib import Path

from generator.outputs.templates import Templates
from generator.text.words import Words

HOSTILE = "</script><script>alert(1)</script> & “ក” \u2028"


def test_structured_data_hold_any_text_and_end_no_element(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text('<script type="application/ld+json">{{ thing|json_ld }}</script>')
    page = Templates(tmp_path).render("page", Words("en", "en"), {"thing": {"@type": "Place", "name": HOSTILE}})
    inside = page.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inside
    assert json.loads(inside) == {"@context": "https://schema.org", "@type": "Place", "name": HOSTILE}
