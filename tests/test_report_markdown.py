"""The comment on a pull request and the summary of a job: complete as far as they fit, and text stays text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.problems import Problem, Severity, Where
from generator.report.comment import MARKER, check_as_comment, check_as_summary
from generator.report.markdown import COMMENT, SUMMARY, characters, code, escaped, link, octets
from generator.report.outcome import HelpPages, Outcome
from generator.report.safety import harmless
from tests.test_report_text import HOSTILE, PARITY, TWICE, unknown

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HELP = HelpPages({"primary-key": "A key stands twice"}, "https://host.example/codes/{code}.md")
SOURCES = "https://host.example/blob/0a1b/{path}?plain=1"


def outcome(*problems: Problem, new: frozenset[Problem] | None = None) -> Outcome:
    return Outcome(problems, "data", help=HELP, sources=SOURCES, new=new)


EXPECTED = """\
<!-- seamline check -->
## Data check: 1 error and 1 warning, 1 error new

**Nothing is published until the errors are put right.** Each says where it is and what to do.


#### Error: A key stands twice ([`primary-key`](https://host.example/codes/primary-key.md), in factories, factory)

- [`data/compliance/factories/kh.csv:12:1`](https://host.example/blob/0a1b/data/compliance/factories/kh.csv?plain=1#L12) KH-0001 occurs twice. Give one of them another key. See also [`data/compliance/factories/vn.csv:3:1`](https://host.example/blob/0a1b/data/compliance/factories/vn.csv?plain=1#L3).

<details><summary>1 warning that the data had before</summary>


#### Warning: committee-parity ([`committee-parity`](https://host.example/codes/committee-parity.md), in committees, seats\\_workers)

- [`data/compliance/committees.csv:7`](https://host.example/blob/0a1b/data/compliance/committees.csv?plain=1#L7) The committee has 5 seats for management and 4 for workers.

</details>

"""  # noqa: E501 - as it is written


def test_the_form() -> None:
    assert check_as_comment(outcome(TWICE, PARITY, new=frozenset([TWICE]))) == EXPECTED


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ((), "Data check: no problems\n\nThe data can be published.\n"),
        ((PARITY,), "Data check: 1 warning\n\nThe data can be published. Warnings are published with them"),
        ((TWICE, PARITY), "Data check: 1 error and 1 warning\n\n**Nothing is published"),
    ],
)
def test_the_verdict(problems: tuple[Problem, ...], said: str) -> None:
    written = check_as_comment(outcome(*problems))
    assert written.startswith(MARKER)
    assert said in written


def test_many_of_a_kind_are_counted_and_all_lines_named_with_one_way_out() -> None:
    written = check_as_comment(outcome(*[unknown("f.csv", line) for line in range(2, 30)]))
    assert written.count("Did you mean 5.3.7?") == 1
    assert "- and 23 more: `data/f.csv`, lines 7-29" in written


def test_a_comment_is_never_longer_than_the_host_takes_and_counts_what_is_left() -> None:
    kinds = [Where(f"f{n}.csv", 2, table=f"t{n}") for n in range(2_000)]
    problems = [Problem(where, "x", Severity.ERROR, "ប" * 300, "Mend it.") for where in kinds]
    written = check_as_comment(outcome(*problems))
    assert COMMENT - 2_000 < characters(written) <= COMMENT
    shown = written.count("Mend it.")
    assert f"**Not everything fits here:** {2_000 - shown:,} errors more." in written


def test_a_summary_is_never_longer_than_the_host_takes() -> None:
    kinds = [Where(f"f{n}.csv", 2, table=f"t{n}") for n in range(5_000)]
    written = check_as_summary(outcome(*[Problem(where, "x", Severity.ERROR, "ប" * 300) for where in kinds]))
    assert SUMMARY - 3_000 < octets(written) <= SUMMARY
    assert "Not everything fits here" in written


def test_folded_parts_are_closed_when_they_do_not_fit() -> None:
    old = [Problem(Where(f"f{n}.csv", 2, table=f"t{n}"), "x", Severity.WARNING, "w" * 300) for n in range(900)]
    written = check_as_comment(outcome(TWICE, *old, new=frozenset([TWICE])))
    assert written.count("<details>") == written.count("</details>") == 1
    assert re.search(r"\*\*Not everything fits here:\*\* \d+ warnings more", written)


MARKUP = [
    *HOSTILE,
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "![tracked](https://evil.example/p.png) [click](javascript:alert(1))",
    "https://evil.example/ and www.evil.example and <https://evil.example>",
    "@octocat @org/team closes #12, GH-12, org/repo#12",
    "`code` ``more`` **bold** _it_ ~~no~~ | a | b |",
    "&lt;b&gt; &copy; &#64;octocat $x^2$ \\",
    "- item\n# head\n> quote\n```\nfence",
    "<!-- --> --> <details>",
    "`",
]


def plain(text: str) -> str:
    """Return what a reader sees of Markdown, and refuse what is more than text."""
    shown = MARKDOWN.render(text)
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= {"p", "code", "li", "ul"}
    return html.unescape(re.sub(r"<[^>]+>", "", shown)).removesuffix("\n")


@pytest.mark.parametrize("text", MARKUP)
def test_hostile_text_is_shown_as_it_stands(text: str) -> None:
    shown = plain(f"x {escaped(text)} x")
    assert shown.replace("\u200b", "") == f"x {harmless(text)} x".replace("\u200b", "")
    assert not re.search(r"(?<![\w`/])@\w", shown)
    assert not re.search(r"(#|\bGH-)\d", shown)
    assert not re.search(r"(?<!\\)https?://|(?<!\\)<|\bwww\.", escaped(text))


@pytest.mark.parametrize(
    "text", ["- a", "+ a", "1. a", "12) a", "= a", "    a", "--- ", "* a", "> a", "# a", "~~~ a", "1"]
)
def test_the_beginning_of_an_item_is_no_other_block(text: str) -> None:
    assert plain(f"- {escaped(text)}").strip() == text.strip()
    assert MARKDOWN.render(f"- {escaped(text)}").count("<") == 4


@pytest.mark.parametrize("text", MARKUP)
def test_code_is_shown_as_it_stands(text: str) -> None:
    assert plain(code(text)).strip() == harmless(text).strip()


@given(st.text())
def test_any_text_is_shown_as_it_stands(text: str) -> None:
    shown = plain(f"x{escaped(text)}x").replace("\u200b", "")
    assert shown == f"x{harmless(text)}x".replace("\u200b", "")


@pytest.mark.parametrize("text", MARKUP)
def test_no_text_of_a_problem_leaves_its_line(text: str) -> None:
    where = Where(text, 1, 1, text, text, text, text)
    written = check_as_comment(outcome(Problem(where, text, Severity.ERROR, text, text, (where,))))
    assert len(written.splitlines()) == 9
    shown = MARKDOWN.render(written)
    assert set(re.findall(r'(?:href|src)="([^"]{21})', shown)) == {"https://host.example/"}
    assert shown.count("<a ") == 3


def test_an_address_cannot_end_its_link() -> None:
    assert link("x", "https://h.example/a b)(c") == "[x](https://h.example/a%20b%29%28c)"
    assert link("x", "") == "x"
