"""Owns the list of checks and runs them: what is wrong with the data, beyond what reading them shows.

Does not own reading (files, encodings, types of cells). One rule is one file here, named like its code; each
answers with frames of failing rows (`rule`), and only those become problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.checks import (
    address_chain,
    address_in_use,
    advisory_sides,
    appeal_open,
    appeal_outcome,
    appeal_upheld,
    claim_indicator,
    closed_before_assessment,
    committee_parity,
    committee_women,
    correction_target,
    course_audience,
    course_bounds,
    course_days,
    course_fee,
    cycle_gap,
    cycle_order,
    date_order,
    formula_cell,
    future_date,
    improvement_mismatch,
    improvement_undated,
    issue_scope,
    key_mismatch,
    length,
    look_alike,
    missing_column,
    missing_table,
    observation_dimension,
    observation_value,
    os_id,
    out_of_range,
    participation_women,
    pattern,
    primary_key,
    programme_record,
    question_elsewhere,
    questions_scored,
    reason_missing,
    release_version,
    required,
    response_mismatch,
    session_language,
    small_cell,
    stale_data,
    status_incomplete,
    supersedes,
    text_language,
    translation_target,
    unique,
    unknown_finding,
    unknown_reference,
    unlawful_disclosure,
    unlisted_value,
    unpublished_finding,
    version_not_in_force,
    version_overlap,
    withdrawal_incomplete,
    workforce_sum,
)
from generator.checks.expected import usable_tables
from generator.checks.places import with_columns
from generator.checks.rule import Check, Faults, problems_of
from generator.model import Dataset
from generator.problems import Problem

CHECKS: tuple[Check, ...] = (
    missing_table.CHECK,
    missing_column.CHECK,
    required.CHECK,
    unlisted_value.CHECK,
    pattern.CHECK,
    out_of_range.CHECK,
    length.CHECK,
    unique.CHECK,
    primary_key.CHECK,
    unknown_reference.CHECK,
    address_chain.CHECK,
    address_in_use.CHECK,
    advisory_sides.CHECK,
    appeal_open.CHECK,
    appeal_outcome.CHECK,
    appeal_upheld.CHECK,
    claim_indicator.CHECK,
    closed_before_assessment.CHECK,
    committee_parity.CHECK,
    committee_women.CHECK,
    correction_target.CHECK,
    course_audience.CHECK,
    course_bounds.CHECK,
    course_days.CHECK,
    course_fee.CHECK,
    cycle_gap.CHECK,
    cycle_order.CHECK,
    date_order.CHECK,
    formula_cell.CHECK,
    future_date.CHECK,
    improvement_mismatch.CHECK,
    improvement_undated.CHECK,
    issue_scope.CHECK,
    key_mismatch.CHECK,
    look_alike.CHECK,
    observation_dimension.CHECK,
    observation_value.CHECK,
    os_id.CHECK,
    participation_women.CHECK,
    programme_record.CHECK,
    question_elsewhere.CHECK,
    questions_scored.CHECK,
    reason_missing.CHECK,
    release_version.CHECK,
    response_mismatch.CHECK,
    session_language.CHECK,
    small_cell.CHECK,
    stale_data.CHECK,
    status_incomplete.CHECK,
    supersedes.CHECK,
    text_language.CHECK,
    translation_target.CHECK,
    unknown_finding.CHECK,
    unlawful_disclosure.CHECK,
    unpublished_finding.CHECK,
    version_not_in_force.CHECK,
    version_overlap.CHECK,
    withdrawal_incomplete.CHECK,
    workforce_sum.CHECK,
)
"""Every check: first those of one table against its schema, then those over tables."""


def check_dataset(
    data: Dataset, as_of: date, known: Iterable[Problem] = (), checks: Iterable[Check] = CHECKS
) -> list[Problem]:
    """Return every problem of `data` on the day `as_of`, sorted by place.

    `known` are problems that reading the data has shown: a cell that could not be read is empty in `data`,
    and what the checks say of that cell is left out. A check is silent when a table it needs is absent, or
    lacks a column (`missing-table` and `missing-column` speak of that).
    """
    usable = usable_tables(data)
    found = [problem for check in checks if usable.issuperset(check.needs) for problem in _run(check, data, as_of)]
    unread = {_cell(each) for each in known if each.where.column}
    return sorted(each for each in with_columns(found, data) if _cell(each) not in unread)


def _cell(problem: Problem) -> tuple[str, int, int]:
    return problem.where.file, problem.where.line, problem.where.column


def _run(check: Check, data: Dataset, as_of: date) -> Iterator[Problem]:
    for found in check.rule(data, as_of):
        if isinstance(found, Faults):
            yield from problems_of(check, found)
        else:
            yield found


__all__ = ["CHECKS", "check_dataset"]
