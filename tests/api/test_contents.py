"""Shows what is in the API: what is published, all of it, and nothing else; figures as `Facts` have them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from generator.facts import facts_of
from generator.pages.offers import ROOT
from generator.pages.portal import Download, Edition, Editions, Portal, Served
from generator.settings import Settings
from tests.api.published import data_files, document, faults, files_of, written
from tests.checks.datasets import dataset
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import THEME, portal

FACTORIES = sorted(name for name in written() if re.fullmatch(ROOT + r"factories/[a-z0-9-]+\.json", name))


def factories() -> Iterator[tuple[str, Any]]:
    for name in FACTORIES:
        yield name, json.loads(written()[name])


def test_there_is_a_file_for_each_factory_country_and_table_of_findings() -> None:
    keys = {row["factory"].lower() for row in rows_of("compliance/factories/*.csv")}
    assert {Path(name).stem for name in FACTORIES} == keys
    assert {name.removesuffix("json") + "csv" for name in FACTORIES} <= set(written())
    countries = {row["country"].lower() for row in rows_of("programme/countries.csv")}
    assert {Path(name).stem for name in written() if name.startswith(ROOT + "countries/")} == countries


def test_every_published_answer_is_told_once() -> None:
    told = [
        (f"{content['factory']['factory']}-{answer['cycle']}", question, str(answer["version"]), answer["result"])
        for _, content in factories()
        for point in content["points"]
        for question, answers in ((each["question"], each["answers"]) for each in point["questions"])
        for answer in answers
    ]
    unpublished = {row["assessment"] for row in rows_of("compliance/assessments/*.csv") if not row["published_on"]}
    rows = [row for row in rows_of("compliance/findings/*.csv") if row["assessment"] not in unpublished]
    assert unpublished
    columns = ("assessment", "question", "question_version", "result")
    assert sorted(told) == sorted(tuple(row[name] for name in columns) for row in rows)


def test_the_csv_of_a_factory_tells_the_same_as_its_json() -> None:
    for name, content in factories():
        rows = list(csv.DictReader(io.StringIO(written()[name.removesuffix("json") + "csv"].decode())))
        told = {
            (point["cluster"], point["point"], each["question"], each["kind"], str(answer["cycle"]), answer["result"])
            for point in content["points"]
            for each in point["questions"]
            for answer in each["answers"]
        }
        columns = ("cluster", "point", "question", "kind", "cycle", "result")
        assert {tuple(row[name] for name in columns) for row in rows} == told
        assert len(rows) == len(told)


def test_points_and_questions_come_in_the_order_of_the_tool() -> None:
    order = demonstration().facts.findings.schema["point"].categories.to_list()  # type: ignore[attr-defined]
    for _, content in factories():
        points = [order.index(each["point"]) for each in content["points"]]
        assert points == sorted(set(points))
        for each in content["points"]:
            numbers = [[*map(int, question["question"].split("."))] for question in each["questions"]]
            assert numbers == sorted(numbers)
            for question in each["questions"]:
                cycles = [answer["cycle"] for answer in question["answers"]]
                assert cycles == sorted(set(cycles))


def test_an_answer_counts_unless_it_gathers_a_fact_or_was_withdrawn() -> None:
    upheld = {
        (row["assessment"], row["question"]) for row in rows_of("compliance/appeals.csv") if row["outcome"] == "upheld"
    }
    for _, content in factories():
        for point in content["points"]:
            for each in point["questions"]:
                for answer in each["answers"]:
                    place = (f"{content['factory']['factory']}-{answer['cycle']}", each["question"])
                    withdrawn = place in upheld and answer["result"] == "non-compliant"
                    assert answer["counts"] == (each["kind"] == "scored" and not withdrawn)


def test_results_of_points_and_histories_are_those_of_the_facts() -> None:
    facts = demonstration().facts
    results = {
        (content["factory"]["factory"], each["cycle"], point["point"], each["result"], each["partial"])
        for _, content in factories()
        for point in content["points"]
        for each in point["results"]
    }
    columns = ["factory", "cycle", "point", "result", "partial"]
    assert results == set(facts.point_results.select(columns).iter_rows())
    histories = [
        (content["factory"]["factory"], each["question"], each["state"], each["cycles_open"], each["verified_on"])
        for _, content in factories()
        for each in content["histories"]
    ]
    columns = ["factory", "question", "state", "cycles_open", "verified_on"]
    rows = facts.timelines.select(columns).with_columns(pl.col("verified_on").cast(pl.String)).iter_rows()
    assert sorted(histories, key=str) == sorted(rows, key=str)


def test_rows_of_other_tables_come_whole_to_their_factory() -> None:
    parts = {
        "improvements": ("compliance/improvements/*.csv", "raised_in", "question"),
        "replies": ("compliance/responses.csv", "response", "text"),
        "committees": ("compliance/committees.csv", "formed_on", "seats_workers"),
        "strikes": ("compliance/strikes.csv", "started_on", "reason"),
        "sourcing": ("compliance/sourcing/*.csv", "buyer", "until"),
        "workforce": ("compliance/workforce/*.csv", "as_of", "workers"),
    }
    for part, (pattern, *columns) in parts.items():
        told = [
            (content["factory"]["factory"], *("" if each[name] is None else str(each[name]) for name in columns))
            for _, content in factories()
            for each in content[part]
        ]
        assert told
        assert sorted(told) == sorted((row["factory"], *(row[name] for name in columns)) for row in rows_of(pattern))


def test_corrections_and_appeals_find_their_factory() -> None:
    corrections = {
        (content["factory"]["factory"], each["table"], each["key"])
        for _, content in factories()
        for each in content["corrections"]
    }
    assert ("ID-0002", "findings", "ID-0002-5 7.3.1") in corrections
    assert len(corrections) == len(rows_of("compliance/corrections.csv"))
    appeals = {(row["assessment"], row["question"]) for row in rows_of("compliance/appeals.csv")}
    told = {(each["assessment"], each["question"]) for _, content in factories() for each in content["appeals"]}
    assert told == appeals


def test_a_release_says_which_files_it_has_and_what_became_of_it(tmp_path: Path) -> None:
    releases = (
        "package,version,released_on,summary,changes,digest,earlier_kept,withdrawn_on,withdrawal_reason\n"
        "compliance,1.0.0,2025-01-01,First.,,,,2025-06-01,It named a worker.\n"
        "compliance,1.0.1,2025-06-01,Second.,strikes +1 ~2 -3,,Entered twice.,,\n"
    )
    file = Download("compliance", "strikes", "data/compliance/1.0.1/strikes.csv", 1, 20, "0" * 64, "csv")
    editions = Editions(
        (Edition("compliance", "1.0.0", Served.WITHDRAWN), Edition("compliance", "1.0.1", Served.TAGGED, (file,)))
    )
    files = files_of(replace(portal(tmp_path, releases=releases), editions=editions))
    content = json.loads(files[f"{ROOT}changes.json"])
    assert faults(files, content) == []
    second, first = content["releases"]
    assert (first["served"], first["withdrawn_on"], first["withdrawal_reason"], first["files"], first["rows"]) == (
        *("withdrawn", "2025-06-01", "It named a worker.", [], []),
    )
    assert (second["served"], second["withdrawn_on"], second["earlier_kept"]) == ("tagged", None, "Entered twice.")
    assert second["rows"] == [{"table": "strikes", "added": 1, "changed": 2, "withdrawn": 3}]
    assert second["pages"]["en"] == "https://portal.example/data/compliance/1.0.1/"
    assert second["files"] == [
        {
            "address": "https://portal.example/data/compliance/1.0.1/strikes.csv",
            "table": "strikes",
            "rows": 1,
            "bytes": 20,
            "sha256": "0" * 64,
        }
    ]


def test_a_correction_of_a_reply_is_about_the_factory_that_replied(tmp_path: Path) -> None:
    corrections = (
        "corrected_on,table,key,field,old,new,reason\n"
        "2025-12-01,responses,first-reply,moderated,false,true,A name was removed.\n"
        "2025-12-02,countries,KH,caveat,,Text,Added.\n"
    )
    responses = (
        "response,factory,assessment,question,language,text,received_on,published_on,moderated\n"
        "first-reply,KH-0001,KH-0001-1,,en,We agree.,2025-06-01,2025-07-01,true\n"
    )
    shown = portal(tmp_path, corrections=corrections, responses=responses).facts
    assert dict(shown.corrections.select("key", "factory").iter_rows()) == {"first-reply": "KH-0001", "KH": None}


def test_clusters_and_effort_of_a_factory_are_counted_from_its_answers() -> None:
    """Formulas 3 and 6, told from the answers in the same file."""
    compared = 0
    for _, content in factories():
        results = Counter(
            (each["cycle"], point["cluster"], each["result"])
            for point in content["points"]
            for each in point["results"]
        )
        for each in content["cluster_rates"]:
            bad, good = (results[each["cycle"], each["cluster"], word] for word in ("non-compliant", "compliant"))
            assert (each["noncompliant"]["numerator"], each["noncompliant"]["denominator"]) == (bad, bad + good)
        cycles = {each["assessment"]: each["cycle"] for each in content["assessments"]}
        for each in content["effort"]:
            pairs = list(answered_in_both(content, cycles[each["before"]], cycles[each["after"]]))
            compared += len(pairs)
            assert (each["questions"], each["put_right"], each["slipped"]) == (
                len(pairs),
                pairs.count(("non-compliant", "compliant")),
                pairs.count(("compliant", "non-compliant")),
            )
            assert (each["change"] is None) == (len(pairs) < 10)
    assert compared > 1000


def answered_in_both(content: Any, before: int, after: int) -> Iterator[tuple[str, str]]:
    """Yield the results of each scored question that two assessments answered."""
    for question in (each for point in content["points"] for each in point["questions"] if each["kind"] == "scored"):
        counted = {each["cycle"]: each["result"] for each in question["answers"] if each["counts"]}
        pair = counted.get(before, ""), counted.get(after, "")
        if set(pair) <= {"compliant", "non-compliant"}:
            yield pair


def rates(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if "numerator" in value:
            yield value
        for each in value.values():
            yield from rates(each)
    elif isinstance(value, list):
        for each in value:
            yield from rates(each)


def test_a_rate_has_its_denominator_and_there_is_none_where_it_would_not_be_honest() -> None:
    contents = [json.loads(written()[name]) for name in data_files(written())]
    within = [each for content in contents for each in rates(content.pop("cluster_rates", []))]
    assert all(
        each["rate"] == round(each["numerator"] / each["denominator"], 6) for each in within if each["denominator"]
    )
    found = list(rates(contents))
    assert {each["reason"] for each in found} == {None, "too-few", "none-assessed"}
    for each in found:
        assert (each["rate"] is None) == (each["reason"] is not None)
        if each["rate"] is not None:
            assert each["denominator"] >= 10
            assert each["rate"] == round(each["numerator"] / each["denominator"], 6)


def test_violations_only_have_counts_and_no_rates(tmp_path: Path) -> None:
    found = list(rates(json.loads(violations_only(tmp_path)[ROOT + "countries/kh.json"])))
    assert {each["reason"] for each in found if each["numerator"] or each["reason"] != "none-assessed"} <= {
        "violations-only",
        "too-few",
    }
    assert "violations-only" in {each["reason"] for each in found}


def violations_only(root: Path) -> dict[str, bytes]:
    made = portal(root)
    assessments = made.data["assessments"].select(pl.exclude("^_.*$")).with_columns(coverage=pl.lit("violations-only"))
    return files_of(portal(root / "again", assessments=assessments.write_csv()))


def test_what_is_not_known_is_null_and_never_zero() -> None:
    never = [content for _, content in factories() if not content["assessments"]]
    assert never
    for content in never:
        assert content["standing"]["open_findings"] is None
        assert content["standing"]["last_assessed_on"] is None
        assert content["points"] == content["histories"] == []
    listed = {each["factory"]: each for each in document("factories.json")["factories"]}
    assert {listed[content["factory"]["factory"]]["open_findings"] for content in never} == {None}


def test_a_portal_of_an_earlier_day_knows_nothing_later(tmp_path: Path) -> None:
    day = date(2025, 3, 1)
    early = Portal(facts_of(dataset(tmp_path, {}), day), Settings(cache=None, theme=THEME))
    planned = re.compile(r'"(?:starts_on|ends_on|valid_until|accessed_on)":"[^"]*"')
    for name, content in files_of(early).items():
        found = re.findall(r"\b20\d\d-\d\d-\d\d\b", planned.sub("", content.decode()))
        assert [each for each in found if each > day.isoformat()] == [], name


def test_any_text_comes_whole_through_json_and_csv(tmp_path: Path) -> None:
    reason = 'She said "no", twice:\n</script> ក'
    small = portal(tmp_path / "small").data["findings"].select(pl.exclude("^_.*$"))
    first = pl.int_range(pl.len()) == 0
    findings = small.with_columns(
        result=pl.when(first).then(pl.lit("not-assessed")).otherwise("result"),
        not_assessed_reason=pl.when(first).then(pl.lit(reason)),
    )
    assessment, question = small.row(0)[:2]
    files = files_of(portal(tmp_path / "told", findings=findings.write_csv()))
    name = ROOT + f"factories/{assessment.rpartition('-')[0].lower()}"
    rows = list(csv.DictReader(io.StringIO(files[name + ".csv"].decode(), newline="")))
    assert [row["question"] for row in rows if row["not_assessed_reason"] == reason] == [question]
    assert json.dumps(reason, ensure_ascii=False) in files[name + ".json"].decode()
