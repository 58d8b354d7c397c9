"""What changed of texts: paragraphs and heads, of published texts alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.differences.change import Kind
from generator.differences.texts import changes_of_texts, writings_in
from generator.errors import SettingsError

ABOUT = "Title: About\nSlug: about\nLang: en\nSummary: What this is.\n\nFirst\nline.\n\n## Head\n\nLast.\n"


def written(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def told(tmp_path: Path, before: str, after: str) -> list[tuple[str, str, str]]:
    old, new = (writings_in(written(tmp_path / name, a=text)) for name, text in (("b", before), ("a", after)))
    return [(each.field, each.old, each.new) for group in changes_of_texts(old, new) for each in group.changes]


@pytest.mark.parametrize(
    "text",
    [
        ABOUT,
        ABOUT.replace("First\nline.", "First line."),
        ABOUT.replace("\n\n", "\n\n\n"),
        ABOUT.replace("\n", "\r\n"),
        "\ufeff" + ABOUT,
        ABOUT.replace("Title: About\nSlug: about\n", "slug: about\ntitle:  About\n"),
    ],
)
def test_another_form_is_no_change(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, ABOUT, text) == []


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (ABOUT.replace("Last.", "The last."), [("paragraph 3", "Last.", "The last.")]),
        (ABOUT.replace("Title: About", "Title: On"), [("title", "About", "On")]),
        (ABOUT.replace("## Head\n\n", ""), [("paragraph 2", "## Head", "")]),
        (ABOUT + "\nMore.\n", [("paragraph 4", "", "More.")]),
        (ABOUT.replace("First\nline.", "Zero.\n\nFirst line."), [("paragraph 1", "", "Zero.")]),
    ],
)
def test_what_changed_is_told_by_paragraph(tmp_path: Path, text: str, changes: list[tuple[str, str, str]]) -> None:
    assert told(tmp_path, ABOUT, text) == changes


def test_texts_come_and_go(tmp_path: Path) -> None:
    french = ABOUT.replace("Lang: en", "Lang: fr")
    old, new = writings_in(written(tmp_path / "b", a=ABOUT)), writings_in(written(tmp_path / "a", f=french))
    groups = {group.key: group.kind for group in changes_of_texts(old, new)}
    assert groups == {"about en": Kind.WITHDRAWN, "about fr": Kind.ADDED}


@pytest.mark.parametrize("status", ["draft", "hidden", "skip"])
def test_what_is_not_published_is_none(tmp_path: Path, status: str) -> None:
    assert told(tmp_path, ABOUT.replace("Lang: en", f"Lang: en\nStatus: {status}"), "Title: no slug\n\nText\n") == []


def test_without_a_folder_there_are_no_texts(tmp_path: Path) -> None:
    assert writings_in(None) == {}
    (tmp_path / "a.md").write_bytes(b"Title: \xff")
    with pytest.raises(SettingsError, match=r"a\.md cannot be read as UTF-8"):
        writings_in(tmp_path)
