"""A comment from a pull request of a stranger: ours goes through unchanged, and nothing that acts does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.problems import Problem, Severity, Where
from generator.report.comment import MARKER, check_as_comment
from generator.report.outcome import HelpPages, Outcome
from generator.report.strangers import fit_to_write
from tests.test_report_text import HOSTILE, PARITY, TWICE, unknown

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "https://host.example/owner/portal"


def fit(text: str) -> str:
    return fit_to_write(f"{MARKER}\n{text}".encode(), MARKER, PROJECT).removeprefix(f"{MARKER}\n")


def test_what_a_check_says_goes_through_unchanged() -> None:
    hostile = [Problem(Where("x.csv", 2), "code", Severity.ERROR, f"It says {text}.") for text in HOSTILE]
    problems = (TWICE, PARITY, *hostile, *(unknown("f.csv", line) for line in range(2, 40)))
    said = check_as_comment(
        Outcome(
            problems,
            "data",
            help=HelpPages({}, f"{PROJECT}/blob/HEAD/docs/codes/{{code}}.md"),
            sources=f"{PROJECT}/blob/{'a' * 40}/{{path}}?plain=1",
            new=frozenset({TWICE}),
            since="main",
        )
    )
    assert f"]({PROJECT}/blob/" in said
    assert "<details>" in said
    assert fit_to_write(said.encode(), MARKER, PROJECT) == said


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("![x](https://host.example/owner/portal/x.png)", r"!\["),
        ("<img src=x onerror=alert(1)>", "<img"),
        ("<!-- seamline check --><script>", "<script"),
        (r"\\<script> `\`<img> \@all \#12 \![x](x.png)", r"\\\\<s|`<i|@a|#1|\[x\]\("),
        (r"[x\\](https://evil.example) [x`\`](/evil)", r"\]\(|https://"),
        ("<DETAILS open ontoggle=x>", "<DETAILS"),
        ("@everyone look, owner/team@x", "@everyone"),
        ("fixes #12 and GH-7, but &#8203; stays", "#12|GH-7"),
        ("[log in](https://evil.example/login)", r"\]\(|https://"),
        ("[log in](javascript:alert(1)) [x](/settings) [y](//evil.example)", r"\]\("),
        (f"[log in]({PROJECT}/../../evil/x) {PROJECT}/%2E%2e/%2e%2e/evil", r"\]\(|https://"),
        (f"{PROJECT}.evil.example/x {PROJECT[:-1]}", "https://"),
        ("see https://evil.example or www.evil.example or HTTP://evil.example", r"(?i)https?://|www\."),
        ("[x]: https://evil.example\n  [x]:\n", r"(?m)^\s*\[x\]:|https://"),
        ("> [ref]: //evil.example and - [a\\]b]: //evil.example", r"\]:"),
        ("&#64;all &commat;all &#35;12 [x](https&colon;//evil.example)", r"&[#a-z]"),
        ("mailto:someone@evil.example", "mailto:s|@e"),
        ("\u202eevil\x1b[31m", "\u202e|\x1b"),
    ],
)
def test_what_acts_is_parted(hostile: str, left: str) -> None:
    assert re.search(left, hostile)
    assert not re.search(left, fit(hostile))


def test_links_into_the_project_stay() -> None:
    said = f"[f.csv, line 3]({PROJECT}/blob/{'a' * 40}/data/f.csv?plain=1#L3) and {PROJECT}/wiki"
    said += r" \<b\> \!\[x\](x) `a\`"
    assert fit(said) == said


def test_what_is_not_the_comment_is_dropped_and_what_is_too_long_cut() -> None:
    assert fit_to_write(b"hello", MARKER, PROJECT) == ""
    assert fit_to_write(b"", MARKER, PROJECT) == ""
    assert fit_to_write(f" {MARKER}".encode(), MARKER, PROJECT) == ""
    assert len(fit("\U0001f600" * 80_000).encode("utf-16-le")) <= 2 * 65_536
    assert "\ufffd" in fit_to_write(MARKER.encode() + b"\n\xff", MARKER, PROJECT)


def test_it_runs_where_nothing_is_installed(tmp_path: Path) -> None:
    (tmp_path / "check.md").write_text(f"{MARKER}\n@all", "utf-8")
    (tmp_path / "link.md").symlink_to("check.md")
    for name, said in (("check.md", f"{MARKER}\n@\u200ball"), ("link.md", ""), ("missing.md", "")):
        command = [sys.executable, "-S", "-m", "generator.report.strangers", MARKER, str(tmp_path / name)]
        environment = {"GITHUB_SERVER_URL": "https://host.example", "GITHUB_REPOSITORY": "owner/portal"}
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert run.stdout == said
