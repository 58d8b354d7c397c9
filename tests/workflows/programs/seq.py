"""Stands in for the program `seq`: counts, but to four at most, so that no test asks for ever."""

from __future__ import annotations

import sys

for number in range(1, min(int(sys.argv[1]), 4) + 1):
    sys.stdout.write(f"{number}\n")
