"""Owns the colours, dashes and shapes of the pictures, on paper and on a dark page.

Does not own the site's colours: the two agree by name only. Every colour has a name, and a picture carries the
name as a class beside the colour, so that `dark_css` can repaint it without touching the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.chart import Chart

PAPER = {
    "paper": "#fdfcf9",
    "ink": "#1d1d1f",
    "muted": "#5c5b57",
    "line": "#dcd9d1",
    "context": "#76746e",
    "accent": "#3b4a8f",
    "blue": "#0072b2",
    "vermilion": "#b84e00",
    "green": "#00785a",
    "purple": "#a0457b",
    "ochre": "#846000",
    "slate": "#454a52",
    "share-1": "#2f3b73",
    "share-2": "#f0cf94",
    "share-3": "#b84e00",
    "share-4": "#c3cceb",
    "share-5": "#00785a",
    "share-6": "#e6e2da",
}
DARK = PAPER | {
    "paper": "#17181b",
    "ink": "#f1efe9",
    "muted": "#b3b0a8",
    "line": "#3a3c42",
    "context": "#94928c",
    "accent": "#a9b6f0",
    "blue": "#6cb8ea",
    "vermilion": "#f0945a",
    "green": "#4fc4a0",
    "purple": "#de93bf",
    "ochre": "#dcb04a",
    "slate": "#c3c7cf",
}
"""The shares keep their colours: their labels are set on them."""

_SERIES = ("blue", "vermilion", "green", "purple", "ochre", "slate", "context")
_DASHES: tuple[tuple[int, ...], ...] = ((), (7, 3), (2, 3), (9, 3, 2, 3), (4, 2), (12, 4), (1, 4))
_SHARES = tuple(f"share-{number}" for number in range(1, 7))
_LIGHT_SHARES = frozenset({"share-2", "share-4", "share-6"})

CIRCLE = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
SQUARE = "M-0.9,-0.9H0.9V0.9H-0.9Z"
DIAMOND = "M0,-1.3L1.3,0L0,1.3L-1.3,0Z"
TRIANGLE = "M0,-1.2L1.2,0.9H-1.2Z"
WEDGE = "M0,1.2L1.2,-0.9H-1.2Z"
CROSS = "M-1,-0.35H-0.35V-1H0.35V-0.35H1V0.35H0.35V1H-0.35V0.35H-1Z"
BEAM = "M-1.2,-0.4H1.2V0.4H-1.2Z"
_SHAPES = (CIRCLE, SQUARE, DIAMOND, TRIANGLE, WEDGE, CROSS, BEAM)


@dataclass(frozen=True, slots=True)
class Style:
    """How a series is told apart, by colour and also without it."""

    colour: str
    dash: tuple[int, ...] = ()
    shape: str = CIRCLE
    width: float = 2.5


def styles_of(chart: Chart) -> dict[str, Style]:
    """Return the style of each series: one accent with grey context, or a colour, dash and shape for each."""
    series = chart.series
    if len(series) == 1:
        return {series[0]: Style("accent")}
    if chart.subject not in series:
        places = {name: index for index, name in enumerate(_order(chart)) if name in series}
        return {name: _style(index, _SERIES[index % len(_SERIES)], 2.25) for name, index in places.items()}
    others = [name for name in series if name != chart.subject]
    context = {name: _style(index, "context", 1.5) for index, name in enumerate(others, start=1)}
    return {chart.subject: Style("accent", width=3)} | context


def _order(chart: Chart) -> Sequence[str]:
    """Return the series in the order that decides on their looks: those of the family first, if any belongs to it."""
    known = set(chart.series) & set(chart.family)
    return [*chart.family, *(name for name in chart.series if name not in known)] if known else chart.series


def _style(index: int, colour: str, width: float) -> Style:
    """Return the style number `index`, in another colour and width."""
    return Style(colour, _DASHES[index % len(_DASHES)], _SHAPES[index % len(_SHAPES)], width)


def share_colours(chart: Chart) -> dict[str, str]:
    """Return the fill of each series of a stack; neighbours differ in lightness as well as in colour."""
    return {name: _SHARES[index % len(_SHARES)] for index, name in enumerate(chart.series)}


def ink_on(share: str) -> str:
    """Return the colour of a label that stands on a share."""
    return "on-light" if share in _LIGHT_SHARES else "on-dark"


ON_SHARES = {"on-light": PAPER["ink"], "on-dark": "#ffffff"}


def hexadecimal(colour: str) -> str:
    """Return the colour of that name on paper; `none` for none."""
    return "none" if colour == "none" else (PAPER | ON_SHARES)[colour]


def colour_classes(fill: str, stroke: str) -> str:
    """Return the classes that name the colours of a mark: `chart-fill-paper chart-stroke-accent`."""
    named = (("fill", fill), ("stroke", stroke))
    return " ".join(f"chart-{kind}-{colour}" for kind, colour in named if colour != "none")


def dark_css(scope: str = "") -> str:
    """Return style rules that repaint pictures in a page for a dark theme, under the selector `scope`.

    A picture opened alone keeps its paper.
    """
    changed = [name for name in PAPER if PAPER[name] != DARK[name]]
    prefix = f"{scope} " if scope else ""
    return "".join(
        f"{prefix}.chart-{property_}-{name}{{{property_}:{DARK[name]}}}\n"
        for name in changed
        for property_ in ("fill", "stroke")
    )
