"""Marks at computed pixel places, and the Altair chart they make."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import altair as alt
from altair.utils.schemapi import debug_mode

from scripts.charts.model import ChartText, Spec
from scripts.charts.theme import INK, LINE, SMALL, SOFT, Canvas


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
    """A straight line; it tells nothing."""

    x: float
    y: float
    x2: float
    y2: float
    stroke: str = LINE
    thickness: float = 1
    tip = ""


@dataclass(frozen=True)
class Label:
    """A line of text; y is its baseline, and it tells nothing."""

    x: float
    y: float
    text: str
    size: float
    align: str = "left"
    fill: str = INK
    weight: str = "normal"
    tip = ""


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
    baseline = middle(y, size)
    return Label(x, baseline, text, size, align, fill, weight)


def soft_label(x: float, y: float, text: str, *, align: str = "left") -> Label:
    """A line of small text that steps back behind the figures; y is its baseline."""
    return Label(x, y, text, SMALL, align, SOFT)


def dashes(x: float, y: float, w: float, h: float) -> str:
    """The frame of a rectangle in dashes of 2 pixels, 2 pixels apart."""
    across = int(w // 4) + 1
    down = int(h // 4) + 1
    path = ""
    for side in (y, y + h):
        for step in range(across):
            left = x + 4 * step
            path += f"M{left:.1f} {side:.1f}h2"
    for side in (x, x + w):
        for step in range(down):
            top = y + 4 * step
            path += f"M{side:.1f} {top:.1f}v2"
    return path


def _values(mark: Mark) -> dict[str, object]:
    place: dict[str, object] = {"x": 0, "y": 0}
    if not isinstance(mark, Path):
        place = {"x": mark.x, "y": mark.y}
    match mark:
        case Box():
            place["x2"] = mark.x + mark.w
            place["y2"] = mark.y + mark.h
            look = {
                "fill": mark.fill,
                "opacity": mark.opacity,
                "size": min(mark.radius, mark.w / 2, mark.h / 2),
            }
        case Path():
            look = {
                "d": mark.d,
                "fill": mark.fill,
                "stroke": mark.stroke,
                "size": mark.thickness,
                "opacity": mark.opacity,
            }
        case Rule():
            place["x2"] = mark.x2
            place["y2"] = mark.y2
            look = {"stroke": mark.stroke, "size": mark.thickness}
        case Label():
            look = {
                "text": mark.text,
                "size": mark.size,
                "align": mark.align,
                "fill": mark.fill,
                "weight": mark.weight,
            }
    if mark.tip:
        look["tip"] = mark.tip
    # A hundredth of a pixel is finer than any screen and keeps the bytes few.
    values: dict[str, object] = {}
    for name, value in (place | look).items():
        values[name] = round(value, 2) if isinstance(value, float) else value
    return values


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
    if first.tip:
        encoded["tooltip"] = alt.Tooltip("tip:N")
    layer: alt.Chart = chart.encode(**encoded)
    return layer


def picture(
    marks: Iterable[Mark], height: float, about: ChartText, canvas: Canvas, *, alternative: str
) -> Spec:
    """The Vega-Lite specification of marks with its name (`projects-wide`) and alternative text.

    Texts stand over shapes, later marks over earlier.
    """
    ordered = sorted(marks, key=lambda mark: isinstance(mark, Label))
    # A chart without marks is still a picture.
    if not ordered:
        ordered = [Label(0, 0, "", canvas.text)]
    # A layer has one kind of mark, all with tips or none.
    runs = groupby(ordered, key=lambda mark: (type(mark), bool(mark.tip)))
    layers: list[alt.Chart] = []
    datasets: dict[str, list[dict[str, object]]] = {}
    for number, (_, run) in enumerate(runs):
        name = f"m{number}"
        first, *others = run
        layers.append(_layer(name, first))
        datasets[name] = [_values(mark) for mark in (first, *others)]

    # Altair would check each layer and copy all data each time; a test validates the pattern once.
    with debug_mode(False):
        chart = alt.layer(*layers).properties(
            name=f"{about.id}-{canvas.name}",
            description=alternative,
            width=canvas.width,
            height=round(height),
            autosize="none",
            padding=0,
        )
        spec: dict[str, object] = chart.to_dict(validate=False)
    return spec | {"datasets": datasets}
