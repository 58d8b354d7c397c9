"""Owns the errors after which the program cannot go on, each with its exit code and a way out.

Does not own problems of the data: those are values (`generator.problems`), collected and shown, never raised.
Any exception that is not a `SeamlineError` is a defect of the program and keeps its traceback (exit code 1).
"""

from __future__ import annotations


class SeamlineError(Exception):
    """The program cannot go on; the message is one sentence that says why and what to do."""

    exit_code = 4


class DataError(SeamlineError):
    """The data have errors: they were reported as problems, and nothing was written."""

    exit_code = 2


class PolicyError(SeamlineError):
    """Going on would break a rule of confidentiality or of publication."""

    exit_code = 3


class SettingsError(SeamlineError):
    """A setting or an option is wrong; the message lists every complaint at once."""


class StoppedError(SeamlineError):
    """Somebody stopped the program by hand (Ctrl-C); the exit code is the one that every shell expects then."""

    exit_code = 130


class SurroundingsError(SeamlineError):
    """A folder, a file or a program that is needed is missing or cannot be used."""
