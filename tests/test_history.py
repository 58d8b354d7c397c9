"""States of the past come as git stored them, whatever a pull request brings with it, and fail in one sentence."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.errors import SurroundingsError
from generator.history import Copy, data_of, history_of, opened

FILES = {
    "data/tool/datapackage.yaml": b"name: tool\n",
    "data/tool/tables/long.csv": b"a,b\n" + b"1,2\r\n" * 50_000,
    "data/tool/\xd9\x85.csv".encode("latin-1").decode("utf-8"): b"a\n",
    "content/about.md": b"Title: About\n",
    "other.txt": b"no data",
}


class Repository:
    """A git repository in a folder of its own, which no setting of the user reaches."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **dict.fromkeys(names, "a@example.org")}
        ran = subprocess.run(["git", *arguments], cwd=self.folder, env=environment, capture_output=True, check=True)
        return ran.stdout.decode().strip()

    def commit(self, files: Mapping[str, bytes]) -> str:
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--message", "change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path / "portal")
    made.commit(FILES)
    monkeypatch.chdir(made.folder)
    return made


def read(name: str, data: str = "data", content: str = "content") -> dict[str, bytes]:
    with opened(name, Path(data), Path(content)) as version:
        folders = {"data": version.data, "content": version.content}
        return {
            f"{title}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for title, folder in folders.items()
            if folder is not None
            for path in folder.rglob("*")
            if path.is_file()
        }


@pytest.mark.parametrize("name", ["HEAD", "main", "refs/heads/main", "v1", "HEAD~0"])
def test_a_revision_is_what_was_committed(repository: Repository, name: str) -> None:
    repository.git("tag", "v1")
    (repository.folder / "data" / "tool" / "datapackage.yaml").write_text("name: changed\n")
    assert read(name) == {path: content for path, content in FILES.items() if path != "other.txt"}


def test_an_older_revision_is_older(repository: Repository) -> None:
    repository.commit({"data/tool/datapackage.yaml": b"name: newer\n"})
    assert read("HEAD~1")["data/tool/datapackage.yaml"] == b"name: tool\n"
    assert read("HEAD")["data/tool/datapackage.yaml"] == b"name: newer\n"


def test_nothing_is_left_behind(repository: Repository) -> None:
    with opened("HEAD", Path("data"), Path("content")) as version:
        place = version.data
        assert place.is_dir()
    assert not place.exists()
    assert repository.git("status", "--porcelain") == ""
    assert repository.git("worktree", "list").count("\n") == 0


def test_attributes_and_filters_of_a_pull_request_change_nothing(repository: Repository, tmp_path: Path) -> None:
    sign = tmp_path / "ran"
    repository.git("config", "filter.evil.smudge", f"touch {sign}; cat")
    repository.git("config", "core.fsmonitor", f"touch {sign}")
    repository.commit({".gitattributes": b"* export-ignore export-subst eol=crlf\n*.yaml filter=evil ident\n"})
    sign.unlink(missing_ok=True)
    assert read("HEAD")["data/tool/datapackage.yaml"] == b"name: tool\n"
    assert not sign.exists()


def test_what_a_hook_says_of_its_repository_is_not_ours(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    other.commit({"data/tool/datapackage.yaml": b"name: other\n"})
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git" / "index"))
    assert read("main")["data/tool/datapackage.yaml"] == b"name: tool\n"
    assert repository.folder.is_dir()


def test_folders_are_taken_as_they_lie(repository: Repository) -> None:
    assert set(read(".")) == {name for name in FILES if name != "other.txt"}
    assert "content/about.md" not in read("data")
    assert set(read(str(repository.folder / "data"))) == {name for name in FILES if name.startswith("data/")}


def test_it_works_from_a_folder_below(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.folder / "content")
    assert read("HEAD", "../data", ".")["data/tool/datapackage.yaml"] == b"name: tool\n"


@pytest.mark.parametrize("name", ["no-such", "--output=/tmp/x", "-h", "", "main:data", "HEAD@{9}", "a" * 5_000, "x\ny"])
def test_a_revision_that_is_not_there_is_said_in_a_sentence(repository: Repository, name: str) -> None:
    with pytest.raises(SurroundingsError, match=r"There is no folder and no revision .*git fetch origin main"):
        read(name)
    assert repository.git("status", "--porcelain") == ""


def test_data_that_were_not_there_yet_are_said_in_a_sentence(repository: Repository) -> None:
    first = repository.git("commit-tree", repository.git("mktree"), "-m", "empty")
    with pytest.raises(SurroundingsError, match=rf"There is no folder data at {first}"):
        read(first)


@pytest.mark.usefixtures("repository")
def test_a_folder_without_data_is_said_in_a_sentence() -> None:
    with pytest.raises(SurroundingsError, match=r"content has no data packages.*refs/heads/content"):
        read("content")


def test_without_a_repository_it_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SurroundingsError, match="no repository here"):
        read("main")


