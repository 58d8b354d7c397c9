"""A real nginx takes our configuration: with and without addresses that moved; it sends readers on, and our headers."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from generator.hosting.nginx import nginx_configuration
from generator.hosting.redirects_file import NGINX_REDIRECTS
from generator.hosting.rules import headers_of

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/bin:/usr/local/bin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx here")
_OWN = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_LONG = "/" + 20 * "a-long-name-" + "/"


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Serve `folder`/root with the configuration of the handbook, without a certificate; yield the port."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    ours = nginx_configuration().replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    own = "".join(f"{name}_temp_path {folder}/{name};\n" for name in _OWN)
    user = "user root;\n" if os.geteuid() == 0 else ""
    text = f"{user}daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{own}{ours}}}\n"
    (folder / "nginx.conf").write_text(text.replace("/srv/portal", f"{folder}/root"), "utf-8")
    command = [str(NGINX), "-e", str(folder / "errors"), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            while server.poll() is None and not (folder / "pid").is_file():
                time.sleep(0.01)
            assert server.poll() is None, server.communicate()[1]
            yield port
        finally:
            server.terminate()


def answer(port: int, path: str) -> tuple[int, dict[str, str]]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        found = connection.getresponse()
        return found.status, dict(found.getheaders())


def test_readers_are_sent_on_from_addresses_that_moved(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "issues").mkdir(parents=True)
    (root / "issues" / "index.html").write_text("issues", "utf-8")
    with serving(tmp_path) as port:
        status, headers = answer(port, "/issues/")
        assert status == 200
        assert {name: headers[name] for name in headers_of("/issues/")} == headers_of("/issues/")
        assert answer(port, "/old.json")[0] == 404
    moves = {"/old.json": "/new.json", "/doors/": "/issues/", _LONG: "/issues/"}
    (root / NGINX_REDIRECTS).write_text("".join(f'"{old}" "{new}";\n' for old, new in moves.items()), "utf-8")
    with serving(tmp_path) as port:
        assert {old: (answer(port, old)[0], answer(port, old)[1]["Location"]) for old in moves} == {
            old: (301, new) for old, new in moves.items()
        }
        assert answer(port, "/issues/")[0] == 200
