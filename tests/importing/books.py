"""Owns workbooks and mappings for tests of imports: written to the disk as a spreadsheet program would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).parents[2]
MAPPINGS = ROOT / "mappings"
Rows = Sequence[Sequence[Any]]

FACTORIES: Rows = [
    [
        "Factory Assessed ID",
        "Country",
        "Factory Assessed Name",
        "Address",
        "Status",
        "Joined",
        "Workers",
        "Counted On",
        "Counted By",
    ],
    [
        "811",
        "Haiti",
        "Aiguille d'Or",
        "Route de Delmas 12",
        "active",
        date(2024, 11, 4),
        640,
        date(2025, 9, 1),
        "Payroll",
    ],
]
VISITS: Rows = [
    ["Quest.ID", "Assessment End Date", "Form", "Announced", "Report Date", "Publication Date"],
    [90210, date(2025, 9, 2), "Full", "no", date(2025, 10, 1), date(2025, 11, 20)],
]
_COLUMNS = (
    "Country,Factory Assessed ID,Factory Assessed Name,Cycle,Year,Assessment Start Date,Quest.ID,Cluster,CP,"
    "Question.ID,Q.Label,Question.type,Finding"
)
_ANSWERS = (("1.1.1", "Children", "scored", 0), ("7.8.3", "Exits", "scored", 1), ("7.8.4", "Drills", "fact", "twice"))
EXPORT: Rows = [
    _COLUMNS.split(","),
    *(
        ["Haiti", "811", "AIGUILLE D'OR", 1, 2025, date(2025, 9, 1), 90210, "OSH", "Emergency", *answer]
        for answer in _ANSWERS
    ),
]


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write a workbook with the rows of each sheet; days are days, as a spreadsheet program has them."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for position, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, position, cell, day)
                    elif cell is not None:
                        sheet.write(at, position, cell)
    return path


def first_assessment(path: Path, **replaced: Rows) -> Path:
    """Write the workbook that brings a factory with its first assessment."""
    return workbook(path, {"Factories": FACTORIES, "Visits": VISITS, "Export": EXPORT, **replaced})
