"""Owns the configuration of nginx for a site, which administrators copy from the handbook.

A header that a `location` adds would silence those of its surroundings, so every header is added once, for the whole
server, with a value from a `map` by address; nginx leaves out a header whose value is empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.hosting.media_types import FEED, MEDIA_TYPES, UNKNOWN
from generator.hosting.redirects_file import REDIRECTS
from generator.hosting.rules import ASKED_ANEW, EVERYWHERE, RULES, expression_of

_OWN = {"Content-Type", "Cache-Control"}
"""Headers that nginx sends anyway: the one by its own table, the other as no-cache where no rule says otherwise."""
_TEXTS = (
    *("text/", "image/svg+xml", "application/json", "application/ld+json", "application/manifest+json"),
    *("application/xml", "application/atom+xml"),
)
_HEAD = """\
# Written by python -m tests.reference from generator/hosting: change it there.
# The maps belong into the block http, their sizes before the first of all maps there. Put your own name, folder (twice)
# and certificate in.

map_hash_bucket_size 512;
map_hash_max_size 16384;
"""
_MOVED = f"""\
map $uri $seamline_moved {{
  include /srv/portal/{REDIRECTS}*.conf; # the build writes it when an address has moved: reload nginx then
  default "";
}}
"""
_SERVER = """\
server {{
  listen 443 ssl;
  server_name portal.example;
  root /srv/portal;
  index index.html;
  error_page 404 $seamline_lost;
  absolute_redirect off;
  if ($seamline_moved) {{
    return 301 $seamline_moved;
  }}

{headers}

  types {{
{types}
  }}
  default_type {unknown};
  location ~ {feeds} {{
    types {{ }}
    default_type {feed};
  }}

  charset utf-8;
  charset_types {texts};
  gzip on;
  gzip_vary on;
  gzip_min_length 512;
  gzip_types {texts};
}}
"""


def nginx_configuration() -> str:
    """Return the configuration: maps and a server."""
    names = dict.fromkeys(name for rule in RULES for name in rule.headers if name not in _OWN)
    values = {"Cache-Control": _by_address("Cache-Control", ASKED_ANEW), **{name: _by_address(name) for name in names}}
    types = {suffix: media_type.partition(";")[0] for suffix, media_type in MEDIA_TYPES.items()}
    feed = FEED.partition(";")[0]
    server = _SERVER.format(
        headers="\n".join(f"  add_header {name} {_value(name, each)} always;" for name, each in values.items()),
        types="\n".join(f"    {media_type} {suffix};" for suffix, media_type in types.items()),
        unknown=UNKNOWN,
        feeds=_expression([rule.pattern for rule in RULES if rule.headers.get("Content-Type") == FEED]),
        feed=feed,
        texts=" ".join(sorted({each for each in (*types.values(), feed) if each.startswith(_TEXTS)} - {"text/html"})),
    )
    maps = [_map(name, each) for name, each in values.items() if len(each) > 1]
    return "\n".join([_HEAD, *maps, _MOVED, _lost(), server])


def _by_address(name: str, everywhere: str = "") -> dict[str, list[str]]:
    """Return the patterns of each value of a header; that of all other addresses comes last."""
    found: dict[str, list[str]] = {}
    for rule in RULES:
        if name in rule.headers and rule.pattern == EVERYWHERE:
            everywhere = rule.headers[name]
        elif name in rule.headers:
            found.setdefault(rule.headers[name], []).append(rule.pattern)
    return {**found, everywhere: []}


def _value(name: str, values: Mapping[str, Sequence[str]]) -> str:
    return _variable(name) if len(values) > 1 else f'"{next(iter(values))}"'


def _map(name: str, values: Mapping[str, Sequence[str]]) -> str:
    lines = [f'"~{_expression(patterns)}" "{value}";' for value, patterns in values.items() if patterns]
    default = next(value for value, patterns in values.items() if not patterns)
    return "\n".join(
        [f"map $uri {_variable(name)} {{", *(f"  {line}" for line in lines), f'  default "{default}";', "}\n"]
    )


def _expression(patterns: Sequence[str]) -> str:
    """Return one expression for all patterns, of the file that nginx found: /embed/ has become /embed/index.html."""
    each = [expression_of(pattern) + (r"(index\.html)?" if pattern.endswith("/") else "") for pattern in patterns]
    return f"^({'|'.join(each)})$"


def _lost() -> str:
    return 'map $uri $seamline_lost {\n  "~^/(?<language>[a-z][a-z])/" /$language/404.html;\n  default /404.html;\n}\n'


def _variable(name: str) -> str:
    return "$seamline_" + name.lower().replace("-", "_")
