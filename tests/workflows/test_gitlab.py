"""Runs the scripts of the jobs of GitLab as they stand in `.gitlab-ci.yml`, but for the set-up: it is there.

The job `check` is run on data with an error, so its last two commands, which the workflows of GitHub have too, are not
come to here.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.outputs.staging import MARKER
from tests.publishing import s3_host
from tests.workflows.portals import FACTORIES, ROOT, commit, git, portal, replaced

TEMPLATE: Mapping[str, Any] = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return portal(tmp_path_factory.mktemp("gitlab") / "clone")


def run(clone: Path, job: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a job as the runner of GitLab does: in one shell that ends at the first failure."""
    known = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(clone), "CI": "true", "GITLAB_CI": "true"}
    script = "\n".join(["set -eo pipefail", *TEMPLATE[job]["script"]])
    return subprocess.run(
        ["bash", "-c", script], cwd=clone, env={**known, **variables}, capture_output=True, text=True, check=False
    )


def test_only_the_set_up_comes_before_a_job() -> None:
    assert TEMPLATE["default"]["before_script"] == ["python3 requirements/install.py run"]


def test_data_with_errors_fail_and_are_shown_in_the_merge_request(clone: Path) -> None:
    base = git(clone, "rev-parse", "HEAD").strip()
    replaced(clone, FACTORIES, ",KH,,,,,active", ",XX,,,,,active")
    commit(clone, "break")
    done = run(clone, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    git(clone, "reset", "--quiet", "--hard", base)
    assert done.returncode == 2, done.stderr
    (file,) = TEMPLATE["check"]["artifacts"]["reports"].values()
    found = json.loads((clone / file).read_text("utf-8"))
    assert {each["location"]["path"] for each in found} == {FACTORIES}
    assert {each["severity"] for each in found} == {"blocker"}


def test_what_is_built_is_published(clone: Path, tmp_path: Path) -> None:
    assert run(clone, "build").returncode == 0
    done = run(clone, "pages")
    assert "Published output to public: " in done.stdout, done.stderr
    assert {MARKER, "index.html", "_headers"} <= {path.name for path in (clone / "public").iterdir()}
    (tmp_path / "portal").mkdir()
    with s3_host.running(tmp_path) as host:
        settings = {**s3_host.ENVIRONMENT, "BUCKET": "s3://portal", "BUCKET_ENDPOINT": host.endpoint}
        done = run(clone, "bucket", **settings)
    assert "Published output to s3://portal: " in done.stdout, done.stderr
    assert (tmp_path / "portal" / "index.html").is_file()


def holds(condition: str, known: Mapping[str, str]) -> bool:
    """Return what a condition says; of the language of GitLab, it knows what our template uses."""
    text = re.sub(r"\$(\w+)", lambda found: repr(known.get(found[1])), condition).replace("null", "None")
    assert re.fullmatch(r"(None|'[^']*'|\"[^\"]*\"|==|&&|\|\||[ ()])*", text), f"unknown in a condition: {text}"
    return bool(eval(text.replace("&&", " and ").replace("||", " or "), {"__builtins__": {}}))  # noqa: S307


def started(known: Mapping[str, str]) -> set[str]:
    """Return the jobs that run where these variables are set."""
    if not any(holds(rule["if"], known) for rule in TEMPLATE["workflow"]["rules"]):
        return set()
    jobs = {name: job.get("rules") for name, job in TEMPLATE.items() if "script" in job}
    return {name for name, rules in jobs.items() if not rules or any(holds(rule["if"], known) for rule in rules)}


MERGE_REQUEST = {"CI_PIPELINE_SOURCE": "merge_request_event"}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"CI_COMMIT_BRANCH": "main"}, {"check", "build", "pages"}),
        ({"CI_COMMIT_BRANCH": "main", "PUBLISH_TO": "bucket"}, {"check", "build", "bucket"}),
        ({"CI_COMMIT_BRANCH": "fix"}, set()),
        ({"CI_COMMIT_BRANCH": "fix", "PUBLISH_TO": "bucket", "CI_PIPELINE_SOURCE": "web"}, set()),
        ({"CI_COMMIT_TAG": "main", "PUBLISH_TO": "bucket"}, set()),
        (MERGE_REQUEST, {"check", "build"}),
        (MERGE_REQUEST | {"PUBLISH_TO": "bucket", "CI_COMMIT_REF_NAME": "main"}, {"check", "build"}),
    ],
)
def test_only_the_default_branch_is_published(known: dict[str, str], expected: set[str]) -> None:
    assert started({"CI_DEFAULT_BRANCH": "main", **known}) == expected


def test_each_job_is_run_here() -> None:
    text = Path(__file__).read_text("utf-8")
    jobs = {name for name, job in TEMPLATE.items() if "script" in job}
    assert {job for job in jobs if f'(clone, "{job}"' not in text} == set()
