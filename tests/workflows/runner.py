"""Owns the running of a workflow's steps as they stand in its file, with the environment that the host would give.

Every `run:` is run by bash, as GitHub does it; `uses:` of an action does what that action does with files. Not run is
only the step "Install", since what it installs is there. Programs that talk to a host have a stand-in (`programs/`).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
NOT_RUN = "Install"
_PROGRAMS = Path(__file__).parent / "programs"
_NAME = re.compile(r"\b(?:github|vars|secrets|steps|runner)(?:\.[\w-]+)+")
_FORMAT = re.compile(r"\bformat\('([^']*)', '([^']*)'\)")
_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")


@dataclass(slots=True)
class Step:
    """A step that was come to: its name, its exit code (none when it was skipped), and what it printed."""

    name: str
    code: int | None
    said: str = ""


@dataclass(slots=True)
class Runner:
    """A clone, a folder for what the host keeps, and what expressions stand for."""

    clone: Path
    host: Path
    context: dict[str, str]
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("artifacts", "temp", "programs"):
            (self.host / name).mkdir(parents=True, exist_ok=True)
        for program in (*_PROGRAMS.glob("*.py"), None):
            file = self.host / "programs" / (program.stem if program else "python3")
            file.write_text(f'#!/bin/sh\nexec "{sys.executable}" {program or ""} "$@"\n', "utf-8")
            file.chmod(0o755)
        self.context["runner.temp"] = str(self.host / "temp")

    @property
    def summary(self) -> str:
        return (self.host / "summary.md").read_text("utf-8")

    def run(self, workflow: str, job: str) -> bool:
        """Run the steps of a job; return whether it is green, or was not to run at all.

        The jobs that it needs have been run by whoever calls: one that was not to run lets it not run either.
        """
        self.steps.clear()
        what = yaml.safe_load((ROOT / ".github" / "workflows" / workflow).read_text("utf-8"))["jobs"][job]
        if not self._holds(what.get("if", "success()"), green=True):
            return True
        self._begin()
        green = True
        for step in what["steps"]:
            wanted = step["name"] != NOT_RUN and self._holds(step.get("if", "success()"), green=green)
            ran = self._step(step, what.get("env", {})) if wanted else Step(step["name"], None)
            self.steps.append(ran)
            green = green and not ran.code
        return green

    def _begin(self) -> None:
        """Leave nothing of the job before: each has a machine of its own."""
        for folder in (self.host / "temp", self.clone / "output", self.clone / "review"):
            shutil.rmtree(folder, ignore_errors=True)
        (self.host / "temp").mkdir()

    def _step(self, step: Mapping[str, Any], environment: Mapping[str, str]) -> Step:
        if "uses" in step:
            action, inputs = step["uses"].partition("@")[0], step.get("with", {})
            getattr(self, "_" + re.sub(r"\W", "_", action))({key: self._text(each) for key, each in inputs.items()})
            return Step(step["name"], 0)
        assert "${{" not in step["run"], "what an expression stands for would be run"
        output = self.host / "output"
        output.write_text("")
        given = {name: self._text(value) for name, value in {**environment, **step.get("env", {})}.items()}
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=self.clone,
            env={**self._environment(), **given, "GITHUB_OUTPUT": str(output)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        for line in output.read_text().splitlines():
            name, _, value = line.partition("=")
            self.context[f"steps.{step['id']}.outputs.{name}"] = value
        return Step(step["name"], done.returncode, done.stdout)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": f"{self.host / 'programs'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.host),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": self.context["github.repository"],
            "GITHUB_SHA": self.context.get("github.sha", ""),
            "GITHUB_RUN_ID": "17",
            "GITHUB_STEP_SUMMARY": str(self.host / "summary.md"),
            "RUNNER_TEMP": self.context["runner.temp"],
            "HOST": str(self.host),
        }

    def _holds(self, condition: str, *, green: bool) -> bool:
        """Return what a condition says; of the language of GitHub, it knows what our workflows use."""
        text = _NAME.sub(lambda found: repr(self._value(found[0])), _text_of(condition))
        text = _FORMAT.sub(lambda found: repr(found[1].replace("{0}", found[2])), text)
        text = text.replace("!cancelled()", "True").replace("success()", str(green))
        always = "cancelled()" in condition
        assert re.fullmatch(r"(True|False|'[^']*'|==|!=|&&|\|\||[ ()])*", text), f"unknown in a condition: {text}"
        holds: bool = eval(text.replace("&&", " and ").replace("||", " or "), {"__builtins__": {}})  # noqa: S307
        return holds and (green or always)

    def _text(self, value: object) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        return _EXPRESSION.sub(lambda found: self._value(found[1]), str(value))

    def _value(self, name: str) -> str:
        """Return what a name stands for; variables and secrets that are not set are empty, all else has to be known."""
        if name.startswith(("vars.", "secrets.", "steps.")):
            return self.context.get(name, "")
        return self.context[name]

    def _actions_checkout(self, inputs: Mapping[str, str]) -> None:
        assert inputs["persist-credentials"] == "false"

    def _actions_upload_artifact(self, inputs: Mapping[str, str]) -> None:
        source, place = self.clone / inputs["path"], self.host / "artifacts" / inputs["name"]
        shutil.rmtree(place, ignore_errors=True)
        if source.is_file():
            place.mkdir()
            shutil.copy(source, place)
        else:
            hidden = None if inputs.get("include-hidden-files") == "true" else shutil.ignore_patterns(".*")
            shutil.copytree(source, place, ignore=hidden)

    def _actions_deploy_pages(self, _inputs: Mapping[str, str]) -> None:
        with tarfile.open(self.host / "artifacts" / "github-pages" / "artifact.tar") as site:
            site.extractall(self.host / "pages", filter="data")
        self.context["steps.deployment.outputs.page_url"] = "https://owner.example/portal/"


def _text_of(condition: str) -> str:
    found = _EXPRESSION.fullmatch(condition)
    return found[1] if found else condition
