"""Owns what ISO 3166 says of countries and their provinces and districts: with `long_codes` the only door to pycountry.

Does not own names of countries (`generator.text.words` has them from CLDR, in every language), nor which places a
portal has (data). The library is large and read when it is first asked.
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


def country_of(number: str) -> str | None:
    """Return the alpha-2 code of a country by its number of three digits; None where the standard has none."""
    import pycountry  # noqa: PLC0415

    found = pycountry.countries.get(numeric=number)
    return str(found.alpha_2) if found else None


@lru_cache
def _names(language: str) -> gettext.NullTranslations:
    import pycountry  # noqa: PLC0415

    return gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[language], fallback=True)
