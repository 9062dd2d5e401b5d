"""How many of each kind: one dot for each, in rows and columns that can be counted."""

from collections.abc import Sequence

from scripts.charts.bars import SPACE, names_width
from scripts.charts.data_table import alternative
from scripts.charts.marks import Label, Mark, Path, Rule, middle, picture
from scripts.charts.model import About, Chart, ChartError, Count, Row, Spec
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import COLOURS, INK, LINE, NARROW, SOFT, WIDE, Format

DOT = 9.0
PITCH = 12.5


def indicators(counts: Sequence[Count], heads: Sequence[str], about: About) -> Chart:
    """Rows of dots by kind, each group with its number; shares are of all that are counted."""
    if wrong := [each.name for each in counts if len(each.counts) != len(heads)]:
        raise ChartError(
            f"{about.id}: {len(heads)} heads, but {wrong[0]} has another number of counts"
        )
    whole = sum(sum(each.counts) for each in counts)
    lines = tuple(_row(each, heads, whole) for each in counts)
    alt = alternative(about, lines)

    def spec(form: Format) -> Spec:
        marks, end = _picture(counts, heads, form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _row(each: Count, heads: Sequence[str], whole: int) -> Row:
    amounts = "，".join(f"{head} {count}" for head, count in zip(heads, each.counts, strict=True))
    share = f"{100 * sum(each.counts) / whole:.1f}%" if whole else ""
    return Row(each.name, amounts, share)


def _picture(
    counts: Sequence[Count], heads: Sequence[str], form: Format
) -> tuple[list[Mark], float]:
    # With little room a name has a line of its own above its dots.
    left = names_width([each.name for each in counts], form) + SPACE if form.wide else 0
    column = (form.width - left) / max(len(heads), 1)
    number = width("00", form.text) + 5
    across = max(int((column - number - 4) // PITCH), 1)
    marks: list[Mark] = [
        Label(
            left + column * place,
            15,
            shortened(head, form.small, column - 8),
            form.small,
            fill=SOFT,
        )
        for place, head in enumerate(heads)
    ]
    y = 26.0
    for each in counts:
        marks.append(Rule(0, y, form.width, y, LINE))
        name = shortened(each.name, form.text, left - 2 * SPACE if form.wide else form.width)
        marks.append(Label(0, middle(y + 17, form.text), name, form.text))
        y += 17 if form.wide else 40
        for place, (count, head) in enumerate(zip(each.counts, heads, strict=True)):
            x = left + column * place
            fill = INK if count else SOFT
            marks.append(
                Label(x, middle(y, form.text), f"{count}", form.text, fill=fill, weight="bold")
            )
            if count:
                dots = _dots(count, x + number, y - DOT / 2, across)
                marks.append(
                    Path(
                        dots, fill=COLOURS[place % len(COLOURS)], tip=f"{each.name}：{head} {count}"
                    )
                )
        y += 17 + PITCH * max(max(count - 1, 0) // across for count in (*each.counts, 0))
    return marks, y


def _dots(count: int, x: float, y: float, across: int) -> str:
    """So many little squares, in lines of the same length."""
    return "".join(
        f"M{x + PITCH * (dot % across):.1f} {y + PITCH * (dot // across):.1f}h{DOT:g}v{DOT:g}h{-DOT:g}z"
        for dot in range(count)
    )
