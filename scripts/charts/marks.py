"""Marks at computed pixel places, and the Altair chart they make."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import altair as alt
from altair.utils.schemapi import debug_mode

from scripts.charts.model import ChartText, Spec
from scripts.charts.text_width import width
from scripts.charts.theme import INK, LINE, Canvas


@dataclass(frozen=True)
class Box:
    """A rectangle; the tip is what a pointer on it tells."""

    x: float
    y: float
    w: float
    h: float
    fill: str
    opacity: float = 1
    radius: float = 2
    tip: str = ""


@dataclass(frozen=True)
class Path:
    """A shape or stroke given in SVG path commands, in the pixels of the picture."""

    d: str
    fill: str = "none"
    stroke: str = "none"
    thickness: float = 1
    opacity: float = 1
    tip: str = ""


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    stroke: str = LINE
    thickness: float = 1


@dataclass(frozen=True)
class Label:
    """A line of text; y is its baseline."""

    x: float
    y: float
    text: str
    size: float
    align: str = "left"
    fill: str = INK
    weight: str = "normal"

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the text as reckoned, in pixels."""
        wide = width(self.text, self.size)
        left = self.x - {"left": 0.0, "center": wide / 2, "right": wide}[self.align]
        # Chinese signs stand 0.86 em over the baseline and 0.14 em below it.
        return left, self.y - 0.86 * self.size, left + wide, self.y + 0.14 * self.size


Mark = Box | Path | Rule | Label

# Marks, and the y where they end.
Drawing = tuple[list[Mark], float]


def middle(y: float, size: float) -> float:
    """The baseline that puts a text's middle at y: 0.36 em below, half of 0.86 − 0.14 em."""
    return y + 0.36 * size


def centred(
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    align: str = "left",
    fill: str = INK,
    weight: str = "normal",
) -> Label:
    """A line of text whose middle is at y."""
    return Label(x, middle(y, size), text, size, align, fill, weight)


def dashes(x: float, y: float, w: float, h: float) -> str:
    """The frame of a rectangle in dashes of 2 pixels, 2 pixels apart."""
    path = ""
    for side in (y, y + h):
        path += "".join(f"M{x + 4 * step:.1f} {side:.1f}h2" for step in range(int(w // 4) + 1))
    for side in (x, x + w):
        path += "".join(f"M{side:.1f} {y + 4 * step:.1f}v2" for step in range(int(h // 4) + 1))
    return path


def _pixels(value: float) -> float:
    # A hundredth of a pixel is finer than any screen and keeps the bytes few.
    return round(value, 2)


# What a layer reads of each mark beside its place, under the names it has there.
_LOOKS = {
    Box: {"fill": "fill", "opacity": "opacity"},
    Path: {
        "d": "d",
        "fill": "fill",
        "stroke": "stroke",
        "thickness": "size",
        "opacity": "opacity",
    },
    Rule: {"stroke": "stroke", "thickness": "size"},
    Label: {name: name for name in ("text", "size", "align", "fill", "weight")},
}


def _values(mark: Mark) -> dict[str, object]:
    """A mark as a row of its layer's data."""
    look = {name: getattr(mark, attribute) for attribute, name in _LOOKS[type(mark)].items()}
    place: dict[str, float] = {"x": 0, "y": 0}
    if not isinstance(mark, Path):
        place = {"x": mark.x, "y": mark.y}
    if isinstance(mark, Box):
        place |= {"x2": mark.x + mark.w, "y2": mark.y + mark.h}
        look["size"] = min(mark.radius, mark.w / 2, mark.h / 2)
    if isinstance(mark, Rule):
        place |= {"x2": mark.x2, "y2": mark.y2}
    tip = _tip(mark)
    if tip:
        look["tip"] = tip
    return {name: _pixels(value) for name, value in place.items()} | look


def _tip(mark: Mark) -> str:
    tip: str = getattr(mark, "tip", "")
    return tip


def _layer(name: str, first: Mark) -> alt.Chart:
    """The layer that draws the data of this name, all of one kind of mark."""
    chart = alt.Chart(alt.NamedData(name=name))
    size = alt.ExprRef("datum.size")
    # Without a scale a value is a pixel, and a colour is itself.
    encoded: dict[str, object] = {
        "x": alt.X("x:Q", scale=None, axis=None),
        "y": alt.Y("y:Q", scale=None, axis=None),
    }
    fill = alt.Fill("fill:N", scale=None, legend=None)
    stroke = alt.Stroke("stroke:N", scale=None, legend=None)
    opacity = alt.Opacity("opacity:Q", scale=None, legend=None)
    ends = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
    match first:
        case Box():
            chart = chart.mark_rect(cornerRadius=size)
            encoded |= ends | {"fill": fill, "opacity": opacity}
        case Path():
            # A symbol of size 4 is drawn at the scale of its path.
            chart = chart.mark_point(size=4, strokeWidth=size)
            shape = alt.Shape("d:N", scale=None, legend=None)
            encoded |= {"shape": shape, "fill": fill, "stroke": stroke, "opacity": opacity}
        case Rule():
            chart = chart.mark_rule(strokeWidth=size)
            encoded |= ends | {"stroke": stroke}
        case Label():
            chart = chart.mark_text(
                baseline="alphabetic",
                fontSize=size,
                align=alt.ExprRef("datum.align"),
                fontWeight=alt.ExprRef("datum.weight"),
            )
            encoded |= {"text": alt.Text("text:N"), "fill": fill}
    if _tip(first):
        encoded["tooltip"] = alt.Tooltip("tip:N")
    layer: alt.Chart = chart.encode(**encoded)
    return layer


def _is_label(mark: Mark) -> bool:
    return isinstance(mark, Label)


def picture(
    marks: Iterable[Mark], height: float, about: ChartText, canvas: Canvas, *, alternative: str
) -> Spec:
    """The Vega-Lite specification of marks, so many pixels high.

    Texts stand over shapes, later marks over earlier. The picture's name (`projects-wide`) and its
    description, the alternative text, go with it.
    """
    # A chart without marks is still a picture.
    ordered = sorted(marks, key=_is_label) or [Label(0, 0, "", canvas.text)]
    # A layer has one kind of mark, all with tips or none.
    runs = groupby(ordered, key=lambda mark: (type(mark).__name__, bool(_tip(mark))))
    layers = {f"m{number}": list(run) for number, (_, run) in enumerate(runs)}
    # Altair would check each layer and copy all data each time; a test validates the pattern once.
    with debug_mode(False):
        chart = alt.layer(*(_layer(name, run[0]) for name, run in layers.items()))
        chart = chart.properties(
            name=f"{about.id}-{canvas.name}",
            description=alternative,
            width=canvas.width,
            height=round(height),
            autosize="none",
            padding=0,
        )
        spec: dict[str, object] = chart.to_dict(validate=False)
    datasets = {name: [_values(mark) for mark in run] for name, run in layers.items()}
    return spec | {"datasets": datasets}
