"""Owns the way from the home page to a page as search engines read it (schema.org, BreadcrumbList).

Does not own the way itself, which a view has (`View.crumbs`), or other structured data (`structured`).
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.pages.view import View
from generator.text.words import Words


def breadcrumbs_of(words: Words, view: View, root: str) -> tuple[Mapping[str, object], ...]:
    """Return the list of steps to a page that has any; `root` is the absolute address of its language's home page."""
    if not view.crumbs:
        return ()
    steps = [(words.say("Home"), root), *((crumb.label, root + crumb.address) for crumb in view.crumbs)]
    here = (view.title, root + view.address)
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate([*steps, here], 1)
    ]
    return ({"@type": "BreadcrumbList", "itemListElement": items},)
