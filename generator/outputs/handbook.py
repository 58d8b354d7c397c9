"""Owns the handbook inside the portal: the pages of MkDocs, below `handbook/` of the site; the only door to MkDocs.

Does not own its texts (`docs/`), its navigation (`mkdocs.yml`) or its looks (`theme/handbook/`). A portal whose
settings name no handbook, or one that is not there, has none. MkDocs makes it within a second, so nothing is kept
between builds.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import __version__
from generator.errors import SurroundingsError
from generator.pages.portal import Portal
from generator.pages.view import Attachment
from generator.policy import POLICY

FOLDER = "handbook"
_LEFT_OUT = frozenset({"sitemap.xml", "sitemap.xml.gz"})
"""Files that MkDocs writes by the clock; sitemaps are for those who read data."""


def files(portal: Portal) -> Iterator[Attachment]:
    """Return every file of the handbook; SurroundingsError when MkDocs finds something wrong in it."""
    if portal.handbook is None:
        return
    with tempfile.TemporaryDirectory(prefix="seamline-") as folder:
        _build(portal.handbook, Path(folder), f"{portal.settings.address}/{FOLDER}/")
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.name not in _LEFT_OUT:
                yield Attachment(f"{FOLDER}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def _build(configuration: Path, folder: Path, address: str) -> None:
    from mkdocs.commands.build import build  # noqa: PLC0415 - needed only where there is a handbook
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    told = {"policy": POLICY, "version": __version__}
    with _complaints() as said:
        try:
            build(load_config(str(configuration), site_dir=str(folder), site_url=address, extra=told))
        except MkDocsException as error:
            listed = "".join(f"\n  {line}" for line in (*said, error.message))
            raise SurroundingsError(f"The handbook ({configuration}) cannot be published:{listed}") from error


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Yield a list that fills with what MkDocs warns of, which would else go to the log of Pelican."""
    logger, said = logging.getLogger("mkdocs"), list[str]()
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    handlers, propagates = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [handler], False
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = handlers, propagates
