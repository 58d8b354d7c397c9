"""Owns the codes of the problems that reading finds, each with a one-line title.

Does not own the codes of the checks (`generator.checks.codes`). A code is stable for ever: it is written in
reports, searched for, and the name of its page `docs/codes/<code>.md`.
"""

from __future__ import annotations

from collections.abc import Mapping

MISSING_FILE = "missing-file"
UNREADABLE_FILE = "unreadable-file"
UNSAFE_PATH = "unsafe-path"
FILE_NAME = "file-name"
FILE_KIND = "file-kind"
FILE_TOO_LARGE = "file-too-large"
LINE_TOO_LONG = "line-too-long"
UNLISTED_FILE = "unlisted-file"
NOT_UTF_8 = "not-utf-8"
BYTE_ORDER_MARK = "byte-order-mark"
FORBIDDEN_CHARACTER = "forbidden-character"
LINE_ENDS = "line-ends"
MERGE_CONFLICT = "merge-conflict"
YAML_SYNTAX = "yaml-syntax"
DUPLICATE_KEY = "duplicate-key"
YAML_ALIAS = "yaml-alias"
YAML_TAG = "yaml-tag"
YAML_NULL = "yaml-null"
YAML_SHAPE = "yaml-shape"
UNKNOWN_FIELD = "unknown-field"
CSV_QUOTE = "csv-quote"
HEADER = "header"
ROW_LENGTH = "row-length"
BLANK_ROW = "blank-row"
SURROUNDING_SPACE = "surrounding-space"
TYPE_NUMBER = "type-number"
TYPE_INTEGER = "type-integer"
TYPE_DATE = "type-date"
TYPE_BOOLEAN = "type-boolean"
TYPE_TEXT = "type-text"
TYPE_LIST = "type-list"
TYPE_OBJECT = "type-object"
DESCRIPTOR = "descriptor"
TABLE_SCHEMA = "table-schema"
UNSAFE_PATTERN = "unsafe-pattern"
TABLE_NAME_TAKEN = "table-name-taken"

CODES: Mapping[str, str] = {
    MISSING_FILE: "A file that is needed is not there",
    UNREADABLE_FILE: "A file cannot be read",
    UNSAFE_PATH: "A path leads outside the package, or is a link",
    FILE_NAME: "The name of a file or folder has characters that are not allowed",
    FILE_KIND: "A file is of a kind that does not belong in a data package",
    FILE_TOO_LARGE: "A file is larger than allowed",
    LINE_TOO_LONG: "A line is longer than allowed",
    UNLISTED_FILE: "A file is in the folder but not in the descriptor",
    NOT_UTF_8: "A file is not UTF-8 text",
    BYTE_ORDER_MARK: "A file begins with an invisible byte order mark",
    FORBIDDEN_CHARACTER: "A text holds a control, invisible or direction-changing character",
    LINE_ENDS: "Lines end in a way that is not allowed",
    MERGE_CONFLICT: "A merge conflict was left in a file",
    YAML_SYNTAX: "A YAML file cannot be understood",
    DUPLICATE_KEY: "A key stands twice in one place",
    YAML_ALIAS: "YAML shorthand that repeats another place (anchor, alias or merge)",
    YAML_TAG: "A YAML tag or directive",
    YAML_NULL: "A YAML word for nothing, where text might be meant",
    YAML_SHAPE: "A YAML file has another shape than it should",
    UNKNOWN_FIELD: "A record has a field that its table does not have",
    CSV_QUOTE: "A quotation mark that is out of place or never closed",
    HEADER: "The first line does not name the columns of the table",
    ROW_LENGTH: "A row has too many or too few cells",
    BLANK_ROW: "An empty row",
    SURROUNDING_SPACE: "A value begins or ends with white space",
    TYPE_NUMBER: "A value is not a number",
    TYPE_INTEGER: "A value is not a whole number",
    TYPE_DATE: "A value is not a day",
    TYPE_BOOLEAN: "A value is neither true nor false",
    TYPE_TEXT: "A list or record stands where a text belongs",
    TYPE_LIST: "A list is not written as a list",
    TYPE_OBJECT: "Text by language is not written as such",
    DESCRIPTOR: "The descriptor of a package is wrong",
    TABLE_SCHEMA: "The schema of a table is wrong",
    UNSAFE_PATTERN: "A pattern is not anchored, or could take for ever",
    TABLE_NAME_TAKEN: "Two packages have a table of the same name",
}
"""Title, one line in plain words, by code."""
