"""Owns the command line of the generator: `python -m generator.demonstration --factories 120 --seed 1 --output DIR`."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.demonstration.package import Order, write_package
from generator.errors import SurroundingsError

_MANY = 1000
"""From this number of factories on, each has two to five assessments, as in published measurements."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the package, or a whole data folder, and say how many rows each table has."""
    options = _parser().parse_args(arguments)
    try:
        _require(options.data)
    except SurroundingsError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    cycles = options.cycles or ((2, 5) if options.factories >= _MANY else (1, 6))
    output = options.output
    if options.portal:
        output = options.portal / "compliance"
        _copy_others(options.data, options.portal)
    order = Order(options.factories, options.seed, cycles, options.questions)
    for table, count in write_package(output, options.data, order).items():
        sys.stdout.write(f"{count:>12,} {table}\n")
    return 0


def _require(data: Path) -> None:
    """Raise a SurroundingsError that names what the generator reads and does not find in the folder `data`."""
    needed = (
        "tool/questions.csv",
        "tool/public_issues.csv",
        "tool/disclosure_rules.csv",
        "tool/compliance_points.csv",
        "programme/buyers.csv",
        "training/courses",
        "training/participation.csv",
        "compliance/schemas",
    )
    missing = [name for name in needed if not (data / name).exists()]
    if missing:
        raise SurroundingsError(f"{data} has no {', '.join(missing)}; name the data folder with --data.")


def _copy_others(data: Path, portal: Path) -> None:
    """Copy every package but `compliance`, so that `portal` is a data folder that can be built."""
    for package in sorted(data.iterdir()):
        if package.is_dir() and package.name != "compliance":
            shutil.copytree(package, portal / package.name, dirs_exist_ok=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator.demonstration", description=__doc__)
    parser.add_argument("--factories", type=int, default=120, help="how many factories")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes")
    parser.add_argument("--questions", type=int, help="at most so many questions a visit, spread over the points")
    parser.add_argument("--cycles", type=_range, help="fewest and most assessments of a factory, as 2-5")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder with the other packages")
    target = parser.add_mutually_exclusive_group()
    target.add_argument("--output", type=Path, default=Path("data/compliance"), help="folder of the package")
    target.add_argument("--portal", type=Path, help="folder of a whole portal: the other packages are copied into it")
    return parser


def _range(text: str) -> tuple[int, int]:
    fewest, _, most = text.partition("-")
    return int(fewest), int(most or fewest)


if __name__ == "__main__":
    sys.exit(main())
