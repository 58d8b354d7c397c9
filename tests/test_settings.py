"""Shows that wrong settings are refused, all of them at once, before anything is read or written."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SettingsError
from generator.settings import Settings, sentences

WRONG: dict[str, list[Any]] = {
    "address": ["", "portal.example", "ftp://portal.example", "https://portal.example/", "https://x y", None, 5],
    "data": ["data", None],
    "content": ["content", None],
    "theme": ["theme", None],
    "handbook": ["mkdocs.yml", True],
    "output": ["output", None],
    "cache": [".cache", 0],
    "as_of": ["2026-11-02", datetime(2026, 11, 2)],  # noqa: DTZ001 - a time is refused whatever its zone
    "languages": ["en", ["en"]],
    "jobs": [-1, 1.5, "2", True, None],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(SettingsError, match=f"The setting '{name}' must"):
        Settings(**{name: value})


def test_all_complaints_come_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings(**{name: values[0] for name, values in WRONG.items()})
    assert [name for name in WRONG if f"'{name}'" not in str(refused.value)] == []


@pytest.mark.parametrize("address", ["https://portal.example", "http://localhost:8000", "https://x.example/a/b"])
def test_good_values_are_taken(address: str) -> None:
    settings = Settings(address=address, as_of=date(2026, 11, 2), cache=None, data=Path("x"), languages=("fr",), jobs=2)
    assert settings.address == address


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().jobs = 2  # type: ignore[misc]


def test_every_setting_is_tested_and_has_a_sentence() -> None:
    assert {each.name for each in fields(Settings)} == set(WRONG)
    assert all(sentence.endswith(".") for *_, sentence in sentences())
