"""Shows that the quick environment writes what Jinja's own writes, above all where it escapes."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from generator.outputs.environment import QuickEnvironment
from generator.text.words import Text

VALUES = {
    "plain": "<b>Tom & 'Jerry'</b>",
    "markup": Markup("<b>Tom &amp; Jerry</b>"),
    "foreign": Text("<b>ភ្នំពេញ</b>", "km"),
    "native": Text("<b>Dhaka</b>"),
    "number": 7,
    "nothing": None,
    "list": ["<i>", Markup("<i>")],
    "join": Markup(", ").join,
}
MACRO = (
    "{% macro tag(word, kind='x') %}<p class={{ kind }}>{{ word }}{{ caller() if caller is defined }}</p>{% endmacro %}"
)
SOURCES = (
    *("{{ plain }}", "{{ markup }}", "{{ foreign }}", "{{ native }}", "{{ number }}", "{{ nothing }}", "{{ list }}"),
    "{{ plain|safe }}{{ plain|e }}{{ markup|e }}{{ plain ~ markup }}{{ list|join(plain) }}{{ join(list) }}",
    "{{ markup|striptags }}{{ plain|striptags }}{{ native|striptags }}{{ foreign|striptags }}",
    MACRO + "{{ tag(plain) }}{{ tag(markup, kind=plain) }}{% call tag(foreign) %}{{ plain }}{% endcall %}",
    "{% for each in list %}{{ loop.cycle(plain, markup) }}{{ each }}{% endfor %}",
    "{% set said %}{{ plain }}{{ markup }}{% endset %}{{ said }}",
    "{% autoescape false %}{{ plain }}{{ markup }}{% endautoescape %}{{ plain }}",
    "{% autoescape number == 8 %}{{ plain }}{{ markup }}{% endautoescape %}{{ plain }}",
    "{% block one %}{{ plain }}{{ self.two() }}{% endblock %}{% block two %}{{ markup }}{% endblock %}",
)


@pytest.mark.parametrize("source", SOURCES)
def test_writes_what_jinja_writes(source: str) -> None:
    own, quick = (kind(autoescape=True, undefined=StrictUndefined) for kind in (Environment, QuickEnvironment))
    assert quick.from_string(source).render(VALUES) == own.from_string(source).render(VALUES)


@pytest.mark.parametrize("source", ["{{ absent }}", "{{ absent() }}", "{{ plain.absent }}", "{{ list[9] }}"])
def test_never_takes_what_is_absent_for_empty(source: str) -> None:
    with pytest.raises(UndefinedError):
        QuickEnvironment(autoescape=True, undefined=StrictUndefined).from_string(source).render(VALUES)


def test_equal_texts_of_different_kinds_lose_their_tags_apart() -> None:
    template = QuickEnvironment(autoescape=True).from_string("{{ one|striptags }}")
    said = [template.render(one=kind("<b>x</b>")) for kind in (Markup, Text, Markup)]
    assert said == ["x", "&lt;b&gt;x&lt;/b&gt;", "x"]


def test_imported_macros_know_what_every_template_knows() -> None:
    loader = DictLoader({"say.html": "{% macro say(word) %}{{ greeting }} {{ word }}{% endmacro %}"})
    environment = QuickEnvironment(autoescape=True, loader=loader)
    environment.globals["greeting"] = "<Hello>"
    source = "{% from 'say.html' import say %}{{ greeting }} {{ say(name) }}"
    assert environment.from_string(source).render(name="<A>") == "&lt;Hello&gt; &lt;Hello&gt; &lt;A&gt;"
    own = environment.from_string(source, globals={"name": Markup("<A>")})
    assert own.render() == "&lt;Hello&gt; &lt;Hello&gt; <A>"
