"""A value has one form in YAML, whatever editor wrote it; comments stay, and it is read as it was."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.canonical.yaml_file import yaml_file_form
from generator.canonical.yaml_form import Orders
from generator.packages.complaints import Complaints
from generator.problems import Where


def form(text: str, orders: Orders | None = None) -> str:
    complaints = Complaints(Where("t.yaml"))
    written = yaml_file_form(text.encode(), orders or {}, complaints)
    assert written is not None, complaints.problems
    assert complaints.problems == []
    again = yaml_file_form(written, orders or {}, complaints)
    assert again == written, "writing it again changes it"
    return written.decode()


def refused(text: str) -> str:
    complaints = Complaints(Where("t.yaml"))
    assert yaml_file_form(text.encode(), {}, complaints) is None
    return complaints.problems[0].code


CANONICAL = """\
- indicator: buyers
  title:
    en: International buyers taking part
    fr: "Acheteurs\\tinternationaux"
    ar: المشترون الدوليون
  note: 'One: two # three'
  code: '010'
  country: 'NO'
  since: 2010
  from: '2010-01-02'
  share: 1.50
  open: true
  empty:
  blank: ''
  words: [a, b, '1']
  sentences:
    - One sentence
    - Another
  lines: |-
    first

      second
  none: []
"""


@pytest.mark.parametrize(
    "text",
    [
        CANONICAL,
        CANONICAL.replace("\n", "\r\n"),
        "\ufeff" + CANONICAL,
        CANONICAL.replace("  words: [a, b, '1']", "\n\n  words:\n      - a\n      - \"b\"\n      - '1'\n\n"),
        CANONICAL.replace("International buyers taking part", '"International buyers taking part"'),
        CANONICAL.replace("International buyers taking part", ">-\n      International\n      buyers taking part"),
        CANONICAL.replace("International buyers taking part", "International\n      buyers taking\n      part"),
        CANONICAL.replace("'One: two # three'", '"One: two # three"').replace("'NO'", '"NO"'),
        CANONICAL.replace("    - One sentence\n    - Another", "  - 'One sentence'\n  - Another   "),
        CANONICAL.replace("lines: |-", "lines: |"),
        CANONICAL.replace("  lines: |-\n    first\n\n      second\n", '  lines: "first\\n\\n  second"\n'),
        CANONICAL.replace("empty:", "empty: "),
        "---\n" + CANONICAL + "...\n",
    ],
    ids=[
        "canonical", "windows", "mark", "list", "double", "folded", "continued", "quotes", "indent", "lines", "escaped",
        "space", "document",
    ],
)  # fmt: skip
def test_what_editors_do_to_the_form_is_undone(text: str) -> None:
    assert form(text) == CANONICAL


def test_what_an_editor_in_the_browser_does_is_undone() -> None:
    """As js-yaml writes it: lists in lines, other quotation marks, another order of keys."""
    written = """\
- title:
    en: International buyers taking part
    ar: المشترون الدوليون
    fr: "Acheteurs\\tinternationaux"
  country: "NO"
  code: "010"
  note: "One: two # three"
  indicator: buyers
  words:
    - a
    - b
    - "1"
"""
    orders: Orders = {("*",): ("indicator", "title", "note", "code", "country", "words")}
    assert form(written, orders) == (
        "- indicator: buyers\n"
        "  title:\n"
        "    en: International buyers taking part\n"
        "    ar: المشترون الدوليون\n"
        '    fr: "Acheteurs\\tinternationaux"\n'
        "  note: 'One: two # three'\n"
        "  code: '010'\n"
        "  country: 'NO'\n"
        "  words: [a, b, '1']\n"
    )


@pytest.mark.parametrize(
    "written",
    ["010", "'010'", "yes", "'yes'", "1e3", "'1e3'", "0o7", "'0o7'", "2024-01-02", "'2024-01-02'", "12:30", "'12:30'",
     "-90", "'-90'", "+7", "1.50", "''", "'~'", "'null'", "'<<'", "'='", "'-'", "'- a'", "'# a'", "'a: b'", "a:b",
     "a#b", "'{a}'", "'%a'", "'@a'", "'^[a-z]$'", "';'", "'«a»'", "(a)", "'*a'", "a'b", "'''a'''", 'a"b', "a\u00a0b"],
)  # fmt: skip
def test_text_and_numbers_keep_their_kind(written: str) -> None:
    shown = form(f"a: {written}\nb: [{written if ':' not in written or written.startswith(chr(39)) else 'x'}]\n")
    assert yaml.safe_load(shown)["a"] == yaml.safe_load(f"a: {written}\n")["a"]
    assert form(shown) == shown


def test_a_sign_at_the_beginning_has_quotation_marks() -> None:
    assert form("a: (b)\nc: «d»\ne: $f\n") == "a: '(b)'\nc: '«d»'\ne: $f\n"


COMMENTED = """\
# At the top,
# two lines

- course: sst   # beside the first key
  # above title
  title:   # beside title
      # above en
      en: Leave  # beside en
  # above days

  days: 4

  words: [a, b] # beside the list
  inner: [a,  # beside a
    # above b
    b]
  lines: |  # beside lines
    # no comment
    text
  # above last
  last: "x # no comment"
