"""Stands in for the program `curl`, and for Netlify behind it: what it is to do stands below HOST in `netlify.json`.

Each question for the state of a deploy takes the next of `states`; the files are those of the archive that was sent,
without `lacks`, and with another hash of `other`. What was asked is written down, with what came by standard input.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

HOST = Path(os.environ["HOST"])
API = "https://api.netlify.com/api/v1/"
_FAILED = 22


def main() -> None:
    state = json.loads((HOST / "netlify.json").read_text("utf-8"))
    address = sys.argv[-1].removeprefix(API)
    state["asked"].append({"arguments": sys.argv[1:], "settings": sys.stdin.read()})
    answer = answer_to(address, state)
    (HOST / "netlify.json").write_text(json.dumps(state), "utf-8")
    if answer is None:
        assert "--fail" in sys.argv
        sys.stderr.write("curl: (22) The requested URL returned error: 401\n")
        sys.exit(_FAILED)
    sys.stdout.write(json.dumps(answer))


def answer_to(address: str, state: dict[str, Any]) -> Any:
    match address.split("/"):
        case ["sites", "a-site", "deploys"] if not state.get("refuses"):
            sent = Path(next(each for each in sys.argv if each.startswith("@"))[1:])
            (HOST / "sent.zip").write_bytes(sent.read_bytes())
            return {"id": "a-deploy", "state": "uploaded"}
        case ["deploys", "a-deploy"]:
            return {
                "id": "a-deploy",
                "state": state["states"].pop(0) if len(state["states"]) > 1 else state["states"][0],
            }
        case ["sites", "a-site", "files"]:
            with zipfile.ZipFile(HOST / "sent.zip") as archive:
                files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
            other = state.get("other", "")
            return [
                {"path": f"/{name}", "sha": hashlib.sha1(content + name.encode() * (name == other)).hexdigest()}  # noqa: S324
                for name, content in files.items()
                if name not in ("_headers", state.get("lacks"))
            ]
    return None


if __name__ == "__main__":
    main()
