"""Owns rendering: the one Jinja environment of a build, autoescaped, for all pages and languages.

Does not own templates (`theme/templates`) or what a page shows (`generator.pages`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from generator.outputs.environment import QuickEnvironment
from generator.text.words import Words, direction_of


class Templates:
    """The templates of a theme, speaking one language at a time.

    In a template `_("Text with {name}", name=value)` is interface text, `n_("{n} factory", "{n} factories", n)`
    its plural form; the filters `number`, `percent`, `day`, `country` and `language_name` write values
    as the language of the page does. Values are escaped; a `Text` says its own language.
    """

    def __init__(self, theme: Path) -> None:
        """Load the templates of the folder `theme`."""
        self._words: Words | None = None
        self._said: dict[str, Markup] = {}
        self._days: dict[date, Markup] = {}
        self._environment = QuickEnvironment(
            loader=FileSystemLoader(theme / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
        self._environment.globals.update(_=self._say, n_=self._count, direction_of=direction_of)
        self._environment.filters.update(
            number=lambda value, decimals=0: self._current.number(value, decimals),
            percent=lambda value, decimals=0: self._current.percent(value, decimals),
            day=self._day,
            country=lambda value: self._current.country(value),
            language_name=lambda value: self._current.language_name(value),
            in_words=lambda values: self._current.markup_join(values),
            plain=_plain,
            json_ld=_json_ld,
        )

    @property
    def _current(self) -> Words:
        if self._words is None:
            message = "no page is being rendered"
            raise RuntimeError(message)
        return self._words

    def render(self, template: str, words: Words, values: Mapping[str, object]) -> str:
        """Return `template` (a name without its ending) filled with `values`, in the language of `words`."""
        if words is not self._words:
            self._words, self._said, self._days = words, {}, {}
        return self._environment.get_template(template + ".html").render(values)

    def _say(self, message: str, **values: object) -> Markup:
        if values:
            return self._current.markup(message, **values)
        if message not in self._said:
            self._said[message] = self._current.markup(message)
        return self._said[message]

    def _count(self, one: str, many: str, number: int, **values: object) -> Markup:
        return self._current.markup_count(one, many, number, **values)

    def _day(self, value: date | None) -> Markup:
        if value is None:
            return self._current.markup("Not known")
        if value not in self._days:
            text = self._current.date(value)
            self._days[value] = Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)
        return self._days[value]


def _plain(text: str) -> str:
    """Return a text without the span that says its language, for attributes and titles."""
    return str.__str__(text)


def _json_ld(thing: Mapping[str, object]) -> Markup:
    """Return a schema.org object as JSON for a script element, where no text of it can end the element."""
    return htmlsafe_json_dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
