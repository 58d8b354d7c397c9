"""What hosts are told: the headers of each address, within the limits of those who read the file, and alike for all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.hosting.headers_file import headers_file
from generator.hosting.media_types import media_type_of
from generator.hosting.nginx import nginx_configuration
from generator.hosting.rules import RULES, headers_of
from generator.policy import POLICY
from tests.web import headers_for, rules_of

PATHS = (
    "/",
    "/404.html",
    "/ar/factories/kh-0001/",
    "/indicators/wages/",
    "/indicators/wages/embed/",
    "/fr/indicators/wages/embed/",
    "/embed/more/",
    "/theme/css/main.css",
    "/data/compliance/compliance.zip",
    "/data/compliance/findings/kh.csv",
    "/api/v1/factories/kh-0001.json",
    "/calendars/courses.ics",
    "/feeds/changes.xml",
    "/fr/feeds/factories/kh-0001.xml",
    "/sitemap.xml",
    "/catalogue.ttl",
)
FRAMED = {path for path in PATHS if path.endswith("/embed/")}


def directives(policy: str) -> dict[str, str]:
    return dict(each.strip().split(" ", 1) for each in policy.split(";"))


def test_the_policy_lets_nothing_inline_be_evaluated_or_come_from_elsewhere() -> None:
    assert directives(POLICY)["default-src"] == "'none'"
    assert set(directives(POLICY).values()) == {"'none'", "'self'"}
    assert {"base-uri", "form-action"} <= directives(POLICY).keys(), "these do not fall back on default-src"


@pytest.mark.parametrize("path", PATHS)
def test_every_address_has_the_headers_that_keep_readers_safe(path: str) -> None:
    headers = headers_of(path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    framed = {"frame-ancestors": "*"} if path in FRAMED else {}
    assert directives(headers["Content-Security-Policy"]) == directives(POLICY) | framed


def test_data_may_be_fetched_by_any_site_and_pages_may_not() -> None:
    open_to_all = {path for path in PATHS if headers_of(path).get("Access-Control-Allow-Origin") == "*"}
    assert open_to_all == {path for path in PATHS if re.search(r"\.(zip|csv|json|ics|xml|ttl)$", path)}


def test_media_types() -> None:
    assert media_type_of("/feeds/changes.xml") == headers_of("/feeds/changes.xml")["Content-Type"]
    assert media_type_of("/fr/feeds/points/3.1.xml") == "application/atom+xml; charset=utf-8"
    assert media_type_of("/sitemap.xml") == "application/xml; charset=utf-8"
    assert headers_of("/calendars/courses.ics")["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers_of("/catalogue.ttl")["Content-Type"] == "text/turtle; charset=utf-8"
    assert media_type_of("/data/x.parquet") == "application/vnd.apache.parquet"
    assert media_type_of("/nothing") == "application/octet-stream"
    assert all(headers_of(path).get("Content-Type", media_type_of(path)) == media_type_of(path) for path in PATHS[7:])


def test_only_files_of_the_theme_are_kept_unasked_and_not_for_long() -> None:
    kept = {path: headers_of(path)["Cache-Control"] for path in PATHS if "Cache-Control" in headers_of(path)}
    assert kept == {"/theme/css/main.css": "public, max-age=600"}


def test_the_file_keeps_to_the_limits_of_hosts() -> None:
    lines = headers_file().splitlines()
    assert len(RULES) <= 100
    assert max(map(len, lines)) <= 2000
    assert [rule.pattern for rule in RULES if rule.pattern.count("*") > 1] == []
    assert {line for line in lines if line and not re.fullmatch(r"/\S*|  [A-Z][A-Za-z-]+: \S.*", line)} == set()


@pytest.mark.parametrize("path", PATHS)
def test_hosts_that_join_values_and_hosts_that_replace_them_send_the_same(path: str, tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text(headers_file(), encoding="utf-8")
    joined, replaced = headers_for(path, rules_of(tmp_path)), headers_of(path)
    policies = joined.pop("Content-Security-Policy").split(", ")
    assert policies == ([POLICY] if path in FRAMED else []) + [replaced.pop("Content-Security-Policy")]
    assert joined == replaced


def test_nginx_sends_each_header_from_the_server_alone() -> None:
    configuration = nginx_configuration()
    added = re.findall(r"(?m)^  add_header (\S+) ", configuration)
    assert {*added, "Content-Type"} == {name for rule in RULES for name in rule.headers} | {"Cache-Control"}
    assert len(added) == len(set(added))
    inside = re.findall(r"location [^{]+\{(.*?)\n  \}", configuration, re.DOTALL)
    assert inside
    assert not any("add_header" in location for location in inside)
    named = {*re.findall(r"\$seamline_\w+", configuration)}
    assert named == set(re.findall(r"map \$uri (\$seamline_\w+)", configuration))


@pytest.mark.parametrize("path", PATHS)
def test_nginx_maps_each_address_as_the_rules_do(path: str) -> None:
    file = path + "index.html" if path.endswith("/") else path
    for name in ("Content-Security-Policy", "Access-Control-Allow-Origin"):
        variable = "seamline_" + name.lower().replace("-", "_")
        lines = nginx_configuration().partition(f"map $uri ${variable} {{\n")[2].partition("\n}")[0].splitlines()
        entries = [re.fullmatch(r'  (?:"~(.*?)"|default) "(.*)";', line) for line in lines]
        found = next(entry[2] for entry in entries if entry and (entry[1] is None or re.match(entry[1], file)))
        assert found == headers_of(path).get(name, "")