# at the end
"""


def test_comments_stay_where_they_belong() -> None:
    assert form(COMMENTED) == (
        "# At the top,\n"
        "# two lines\n"
        "- course: sst  # beside the first key\n"
        "  # above title\n"
        "  title:  # beside title\n"
        "    # above en\n"
        "    en: Leave  # beside en\n"
        "  # above days\n"
        "  days: 4\n"
        "  words: [a, b]  # beside the list\n"
        "  inner:\n"
        "    - a  # beside a\n"
        "    # above b\n"
        "    - b\n"
        "  lines: |-  # beside lines\n"
        "    # no comment\n"
        "    text\n"
        "  # above last\n"
        "  last: 'x # no comment'\n"
        "# at the end\n"
    )


def test_comments_go_with_their_keys_when_these_are_put_in_order() -> None:
    text = "# of the file\n- b: 1  # b\n  # above a\n  a: 2  # a\n"
    assert form(text, {("*",): ("a", "b")}) == "# of the file\n# above a\n- a: 2  # a\n  b: 1  # b\n"


def test_keys_that_are_not_in_the_order_come_last_as_they_were() -> None:
    text = "z: 1\nb: 2\ny: 3\na: 4\n"
    assert form(text, {(): ("a", "b")}) == "a: 4\nb: 2\nz: 1\ny: 3\n"


def test_lists_stand_in_brackets_while_they_fit() -> None:
    short = ", ".join(["word"] * 15)
    assert form(f"key: [{short}]\n") == f"key: [{short}]\n"
    assert form(f"key: [{short}, word, word]\n").count("\n") == 18
    assert form("key: [two words, x]\n") == "key:\n  - two words\n  - x\n"
    assert form("key: [[a], [b, c]]\n") == "key:\n  - [a]\n  - [b, c]\n"
    assert form("key: {a: [b], c: {}}\n") == "key:\n  a: [b]\n  c: {}\n"
    assert form("- [{a: b, c: d}]\n") == "-\n  - a: b\n    c: d\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &b c\nd: *b\n", "yaml-alias"),
        ("a: !!str b\n", "yaml-tag"),
        ("a: b\na: c\n", "duplicate-key"),
        ("a: ~\n", "yaml-null"),
        ("a: 'b\n", "yaml-syntax"),
        ("a: b\n---\nc: d\n", "yaml-shape"),
        ("", "yaml-shape"),
        ("only text\n", "yaml-shape"),
        ("a: b\tc\n", "forbidden-character"),
        (f"a: >-\n{'  x' * 10}\n" + f"  {'y' * 1000}\n" * 70, "line-too-long"),
        ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", "merge-conflict"),
    ],
)
def test_what_is_refused_is_left_alone(text: str, code: str) -> None:
    assert refused(text) == code


WORDS = st.one_of(
    st.sampled_from(["a", "NO", "010", "1.5", "yes", "- x", "a: b", "x # y", "", " ", "l\nm", "l\n\n m", "'", '"']),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"), exclude_characters="\u034f\u115f\u1160\u17b4"
                      "\u17b5\u3164\uffa0\u180b\u180c\u180d\u180f", max_codepoint=0xD7FF) | st.just("\n"),
        max_size=12,
    ),
).filter(lambda text: not re.fullmatch(r"0o[0-7]+|[-+]?(\.?[0-9]+|[0-9]+\.[0-9]*)[eE][-+]?[0-9]+", text))  # fmt: skip
"""Texts, without those that YAML 1.2 takes for numbers and the writer of these tests (1.1) for text."""
KEYS = st.sampled_from(["en", "fr", "title", "no", "1", "a b", "x:y"])
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
ROOTS = st.lists(VALUES, min_size=1, max_size=3) | st.dictionaries(KEYS, VALUES, min_size=1, max_size=3)


@settings(deadline=None)
@given(
    ROOTS, st.sampled_from([None, True, False]), st.sampled_from([20, 80, 10_000]), st.sampled_from([None, '"', "'"])
)
def test_a_value_has_one_form_and_is_read_as_it_was(
    root: Any, flow: bool | None, width: int, style: str | None
) -> None:
    first = yaml.safe_dump(root, allow_unicode=True, sort_keys=False, width=10_000)
    other = yaml.safe_dump(
        root, allow_unicode=True, sort_keys=False, width=width, default_flow_style=flow, default_style=style, indent=4
    )
    complaints = Complaints(Where("t.yaml"))
    written = yaml_file_form(first.encode(), {}, complaints)
    if written is None:
        assert complaints.problems
        return
    assert yaml.safe_load(written) == yaml.safe_load(first)
    assert yaml_file_form(written, {}, complaints) == written
    if yaml.safe_load(other) == root:  # with narrow lines its writer now and then writes another text
        assert yaml_file_form(other.encode(), {}, complaints) in (written, None)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["above", "beside", "blank", "none"]), min_size=6, max_size=6), st.booleans())
def test_every_comment_is_there_once(places: list[str], flow: bool) -> None:
    lines = ["a: 1", "b:", "  - x", "  - y: 2", "    z: [p, q]" if not flow else "    z: [p,", "c: last"]
    text = ""
    for at, (line, place) in enumerate(zip(lines, places, strict=True)):
        above = {"above": f"{' ' * at}# c{at}\n", "blank": "\n"}.get(place, "")
        text += above + line + (f"  # c{at}" if place == "beside" else "") + "\n"
        if flow and at == 4:
            text += "    q]\n"
    written = form(text)
    expected = [f"# c{at}" for at, place in enumerate(places) if place in ("above", "beside")]
    assert re.findall(r"# c\d", written) == expected
