"""Owns portals for tests of pages: the small portal of the checks with some tables replaced, and its pages as HTML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.facts import facts_of
from generator.outputs.templates import Templates
from generator.pages import View
from generator.pages.frame import frame_of
from generator.pages.portal import Portal
from generator.settings import Settings
from tests.checks.datasets import dataset

AS_OF = date(2026, 1, 1)
THEME = Path(__file__).parents[2] / "theme"


def portal(root: Path, **replaced: str | None) -> Portal:
    """Return the small portal with tables replaced (None: absent), written under `root`."""
    return Portal(facts_of(dataset(root, replaced), AS_OF), Settings(cache=None, theme=THEME))


def rendered(portal: Portal, view: View, language: str = "en") -> str:
    """Return a page as HTML."""
    words = portal.words(language)
    return Templates(THEME).render(view.template, words, {**frame_of(portal, words, view), **view.values})
