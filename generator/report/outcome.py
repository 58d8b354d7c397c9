"""Owns what every report of a check starts from: the problems, how their files and help pages are named, what is new.

Does not own the form of a report (one module a form beside this one).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from generator.problems import Problem, Severity, Where


@dataclass(frozen=True, slots=True)
class HelpPages:
    """The pages of the handbook on the codes: their titles, and their address with `{code}` in it, if it is known."""

    titles: Mapping[str, str] = field(default_factory=dict)
    address: str = ""

    def title(self, code: str) -> str:
        """Return what a code means, in a line."""
        return self.titles.get(code, code)

    def address_of(self, code: str) -> str:
        """Return the address of the page of a code; nothing where it is not known."""
        return self.address.replace("{code}", quote(code, safe="", errors="replace"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check has found.

    `folder` is that of the data as the repository names it, `typed` as the user did. `sources` is the address of a file
    at this revision, with `{path}` in it, where it is known. `new` are the problems that the data `since` do not have;
    None where the data were compared with none. `causes` are codes of problems that often bring others with them.
    """

    problems: tuple[Problem, ...]
    folder: str = ""
    typed: str = ""
    help: HelpPages = field(default_factory=HelpPages)
    sources: str = ""
    new: frozenset[Problem] | None = None
    since: str = ""
    causes: frozenset[str] = frozenset()

    @property
    def errors(self) -> bool:
        """Whether anything stops a build."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def urgent(self) -> list[Problem]:
        """The problems that a change has to do with: all errors, and what is new."""
        return [each for each in self.problems if each.severity is Severity.ERROR or self.is_new(each)]

    @property
    def older(self) -> list[Problem]:
        """The warnings that were there before."""
        return [each for each in self.problems if each.severity is Severity.WARNING and not self.is_new(each)]

    def is_new(self, problem: Problem) -> bool:
        """Whether a problem came with the change; without anything to compare with, every one may have."""
        return self.new is None or problem in self.new

    def path(self, where: Where) -> str:
        """Return the file of a place with the folder before it; the folder alone where a place names no file."""
        return "/".join(filter(None, (self.folder.rstrip("/"), where.file))) or "."

    def place(self, where: Where) -> str:
        """Return the place as editors link it: `data/tool/questions.csv:3:7`."""
        return ":".join([self.path(where), *(str(each) for each in (where.line, where.column) if each)])

    def source(self, where: Where) -> str:
        """Return the address at which the line of a place can be read; nothing where it is not known."""
        if not self.sources or not where.file:
            return ""
        address = self.sources.replace("{path}", quote(self.path(where), errors="replace"))
        return f"{address}#L{where.line}" if where.line else address
