"""Owns the catalogues of interface text: collecting messages, writing and reading files, and what is missing in them.

Does not own a translation (people write them, in `generator/locale`) or its use in a page (`generator.text.words`).
After a change of interface text, `python -m generator.text.catalogues update` writes the template and takes new
messages into every language; `check` says what is out of date or not translated; `extract` writes the template only.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations, c2py
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

SOURCE_LANGUAGE = "en"
"""Language in which the interface is written in templates and code."""

LOCALE = Path(__file__).parent.parent / "locale"
TEMPLATE = LOCALE / "seamline.pot"

_PROJECT = Path(__file__).parents[2]
_SOURCES = (
    ("generator/pages", "**.py", "python"),
    ("generator/calendars", "**.py", "python"),
    ("generator/feeds", "**.py", "python"),
    ("theme/templates", "**.html", "jinja2"),
)
_KEYWORDS = {
    **dict.fromkeys(("say", "markup", "_", "N_"), None),
    **dict.fromkeys(("count", "markup_count", "n_"), (1, 2)),
}
"""Functions whose first argument (or first two: singular and plural) is interface text."""

_PLURALS = {"ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)")}
"""Plural rules in the form that translators' tools know, where Babel has its own numbering of the forms."""

_HEADER = """\
# {title}
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


class Untranslated(str):
    """A message in the source language, for want of a translation."""

    __slots__ = ()


class _Nothing(NullTranslations):
    """A catalogue without translations."""

    def gettext(self, message: str) -> str:
        return Untranslated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return Untranslated(msgid1 if n == 1 else msgid2)


@lru_cache
def catalogue_of(language: str) -> NullTranslations:
    """Return the catalogue of the interface in `language`: what it has no translation of, it gives `Untranslated`."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    if not path_of(language).is_file():
        return _Nothing()
    catalog = read(language)
    for message in [each for each in catalog if each.id and not is_translated(each, catalog)]:
        catalog.delete(message.id)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    translations = GNUTranslations(compiled)
    translations.add_fallback(_Nothing())
    return translations


def path_of(language: str) -> Path:
    """Return where the catalogue of a language lies, if there is one."""
    return LOCALE / language / "LC_MESSAGES" / "seamline.po"


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/seamline.po"))


def read(language: str) -> Catalog:
    """Return the catalogue of `language`, the template for an empty name; FileNotFoundError where there is none."""
    with (path_of(language) if language else TEMPLATE).open("rb") as lines:
        return read_po(lines, locale=language or None)


def is_translated(message: Message, catalog: Catalog) -> bool:
    """Whether a message can be shown: every plural form is there, and a person stands by it (not fuzzy)."""
    if message.fuzzy:
        return False
    if not message.pluralizable:
        return bool(message.string)
    return len(message.string) == catalog.num_plurals and all(message.string)


@lru_cache
def untranslated(language: str) -> tuple[str, ...]:
    """Return the messages of the template that `language` has no translation of, in order of the alphabet."""
    if language == SOURCE_LANGUAGE:
        return ()
    catalog = read(language) if path_of(language).is_file() else Catalog()
    found = [(message, catalog.get(message.id)) for message in read("") if message.id]
    return tuple(sorted(text_of(message) for message, each in found if not (each and is_translated(each, catalog))))


@lru_cache
def messages_count() -> int:
    """Return how many messages the interface has."""
    return sum(bool(message.id) for message in read(""))


def collected(project: Path = _PROJECT) -> Catalog:
    """Return the messages in the code and templates of `project`; a template with wrong syntax is an error."""
    catalog = Catalog(charset="utf-8")
    for folder, pattern, method in _SOURCES:
        found = extract_from_dir(
            project / folder,
            [(pattern, method)],
            options_map={pattern: {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}},
            keywords=_KEYWORDS,
        )
        for file, _line, message, _comments, _context in found:
            catalog.add(message, locations=[(f"{folder}/{Path(file).as_posix()}", 1)])
    return catalog


def updated(language: str, template: Catalog) -> Catalog:
    """Return the catalogue of `language` with exactly the messages of `template`, translated where it was."""
    catalog = read(language) if path_of(language).is_file() else Catalog(locale=language, charset="utf-8")
    catalog.update(template, no_fuzzy_matching=True)
    return catalog


def written(catalog: Catalog, language: str = "") -> bytes:
    """Return the file of a catalogue: sorted, without dates and line numbers, so that changes stay small."""
    for message in catalog:
        message.flags -= {"python-format", "python-brace-format"}
    body = BytesIO()
    write_po(body, catalog, width=120, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    title = f"The interface of the portal in the language {language}." if language else "The interface of the portal."
    header = _HEADER.format(title=title)
    if language:
        number, rule = _PLURALS.get(language) or get_plural(language)
        header += f'"Language: {language}\\n"\n"Plural-Forms: nplurals={number}; plural={rule};\\n"\n'
    return f"{header}\n".encode() + body.getvalue()


def text_of(message: Message) -> str:
    """Return the message itself; of a plural, its general form."""
    return message.id if isinstance(message.id, str) else message.id[-1]


def placeholders(text: str) -> set[str]:
    """Return the names in braces in a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def wrong_placeholders(catalog: Catalog) -> Iterator[str]:
    """Yield the messages of which a translation does not fill in what the original does.

    A plural form for one number only (in Arabic those for none, one and two) may say the number in words.
    """
    numbers = Counter(map(c2py(catalog.plural_expr), range(1000)))
    for message in catalog:
        if not message.id or not is_translated(message, catalog):
            continue
        wanted = placeholders(text_of(message))
        if isinstance(message.string, str):
            if placeholders(message.string) != wanted:
                yield message.string
            continue
        for form, text in enumerate(message.string):
            optional = {"n"} if numbers[form] == 1 else set()
            if not wanted - optional <= placeholders(text) <= wanted:
                yield text


def complaints(project: Path = _PROJECT) -> Iterator[str]:
    """Yield what is out of date, missing or wrong in the template and the catalogues, a line each."""
    template = collected(project)
    if written(template) != TEMPLATE.read_bytes():
        yield f"{TEMPLATE.name} is not what the sources say: run `python -m generator.text.catalogues update`."
    for language in languages():
        if written(updated(language, template), language) != path_of(language).read_bytes():
            yield f"{language}: the catalogue does not have the messages of the sources: run `update`."
        yield from (f"{language}: not translated: {message}" for message in untranslated(language))
        yield from (f"{language}: other names in braces: {text}" for text in wrong_placeholders(read(language)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or judge the catalogues; return 1 when `check` has something to say."""
    parser = argparse.ArgumentParser(prog="python -m generator.text.catalogues", description=__doc__)
    parser.add_argument("action", choices=["extract", "update", "check"])
    parser.add_argument("language", nargs="*", help="languages to begin, beside those that are there (update)")
    chosen = parser.parse_args(arguments)
    if chosen.action == "check":
        found = list(complaints())
        sys.stdout.write("".join(f"{line}\n" for line in found))
        return int(bool(found))
    template = collected()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(template))
    for language in sorted({*languages(), *chosen.language}) if chosen.action == "update" else ():
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(written(updated(language, template), language))
    return 0


if __name__ == "__main__":
    sys.exit(main())
