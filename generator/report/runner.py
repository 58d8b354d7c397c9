"""Owns what is known of the host that runs a check: the pages of files there, and the file of the job summary.

Does not own what is written there. The only reader of the variables that GitHub Actions and GitLab CI set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PROJECT = re.compile(r"https://[A-Za-z0-9.:-]+(/[A-Za-z0-9._-]+)+")
_REVISION = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class Host:
    """`files` is the address of a file on the default branch, `sources` of one at this revision: both with `{path}`.

    `summary` is the file to which the summary of a job is added. Each may be missing.
    """

    files: str = ""
    sources: str = ""
    summary: Path | None = None


def host_of(environment: Mapping[str, str]) -> Host:
    """Return what `environment` says about the host; nothing on a machine of one's own."""
    if environment.get("GITHUB_ACTIONS") == "true":
        project = f"{environment.get('GITHUB_SERVER_URL', '')}/{environment.get('GITHUB_REPOSITORY', '')}"
        summary = environment.get("GITHUB_STEP_SUMMARY")
        return _host(project, "blob", environment.get("GITHUB_SHA", ""), summary)
    if environment.get("GITLAB_CI") == "true":
        return _host(environment.get("CI_PROJECT_URL", ""), "-/blob", environment.get("CI_COMMIT_SHA", ""), None)
    return Host()


def _host(project: str, blob: str, revision: str, summary: str | None) -> Host:
    known = _PROJECT.fullmatch(project) is not None
    return Host(
        files=f"{project}/{blob}/HEAD/{{path}}" if known else "",
        # As plain text: a table shown as a table has no lines to link to.
        sources=f"{project}/{blob}/{revision}/{{path}}?plain=1" if known and _REVISION.fullmatch(revision) else "",
        summary=Path(summary) if summary else None,
    )


def checkout_of(folder: Path) -> Path | None:
    """Return the folder of the repository that `folder` lies in; None where it lies in none."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
