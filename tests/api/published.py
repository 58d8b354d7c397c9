"""Owns the API of the demonstration for tests: every file by its address, read as JSON, and judged by its schema."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from generator import api
from generator.pages.offers import ROOT
from generator.pages.portal import Portal
from tests.pages.demonstration import demonstration

BASE = "https://portal.example/"


def files_of(portal: Portal) -> dict[str, bytes]:
    """Return the files of the API of a portal, those of factories in two shares; no address comes twice."""
    keys = portal.data["factories"]["factory"].sort().to_list()
    half = len(keys) // 2
    attachments = [*api.files(portal), *api.files_of(portal, keys[:half]), *api.files_of(portal, keys[half:])]
    files = {each.address: each.content for each in attachments}
    assert len(files) == len(attachments)
    return files


@cache
def written() -> dict[str, bytes]:
    return files_of(demonstration())


@cache
def document(path: str) -> Any:
    """Return a file of the demonstration by its path below `api/v1/`."""
    return json.loads(written()[ROOT + path])


def data_files(files: dict[str, bytes]) -> list[str]:
    """Return the addresses of the files that hold data."""
    described = (ROOT + "schemas/", ROOT + "openapi.json")
    return [name for name in files if name.endswith(".json") and not name.startswith(described)]


def validator(files: dict[str, bytes], content: Any) -> Draft202012Validator:
    """Return what judges `content` by the schema that it names."""
    return _validator(files[content["meta"]["schema"].removeprefix(BASE)])


@cache
def _validator(schema: bytes) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema), validate_formats=True)


def faults(files: dict[str, bytes], content: Any) -> list[str]:
    return [f"{each.instance_path}: {each.message}" for each in validator(files, content).iter_errors(content)]
