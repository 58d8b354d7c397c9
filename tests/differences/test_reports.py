"""How differences read: the sum first, whole in JSON, never longer than a comment may be, and text stays text."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from generator.differences.change import (
    Change,
    Differences,
    Finding,
    Group,
    Kind,
    Page,
    State,
    Subject,
    Turn,
    Withheld,
)
from generator.report.differences.json import SCHEMA, differences_as_json
from generator.report.differences.markdown import differences_as_comment
from generator.report.differences.text import print_differences
from generator.report.markdown import COMMENT, characters
from tests.test_report_markdown import MARKDOWN, MARKUP

FACTORY = Group(
    Subject.FACTORY,
    "KH-0001",
    "Lotus Garment",
    Kind.CHANGED,
    (
        Change(Kind.CHANGED, "workforce", "KH-0001 2025-03-01", "women", "800", "810"),
        Change(Kind.CHANGED, "workforce", "KH-0001 2025-03-01", "source", "payroll", ""),
        Change(Kind.ADDED, "strikes", "KH-0001 2025-05-01", row=(("factory", "KH-0001"), ("days", "5"))),
    ),
)
TEXT = Group(
    Subject.TEXT,
    "about en",
    "About",
    Kind.CHANGED,
    (Change(Kind.CHANGED, "content", "about en", "paragraph 1", "Old words, " * 8, ""),),
)
FINDINGS = (
    Finding(Turn.PUBLISHED, "KH-0001", "Lotus Garment", "7.8.3", "Is an exit locked?", "2025-03-01"),
    Finding(Turn.VERIFIED, "KH-0002", "Naga", "1.1.1", "Any child?"),
)
PAGES = (Page(Kind.ADDED, "news/", "News"), Page(Kind.CHANGED, "factories/kh-0001/", "Lotus Garment", profile=True))
SOME = Differences(
    State("main", "2025-12-31"),
    State("the files here", "2026-01-01"),
    (FACTORY, TEXT),
    FINDINGS,
    PAGES,
    (Withheld("findings", 10, 154),),
)
NONE = Differences(SOME.before, SOME.after, (), (), ())


def printed(differences: Differences) -> str:
    stream = io.StringIO()
    print_differences(differences, Console(file=stream, width=60))
    return stream.getvalue()


IN_A_TERMINAL = """\
What the public would see change, from main (data of 2025-12-31) to the files here (data of 2026-01-01):
  Factory: 1 changed.
  Text: 1 changed.
  Findings: 1 newly published, 1 put right, as the programme verified.
  Pages: 1 new, 1 changed (1 of factories).

Factories
  KH-0001 Lotus Garment changed
    workforce KH-0001 2025-03-01: women 800 → 810; source payroll → blank
    strikes KH-0001 2025-05-01: added (days 5)

Texts
  about en About changed
    content about en: paragraph 1
      - Old words, Old words, Old words, Old words, Old words, Old words, Old words, Old words, 
      + blank

Findings
  newly published:
    KH-0001 Lotus Garment: 7.8.3 Is an exit locked? (2025-03-01)
  put right, as the programme verified:
    KH-0002 Naga: 1.1.1 Any child?

Pages
  new:
    /news/  News
  changed:
    /factories/kh-0001/  Lotus Garment

Rows that are not public yet: findings 10 → 154.
"""  # noqa: W291 - as it is printed
IN_A_COMMENT = """\
<!-- seamline diff -->
## What the public would see change

From `main` (data of 2025-12-31) to `the files here` (data of 2026-01-01).

- Factory: 1 changed.
- Text: 1 changed.
- Findings: 1 newly published, 1 put right, as the programme verified.
- Pages: 1 new, 1 changed (1 of factories).

Rows that are not public yet: findings 10 → 154.

<details><summary>Factory: 1 changed</summary>

- `KH-0001` Lotus Garment: **changed**
  - `workforce` KH-0001 2025-03-01: women 800 → **810**; source payroll → ***blank***
  - `strikes` KH-0001 2025-05-01: added (days 5)

