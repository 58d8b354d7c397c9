"""Owns the rule that the version of each package is in the list of releases, with its day and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check
from generator.model import Dataset
from generator.problems import Problem, Severity, Where


def check_release_version(data: Dataset, _as_of: date) -> Iterator[Problem]:
    """Yield a problem for each package whose version is not in the list: whoever cites it could not say of when."""
    releases = data["releases"]
    for name, package in data.packages.items():
        version = str(package.descriptor.get("version", ""))
        if releases.filter(pl.col("package") == name, pl.col("version") == version).is_empty():
            where = Where(f"{name}/datapackage.yaml", package=name, field="version")
            message = f"Version {version} of {name} is not in the list of releases."
            hint = "Add it to releases with its day and what changed, or correct the version."
            yield Problem(where, "release-version", Severity.ERROR, message, hint)


CHECK = Check(
    "release-version", "The version of a package is not among its releases", check_release_version, needs=("releases",)
)
