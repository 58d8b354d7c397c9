"""Shows what publication does with folders and buckets that are not as they should be, and with a site that is none."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.errors import PolicyError, SettingsError, SurroundingsError
from generator.outputs.staging import MARKER
from generator.publishing import publish
from generator.publishing.bucket import Bucket
from generator.publishing.folder import Folder
from generator.publishing.ledger import LEDGER
from tests.publishing.s3_host import ENVIRONMENT, SECRET, BrokenOff, Host
from tests.publishing.sites import broken_for_readers, site, watched_by_readers, write

FILES = site({"kh-1": "one", "kh-2": "two", "kh-3": "three"})
FEWER = site({"kh-1": "one"})


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return write(tmp_path / "site", FILES)


def lying_in(place: Path) -> dict[str, str]:
    files = (path for path in place.rglob("*") if path.is_file() and path.name != LEDGER)
    return {path.relative_to(place).as_posix(): path.read_text("utf-8") for path in files}


def test_into_a_folder_and_again_and_changed(built: Path, tmp_path: Path) -> None:
    place = tmp_path / "srv" / "portal"
    done = publish(built, Folder(place, built))
    assert (done.new, done.changed, done.deleted, done.unchanged) == (len(FILES), 0, 0, 0)
    assert lying_in(place) == FILES
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert publish(built, Folder(place, built)).did_nothing
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()} == {
        path: when for path, when in before.items() if path.is_file()
    }
    (built / "factories" / "kh-1" / "index.html").write_text("anew", "utf-8")
    (built / "card.png").unlink()
    (place / ".seamline-incoming").mkdir()
    (place / ".seamline-incoming" / "left-by-a-killed-run").touch()
    done = publish(built, Folder(place, built))
    assert (done.new, done.changed, done.deleted, done.unchanged) == (0, 1, 1, len(FILES) - 2)
    assert lying_in(place) == lying_in(built)


def test_folders_that_are_empty_go(built: Path, tmp_path: Path) -> None:
    place = tmp_path / "portal"
    publish(built, Folder(place, built))
    publish(write(tmp_path / "fewer", FEWER), Folder(place, built), delete_many=True)
    assert lying_in(place) == FEWER
    assert not (place / "factories" / "kh-2").exists()


def test_a_folder_on_the_way_is_whole_for_readers_at_each_file(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "portal"
    found = watched_by_readers(place, monkeypatch)
    monkeypatch.setattr("generator.publishing.AT_ONCE", 1)
    publish(built, Folder(place, built))
    publish(write(tmp_path / "fewer", FEWER), Folder(place, built), delete_many=True)
    publish(built, Folder(place, built))
    assert found == []


def test_a_disk_that_alters_what_is_written_is_found_out(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bytes = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda self, content: write_bytes(self, content[:-1]))
    with pytest.raises(SurroundingsError, match=r"did not arrive at .* as it was sent"):
        publish(built, Folder(tmp_path / "portal", built))


def test_folders_that_are_refused(built: Path, tmp_path: Path) -> None:
    for place in (built, built / "inside", tmp_path):
        with pytest.raises(SurroundingsError, match="lie one in the other"):
            Folder(place, built)
    (tmp_path / "work-tree" / ".git").mkdir(parents=True)
    with pytest.raises(SurroundingsError, match="work tree of git"):
        Folder(tmp_path / "work-tree", built)
    foreign = write(tmp_path / "foreign", {"thesis.txt": "mine"})
    with pytest.raises(SurroundingsError, match=r"holds files that Seamline did not publish, “thesis\.txt” for"):
        publish(built, Folder(foreign, built))
    assert lying_in(foreign) == {"thesis.txt": "mine"}
    (tmp_path / "file").touch()
    with pytest.raises(SurroundingsError, match=r"cannot be used: .* Nothing was changed\."):
        publish(built, Folder(tmp_path / "file", built))


def test_deleting_much_has_to_be_meant(built: Path, tmp_path: Path) -> None:
    place = tmp_path / "portal"
    publish(built, Folder(place, built))
    fewer = write(tmp_path / "fewer", FEWER)
    with pytest.raises(PolicyError, match=r"would delete 8 of the 26 files .* --delete-many"):
        publish(fewer, Folder(place, fewer))
    assert lying_in(place) == FILES


@pytest.mark.parametrize("missing", [MARKER, "index.html", "factories/kh-2/index.html", "sitemap-1.xml", "_headers"])
def test_a_site_that_is_not_complete_is_refused(built: Path, tmp_path: Path, missing: str) -> None:
    (built / missing).unlink()
    with pytest.raises(SurroundingsError, match=f"(there is no {missing}|lacks the file {MARKER})"):
        publish(built, Folder(tmp_path / "portal", built))
    assert not (tmp_path / "portal").exists()


def test_a_site_with_links_of_the_file_system_is_refused(built: Path, tmp_path: Path) -> None:
    (built / "secret.txt").symlink_to("/etc/hostname")
    with pytest.raises(SurroundingsError, match=r"secret.txt is no file of a site"):
        publish(built, Folder(tmp_path / "portal", built))


def test_a_site_that_changes_meanwhile_is_refused(built: Path, host: Host, portal: Path) -> None:
    host.after = lambda: (built / "index.html").write_text("of another build", "utf-8")
    with pytest.raises(SurroundingsError, match="changed while it was being published"):
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))


@pytest.mark.parametrize("status", [403, 404, 400, 503])
@pytest.mark.usefixtures("impatient")
def test_a_bucket_that_refuses(built: Path, host: Host, portal: Path, status: int) -> None:
    said = {403: "refuses access", 404: "has no bucket", 400: "set AWS_REGION", 503: "try again later"}
    host.before = lambda _method, _path: status
    with pytest.raises(SurroundingsError) as raised:
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))
    assert said[status] in str(raised.value)
    assert f"{status} Refused{status}" in str(raised.value)
    assert str(raised.value).endswith("Nothing was changed.")
    assert lying_in(portal) == {}


def test_real_refusals_of_the_host(built: Path, host: Host, portal: Path) -> None:
    with pytest.raises(SurroundingsError, match="has no bucket s3://nowhere"):
        publish(built, Bucket("s3://nowhere", host.endpoint, ENVIRONMENT))
    wrong = {**ENVIRONMENT, "AWS_SECRET_ACCESS_KEY": "wrong-secret"}
    with pytest.raises(SurroundingsError, match="403 SignatureDoesNotMatch") as raised:
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, wrong))
    assert "wrong-secret" not in str(raised.value)


@pytest.mark.usefixtures("impatient")
def test_a_host_that_is_none_is_said_to_be_so(built: Path, host: Host) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        closed = other.getsockname()[1]
    said = {
        f"http://127.0.0.1:{closed}": "takes no connections there",
        host.endpoint.replace("http:", "https:"): "does not speak https there",
        "http://nowhere.invalid": "is a name that nobody knows",
    }
    for endpoint, what in said.items():
        with pytest.raises(SurroundingsError, match=f"^{endpoint} {what}: look at .* Nothing was changed"):
            publish(built, Bucket("s3://portal", endpoint, ENVIRONMENT))


@pytest.mark.usefixtures("impatient")
def test_a_bucket_that_breaks_off_for_good(built: Path, host: Host, portal: Path) -> None:
    def before(method: str, path: str) -> None:
        if method == "PUT" and path.endswith("index.html"):
            raise BrokenOff

    host.before = before
    with pytest.raises(SurroundingsError, match=r"broke off: .* (1\d) of 26 files were done, and readers find no page"):
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))
    assert broken_for_readers(portal) == []


def test_a_break_that_passes_is_waited_for(built: Path, host: Host, portal: Path) -> None:
    failing = iter([True, False] * 100)

    def before(method: str, _path: str) -> None:
        if method == "PUT" and next(failing):
            raise BrokenOff

    host.before = before
    assert publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT)).new == len(FILES)


def test_below_a_prefix_and_beside_what_is_not_ours(built: Path, host: Host, portal: Path) -> None:
    write(portal, {"other/thesis.txt": "mine"})
    with pytest.raises(SurroundingsError, match="did not publish"):
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))
    publish(built, Bucket(f"s3://{portal.name}/portal/en/", host.endpoint, ENVIRONMENT))
    publish(
        write(built.parent / "b", FEWER),
        Bucket(f"s3://{portal.name}/portal/en", host.endpoint, ENVIRONMENT),
        delete_many=True,
    )
    found = lying_in(portal)
    assert found.pop("other/thesis.txt") == "mine"
    assert found == {f"portal/en/{path}": text for path, text in FEWER.items()}


def test_what_somebody_else_put_is_put_right(built: Path, host: Host, portal: Path) -> None:
    address = f"s3://{portal.name}"
    publish(built, Bucket(address, host.endpoint, ENVIRONMENT))
    (portal / "index.html").write_text("defaced", "utf-8")
    (portal / LEDGER).write_text("[broken", "utf-8")
    done = publish(built, Bucket(address, host.endpoint, ENVIRONMENT))
    assert (done.new, done.changed, done.deleted, done.unchanged) == (0, 1, 0, len(FILES) - 1)
    assert (portal / "index.html").read_text("utf-8") == FILES["index.html"]


def test_a_file_with_other_headers_is_sent_again(built: Path, host: Host, portal: Path) -> None:
    import obstore  # noqa: PLC0415 - another client's way to put the same bytes
    from obstore.store import S3Store  # noqa: PLC0415

    address = f"s3://{portal.name}"
    publish(built, Bucket(address, host.endpoint, ENVIRONMENT))
    (portal / LEDGER).unlink()
    other = S3Store(
        portal.name,
        endpoint=host.endpoint,
        access_key_id=ENVIRONMENT["AWS_ACCESS_KEY_ID"],
        secret_access_key=SECRET,
        client_options={"allow_http": True},
    )
    obstore.put(other, "index.html", FILES["index.html"].encode(), attributes={"Content-Type": "text/plain"})
    done = publish(built, Bucket(address, host.endpoint, ENVIRONMENT))
    assert (done.changed, done.unchanged) == (1, len(FILES) - 1)


def test_a_host_whose_tags_are_no_hashes_of_the_bytes(built: Path, host: Host, portal: Path) -> None:
    host.other_tags = True
    address = f"s3://{portal.name}"
    assert publish(built, Bucket(address, host.endpoint, ENVIRONMENT)).new == len(FILES)
    read = {path for method, path in host.requests if method == "GET" and "list-type" not in path}
    assert read == {f"/{portal.name}/{path}" for path in FILES}
    host.requests.clear()
    assert publish(built, Bucket(address, host.endpoint, ENVIRONMENT)).did_nothing
    assert len(host.requests) == 2


@pytest.mark.parametrize(
    ("address", "endpoint", "environment", "said"),
    [
        ("s3://portal", "", {}, "The variable AWS_ACCESS_KEY_ID is not set. The variable AWS_SECRET_ACCESS_KEY"),
        ("s3://Portal_1", "", ENVIRONMENT, "must look like s3://bucket or s3://bucket/prefix, not 's3://Portal_1'"),
        ("ftp://portal", "", ENVIRONMENT, "must look like s3://bucket"),
        ("s3://portal", "s3.example.org", ENVIRONMENT, "must look like https://s3.example.org"),
    ],
)
def test_settings_that_are_wrong(address: str, endpoint: str, environment: Mapping[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Bucket(address, endpoint, environment)


def test_a_folder_that_may_not_be_written(built: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        place = Path("/proc/portal")
    else:
        (tmp_path / "closed").mkdir(mode=0o500)
        place = tmp_path / "closed" / "portal"
    with pytest.raises(SurroundingsError, match=r"cannot be used: .* Nothing was changed\."):
        publish(built, Folder(place, built))


def test_after_a_refusal_no_more_files_are_begun(built: Path, host: Host, portal: Path) -> None:
    write(built, {f"data/{number}.csv": "a,b\n" for number in range(200)})
    host.before = lambda method, path: 403 if method == "PUT" and "/data/" in path else None
    with pytest.raises(SurroundingsError, match="refuses access"):
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))
    assert sum(method == "PUT" for method, _ in host.requests) < 100


@pytest.mark.parametrize(
    ("address", "endpoint", "environment"),
    [
        ("s3://bucket", "http://key:topsecret@host.example", {}),
        ("s3://bucket", "http://[::1", {}),
        ("s3://bucket", "http://host.example:99999", {}),
        ("s3://bucket/../topsecret", "", {}),
        ("s3://bucket/a//b", "", {}),
        ("s3://bucket", "", {"AWS_SECRET_ACCESS_KEY": "topsecret\n"}),
    ],
)
def test_what_is_no_bucket_is_said_and_no_secret_with_it(
    address: str, endpoint: str, environment: dict[str, str]
) -> None:
    with pytest.raises(SettingsError) as said:
        Bucket(address, endpoint, {**ENVIRONMENT, **environment})
    assert "topsecret" not in str(said.value).replace(address, "")
