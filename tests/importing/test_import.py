"""`seamline import` brings a factory with its first assessment from a workbook: into the tables, and onto its page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.importing import imported
from generator.packages import read_dataset
from generator.pipeline import Checked, read_checked
from generator.settings import Settings
from tests.importing.books import EXPORT, FACTORIES, MAPPINGS, VISITS, Rows, first_assessment, workbook
from tests.test_cli import Seamline, files, small
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
MAPPING = str(MAPPINGS / "assessment-export.yaml")
HANDBOOK = (MAPPINGS.parent / "docs" / "import.md").read_text("utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    small(tmp_path)
    return tmp_path / "data" / "compliance"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The small portal, read once; nothing is written."""
    root = tmp_path_factory.mktemp("import")
    small(root)
    return read_checked(Settings(data=root / "data"))


def changed(rows: Rows, row: int, position: int, value: Any) -> Rows:
    return [
        [value if (at, place) == (row, position) else cell for place, cell in enumerate(cells)]
        for at, cells in enumerate(rows)
    ]


def added(path: Path, before: bytes) -> set[str]:
    return set(path.read_text("utf-8").splitlines()) - set(before.decode().splitlines())


def test_the_walk_of_the_handbook(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    """As `docs/import.md` says it, from the workbook to the built page; what it shows is what is said."""
    assert seamline("fmt")[0] == 0
    before = files(data)
    first_assessment(tmp_path / "export.xlsx")
    said = HANDBOOK.partition("$ seamline import")[2].partition("```")[0].partition("\n")[2]
    assert seamline("import", MAPPING, "export.xlsx", "--dry-run") == (0, said, "")
    assert files(data) == before

    assert seamline("import", MAPPING, "export.xlsx") == (
        0,
        said.partition("This was")[0].replace("would be w", "w"),
        "",
    )
    new = {name: added(data / f"{name}.csv", before[f"{name}.csv"][0]) for name in ("factories", "findings")}
    assert new["factories"] == {"HT-0002,,Aiguille d'Or,,,Route de Delmas 12,,HT,,,,,active,,,,2024-11-04,,"}
    assert new["findings"] == {"HT-0002-1,1.1.1,1,compliant,", "HT-0002-1,7.8.3,2,non-compliant,"}
    expected = {"HT-0002-1,HT-0002,1,2025-09-01,2025-09-02,full,false,2025-10-01,2025-11-20,2,all-answers,"}
    assert added(data / "assessments.csv", before["assessments.csv"][0]) == expected
    assert seamline("check")[0] == 0
    assert seamline("fmt", "--check")[0] == 0
    once = files(data)
    code, out, _ = seamline("import", MAPPING, "export.xlsx")
    assert (code, out.splitlines()[-1]) == (0, "Nothing changes.")
    assert files(data) == once

    assert seamline("build", "--languages", "en")[0] == 0
    page = (tmp_path / "output" / "factories" / "ht-0002" / "index.html").read_text("utf-8")
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Aiguille d&#39;Or" in words
    assert "Is any emergency exit locked?" in words
    assert "640" in words


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (
            {"Export": changed(EXPORT, 1, 9, "1.1.l")},
            "Export!J2 error [spreadsheet-key] “1.1.l” is not in questions (by question). Did you mean “1.1.1”?",
        ),
        (
            {"Export": changed(EXPORT, 2, 12, "Perhaps")},
            "Export!M3 error [spreadsheet-value] “perhaps” is none of the values known here. Add it to values in /",
        ),
        (
            {"Export": changed(changed(EXPORT, 2, 2, "Aiguille Dor"), 2, 1, "812")},
            "Export!B3 error [spreadsheet-key] “812 / HT, Aiguille Dor” is not in factories (by factory or os_id or",
        ),
        (
            {"Export": changed(changed(EXPORT, 2, 2, "Aiguille Dor"), 2, 1, "812")},
            "or country and name or country and former_names). Did you mean “HT, Aiguille d'Or”? Correct the cell,",
        ),
        (
            {"Export": changed(EXPORT, 1, 0, "Hayti")},
            "Export!A2 error [spreadsheet-value] “Hayti” is not the name or code of a country in ISO 3166. Write its",
        ),
        (
            {"Export": changed(EXPORT, 1, 5, "9/31/2025")},
            "Export!F2 error [spreadsheet-value] “9/31/2025” is not a day written as DD/MM/YYYY or DD MMM YYYY. Write",
        ),
        (
            {"Export": [*EXPORT, [*EXPORT[1][:-1], 1]]},
            "Export!M5 error [spreadsheet-conflict] Two rows say different things of findings HT-0002-1 1.1.1:",
        ),
        (
            {"Visits": [row[:4] for row in VISITS]},
            "error [spreadsheet-column] The sheet has no column “Report Date”. Its columns are: “Quest.ID”, “Assess",
        ),
        (
            {"Factories": changed(FACTORIES, 1, 6, "about 600")},
            "Factories!G2 error [spreadsheet-value] “about 600” is not a whole number.",
        ),
        (
            {"Factories": changed(FACTORIES, 1, 3, "Route\u202e 12")},
            "Factories!D2 error [spreadsheet-value] “Route\\u202e 12” has a control character, or one that nobody",
        ),
        (
            {"Visits": changed(VISITS, 1, 0, 90211)},
            "Visits!A2 error [spreadsheet-key] “90211” is not in export (by Quest.ID). Did you mean “90210”?",
        ),
    ],
)
def test_what_is_wrong_is_named_at_its_cell(
    checked: Checked, tmp_path: Path, sheets: dict[str, Rows], said: str
) -> None:
    book = first_assessment(tmp_path / "export.xlsx", **sheets)
    done = imported(Path(MAPPING), [book], checked)
    assert done.edits == ()
    found = [f"{each.where} error [{each.code}] {each.message} {each.hint}" for each in done.problems]
    assert [text for text in found if said in text.replace(f"{tmp_path}/", "")], found


