"""Pictures of tables: plain values in, a `Chart` out, drawn with Altair in the page's colours.

Every mark stands at a place reckoned here, so a picture is the same whatever fonts the machine has.

    model           what a chart is made from, its text and captions, and the chart that comes out
    theme           colours, sizes, widths
    text_width      how wide a text is
    scale           from amounts to pixels
    marks           marks at pixel places, and the Altair chart they make
    two_widths      a picture for both widths with the table under it, as a chart

One picture each, named for its kind:

    bars            amounts on one scale
    ranking         the same, the small amounts enlarged beside it
    whole_and_rest  a bar of the whole, its small rest enlarged
    waffle          what of every 100 yuan goes where
    treemap         finest parts as areas
    sankey          where money comes from and goes to, laid out by sankey_layout
    waterfall       last year's amount, step by step to this year's
    three_public    travel abroad, vehicles, hospitality; blanks told from noughts
    horizons        a year's money within that of all years of a project
    dot_counts      how many of each kind
    side_by_side    bodies one under the other on one scale
    by_year         years beside each other; missing ones are gaps, said to be so
    stacked_shares  what each body is made up of, in percent of its own sum

    svg             specifications become pictures
    embed           a chart as a page to be framed in another site
    runtime         the script that makes pictures interactive, and what it is given
    social_card     the picture that a link shows when it is passed on

In comparisons `None` is an amount that nothing was published for, and `note` says why:

    side_by_side([Series("甲局", (budget,)), Series("乙局", (None,), note="单位不同，不能比")],
                 ("预算",), ChartText("bodies", "甲局有预算"))
"""

from scripts.charts.bars import bars
from scripts.charts.by_year import by_year
from scripts.charts.dot_counts import dot_counts
from scripts.charts.embed import frame, framed
from scripts.charts.horizons import horizons
from scripts.charts.model import (
    Chart,
    ChartError,
    ChartText,
    CountRow,
    Flow,
    Item,
    MultiYearProject,
    NumberFormat,
    Series,
    Spec,
    ThreePublicFigure,
    TreemapNode,
    Waterfall,
    YearAmounts,
)
from scripts.charts.ranking import ranking
from scripts.charts.runtime import edition, interactive, runtime
from scripts.charts.sankey import sankey
from scripts.charts.side_by_side import side_by_side
from scripts.charts.stacked_shares import stacked_shares
from scripts.charts.svg import draw, key, standalone
from scripts.charts.three_public import three_public
from scripts.charts.treemap import treemap
from scripts.charts.waffle import waffle
from scripts.charts.waterfall import waterfall
from scripts.charts.whole_and_rest import whole_and_rest

__all__ = [
    "Chart", "ChartError", "ChartText", "CountRow", "Flow", "Item", "MultiYearProject",
    "NumberFormat", "Series", "Spec", "ThreePublicFigure", "TreemapNode", "Waterfall",
    "YearAmounts", "bars", "by_year", "dot_counts", "draw", "edition", "frame", "framed",
    "horizons", "interactive", "key", "ranking", "runtime", "sankey", "side_by_side",
    "stacked_shares", "standalone", "three_public", "treemap", "waffle", "waterfall",
    "whole_and_rest",
]  # fmt: skip
