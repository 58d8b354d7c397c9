"""Owns the list of codes of the checks, each with its title. The page of a code is `docs/codes/<code>.md`.

Does not own the codes of reading, which the packages' reader lists.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.checks import CHECKS, unknown_reference
from generator.checks.mass import MASS_CHECKS

CODES: Mapping[str, str] = {
    **{check.code: check.title for check in CHECKS},
    **{check.code: check.title for check in MASS_CHECKS},
}
"""Title, one line in plain words, by code."""
CAUSES = frozenset({unknown_reference.CHECK.code, *(check.code for check in MASS_CHECKS)})
"""Codes of problems that often bring others with them, and so are told before those."""
