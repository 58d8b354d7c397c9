# ruff: noqa: RUF001 - letters that look alike are what is tested
"""Shows which ways of writing a name are one. That the script folds alike: `tests/browser/test_finder.py`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.folding import folded


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("Sếu Bạc", "SEU BAC"),
        ("Đông Á", "dong a"),
        ("ＡＢＣ １２", "abc 12"),
        ("Straße", "STRASSE"),
        ("Œuvre Ærø", "oeuvre aero"),
        ("İzmir Işık", "izmir isik"),
        ("ΟΔΟΣ", "οδος"),
        ("شَرِكَةُ الأُفُق", "شركه الافق"),
        ("کارخانه ۱۲", "كارخانه 12"),
        ("ភ្នំ\u200bពេញ ១២", "ភ្នំពេញ 12"),
        ("গার্মেন্টস ১২", "গার্মেন্টস 12"),
    ],
)
def test_written_alike(written: str, alike: str) -> None:
    assert folded(written) == folded(alike)


@pytest.mark.parametrize(
    ("one", "other"),
    [("កា", "កិ"), ("ក្រ", "ករ"), ("কা", "কি"), ("র্ম", "রম"), ("ကာ", "ကိ"), ("กา", "กิ"), ("ملابس", "ملبس")],
)
def test_vowels_and_conjoined_letters_are_not_accents(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
