"""Owns what holds for all tests: a property test fails on what is wrong, never on how long a busy machine took."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
