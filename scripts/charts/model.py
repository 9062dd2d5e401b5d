"""The plain values a chart is made from, and the chart that comes out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

# A Vega-Lite specification: plain JSON.
Spec = Mapping[str, object]
# An id stands in addresses, file names and CSS: "where-to", "projects-ranked".
SLUG = re.compile(r"[a-z][a-z0-9-]*")
CENT = Decimal("0.01")
ZERO = Decimal(0)


class ChartError(ValueError):
    """Figures that cannot be drawn: the id of the chart, and the fault with its numbers."""

    def __init__(self, chart: str, fault: str) -> None:
        super().__init__(f"{chart}: {fault}")
        self.chart = chart
        self.fault = fault


class HasAmount(Protocol):
    """Whatever has an amount."""

    @property
    def amount(self) -> Decimal:
        """How much it is."""


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

    @property
    def label(self) -> str:
        """Both ends: 上年结转 → 项目支出."""
        return f"{self.source} → {self.target}"


@dataclass(frozen=True)
class Waterfall:
    """Last year's amount, what was added and taken away, and what it became."""

    before: Item
    steps: tuple[Item, ...]
    after: Item


@dataclass(frozen=True)
class MultiYearProject:
    """A project's money this year within its money over all its years (how many, if published)."""

    name: str
    annual: Decimal
    whole: Decimal
    years: int | None = None


@dataclass(frozen=True)
class CountRow:
    """How many things of each kind one row has, in the order of the heads."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ThreePublicFigure:
    """An amount that may have been left blank; level 1 is a part of the level-0 figure above it."""

    name: str
    amount: Decimal | None
    level: int = 0
    total: bool = False


@dataclass(frozen=True)
class Series:
    """Named amounts, in the order of the heads; None where none was published, and why."""

    name: str
    amounts: tuple[Decimal | None, ...]
    note: str = ""

    @property
    def published(self) -> list[Decimal]:
        """The amounts that were published."""
        return [amount for amount in self.amounts if amount is not None]


@dataclass(frozen=True)
class YearAmounts:
    """A year's amounts in the order of the heads (budget, outturn …); None if not published."""

    year: int
    amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class TreemapNode:
    """A named amount with the parts that make it up, if it has any."""

    name: str
    amount: Decimal
    parts: tuple["TreemapNode", ...] = ()


def _amount(value: Decimal) -> str:
    """The amount with its own decimals and thousands separators: 5,500.00."""
    return f"{value:,}".replace("-", "−")


def _share(part: Decimal, whole: Decimal) -> str:
    """The part in percent of the whole; nothing where there is no whole."""
    if not whole:
        return ""
    percent = (100 * part / whole).quantize(CENT, ROUND_HALF_UP)
    if part > 0 and not percent:
        return "不到 0.01%"
    return f"{percent:,}%"


@dataclass(frozen=True)
class NumberFormat:
    """How amounts and shares are written, the amounts' unit, and the whole that shares are of."""

    amount: Callable[[Decimal], str] = _amount
    share: Callable[[Decimal, Decimal], str] = _share
    unit: str = "万元"
    of: Decimal | None = None
    part: str = "占合计的 {share}"

    def full(self, value: Decimal) -> str:
        """The amount with its unit.

        >>> NumberFormat().full(Decimal("-5500.00"))
        '−5,500.00 万元'
        """
        return f"{self.amount(value)} {self.unit}"

    def tip(self, name: str, amount: Decimal) -> str:
        """What a mark tells: its name, its amount, and its share where the whole is known.

        >>> NumberFormat(of=Decimal(8)).tip("教育", Decimal(2))
        '教育 2 万元，占合计的 25.00%'
        """
        tip = f"{name} {self.full(amount)}"
        share = self.of and self.share(amount, self.of)
        if not share:
            return tip
        return f"{tip}，{self.part.format(share=share)}"

    def signed(self, value: Decimal) -> str:
        """The amount with its sign, for changes: +5, −5, 0."""
        size = self.amount(abs(value))
        if value > 0:
            return f"+{size}"
        return f"−{size}" if value < 0 else size


@dataclass(frozen=True)
class Captions:
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
class ChartText:
    """What is written in and around a chart; without `alt`, title and values are that text."""

    id: str
    title: str
    alt: str = ""
    numbers: NumberFormat = field(default_factory=NumberFormat)
    captions: Captions = field(default_factory=Captions)

    def of(self, whole: Decimal) -> "ChartText":
        """The same, with the whole that each mark's share is of."""
        return replace(self, numbers=replace(self.numbers, of=whole))

    @property
    def unit(self) -> str:
        """The caption that says in which unit the amounts are: 单位：万元."""
        return self.captions.unit.format(unit=self.numbers.unit)

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.id):
            raise ChartError(self.id, "this chart id is not a slug")


@dataclass(frozen=True)
class DataRow:
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
    rows: tuple[DataRow, ...]
