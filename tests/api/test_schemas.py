"""Shows that every file of the API is what its schema says, and that the schemas refuse what is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from generator.checks.expected import CORE, EXPECTED
from generator.pages.offers import ROOT
from tests.api.published import BASE, data_files, document, faults, files_of, validator, written
from tests.pages.portals import portal

OPEN = {
    *("versions", "pages", "labels", "title", "summary", "audience", "aims", "outline", "prerequisites"),
    *("question", "answer", "definition", "unit", "method", "caveats"),
}
"""Objects whose keys are data: languages, packages, values of fixed lists."""

WORDS = {"state", "status", "result", "reason", "form", "kind"}
FREE = {("answers", 0, "reason"), ("corrections", 0, "reason"), ("strikes", 0, "reason"), ("evaluations", 0, "result")}
"""Fields that are called like one of a fixed list and hold any text."""

Place = tuple[str | int, ...]


@cache
def kinds() -> dict[str, str]:
    """Return one file of each kind, the largest, by the name of its schema."""
    largest: dict[str, str] = {}
    for name in sorted(data_files(written()), key=lambda name: len(written()[name])):
        largest[Path(json.loads(written()[name])["meta"]["schema"]).stem] = name
    return largest


def test_every_file_is_what_its_schema_says() -> None:
    names = data_files(written())
    assert len(names) > 120
    for name in names:
        content = json.loads(written()[name])
        assert content["meta"]["url"] == BASE + name
        assert faults(written(), content) == [], name


def test_every_schema_is_used_and_lies_at_its_own_address() -> None:
    schemas = [name for name in written() if name.startswith(ROOT + "schemas/")]
    for name in schemas:
        Draft202012Validator.check_schema(json.loads(written()[name]))
    of_pages = {"chart"}
    assert set(kinds()) | of_pages == {Path(name).stem for name in schemas}
    assert [json.loads(written()[name])["$id"] for name in schemas] == [BASE + name for name in schemas]


def test_the_files_of_a_portal_without_optional_tables_are_what_their_schemas_say(tmp_path: Path) -> None:
    files = files_of(portal(tmp_path, **{name: None for name in EXPECTED if name not in CORE}))
    for name in data_files(files):
        assert faults(files, json.loads(files[name])) == [], name
    factory = json.loads(files[ROOT + "factories/kh-0001.json"])
    assert [name for name, value in factory.items() if value is None] == [
        *(
            "improvements",
            "replies",
            "appeals",
            "corrections",
            "committees",
            "attendance",
            "strikes",
            "sourcing",
            "workforce",
        )
    ]


@pytest.mark.parametrize("kind", kinds())
def test_a_schema_refuses_whatever_is_otherwise(kind: str) -> None:
    content = json.loads(written()[kinds()[kind]])
    judge = validator(written(), content)
    changes = list(changed(content))
    assert len(changes) > 30
    let_through = [what for what, other in changes if judge.is_valid(other)]
    assert let_through == []


def changed(content: Any) -> Iterator[tuple[str, Any]]:
    """Yield `content` with one thing wrong, in every way and at every kind of place, and what is wrong."""
    for place in dict(reversed([(kind_of(place), place) for place in places(content)])).values():
        value = at(content, place)
        yield f"{place} is something else", with_value(content, place, {"nobody": {"knows": 1}})
        if isinstance(value, dict):
            yield f"{place} has more", with_value(content, place, {**value, "surplus": 1.5})
            for name in value if OPEN.isdisjoint(place[-2:]) else ():
                yield f"{place} lacks {name}", with_value(content, place, {k: v for k, v in value.items() if k != name})
        elif isinstance(value, str) and str(place[-1]).endswith(("_on", "as_of")):
            yield f"{place} is no day", with_value(content, place, "2024-02-30")
        elif isinstance(value, str) and place[-1] in WORDS and kind_of(place)[-3:] not in FREE:
            yield f"{place} is an unknown word", with_value(content, place, "fantasy")
        elif isinstance(value, int):
            yield f"{place} is a text", with_value(content, place, str(value))


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    yield place
    if isinstance(value, dict):
        for name, each in value.items():
            yield from places(each, (*place, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from places(each, (*place, number))


def kind_of(place: Place) -> Place:
    """Return a place with every item of a list alike."""
    return tuple(0 if isinstance(part, int) else part for part in place)


def at(content: Any, place: Place) -> Any:
    for part in place:
        content = content[part]
    return content


def with_value(content: Any, place: Place, value: Any) -> Any:
    if not place:
        return value
    copy: Any = dict(content) if isinstance(content, dict) else list(content)
    copy[place[0]] = with_value(content[place[0]], place[1:], value)
    return copy


def test_the_description_is_openapi() -> None:
    validate(document("openapi.json"), cls=OpenAPIV31SpecValidator)


def test_the_description_speaks_of_every_file_and_in_the_words_of_the_schemas() -> None:
    description = document("openapi.json")
    components = description["components"]["schemas"]
    for kind in kinds():
        schema = document(f"schemas/{kind}.json")
        moved = json.loads(json.dumps(schema).replace("#/$defs/", "#/components/schemas/"))
        assert components[f"{kind}-file"] == {name: moved[name] for name in components[f"{kind}-file"]}
        assert {name: components[name] for name in moved["$defs"]} == moved["$defs"]
        answer = description["paths"][path_of(kind)]["get"]["responses"]["200"]["content"]["application/json"]
        assert answer["schema"] == {"$ref": f"#/components/schemas/{kind}-file"}
    assert len(description["paths"]) == len(kinds())


def path_of(kind: str) -> str:
    """Return the path of the description that a file of this kind lies at."""
    own = kinds()[kind].removeprefix(ROOT[:-1])
    folder, _, name = own.rpartition("/")
    paths = [own, *(f"{folder}/{{{each}}}.json" for each in ("factory", "country") if folder)]
    found = [path for path in paths if path in document("openapi.json")["paths"]]
    assert len(found) == 1, (own, name)
    return found[0]


def test_a_broken_description_is_refused() -> None:
    broken = deepcopy(document("openapi.json"))
    del broken["info"]["title"]
    assert not OpenAPIV31SpecValidator(broken).is_valid()
