"""Owns what the portal expects of the tables it knows: package, columns and their types.

Does not own constraints, keys and descriptions: they live in the schemas of the packages. A programme may
leave out tables that are not in `CORE`, add tables and columns of its own, and tighten constraints; the
columns named here must be there, because pages and figures are made from them.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Dataset, Table

CORE = (
    "programme",
    "countries",
    "clusters",
    "compliance_points",
    "questions",
    "factories",
    "assessments",
    "findings",
)
"""Tables without which there is no portal."""

EXPECTED: Mapping[str, tuple[str, str]] = {
    "acknowledgements": ("programme", "acknowledged_on:date code table field rows:integer reason"),
    "addresses": ("programme", "address moved_to since:date reason"),
    "advisory_committees": ("programme", "committee country name founded_on:date"),
    "advisory_members": ("programme", "committee organisation constituency from:date until:date"),
    "buyers": ("programme", "buyer name country joined_on:date left_on:date stopped_own_audits_on:date website"),
    "claims": ("programme", "claim title text source status evidence data_needed indicator"),
    "countries": (
        "programme",
        "country programme_name joined_on:date left_on:date minimum_working_age:integer currency local_language caveat",
    ),
    "programme": (
        "programme",
        (
            "programme name:object short_name:object summary:object operators:array languages:array "
            "default_language contact licence demonstration:boolean notice:object threshold:integer "
            "stale_after_months:integer"
        ),
    ),
    "releases": (
        "programme",
        "package version released_on:date summary changes:list digest withdrawn_on:date withdrawal_reason",
    ),
    "sources": ("programme", "source title publisher url accessed_on:date licence"),
    "statements": ("programme", "statement person office organisation text language source"),
    "translations": ("programme", "table key field language text"),
    "clusters": ("tool", "cluster name kind order:integer aliases:list description"),
    "compliance_points": ("tool", "point cluster name order:integer description"),
    "disclosure_rules": ("tool", "issue country valid_from:date minimum_assessments:integer valid_until:date"),
    "instruments": ("tool", "instrument title year:integer cluster fundamental_since:integer"),
    "public_issues": ("tool", "issue title description scope questions:list point"),
    "questions": (
        "tool",
        (
            "question version:integer point text noncompliant_answer kind legal_basis citation country "
            "short_form:boolean valid_from:date valid_until:date supersedes:integer"
        ),
    ),
    "appeals": ("compliance", "assessment question filed_on:date decided_on:date outcome"),
    "assessments": (
        "compliance",
        (
            "assessment factory cycle:integer started_on:date ended_on:date form announced:boolean "
            "reported_on:date published_on:date questions_scored:integer coverage gap_reason"
        ),
    ),
    "attendance": ("compliance", "factory course completed_on:date"),
    "committees": (
        "compliance",
        (
            "factory formed_on:date seats_management:integer seats_workers:integer women:integer "
            "members_elected:boolean meetings_last_year:integer"
        ),
    ),
    "corrections": ("compliance", "corrected_on:date table key field old new reason"),
    "factories": (
        "compliance",
        (
            "factory os_id name local_name former_names:list address subdivision country latitude:number "
            "longitude:number products:list parent_company status status_on:date status_reason moved_to "
            "joined_on:date union_present:boolean collective_agreement:boolean"
        ),
    ),
    "findings": ("compliance", "assessment question question_version:integer result not_assessed_reason"),
    "improvements": (
        "compliance",
        (
            "factory question raised_in self_reported_status self_reported_on:date verified_status "
            "verified_on:date verified_in"
        ),
    ),
    "responses": (
        "compliance",
        "response factory assessment question language text received_on:date published_on:date moderated:boolean",
    ),
    "sourcing": ("compliance", "factory buyer from:date until:date"),
    "strikes": ("compliance", "factory started_on:date days:integer lawful:boolean reason"),
    "workforce": ("compliance", "factory as_of:date workers:integer women:integer men:integer migrants:integer source"),
    "indicators": (
        "indicators",
        (
            "indicator title:object question:object answer:object definition:object unit:object scope "
            "direction method:object periodicity source caveats:object clusters:array dimensions:array "
            "decimals:integer chart"
        ),
    ),
    "observations": (
        "indicators",
        "indicator area period sex category value:number qualifier status breaks_series:boolean source note",
    ),
    "courses": (
        "training",
        (
            "course code title:object summary:object audience:object audiences:array aims:object "
            "outline:object prerequisites:object days:integer blocks:array hours_per_day:number "
            "gap_weeks_minimum:integer gap_weeks_maximum:integer group_minimum:integer group_maximum:integer "
            "delivery languages:array points:array certificate:boolean fee:number currency provider source"
        ),
    ),
    "evaluations": ("training", "course year:integer respondents:integer question result share:number method source"),
    "participation": (
        "training",
        "course country year:integer participants:integer women:integer participant_days:integer",
    ),
    "sessions": (
        "training",
        "session course starts_on:date ends_on:date place country language seats:integer status",
    ),
}
"""By table: its package, and its columns as `name:type` (`name` alone is a string)."""

OPTIONAL: Mapping[str, str] = {"releases": "earlier_kept", "sessions": "announced_on:date"}
"""By table: columns that the portal uses where they are there, as `name:type`."""


def expected_columns(table: str) -> dict[str, str]:
    """Return the columns that the portal expects of `table`, with their types; none for a table it does not know."""
    return _typed(EXPECTED.get(table, ("", ""))[1])


def optional_columns(table: str) -> dict[str, str]:
    """Return the columns that the portal uses where `table` has them, with their types."""
    return _typed(OPTIONAL.get(table, ""))


def usable_tables(data: Dataset) -> frozenset[str]:
    """Return the names of the tables that rules over several tables can rely on: every expected column is there."""
    names = {name for package in data.packages.values() for name in package.tables}
    return frozenset(name for name in names if not unlike(data.table(name)))


def unlike(table: Table) -> dict[str, str]:
    """Return the columns, with their types, that `table` has in another type, or must have and lacks."""
    kinds = {field.name: field.type for field in table.schema.fields}
    present = {name: kind for name, kind in optional_columns(table.name).items() if name in kinds}
    return {name: kind for name, kind in (expected_columns(table.name) | present).items() if kinds.get(name) != kind}


def _typed(columns: str) -> dict[str, str]:
    return {name: kind or "string" for name, _, kind in (column.partition(":") for column in columns.split())}
