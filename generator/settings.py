"""Owns the settings of a portal: one frozen dataclass, each field with a type, a default and a sentence.

Does not own what the programme says of itself (languages, licence, threshold): that is data
(`data/programme/programme.yaml`). The table in the handbook is generated from the sentences here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from generator.errors import SettingsError

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?")


def _setting(default: Any, sentence: str) -> Any:
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a build needs to know beside the data. All complaints come at once, as a SettingsError."""

    address: str = _setting(
        "https://portal.example", "Address at which the site will be read, without a slash at the end."
    )
    data: Path = _setting(Path("data"), "Folder of the data packages.")
    content: Path = _setting(Path("content"), "Folder of the texts in Markdown.")
    theme: Path = _setting(Path("theme"), "Folder of templates, styles and scripts.")
    handbook: Path | None = _setting(
        None,
        "Configuration of the handbook (mkdocs.yml), to publish it with the portal; without it there is none.",
    )
    output: Path = _setting(Path("output"), "Folder that the site is written to; it changes all at once or not at all.")
    cache: Path | None = _setting(Path(".cache"), "Folder that keeps drawn charts between builds; none to draw afresh.")
    as_of: date | None = _setting(
        None, "Date of the build; without it SOURCE_DATE_EPOCH, and without that the newest date in the data."
    )
    languages: tuple[str, ...] = _setting(
        (), "Languages to build, the default one first; without it those that the programme names."
    )
    jobs: int = _setting(0, "Processes that write pages side by side; 0 for one a core, at most four.")

    def __post_init__(self) -> None:
        """Refuse wrong values, all in one SettingsError."""
        complaints = list(_complaints(self))
        if complaints:
            raise SettingsError(" ".join(complaints))


def _complaints(settings: Settings) -> list[str]:
    found = [
        f"The setting {name!r} must be {kind}, not {getattr(settings, name)!r}."
        for name, kind, good in _EXPECTED
        if not good(getattr(settings, name))
    ]
    if isinstance(settings.address, str) and not _ADDRESS.fullmatch(settings.address):
        found.append(f"The setting 'address' must look like https://portal.example/path, not {settings.address!r}.")
    elif isinstance(settings.address, str) and settings.address.endswith("/"):
        found.append("The setting 'address' must not end with a slash.")
    return found


_EXPECTED: tuple[tuple[str, str, Callable[[Any], bool]], ...] = (
    ("address", "a text", lambda value: isinstance(value, str)),
    ("data", "a Path", lambda value: isinstance(value, Path)),
    ("content", "a Path", lambda value: isinstance(value, Path)),
    ("theme", "a Path", lambda value: isinstance(value, Path)),
    ("handbook", "a Path or None", lambda value: value is None or isinstance(value, Path)),
    ("output", "a Path", lambda value: isinstance(value, Path)),
    ("cache", "a Path or None", lambda value: value is None or isinstance(value, Path)),
    ("as_of", "a date or None", lambda value: value is None or type(value) is date),
    ("languages", "a tuple of language codes", lambda value: isinstance(value, tuple)),
    ("jobs", "a number from 0 on", lambda value: type(value) is int and value >= 0),
)


def sentences() -> list[tuple[str, str, object, str]]:
    """Return name, type, default and sentence of each setting, for the handbook."""
    return [(each.name, str(each.type), each.default, each.metadata["sentence"]) for each in fields(Settings)]
