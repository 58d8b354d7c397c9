"""Stands in for the program `curl`: writes down below HOST what was to be sent, and where."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

arguments = sys.argv[1:]
sent = Path(next(each for each in arguments if each.startswith("@"))[1:])
said = {"arguments": arguments, "settings": sys.stdin.read()}
host = Path(os.environ["HOST"])
(host / "curl.json").write_text(json.dumps(said), "utf-8")
(host / "sent.zip").write_bytes(sent.read_bytes())
