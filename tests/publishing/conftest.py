"""Owns what several tests of publication need: a host of buckets, and an empty bucket on it for each test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from generator.publishing import bucket
from tests.publishing.s3_host import Host, running

_SOON = {
    "max_retries": 1,
    "retry_timeout": timedelta(seconds=5),
    "backoff": {"init_backoff": timedelta(milliseconds=5)},
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("host")) as host:
        yield host


@pytest.fixture
def portal(host: Host, tmp_path: Path) -> Iterator[Path]:
    """An empty bucket, as a folder; its name is that of the bucket."""
    folder = host.folder / re.sub(r"[^a-z0-9]", "-", f"b{tmp_path.name.lower()}")
    folder.mkdir()
    host.requests.clear()
    yield folder
    host.before, host.after, host.other_tags = lambda _method, _path: None, lambda: None, False


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that gives up soon."""
    monkeypatch.setattr(bucket, "RETRY", _SOON)
