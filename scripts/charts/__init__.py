"""Pictures of tables: plain values in, a `Chart` out, drawn with Altair as SVG that follows the page's colours.

Every mark stands at a place reckoned here, so a picture is the same whatever fonts the machine has.

    inputs      the values a chart is made from, the captions inside it, and the chart that comes out
    text        how wide a text is
    theme       colours, sizes, widths
    marks       marks at pixel places, and the Altair chart they make
    scale       from amounts to pixels
    rows        the table under a picture and its alternative text
    bars, whole, flows, rankings, waffle, steps, periods, dots, public
                one kind of chart each
    svg         specifications become pictures
"""

from scripts.charts.bars import economic
from scripts.charts.dots import indicators
from scripts.charts.flows import flow
from scripts.charts.inputs import (
    About,
    Change,
    Chart,
    ChartError,
    Count,
    Figure,
    Flow,
    Horizon,
    Item,
    Numbers,
    Row,
    Spec,
    Words,
)
from scripts.charts.periods import horizons
from scripts.charts.public import three_public
from scripts.charts.rankings import ranking
from scripts.charts.steps import change
from scripts.charts.svg import by_key, draw, key, spec_json, standalone
from scripts.charts.waffle import composition
from scripts.charts.whole import whole_and_rest

__all__ = [
    "About",
    "Change",
    "Chart",
    "ChartError",
    "Count",
    "Figure",
    "Flow",
    "Horizon",
    "Item",
    "Numbers",
    "Row",
    "Spec",
    "Words",
    "by_key",
    "change",
    "composition",
    "draw",
    "economic",
    "flow",
    "horizons",
    "indicators",
    "key",
    "ranking",
    "spec_json",
    "standalone",
    "three_public",
    "whole_and_rest",
]
