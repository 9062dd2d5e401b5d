"""Where money comes from and goes to: columns of names joined by bands (a Sankey diagram)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from scripts.charts.data_table import data_row
from scripts.charts.model import Chart, ChartError, ChartText, Flow
from scripts.charts.sankey_layout import Layout, column_amounts
from scripts.charts.scale import total
from scripts.charts.theme import NARROW, WIDE
from scripts.charts.two_widths import chart

# More names in a column than this are hard to follow; the smallest become one.
MOST = 8
# The smallest text a phone's reader should meet, in pixels.
SMALLEST = 12


def sankey(stages: Sequence[Sequence[Flow]], about: ChartText, heads: Sequence[str] = ()) -> Chart:
    """The flow through columns: stage n joins column n to column n + 1; heads name the columns.

    The table lists every flow. Raises ChartError where there is not a head for each column, or a
    flow is below nothing. With many columns of long numbers there is no narrow picture.
    """
    if not stages or len(heads) not in (0, len(stages) + 1):
        raise ChartError(about.id, f"{len(stages)} stages of flows but {len(heads)} heads")
    flows = [flow for stage in stages for flow in stage]
    for flow in flows:
        if flow.amount < 0:
            raise ChartError(about.id, f"{flow.label} is below nothing, which has no thickness")
    whole = total(stages[0])
    rows = tuple(data_row(flow.label, flow.amount, whole, about.numbers) for flow in flows)
    shown, folded = _folded(stages, about.captions.others)
    layouts = {
        canvas: Layout(shown, heads, about.of(whole), canvas, last=folded)
        for canvas in (WIDE, NARROW)
    }
    # Names can be broken, numbers cannot.
    is_readable = layouts[NARROW].figures >= SMALLEST
    return chart(about, rows, lambda canvas: layouts[canvas].drawing(), narrow=is_readable)


def _folded(
    stages: Sequence[Sequence[Flow]], others: str
) -> tuple[list[list[Flow]], Collection[str]]:
    """The flows above zero, those with equal ends joined, a long column's smallest names made one.

    Also the names that stand for several: 另外 3 项.
    """
    folded: set[str] = set()
    drawn = [[flow for flow in stage if flow.amount > 0] for stage in stages]
    for column in range(len(stages) + 1):
        names = list(column_amounts(drawn, column))
        if len(names) <= MOST:
            continue
        tail = names[MOST - 1 :]
        name = others.format(count=len(tail))
        folded.add(name)
        renamed = dict.fromkeys(tail, name)
        if column > 0:
            drawn[column - 1] = _renamed(drawn[column - 1], {}, renamed)
        if column < len(stages):
            drawn[column] = _renamed(drawn[column], renamed, {})
    return [_joined(stage) for stage in drawn], folded


def _renamed(
    stage: Iterable[Flow], sources: Mapping[str, str], targets: Mapping[str, str]
) -> list[Flow]:
    return [
        replace(
            flow,
            source=sources.get(flow.source, flow.source),
            target=targets.get(flow.target, flow.target),
        )
        for flow in stage
    ]


def _joined(stage: Iterable[Flow]) -> list[Flow]:
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for flow in stage:
        sums[flow.source, flow.target] += flow.amount
    return [Flow(source, target, amount) for (source, target), amount in sums.items()]
