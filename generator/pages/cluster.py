"""Owns the page of a cluster: what it covers, what it rests on, and its points with what is open on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.pages.labels import label
from generator.pages.point import instruments_of, point_line
from generator.pages.portal import Portal
from generator.pages.view import Crumb, View
from generator.text.words import Words

Row = Mapping[str, Any]


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return a page for each cluster, in their order; the list of points is their list."""
    if not portal.rows("compliance_points"):
        return
    for row, points in portal.tool:
        yield _view(portal, words, row, points)


def _view(portal: Portal, words: Words, row: Row, points: Sequence[Row]) -> View:
    key = row["cluster"]
    name = portal.name_of(words, "clusters", key)
    return View(
        template="cluster",
        address=f"clusters/{key}/",
        title=words.say("Cluster: {name}", name=name),
        description=words.say("{cluster}: what the cluster covers, the law behind it, and its points.", cluster=name),
        section="points",
        crumbs=(Crumb(words.say("Compliance points"), "points/"),),
        values={
            "plain": portal.name_of(words, "clusters", key, "description"),
            "kind": row["kind"],
            "kind_words": label(words, "cluster_kind", row["kind"]),
            "aliases": [words.foreign(alias, words.fallback) for alias in row["aliases"] or ()],
            "instruments": instruments_of(portal, words, key),
            "points": [point_line(portal, words, point) for point in points],
        },
        invented=True,
    )
