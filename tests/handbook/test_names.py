"""Every command, option, code, setting, table, field and file that the handbook names is there."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import typer
import yaml

from generator.cli import app
from generator.settings import sentences
from tests.handbook.pages import DOCS, ROOT, Sheet, navigation, part, sheets

PAGES = sorted(sheets())
BY_HAND = [sheet.name for title in ("For staff", "For administrators") for sheet in part(title)]
SCHEMAS = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / "data").glob("*/schemas/*.yaml"))
}
FIELDS = {name: [field["name"] for field in schema["fields"]] for name, schema in SCHEMAS.items()}
CODES = {path.stem for path in (DOCS / "codes").glob("*.md")} - {"index"}
"""That each has a page, and each page a code, is shown in `tests/test_documentation.py`."""
GROUP: Any = typer.main.get_command(app)
COMMANDS = {
    name: {each for one in command.params for each in (*one.opts, *one.secondary_opts)}
    for name, command in GROUP.commands.items()
}

_NAME = re.compile(r"[a-z]+([_-][a-z]+)+")
_FILE = re.compile(r"(data|content|docs|editor|generator|requirements|tests|theme)/[A-Za-z0-9_./-]*")
_TAG = re.compile(r"/v[0-9]")
_OTHERS = {
    "git-filter-repo",
    "robots.txt",
    "seamline-fmt",
    "seamline-check",
    "unsafe-inline",
    "use_directory_urls",
    "supervisory-skills",
}
"""Names of other programs and of rows in the demonstration."""


def values() -> set[str]:
    """Return what may stand in cells of which the schema lists the values."""
    fields = [field for schema in SCHEMAS.values() for field in schema["fields"]]
    return {str(value) for field in fields for value in field.get("constraints", {}).get("enum", ())}


def hosts() -> set[str]:
    """Return where a site may be published, as the workflows ask for it."""
    files = (*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / ".gitlab-ci.yml")
    return {host for file in files for host in re.findall(r"PUBLISH_TO == ['\"]([a-z-]+)", file.read_text("utf-8"))}


@pytest.mark.parametrize("name", PAGES)
def test_commands_and_their_options(name: str) -> None:
    for call in sheets()[name].commands():
        command, *words = shlex.split(call.replace("[", "").replace("]", ""))[1:] or [""]
        if command.startswith("--"):
            assert command in {"--version", "--help"}, call
            continue
        assert {each for each in command.split("|") if each.isalpha()} <= {*COMMANDS}, call
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= COMMANDS[command.split("|")[0]] | {"--help"}, call


@pytest.mark.parametrize("name", PAGES)
def test_codes_in_messages(name: str) -> None:
    shown = re.findall(r"(?:error|warning) \[([a-z0-9-]+)\]", sheets()[name].text)
    assert [code for code in shown if code not in CODES] == []
    linked = re.findall(r"\]\((?:docs/)?codes/([a-z0-9-]+)\.md\)", sheets()[name].text)
    assert [code for code in linked if code not in CODES | {"index"}] == []


@pytest.mark.parametrize("name", PAGES)
def test_settings(name: str) -> None:
    known = {setting for setting, *_ in sentences()}
    named = [
        each
        for call in re.findall(r"Settings\((.*?)\)+$", sheets()[name].text, re.MULTILINE)
        for each in re.findall(r"(\w+)=", call)
    ]
    assert [setting for setting in named if setting not in known] == []


@pytest.mark.parametrize("name", [name for name in BY_HAND if name not in {"import.md", "publishing.md"}])
def test_tables_fields_and_values(name: str) -> None:
    """Two pages are left out: they name columns of spreadsheets, and variables of hosts."""
    known = {
        *FIELDS,
        *(field for fields in FIELDS.values() for field in fields),
        *values(),
        *CODES,
        *COMMANDS,
        *_OTHERS,
        *hosts(),
        *(path.stem for path in (ROOT / "content").glob("*.md")),
    }
    spans = [span for span in sheets()[name].spans if _NAME.fullmatch(span)]
    assert [span for span in spans if span not in known] == []


@pytest.mark.parametrize("name", BY_HAND)
def test_rows_stand_under_the_header_of_a_table(name: str) -> None:
    for block in sheets()[name].blocks("text"):
        header, *rows = block.splitlines()
        if re.fullmatch(r"[a-z_]+(,[a-z_]+)+", header):
            assert header.split(",") in FIELDS.values(), header
            assert [row for row in rows if row.count(",") < header.count(",")] == []


@pytest.mark.parametrize("name", PAGES)
def test_files_and_folders(name: str) -> None:
    named = {span.rstrip("/") for span in sheets()[name].spans if _FILE.fullmatch(span) and not _TAG.search(span)}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_page_is_in_the_navigation_once() -> None:
    listed = [file for files in navigation().values() for file in files]
    assert sorted(listed) == sorted([*(path.name for path in DOCS.glob("*.md")), "codes/index.md"])


def test_pictures_have_words_and_are_small() -> None:
    shown = [
        picture
        for sheet in sheets().values()
        for picture in re.findall(r"!\[(.*?)\]\((?:docs/)?images/(.*?)\)", sheet.text)
    ]
    assert [file for words, file in shown if len(words) < 25] == []
    files = {path.name: path.stat().st_size for path in (DOCS / "images").iterdir()}
    assert {file for _, file in shown} == set(files)
    assert sum(files.values()) < 1_500_000


_UNPLAIN = re.compile(
    r"\b(stdout|stdin|regex|boolean|string|integer|null|parse[dr]?|SHA|hash|traceback|daemon|endpoint|backend|frontend"
    r"|repo|HEAD|CLI|JSON|YAML|CSV|schema|commit|branch|merge|merged|pull request|repository|feed)\b"
)


def explained() -> set[str]:
    """Return the words that the first page for staff explains, and those explained where they stand (in italics)."""
    glossary = sheets()["staff.md"].text.partition("## Words that you will meet")[2]
    italic = re.findall(r"\*([A-Za-z ]+)\*", "".join(sheet.text for sheet in part("For staff")))
    return (
        {word.strip() for word in re.findall(r"^\| ([A-Za-z ]+) \|", glossary, re.MULTILINE)} | set(italic) | {"merged"}
    )


PLAIN = [
    sheet.name
    for sheet in part("For staff")
    if sheet.name not in {"differences.md", "any-editor.md", "releases.md", "import.md"}
]
"""Pages that somebody reads who has never seen a command line; the others begin with what a command does."""


@pytest.mark.parametrize("name", PLAIN)
def test_words_that_only_programmers_know_are_explained(name: str) -> None:
    found = set(_UNPLAIN.findall(re.sub(r"`[^`\n]*`", "", sheets()[name].prose)))
    assert found - explained() == set()


def test_plain_words_are_checked() -> None:
    assert _UNPLAIN.findall(Sheet("x", "The parser hit EOF on stdin.").prose) == ["parser", "stdin"]
