"""Whatever bytes lie on the disk, reading ends with tables or problems: never with an exception."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.packages import CODES, read_package
from generator.packages.patterns import pattern_flaw
from generator.problems import Problem
from tests.packages.samples import PLANT, read_plant, write_plant

_PATHS = ["readings.csv", "notes/a.yaml", "datapackage.yaml", "schemas/readings.yaml", "schemas/notes.yaml"]
_SCRAPS = [
    *'"\n\r\t,:;-[]{}#&*!|>\'%@`?~ ', "\x00", "\ufeff", "\u202e", "<<", "- ", ": ", "\n- ", "null", "{a: b}", "[[[[",
    "name", "path:", "fields:", "constraints:", "1e999", "../", "https://", "x" * 70_000, "NaN", '""', "\n\n", "&a *a",
]  # fmt: skip
_SCRAP = st.sampled_from(_SCRAPS).map(str.encode) | st.binary(max_size=4) | st.just(b"")


def _check(problems: list[Problem]) -> None:
    for each in problems:
        assert each.code in CODES
        assert each.where.file.startswith("plant")
        assert each.message.endswith(".")
        assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in each.message)


@settings(max_examples=60)
@given(st.sampled_from(_PATHS), st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_any_bytes(path: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as root:
        _check(read_plant(Path(root), {path: content})[1])


@settings(max_examples=150)
@given(
    st.sampled_from(_PATHS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), _SCRAP), min_size=1, max_size=4)
)
def test_spoilt_files(path: str, changes: list[tuple[float, int, bytes]]) -> None:
    content = (PLANT / path).read_bytes()
    for where, length, scrap in changes:
        at = int(where * len(content))
        content = content[:at] + scrap + content[at + length :]
    with tempfile.TemporaryDirectory() as root:
        _check(read_plant(Path(root), {path: content})[1])


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["\n", ",", '"', "a", '""', ",,,,,,\n", 'x,"', "KH,,,,,,\n"]), max_size=60))
def test_any_marks(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as root:
        text = "site,day,count,level,open,tags,remark\n" + "".join(parts)
        _check(read_plant(Path(root), {"readings.csv": text})[1])


@pytest.mark.parametrize(
    "text",
    ["[" * 500_000, "{" * 500_000, "- " * 400_000, "? " * 400_000, "[a," * 300_000, '"' * 900_001, "a: " * 300_000],
    ids=lambda text: text[:3],
)
def test_yaml_that_nests_without_end_is_refused_at_once(tmp_path: Path, text: str) -> None:
    lines = "\n".join(text[at : at + 60_000] for at in range(0, len(text), 60_000))
    _, problems = read_plant(tmp_path, {"notes/a.yaml": lines})
    assert {each.code for each in problems} <= {"yaml-shape", "yaml-syntax"}
    assert problems


def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    folder = write_plant(tmp_path, {"readings.csv": None})
    os.mkfifo(folder / "readings.csv")
    _, problems = read_package(tmp_path, folder)
    assert [(each.code, each.where.file) for each in problems] == [("unsafe-path", "plant/readings.csv")]


def test_names_that_are_no_text(tmp_path: Path) -> None:
    folder = write_plant(tmp_path, {})
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\x1b[31m.csv")).touch()
    _, problems = read_package(tmp_path, folder)
    assert [each.code for each in problems] == ["file-name"]
    assert problems[0].where.file.isprintable()
    _check(problems)


_PIECES = st.sampled_from([*"ab-.|()*+?", "[a-c]", "[^a]", "{1,2}", "{2}", "\\.", "(?:", "a+", "b*", "[a-z0-9]+"])


@settings(max_examples=300)
@given(
    st.lists(_PIECES, min_size=1, max_size=10).map(lambda parts: f"^{''.join(parts)}$"),
    st.lists(st.text("abc-.", max_size=8)),
)
def test_an_allowed_pattern_means_the_same_to_every_program(pattern: str, texts: list[str]) -> None:
    if pattern_flaw(pattern):
        return
    found = pl.Series(texts, dtype=pl.String).str.contains(pattern)
    assert found.to_list() == [re.search(pattern, text) is not None for text in texts]


@pytest.mark.parametrize(
    "pattern", ["^(a+b?)+$", "^([a-z]+)*-$", "^(a|ab|b)*$", "^(a?a?)+$", "^[a-c]*[b-d]*$", "^(((a{99}){99}){99})$"]
)
def test_a_pattern_that_could_take_for_ever_is_refused(pattern: str) -> None:
    assert pattern_flaw(pattern)


@pytest.mark.parametrize(
    "pattern", ["^a*b*$", "^(ab|cd)*$", "^([a-z]+,)*[a-z]+$", "^a{2,3}a$", "^[^,]*,[^,]*$", "^(a|b)+c$"]
)
def test_a_pattern_that_is_quick_is_allowed(pattern: str) -> None:
    assert pattern_flaw(pattern) == ""
