"""Owns the codes of the problems that an import finds, each with a one-line title.

Does not own the codes of reading and checking data (`generator.packages.codes`, `generator.checks`). Stable for ever.
"""

from __future__ import annotations

from collections.abc import Mapping

MAPPING = "mapping"
SPREADSHEET = "spreadsheet"
SPREADSHEET_COLUMN = "spreadsheet-column"
SPREADSHEET_VALUE = "spreadsheet-value"
SPREADSHEET_KEY = "spreadsheet-key"
SPREADSHEET_CONFLICT = "spreadsheet-conflict"

CODES: Mapping[str, str] = {
    MAPPING: "The mapping of a spreadsheet is wrong",
    SPREADSHEET: "A spreadsheet cannot be read as it stands",
    SPREADSHEET_COLUMN: "A column that the mapping names is not in the spreadsheet",
    SPREADSHEET_VALUE: "A cell of a spreadsheet cannot be turned into a value",
    SPREADSHEET_KEY: "What a row of a spreadsheet refers to is not found, or found twice",
    SPREADSHEET_CONFLICT: "A spreadsheet contradicts the data, or itself",
}
"""Title, one line in plain words, by code."""
