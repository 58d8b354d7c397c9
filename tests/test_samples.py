"""Shows that the samples come out as `tests/expected/` has them, and that hostile text stays text on every page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from generator.pipeline import read_checked
from tests.golden import EXPECTED_FOLDER, Sample, expected, results, samples

SAMPLES = {sample.name: sample for sample in samples()}
HOSTILE = SAMPLES["hostile-text"]
MARK = re.compile(r" ([a-z_]+\.[a-z_]+)\.[0-9]+$")
NOT_SHOWN = {"factories.status_reason", "questions.citation"}
"""Fields that no page shows; they are in the downloads."""
ELEMENTS_THAT_ACT = {"iframe", "object", "embed", "base", "frame", "img", "video", "audio", "applet", "foreignobject"}
SCHEMES = ("http:", "https:", "mailto:", "webcal:")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = HOSTILE.write(tmp_path_factory.mktemp("hostile"))
    results(HOSTILE, settings)
    return settings.output


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_out_as_expected(name: str, tmp_path: Path) -> None:
    found = results(SAMPLES[name], SAMPLES[name].write(tmp_path / name))
    wanted = expected(SAMPLES[name])
    assert sorted(found) == sorted(wanted), "run `make golden`"
    differing = [file for file in found if found[file] != wanted[file]]
    for file in differing[:1]:
        assert found[file] == wanted[file], f"run `make golden` if {', '.join(differing)} should change"


def test_every_expected_folder_has_its_sample() -> None:
    assert {folder.name for folder in EXPECTED_FOLDER.iterdir()} == set(SAMPLES)


def test_every_sample_says_what_it_shows() -> None:
    assert [name for name, sample in SAMPLES.items() if not str(sample.about.get("shows", "")).endswith(".")] == []


def test_hostile_text_makes_no_element_attribute_or_link(hostile: Path) -> None:
    found = [
        f"{page.relative_to(hostile)}: {what}"
        for page in sorted(hostile.rglob("*.html"))
        for what in _acting(html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False))
    ]
    assert found == []


def test_hostile_text_is_shown_as_it_was_entered(hostile: Path, tmp_path: Path) -> None:
    shown = "\n".join(_text(page) for page in sorted(hostile.rglob("*.html")))
    entered = dict(_entered(HOSTILE, tmp_path))
    assert len(entered) > 80
    assert {field for text, field in entered.items() if text not in shown} == NOT_SHOWN


def test_a_name_of_ten_thousand_characters_is_shown_whole(hostile: Path) -> None:
    assert "Long " + "ញ" * 9995 in _text(hostile / "factories" / "kh-0002" / "index.html")


def _acting(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag, attributes = element.tag.rpartition("}")[2], element.attrib
        runs = tag == "script" and attributes.get("type") not in {"application/json", "application/ld+json"}
        if tag.lower() in ELEMENTS_THAT_ACT or (runs and (not attributes.get("src") or element.text)):
            yield f"<{tag} {attributes}>"
        for name, value in attributes.items():
            if name.startswith("on") or name == "style":
                yield f"<{tag} {name}={value!r}>"
            scheme = re.match(r"\s*[A-Za-z][A-Za-z0-9+.-]*:", value)
            if name in {"href", "src", "action"} and scheme and scheme[0] not in SCHEMES:
                yield f"<{tag} {name}={value!r}>"


def _text(page: Path) -> str:
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    return "\n".join(["".join(tree.itertext()), *(value for each in tree.iter() for value in each.attrib.values())])


def _entered(sample: Sample, root: Path) -> Iterator[tuple[str, str]]:
    """Yield every marked text of the sample's tables, with its table and field."""
    data = read_checked(sample.write(root / "read")).data
    for table in sample.tables():
        for row in data[table].to_dicts():
            for value in map(_decoded, row.values()):
                yield from ((text, mark[1]) for text in _texts(value) if (mark := MARK.search(text)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from (text for item in value for text in _texts(item))
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, str):
        yield value


def _decoded(value: object) -> object:
    """Return text by language as what it is; tables hold it as JSON."""
    return json.loads(value) if isinstance(value, str) and value.startswith('{"') else value
