"""Released versions stay as they were, hold nothing that is not public now, and say so where they are not served."""

from __future__ import annotations

import re
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.editions import write_editions
from generator.editions.kept import Kept, program_in
from generator.errors import PolicyError, SurroundingsError
from generator.facts import facts_of
from generator.outputs.descriptors import File
from generator.outputs.downloads import write_downloads
from generator.outputs.table_files import Publisher, file_of
from generator.packages import read_dataset
from generator.packages.digest import digest_of
from generator.pages import changes, edition
from generator.pages.portal import Edition, Editions, Portal, Served
from generator.settings import Settings
from tests.checks.datasets import portal as tables
from tests.checks.datasets import write_dataset
from tests.pages.portals import THEME, rendered
from tests.test_history import Repository

TAG = "data/compliance/v1.0.0"
RELEASES = (
    "package,version,released_on,summary,changes,digest,withdrawn_on,withdrawal_reason\n"
    "compliance,1.0.0,2025-06-30,First.,,{digest},{gone}\n"
    "compliance,1.0.1,2025-12-31,Second.,strikes +1 ~2 -0;factories +0 ~0 -1,,,\n"
    "tool,0.9.0,2025-01-01,Before.,,,,\n"
)
STRIKES = "factory,started_on,days,lawful,reason\nKH-0001,2013-12-24,6,,Overtime\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository in which compliance 1.0.0 was tagged, and a strike corrected since."""
    made = Repository(tmp_path / "portal")
    write_dataset(made.folder / "data", {"releases": RELEASES.format(digest="", gone=",")})
    made.commit({})
    made.git("tag", "--annotate", TAG, "--message", "Release")
    at_hand(made)
    return made


def at_hand(repository: Repository, *, digest: str = "", gone: str = ",", **replaced: str) -> None:
    """Write the data at hand, one version on."""
    releases = RELEASES.format(digest=digest, gone=gone)
    write_dataset(repository.folder / "data", {"strikes": STRIKES, "releases": releases, **replaced}, version="1.0.1")
    repository.commit({})


def served(
    repository: Repository, site: Path, *, cache: Path | None = None, downloads: bool = False
) -> tuple[Portal, Editions]:
    """Return the portal with its editions, written below `site`; `downloads`: those at hand, too."""
    data, problems = read_dataset(repository.folder / "data")
    assert problems == []
    facts = facts_of(data, date(2026, 1, 1))
    portal = Portal(facts, Settings(data=repository.folder / "data", cache=cache, theme=THEME))
    publisher = Publisher("Portal", address="https://portal.example")
    names = [name for package in data.packages.values() for name in package.tables]
    public = {name: facts.published(name) for name in names}
    files = write_downloads(data, site, published=public, publisher=publisher).files if downloads else ()
    editions = write_editions(portal, site, files, publisher)
    return replace(portal, downloads=files, editions=editions), editions


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_tagged_version_is_served_as_it_was_on_its_day(repository: Repository, tmp_path: Path) -> None:
    _, editions = served(repository, tmp_path / "site", downloads=True)
    found = editions.of("compliance", "1.0.0")
    assert found is not None
    assert found.served is Served.TAGGED
    folder = tmp_path / "site/data/compliance/1.0.0"
    assert "Minimum wage" in (folder / "strikes.csv").read_text()
    assert "Overtime" in (tmp_path / "site/data/compliance/strikes.csv").read_text()
    assert {file.address for file in found.files} == {f"data/compliance/1.0.0/{name}" for name in content(folder)}
    assert {file.format for file in found.files} == {"csv", "json", "zip"}
    # Published the day after the release: the version does not have it, whatever the day is now.
    assert "2025-07-01" in (tmp_path / "site/data/compliance/assessments.csv").read_text()
    assert "2025-07-01" not in (folder / "assessments.csv").read_text()
    assert "HT-0001-1" not in (folder / "findings.csv").read_text()
    with zipfile.ZipFile(folder / "compliance.zip") as archive:
        assert archive.read("compliance/strikes.csv") == (folder / "strikes.csv").read_bytes()
        assert b"https://portal.example/data/compliance/1.0.0/" in archive.read("compliance/README.txt")


