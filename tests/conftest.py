"""Owns what holds for all tests: a property test fails on what is wrong, never on how long a busy machine took."""

import os

from hypothesis import settings

# Tests run side by side, each on small tables: a pool of threads in each process would fight for the same cores.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
