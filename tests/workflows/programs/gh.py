"""Stands in for the program `gh`: answers from files below HOST as GitHub would, with `--jq` by jq itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import jq

HOST = Path(os.environ["HOST"])


def main() -> None:
    assert os.environ["GH_TOKEN"]
    match sys.argv[1:]:
        case ["run", "download", run, "--name", name, "--dir", folder]:
            assert run == "17"
            shutil.copytree(HOST / "artifacts" / name, folder, dirs_exist_ok=True)
        case ["api", *rest]:
            answer(*call_of(rest))


def call_of(rest: list[str]) -> tuple[str, str, dict[str, str], str]:
    """Return method, address, fields and the expression of jq."""
    method, address, fields, expression = "GET", "", {}, ""
    words = iter(rest)
    for word in words:
        match word:
            case "--method":
                method = next(words)
            case "--jq":
                expression = next(words)
            case "-f" | "-F":
                name, _, value = next(words).partition("=")
                fields[name] = Path(value[1:]).read_text("utf-8") if word == "-F" and value[0] == "@" else value
            case "--paginate" | "--silent":
                pass
            case _:
                assert not address
                address = word
    return method, address, fields, expression


def answer(method: str, address: str, fields: dict[str, str], expression: str) -> None:
    state = json.loads((HOST / "github.json").read_text("utf-8"))
    repository = f"repos/{os.environ['GH_REPO']}"
    found: Any = None
    if (method, address) == ("GET", f"{repository}/pulls"):
        found = [each for each in state["pulls"] if fields == {"state": "open", "head": each["head"]["label"]}]
    elif about := re.fullmatch(rf"{repository}/issues/(\d+)/comments", address):
        comments = state["comments"].setdefault(about[1], [])
        if method == "POST":
            comments.append({"id": len(comments) + 1, "user": {"login": "github-actions[bot]"}, **fields})
        found = comments
    elif about := re.fullmatch(rf"{repository}/issues/comments/(\d+)", address):
        assert method == "PATCH"
        (comment,) = (each for all_of in state["comments"].values() for each in all_of if each["id"] == int(about[1]))
        comment.update(fields)
    else:
        sys.exit(f"gh: nobody knows {method} {address}")
    (HOST / "github.json").write_text(json.dumps(state), "utf-8")
    if expression:
        for each in jq.compile(expression).input_value(found):
            sys.stdout.write(f"{each if isinstance(each, str) else json.dumps(each)}\n")


if __name__ == "__main__":
    main()
