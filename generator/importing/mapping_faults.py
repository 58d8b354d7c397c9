"""Owns what is wrong with a mapping that its JSON Schema cannot say: parts of it that do not go together.

Does not own the schema or the file (`mapping_file`), or whether tables and columns are there (`filling`, `columns`).
"""

from __future__ import annotations

import re

from generator.importing.codes import MAPPING
from generator.importing.mapping import NEXT, RESULTS, Place, Rule, SheetMapping
from generator.importing.nearest import did_you_mean
from generator.packages.complaints import Complaints, quoted

_PARTS = re.compile("Y+|M+|D+")
_DAY_PARTS = ({"YYYY"}, {"M", "MM", "MMM", "MMMM"}, {"D", "DD"})
_REFERENCE = re.compile(r"\{[^{}]+\}")


def note_faults(mapping: SheetMapping, complaints: Complaints) -> None:
    """Note what is wrong with a mapping in the right form, at its line and column."""
    _check_names(mapping, complaints)
    _check_unpivoting(mapping, complaints)
    _check_days(mapping, complaints)
    _check_texts(mapping, complaints)
    _check_rules(mapping, complaints)


def _rules(mapping: SheetMapping) -> list[Rule]:
    return [
        *(rule for sheet in mapping.sheets.values() for rule in sheet.columns.values()),
        *(rule for target in mapping.targets for rule in target.columns.values()),
    ]


def _check_names(mapping: SheetMapping, complaints: Complaints) -> None:
    """Note every table that is filled from a sheet that the mapping does not describe."""
    for target in mapping.targets:
        if target.sheet not in mapping.sheets:
            line, column = target.place
            hint = did_you_mean(target.sheet, mapping.sheets) or f"Use one of: {', '.join(mapping.sheets)}."
            message = f"No sheet of this mapping is called {quoted(target.sheet)}."
            complaints.add(MAPPING, message, hint, line=line, column=column, name="from")


def _check_unpivoting(mapping: SheetMapping, complaints: Complaints) -> None:
    """Note every sheet whose columns to unpivot are chosen in two ways, or in none."""
    for sheet in mapping.sheets.values():
        if sheet.unpivot and bool(sheet.unpivot.names) == bool(sheet.unpivot.pattern):
            message = "“unpivot” takes its columns from exactly one of: columns, pattern."
            _complain(complaints, sheet.place, message, "Keep or add one of them.")


def _check_days(mapping: SheetMapping, complaints: Complaints) -> None:
    """Note every form of days that lacks year, month or day, or has one twice."""
    places = [*((each.place, each.dates) for each in mapping.sheets.values())]
    for place, forms in (*places, *((each.place, each.dates) for each in _rules(mapping))):
        for form in forms:
            if form != "serial" and any(_count_of(form, part) != 1 for part in _DAY_PARTS):
                message = f"{quoted(form)} does not say of a day its year, month and day, each once."
                _complain(complaints, place, message, "Write for instance DD/MM/YYYY.")


def _check_texts(mapping: SheetMapping, complaints: Complaints) -> None:
    """Note every text in which a bracket stands alone, and would be written as it is."""
    for rule in _rules(mapping):
        for text in (rule.text or "", rule.other):
            rest = _REFERENCE.sub("", text)
            if "{" in rest or "}" in rest:
                message = f"In {quoted(text)} a bracket stands alone, or around nothing."
                _complain(complaints, rule.place, message, "Put each name of a column between { and }.")


def _count_of(form: str, part: set[str]) -> int:
    return sum(each in part for each in _PARTS.findall(form))


def _check_rules(mapping: SheetMapping, complaints: Complaints) -> None:
    """Note what is said where it means nothing: of results, or of what only a table of ours has."""
    for target in mapping.targets:
        if target.withhold and target.table != RESULTS:
            message = f"“undisclosed” is about results, and {target.table} has none."
            _complain(complaints, target.place, message, f"Say it of the table {RESULTS} only.")
        for rule in target.columns.values():
            found = rule.lookup
            if found and found.target in mapping.sheets and (found.day or NEXT in found.new):
                message = f"“day” and “{NEXT}” are about a table of ours, and {quoted(found.target)} is a sheet."
                _complain(complaints, rule.place, message, "Leave them out, or find: a table.")


def _complain(complaints: Complaints, place: Place, message: str, hint: str) -> None:
    line, column = place
    complaints.add(MAPPING, message, hint, line=line, column=column)
