"""Owns the words for values that come from fixed lists: one literal a value, so that the catalogues find them all.

Does not own signs and colours (`theme`) or what a value means (`generator.facts`, the schemas of the packages).
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.text.words import Text, Words


def N_(message: str) -> str:  # noqa: N802 - the name under which Babel finds a message that is said later
    """Return `message` unchanged, marked to be translated where it is shown."""
    return message


LABELS: Mapping[str, Mapping[str, str]] = {
    "result": {
        "compliant": N_("Compliant"),
        "non-compliant": N_("Non-compliant"),
        "not-applicable": N_("Not applicable"),
        "not-assessed": N_("Not assessed"),
        "not-disclosed": N_("Not disclosed"),
        "withdrawn": N_("Withdrawn on appeal"),
        "not-in-form": N_("Not in this form"),
        "not-known": N_("Not known"),
    },
    "status": {
        "active": N_("Active"),
        "closed": N_("Closed"),
        "left": N_("Left the programme"),
        "suspended": N_("Suspended"),
        "moved": N_("Moved"),
    },
    "form": {"full": N_("Full form"), "short": N_("Short form")},
    "coverage": {"all-answers": N_("All answers"), "violations-only": N_("Violations only")},
    "announced": {"true": N_("Announced"), "false": N_("Unannounced")},
    "yes": {"true": N_("Yes"), "false": N_("No"), "": N_("Not known")},
    "self_reported_status": {
        "completed": N_("Put right"),
        "in-progress": N_("In progress"),
        "not-started": N_("Not started"),
    },
    "verified_status": {
        "completed": N_("Verified as put right"),
        "on-track": N_("On track"),
        "behind-schedule": N_("Behind schedule"),
        "pending": N_("Verification pending"),
        "not-eligible": N_("Not eligible for verification"),
    },
    "appeal": {
        "pending": N_("Appeal not yet decided"),
        "upheld": N_("Appeal upheld"),
        "partly-upheld": N_("Appeal partly upheld"),
        "rejected": N_("Appeal rejected"),
        "withdrawn": N_("Appeal withdrawn by the factory"),
    },
    "history": {
        "open": N_("Open"),
        "resolved": N_("No longer found"),
        "not-known": N_("Not known whether put right"),
        "withdrawn": N_("Withdrawn on appeal"),
    },
    "constituency": {
        "government": N_("Government"),
        "employers": N_("Employers"),
        "workers": N_("Workers"),
        "buyers": N_("Buyers"),
        "observer": N_("Observer"),
    },
    "legal_basis": {
        "convention": N_("International convention"),
        "national-law": N_("National law"),
        "good-practice": N_("Good practice"),
    },
    "cluster_kind": {
        "core-labour-standard": N_("Core labour standard"),
        "working-conditions": N_("Working conditions"),
    },
    "question_kind": {"scored": N_("Scored"), "fact": N_("Gathers a fact")},
    "answer": {"yes": N_("Yes"), "no": N_("No")},
    "issue_scope": {
        "questions": N_("Named questions"),
        "point": N_("Every question of a point"),
        "all": N_("Every question"),
    },
    "delivery": {"on-site": N_("In the factory"), "centre": N_("At a training centre"), "online": N_("Online")},
    "session_status": {
        "scheduled": N_("Scheduled"),
        "full": N_("Full"),
        "done": N_("Held"),
        "cancelled": N_("Cancelled"),
    },
    "audience": {
        "supervisors": N_("Supervisors"),
        "managers": N_("Managers"),
        "workers": N_("Workers"),
        "human-resources": N_("Human resources staff"),
        "worker-representatives": N_("Worker representatives"),
        "committee-members": N_("Committee members"),
    },
    "direction": {
        "higher-is-better": N_("Higher is better"),
        "lower-is-better": N_("Lower is better"),
        "neither": N_("Neither higher nor lower is better"),
    },
    "periodicity": {
        "once": N_("Once"),
        "yearly": N_("Yearly"),
        "quarterly": N_("Quarterly"),
        "monthly": N_("Monthly"),
        "irregular": N_("At irregular intervals"),
    },
    "indicator_scope": {"programme": N_("Programme result"), "national": N_("National indicator")},
    "qualifier": {"exact": N_("Exactly"), "about": N_("About"), "over": N_("Over"), "under": N_("Under")},
    "observation_status": {
        "final": N_("Final"),
        "provisional": N_("Provisional"),
        "revised": N_("Revised"),
        "suppressed": N_("Suppressed"),
        "not-collected": N_("Not collected"),
        "not-applicable": N_("Not applicable"),
    },
    "category": {
        "total": N_("Total"),
        "formal": N_("Formal"),
        "informal": N_("Informal"),
        "urban": N_("Towns"),
        "rural": N_("Countryside"),
    },
    "dimension": {"sex": N_("Sex"), "category": N_("Category")},
    "sex": {"total": N_("Women and men"), "women": N_("Women"), "men": N_("Men")},
    "claim_status": {
        "shown-by-our-data": N_("Shown by our data"),
        "supported-by-source": N_("Supported by a cited source"),
        "no-data": N_("No data"),
    },
    "rate_reason": {
        "too-few": N_("too few for a rate"),
        "violations-only": N_("violations only, no rate"),
        "none-assessed": N_("none assessed"),
    },
    "standing": {
        "published": N_("Published"),
        "superseded": N_("Superseded"),
        "not-yet-published": N_("Not yet published"),
        "future": N_("In the future"),
    },
    "field_type": {
        "string": N_("text"),
        "integer": N_("whole number"),
        "number": N_("number"),
        "boolean": N_("yes or no"),
        "date": N_("day"),
        "list": N_("list"),
        "array": N_("list"),
        "object": N_("text by language"),
    },
    "worker_band": {
        "small": N_("Up to 1,000 workers"),
        "medium": N_("1,001 to 5,000 workers"),
        "large": N_("5,001 to 10,000 workers"),
        "largest": N_("Over 10,000 workers"),
    },
}
"""Interface text by group and value. Values are those of the schemas, with those that `Facts` adds."""

BANDS = ((1_000, "small"), (5_000, "medium"), (10_000, "large"))
"""Most workers of each band but the largest."""


def label(words: Words, group: str, value: str | bool | None) -> Text:
    """Return the words for `value` of `group`: `label(words, "result", "compliant")`.

    A boolean is looked up as `true` or `false`, None as the empty value. KeyError for a value that is in no list:
    the checks let none through, so it is our bug.
    """
    key = "" if value is None else str(value).lower() if isinstance(value, bool) else value
    return words.say(LABELS[group][key])


def labels(words: Words, group: str) -> dict[str, Text]:
    """Return the words for every value of `group`, in the order of the list."""
    return {value: words.say(message) for value, message in LABELS[group].items()}


def worker_band(workers: int) -> str:
    """Return the value of the group `worker_band` for a number of workers; exactly 1,000 is in the first."""
    return next((band for most, band in BANDS if workers <= most), "largest")
