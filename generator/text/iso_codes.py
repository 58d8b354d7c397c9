"""Owns what ISO 3166 says of countries, their provinces and districts, and ISO 639 of languages.

The only door to pycountry, which is large and read when it is first asked. Does not own names of countries
(`generator.text.words` has them from CLDR, in every language), nor which places a portal has (data).
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import lru_cache

from generator.text.folding import folded


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


def country_called(name: str) -> str | None:
    """Return the alpha-2 code of a country by its name in English or its code; None where the standard has none."""
    return _countries().get(folded(name))


@lru_cache
def _countries() -> Mapping[str, str]:
    import pycountry  # noqa: PLC0415

    found: dict[str, str] = {}
    for country in pycountry.countries:
        code = str(country.alpha_2)
        names = [getattr(country, kind, "") for kind in ("name", "official_name", "common_name", "alpha_3", "alpha_2")]
        found |= {folded(name): code for name in names if name}
    return {**{folded(name): code for name, code in _ALSO.items()}, **found}


_ALSO = {
    "Turkey": "TR",
    "Swaziland": "SZ",
    "Burma": "MM",
    "Ivory Coast": "CI",
    "Cape Verde": "CV",
    "Slovak Republic": "SK",
    "Laos": "LA",
    "South Korea": "KR",
    "Republic of Korea": "KR",
    "Macedonia": "MK",
    "Russia": "RU",
    "UAE": "AE",
    "UK": "GB",
    "Great Britain": "GB",
    "Viet Nam": "VN",
    "Vietnam": "VN",
    "Hong Kong SAR": "HK",
    "Macau": "MO",
    "Brunei": "BN",
}
"""Names in common use that the standard does not have."""


@lru_cache
def _names(language: str) -> gettext.NullTranslations:
    import pycountry  # noqa: PLC0415

    return gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[language], fallback=True)
