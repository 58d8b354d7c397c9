"""Owns publication into a bucket of any host that speaks the protocol of Amazon S3; the only importer of obstore.

Does not own the order (`generator.publishing.steps`) or what is remembered of it (`generator.publishing.ledger`).
Credentials come from the environment variables of every S3 client, and go into no message.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from generator.errors import SettingsError
from generator.hosting.rules import stored_headers
from generator.publishing.ledger import LEDGER, Ledger
from generator.publishing.refusals import KEY, REGIONS, SECRET, TOKEN, refusal
from generator.publishing.site import SiteFile
from generator.publishing.target import Found, TargetError

if TYPE_CHECKING:
    from obstore.store import RetryConfig, S3Config

AT_ONCE = 16
"""Questions about headers side by side."""
RETRY: RetryConfig = {"max_retries": 6, "retry_timeout": timedelta(seconds=90)}
"""With pauses that double from a tenth of a second: a host that is away for some seconds is waited for."""

_ADDRESS = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/(?P<prefix>[A-Za-z0-9._~/-]*))?")
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")


class Bucket:
    """A bucket, or what lies in it below a prefix."""

    def __init__(self, address: str, endpoint: str, environment: Mapping[str, str]) -> None:
        """Take `s3://bucket/prefix`; SettingsError names all that is wrong or missing."""
        self.name = address
        self._store = _store_of(address, endpoint, environment)
        self._host = str(self._store.config.get("endpoint") or "Amazon S3")
        self._ledger = Ledger()
        self._lock = threading.Lock()

    def compare(self, files: Mapping[str, SiteFile]) -> Found:
        """Return what is there, with whether bytes and headers are those of the site."""
        with self._told():
            there = {item["path"]: _plain(item["e_tag"]) for chunk in obstore.list(self._store) for item in chunk}
            if there.pop(LEDGER, None) is not None:
                self._ledger = Ledger(self._read(LEDGER))
        same = {path: path in files and self._ledger.knows(files[path], tag) for path, tag in there.items()}
        asked = [path for path, tag in there.items() if not same[path] and path in files and tag == files[path].md5]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for path, found in zip(asked, pool.map(self.headers_at, asked), strict=True):
                same[path] = found == stored_headers(path)
                if same[path]:
                    self._ledger.note(files[path], there[path])
        ours = self._ledger.paths & there.keys()
        self._ledger.keep(ours)
        return Found(same, ours)

    def begin(self, paths: Sequence[str]) -> None:
        """Write down which objects will be ours."""
        if self._ledger.intend(paths):
            self.finish()

    def put(self, file: SiteFile) -> None:
        """Send one file with its headers; where the answer does not name its hash, read it again."""
        with self._told():
            result = obstore.put(
                self._store, file.path, file.read(), attributes=stored_headers(file.path), use_multipart=False
            )
            tag = _plain(result["e_tag"])
            if tag != file.md5 and hashlib.sha256(self._read(file.path)).hexdigest() != file.sha256:
                raise TargetError(f"{file.path} did not arrive at {self.name} as it was sent; look after that host.")
        with self._lock:
            self._ledger.note(file, tag)

    def delete(self, paths: Sequence[str]) -> None:
        """Delete objects, many with one request."""
        with self._told():
            obstore.delete(self._store, list(paths))
        self._ledger.keep(self._ledger.paths.difference(paths))

    def finish(self) -> None:
        """Write down what lies here: the next run need not ask about each file, and knows which are ours."""
        text = self._ledger.text()
        if text is not None:
            with self._told():
                obstore.put(self._store, LEDGER, text, attributes=stored_headers(LEDGER), use_multipart=False)
            self._ledger.written(text)

    def headers_at(self, path: str) -> dict[str, str]:
        """Return the headers of an object that are ours to set."""
        with self._told():
            found = obstore.get(self._store, path, options={"head": True}).attributes
        return {str(name): str(value) for name, value in found.items() if name in stored_headers(path)}

    def _read(self, path: str) -> bytes:
        return bytes(obstore.get(self._store, path).bytes())

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (BaseError, FileNotFoundError) as error:
            raise TargetError(refusal(str(error), self.name, self._host)) from error


def _store_of(address: str, endpoint: str, environment: Mapping[str, str]) -> S3Store:
    """Return the client, with what is named here of the environment."""
    place = _ADDRESS.fullmatch(address)
    endpoint = endpoint or _first(environment, _ENDPOINTS)
    complaints = [f"The variable {name} is not set." for name in (KEY, SECRET) if not environment.get(name)]
    if not place or {"", ".", ".."} & set((place["prefix"] or "-").strip("/").split("/")):
        complaints.append(f"The address of a bucket must look like s3://bucket or s3://bucket/prefix, not {address!r}.")
    if endpoint and not _is_endpoint(endpoint):
        complaints.append("The endpoint must look like https://s3.example.org, without a name or password in it.")
    complaints += [
        f"The variable {name} has a blank or a line break in it: enter it again."
        for name in (KEY, SECRET, TOKEN)
        if not environment.get(name, "").isprintable() or " " in environment.get(name, "")
    ]
    if complaints or not place:
        raise SettingsError(" ".join(complaints))
    config: S3Config = {
        "region": _first(environment, REGIONS) or "us-east-1",
        "access_key_id": environment[KEY],
        "secret_access_key": environment[SECRET],
    }
    if endpoint:
        config["endpoint"] = endpoint
    if token := environment.get(TOKEN):
        config["session_token"] = token
    return S3Store(
        place["bucket"],
        prefix=(place["prefix"] or "").strip("/") or None,
        config=config,
        client_options={"allow_http": endpoint.startswith("http://")},
        retry_config=RETRY,
    )


def _is_endpoint(text: str) -> bool:
    """Whether a text is the address of a host; what stands in it besides might be a secret, and is not repeated."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = re.fullmatch(r"[A-Za-z0-9.-]+|\[?[0-9A-Fa-f:.]+\]?", parts.hostname or "")
    plain = parts.username is None and parts.password is None and not parts.query and not parts.fragment
    return parts.scheme in {"http", "https"} and bool(host) and plain and (port is None or port > 0)


def _first(environment: Mapping[str, str], names: Sequence[str]) -> str:
    return next((environment[name] for name in names if environment.get(name)), "")


def _plain(tag: str | None) -> str:
    """Return a tag without the quotation marks that a list leaves out and an answer has."""
    return (tag or "").strip('"')
