"""`seamline new` asks what has to be known, writes what follows from it, and leaves the data valid or as they were."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.new import Entry
from generator.editing.kinds import KINDS
from generator.packages import read_dataset
from tests.checks.datasets import write_dataset
from tests.test_cli import STRIKE, Seamline, files
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
ROOT = Path(__file__).parents[2]
FACTORY = ["factory", "country=KH", "name=Red Lotus, Ltd.", "address=Street 2", "joined_on=2025-10-01"]
ASSESSMENT = [
    *("assessment", "factory=KH-0001", "started_on=2025-10-05", "ended_on=2025-10-06", "form=full", "announced=false"),
    "reported_on=2025-11-01",
]
SESSION = [
    *("session", "course=supervisory-skills", "country=KH", "starts_on=2026-05-04", "ends_on=2026-06-12"),
    *("place=Phnom Penh", "language=km", "seats=20"),
]
INDICATOR = [
    *("indicator", "title.en=Strikes in a year", "question.en=How many?", "answer.en=Few.", "definition.en=Strikes."),
    *("unit.en=strikes", "scope=programme", "direction=lower-is-better", "method.en=Counted: by hand", "chart=bar"),
    *("periodicity=yearly", "source=brochure", "title.fr=Grèves", "clusters=child-labour"),
]
COURSE = [
    *("course", "title.en=Fire Drills", "code=FIR", "summary.en=Run a drill.", "audience.en=All", "audiences=workers"),
    *("aims.en=Plan; Run", "outline.en=One day", "days=1", "blocks=1", "hours_per_day=6", "group_minimum=5"),
    *("group_maximum=20", "delivery=on-site", "languages=km,en", "certificate=true", "provider=Programme"),
]
REFUSED = "Nothing was written, for with this entry the data would not be right:"
NOTE = ["release-note", "package=training", "summary=Sessions of May.", "released_on=2025-12-31"]


@pytest.fixture
def data(tmp_path: Path, seamline: Seamline) -> Path:
    write_dataset(tmp_path / "data", {})
    assert seamline("fmt")[0] == 0
    return tmp_path / "data"


def lines(path: Path) -> set[str]:
    return set(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("arguments", "key", "added"),
    [
        (
            FACTORY,
            "KH-0003",
            {"compliance/factories.csv": {'KH-0003,,"Red Lotus, Ltd.",,,Street 2,,KH,,,,,active,,,,2025-10-01,,'}},
        ),
        (
            ASSESSMENT,
            "KH-0001-3",
            {
                "compliance/assessments.csv": {
                    "KH-0001-3,KH-0001,3,2025-10-05,2025-10-06,full,false,2025-11-01,,2,all-answers,"
                },
                "compliance/findings.csv": {
                    "KH-0001-3,1.1.1,1,not-disclosed,",
                    "KH-0001-3,7.8.3,2,not-disclosed,",
                    "KH-0001-3,7.8.4,1,not-disclosed,",
                },
            },
        ),
        (
            SESSION,
            "sst-kh-2026-05-04",
            {
                "training/sessions.csv": {
                    "sst-kh-2026-05-04,supervisory-skills,2026-05-04,2026-06-12,Phnom Penh,KH,km,20,scheduled,"
                }
            },
        ),
        (
            NOTE,
            "training 1.0.1",
            {
                "programme/releases.csv": {"training,1.0.1,2025-12-31,Sessions of May.,,,,,"},
                "training/datapackage.yaml": {"version: 1.0.1"},
            },
        ),
        (
            INDICATOR,
            "strikes-in-a-year",
            {
                "indicators/datapackage.yaml": {"    path: [indicators.yaml, strikes-in-a-year.yaml]"},
                "indicators/strikes-in-a-year.yaml": {
                    "- indicator: strikes-in-a-year",
                    "    fr: Grèves",
                    "    en: 'Counted: by hand'",
                    "  clusters: [child-labour]",
                    "  decimals: 0",
                },
            },
        ),
        (
            COURSE,
            "fire-drills",
            {
                "training/datapackage.yaml": {"    path: [courses.yaml, fire-drills.yaml]"},
                "training/fire-drills.yaml": {"    en: [Plan, Run]", "  blocks: [1]", "  certificate: true"},
            },
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_an_entry_is_written_with_what_follows_from_it(
    seamline: Seamline, data: Path, arguments: list[str], key: str, added: dict[str, set[str]]
) -> None:
    before = {name: lines(data / name) if (data / name).exists() else set() for name in added}
    everything = files(data)
    code, out, err = seamline("new", *arguments)
    assert (code, err) == (0, "")
    assert out.startswith(f"new: {arguments[0]} {key}\n")
    for name, expected in added.items():
        assert f"written: data/{name}\n" in out
        now = lines(data / name)
        assert expected <= now - before[name]
    changed = {name for name, content in files(data).items() if everything.get(name) != content}
    assert changed == set(added)
    assert seamline("check")[0] == 0
    assert seamline("fmt", "--check")[0] == 0
    assert read_dataset(data)[1] == []


def test_a_row_goes_into_the_file_of_its_country(seamline: Seamline, data: Path) -> None:
    whole = (data / "compliance" / "factories.csv").read_text("utf-8").splitlines(keepends=True)
    (data / "compliance" / "kh.csv").write_text("".join([whole[0], *(row for row in whole if row.startswith("KH"))]))
    (data / "compliance" / "ht.csv").write_text("".join([whole[0], *(row for row in whole if row.startswith("HT"))]))
    (data / "compliance" / "factories.csv").unlink()
    descriptor = data / "compliance" / "datapackage.yaml"
    descriptor.write_text(
        descriptor.read_text("utf-8").replace("path: factories.csv", "path: [kh.csv, ht.csv]"), "utf-8"
    )
    assert "written: data/compliance/kh.csv\n" in seamline("new", *FACTORY)[1]
    assert len(lines(data / "compliance" / "kh.csv")) == 4

    assert "written: data/compliance/vn.csv\n" in seamline("new", *FACTORY[:1], "country=VN", *FACTORY[2:])[1]
    assert "VN-0001" in (data / "compliance" / "vn.csv").read_text("utf-8")
    assert seamline("check")[0] == 0
    assert seamline("fmt", "--check")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["factory"],
            4,
            "Give these too, as FIELD=VALUE: country (Country (ISO 3166-1 alpha-2): KH, HT, VN); name (Name);",
        ),
        (["factory", "nme=x"], 4, "There is no field 'nme': did you mean name? The fields are: factory, os_id, name,"),
        (["factory", "name"], 4, "'name' is not FIELD=VALUE. The fields are:"),
        (["fcatory"], 4, "Invalid value for 'kind': 'fcatory' is not one of 'factory', 'assessment'"),
        ([*FACTORY, "name=x"], 4, "'name' is given twice."),
        (
            [*FACTORY, "factory=KH-0001"],
            2,
            f"{REFUSED}\n  factory: There are two rows with factory KH-0001; the other is",
        ),
        (
            ["factory", "country=Haiti", "status=actve", "joined_on=1/9/2025"],
            2,
            (
                f"{REFUSED}\n  country: “Haiti” is none of KH, HT, VN."
                "\n  status: “actve” is none of active, closed, left, suspended, moved. Did you mean active?"
                "\n  joined_on: “1/9/2025” is not a day. Write 2025-09-01 if the day comes first in it,"
            ),
        ),
        (
            [*ASSESSMENT[:-2], "announced=no", *ASSESSMENT[-1:]],
            2,
            f"{REFUSED}\n  announced: “no” is not true or false.",
        ),
        ([*ASSESSMENT[:3], "ended_on=2025-10-01", *ASSESSMENT[4:]], 2, f"{REFUSED}\n  ended_on: "),
        ([*SESSION[:5], "place=a\tb", *SESSION[6:]], 2, "training/sessions.csv:4:61: Here stands a tab"),
    ],
)
def test_what_would_not_be_valid_is_not_written(
    seamline: Seamline, data: Path, arguments: list[str], code: int, said: str
) -> None:
    before = files(data)
    ended, _, err = seamline("new", *arguments)
    assert ended == code
    assert err.startswith(f"seamline: {said}"), err
    assert files(data) == before


def test_the_command_knows_every_kind() -> None:
    assert [each.value for each in Entry] == list(KINDS)


def test_data_with_errors_are_mended_first(seamline: Seamline, tmp_path: Path) -> None:
    write_dataset(tmp_path / "data", {"strikes": STRIKE})
    code, _, err = seamline("new", *FACTORY)
    assert (code, err) == (2, "seamline: The data have errors (1): put them right first. seamline check says where.\n")


def test_a_kind_whose_table_is_not_there_is_refused(seamline: Seamline, tmp_path: Path) -> None:
    write_dataset(tmp_path / "data", dict.fromkeys(("sessions", "translations")))
    code, _, err = seamline("new", *SESSION)
    assert code == 2
    assert "The data have no table sessions" in err


def _answers(descriptor: int, answers: list[str]) -> Iterator[str]:
    """Type an answer each time that something is asked; yield what was shown."""
    for answer in answers:
        shown = ""
        while not shown.endswith(": "):
            shown += os.read(descriptor, 1024).decode()
        os.write(descriptor, f"{answer}\n".encode())
        yield shown


def test_what_is_missing_is_asked_one_after_the_other(data: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    command = [sys.executable, "-m", "generator", "new", "factory", "country=HT"]
    with subprocess.Popen(command, cwd=data.parent, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as ran:
        os.close(theirs)
        asked = "".join(_answers(ours, ["=Soleil", "Route 1", "1/13/2025", "2025-01-01", "Soleil"]))
        assert ran.wait(timeout=120) == 0
    os.close(ours)
    assert asked.count("name (Name): ") == 2
    assert "name: name begins like a formula, which a spreadsheet would run: =Soleil." in asked.replace("\r\n", "")
    assert "“1/13/2025” is not a day. Write 2025-01-13." in asked
    assert asked.count("joined_on (Day on which it joined: YYYY-MM-DD): ") == 2
    assert "address (Postal address): " in asked
    assert "HT-0002,,Soleil,,,Route 1,,HT,,,,,active,,,,2025-01-01,," in lines(data / "compliance" / "factories.csv")


def test_who_stops_at_a_question_is_told_that_nothing_was_written(
    seamline: Seamline, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(data)
    nothing_typed = io.StringIO("")
    monkeypatch.setattr(nothing_typed, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", nothing_typed)
    code, _, err = seamline("new", "factory")
    assert code == 4
    assert err.rstrip().endswith("seamline: Stopped before anything was written.")
    assert files(data) == before
