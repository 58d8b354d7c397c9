"""Owns the JSON Schema of mappings: what editors complete, and what every mapping is held against when it is read.

Does not own what a mapping means (`generator.importing.mapping`, and the handbook's page on imports).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ENCODINGS = ("utf-8", "utf-16", "windows-1252", "windows-1256", "windows-1258", "gb18030", "big5", "shift_jis")
"""Encodings of text files that a mapping may state."""
NUMBERS = ("1234.5", "1234,5", "1,234.5", "1.234,5", "1 234,5", "1 234.5", "1'234.5")
"""Ways in which numbers are written, each by its example."""
SOURCES = ("column", "text", "number", "count", "find")
"""Keys of which a rule has exactly one."""
DAY_FORM = r"^(?:serial|(?:YYYY|M{1,4}|D{1,2}|[ ./,-])+)$"
"""Form of what is said of days: `DD/MM/YYYY`, `MMM D, YYYY`, or `serial` for the numbers of a spreadsheet."""

_TEXT: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}
_YES: Mapping[str, Any] = {"type": "boolean"}


def _text(description: str, **more: Any) -> Mapping[str, Any]:
    return {"description": description, "type": "string", "minLength": 1, **more}


def _texts(description: str) -> Mapping[str, Any]:
    """Return the schema of a text, or of a list of them."""
    item = {"type": "string", "minLength": 1}
    return {"description": description, "anyOf": [item, {"type": "array", "minItems": 1, "items": item}]}


def _values(description: str) -> Mapping[str, Any]:
    """Return the schema of a record of texts by text."""
    return {"description": description, "type": "object", "minProperties": 1, "additionalProperties": _TEXT}


def _object(properties: Mapping[str, Any], required: tuple[str, ...] = (), description: str = "") -> Mapping[str, Any]:
    said = {"description": description} if description else {}
    return {
        **said,
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": dict(properties),
    }


_DATES: Mapping[str, Any] = {
    "description": "How days are written: DD/MM/YYYY, MM/DD/YYYY, DD MMM YYYY, or serial; several as a list",
    "anyOf": [
        {"type": "string", "pattern": DAY_FORM},
        {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": DAY_FORM}},
    ],
}
_NUMBERS = {"description": "How numbers are written, by an example", "type": ["string", "number"], "enum": [*NUMBERS]}
_ONLY = {
    "description": "Only rows in which these columns have one of these values; an empty text is a blank cell",
    "type": "object",
    "additionalProperties": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
}
_BY = _values("Columns there, each with the column here that must say the same")
_RULE = _object(
    {
        "column": _texts("Column that is taken; of several the first that is filled"),
        "text": _text("A text, the same for every row but for {column}, which stands for what is in that column"),
        "number": _texts("Columns by whose values rows are numbered from 1"),
        "count": _text("Sheet whose rows are counted that say the same in the columns of `by`"),
        "find": _text("Table, or sheet of this mapping, in which a row is looked for"),
        "by": {
            "description": "Columns there, each with the column here that must say the same; several ways as a list",
            "anyOf": [_BY, {"type": "array", "minItems": 1, "items": _BY}],
        },
        "give": _text("Column of the row that was found; without it, its key"),
        "day": _text("Column with the day on which the row that is looked for was valid"),
        "new": _text("Key of a row that is not there yet; {next} stands for the next free number"),
        "different": _texts("Columns: rows that are alike in them are counted once"),
        "only": _ONLY,
        "take": {"description": "Which of the rows that are alike in `within`", "enum": ["first", "last"]},
        "order": _texts("Columns that say which row is first"),
        "within": _texts("Columns: only rows that are alike in them are numbered, or chosen from, together"),
        "replace": _values("Texts that are replaced wherever they stand in a cell"),
        "pattern": _text("Regular expression; what its first group matches is taken, else nothing"),
        "lower": {**_YES, "description": "Whether large letters become small ones"},
        "values": _values("What is written for each value of the cell"),
        "other": _text("Text for every value that is not among `values`"),
        "blank": {**_TEXT, "description": "What is written where the cell is blank"},
        "dates": _DATES,
        "numbers": _NUMBERS,
        "countries": {**_YES, "description": "Whether names of countries, in English, become their codes"},
        "optional": {**_YES, "description": "Whether the spreadsheet may lack the column"},
    },
)
_RULE_OR_COLUMN = {
    "description": "Name of the column that is taken, or how the value follows",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
        {**_RULE, "oneOf": [{"required": [key]} for key in SOURCES]},
    ],
}
_COLUMNS = {"type": "object", "minProperties": 1, "additionalProperties": _RULE_OR_COLUMN}
_UNPIVOT = _object(
    {
        "columns": _texts("Columns of which each cell becomes a row"),
        "pattern": _text("Regular expression that the names of these columns match, instead of a list"),
        "header": _text("New column with the name of the column"),
        "cell": _text("New column with what is in the cell"),
        "skip_blank": {**_YES, "description": "Whether blank cells make no row"},
    },
    ("header", "cell"),
    "One column each for many things, turned into one row each",
)
_SHEET = _object(
    {
        "file": _text("Name of the file, with * for any letters; without it, any file"),
        "sheet": _text("Name of the sheet of a workbook; without it, the first that is visible"),
        "header": {"description": "Row with the names of the columns, from 1", "type": "integer", "minimum": 1},
        "encoding": {"description": "Encoding of a text file", "enum": [*ENCODINGS]},
        "separator": {"description": "Sign between the cells of a text file", "enum": [",", ";", "|", "tab"]},
        "missing": _texts("Texts that mean a blank cell, such as n/a"),
        "dates": _DATES,
        "numbers": _NUMBERS,
        "optional": {**_YES, "description": "Whether the sheet may be missing; then nothing is filled from it"},
        "only": _ONLY,
        "unpivot": _UNPIVOT,
        "columns": {**_COLUMNS, "description": "Columns that follow from those of the sheet"},
    },
)
_TARGET = _object(
    {
        "table": _text("Table that is filled"),
        "from": _text("Sheet whose rows fill it"),
        "only": _ONLY,
        "filled": _texts("Only rows in which these columns are not blank"),
        "existing": {
            "description": "A row that is there with other values: refuse the import, replace them, or keep them",
            "enum": ["refuse", "replace", "keep"],
        },
        "undisclosed": {
            "description": "withhold: results that no disclosure rule allows become not-disclosed",
            "enum": ["withhold"],
        },
        "columns": {**_COLUMNS, "description": "Columns of the table, and how each follows"},
    },
    ("table", "from", "columns"),
)
MAPPING_SCHEMA: Mapping[str, Any] = _object(
    {
        "title": _text("What is imported"),
        "description": _text("For whom, and from where"),
        "sheets": {
            "description": "Where rows are read, each by a name of your choice",
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _SHEET,
        },
        "tables": {
            "description": "Tables that are filled, in their order",
            "type": "array",
            "minItems": 1,
            "items": _TARGET,
        },
    },
    ("title", "sheets", "tables"),
)
"""The schema of a mapping, without the name of its dialect."""
