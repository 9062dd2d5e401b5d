"""A picture drawn for both widths, with the table under it: a chart."""

from collections.abc import Callable

from scripts.charts.data_table import alternative
from scripts.charts.marks import Drawing, picture
from scripts.charts.model import Chart, ChartText, DataRow, Spec
from scripts.charts.theme import NARROW, WIDE, Canvas


def chart(
    about: ChartText,
    rows: tuple[DataRow, ...],
    draw: Callable[[Canvas], Drawing],
    *,
    narrow: bool = True,
) -> Chart:
    """The chart of these rows, as `draw` draws it on each canvas.

    `narrow` is false where the picture cannot be read on a narrow canvas: then there is none.
    """
    text = alternative(about, rows)

    def spec(canvas: Canvas) -> Spec:
        marks, height = draw(canvas)
        return picture(marks, height, about, canvas, alternative=text)

    wide = spec(WIDE)
    return Chart(about.id, about.title, text, wide, spec(NARROW) if narrow else None, rows)