</details>
"""


def test_in_a_terminal() -> None:
    assert printed(SOME) == IN_A_TERMINAL


def test_in_a_comment() -> None:
    written = differences_as_comment(SOME)
    assert written.startswith(IN_A_COMMENT)
    assert written.count("<details>") == written.count("</details>") == 6
    assert "    - before: Old words" in written
    assert "    - after: *blank*" in written


def test_no_change_is_said() -> None:
    assert printed(NONE).startswith("The public would see no change, from main (data of 2025-12-31) to")
    assert "## The public would see no change" in differences_as_comment(NONE)


def test_what_is_not_public_yet_is_said_even_when_nothing_changes() -> None:
    waiting = replace(NONE, withheld=SOME.withheld)
    for said in (printed(waiting), differences_as_comment(waiting)):
        assert "Rows that are not public yet: findings 10 → 154." in said


def test_json_is_whole_and_as_its_schema_says() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    content = json.loads(differences_as_json(SOME))
    validator.validate(content)
    validator.validate(json.loads(differences_as_json(replace(NONE, pages=None))))
    assert content["groups"][0]["changes"][2]["row"] == {"factory": "KH-0001", "days": "5"}
    assert content["groups"][1]["changes"][0]["old"] == "Old words, " * 8
    assert content["findings"][0]["turn"] == "published"
    assert not validator.is_valid({"groups": []})


def many(number: int, words: str = "word ") -> Differences:
    change = Change(Kind.CHANGED, "factories", "KH", "name", "a" * 50, words * 10)
    groups = tuple(Group(Subject.FACTORY, f"KH-{at:05}", words, Kind.CHANGED, (change,)) for at in range(number))
    pages = tuple(Page(Kind.CHANGED, f"factories/kh-{at:05}/", words, profile=True) for at in range(number))
    return replace(SOME, groups=groups, pages=pages)


@pytest.mark.parametrize("number", [0, 1, 40, 3_000])
@pytest.mark.parametrize("words", ["word ", "ពាក្យ𑄇 ", "[a](b) "])
def test_a_comment_is_never_longer_than_the_host_takes(number: int, words: str) -> None:
    written = differences_as_comment(many(number, words))
    assert characters(written) <= COMMENT
    assert written.count("<details>") == written.count("</details>")
    assert f"{number:,} changed" in written or not number
    if number == 3_000:
        assert characters(written) > COMMENT - 6_000
        groups, pages = (int(rest.replace(",", "")) for rest in re.findall(r"and ([\d,]+) more, which do not", written))
        assert groups + len(re.findall(r"^- `KH-\d{5}`", written, re.MULTILINE)) == number
        assert pages + len(re.findall(r"^- `/factories/", written, re.MULTILINE)) == number
        assert max(groups, pages) < number


def test_a_terminal_shows_the_first_and_counts_the_rest() -> None:
    said = printed(many(3_000))
    assert len(said.splitlines()) < 150
    assert "  and 2,970 changed more; --format json lists all" in said
    assert "    and 2,970 more pages; --format json lists all" in said


@pytest.mark.parametrize("text", MARKUP)
def test_hostile_text_is_shown_as_it_stands(text: str) -> None:
    change = Change(Kind.CHANGED, text, text, text, text, text * 20, ())
    row = Change(Kind.ADDED, text, text, row=((text, text),))
    hostile = Differences(
        State(text, "2026-01-01"),
        State(text, "2026-01-01"),
        tuple(Group(subject, text, f"{text} title", Kind.CHANGED, (change, row)) for subject in Subject),
        tuple(Finding(turn, text, text, text, text, "") for turn in Turn),
        tuple(Page(kind, text, text) for kind in Kind),
        (Withheld(text, 1, 2),),
    )
    written = differences_as_comment(hostile)
    shown = MARKDOWN.render(written)
    known = {"h2", "p", "code", "ul", "li", "details", "summary", "strong", "em"}
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= known
    assert not re.search(r"(?<![\w`/])@\w", re.sub("<code>.*?</code>", "", shown))
    for line in (*printed(hostile).splitlines(), *differences_as_json(hostile).splitlines(), *written.splitlines()):
        assert "##[" not in line
        assert not line.lstrip().startswith("::")
    assert all(line.isprintable() for line in printed(hostile).splitlines())