def test_the_version_at_hand_has_an_address_before_it_has_a_tag(repository: Repository, tmp_path: Path) -> None:
    _, editions = served(repository, tmp_path / "site", downloads=True)
    newest, before = editions.of("compliance", "1.0.1"), editions.of("tool", "0.9.0")
    assert newest is not None
    assert newest.served is Served.NEWEST
    assert before == Edition("tool", "0.9.0", Served.NOT_HERE)
    own, all_files = (content(tmp_path / "site/data/compliance" / name) for name in ("1.0.1", ""))
    assert own.items() <= all_files.items()
    assert {"strikes.csv", "datapackage.json", "compliance.zip"} <= own.keys()
    assert not (tmp_path / "site/data/tool/0.9.0").exists()


def test_a_version_is_kept_between_builds_and_made_again_when_damaged(repository: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    served(repository, tmp_path / "first", cache=cache)
    expected = content(tmp_path / "first")
    (entry,) = (cache / "editions").iterdir()
    kept = entry / "strikes.csv"
    used = kept.stat().st_ino
    served(repository, tmp_path / "second", cache=cache)
    assert content(tmp_path / "second") == expected
    assert kept.stat().st_ino == used
    kept.write_text("damaged")
    served(repository, tmp_path / "third", cache=cache)
    assert content(tmp_path / "third") == expected
    assert kept.stat().st_ino != used
    served(repository, tmp_path / "fourth")
    assert content(tmp_path / "fourth") == expected


def test_what_a_build_did_not_use_is_kept_no_longer(repository: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    kept = cache / "editions"
    for name in ("0" * 64, ".draft-of-a-build-that-was-killed", "somebody-else"):
        (kept / name).mkdir(parents=True)
    served(repository, tmp_path / "first", cache=cache)
    names = {path.name for path in kept.iterdir()}
    assert (len(names), "somebody-else" in names) == (2, True)
    at_hand(repository, gone="2026-01-01,It named a worker.")
    served(repository, tmp_path / "second", cache=cache)
    assert [path.name for path in kept.iterdir()] == ["somebody-else"]


def test_every_file_of_the_program_counts(tmp_path: Path) -> None:
    (tmp_path / "words/__pycache__").mkdir(parents=True)
    names = set()
    for name in ("a.py", "words/fr.po", "words/a.json", "a.py"):
        (tmp_path / name).write_text((tmp_path / name).read_text() + "x" if (tmp_path / name).exists() else "")
        program_in.cache_clear()
        names.add(program_in(tmp_path))
    assert len(names) == 4
    (tmp_path / "words/__pycache__/a.pyc").touch()
    program_in.cache_clear()
    assert program_in(tmp_path) in names


def test_two_builds_that_sweep_at_once_write_the_same(tmp_path: Path) -> None:
    def made(folder: Path) -> dict[str, list[File]]:
        folder.mkdir(parents=True)
        (folder / "a.csv").write_bytes(b"a\n1\n" * 10_000)
        return {"a": [file_of(folder, "a.csv", 10_000)]}

    def build(number: int) -> bool:
        for turn in range(20):
            kept = Kept(tmp_path / "kept")
            folder = tmp_path / f"{number}-{turn}"
            kept.put([number % 2], folder, made)
            kept.sweep()
            if (folder / "a.csv").stat().st_size != 40_000:
                return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(build, range(4))) == [True] * 4


@pytest.mark.parametrize("gone", ["2026-01-01,It named a worker.", "2026-01-01,", ",It named a worker."])
def test_a_withdrawn_version_has_no_files(repository: Repository, tmp_path: Path, gone: str) -> None:
    at_hand(repository, gone=gone)
    portal, editions = served(repository, tmp_path / "site")
    assert editions.of("compliance", "1.0.0") == Edition("compliance", "1.0.0", Served.WITHDRAWN)
    assert not (tmp_path / "site/data/compliance/1.0.0").exists()
    html = rendered(portal, next(edition.views(portal, portal.words("en"))))
    assert "The files of this version were withdrawn." in html
    assert ("It named a worker." in html) == ("worker" in gone)


def test_a_version_with_rows_that_are_not_public_any_more_stops_the_build(
    repository: Repository, tmp_path: Path
) -> None:
    postponed = tables()["assessments"].replace("2024-04-01,2024-06-01", "2024-04-01,")
    at_hand(repository, assessments=postponed)
    with pytest.raises(
        PolicyError, match=r"compliance 1\.0\.0 \(assessments: 1, findings: 2\)\. Withdraw them in the ta"
    ):
        served(repository, tmp_path / "site", cache=tmp_path / "cache")
    at_hand(repository, assessments=postponed, gone="2026-01-01,Withheld again.")
    served(repository, tmp_path / "again", cache=tmp_path / "cache")


def test_a_tag_that_was_moved_stops_the_build(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "--quiet", TAG)
    data, _ = read_dataset(repository.folder / "data")
    digest = digest_of(data.packages["compliance"], data.root)
    repository.git("checkout", "--quiet", "main")
    at_hand(repository, digest=digest)
    served(repository, tmp_path / "site")
    repository.git("tag", "--force", TAG, "HEAD")
    with pytest.raises(SurroundingsError, match=r"v1\.0\.0 does not hold what was released as 1\.0\.0 of compliance"):
        served(repository, tmp_path / "again")


def test_a_tag_from_before_the_data_lay_here_is_none(repository: Repository, tmp_path: Path) -> None:
    empty = repository.git("commit-tree", repository.git("mktree"), "-m", "empty")
    repository.git("tag", "--force", TAG, empty)
    assert served(repository, tmp_path / "site")[1].of("compliance", "1.0.0") == Edition(
        "compliance", "1.0.0", Served.NOT_HERE
    )


def test_without_history_the_version_at_hand_is_served_and_the_pages_say_so(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shallow, archive = Repository.__new__(Repository), Repository.__new__(Repository)
    shallow.folder, archive.folder = tmp_path / "shallow", tmp_path / "archive"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(shallow.folder))
    shutil.copytree(repository.folder / "data", archive.folder / "data")
    sites: list[dict[str, bytes]] = []
    for each in (shallow, archive):
        portal, editions = served(each, tmp_path / f"{each.folder.name}-site")
        assert not editions.whole
        assert [(one.version, one.served) for one in editions.each if one.package == "compliance"] == [
            ("1.0.0", Served.NOT_HERE),
            ("1.0.1", Served.NEWEST),
        ]
        sites.append(content(tmp_path / f"{each.folder.name}-site"))
        page = rendered(portal, next(changes.views(portal, portal.words("en"))))
        assert "built without the history of the data, so it holds the files of the newest versions only" in page
        first, second, _ = (rendered(portal, view) for view in edition.views(portal, portal.words("en")))
        assert "so the files of this version are not in it" in first
        assert "the files of this version are the newest ones" in second
    assert sites[-1] == sites[-2]


def test_the_changes_of_a_release_stand_with_it(repository: Repository, tmp_path: Path) -> None:
    corrections = "corrected_on,table,key,field,old,new,reason\n2025-12-31,strikes,KH-0001 2013-12-24,days,5,6,A slip\n"
    meant = "acknowledged_on,code,table,field,rows,reason\n2025-12-30,rows-lost,factories,all,1,Entered twice\n"
    meant += "2025-12-31,values-multiplied,strikes,days,2,Hours before\n"
    at_hand(repository, corrections=corrections, acknowledgements=meant)
    portal, _ = served(repository, tmp_path / "site")
    html = rendered(portal, next(changes.views(portal, portal.words("en"))))
    assert '<a href="../data/compliance/1.0.1/">compliance 1.0.1</a>' in html
    rows = re.findall(r'<tr><th scope="row">(\w+)</th>' + r'<td class="number">(\d)</td>' * 3, html)
    assert rows == [("Strikes", "1", "2", "0"), ("Factories", "0", "0", "1")]
    assert '<a href="../changes/#corrections-2025-12-31">1 published value corrected</a>' in html
    told = re.sub(r"<[^>]+>|\s+", " ", html.partition('id="acknowledgements"')[2])
    assert re.search(r"31 December 2025\s+Strikes\s+\w.*?up to 2 numbers multiplied\s+Hours before", told)
    assert re.search(r"30 December 2025\s+Factories\s+whole rows\s+up to 1 row taken out\s+Entered twice", told)
