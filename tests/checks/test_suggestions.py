"""What a person may have meant: of keys that are equally like the wrong one, that with a single wrong digit."""

from __future__ import annotations

import polars as pl
import pytest

from generator.checks.suggestions import SUGGESTION, with_suggestions

KNOWN = pl.Series([f"KH-{number:04}" for number in range(1, 61)])


@pytest.mark.parametrize(
    ("wrong", "meant"), [("KH-9002", "KH-0002"), ("KH-0071", "KH-0051"), ("KH-0O12", "KH-0012"), ("KH-0002", "")]
)
def test_one_wrong_digit_is_nearer_than_two(wrong: str, meant: str) -> None:
    found = with_suggestions(pl.DataFrame({"factory": [wrong]}), "factory", KNOWN)[SUGGESTION].item()
    assert found == (f"Did you mean {meant}? " if meant else "")