def test_an_export_alone_gives_findings_of_assessments_that_are_there(checked: Checked, tmp_path: Path) -> None:
    """As text, too: without the sheets of a workbook, and with a reason for what was not assessed."""
    told = [("1.1.1", "0", ""), ("7.8.3", "Not assessed", "The building was closed"), ("7.8.4", "3", "")]
    rows = [f"Haiti,HT-0001,Couture Soleil,1,01/05/2025,5,{','.join(each)}" for each in told]
    names = "Country,Factory Assessed ID,Factory Assessed Name,Cycle,Assessment Start Date,Quest.ID,Question.ID"
    (tmp_path / "export.csv").write_text("\n".join([f"{names},Finding,Reason", *rows, ""]), "utf-8")
    done = imported(Path(MAPPING), 2 * [tmp_path / "export.csv"], checked)
    assert (done.problems, done.edits, list(done.accounts)) == ((), (), ["findings"]), "named twice, it is read once"
    assert done.accounts["findings"].same == 2

    rows[1] = rows[1].replace("Not assessed,The building was closed", "1,")
    (tmp_path / "export.csv").write_text("\n".join([f"{names},Finding,Reason", *rows, ""]), "utf-8")
    found = imported(Path(MAPPING), [tmp_path / "export.csv"], checked).problems
    assert [each.message for each in found] == [
        "HT-0001-1 7.8.3 is there already, with another value of result: “not-assessed” there, “non-compliant” here."
    ]
    assert str(found[0].where) == f"{tmp_path}/export.csv:3:51"


