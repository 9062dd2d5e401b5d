"""Where money comes from and goes to: columns of names joined by bands (a Sankey diagram)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from scripts.charts.model import Chart, ChartError, ChartText, DataRow, Flow
from scripts.charts.sankey_layout import Layout, column_amounts
from scripts.charts.scale import total
from scripts.charts.theme import NARROW, WIDE
from scripts.charts.two_widths import chart, data_row

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
        fault = f"{len(stages)} stages of flows but {len(heads)} heads"
        raise ChartError(about.id, fault)
    whole = total(stages[0])
    rows: list[DataRow] = []
    for stage in stages:
        for flow in stage:
            if flow.amount < 0:
                fault = f"{flow.label} is below nothing, which has no thickness"
                raise ChartError(about.id, fault)
            row = data_row(flow.label, flow.amount, whole, about.numbers)
            rows.append(row)

    shown, folded = _folded(stages, about.captions.others)
    about_share = about.of(whole)
    layouts = {
        canvas: Layout(shown, heads, about_share, canvas, last=folded) for canvas in (WIDE, NARROW)
    }
    # Names can be broken, numbers cannot.
    is_readable = layouts[NARROW].figures >= SMALLEST
    return chart(about, rows, lambda canvas: layouts[canvas].drawing(), narrow=is_readable)


def _folded(
    stages: Sequence[Sequence[Flow]], others: str
) -> tuple[list[list[Flow]], Collection[str]]:
    """The flows above zero, a column's smallest names made one, and these names: 另外 3 项."""
    folded: set[str] = set()
    drawn = [[flow for flow in stage if flow.amount > 0] for stage in stages]
    for column in range(len(stages) + 1):
        names = list(column_amounts(drawn, column))
        if len(names) <= MOST:
            continue

        tail = names[MOST - 1 :]
        name = others.format(count=len(tail))
        folded.add(name)
        for number, stage in enumerate(drawn):
            for place, flow in enumerate(stage):
                arrives = number == column - 1
                leaves = number == column
                if arrives and flow.target in tail:
                    stage[place] = replace(flow, target=name)
                if leaves and flow.source in tail:
                    stage[place] = replace(flow, source=name)

    # Flows with equal ends are one.
    joined: list[list[Flow]] = []
    for stage in drawn:
        sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for flow in stage:
            ends = flow.source, flow.target
            sums[ends] += flow.amount
        flows = [Flow(source, target, amount) for (source, target), amount in sums.items()]
        joined.append(flows)
    return joined, folded