def test_without_git_it_is_said_in_a_sentence(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.folder))
    with pytest.raises(SurroundingsError, match="needs the program git"):
        read("main")


def test_a_repository_of_another_user_is_said_with_the_way_out(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    way = f"git config --global --add safe.directory {re.escape(str(repository.folder))}$"
    with pytest.raises(SurroundingsError, match=rf"does not trust .*: {way}"):
        history_of(Path("data"))
    with pytest.raises(SurroundingsError, match=way):
        read("HEAD")


def lost_elsewhere(repository: Repository) -> None:
    shutil.move(repository.folder / ".git", repository.folder.with_name("elsewhere"))
    (repository.folder / ".git").write_text("gitdir: ../gone\n")


def lost_object(repository: Repository) -> None:
    name = repository.git("rev-parse", "HEAD^{tree}")
    (repository.folder / ".git/objects" / name[:2] / name[2:]).unlink()


def strange_format(repository: Repository) -> None:
    repository.git("config", "core.repositoryformatversion", "99")


@pytest.mark.parametrize("happens", [lost_elsewhere, lost_object, strange_format])
def test_a_repository_that_git_cannot_read_is_none_without_history(
    repository: Repository, happens: Callable[[Repository], None]
) -> None:
    happens(repository)
    with pytest.raises(SurroundingsError, match=r"^git cannot read the repository of .* \(fatal: .*\): put that right"):
        history_of(Path("data"))


def test_without_git_or_a_repository_or_a_commit_there_is_no_history(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (repository.folder / "new").mkdir()
    (tmp_path / "outside").mkdir()
    empty = Repository(tmp_path / "empty")
    for data in (Path("new"), tmp_path / "outside", empty.folder, empty.folder / "not-there"):
        assert history_of(data).copy is Copy.NONE, data
    monkeypatch.setenv("PATH", os.devnull)
    assert history_of(Path("data")).copy is Copy.NONE


def test_data_at_the_top_of_a_repository_have_a_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Repository(tmp_path / "data")
    made.commit({"tool/datapackage.yaml": b"name: tool\n", ".gitignore": b"*.tmp\n"})
    made.git("tag", "data/tool/v1.0.0")
    made.commit({"tool/datapackage.yaml": b"name: newer\n"})
    for folder, data in ((made.folder, "."), (tmp_path, "data"), (made.folder / "tool", "..")):
        monkeypatch.chdir(folder)
        assert read("data/tool/v1.0.0", data)["data/tool/datapackage.yaml"] == b"name: tool\n"
        history = history_of(Path(data))
        (tag,) = history.of("tool")
        assert (history.copy, history.tree(tag) != "", history.follows(tag)) == (Copy.WHOLE, True, True)
        with data_of(history, tag) as root:
            assert (root / "tool/datapackage.yaml").read_bytes() == b"name: tool\n"
        assert history.uncommitted == []
    with opened("HEAD", made.folder, tmp_path / "texts") as version:
        assert version.content is None
    (tmp_path / "texts").mkdir()
    with opened("HEAD", made.folder, tmp_path / "texts") as version:
        assert version.content == tmp_path / "texts"
    (made.folder / "tool/notes.md").write_text("Notes")
    assert history_of(made.folder).uncommitted == ["tool/notes.md"]


def test_a_link_is_refused_and_not_followed(repository: Repository) -> None:
    (repository.folder / "data" / "tool" / "secret.csv").symlink_to("/etc/passwd")
    repository.commit({})
    with pytest.raises(SurroundingsError, match=r"data/tool/secret\.csv is no plain file"):
        read("HEAD")


def test_a_path_that_leads_out_is_refused(repository: Repository) -> None:
    blob = repository.git("rev-parse", "HEAD:other.txt")
    made = subprocess.run(
        ["git", "hash-object", "-t", "tree", "--literally", "-w", "--stdin"],
        cwd=repository.folder,
        input=b"100644 ..\0" + bytes.fromhex(blob),
        capture_output=True,
        check=True,
    )
    inner = made.stdout.decode().strip()
    outer = subprocess.run(
        ["git", "mktree", "--missing"],
        cwd=repository.folder,
        input=f"040000 tree {inner}\tdata\n".encode(),
        capture_output=True,
        check=True,
    )
    revision = repository.git("commit-tree", outer.stdout.decode().strip(), "-m", "evil")
    with pytest.raises(SurroundingsError, match=r"data/\.\. is no plain file"):
        read(revision)
