"""The plain values a chart is made from, and the chart that comes out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

# A Vega-Lite specification: plain JSON.
Spec = Mapping[str, object]

SLUG = re.compile(r"[a-z][a-z0-9-]*")
CENT = Decimal("0.01")


class ChartError(ValueError):
    """Figures that cannot be drawn as they were given."""


@dataclass(frozen=True)
class Item:
    """A named amount; the note is a few words shown under the name."""

    name: str
    amount: Decimal
    note: str = ""


@dataclass(frozen=True)
class Flow:
    """Money on its way from one named place to another."""

    source: str
    target: str
    amount: Decimal


@dataclass(frozen=True)
class Change:
    """Last year's amount, what was added and taken away, and what it became."""

    before: Item
    steps: tuple[Item, ...]
    after: Item


@dataclass(frozen=True)
class Horizon:
    """A project's money this year within its money over all its years (how many, if it is known)."""

    name: str
    annual: Decimal
    whole: Decimal
    years: int | None = None


@dataclass(frozen=True)
class Count:
    """How many things of each kind one row has, in the order of the heads."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Figure:
    """An amount that may have been left blank; level 1 is a part of the level-0 figure above it."""

    name: str
    amount: Decimal | None
    level: int = 0
    total: bool = False


@dataclass(frozen=True)
class Series:
    """A named line of amounts, in the order of the heads; None where nothing was published; the note says why, or what."""

    name: str
    amounts: tuple[Decimal | None, ...]
    note: str = ""


@dataclass(frozen=True)
class Annual:
    """A year's amounts, in the order of the heads (budget, outturn …); None where nothing was published."""

    year: int
    amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Branch:
    """A named amount with the parts that make it up, if it has any."""

    name: str
    amount: Decimal
    parts: tuple["Branch", ...] = ()


def _amount(value: Decimal) -> str:
    """The amount with its own decimals and thousands separators: 5,500.00."""
    return f"{value:,}".replace("-", "−")


def _share(part: Decimal, whole: Decimal) -> str:
    """The part in percent of the whole; nothing where there is no whole."""
    if not whole:
        return ""
    percent = (100 * part / whole).quantize(CENT, ROUND_HALF_UP)
    return "不到 0.01%" if part > 0 and not percent else f"{percent:,}%"


@dataclass(frozen=True)
class Numbers:
    """How amounts and shares are written, the unit the amounts are in, and the whole that shares are of."""

    amount: Callable[[Decimal], str] = _amount
    share: Callable[[Decimal, Decimal], str] = _share
    unit: str = "万元"
    of: Decimal | None = None
    part: str = "占合计的 {share}"

    def full(self, value: Decimal) -> str:
        """The amount with its unit."""
        return f"{self.amount(value)} {self.unit}"

    def tip(self, name: str, amount: Decimal) -> str:
        """What a mark tells: its name, its amount, and its share where it is known of what."""
        share = self.share(amount, self.of) if self.of else ""
        return f"{name} {self.full(amount)}" + (
            f"，{self.part.format(share=share)}" if share else ""
        )

    def signed(self, value: Decimal) -> str:
        """The amount with its sign, for changes."""
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return sign + self.amount(abs(value))


@dataclass(frozen=True)
class Words:
    """Captions inside a picture that only its layout knows when to show."""

    whole: str = "全部预算"
    rest: str = "其余"
    others: str = "另外 {count} 项"
    enlarged: str = "放大约 {times} 倍"
    same_scale: str = "按同一比例"
    own_scale: str = "其余单独放大，约 {times} 倍"
    hairline: str = "最细的线只表示有这笔钱，粗细不按比例"
    hundred: str = "一格 1 元，共 100 元"
    partial: str = "不足 1 元的只占一格里的一条"
    even: str = "竖线：按年平均应占的位置"
    blank: str = "空白（表中未填）"
    missing: str = "没有收录"
    unit: str = "单位：{unit}"
    year: str = "{year} 年"
    years: str = "{first}—{last} 年"
    further: str = "另外 {count} 行见图下的表格"
    unnamed: str = "图里写不下名称的 {count} 项"
    below: str = "{count} 项小于 0，没有面积，见表格"
    sum: str = "共 {count}"


@dataclass(frozen=True)
class About:
    """What a chart is called and how it writes numbers; without `alt`, the title and the values are its alternative text."""

    id: str
    title: str
    alt: str = ""
    numbers: Numbers = field(default_factory=Numbers)
    words: Words = field(default_factory=Words)

    def of(self, whole: Decimal) -> "About":
        """The same, with the whole that each mark's share is of."""
        return replace(self, numbers=replace(self.numbers, of=whole))

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.id):
            raise ChartError(f"chart id {self.id!r} is not a slug")


@dataclass(frozen=True)
class Row:
    """One line of the table under a chart, as text."""

    label: str
    amount: str
    share: str


@dataclass(frozen=True)
class Chart:
    """A chart: its finding, two specifications of one picture, and its data as text."""

    id: str
    title: str
    alt: str
    wide: Spec
    narrow: Spec | None
    rows: tuple[Row, ...]
