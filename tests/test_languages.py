"""Shows that the catalogues have every message of the interface, in every language, and fill in the same values."""

from __future__ import annotations

import re
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from generator.text import catalogues

LANGUAGES = ("ar", "fr")
CONTENT = Path(__file__).parents[1] / "content"
LOOSE = re.compile(r".{0,9}(?:\S [:;?!»](?!\S)|« ).{0,9}")
"""French sets spaces before such signs and within quotation marks; they must be ones at which no line breaks."""

PYTHON = """
def views(words, n):
    words.say("Found in {found} of {total}", found=1, total=2)
    words.count("{n} factory", "{n} factories", n)
    words.markup("Written over "
                 "two lines")
    words.markup_count("{n} day", "{n} days", n, until="x")
    N_("Compliant")
    "a/b".count("/")
    other("Not interface text")
"""
TEMPLATE = """
{% macro x(text) %}{{ _("In a macro") }}{% endmacro %}
{{ _("Found on {day}", day=x(1)) }} {{ n_("{n} page", "{n} pages", count, of=2) }}
<a title="{{ _("In an attribute")|striptags }}">{{ x(_("As an argument")) }}</a> {{ _(variable) }}
"""


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return catalogues.collected()


def test_messages_are_found_in_code_and_templates(tmp_path: Path) -> None:
    for name, text in (("generator/pages/x.py", PYTHON), ("theme/templates/parts/x.html", TEMPLATE)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    assert {message.id for message in catalogues.collected(tmp_path) if message.id} == {
        "Found in {found} of {total}",
        ("{n} factory", "{n} factories"),
        "Written over two lines",
        ("{n} day", "{n} days"),
        "Compliant",
        "In a macro",
        "Found on {day}",
        ("{n} page", "{n} pages"),
        "In an attribute",
        "As an argument",
    }


def test_the_template_is_what_the_sources_say(sources: Catalog) -> None:
    assert catalogues.TEMPLATE.read_bytes() == catalogues.written(sources)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_messages_of_the_sources_and_no_others(language: str, sources: Catalog) -> None:
    kept = catalogues.written(catalogues.updated(language, sources), language)
    assert catalogues.path_of(language).read_bytes() == kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    assert catalogues.untranslated(language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_doubtful_or_left_over(language: str) -> None:
    catalog = catalogues.read(language)
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert not catalog.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_in_what_the_originals_fill_in(language: str) -> None:
    assert list(catalogues.wrong_placeholders(catalogues.read(language))) == []


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", {0: 0, 1: 0, 2: 1, 100: 1}),
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4}),
    ],
)
def test_plural_rules_are_those_of_the_language(language: str, forms: dict[int, int]) -> None:
    form_of = c2py(catalogues.read(language).plural_expr)
    assert {number: form_of(number) for number in forms} == forms


@pytest.mark.parametrize(
    ("one", "many", "forms", "wrong"),
    [
        ("{n} day", "{n} days", ["no day", "a day", "two days", "{n} days", "{n} days", "{n} days"], []),
        ("{n} day", "{n} days", ["none", "one", "two", "few", "{n} days", "{n} days"], ["few"]),
        ("{n} of {a}", "{n} of {a}", ["none", "1 {a}", "2 {a}", *["{n} {a}"] * 3], ["none"]),
        ("{n} day", "{n} days", ["{m}", "one", "two", *["{n} days"] * 3], ["{m}"]),
    ],
)
def test_only_a_form_for_one_number_may_leave_the_number_out(
    one: str, many: str, forms: list[str], wrong: list[str]
) -> None:
    catalog = Catalog(locale="ar")
    catalog.add((one, many), forms)
    assert list(catalogues.wrong_placeholders(catalog)) == wrong


@pytest.mark.parametrize("text", ["Seul : le", "Vu ; non", "Qui ?", "« Vu »"])
def test_a_sign_that_may_fall_into_the_next_line_is_seen(text: str) -> None:
    assert LOOSE.search(text)


def test_no_line_of_french_begins_with_a_sign() -> None:
    said = [message.string for message in catalogues.read("fr")]
    messages = [text for each in said for text in ([each] if isinstance(each, str) else each)]
    texts = [path.read_text("utf-8").partition("\n\n")[2] for path in CONTENT.glob("*-fr.md")]
    assert len(texts) > 3
    assert [found[0] for text in [*messages, *texts] if (found := LOOSE.search(text))] == []
