"""A version with what is not public any more is not served, unless the release that took it back says that it may."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.editions import write_editions
from generator.errors import PolicyError, SurroundingsError
from generator.facts import facts_of
from generator.outputs.table_files import Publisher
from generator.packages import read_dataset
from generator.packages.digest import digest_of
from generator.pages.portal import Portal, Served
from generator.settings import Settings
from tests.checks.datasets import portal as tables
from tests.checks.datasets import write_dataset
from tests.test_history import Repository

HEAD = "package,version,released_on,summary,digest,earlier_kept,withdrawn_on,withdrawal_reason\n"
ONE = tables()["strikes"]
NONE = ONE.partition("\n")[0] + "\n"
TWO = f"{ONE}KH-0001,2014-01-02,1,,Overtime\n"


class Archive:
    """A portal in a repository, whose package compliance has releases."""

    def __init__(self, folder: Path) -> None:
        self.repository = Repository(folder)
        self.data = folder / "data"
        self.site = folder.with_name("site")
        self.rows = ""

    def write(self, strikes: str | None, version: str) -> None:
        """Write the data at hand."""
        shutil.rmtree(self.data, ignore_errors=True)
        write_dataset(self.data, {"strikes": strikes, "releases": HEAD + self.rows}, version=version)

    def release(self, strikes: str | None, version: str, day: str, *, kept: str = "", tag: bool = True) -> None:
        """Write the data with the record of a release, as `seamline release` leaves them."""
        self.write(strikes, version)
        data, _ = read_dataset(self.data)
        digest = digest_of(data.packages["compliance"], self.data)
        self.rows += f"compliance,{version},{day},A release.,{digest},{kept},,\n"
        self.write(strikes, version)
        self.repository.commit({})
        if tag:
            self.repository.git("tag", f"data/compliance/v{version}")

    def served(self) -> list[str]:
        """Return the versions of compliance that are served from their tags."""
        data, problems = read_dataset(self.data)
        assert problems == []
        portal = Portal(facts_of(data, date(2026, 1, 1)), Settings(data=self.data))
        shutil.rmtree(self.site, ignore_errors=True)
        found = write_editions(portal, self.site, (), Publisher("Portal")).each
        return [each.version for each in found if (each.package, each.served) == ("compliance", Served.TAGGED)]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return a portal that released two strikes."""
    made = Archive(tmp_path / "portal")
    made.release(TWO, "1.0.0", "2025-01-31")
    return made


def test_a_row_that_is_gone_stops_the_build_until_a_release_says_why_it_may_stay(archive: Archive) -> None:
    archive.write(ONE, "1.0.0")
    with pytest.raises(
        PolicyError, match=r"any more: compliance 1\.0\.0 \(strikes: 1\)\. Withdraw them .* --keep-earlier"
    ):
        archive.served()
    archive.release(ONE, "1.0.1", "2025-02-28", kept="Entered twice", tag=False)
    assert archive.served() == ["1.0.0"]
    archive.write(NONE, "1.0.1")
    with pytest.raises(PolicyError, match=r"compliance 1\.0\.0 \(strikes: 2\)"):  # no longer what was released
        archive.served()
    archive.repository.git("tag", "data/compliance/v1.0.1")
    with pytest.raises(PolicyError, match=r"compliance 1\.0\.0 \(strikes: 1\); compliance 1\.0\.1 \(strikes: 1\)"):
        archive.served()
    archive.write(ONE, "1.0.1")
    assert archive.served() == ["1.0.0", "1.0.1"]


def test_a_release_answers_for_what_was_lost_before_it_alone(archive: Archive) -> None:
    archive.release(ONE, "1.0.1", "2025-02-28", kept="Entered twice")
    archive.release(TWO, "1.1.0", "2025-03-31")
    archive.write(ONE, "1.1.0")
    with pytest.raises(PolicyError, match=r"any more: compliance 1\.1\.0 \(strikes: 1\)\. "):
        archive.served()


def test_the_newest_answer_holds_for_all_that_was_lost_until_then(archive: Archive) -> None:
    archive.release(ONE, "1.0.1", "2025-02-28", kept="Entered twice")
    archive.release(NONE, "1.0.2", "2025-03-31", kept="It was a holiday")
    archive.write(NONE, "1.0.2")
    assert archive.served() == ["1.0.0", "1.0.1", "1.0.2"]


