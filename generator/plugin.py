"""Owns the Pelican plugin; no other module imports Pelican.

Pelican reads the texts in `content/`, calls our generator and copies the static files of the theme. Does not own the
steps of a build (`generator.pipeline`). `PELICAN_CLASS` makes every build, started by `pelican` or by `seamline`, work
in a staging folder that replaces the output folder only when all has succeeded.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import console as pelican_console
from pelican.settings import read_settings
from rich.console import Console

from generator import pipeline
from generator.checks.codes import CAUSES
from generator.errors import SeamlineError, SettingsError, SurroundingsError
from generator.outputs.staging import staged
from generator.packages import CODES as READING
from generator.pages.portal import Prose
from generator.report.text import print_problems
from generator.settings import Settings
from generator.text.prose import sanitised

_NEEDED = ("title", "slug", "lang", "summary")
_REFUSED = ("save_as", "template", "url")
"""Metadata that Pelican obeys: with them a text could write to any address and with any template."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PortalGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """The generator that Pelican calls: it writes every page of the portal, those from `content/` included."""

    def generate_context(self) -> None:
        """Take over the texts that Pelican has read. A SettingsError names every wrong one."""
        pages = [each for page in self.context["pages"] for each in (page, *page.translations)]
        read = {Path(page.source_path): page for page in pages}
        languages = self.settings["PORTAL_CHECKED"].data["programme"]["languages"].explode().to_list()
        files = sorted({*Path(self.path).rglob("*.md"), *read})
        complaints = [f"{file}: {said}" for file in files if (said := _complaint(read.get(file), languages))]
        texts = [_prose_of(page) for page in read.values()] if not complaints else []
        counts = Counter((text.slug, text.language) for text in texts)
        complaints += [f"Slug {slug}: {n} texts in {code} have it." for (slug, code), n in counts.items() if n > 1]
        if complaints:
            raise SettingsError("Texts that cannot be published: " + " ".join(complaints))
        self._texts = sorted(texts, key=lambda text: (text.slug, text.language))

    def generate_output(self, _writer: object) -> None:
        """Write the site into the folder that Pelican builds in."""
        portal = pipeline.assemble(self.settings["PORTAL_CHECKED"], self.settings["PORTAL"], self._texts)
        pipeline.write_site(portal, Path(self.output_path))
        self.settings["PORTAL_BUILT"] = portal


class WholePelican(Pelican):  # type: ignore[misc]  # Pelican has no types
    """Pelican, but building in a staging folder that replaces the output folder when everything has succeeded."""

    def run(self) -> None:
        """Build for the command `pelican`; a mistake of the user ends in one sentence, not in a traceback."""
        try:
            self.build()
        except SeamlineError as error:
            sys.stderr.write(f"seamline: {error}\n")
            sys.exit(error.exit_code)

    def build(self) -> None:
        """Check the data, build into a staging folder, check links and addresses, then replace the output folder.

        Whatever fails on the way, the output folder stays as it was.
        """
        settings = self.settings["PORTAL"] = self._portal_settings()
        checked = pipeline.read_checked(settings)
        console = Console(stderr=True, highlight=False, markup=False)
        print_problems(checked.problems, console, folder=str(settings.data), causes={*READING, *CAUSES})
        if checked.errors:
            pipeline.assemble(checked, settings)
        self.settings["PORTAL_CHECKED"] = checked
        with staged(settings.output, inputs=(settings.data, settings.content, settings.theme)) as folder:
            self.output_path = str(folder)
            self.settings["OUTPUT_PATH"] = str(folder)
            self._run_quietly()
            if "PORTAL_BUILT" not in self.settings:
                raise SettingsError("The plugin did not run: pelicanconf.py must name it in PLUGINS.")
            pipeline.check_links(self.settings["PORTAL_BUILT"], folder)
            pipeline.check_addresses(self.settings["PORTAL_BUILT"], folder)
            pages = sum(1 for _ in folder.rglob("*.html"))
        console.print(
            f"{pages:,} pages written to {settings.output}; data of {checked.as_of:%Y-%m-%d}.", soft_wrap=True
        )

    def _run_quietly(self) -> None:
        """Run Pelican without its closing line, which counts the texts of `content/` and none of our pages."""
        pelican_console.quiet = True
        try:
            super().run()
        finally:
            pelican_console.quiet = False

    def _portal_settings(self) -> Settings:
        """Return `PORTAL` with the folders that Pelican was told to use, on its command line perhaps."""
        settings = _portal_of(self.settings)
        content, theme, output = (Path(self.settings[name]) for name in ("PATH", "THEME", "OUTPUT_PATH"))
        return replace(settings, content=content, theme=theme, output=output)


def register() -> None:
    """Tell Pelican about our generator (called by Pelican)."""
    signals.get_generators.connect(_generator)


def _generator(_pelican: object) -> type[PortalGenerator]:
    return PortalGenerator


def _complaint(page: Any, languages: Sequence[str]) -> str:
    """Return why a text cannot be published, or an empty text. `page` is None where Pelican left the file out."""
    if page is None:
        return "it needs a Title, and no other Status than published."
    if missing := [name for name in _NEEDED if not str(page.metadata.get(name) or "").strip()]:
        return f"it needs {', '.join(missing)} at its top."
    if strange := [name for name in _REFUSED if name in page.metadata]:
        return f"its {', '.join(strange)} at the top must go: the portal decides on it."
    if not _SLUG.fullmatch(page.slug):
        return "its slug must be small letters and digits, with single hyphens between."
    if page.lang not in languages:
        return f"its lang must be one of the portal: {', '.join(languages)}."
    return ""


def _prose_of(page: Any) -> Prose:
    return Prose(page.slug, page.lang, str(page.title), str(page.summary), sanitised(page.content))


_PELICAN_OWN: Mapping[str, Any] = {
    **dict.fromkeys(
        (
            *("PAGE_SAVE_AS", "PAGE_LANG_SAVE_AS", "DRAFT_PAGE_SAVE_AS", "DRAFT_PAGE_LANG_SAVE_AS"),
            *("DRAFT_SAVE_AS", "DRAFT_LANG_SAVE_AS", "AUTHOR_SAVE_AS", "CATEGORY_SAVE_AS", "TAG_SAVE_AS"),
        ),
        "",
    ),
    **dict.fromkeys(
        (
            *("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM"),
            *("AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS"),
        ),
        None,
    ),
    "ARTICLE_PATHS": [],
    "STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "TEMPLATE_PAGES": {},
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
    "DELETE_OUTPUT_DIRECTORY": False,
}
"""Settings that keep Pelican from writing pages, feeds and caches of its own: the portal writes all there is."""


def pelican_settings(portal: Settings) -> dict[str, Any]:
    """Return the settings with which Pelican builds this portal, for `pelicanconf.py`."""
    if not isinstance(portal, Settings):
        raise SettingsError(f"PORTAL must be Settings(...), not {portal!r}.")
    for folder in (portal.content, portal.theme):
        if not folder.is_dir():
            raise SurroundingsError(f"There is no folder {folder}: name the right one in pelicanconf.py.")
    return {
        **_PELICAN_OWN,
        "PORTAL": portal,
        "PELICAN_CLASS": WholePelican,
        "PLUGINS": ["generator.plugin"],
        "PATH": str(portal.content.resolve()),
        "OUTPUT_PATH": str(portal.output.resolve()),
        "THEME": str(portal.theme.resolve()),
        "THEME_STATIC_DIR": "theme",
        "SITEURL": portal.address,
        "TIMEZONE": "UTC",
        "DEFAULT_LANG": "en",
        "PAGE_PATHS": [""],
        "JINJA_ENVIRONMENT": {"autoescape": True},
        "MARKDOWN": {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"},
    }


def portal_settings(configuration: Path) -> Settings:
    """Return `PORTAL` of a settings file; SettingsError when the file or the setting is missing or wrong."""
    return _portal_of(_read(configuration, None))


def run(configuration: Path, portal: Settings) -> None:
    """Build `portal`, with all other settings of Pelican from the file `configuration`."""
    WholePelican(_read(configuration, portal)).build()


def _portal_of(settings: Mapping[str, Any]) -> Settings:
    portal = settings.get("PORTAL")
    if not isinstance(portal, Settings):
        raise SettingsError("pelicanconf.py must set PORTAL = Settings(...).")
    return portal


def _read(configuration: Path, portal: Settings | None) -> dict[str, Any]:
    if not configuration.is_file():
        raise SettingsError(f"There is no {configuration}: run where it lies, or name it with --settings.")
    try:
        override = pelican_settings(portal) if portal else {}
        return cast("dict[str, Any]", read_settings(str(configuration), override=override))
    except SeamlineError:
        raise
    except Exception as error:  # a settings file is a program, and may fail in any way
        raise SettingsError(f"{configuration} cannot be read: {error}.") from error
