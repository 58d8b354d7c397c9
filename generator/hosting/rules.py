"""Owns which headers go with which address, for every host alike.

Does not own how a host is told (`generator.hosting.headers_file`, `generator.hosting.nginx`). Where several rules
match, one host lets the last value of a header stand and another joins the values by commas. So each header is set by
one rule only, but for the policy of pages to be shown in frames, where both readings come to the same: two policies
hold together, and `frame-ancestors` in any of them makes browsers overlook X-Frame-Options.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.hosting.media_types import FEED, OF_DATA, media_type_of
from generator.policy import POLICY

EVERYWHERE = "/*"
ASKED_ANEW = "no-cache"
"""Cache-Control of what no rule keeps: it may be stored, and is asked for anew each time."""

_UNUSED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer"),
    *("microphone", "midi", "payment", "serial", "usb"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers of every address that the pattern matches: `*` is any text, `:name` any text without a slash."""

    pattern: str
    headers: Mapping[str, str]


RULES = (
    Rule(
        EVERYWHERE,
        {
            "Content-Security-Policy": POLICY,
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
        },
    ),
    Rule("/*/embed/", {"Content-Security-Policy": f"{POLICY}; frame-ancestors *"}),
    Rule("/theme/*", {"Cache-Control": "public, max-age=600"}),
    *(
        Rule(
            f"/*.{suffix}",
            {"Access-Control-Allow-Origin": "*", **({} if suffix == "xml" else {"Content-Type": media_type})},
        )
        for suffix, media_type in OF_DATA.items()
    ),
    Rule("/feeds/*", {"Content-Type": FEED}),
    Rule("/:language/feeds/*", {"Content-Type": FEED}),
)
"""Pages and data may be kept, but are asked for anew each time (a corrected figure shows at once): that is what hosts
do unless told otherwise. Files of the theme have no version in their names, so they are kept for ten minutes only."""


def headers_of(path: str, rules: Sequence[Rule] = RULES) -> dict[str, str]:
    """Return the headers of a path from the root of the site; the last rule that sets one stands."""
    found: dict[str, str] = {}
    for rule in rules:
        if re.fullmatch(expression_of(rule.pattern), path):
            found.update(rule.headers)
    return found


def stored_headers(path: str) -> dict[str, str]:
    """Return what a bucket keeps with the file at `path` and sends by itself; all other headers are its host's."""
    return {
        "Content-Type": media_type_of(path),
        "Cache-Control": headers_of(f"/{path}").get("Cache-Control", ASKED_ANEW),
    }


def expression_of(pattern: str) -> str:
    """Return a pattern as a regular expression for a whole path, in the syntax that Python and PCRE share."""
    parts = re.split(r"(\*|:[a-z]+)", pattern)
    return "".join({"*": ".*", ":": "[^/]+"}.get(part[:1], re.escape(part)) for part in parts)
