"""Owns the comparison of two states of a portal: had from folders or git, checked, and seen as the public would.

Does not own what is compared (`generator.differences`) or how it is shown (`generator.report.differences`).
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

from markupsafe import escape

from generator.differences import Side, differences_between
from generator.differences.change import Differences
from generator.differences.texts import Writing, writings_in
from generator.errors import DataError
from generator.history import Version, opened
from generator.pages.portal import Prose
from generator.pipeline import assemble, read_checked
from generator.problems import number_of
from generator.review.seen import pages_seen
from generator.settings import Settings


def differences_of(base: str, head: str, settings: Settings, *, pages: bool) -> Differences:
    """Return what the public would see change from `base` to `head`, folders or git revisions; no head: the files here.

    Raises DataError where the data of either have errors: nothing of them would be published.
    """
    with ExitStack() as stack:
        before = stack.enter_context(opened(base, settings.data, settings.content))
        after = (
            stack.enter_context(opened(head, settings.data, settings.content))
            if head
            else Version("the files here", settings.data, settings.content)
        )
        sides = _with_texts(before, after), _with_texts(after, before)
        return differences_between(*(_side(version, settings, pages=pages) for version in sides))


def _with_texts(version: Version, other: Version) -> Version:
    """Give data without texts those of the other state: that they are not there does not say that they are gone."""
    return replace(version, content=other.content) if version.data_alone else version


def _side(version: Version, settings: Settings, *, pages: bool) -> Side:
    checked = read_checked(replace(settings, data=version.data))
    if checked.errors:
        raise DataError(
            f"The data of {version.name} have errors ({number_of(checked.errors):,}), so nothing of them would be "
            "published. seamline check says where."
        )
    writings = writings_in(version.content)
    default = str(checked.data["programme"]["default_language"].item(0))
    portal = assemble(checked, replace(settings, languages=(default,)), map(_prose, writings.values()))
    return Side(version.name, portal.facts, writings, pages_seen(portal) if pages else None)


def _prose(writing: Writing) -> Prose:
    """Return a text for pages that ask whether it is there; its paragraphs as they are, since only changes count."""
    html = "".join(f"<p>{escape(each)}</p>" for each in writing.paragraphs)
    head = writing.head
    return Prose(writing.slug, writing.language, head.get("title", ""), head.get("summary", ""), html)
