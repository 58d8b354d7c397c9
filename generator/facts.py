"""Owns the list of all figures: each is a frame that is computed from the data when it is first asked for, and kept.

Does not own a formula: those are in `findings`, `points`, `rates`, `progress`, `timelines`, `coverage`, `events`,
`corrections` and `accounts`. Frames hold only what is published on the day `as_of`. Pages, feeds, charts, the API and
the search index read frames, never the table of findings itself.

Names that all frames share:

- `factory`, `assessment`, `question`, `point`, `cluster`, `country` are keys. In the large frames (`findings`,
  `point_results`, `timelines`, `spells`) they are Enum columns in the order in which they are shown (clusters
  and points in the order of the tool, questions by number); comparing with text works, and `to_dicts()` gives
  text, but cast to `pl.String` before a join with a table. In all other frames they are text.
- `ordinal` counts the published assessments of a factory from 1; `cycle` is the number in the data.
- `country` is `all` (`findings.ALL`) in rows that count every country together.
- `rate` is a share from 0 to 1, or null, and then `reason` (`rates.REASONS`) says why there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from generator import accounts, corrections, coverage, events, findings, points, progress, rates, timelines
from generator.model import Dataset
from generator.slices import Slices


def facts_of(data: Dataset, as_of: date, frames: Mapping[str, pl.DataFrame] | None = None) -> Facts:
    """Return the facts that `data` (checked, without errors) show on the day `as_of`.

    `frames` are frames that are computed already, by name, as `Facts.frames` gives them: a worker process gets those
    that it needs and computes nothing again.
    """
    facts = Facts(data, as_of)
    vars(facts).update(frames or {})
    return facts


@dataclass(frozen=True, eq=False)
class Facts:
    """What the data show on the day `as_of`."""

    data: Dataset
    as_of: date
    _slices: dict[str, Slices] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def threshold(self) -> int:
        """Fewest factories over which a rate is shown, from the programme (10 where it does not say)."""
        return coverage.setting_of(self.data, "threshold", rates.THRESHOLD)

    @cached_property
    def stale_after_months(self) -> int:
        """Months after which the last assessment of an active factory counts as old."""
        return coverage.setting_of(self.data, "stale_after_months", coverage.STALE_AFTER_MONTHS)

    def rate(self, numerator: int, denominator: int, *, counts_only: bool = False) -> rates.Rate:
        """Return a single figure with its denominator; it has a value only where a rate may be shown."""
        return rates.Rate(numerator, denominator, self.threshold, counts_only=counts_only)

    @cached_property
    def assessments(self) -> pl.DataFrame:
        """Published assessments, by factory and cycle.

        The columns of the table, then `country` and `ordinal` (position among the published ones, from 1).
        """
        return findings.assessments_of(self.data, self.as_of)

    @cached_property
    def findings(self) -> pl.DataFrame:
        """Results of the published assessments, by factory, cycle and question; one row a question asked.

        `assessment, factory, country, cycle, ordinal, form, coverage, started_on, published_on, question,
        question_version, kind, legal, point, cluster, result, not_assessed_reason, appeal, withdrawn, counted`.
        `legal`: the question rests on a convention or national law. `appeal`: outcome by `as_of`, `pending`
        while open, null without one. `withdrawn`: non-compliant, but the appeal was upheld.
        `counted`: the result that figures count: `result`, but `not-assessed` where withdrawn, and null where
        the question gathers a fact, or where violations-only data claim anything but a violation.
        """
        return findings.findings_of(self.data, self.assessments, self.as_of)

    @cached_property
    def point_results(self) -> pl.DataFrame:
        """Formula 1: the result of each point in each published assessment, by factory, cycle and point.

        `assessment, factory, country, cycle, ordinal, form, coverage, started_on, cluster, point, result,
        questions_assessed, questions_noncompliant, questions_not_disclosed, partial`. `questions_assessed`
        are those answered compliant or non-compliant (null in violations-only data); `partial`: a question of
        the point is not disclosed, not assessed or withdrawn. A point without scored question has no row; nor
        has, in violations-only data, a point without violation: it is unknown, never compliant.
        """
        return points.point_results_of(self.findings, self.assessments)

    @cached_property
    def latest(self) -> pl.DataFrame:
        """The latest published assessment of each factory: rows and columns of `assessments`."""
        return findings.latest_of(self.assessments)

    @cached_property
    def latest_by_form(self) -> pl.DataFrame:
        """The latest published assessment of each factory in each form: rows and columns of `assessments`."""
        return findings.latest_of(self.assessments, "form")

    @cached_property
    def _latest_by_year(self) -> pl.DataFrame:
        return findings.latest_of(findings.with_year(self.assessments), "form", "year")

    @cached_property
    def _points(self) -> pl.DataFrame:
        return findings.points_of(self.data)

    @cached_property
    def point_rates(self) -> pl.DataFrame:
        """Formula 2 over each factory's latest assessment of a form: one row a country (or all), form and point.

        `country, form, cluster, point, found, noncompliant, assessed, partial, rate, reason`. `found`:
        factories where it was found, whatever the coverage; `noncompliant` of `assessed` factories (all
        answers only) make the rate; `partial`: those of `assessed` that rest on a part of the questions.
        Every point has a row for every country and form with an assessment, so that zero is not a gap.
        """
        return rates.point_rates_of(self.point_results, self.latest_by_form, self._points, self.threshold)

    @cached_property
    def point_rates_by_year(self) -> pl.DataFrame:
        """As `point_rates`, with `year`: each factory's latest assessment of a form in that calendar year."""
        return rates.point_rates_of(self.point_results, self._latest_by_year, self._points, self.threshold)

    @cached_property
    def cluster_rates_by_year(self) -> pl.DataFrame:
        """Formula 3 pooled over factories, for trends: one row a country (or all), form, year and cluster.

        `country, form, year, cluster, factories, points_found, points_noncompliant, points_assessed, rate,
        reason`. The threshold holds for `factories`: those with a point of the cluster assessed.
        """
        clusters = self._points.select(pl.col("cluster").unique(maintain_order=True))
        return rates.cluster_rates_of(self.point_results, self._latest_by_year, clusters, self.threshold)

    @cached_property
    def factory_cluster_rates(self) -> pl.DataFrame:
        """Formula 3: one row an assessment and cluster, by factory, cycle and cluster.

        `assessment, factory, country, cycle, form, coverage, cluster, points_noncompliant, points_assessed,
        rate, reason`. Points of one factory, not factories: the threshold does not apply; show both counts.
        """
        return rates.factory_cluster_rates_of(self.point_results, self.assessments)

    @cached_property
    def question_compliance(self) -> pl.DataFrame:
        """Formula 4 over each factory's latest assessment of a form: one row a country (or all), form, question.

        `country, form, cluster, point, question, found, compliant, noncompliant, assessed, rate, reason`;
        `rate` is the share COMPLIANT of `assessed` = `compliant` + `noncompliant` factories.
        """
        return rates.question_compliance_of(self.findings, self.latest_by_form, self.threshold)

    @cached_property
    def low_compliance(self) -> pl.DataFrame:
        """Formula 5: the distribution, one row a country and form.

        `country, form, factories, mean, deviation, bound, members, reason`: `factories` with at least three
        published assessments and an answer to a legal requirement in the latest of the form; mean and
        standard deviation (of the whole, not of a sample) of their shares compliant; `bound` = mean - 2
        deviations. The four are null where `reason` says so. Never across countries: the law differs.
        """
        return progress.low_compliance_of(self._legal_scores, self.threshold)

    @cached_property
    def low_compliance_members(self) -> pl.DataFrame:
        """Formula 5: the factories below the bound, by country and form.

        `country, form, factory, assessment, compliant, assessed, share`.
        """
        return progress.low_compliance_members_of(self._legal_scores, self.low_compliance)

    @cached_property
    def _legal_scores(self) -> pl.DataFrame:
        return progress.legal_scores_of(self.findings, self.assessments, self.latest_by_form)

    @cached_property
    def effort(self) -> pl.DataFrame:
        """Formula 6: one row a factory and form with two published assessments or more, by factory.

        `factory, country, form, before, after` (the last two assessments of the form), `questions` answered
        in both, `put_right`, `slipped`, `change` = (put right - slipped) / questions, from -1 to 1, `reason`.
        Only questions answered in both count: a change of the questionnaire is not a change of the factory.
        The threshold holds for `questions`; under it there are counts only.
        """
        return progress.effort_of(self.findings, self.assessments, self.threshold)

    @cached_property
    def remediation(self) -> pl.DataFrame:
        """Formula 7 by country and for all: `country, factories, raised, verified, not_eligible, rate, reason`.

        A finding is raised once: when first reported, or reported again after it had been put right (a spell).
        `verified`: the programme verified its completion by `as_of`. What factories report never counts.
        """
        return progress.remediation_of(self.spells, "country", self.threshold)

    @cached_property
    def remediation_by_factory(self) -> pl.DataFrame:
        """Formula 7 by factory: `factory, raised, verified, not_eligible, rate, reason`; threshold on `raised`."""
        return progress.remediation_of(self.spells, "factory", self.threshold)

    @cached_property
    def spells(self) -> pl.DataFrame:
        """Each time a question was raised at a factory: one row a spell, by factory, question and spell.

        `factory, country, question, point, cluster, spell` (from 1), `raised_in, raised_on, raised_cycle,
        raised_ordinal, last_in, last_on, last_cycle, last_ordinal` (last reported), `times_found` (in the
        spell), `times_answered` (at the factory in all), `resolved_in, resolved_on, resolved_cycle,
        resolved_ordinal` (null while it lasts), `violations_only, verified_on, not_eligible`.
        """
        return timelines.spells_of(self.findings, self.assessments, self.published("improvements"))

    @cached_property
    def timelines(self) -> pl.DataFrame:
        """The history of each question ever found non-compliant at a factory, by factory and question.

        `factory, country, question, point, cluster, state, first_reported_in, first_reported_on, first_cycle,
        last_reported_in, last_reported_on, last_cycle, times_found, times_assessed, times_withdrawn, reopened,
        open_since_in, open_since_on, cycles_open, gap, unseen, resolved_in, resolved_on, verified_on`.
        States and columns are defined in `generator.timelines`.
        """
        return timelines.timelines_of(self.findings, self.assessments, self.spells)

    @cached_property
    def assessment_events(self) -> pl.DataFrame:
        """What each published assessment found and changed, by factory and cycle.

        `on` (published), `factory, country, assessment, cycle, form, coverage, started_on`; points `noncompliant` of
        `assessed`, `partial` among them, `hidden`; questions `raised` for the first time at the factory, `returned`
        after they were compliant, and `ended` (no longer found), as lists. All keys are text.
        """
        return events.assessment_events_of(self.assessments, self.point_results, self.spells)

    @cached_property
    def verification_events(self) -> pl.DataFrame:
        """What the programme verified as put right: one row a factory and day, by factory and day.

        `on` (public from), `factory, country, verified_on, questions` (a list).
        """
        return events.verification_events_of(self.published("improvements"), self.assessments, self.spells)

    @cached_property
    def factories(self) -> pl.DataFrame:
        """Factories that joined by `as_of`, by key: the columns of the table, then what is known of each.

        `assessments_held, assessments_published, latest_assessment, latest_on, latest_form, not_yet_eligible,
        stale, workers, workers_women, workers_as_of, open_findings` (open timelines; null when no answer
        is disclosed).
        """
        return coverage.factories_of(
            self.data, self.as_of, self.assessments, self.point_results, self.timelines, self.stale_after_months
        )

    @cached_property
    def coverage(self) -> pl.DataFrame:
        """Who is assessed and who is not: one row a country and one for all.

        `country, factories, active, closed, left, moved, suspended, assessed, never_assessed,
        not_yet_eligible, stale, assessments_published, assessments_unpublished, full, short, violations_only,
        newest_on`. Factories are counted by status today; `full` and `short` are published assessments.
        """
        return coverage.coverage_of(self.data, self.as_of, self.factories, self.assessments)

    @cached_property
    def appeals(self) -> pl.DataFrame:
        """Public appeals of published assessments, by factory, assessment and question.

        `assessment, question, filed_on, decided_on, outcome, factory`; `outcome` is null while open.
        """
        return findings.appeals_of(self.data, self.assessments, self.as_of)

    @cached_property
    def corrections(self) -> pl.DataFrame:
        """Public corrections, newest first.

        `corrected_on, table, key, field, old, new, reason, factory`; `factory`: whom it is about, null where nobody.
        """
        return corrections.corrections_of(self.data, self.as_of)

    @cached_property
    def accounts(self) -> pl.DataFrame:
        """Every row accounted for: `package, table, rows, published, superseded, not_yet_published, future`.

        `rows` = `published` + `superseded` + `withheld` (= `not_yet_published` + `future`) for each table.
        """
        return accounts.accounts_of(self.data, self.as_of)

    def published(self, table: str) -> pl.DataFrame:
        """Return the rows of a table that are public on the day, superseded ones included, in their order."""
        return accounts.published_of(self.data, table, self.as_of)

    def for_factory(self, name: str, factory: str) -> pl.DataFrame:
        """Return the rows of `factory` in the frame called `name`, a frame of this class or a table.

        Microseconds: rows of a factory lie together and their place is looked up. No rows when there are none.
        """
        return self._cut(name)[factory]

    def for_factories(self, name: str, factories: Iterable[str]) -> pl.DataFrame:
        """Return the rows of `factories` in the frame called `name`, as `for_factory`, one factory after another."""
        return self._cut(name).of(factories)

    def _cut(self, name: str) -> Slices:
        if name not in self._slices:
            known = isinstance(getattr(type(self), name, None), cached_property)
            self._slices[name] = Slices(getattr(self, name) if known else self.published(name), "factory")
        return self._slices[name]

    def frames(self, *names: str) -> dict[str, pl.DataFrame]:
        """Return the frames called `names`, to hand to a worker process (`facts_of(..., frames=...)`)."""
        return {name: getattr(self, name) for name in names}
