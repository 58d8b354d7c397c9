"""Owns the file `_headers` at the root of a site, as Netlify and Cloudflare Pages read it (and do not serve it).

Cloudflare's limits hold: one `*` a pattern, 100 rules, 2,000 characters a line.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.hosting.rules import RULES, Rule

NAME = "_headers"


def headers_file(rules: Sequence[Rule] = RULES) -> str:
    """Return the text of the file: a pattern a block, its headers indented."""
    return "\n".join(_block(rule) for rule in rules)


def _block(rule: Rule) -> str:
    return "\n".join([rule.pattern, *(f"  {name}: {value}" for name, value in rule.headers.items()), ""])
