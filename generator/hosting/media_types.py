"""Owns the media type of every kind of file that a site holds (IANA registry; RFC 4180, 5545, 7946 and their like).

Kinds of pages and their parts are known to every host; data are what a host may not know, and what others fetch.
"""

from __future__ import annotations

from pathlib import PurePosixPath

_OF_PAGES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
}

OF_DATA = {
    "bib": "application/x-bibtex; charset=utf-8",
    "conf": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json",
    "md": "text/markdown; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "png": "image/png",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
    "zip": "application/zip",
}
"""By suffix, what readers take away: any site may fetch it."""

MEDIA_TYPES = {**_OF_PAGES, **OF_DATA}
UNKNOWN = "application/octet-stream"
FEED = "application/atom+xml; charset=utf-8"


def media_type_of(path: str) -> str:
    """Return the type of the file at `path`, from the root of the site: the same on every machine."""
    file = PurePosixPath(path)
    if file.suffix == ".xml" and "feeds" in file.parts:
        return FEED
    return MEDIA_TYPES.get(file.suffix.lstrip(".").lower(), UNKNOWN)
