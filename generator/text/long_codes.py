"""Owns the codes of three letters that catalogues want for countries (ISO 3166-1) and languages (ISO 639).

With `iso3166` the only door to pycountry, which is read when the first code is asked for.
"""

from __future__ import annotations


def long_country(code: str) -> str:
    """Return the alpha-3 code of a country by its alpha-2 code; nothing where the standard has none."""
    import pycountry  # noqa: PLC0415

    found = pycountry.countries.get(alpha_2=code)
    return str(found.alpha_3) if found else ""


def long_language(code: str) -> str:
    """Return the code of three letters of a language by its BCP 47 code; nothing where the standard has none."""
    import pycountry  # noqa: PLC0415

    short = code.partition("-")[0]
    found = pycountry.languages.get(**{f"alpha_{len(short)}": short})
    return str(found.alpha_3) if found else ""
