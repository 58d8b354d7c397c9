"""Owns one language of the portal: its catalogue, numbers, dates and names, and text that knows its language.

Does not own the catalogues themselves (`generator/locale/*.po`) nor which languages there are (data).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from copy import copy
from functools import lru_cache
from typing import Self

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from markupsafe import Markup, escape

from generator.errors import DataError
from generator.text.catalogues import SOURCE_LANGUAGE, Untranslated, catalogue_of
from generator.text.iso_codes import subdivision_name


class Text(str):
    """Text that knows in which language it is, if that is not the language of the page.

    In a template it escapes itself and says its language; as a `str` it is the bare text.
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str = "") -> Self:
        """Return `text`, marked as being in `language`; an empty language is that of the page."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __html__(self) -> Markup:
        """Return the text escaped, in a span with `lang` and `dir` where its language is not the page's."""
        if not self.language:
            return escape(str(self))
        return _in_span(escape(str(self)), self.language)


def direction_of(language: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 code."""
    return "rtl" if language.partition("-")[0] in {"ar", "fa", "he", "ps", "ur"} else "ltr"


class Words:
    """Everything that is said differently in another language.

    `language` is the BCP 47 code of the page; `fallback` the default language of the portal, used for data
    that are not translated; `translations` holds translated cells of tables by (table, key, field).
    """

    def __init__(
        self, language: str, fallback: str, translations: Mapping[tuple[str, str, str], str] | None = None
    ) -> None:
        """Make the words of `language`."""
        self.language = language
        self.fallback = fallback
        self.direction = direction_of(language)
        self.locale = _locale(language)
        self._catalogue = catalogue_of(language)
        self._translations = translations or {}

    def say(self, message: str, **values: object) -> Text:
        """Return interface text in this language, `{names}` filled in, as plain text (not escaped)."""
        found = self._catalogue.gettext(message)
        return Text(found.format(**values) if values else found, self._language_of(found))

    def count(self, one: str, many: str, number: int, **values: object) -> Text:
        """Return interface text in the plural form for `number`, which also fills in `{n}`, written for the locale."""
        found = self._catalogue.ngettext(one, many, number)
        return Text(found.format(n=self.number(number), **values), self._language_of(found))

    def markup(self, message: str, **values: object) -> Markup:
        """Return interface text as markup: values are escaped, or say themselves how they are shown."""
        found = self._catalogue.gettext(message)
        return self._marked(found, _filled(found, values) if values else escape(found))

    def markup_count(self, one: str, many: str, number: int, **values: object) -> Markup:
        """Return `count` as markup: values are escaped, or say themselves how they are shown."""
        found = self._catalogue.ngettext(one, many, number)
        return self._marked(found, _filled(found, {"n": self.number(number), **values}))

    def _marked(self, found: str, text: Markup) -> Markup:
        language = self._language_of(found)
        return _in_span(text, language) if language else text

    @staticmethod
    def _language_of(found: str) -> str:
        return SOURCE_LANGUAGE if isinstance(found, Untranslated) else ""

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number as the locale writes it, rounded half even to `decimals` places."""
        return _number(value, decimals, self.language)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share from 0 to 1 in per cent as the locale writes it."""
        return _percent(share, decimals, self.language)

    def date(self, day: dt.date) -> str:
        """Return a day with the month in words."""
        return _date(day, self.language)

    def month(self, day: dt.date) -> str:
        """Return month and year in words."""
        return _month(day, self.language)

    def country(self, code: str) -> str:
        """Return the name of a country by its ISO 3166-1 alpha-2 code; the code where CLDR has no name."""
        return _country(code, self.language)

    def subdivision(self, code: str) -> str:
        """Return the name of a province or district by its ISO 3166-2 code; the code where the standard has none."""
        return subdivision_name(code, self.language)

    @property
    def language_and_territory(self) -> str:
        """Return the language with the territory where most speak it, as Open Graph writes them: en_GB, fr_FR."""
        if self.locale.territory:
            return f"{self.locale.language}_{self.locale.territory}"
        likely = str(get_global("likely_subtags").get(self.locale.language, self.locale.language))
        return f"{self.locale.language}_{likely.rpartition('_')[2]}"

    def language_name(self, code: str) -> str:
        """Return the name of a language by its BCP 47 code; the code where CLDR has no name."""
        return str(self.locale.languages.get(code.partition("-")[0], code))

    def join(self, items: Iterable[str]) -> str:
        """Return items as a list in a sentence: a, b and c."""
        return str(format_list(list(items), locale=self.locale))

    def markup_join(self, items: Iterable[object]) -> Markup:
        """Return `join` as markup: items are escaped, or say themselves how they are shown."""
        return Markup(self.join(map(escape, items)))  # noqa: S704 - the locale gives nothing but words and commas

    def pick(self, by_language: Mapping[str, str] | str | None) -> Text:
        """Return text given by language (a mapping or its JSON) in this language, else in the fallback."""
        options = json.loads(by_language) if isinstance(by_language, str) else (by_language or {})
        if self.language in options:
            return Text(options[self.language])
        if self.fallback in options:
            return Text(options[self.fallback], self.fallback)
        return next((Text(text, code) for code, text in options.items()), Text(""))

    def pick_list(self, by_language: str | None) -> list[Text]:
        """Return a list given by language (as JSON) in this language, else in the fallback."""
        options = json.loads(by_language) if by_language else {}
        code = self.language if self.language in options else self.fallback
        return [Text(item, "" if code == self.language else code) for item in options.get(code, [])]

    def data(self, table: str, key: str, field: str, original: str) -> Text:
        """Return a cell of a table in this language, else the original marked with its language."""
        if self.language == self.fallback:
            return Text(original)
        found = self._translations.get((table, key, field))
        return Text(found) if found is not None else Text(original, self.fallback)

    def foreign(self, text: str, language: str) -> Text:
        """Return text of the data that is in `language` whatever the page's is."""
        return Text(text, "" if language == self.language else language)


def _in_span(text: Markup, language: str) -> Markup:
    """Return `text` in a span that says its language; written out, as `Markup.format` takes four times as long."""
    return Markup(f'<span lang="{escape(language)}" dir="{direction_of(language)}">{text}</span>')  # noqa: S704


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    """Return `message` escaped, with `values` escaped in its places; `Markup.format`, which does more, is slow."""
    return Markup(_escaped(message).format(**{name: escape(value) for name, value in values.items()}))  # noqa: S704


@lru_cache(maxsize=8192)
def _escaped(message: str) -> str:
    return str(escape(message))


@lru_cache
def _locale(language: str) -> Locale:
    """Return the locale of a language, English as in Britain; DataError when it is none that can be written."""
    try:
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        raise DataError(f"The programme names the language {language}, whose numbers and dates are unknown.") from error


@lru_cache(maxsize=65536)
def _number(value: float, decimals: int, language: str) -> str:
    pattern = copy(_locale(language).decimal_formats[None])
    pattern.frac_prec = (decimals, decimals)
    return _signed(str(pattern.apply(value, _locale(language))), language)


@lru_cache(maxsize=65536)
def _percent(share: float, decimals: int, language: str) -> str:
    pattern = copy(_locale(language).percent_formats[None])
    pattern.frac_prec = (decimals, decimals)
    return _signed(str(pattern.apply(share, _locale(language))), language)


def _signed(number: str, language: str) -> str:
    """Return `number` so that its minus stays before it between right-to-left letters."""
    return f"\N{LEFT-TO-RIGHT MARK}{number}" if number.startswith("-") and direction_of(language) == "rtl" else number


@lru_cache(maxsize=65536)
def _date(day: dt.date, language: str) -> str:
    return format_date(day, "long", locale=_locale(language))


@lru_cache(maxsize=4096)
def _country(code: str, language: str) -> str:
    return str(_locale(language).territories.get(code, code))


@lru_cache(maxsize=4096)
def _month(day: dt.date, language: str) -> str:
    return format_skeleton("yMMMM", day, locale=_locale(language))
