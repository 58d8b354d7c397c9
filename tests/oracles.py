"""Owns the formulas once more, in plain Python and as slowly as they are written down, to test the quick ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from tests.small_programmes import Row, Rows

Answers = dict[str, str]
"""Question -> the result that counts, of one assessment."""


def published(rows: Rows, as_of: date) -> list[Row]:
    """Return the published assessments by factory and cycle, with country and the answers that count."""
    found = [row for row in rows["assessments"] if row["published_on"] and row["published_on"] <= as_of]
    found = sorted(found, key=lambda row: (row["factory"], row["cycle"]))
    return [{**row, "country": row["factory"][:2], "answers": counted(rows, row, as_of)} for row in found]


def counted(rows: Rows, visit: Row, as_of: date) -> Answers:
    kinds = {row["question"]: row["kind"] for row in rows["questions"]}
    upheld = {
        (row["assessment"], row["question"])
        for row in rows["appeals"]
        if row["outcome"] == "upheld" and row["decided_on"] <= as_of
    }
    answers = {}
    for row in rows["findings"]:
        number, result = row["question"], row["result"]
        if row["assessment"] != visit["assessment"] or kinds[number] == "fact":
            continue
        if visit["coverage"] == "violations-only" and result != "non-compliant":
            continue
        wrong = result == "non-compliant" and (row["assessment"], number) in upheld
        answers[number] = "not-assessed" if wrong else result
    return answers


def point_of(rows: Rows) -> dict[str, str]:
    return {row["question"]: row["point"] for row in rows["questions"]}


def cluster_of(rows: Rows) -> dict[str, str]:
    return {row["point"]: row["cluster"] for row in rows["compliance_points"]}


def point_results(rows: Rows, visit: Row) -> dict[str, str]:
    """Formula 1 for one assessment, by point."""
    results: dict[str, list[str]] = defaultdict(list)
    for number, result in visit["answers"].items():
        results[point_of(rows)[number]].append(result)
    order = ("non-compliant", "compliant", "not-disclosed", "not-assessed", "not-applicable")
    named = {point: next(word for word in order if word in found) for point, found in results.items()}
    if visit["coverage"] == "violations-only":
        return {point: word for point, word in named.items() if word == "non-compliant"}
    return named


def partial(rows: Rows, visit: Row, point: str) -> bool:
    return any(
        result in {"not-disclosed", "not-assessed"} and point_of(rows)[number] == point
        for number, result in visit["answers"].items()
    )


def last(visits: Iterable[Row], *keys: str) -> list[Row]:
    """Return the last visit of each factory and value of `keys`."""
    chosen = {}
    for visit in visits:
        chosen[(visit["factory"], *(_value(visit, key) for key in keys))] = visit
    return list(chosen.values())


def _value(visit: Row, key: str) -> Any:
    return visit["started_on"].year if key == "year" else visit[key]


def groups(visits: Iterable[Row], *keys: str) -> dict[tuple[Any, ...], list[Row]]:
    """Return the visits by `keys`, the first of which is country, and by those with the country `all`."""
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for visit in visits:
        for country in ("all", visit["country"]):
            found[(country, *(_value(visit, key) for key in keys))].append(visit)
    return found


def reason(visits: list[Row], denominator: int, counted_factories: int, threshold: int) -> str | None:
    if denominator == 0:
        return "violations-only" if any(_only(visit) for visit in visits) else "none-assessed"
    return "too-few" if counted_factories < threshold else None


def _only(visit: Row) -> bool:
    return bool(visit["coverage"] == "violations-only")


def point_rate(rows: Rows, visits: list[Row], point: str, threshold: int) -> Row:
    """Formula 2 over visits to different factories."""
    results = [(visit, point_results(rows, visit).get(point)) for visit in visits]
    assessed = [(visit, word) for visit, word in results if word in {"compliant", "non-compliant"} and not _only(visit)]
    bad = sum(word == "non-compliant" for _, word in assessed)
    why = reason(visits, len(assessed), len(assessed), threshold)
    return {
        "found": sum(word == "non-compliant" for _, word in results),
        "noncompliant": bad,
        "assessed": len(assessed),
        "partial": sum(partial(rows, visit, point) for visit, _ in assessed),
        "rate": None if why else bad / len(assessed),
        "reason": why,
    }


def cluster_counts(rows: Rows, visit: Row, cluster: str) -> tuple[int, int, int]:
    """Formula 3: points found non-compliant, those of them in the rate, and points assessed."""
    words = [word for point, word in point_results(rows, visit).items() if cluster_of(rows)[point] == cluster]
    found = words.count("non-compliant")
    return (found, 0, 0) if _only(visit) else (found, found, found + words.count("compliant"))


def shares_of_legal(rows: Rows, visits: list[Row]) -> dict[str, tuple[int, int]]:
    """Formula 5: compliant and assessed legal requirements by assessment, where there is one."""
    legal = {
        (row["question"], row["version"]): row["legal_basis"] in {"convention", "national-law"}
        for row in rows["questions"]
    }
    versions = {(row["assessment"], row["question"]): row["question_version"] for row in rows["findings"]}
    shares = {}
    for visit in visits:
        if _only(visit):
            continue
        key = visit["assessment"]
        words = [word for number, word in visit["answers"].items() if legal[number, versions[key, number]]]
        compliant, bad = words.count("compliant"), words.count("non-compliant")
        if compliant + bad:
            shares[key] = (compliant, compliant + bad)
    return shares


def histories(rows: Rows, as_of: date) -> Iterator[tuple[str, str, list[Row], list[Row]]]:
    """Return factory, question, its visits in order and its spells, for each question ever found non-compliant.

    A spell: `visits` (all from the one that raised it up to, and without, the one that resolved it), `reports`
    and `resolved` (a visit or None).
    """
    for key, found in groupby(published(rows, as_of), key=lambda visit: str(visit["factory"])):
        visits = list(found)
        for number in {number for visit in visits for number in visit["answers"]}:
            spells = _spells(visits, number)
            if spells:
                yield key, number, visits, spells


def _spells(visits: list[Row], number: str) -> list[Row]:
    spells: list[Row] = []
    current: Row | None = None
    for visit in visits:
        word = visit["answers"].get(number)
        if word == "non-compliant":
            if current is None:
                current = {"visits": [], "reports": [], "resolved": None}
                spells.append(current)
            current["reports"].append(visit)
        elif word == "compliant" and current is not None:
            current["resolved"] = visit
            current = None
        if current is not None:
            current["visits"].append(visit)
    return spells


def state(visits: list[Row], spells: list[Row]) -> str:
    spell = spells[-1]
    if spell["resolved"]:
        return "resolved"
    since = visits[visits.index(spell["reports"][-1]) :]
    return "not-known" if any(_only(visit) for visit in since) else "open"


def verified_on(rows: Rows, number: str, spell: Row, following: Row | None, as_of: date) -> date | None:
    """Return when the programme verified that the last report of a spell was put right."""
    first, end = spell["visits"][0]["cycle"], following["visits"][0]["cycle"] if following else 10**6
    factory = spell["visits"][0]["factory"]
    days = [
        row["verified_on"]
        for row in rows["improvements"]
        if row["factory"] == factory
        and row["question"] == number
        and first <= int(row["raised_in"].rsplit("-", 1)[1]) < end
        and row["raised_in"] in {visit["assessment"] for visit in published(rows, as_of)}
        and row["verified_status"] == "completed"
        and spell["reports"][-1]["started_on"] <= row["verified_on"] <= as_of
    ]
    return min(days, default=None)
