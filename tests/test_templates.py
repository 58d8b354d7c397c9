"""Templates speak the language of the page, whatever they spoke before."""

from __future__ import annotations

from pathlib import Path

from generator.outputs.templates import Templates
from generator.text.words import Words


def rendered(templates: Templates, language: str) -> str:
    return templates.render("page", Words(language, "en"), {})


def written(folder: Path, source: str) -> Templates:
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "page.html").write_text(source, "utf-8")
    return Templates(folder)


def test_a_constant_is_written_in_the_language_of_each_page(tmp_path: Path) -> None:
    templates = written(tmp_path, "{{ 1|percent }} {{ 400000|number }}")
    said = {language: rendered(templates, language) for language in ("en", "fr", "en")}
    assert said == {"en": "100% 400,000", "fr": "100\N{NO-BREAK SPACE}% 400\N{NARROW NO-BREAK SPACE}000"}


def test_a_changed_template_is_another_template(tmp_path: Path) -> None:
    assert rendered(written(tmp_path, "before"), "en") == "before"
    assert rendered(written(tmp_path, "after"), "en") == "after"