def test_a_release_whose_tag_was_moved_answers_for_nothing(archive: Archive) -> None:
    archive.release(ONE, "1.0.1", "2025-02-28", kept="Entered twice")
    archive.rows = archive.rows.replace(",Entered twice,,\n", ",Entered twice,2025-03-01,Withdrawn.\n")
    archive.write(NONE, "1.0.1")
    archive.repository.commit({})
    with pytest.raises(PolicyError, match=r"compliance 1\.0\.0 \(strikes: 1\)"):
        archive.served()
    archive.repository.git("tag", "--force", "data/compliance/v1.0.1")
    with pytest.raises(SurroundingsError, match=r"v1\.0\.1 does not hold what was released as 1\.0\.1"):
        archive.served()


def test_a_version_whose_tag_is_gone_stops_the_build(archive: Archive) -> None:
    archive.release(TWO, "1.0.1", "2025-02-28")
    archive.repository.git("tag", "--delete", "data/compliance/v1.0.0")
    with pytest.raises(SurroundingsError, match=r"are not in this copy of the repository: compliance 1\.0\.0\. Bring"):
        archive.served()
    archive.rows = archive.rows.replace(",,,\n", ",,2025-03-01,Withdrawn.\n", 1)
    archive.write(TWO, "1.0.1")
    assert archive.served() == ["1.0.1"]


def test_a_tag_of_another_branch_is_known_by_its_checksum_or_not_at_all(archive: Archive) -> None:
    archive.repository.git("checkout", "--quiet", "--orphan", "other")
    archive.release(TWO, "1.0.1", "2025-02-28")
    archive.repository.git("checkout", "--quiet", "main")
    archive.write(TWO, "1.0.1")
    archive.repository.commit({})
    assert archive.served() == ["1.0.0", "1.0.1"]
    archive.rows = re.sub(r"(?<=A release\.,)[0-9a-f]{64}", "", archive.rows)
    archive.write(TWO, "1.0.1")
    with pytest.raises(SurroundingsError, match=r"^data/compliance/v1\.0\.1 is not in the history of what is checked"):
        archive.served()


def test_a_version_that_is_older_than_the_program_is_not_guessed_at(archive: Archive) -> None:
    for path in ("schemas/strikes.yaml", "strikes.csv"):
        file = archive.data / "compliance" / path
        file.write_text(file.read_text("utf-8").replace("started_on", "began_on"), "utf-8")
    archive.rows = archive.rows.replace(archive.rows.split(",")[4], "")
    archive.repository.commit({})
    archive.repository.git("tag", "--force", "data/compliance/v1.0.0")
    archive.write(TWO, "1.0.0")
    with pytest.raises(PolicyError, match=r"compliance 1\.0\.0 was public: .* lacks strikes\.started_on, by which"):
        archive.served()


@pytest.mark.parametrize("gone", ["table", "package"])
def test_a_table_or_package_that_is_gone_stops_the_build(archive: Archive, gone: str) -> None:
    archive.write(None, "1.0.0")
    if gone == "package":
        archive.write(TWO, "1.0.0")
        shutil.rmtree(archive.data / "compliance")
    with pytest.raises(PolicyError, match=r"strikes: 2"):
        archive.served()


def moved(archive: Archive) -> None:
    """Move the strikes of the data at hand into the package tool."""
    taken = None
    for package in ("compliance", "tool"):
        path = archive.data / package / "datapackage.yaml"
        descriptor = yaml.safe_load(path.read_text("utf-8"))
        if taken is None:
            taken = next(each for each in descriptor["resources"] if each["name"] == "strikes")
            descriptor["resources"].remove(taken)
        else:
            descriptor["resources"].append(taken)
        path.write_text(yaml.safe_dump(descriptor, sort_keys=False), "utf-8")
    for name in ("strikes.csv", "schemas/strikes.yaml"):
        shutil.move(archive.data / "compliance" / name, archive.data / "tool" / name)


def test_a_table_that_moved_to_another_package_is_compared_there(archive: Archive) -> None:
    archive.write(TWO, "1.0.0")
    moved(archive)
    assert archive.served() == ["1.0.0"]
    archive.write(ONE, "1.0.0")
    moved(archive)
    with pytest.raises(PolicyError, match=r"compliance 1\.0\.0 \(strikes: 1\)"):
        archive.served()


def test_the_answer_of_a_package_is_none_for_a_table_that_left_it(archive: Archive) -> None:
    """Nobody asked about the rows of another package when it was released."""
    archive.release(TWO, "2.0.0", "2025-02-28", kept="Something else")
    archive.repository.git("tag", "--delete", "data/compliance/v2.0.0")
    archive.rows = archive.rows.replace(archive.rows.splitlines()[1].split(",")[4], "")  # no checksum: found by its tag
    archive.write(ONE, "2.0.0")
    moved(archive)
    archive.repository.commit({})
    archive.repository.git("tag", "data/compliance/v2.0.0")
    with pytest.raises(PolicyError, match=r"compliance 1\.0\.0 \(strikes: 1\)\. "):
        archive.served()
