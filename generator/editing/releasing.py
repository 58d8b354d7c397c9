"""Owns the steps of a release around its plan: what must hold before it, whose reason is whose, the writing.

Does not own what changed (`release`) or asking (`generator.cli.release`).
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from fnmatch import fnmatchcase

from rich.console import Console

from generator.differences.change import Change
from generator.editing.proof import errors_with, sound, write
from generator.editing.release import Decision, Plan, edits_of
from generator.errors import DataError, PolicyError, SettingsError, SurroundingsError
from generator.history import Copy, History, history_of, numbers_of
from generator.pipeline import Checked
from generator.report.text import print_problems
from generator.settings import Settings


def ready(package: str, settings: Settings) -> tuple[Checked, History]:
    """Return the data and their history, when a release of `package` can be made of them; else raise what hinders."""
    history = history_of(settings.data)
    if history.copy is Copy.NONE:
        raise SurroundingsError(
            f"A release is a tag of git, and {settings.data} is in no commit of a repository, or git cannot run here."
        )
    if history.copy is Copy.SHALLOW:
        raise SurroundingsError(
            "This copy of the repository is shallow and knows no earlier releases: git fetch --unshallow --tags"
        )
    if changed := history.uncommitted:
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""  # noqa: PLR2004 - enough to know them by
        raise SurroundingsError(f"Commit these first, or undo them: {', '.join(changed[:3])}{more}.")
    checked = sound(settings)
    known = list(checked.data.packages)
    if package not in known:
        like = difflib.get_close_matches(package, known, n=1)
        raise SettingsError(
            f"There is no package {package!r}{f': did you mean {like[0]}?' if like else '.'} "
            f"The packages are: {', '.join(known)}."
        )
    if "releases" not in checked.data:
        raise DataError("The data have no table releases to record a release in.")
    return checked, history


def refuse_smaller(plan: Plan, version: str) -> None:
    """Raise SettingsError when `version` is none, or smaller than the changes allow; or when nothing changed."""
    if plan.last and not plan.steps:
        raise SettingsError(f"Nothing that is public changed in {plan.package} since {plan.last.version}.")
    try:
        smaller = numbers_of(version) < numbers_of(plan.smallest)
    except ValueError:
        raise SettingsError(f"{version!r} is no version: write three numbers, such as {plan.smallest}.") from None
    if smaller or len(numbers_of(version)) != len(numbers_of(plan.smallest)):
        step = plan.steps[0] if plan.steps else None
        why = f" ({step.bump.name.lower()}: {step.why})" if step else ""
        raise SettingsError(f"Version {version} is too small: the smallest that is allowed is {plan.smallest}{why}.")


def refuse_undecided(plan: Plan, *, keeping: str, withdrawing: str) -> None:
    """Raise PolicyError when something is taken back and nobody says what becomes of the versions that hold it."""
    if keeping and withdrawing:
        raise SettingsError("Earlier versions are either kept or withdrawn: give one of the two options.")
    if plan.taken_back and plan.earlier and not (keeping or withdrawing):
        raise PolicyError(
            f"Rows or values that the public saw are taken back ({plan.taken_back:,}), and earlier versions still hold "
            f"them ({', '.join(plan.earlier)}): say --keep-earlier REASON if they may, else --withdraw-earlier REASON."
        )


def reasons_for(changes: Sequence[Change], given: Sequence[str]) -> tuple[dict[Change, str], list[Change]]:
    """Return the reason of each change that one is `given` for ('TABLE KEY FIELD=REASON'), and the changes without.

    The last that fits holds. SettingsError names each that is written wrongly or fits nothing.
    """
    rules = [(text, *_rule(text)) for text in given]
    reasons: dict[Change, str] = {}
    used: set[str] = set()
    for change in changes:
        for text, pattern, reason in rules:
            if pattern and fnmatchcase(f"{change.table} {change.key} {change.field}", pattern):
                reasons[change] = reason
                used.add(text)
    if wrong := [text for text, pattern, _ in rules if not pattern or text not in used]:
        raise SettingsError(
            f"No published value that changed fits {', '.join(map(repr, wrong))}: write --reason "
            "'TABLE KEY FIELD=REASON', with * for any key or field."
        )
    return reasons, [each for each in changes if each not in reasons]


def _rule(text: str) -> tuple[str, str]:
    """Return the pattern of a rule, in which `*` alone has a meaning, and the reason; else nothing."""
    pattern, _, reason = text.partition("=")
    plain = pattern.strip().replace("[", "[[]").replace("?", "[?]")
    return (plain, reason.strip()) if reason.strip() else ("", "")


def written(plan: Plan, decision: Decision, checked: Checked, settings: Settings) -> list[str]:
    """Write a release, if the data are valid with it; return the files, by their path from the data folder."""
    edits = edits_of(plan, decision, checked.data)
    if errors := errors_with(edits, checked, settings):
        print_problems(errors, Console(highlight=False, markup=False), folder=str(settings.data))
        raise DataError("With this release the data would have the errors above, so nothing was written.")
    write(edits, settings.data)
    return [edit.path for edit in edits]