def test_all_that_is_wrong_comes_at_once_and_nothing_is_written(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    before = files(data)
    first_assessment(
        tmp_path / "export.xlsx",
        Export=changed(changed(EXPORT, 1, 9, "1.1.l"), 2, 12, "Perhaps"),
        Factories=changed(FACTORIES, 1, 6, "about 600"),
    )
    code, out, err = seamline("import", MAPPING, "export.xlsx")
    assert (code, err) == (2, "seamline: The spreadsheet was not imported: nothing was written.\n")
    for place in ("Export!J2: error [spreadsheet-key]", "Export!M3: error [spreadsheet-value]", "Factories!G2: error"):
        assert f"export.xlsx:{place}" in out
    assert files(data) == before


def test_what_would_not_pass_the_check_is_not_written(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    before = files(data)
    first_assessment(tmp_path / "export.xlsx", Visits=changed(VISITS, 1, 1, date(2025, 8, 1)))
    code, out, err = seamline("import", MAPPING, "export.xlsx")
    assert (code, err) == (
        2,
        "seamline: With these rows the data would have the errors above, so nothing was written.\n",
    )
    said = "ended_on is 2025-08-01, before started_on, 2025-09-01. Correct one of the days.\n"
    assert f"export.xlsx:Visits!B2: error [date-order] {said}" in out
    assert files(data) == before


def test_a_value_that_is_there_is_not_replaced_unasked(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    first_assessment(tmp_path / "export.xlsx")
    assert seamline("import", MAPPING, "export.xlsx")[0] == 0
    before = files(data)
    first_assessment(tmp_path / "again.xlsx", Factories=changed(FACTORIES, 1, 6, 655))
    code, out, _ = seamline("import", MAPPING, "again.xlsx")
    assert code == 2
    assert (
        "again.xlsx:Factories!G2: error [spreadsheet-conflict] HT-0002 2025-09-01 is there already, with another" in out
    )
    assert files(data) == before

    code, out, _ = seamline("import", MAPPING, "again.xlsx", "--replace")
    assert code == 0
    assert "  ~ HT-0002 2025-09-01  workers: “640” -> “655”  from again.xlsx:Factories!G2\n" in out
    assert "HT-0002,2025-09-01,655,,,,Payroll" in (data / "workforce.csv").read_text("utf-8")


def test_a_blank_empties_nothing_and_fills_what_was_blank(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    first_assessment(tmp_path / "export.xlsx")
    assert seamline("import", MAPPING, "export.xlsx")[0] == 0
    rows = changed(changed(FACTORIES, 1, 3, None), 1, 8, None)
    facts = [[*rows[0], "Women"], [*rows[1], 500]]
    workbook(tmp_path / "facts.xlsx", {"Factories": facts, "Export": EXPORT})
    code, out, err = seamline("import", MAPPING, "facts.xlsx")
    assert (code, err) == (0, ""), out
    assert "  ~ HT-0002 2025-09-01  women: blank -> “500”  from facts.xlsx:Factories!J2\n" in out
    assert "HT-0002,2025-09-01,640,500,,,Payroll" in (data / "workforce.csv").read_text("utf-8")
    assert "Route de Delmas 12" in (data / "factories.csv").read_text("utf-8")


def test_what_no_rule_allows_to_be_public_is_withheld(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    """In Cambodia one issue is public, from the second assessment on; without a day of publication nothing is."""
    here = {"Haiti": "Cambodia", "811": "KH-0001", "AIGUILLE D'OR": "Lotus Garment"}
    rows = [[here.get(str(cell), cell) for cell in row] for row in EXPORT[1:]]
    export = [EXPORT[0], *([*row[:3], 3, *row[4:]] for row in rows)]
    workbook(tmp_path / "kh.xlsx", {"Visits": VISITS, "Export": export})
    code, out, err = seamline("import", MAPPING, "kh.xlsx")
    assert (code, err) == (0, ""), out
    assert (
        "findings: 2 rows added, no value changed, 0 rows as before, 1 result withheld, which no disclosure rule allows"
        in out
    )
    findings = (data / "findings.csv").read_text("utf-8")
    assert "KH-0001-3,1.1.1,1,not-disclosed,\n" in findings
    assert "KH-0001-3,7.8.3,2,non-compliant,\n" in findings
    assert seamline("import", MAPPING, "kh.xlsx")[1].splitlines()[-1] == "Nothing changes."


def test_an_export_that_is_not_published_yet_gives_no_result(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    first_assessment(tmp_path / "export.xlsx", Visits=changed(VISITS, 1, 5, None))
    assert seamline("import", MAPPING, "export.xlsx")[0] == 0
    new = [row for row in (data / "findings.csv").read_text("utf-8").splitlines() if row.startswith("HT-0002")]
    assert new == ["HT-0002-1,1.1.1,1,not-disclosed,", "HT-0002-1,7.8.3,2,not-disclosed,"]

    first_assessment(tmp_path / "later.xlsx")
    assert seamline("import", MAPPING, "later.xlsx", "--replace")[0] == 0
    assert "HT-0002-1,7.8.3,2,non-compliant," in (data / "findings.csv").read_text("utf-8")


def test_a_country_that_has_no_file_yet_gets_one(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    whole = (data / "factories.csv").read_text("utf-8").splitlines(keepends=True)
    for country in ("kh", "ht"):
        rows = [row for row in whole if row.lower().startswith(country)]
        (data / "factories").mkdir(exist_ok=True)
        (data / "factories" / f"{country}.csv").write_text("".join([whole[0], *rows]), "utf-8")
    (data / "factories.csv").unlink()
    descriptor = data / "datapackage.yaml"
    text = descriptor.read_text("utf-8").replace("path: factories.csv", "path: [factories/kh.csv, factories/ht.csv]")
    descriptor.write_text(text, "utf-8")
    here = {"Haiti": "Viet Nam"}
    sheets = ((name, [[here.get(str(cell), cell) for cell in row] for row in rows]) for name, rows in BOOK.items())
    code, out, err = seamline("import", MAPPING, str(workbook(tmp_path / "vn.xlsx", dict(sheets))))
    assert (code, err) == (0, ""), out
    assert "written: data/compliance/factories/vn.csv\n" in out
    assert "VN-0001,,Aiguille d'Or" in (data / "factories" / "vn.csv").read_text("utf-8")
    assert read_dataset(data.parent)[1] == []


BOOK = {"Factories": FACTORIES, "Visits": VISITS, "Export": EXPORT}


def test_a_table_without_primary_key_is_not_filled(checked: Checked, tmp_path: Path) -> None:
    package = checked.data.packages["compliance"]
    strikes = package.tables["strikes"]
    keyless = replace(strikes, schema=replace(strikes.schema, primary_key=()))
    data = replace(
        checked.data,
        packages={
            **checked.data.packages,
            "compliance": replace(package, tables={**package.tables, "strikes": keyless}),
        },
    )
    text = "title: x\nsheets: {a: {}}\ntables:\n  - {table: strikes, from: a, columns: {factory: x}}\n"
    (tmp_path / "m.yaml").write_text(text, "utf-8")
    (tmp_path / "a.csv").write_text("x\nKH-0001\n", "utf-8")
    done = imported(tmp_path / "m.yaml", [tmp_path / "a.csv"], replace(checked, data=data))
    assert [each.message[:41] for each in done.problems] == ["The schema of strikes has no primary key,"]


def test_what_is_not_there_is_said_in_a_sentence(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    assert data.is_dir()
    first_assessment(tmp_path / "export.xlsx")
    for arguments, code, said in (
        (["nothing.yaml", "export.xlsx"], 4, "The mapping nothing.yaml cannot be read: name a file that is there."),
        ([MAPPING, "nothing.xlsx"], 4, "nothing.xlsx cannot be read"),
        ([MAPPING], 4, "Missing argument"),
        ([MAPPING, "export.xlsx", "--data", "elsewhere"], 4, "There is no data folder elsewhere"),
        (["export.xlsx", MAPPING], 4, "export.xlsx is a spreadsheet: name the mapping first, a YAML file such as"),
    ):
        ended, _, err = seamline("import", *arguments)
        assert ended == code
        assert err.startswith(f"seamline: {said}"), err


def test_data_with_errors_are_mended_first(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    path = data / "strikes.csv"
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\nKH-0001,2013-12-24,0,,Minimum wage\n", "utf-8")
    ended, _, err = seamline("import", MAPPING, str(first_assessment(tmp_path / "export.xlsx")))
    assert (ended, err) == (2, "seamline: The data have errors (1): put them right first. seamline check says where.\n")
