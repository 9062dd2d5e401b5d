"""Marks at computed pixel places, and the Altair chart they make."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import altair as alt
from altair.utils.schemapi import debug_mode

from scripts.charts.model import About, Spec
from scripts.charts.text_width import width
from scripts.charts.theme import INK, LINE, Format


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
        """Left, top, right and bottom of the text as reckoned."""
        wide = width(self.text, self.size)
        left = self.x - {"left": 0.0, "center": wide / 2, "right": wide}[self.align]
        return left, self.y - 0.86 * self.size, left + wide, self.y + 0.14 * self.size


Mark = Box | Path | Rule | Label


def middle(y: float, size: float) -> float:
    """The baseline that puts a text's middle at y."""
    return y + 0.36 * size


def _pixels(value: float) -> float:
    # A hundredth of a pixel is finer than any screen and keeps the bytes few.
    return round(value, 2)


def _values(mark: Mark) -> dict[str, object]:
    match mark:
        case Box():
            place = {"x": mark.x, "y": mark.y, "x2": mark.x + mark.w, "y2": mark.y + mark.h}
            look: dict[str, object] = {
                "fill": mark.fill,
                "opacity": mark.opacity,
                "size": min(mark.radius, mark.w / 2, mark.h / 2),
            }
        case Path():
            place = {"x": 0, "y": 0}
            look = {
                "d": mark.d,
                "fill": mark.fill,
                "stroke": mark.stroke,
                "size": mark.thickness,
                "opacity": mark.opacity,
            }
        case Rule():
            place = {"x": mark.x, "y": mark.y, "x2": mark.x2, "y2": mark.y2}
            look = {"stroke": mark.stroke, "size": mark.thickness}
        case Label():
            place = {"x": mark.x, "y": mark.y}
            look = {
                "text": mark.text,
                "size": mark.size,
                "align": mark.align,
                "fill": mark.fill,
                "weight": mark.weight,
            }
    tip = getattr(mark, "tip", "")
    return (
        {name: _pixels(value) for name, value in place.items()}
        | look
        | ({"tip": tip} if tip else {})
    )


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
            align, weight = alt.ExprRef("datum.align"), alt.ExprRef("datum.weight")
            chart = chart.mark_text(
                baseline="alphabetic", fontSize=size, align=align, fontWeight=weight
            )
            encoded |= {"text": alt.Text("text:N"), "fill": fill}
    if getattr(first, "tip", ""):
        encoded["tooltip"] = alt.Tooltip("tip:N")
    layer: alt.Chart = chart.encode(**encoded)
    return layer


def picture(
    marks: Iterable[Mark], height: float, about: About, form: Format, *, alternative: str
) -> Spec:
    """The Vega-Lite specification of marks: texts over shapes, later over earlier; its name and description go with it."""
    # A chart without marks is still a picture.
    runs = groupby(
        sorted(marks, key=lambda mark: isinstance(mark, Label)) or [Label(0, 0, "", form.text)],
        key=lambda mark: (type(mark).__name__, bool(getattr(mark, "tip", ""))),
    )
    named = {f"m{number}": list(run) for number, (_, run) in enumerate(runs)}
    # Altair would check every layer and copy all data again and again; a test validates the pattern once.
    with debug_mode(False):
        chart = alt.layer(*(_layer(name, run[0]) for name, run in named.items())).properties(
            name=f"{about.id}-{form.name}",
            description=alternative,
            width=form.width,
            height=round(height),
            autosize="none",
            padding=0,
        )
        spec: dict[str, object] = chart.to_dict(validate=False)
    return spec | {
        "datasets": {name: [_values(mark) for mark in run] for name, run in named.items()}
    }
