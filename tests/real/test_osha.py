"""Real inspections, built as a portal: what the pages count is what the csv module counts in the source.

The source knows violations only, so there is no rate anywhere, and an inspection without one is not called compliant.
"""

from __future__ import annotations

import csv
import fcntl
import html
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import pytest

from generator.pipeline import read_checked
from generator.settings import Settings
from tests.real.osha import SOURCE, convert

ROOT = Path(__file__).parents[2]
SETTINGS = """from pathlib import Path
from generator.plugin import pelican_settings
from generator.settings import Settings
here = Path({here!r})
PORTAL = Settings(
    address="https://inspections.example", data=here / "data", content=here / "content", theme=Path({theme!r}),
    output=here / "site", cache=None,
)
globals().update(pelican_settings(PORTAL))
"""
TEXT = "Title: About\nSlug: about\nLang: en\nSummary: What this is.\n\nInspections of workplaces.\n"
ROWS, INSPECTIONS = 10_440, 5_302

pytestmark = pytest.mark.skipif(not SOURCE.is_dir(), reason="the shared input is not here")
Row = dict[str, str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with `data` and `site`; processes that test side by side share it."""
    base = tmp_path_factory.getbasetemp()
    here = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "osha"
    with (here.parent / "osha.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        settings = here / "settings.py"
        if not settings.exists():
            (here / "content").mkdir(parents=True)
            (here / "content" / "about.md").write_text(TEXT, encoding="utf-8")
            convert(SOURCE, here / "data")
            settings.write_text(SETTINGS.format(here=str(here), theme=str(ROOT / "theme")), encoding="utf-8")
            command = [sys.executable, "-m", "generator", "build", "--settings", str(settings)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr[-4000:]
    return here


@dataclass(frozen=True)
class Counted:
    """The source, counted: inspections by establishment in their order, and the standards found in each inspection."""

    rows: list[Row]
    visits: dict[str, list[Row]]
    found: dict[str, set[str]]

    def latest(self, form: str) -> Iterator[set[str]]:
        """Yield the standards found in the latest inspection of each establishment that had this form."""
        for visits in self.visits.values():
            own = [visit for visit in visits if (visit["Scope"] == "Complete") == (form == "full")]
            if own:
                yield self.found[own[-1]["Inspection Nr"]]


@cache
def _counted() -> Counted:
    def read(name: str) -> list[Row]:
        with (SOURCE / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    visits: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(read("inspections.csv"), key=lambda row: row["Date Opened"][6:] + row["Date Opened"][:5]):
        visits[row["Site Address"].lower()].append(row)
    found: dict[str, set[str]] = defaultdict(set)
    rows = read("findings.csv")
    for row in rows:
        if row["Note"] != "Citation has been deleted.":
            found[row["Inspection Nr"]].add(row["Standard Cited"])
    return Counted(rows, visits, found)


def _page(folder: Path, address: str) -> Any:
    content = (folder / "site" / address / "index.html").read_bytes()
    return html5lib.parse(content, namespaceHTMLElements=False, transport_encoding="utf-8").find(".//main")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _amounts(page: Any) -> dict[str, int]:
    """Return the key figures of a page by their labels."""
    figures = [each for each in page.iter("li") if each.get("class") == "figure"]
    parts = [{part.get("class"): _words(part) for part in each.iter("span")} for each in figures]
    return {each["label"]: _number(each["amount"]) for each in parts}


def _tables(page: Any) -> dict[str, list[list[str]]]:
    """Return the rows of each table by its caption."""
    return {
        _words(table.find("caption")): [[_words(cell) for cell in row] for row in table.iter("tr")]
        for table in page.iter("table")
    }


def _table(page: Any, caption: str) -> list[list[str]]:
    return next(rows for name, rows in _tables(page).items() if name.startswith(caption))


def _key(visits: list[Row]) -> str:
    return "e" + visits[0]["Inspection Nr"].partition(".")[0]


def _day(visit: Row) -> str:
    month, day, year = visit["Date Opened"].split("/")
    return f"{year}-{month}-{day}"


def test_every_row_of_the_source_is_accounted_for(folder: Path) -> None:
    counted = _counted()
    standing = [row for row in counted.rows if not row["Note"]]
    distinct = {(row["Inspection Nr"], row["Standard Cited"]) for row in standing}
    deleted, repeated = len(counted.rows) - len(standing), len(standing) - len(distinct)
    assert (len(counted.rows), sum(map(len, counted.visits.values()))) == (ROWS, INSPECTIONS)
    assert len(distinct) + repeated + deleted == ROWS
    assert sum(map(len, counted.found.values())) == len(distinct)

    rows = {row[0]: [_number(cell) for cell in row[2:]] for row in _table(_page(folder, "quality"), "Rows read")[1:]}
    expected = {
        "Factories": len(counted.visits),
        "Assessments": INSPECTIONS,
        "Findings": len(distinct),
        "Citations": ROWS,
    }
    assert {name: rows[name][:2] for name in expected} == {name: [number] * 2 for name, number in expected.items()}


def test_the_checker_finds_no_error(folder: Path) -> None:
    checked = read_checked(Settings(data=folder / "data"))
    assert checked.errors == []
    assert {each.code for each in checked.problems} == {"look-alike"}


def test_the_pages_count_what_the_source_counts(folder: Path) -> None:
    establishments = len(_counted().visits)
    home, country = _amounts(_page(folder, "")), _amounts(_page(folder, "countries/us"))
    for figures in (home, country):
        assert figures["factories with a published assessment"] == establishments
        assert figures["published assessments"] == INSPECTIONS
    assert country["factories that joined"] == establishments
    assert len(list((folder / "site" / "factories").glob("e[0-9]*/index.html"))) == establishments


def test_every_point_is_found_at_as_many_establishments_as_in_the_source(folder: Path) -> None:
    expected = {form: Counter[str]() for form in ("full", "short")}
    for form, counts in expected.items():
        for standards in _counted().latest(form):
            counts.update({f"Section {_section(standard)}" for standard in standards})
    shown = {
        row[0]: [int(cell.split()[0].replace(",", "")) for cell in row[1:]]
        for caption, rows in _tables(_page(folder, "countries/us")).items()
        for row in rows
        if row[0].startswith("Section ")
    }
    both = set(expected["full"]) | set(expected["short"])
    assert len(both) > 500
    assert {point: shown[point] for point in both} == {
        point: [expected["full"][point], expected["short"][point]] for point in both
    }
    assert all(counts == [0, 0] for point, counts in shown.items() if point not in both)


def _section(standard: str) -> str:
    federal = re.fullmatch(r"(\d{4})(\d{4})( .*)?", standard)
    return (
        f"{federal[1]} {federal[2]}" if federal else re.split(r"[( ]", standard.replace("\ufffd", "?"), maxsplit=1)[0]
    )


@pytest.mark.parametrize(("address", "section"), [("1926-501", "1926 0501"), ("1910-147", "1910 0147")])
def test_every_question_of_a_point_is_found_as_often_as_in_the_source(folder: Path, address: str, section: str) -> None:
    expected = {
        (standard, form): number
        for form in ("full", "short")
        for standard, number in Counter(each for found in _counted().latest(form) for each in found).items()
        if _section(standard) == section
    }
    shown = {}
    for item in _page(folder, f"points/section-{address}").iter("li"):
        if item.get("id", "").startswith("question-"):
            text = _words(item)
            standard = re.search(r"Is standard (.*?) kept\?", text)
            assert standard
            for form, number in re.findall(r"United States(, short form)?: found at ([0-9,]+) factor", text):
                shown[standard[1], "short" if form else "full"] = _number(number)
    assert len(shown) >= 10
    assert shown == expected


def _chosen() -> list[str]:
    """Return establishments: most findings, none, several inspections, repeated and deleted citations."""
    counted = _counted()

    def first(test: Any) -> str:
        return next(site for site, visits in counted.visits.items() if test([v["Inspection Nr"] for v in visits]))

    cited = Counter((row["Inspection Nr"], row["Standard Cited"]) for row in counted.rows if not row["Note"])
    repeated = {nr for (nr, _standard), number in cited.items() if number > 1}
    deleted = {row["Inspection Nr"] for row in counted.rows if row["Note"]}
    named = {row["Inspection Nr"] for row in counted.rows}
    most = max(
        counted.visits, key=lambda site: sum(len(counted.found[v["Inspection Nr"]]) for v in counted.visits[site])
    )
    several = [site for site, visits in counted.visits.items() if len(visits) > 1]
    return [
        most,
        first(lambda numbers: named.isdisjoint(numbers)),
        first(lambda numbers: not repeated.isdisjoint(numbers)),
        first(lambda numbers: not deleted.isdisjoint(numbers) and counted.found[numbers[0]]),
        first(lambda numbers: not deleted.isdisjoint(numbers) and not counted.found[numbers[0]]),
        *several,
    ]


def test_profiles_show_what_was_cited_and_nothing_else(folder: Path) -> None:
    counted = _counted()
    chosen = _chosen()
    assert len(chosen) == 10
    for site in chosen:
        visits = counted.visits[site]
        page = _page(folder, f"factories/{_key(visits)}")
        expected = set().union(*(counted.found[visit["Inspection Nr"]] for visit in visits))
        articles = [each for each in page.iter("article") if "finding" in each.get("class", "").split()]
        cited = {re.search(r"Is standard (.*?) kept\?", _words(each.find("h3")))[1] for each in articles}  # type: ignore[index]
        assert (len(articles), cited) == (len(expected), expected), site
        days = [cell.get("datetime") for row in _rows(page, "Published assessments") for cell in row[1].iter("time")]
        assert days == [_day(visit) for visit in reversed(visits)], site
        scored = [_number(_words(row[4])) for row in _rows(page, "Published assessments")]
        assert scored == [len(counted.found[visit["Inspection Nr"]]) for visit in reversed(visits)], site


def _rows(page: Any, caption: str) -> list[Any]:
    table = next(each for each in page.iter("table") if _words(each.find("caption")) == caption)
    return list(table.find("tbody"))


def test_an_inspection_without_a_violation_is_not_called_compliant(folder: Path) -> None:
    counted = _counted()
    clean = [v for v in counted.visits.values() if len(v) == 1 and not counted.found[v[0]["Inspection Nr"]]]
    assert len(clean) > 1_000
    for visits in clean[:5]:
        page = _page(folder, f"factories/{_key(visits)}")
        assert "These data record violations only." in _words(page)
        assert [each for each in page.iter() if each.get("class", "").startswith("state state-compliant")] == []
        assert [each for each in page.iter("article") if "finding" in each.get("class", "").split()] == []


def test_there_is_no_rate_anywhere(folder: Path) -> None:
    wrong = []
    pages = sorted((folder / "site").rglob("*.html"))
    assert len(pages) > INSPECTIONS
    for path in pages:
        content = path.read_text(encoding="utf-8")
        main = content[content.index("<main") : content.index("</main>")]
        # The page on method explains rates; what it says of them is no figure.
        if "%" in html.unescape(re.sub(r"<[^>]*>", "", main)) and path.parent.name != "method":
            wrong.append(path.relative_to(folder / "site").as_posix())
    assert wrong == []


def test_nobody_is_said_to_have_been_assessed_on_a_point_or_to_have_nothing_open(folder: Path) -> None:
    wrong = []
    for path in (*(folder / "site" / "points").rglob("*.html"), *(folder / "site" / "clusters").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if re.search(r"ever assessed on it|\b0 findings are open", text):
            wrong.append(path.relative_to(folder / "site").as_posix())
    assert wrong == []


def test_what_the_data_have_no_table_for_is_not_said_to_be_zero_or_absent(folder: Path) -> None:
    visits = max(_counted().visits.values(), key=lambda visits: len(_counted().found[visits[0]["Inspection Nr"]]))
    profile = _words(_page(folder, f"factories/{_key(visits)}"))
    for claim in ("Nothing verified yet", "Nothing reported", "No committee is recorded", "No buyer"):
        assert claim not in profile
    assert "put right, as verified" not in _words(_page(folder, ""))
