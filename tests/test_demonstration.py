"""The invented data: the same from the same seed, whole, lawful, and about no real factory."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from generator.demonstration.__main__ import main
from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.factories import factories_of
from generator.demonstration.os_ids import check_symbol
from generator.demonstration.package import COUNTRIES, Order, shares, write_package

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
REAL_LISTS = ROOT.parent / "shared" / "data" / "osh-factory-lists"
Row = dict[str, str]
TABLES = (
    "factories",
    "workforce",
    "sourcing",
    "assessments",
    "improvements",
    "responses",
    "appeals",
    "corrections",
    "committees",
    "attendance",
    "strikes",
)
SCORED = ("compliant", "non-compliant")


@cache
def rows(table: str) -> tuple[Row, ...]:
    package = DATA / "compliance"
    paths = (
        [package / f"{table}.csv"]
        if (package / f"{table}.csv").exists()
        else [package / table / f"{country.lower()}.csv" for country, _ in COUNTRIES]
    )
    return tuple(row for path in paths for row in read(path))


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def results() -> dict[tuple[str, str], str]:
    return {(row["assessment"], row["question"]): row["result"] for row in rows("findings")}


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_committed_package_is_what_the_generator_writes(tmp_path: Path) -> None:
    write_package(tmp_path, DATA, Order())
    assert files_of(tmp_path) == files_of(DATA / "compliance")


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed_and_the_place(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        subprocess.run(
            [
                sys.executable,
                "-m",
                "generator.demonstration",
                "--factories",
                "24",
                "--seed",
                "7",
                "--data",
                str(DATA),
                "--output",
                str(tmp_path / seed),
            ],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Phnom_Penh", "LC_ALL": "C"},
        )
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")


def test_another_seed_gives_other_factories(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_package(tmp_path / str(seed), DATA, Order(factories=24, seed=seed))
    assert files_of(tmp_path / "1") != files_of(tmp_path / "2")


def test_chance_is_the_same_on_every_machine() -> None:
    dice = Dice(1, 2, 3)
    assert [dice.between(1, 1000) for _ in range(5)] == [128, 405, 281, 442, 346]


def test_sizes() -> None:
    factories = rows("factories")
    cambodian = [row for row in factories if row["country"] == "KH"]
    assert len(factories) == 120
    assert {row["country"] for row in factories} == {"KH", "VN", "BD", "JO", "HT", "ID"}
    assert 0.45 <= len(cambodian) / len(factories) <= 0.55
    assert len(rows("assessments")) >= 400
    assert max(int(row["cycle"]) for row in rows("assessments")) == 6
    assert sum(count for _, count in shares(20_000)) == 20_000


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("factories", "status", {"active", "closed", "left", "suspended", "moved"}),
        ("assessments", "form", {"full", "short"}),
        ("assessments", "announced", {"true", "false"}),
        ("findings", "result", {"compliant", "non-compliant", "not-applicable", "not-assessed", "not-disclosed"}),
        ("improvements", "self_reported_status", {"completed", "in-progress", "not-started", ""}),
        (
            "improvements",
            "verified_status",
            {"completed", "on-track", "behind-schedule", "pending", "not-eligible", ""},
        ),
        ("appeals", "outcome", {"upheld", "partly-upheld", "rejected", "withdrawn", ""}),
        ("responses", "language", {"en", "km", "vi", "bn", "ar", "fr"}),
        ("responses", "moderated", {"true", "false"}),
        ("strikes", "lawful", {"true", "false", ""}),
        ("committees", "members_elected", {"true", "false", ""}),
        ("corrections", "table", {"factories", "workforce", "assessments", "findings"}),
        ("factories", "union_present", {"true", "false", ""}),
    ],
)
def test_every_status_occurs(table: str, column: str, values: set[str]) -> None:
    assert {row[column] for row in rows(table)} == values


def test_what_must_occur_besides() -> None:
    assert any(not row["published_on"] for row in rows("assessments"))
    assert any(row["gap_reason"] for row in rows("assessments"))
    assert any(
        row["self_reported_status"] == "completed" and not row["verified_status"] for row in rows("improvements")
    )
    unequal = [row for row in rows("committees") if row["seats_management"] != row["seats_workers"]]
    assert 0 < len(unequal) < len(rows("committees")) / 4
    assert {row["factory"] for row in rows("factories")} - {row["factory"] for row in rows("committees")}
    visited = {row["factory"] for row in rows("assessments")}
    assert any(row["factory"] not in visited for row in rows("factories"))


def test_only_cambodia_used_the_short_form_and_only_for_a_time() -> None:
    short = [row for row in rows("assessments") if row["form"] == "short"]
    assert {row["factory"][:2] for row in short} == {"KH"}
    assert {row["started_on"][:4] for row in short} <= {"2020", "2021"}


def test_one_gap_in_cycles_is_not_explained() -> None:
    cycles: dict[str, int] = defaultdict(int)
    unexplained = []
    for row in rows("assessments"):
        if int(row["cycle"]) > cycles[row["factory"]] + 1 and not row["gap_reason"]:
            unexplained.append(row["factory"])
        cycles[row["factory"]] = int(row["cycle"])
    assert unexplained == ["KH-0023"]


def test_one_pair_of_names_looks_alike() -> None:
    names = Counter((row["country"], folded(row["name"])) for row in rows("factories"))
    assert [key for key, count in names.items() if count > 1] == [("VN", "seubacgarmentjsc")]
    addresses = Counter((row["country"], folded(row["address"])) for row in rows("factories"))
    assert max(addresses.values()) == 1


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def test_many_factories_have_names_and_addresses_of_their_own() -> None:
    made = list(factories_of("HT", 3000, 1, (2, 5)))
    names = {folded(each.name.english) for each in made}
    assert len(names) == len({folded(each.place.address) for each in made}) == len(made)


def test_no_name_is_that_of_a_real_factory() -> None:
    if not REAL_LISTS.exists():
        pytest.skip("the real lists are not beside this checkout")
    real = {folded(row["name"]) for path in REAL_LISTS.rglob("*.csv") for row in read(path)}
    assert len(real) > 500
    invented = {
        folded(name)
        for row in rows("factories")
        for name in (row["name"], row["parent_company"], *row["former_names"].split(";"))
        if name
    }
    assert not real & invented


@pytest.mark.parametrize("os_id", ["CN2021250D1DTN7", "MX20190834BJ041", "CN2020076RRKQYT"])
def test_the_check_symbol_is_that_of_real_identifiers(os_id: str) -> None:
    assert check_symbol(os_id) == os_id[-1]


def test_the_check_symbol_refuses_a_wrong_identifier() -> None:
    assert check_symbol("IN2019067X1K87E") != "E"


def test_identifiers_are_valid_and_given_once() -> None:
    given = [(row["os_id"], row["country"]) for row in rows("factories") if row["os_id"]]
    assert 60 < len(given) < 120
    assert len(set(given)) == len(given)
    assert all(os_id[:2] == country and check_symbol(os_id) == os_id[-1] for os_id, country in given)


def test_nothing_lies_after_the_day_of_the_demonstration() -> None:
    days = [
        value
        for table in TABLES
        for row in rows(table)
        for name, value in row.items()
        if value and (name.endswith("_on") or name in ("from", "until", "as_of"))
    ]
    assert max(date.fromisoformat(day) for day in days) <= TODAY


def lawful(assessment: Row, ordinal: int) -> set[str]:
    """Return the questions that may be shown, from the rules as they are written."""
    questions = read(DATA / "tool" / "questions.csv")
    issues = {row["issue"]: row for row in read(DATA / "tool" / "public_issues.csv")}
    shown: set[str] = set()
    for rule in read(DATA / "tool" / "disclosure_rules.csv"):
        day = assessment["published_on"]
        if rule["country"] != assessment["factory"][:2] or not rule["valid_from"] <= day <= (
            rule["valid_until"] or "9"
        ):
            continue
        if int(rule["minimum_assessments"]) <= ordinal:
            issue = issues[rule["issue"]]
            shown |= {
                "questions": set(issue["questions"].split(";")),
                "point": {row["question"] for row in questions if row["point"] == issue["point"]},
                "all": {row["question"] for row in questions},
            }[issue["scope"]]
    return shown


def test_nothing_is_shown_that_no_rule_allows() -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for (visit, question), result in results().items():
        if result != "not-disclosed":
            shown[visit].add(question)
    ordinals: Counter[str] = Counter()
    for assessment in rows("assessments"):
        ordinals[assessment["factory"]] += 1
        found = shown[assessment["assessment"]]
        if assessment["published_on"] and found:
            assert found <= lawful(assessment, ordinals[assessment["factory"]])
        elif not assessment["published_on"]:
            assert not found


def test_what_rests_on_a_finding_was_shown_as_such() -> None:
    for row in rows("improvements"):
        assert results()[row["raised_in"], row["question"]] == "non-compliant"
        if row["verified_status"] == "completed":
            assert row["self_reported_status"] == "completed"
            assert results()[row["verified_in"], row["question"]] == "compliant"
    expected = {"upheld": "compliant", "": "not-disclosed"}
    for row in rows("appeals"):
        assert results()[row["assessment"], row["question"]] == expected.get(row["outcome"], "non-compliant")
    for row in rows("responses"):
        if row["question"]:
            assert results()[row["assessment"], row["question"]] == "non-compliant"


def test_corrections_end_in_the_present_value() -> None:
    keys = {
        "factories": ("factory",),
        "workforce": ("factory", "as_of"),
        "assessments": ("assessment",),
        "findings": ("assessment", "question"),
    }
    for row in rows("corrections"):
        table = {" ".join(each[name] for name in keys[row["table"]]): each for each in rows(row["table"])}
        assert table[row["key"]][row["field"]] == row["new"] != row["old"]


def test_findings_tend_to_stay_and_get_fewer() -> None:
    after: Counter[tuple[str, str]] = Counter()
    for before, now in pairs_of_results():
        after[before, now] += 1
    stays = after["non-compliant", "non-compliant"] / sum(after["non-compliant", each] for each in SCORED)
    comes = after["compliant", "non-compliant"] / sum(after["compliant", each] for each in SCORED)
    assert stays > 5 * comes
    assert after["non-compliant", "compliant"] > after["compliant", "non-compliant"] * 0.8


def pairs_of_results() -> Iterator[tuple[str, str]]:
    last: dict[tuple[str, str], str] = {}
    for (assessment, question), result in results().items():
        key = (assessment.rpartition("-")[0], question)
        if result in SCORED:
            if key in last:
                yield last[key], result
            last[key] = result


def test_a_folder_without_the_tool_is_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--output", str(tmp_path / "out")]) == 4
    assert "tool/questions.csv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_portal_is_a_whole_data_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--factories", "12", "--questions", "38", "--data", str(DATA), "--portal", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in DATA.iterdir() if path.is_dir()}
    asked = Counter(row["assessment"] for row in read(tmp_path / "compliance" / "findings" / "kh.csv"))
    full = {
        row["assessment"] for row in read(tmp_path / "compliance" / "assessments" / "kh.csv") if row["form"] == "full"
    }
    assert {asked[assessment] for assessment in full} == {38}
    assert "12 factories" in capsys.readouterr().out


def test_people_of_a_factory_complete_courses_that_its_country_took_part_in() -> None:
    points = {
        record["course"]: set(record["points"])
        for path in sorted((DATA / "training/courses").glob("*.yaml"))
        for record in yaml.safe_load(path.read_text("utf-8"))
    }
    taken = {(row["course"], row["country"], row["year"]) for row in read(DATA / "training/participation.csv")}
    point_of = {row["question"]: row["point"] for row in read(DATA / "tool/questions.csv")}
    factories = {row["factory"]: row for row in rows("factories")}
    published = {row["assessment"] for row in rows("assessments") if row["published_on"]}
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("findings"):
        if row["result"] == "non-compliant" and row["assessment"] in published:
            found[row["assessment"].rpartition("-")[0]].add(point_of[row["question"]])
    on_findings = 0
    for row in rows("attendance"):
        factory = factories[row["factory"]]
        assert (row["course"], factory["country"], row["completed_on"][:4]) in taken
        assert factory["joined_on"] < row["completed_on"] <= (factory["status_on"] or TODAY.isoformat())
        on_findings += bool(points[row["course"]] & found[row["factory"]])
    assert on_findings > len(rows("attendance")) / 2
