"""Pictures of tables: plain values in, a `Chart` out, drawn with Altair as SVG that follows the page's colours.

Every mark stands at a place reckoned here, so a picture is the same whatever fonts the machine has.

    inputs      the values a chart is made from, the captions inside it, and the chart that comes out
    text        how wide a text is
    theme       colours, sizes, widths
    marks       marks at pixel places, and the Altair chart they make
    scale       from amounts to pixels
    rows        the table under a picture and its alternative text
    squares     areas that fill a frame
    bars, whole, flows, rankings, waffle, steps, periods, dots, public, tree, sides, annual, structures
                one kind of chart each
    svg         specifications become pictures
    framed      a chart as a page to be framed in another site
    runtime     the script that makes pictures interactive, and what it is given

For comparisons; `None` is an amount that nothing was published for, and `note` says why:

    years([Annual(2023, (budget, outturn)), Annual(2025, (budget, None))], ("预算", "决算"), About(…))
                years beside each other; years between them that are missing are gaps, said to be so
    side_by_side([Series("甲局", (budget,)), Series("乙局", (None,), note="单位不同，不能比")], ("预算",), About(…))
                bodies one under the other on one scale, with one or several amounts each; below nothing is drawn too
    structure([Series("甲局", (basic, project))], ("基本支出", "项目支出"), About(…))
                what each is made up of, in percent of its own sum; up to six heads
"""

from scripts.charts.bars import economic
from scripts.charts.by_year import years
from scripts.charts.dot_counts import indicators
from scripts.charts.embed import frame, framed
from scripts.charts.horizons import horizons
from scripts.charts.model import (
    About,
    Annual,
    Branch,
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
    Series,
    Spec,
    Words,
)
from scripts.charts.ranking import ranking
from scripts.charts.runtime import edition, interactive, runtime
from scripts.charts.sankey import flow
from scripts.charts.side_by_side import side_by_side
from scripts.charts.stacked_shares import structure
from scripts.charts.svg import by_key, draw, key, spec_json, standalone
from scripts.charts.three_public import three_public
from scripts.charts.treemap import tree
from scripts.charts.waffle import composition
from scripts.charts.waterfall import change
from scripts.charts.whole_and_rest import whole_and_rest

__all__ = [
    "About",
    "Annual",
    "Branch",
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
    "Series",
    "Spec",
    "Words",
    "by_key",
    "change",
    "composition",
    "draw",
    "economic",
    "edition",
    "flow",
    "frame",
    "framed",
    "horizons",
    "indicators",
    "interactive",
    "key",
    "ranking",
    "runtime",
    "side_by_side",
    "spec_json",
    "standalone",
    "structure",
    "three_public",
    "tree",
    "whole_and_rest",
    "years",
]
