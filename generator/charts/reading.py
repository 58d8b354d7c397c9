"""Owns what a chart says row by row, with the places of its rows in two pictures, for a script that reads it aloud.

Does not own the pictures (`pictures`), nor any text: each is the chart's own.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.charts.axes import period_number
from generator.charts.chart import Chart, Kind, Row
from generator.charts.pictures import Drawing
from generator.charts.plot import value_label


def reading_of(chart: Chart, wide: Drawing, narrow: Drawing) -> Mapping[str, object]:
    """Return the stops of a chart (periods of a line in their order, else categories), its series, and its rows.

    A row has the numbers of its stop and series, its value as readers see it, with qualifier and status or the word
    for why there is none, its note, and its places in both pictures.
    """
    stops = {row.x: row.x_text for row in chart.rows}
    order = sorted(stops, key=period_number) if chart.kind is Kind.LINE else list(stops)
    return {
        "kind": chart.kind.value,
        "unit": chart.unit,
        "series": list(chart.series),
        "stops": [stops[key] for key in order],
        "rows": [
            {
                "stop": order.index(row.x),
                "series": chart.series.index(row.series),
                "value": value_label(chart, row),
                "note": _note(chart, row),
                "note_language": getattr(row.note, "language", ""),
                "wide": at_wide,
                "narrow": at_narrow,
            }
            for row, at_wide, at_narrow in zip(chart.rows, wide.places, narrow.places, strict=True)
        ],
    }


def _note(chart: Chart, row: Row) -> str:
    """Return what stands behind a value, and that it cannot be compared with the one before where it cannot."""
    return " · ".join(filter(None, (chart.words.break_in_series if row.breaks_series else "", row.note)))
