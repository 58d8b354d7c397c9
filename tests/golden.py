"""Owns the samples (tiny portals) and what is expected of them: `make golden` rewrites `tests/expected/`.

Does not compare: `tests/test_samples.py` does, and writes nothing. A sample is a folder in `tests/samples/`:

- `sample.yaml`: what it shows, its languages, the tables it does without, and the pages kept whole or as `<main>`;
- `<table>.csv` or `<table>.yaml`: rows in place of those of the small portal of the checks (`tests/checks/portal`);
- `files/`: files put over the written packages as they are, for faults that no writer of ours would make;
- `content/`: its texts; without it, it has none.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from generator import plugin
from generator.checks.expected import CORE, EXPECTED
from generator.pipeline import read_checked
from generator.report.json import check_as_json
from generator.report.outcome import Outcome
from generator.report.text import print_problems
from generator.settings import Settings
from tests.checks.datasets import write_dataset

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "samples"
EXPECTED_FOLDER = ROOT / "tests" / "expected"
_KEYS = {"shows", "languages", "absent", "main", "whole"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A tiny portal as it stands in its folder."""

    name: str
    about: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        """Folder of the sample."""
        return SAMPLES / self.name

    @property
    def pages(self) -> list[str]:
        """Addresses of the pages that are kept; a sample whose data are wrong has none."""
        return [*self.about.get("main", ()), *self.about.get("whole", ())]

    def write(self, root: Path) -> Settings:
        """Write the packages and texts below `root`; return settings that build them there."""
        write_dataset(root / "data", {**dict.fromkeys(self._absent()), **self.tables()})
        for folder, target in ((self.folder / "files", root / "data"), (self.folder / "content", root / "content")):
            target.mkdir(parents=True, exist_ok=True)
            if folder.is_dir():
                shutil.copytree(folder, target, dirs_exist_ok=True)
        return Settings(
            data=root / "data",
            content=root / "content",
            theme=ROOT / "theme",
            output=root / "site",
            cache=root.parent / "cache",
            languages=tuple(self.about.get("languages", ())),
            jobs=1,
        )

    def tables(self) -> dict[str, str]:
        """Return the text of each table that the sample has of its own."""
        files = [path for path in self.folder.iterdir() if path.stem in EXPECTED]
        return {path.stem: path.read_text(encoding="utf-8") for path in sorted(files)}

    def _absent(self) -> list[str]:
        absent: str | list[str] = self.about.get("absent", [])
        return [name for name in EXPECTED if name not in CORE] if absent == "all-optional" else list(absent)


def samples() -> list[Sample]:
    """Return every sample, by name."""
    found = []
    for file in sorted(SAMPLES.glob("*/sample.yaml")):
        about = yaml.safe_load(file.read_text(encoding="utf-8"))
        if unknown := set(about) - _KEYS:
            raise ValueError(f"{file} has unknown keys: {', '.join(sorted(unknown))}")
        found.append(Sample(file.parent.name, about))
    return found


def results(sample: Sample, settings: Settings) -> dict[str, str]:
    """Build the written sample; return by file name what is kept of it: console text, report, pages."""
    checked = read_checked(settings)
    console = io.StringIO()
    print_problems(checked.problems, Console(file=console, width=120), folder="data")
    kept = {"check.txt": console.getvalue(), "check.json": check_as_json(Outcome(checked.problems))}
    if not sample.pages:
        return kept
    plugin.run(ROOT / "pelicanconf.py", settings)
    pages = {page: (settings.output / page).read_text(encoding="utf-8") for page in sample.pages}
    return kept | {
        page: html if page in sample.about.get("whole", ()) else main_of(html) for page, html in pages.items()
    }


def main_of(html: str) -> str:
    """Return the element `<main>` of a page, as it is written there."""
    start, end = html.index("<main"), html.index("</main>")
    return html[start : end + len("</main>")] + "\n"


def expected(sample: Sample) -> dict[str, str]:
    """Return by file name what `tests/expected/` holds of a sample."""
    folder = EXPECTED_FOLDER / sample.name
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def rewrite() -> None:
    """Build every sample and put what comes out in place of `tests/expected/`."""
    with tempfile.TemporaryDirectory() as scratch:
        made = {each.name: results(each, each.write(Path(scratch) / each.name)) for each in samples()}
    shutil.rmtree(EXPECTED_FOLDER, ignore_errors=True)
    for name, files in made.items():
        for path, text in files.items():
            file = EXPECTED_FOLDER / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    rewrite()
    sys.stdout.write(
        f"tests/expected/ rewritten from {len(samples())} samples: read the difference before you commit.\n"
    )
