"""Owns differences as other programs read them: all of them, with whole values.

Does not own differences for people (`text`, `markdown`). The form is described by `SCHEMA`; names in it are stable, and
new ones may be added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from generator.differences.change import Differences, Kind, Subject, Turn


def _object(**members: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "object", "required": list(members), "properties": members}


def _list(of: Mapping[str, Any], description: str) -> Mapping[str, Any]:
    return {"type": "array", "description": description, "items": of}


def _text(description: str) -> Mapping[str, Any]:
    return {"type": "string", "description": description}


def _number(description: str) -> Mapping[str, Any]:
    return {"type": "integer", "minimum": 0, "description": description}


_KIND = {"enum": [each.value for each in Kind], "description": "What happened to it"}
_STATE = _object(
    name=_text("Folder or revision, as it was named"),
    as_of=_text("Day for which it was judged"),
)
_ROW = {"type": "object", "additionalProperties": {"type": "string"}, "description": "Values of a new or withdrawn row"}
_CHANGE = _object(
    kind=_KIND,
    table=_text("Table, or `content` for a text"),
    key=_text("Primary key of the row as a reader writes it"),
    field=_text("Column that changed, with the language of a text (`title.fr`); empty for a whole row"),
    old=_text("Value before, empty where there was none"),
    new=_text("Value after, empty where there is none"),
    row=_ROW,
)
_GROUP = _object(
    subject={"enum": [each.value for each in Subject], "description": "What kind of thing it is"},
    key=_text("Its key"),
    title=_text("What it is called"),
    kind=_KIND,
    changes=_list(_CHANGE, "Its changes, by row"),
    more=_number("Changes beyond the 2,000 of a kind in a table that are told one by one"),
)
_FINDING = _object(
    turn={"enum": [each.value for each in Turn], "description": "What became of it"},
    factory=_text("Factory"),
    name=_text("What the factory is called"),
    question=_text("Number of the question"),
    text=_text("The question"),
    on=_text("Day on which it was found, put right or verified, or empty"),
)
_PAGE = _object(
    kind=_KIND,
    address=_text("Address from the root of the site"),
    title=_text("Its title"),
    profile={"type": "boolean", "description": "Whether it is the profile of a factory"},
)
_WITHHELD = _object(
    table=_text("Table"),
    before=_number("Rows that were not public"),
    after=_number("Rows that are not public"),
)
SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What the public would see change, by seamline diff",
    **_object(
        before={**_STATE, "description": "What it is compared with"},
        after={**_STATE, "description": "What is compared"},
        groups=_list(_GROUP, "What changed, by factory, indicator, course, text and table"),
        findings=_list(_FINDING, "What became of findings"),
        pages={
            "type": ["array", "null"],
            "description": "Pages that appear, change or disappear; null where pages were not compared",
            "items": _PAGE,
        },
        withheld=_list(_WITHHELD, "Tables in which the number of rows that are not public yet changed"),
    ),
}
"""JSON Schema of what `differences_as_json` returns."""


def differences_as_json(differences: Differences) -> str:
    """Return all differences as a JSON text in ASCII that ends with a line break.

    Values are whole, for they are public; no line can be a command to a runner of GitHub Actions all the same.
    """
    content = asdict(differences)
    for group in content["groups"]:
        for change in group["changes"]:
            change["row"] = dict(change["row"])
    return json.dumps(content, indent=2).replace("##[", "\\u0023#[") + "\n"
