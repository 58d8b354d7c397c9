"""Shows that numbers, dates, plurals and text are said as each language says them, and that text stays text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import html5lib
import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from generator.text import catalogues
from generator.text.words import Text, Words

THE_DAY = date(2026, 11, 2)
NARROW, WIDE = "\u202f", "\u00a0"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "{name.__class__} {0} {",
    "a & b &amp; c",
    "</span><svg onload=alert(1)>",
)
CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Questions"
msgstr "Questions"

msgid "Not yet"
msgstr ""

#, fuzzy
msgid "Doubtful"
msgstr "Douteux"

msgid "Found in {found} <b>"
msgstr "Constaté dans {found} <b>"

msgid "{n} factory"
msgid_plural "{n} factories"
msgstr[0] "{n} usine"
msgstr[1] "{n} usines"

msgid "{n} half"
msgid_plural "{n} halves"
msgstr[0] "{n} moitié"
msgstr[1] ""
"""


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Words:
    path = tmp_path / "fr" / "LC_MESSAGES" / "seamline.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    catalogues.catalogue_of.cache_clear()
    words = Words("fr", "en", {("clusters", "pay", "name"): "Rémunération"})
    catalogues.catalogue_of.cache_clear()
    return words


@pytest.mark.parametrize(
    ("language", "number", "percent", "day", "month", "items"),
    [
        ("en", "1,234.5", "26%", "2 November 2026", "November 2026", "a, b and c"),
        ("fr", f"1{NARROW}234,5", f"26{NARROW}%", "2 novembre 2026", "novembre 2026", "a, b et c"),
        ("ar", "1,234.5", "26%", "2 نوفمبر 2026", "نوفمبر 2026", "a وb وc"),
    ],
)
def test_values_are_written_as_the_language_writes_them(
    language: str, number: str, percent: str, day: str, month: str, items: str
) -> None:
    words = Words(language, "en")
    assert words.number(1234.5, 1) == number
    assert words.percent(0.256).replace("\u200e", "").replace(WIDE, NARROW) == percent
    assert (words.date(THE_DAY), words.month(THE_DAY)) == (day, month)
    assert words.join(["a", "b", "c"]) == items


def test_numbers_are_rounded_half_even_and_zero_has_no_sign() -> None:
    words = Words("en", "en")
    assert [words.number(value) for value in (0.5, 1.5, 2.5, 1234567)] == ["0", "2", "2", "1,234,567"]
    assert words.percent(0.125, 1) == "12.5%"


def test_names_come_from_the_locale_and_unknown_codes_stay() -> None:
    words = Words("fr", "en")
    assert (words.country("KH"), words.country("XQ")) == ("Cambodge", "XQ")
    assert (words.language_name("ar"), words.language_name("qqx")) == ("arabe", "qqx")


def test_a_word_that_is_the_same_in_both_languages_is_translated(french: Words) -> None:
    assert french.say("Questions").language == ""
    assert french.markup("Questions") == "Questions"


@pytest.mark.parametrize("message", ["Not yet", "Doubtful", "Never seen"])
def test_what_is_not_translated_says_its_language(french: Words, message: str) -> None:
    assert french.say(message).language == "en"
    assert french.markup(message) == f'<span lang="en" dir="ltr">{message}</span>'


def test_plurals_follow_the_language_and_half_a_plural_is_none(french: Words) -> None:
    said = [french.count("{n} factory", "{n} factories", n) for n in (0, 1, 2, 1000)]
    assert said == ["0 usine", "1 usine", "2 usines", f"1{NARROW}000 usines"]
    assert [french.count("{n} half", "{n} halves", n) for n in (1, 2)] == ["1 half", "2 halves"]
    assert french.count("{n} half", "{n} halves", 1).language == "en"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_shown_as_entered(french: Words, text: str) -> None:
    template = Environment(loader=DictLoader({"page": "<p>{{ text }}</p>"}), autoescape=True).get_template("page")
    for shown in (Text(text), Text(text, "km"), text):
        assert text_of(template.render(text=shown)) == text
        assert text_of(french.markup("Found in {found} <b>", found=shown)) == f"Constaté dans {text} <b>"
    assert french.say("Found in {found} <b>", found=text) == f"Constaté dans {text} <b>"


def test_text_in_another_language_says_so_where_it_is_shown() -> None:
    words = Words("en", "en")
    assert words.foreign("رد", "ar").__html__() == '<span lang="ar" dir="rtl">رد</span>'
    assert words.foreign("reply", "en").__html__() == "reply"
    assert words.markup("Reply: {text}", text=Text("ឆ្លើយ", "km")) == 'Reply: <span lang="km" dir="ltr">ឆ្លើយ</span>'


def test_data_are_shown_translated_or_in_the_default_language(french: Words) -> None:
    assert french.data("clusters", "pay", "name", "Pay") == Text("Rémunération")
    untranslated = french.data("clusters", "fire", "name", "Fire")
    assert (untranslated, untranslated.language) == ("Fire", "en")
    assert french.pick({"en": "Pay", "fr": "Paie"}) == "Paie"
    assert (french.pick({"en": "Pay"}).language, french.pick({"km": "ប្រាក់"}).language) == ("en", "km")
    assert [item.language for item in french.pick_list('{"en": ["a", "b"]}')] == ["en", "en"]
    assert french.pick(None) == ""
    assert french.pick_list(None) == []


def text_of(html: str) -> str:
    """Return the text that a browser shows of a page with nothing but paragraphs and spans in it."""
    parsed = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert {element.tag for element in parsed.iter()} <= {"DOCUMENT_FRAGMENT", "p", "span"}
    assert all(set(element.attrib) <= {"lang", "dir"} for element in parsed.iter())
    return "".join(parsed.itertext())


def test_the_minus_stays_before_a_number_between_right_to_left_letters() -> None:
    assert Words("ar", "en").number(-1.8, 1) == "\u200e-1.8"
    assert Words("ar", "en").number(1.8, 1) == "1.8"
    assert Words("fr", "en").number(-1.8, 1) == "-1,8"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", '<a>A</a>, B &amp; C and <span lang="km" dir="ltr">ក</span>'),
        ("fr", '<a>A</a>, B &amp; C et <span lang="km" dir="ltr">ក</span>'),
        ("ar", '<a>A</a> وB &amp; C و<span lang="km" dir="ltr">ក</span>'),
    ],
)
def test_a_list_of_markup_and_texts_keeps_what_each_is(language: str, said: str) -> None:
    items = (Markup("<a>A</a>"), "B & C", Text("ក", "km"))
    assert Words(language, "en").markup_join(items) == said
