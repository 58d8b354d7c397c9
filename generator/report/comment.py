"""Owns the outcome of a check as Markdown: the comment on a pull request, and the summary of a job.

Does not own annotations (`github`). The comment carries a marker, by which a workflow finds it and puts a new one in
its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.problems import Problem, Where, number_of
from generator.report.groups import Group, groups_of, listed_within, places_of, tally
from generator.report.markdown import COMMENT, SUMMARY, Sheet, code, escaped, link, octets
from generator.report.outcome import Outcome

MARKER = "<!-- seamline check -->"
"""The first line of the comment."""
_IN_COMMENT = 5
_IN_SUMMARY = 100
_LONGEST_LIST = 2_000


def check_as_comment(outcome: Outcome) -> str:
    """Return what goes into the comment, no longer than GitHub takes."""
    return _written(outcome, Sheet(COMMENT), _IN_COMMENT)


def check_as_summary(outcome: Outcome) -> str:
    """Return what goes into the summary of a job: as the comment, with many more places in full."""
    return _written(outcome, Sheet(SUMMARY, octets), _IN_SUMMARY)


def _written(outcome: Outcome, sheet: Sheet, limit: int) -> str:
    sheet.add(f"{MARKER}\n## Data check: {_headline(outcome)}\n\n{_verdict(outcome)}\n")
    left = _add_all(sheet, _blocks(outcome.urgent, outcome, limit))
    if not left and outcome.older:
        sheet.add(f"\n<details><summary>{tally(outcome.older)} that the data had before</summary>\n")
        left = _add_all(sheet, _blocks(outcome.older, outcome, limit))
        sheet.close("\n</details>\n")
    if left:
        sheet.close(f"\n**Not everything fits here:** {tally(left)} more. `seamline check` lists every one.\n")
    return sheet.text()


def _headline(outcome: Outcome) -> str:
    if outcome.new is None or not outcome.problems:
        return tally(outcome.problems)
    fresh = [each for each in outcome.problems if outcome.is_new(each)]
    return f"{tally(outcome.problems)}, {tally(fresh) if fresh else 'none'} new"


def _verdict(outcome: Outcome) -> str:
    if outcome.errors:
        return "**Nothing is published until the errors are put right.** Each says where it is and what to do."
    if outcome.problems:
        return "The data can be published. Warnings are published with them, on the page “Coverage and quality”."
    return "The data can be published."


def _add_all(sheet: Sheet, blocks: Iterator[tuple[str, Sequence[Problem]]]) -> list[Problem]:
    """Add blocks while there is room; return the problems of those that had none."""
    left: list[Problem] = []
    for block, problems in blocks:
        if left or not sheet.add(block):
            left += problems
    return left


def _blocks(problems: Sequence[Problem], outcome: Outcome, limit: int) -> Iterator[tuple[str, Sequence[Problem]]]:
    """Yield each block of Markdown with the problems that it shows."""
    for group in groups_of(problems, outcome.causes):
        yield f"\n{_title(group, outcome)}\n", ()
        shown, rest = group.problems[:limit], group.problems[limit:]
        hints = {problem.hint for problem in shown}
        if len(hints) == 1 < len(shown) and (hint := hints.pop()):
            yield f"{escaped(hint)}\n", ()
            hints.clear()
        for problem in shown:
            yield _item(problem, outcome, problem.hint if hints else ""), (problem,)
        if rest:
            yield f"- and {number_of(rest):,} more: {_places(rest, outcome)}", rest


def _title(group: Group, outcome: Outcome) -> str:
    kind = group.kind
    page = outcome.help.address_of(kind.code)
    of = f", in {escaped(kind.place)}" if kind.place else ""
    count = f", {number_of(group.problems):,} times" if len(group.problems) > 1 else ""
    name = f"{kind.severity.value.capitalize()}: {escaped(outcome.help.title(kind.code))}"
    return f"#### {name} ({link(code(kind.code), page)}{of}{count})"


def _item(problem: Problem, outcome: Outcome, hint: str) -> str:
    also = "".join(f" See also {_place(where, outcome)}." for where in problem.also)
    said = " ".join(filter(None, (escaped(problem.message), escaped(hint))))
    return f"- {_place(problem.where, outcome)} {said}{also}"


def _place(where: Where, outcome: Outcome) -> str:
    return link(code(outcome.place(where)), outcome.source(where))


def _places(problems: Sequence[Problem], outcome: Outcome) -> str:
    places = (
        f"{code(outcome.path(Where(file)))}{', ' + lines if lines else ''}" for file, lines in places_of(problems)
    )
    return listed_within(_LONGEST_LIST, places)
