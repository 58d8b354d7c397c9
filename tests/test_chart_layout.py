"""Shows that colours of charts can be told apart, and that axes, labels and lines of text keep to their room."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.charts import Kind, Row, axis_values
from generator.charts.axes import period_number
from generator.charts.palette import DARK, PAPER
from generator.charts.typesetting import spread, text_width, wrapped


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [PAPER, DARK], ids=["paper", "dark"])
@pytest.mark.parametrize(
    "name", [name for name in PAPER if not name.startswith("share") and name not in {"paper", "line"}]
)
def test_texts_and_lines_stand_out_in_both_themes(theme: dict[str, str], name: str) -> None:
    low, high = sorted((luminance(theme[name]), luminance(theme["paper"])))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_neighbouring_shares_differ_in_lightness() -> None:
    shares = [luminance(colour) for name, colour in PAPER.items() if name.startswith("share")]
    for one, other in itertools.pairwise(shares):
        low, high = sorted((one, other))
        assert (high + 0.05) / (low + 0.05) >= 3


@pytest.mark.parametrize(
    ("period", "number"),
    [("2009", 2009), ("2024-Q1", 2024), ("2024-Q3", 2024.5), ("2026-01", 2026), ("2026-07", 2026.5)],
)
def test_periods_stand_at_their_time(period: str, number: float) -> None:
    assert period_number(period) == number


@given(
    st.lists(st.floats(-1e9, 1e9).map(lambda number: round(number, 3)), min_size=1, max_size=20),
    st.sampled_from([Kind.LINE, Kind.BAR, Kind.DOT_RANGE]),
    st.integers(0, 4),
)
@example([0.016, -50000001.0], Kind.LINE, 0)
def test_ticks_are_round_few_and_around_all_values(numbers: list[float], kind: Kind, decimals: int) -> None:
    ticks = axis_values(kind, [Row("", "2001", "2001", number, str(number)) for number in numbers], decimals)
    assert 2 <= len(ticks) <= 7
    assert list(ticks) == sorted(set(ticks))
    unseen = (ticks[1] - ticks[0]) * 2e-9  # a value may pass the last tick by less than any eye or screen can tell
    assert ticks[0] <= min(numbers) + unseen
    assert ticks[-1] >= max(numbers) - unseen
    assert all(round(tick, decimals) == tick for tick in ticks)
    if kind is Kind.BAR:
        assert 0 in ticks


@given(st.lists(st.tuples(st.floats(-50, 350), st.floats(1, 20)), max_size=12))
def test_spread_labels_do_not_overlap_and_keep_their_order(blocks: list[tuple[float, float]]) -> None:
    centres, heights = [block[0] for block in blocks], [block[1] for block in blocks]
    placed = spread(centres, heights, 0, 300)
    order = sorted(range(len(blocks)), key=lambda index: centres[index])
    ends = [(placed[index] - heights[index] / 2, placed[index] + heights[index] / 2) for index in order]
    assert all(one[1] <= other[0] + 1e-6 for one, other in itertools.pairwise(ends))
    assert all(low >= -1e-6 and high <= 300 + 1e-6 for low, high in ends)


@given(st.text(max_size=200), st.floats(60, 400))
@settings(max_examples=200)
def test_lines_fit_and_lose_nothing_unless_they_say_so(text: str, width: float) -> None:
    lines = wrapped(text, width, 12, most=3)
    assert len(lines) <= 3
    assert all(text_width(line, 12) <= width + 1e-6 for line in lines)
    if not lines or not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(text.split())
