"""Owns the names of provinces and districts by their ISO 3166-2 code: with `long_codes` the only door to pycountry.

Does not own which of them a portal has (data). The library is large and read when the first name is asked for.
"""

from __future__ import annotations

import gettext
from functools import lru_cache


@lru_cache(maxsize=8192)
def subdivision_name(code: str, language: str) -> str:
    """Return the name of a subdivision in `language`, else its own name; the code where the standard has none."""
    import pycountry  # noqa: PLC0415

    found = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    return _names(language).gettext(str(found.name)) if found else code


@lru_cache
def _names(language: str) -> gettext.NullTranslations:
    import pycountry  # noqa: PLC0415

    return gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[language], fallback=True)
