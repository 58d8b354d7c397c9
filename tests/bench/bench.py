"""Owns the measurements: how long checking and building take and how much memory, beside a reference of the day.

    python tests/bench/bench.py [--factories 20000] [--languages en] [--repeat 1] [--profile]

Absolute times drift with the machine and with what else runs on it. So each measurement is also given as a ratio
to a reference that is timed right before it: the SHA-256 of a gigabyte in one process. Memory is the largest sum
over a command and its children, proportional set size where the system tells it (shared pages count once).
Does not own limits: nothing here fails.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATE = ("-m", "generator.demonstration")
SEAMLINE = ("-m", "generator")
_PAUSE = 0.1
_REST = 30
"""Times as long as it took to ask for the memory, so that asking (it walks through all of it) slows nothing."""
_BLOCK = bytes(1024 * 1024)


@dataclass(frozen=True)
class Measured:
    """A run of a command: seconds by the clock and of all processors, most memory in bytes, ratio to the reference."""

    name: str
    clock: float
    processor: float
    memory: int
    ratio: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate, measure, print a table."""
    options = _parser().parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="seamline-bench-", dir=options.folder))
    try:
        lines = list(_measure(options, folder))
        sys.stdout.write(_table(lines))
        if options.profile:
            _profile(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tests/bench/bench.py", description=__doc__)
    parser.add_argument("--factories", type=int, default=20_000, help="factories of the synthetic portal")
    parser.add_argument("--languages", default="en", help="languages in which it is built")
    parser.add_argument("--jobs", default="0", help="processes that write pages (0: one a core)")
    parser.add_argument("--folder", type=Path, help="folder for data and sites (default: the system's)")
    parser.add_argument("--profile", action="store_true", help="show where a build in one process spends its time")
    return parser


def _measure(options: argparse.Namespace, folder: Path) -> list[Measured]:
    data = folder / "data"
    subprocess.run(
        [sys.executable, *GENERATE, "--factories", str(options.factories), "--questions", "38", "--portal", str(data)],
        cwd=ROOT,
        check=True,
        stdout=sys.stderr,
    )
    few, jobs = f"{options.factories:,} factories", ("--jobs", options.jobs)
    synthetic = ("--data", str(data), "--output", str(folder / "synthetic"), "--languages", options.languages)
    demonstration = ("--output", str(folder / "demonstration"))
    return [
        _run(f"{few}: check", (*SEAMLINE, "check", str(data))),
        _run(f"{few}: check and build ({options.languages})", (*SEAMLINE, "build", *synthetic, "--fresh", *jobs)),
        _run("demonstration, all languages: build", (*SEAMLINE, "build", *demonstration, "--fresh", *jobs)),
    ]


def _run(name: str, command: Sequence[str]) -> Measured:
    reference = _reference()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began, largest = time.perf_counter(), 0
    with tempfile.TemporaryFile("w+") as told:
        command = (sys.executable, *command)
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=told) as process:
            while process.poll() is None:
                asked = time.perf_counter()
                largest = max(largest, _memory(process.pid))
                time.sleep(max(_PAUSE, _REST * (time.perf_counter() - asked)))
        clock = time.perf_counter() - began
        told.seek(0)
        said = told.read()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode}:\n{said[-2000:]}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(name, clock, processor, largest, processor / reference)


def _reference() -> float:
    """Return the seconds of this process that the SHA-256 of a gigabyte takes."""
    digest = hashlib.sha256()
    began = time.process_time()
    for _ in range(1024):
        digest.update(_BLOCK)
    return time.process_time() - began


def _memory(process: int) -> int:
    """Return the memory of a process and everything that it started, in bytes."""
    total = _own_memory(process)
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return total
    return total + sum(_memory(int(child)) for child in children)


def _own_memory(process: int) -> int:
    for file, label in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = Path(f"/proc/{process}/{file}").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith(label):
                return int(line.split()[1]) * 1024
    return 0


def _table(lines: Sequence[Measured]) -> str:
    head = f"{'':<48}{'clock s':>9}{'cpu s':>9}{'memory MB':>11}{'x reference':>13}\n"
    return head + "".join(
        f"{each.name:<48}{each.clock:>9.1f}{each.processor:>9.1f}{each.memory / 1e6:>11,.0f}{each.ratio:>13.1f}\n"
        for each in lines
    )


def _profile(folder: Path) -> None:
    """Print the functions in which the synthetic build spends most of its time, in one process."""
    options = ("--data", str(folder / "data"), "--output", str(folder / "profiled"), "--languages", "en")
    command = ("-m", "cProfile", "-s", "tottime", *SEAMLINE, "build", *options, "--fresh", "--jobs", "1")
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    sys.stdout.write("\n".join(done.stdout.splitlines()[:60]) + "\n")


if __name__ == "__main__":
    sys.exit(main())
