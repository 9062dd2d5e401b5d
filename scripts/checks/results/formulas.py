"""A verdict written out with its actual figures, each with the cell that it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.checks.verdicts import How, Outcome, Term, Verdict
from scripts.package import Package, Table
from scripts.schema import NUMBER

PHASES = {"budget": "预算", "final": "决算"}
_SIGNS: Mapping[How, Mapping[Outcome, str]] = {
    "at-least": {"pass": "≥", "fail": "＜", "rounding": "≈", "cannot-tell": "≥？"},
    "at-most": {"pass": "≤", "fail": "＞", "rounding": "≈", "cannot-tell": "≤？"},
}
_EQUAL: Mapping[Outcome, str] = {"pass": "=", "fail": "≠", "rounding": "≈", "cannot-tell": "=？"}
_JOINTS: Mapping[How, str] = {"product": " × ", "share": " ÷ ", "growth": " − "}
# As `comparisons` calls a row without a name.
_UNNAMED = "（没有名称的行）"
_CALLED = {"statements": "文字说明"}
# The kinds whose rows are named so that they tell where they stand.
_SELF = ("sheet-funds", "sheet-quantities", "performance-targets", "project-sheets")


@dataclass(frozen=True)
class FormulaPart:
    """A piece of a formula: words, or the figure of a cell as it was published."""

    text: str
    term: Term | None = None


def pieces(
    verdict: Verdict, own: Package, packages: Mapping[str, Package], most: int = 0
) -> list[FormulaPart]:
    """A verdict of a package as `左边 = 右边` with every name and figure; `packages` are all, by path.

    With `most`, a longer right side ends with how many terms are not shown.
    """
    left = verdict.left
    if not verdict.is_equation:
        label = FormulaPart(f"{left.label}：")
        actual = FormulaPart(left.published or "没有", left if left.table else None)
        required = "；".join(term.published for term in verdict.right if term.published)
        if not required:
            return [label, actual]
        # 应为 would sound like a fault where the rule holds.
        word = "要求" if verdict.outcome == "pass" else "应为"
        return [label, actual, FormulaPart(f"（{word}：{required}）")]
    names = _Names(verdict, own, packages)
    sign = _SIGNS.get(verdict.how, _EQUAL)[verdict.outcome]
    return [
        FormulaPart(f"{names.of(left)} "),
        _figure(left),
        FormulaPart(f" {sign} "),
        *_right(verdict, names, most),
    ]


def text(verdict: Verdict, own: Package, packages: Mapping[str, Package]) -> str:
    """The same as plain text: `合计行·合计 12.00万元 = 基本支出 2.00万元 + 项目支出 10.00万元`."""
    told = pieces(verdict, own, packages)
    return "".join(piece.text for piece in told)


def _right(verdict: Verdict, names: _Names, most: int) -> Iterator[FormulaPart]:
    terms = [term for term in verdict.right if term.value is not None]
    # A count of one term left out is no shorter than the term.
    shown = terms[:most] if most and len(terms) > most + 1 else terms
    growth = verdict.how == "growth" and len(terms) > 1
    joint = _JOINTS.get(verdict.how, " + ")
    if not terms:
        yield FormulaPart("（空白）")
    if growth:
        yield FormulaPart("（")
    for number, term in enumerate(shown):
        before = joint if number else ""
        yield FormulaPart(f"{before}{names.of(term)} ")
        yield _figure(term)
    if growth:
        yield FormulaPart(f"）÷ {names.of(terms[-1])} ")
        yield _figure(terms[-1])
    if len(shown) < len(terms):
        more = len(terms) - len(shown)
        yield FormulaPart(f" + 另外 {more} 项")


def _figure(term: Term) -> FormulaPart:
    """The figure of a cell; what is below nothing bears a minus sign, not a hyphen."""
    published = term.published
    if term.value is not None and term.value < 0:
        published = published.replace("-", "−")
    return FormulaPart(published or "空白", term if term.table else None)


class _Names:
    """What the cells of one verdict are called beside each other: as short as tells them apart."""

    def __init__(self, verdict: Verdict, own: Package, packages: Mapping[str, Package]) -> None:
        self._own, self._packages = own, packages
        self._left = verdict.left
        self._in_row: Counter[tuple[str, str, str]] = Counter()
        tables = set()
        for term in verdict.terms:
            # What is blank is not shown.
            if term.value is None and term is not verdict.left:
                continue
            self._in_row[term.package, term.table, term.line] += 1
            if term.table:
                tables.add((term.package, term.table))
        self._several_tables = len(tables) > 1

    def of(self, term: Term) -> str:
        """The table and the row where there are several, the column where its row has more."""
        table = self._table(term)
        if table is None:
            return self._abroad(term) + term.label
        left = term is self._left
        columns = {column.name: column.title for column in table.values}
        # The rows of statements say what their one column is of.
        columns[NUMBER.name] = ""
        column = columns.get(term.column, "")
        several = self._in_row[term.package, term.table, term.line] > 1
        # All in one row: 基本支出 + 项目支出 need not repeat its name.
        if several and len(self._in_row) == 1 and not left:
            return column or term.label
        name = _label(term, table, whole=self._several_tables or left)
        beside = (self._left.table, self._left.column)
        told_by_left = not left and (term.table, term.column) == beside
        # 教育支出·合计 says no more than 教育支出.
        if column and (several or (column != "合计" and not told_by_left)):
            name = f"{name}·{column}"
        if self._several_tables and table.kind.name not in _SELF:
            called = _CALLED.get(table.kind.name, table.title)
            name = f"{called}的{name}"
        return self._abroad(term) + name

    def _table(self, term: Term) -> Table | None:
        if not term.package:
            return self._own.table(term.table)
        package = self._packages.get(term.package)
        return None if package is None else package.table(term.table)

    def _abroad(self, term: Term) -> str:
        package = self._packages.get(term.package)
        if package is None or package.path == self._own.path:
            return ""
        disclosure = package.disclosure
        when = f"{disclosure.year} 年{PHASES.get(disclosure.phase, '')}的"
        if disclosure.department == self._own.disclosure.department:
            # A body's own last year needs no name again: 2023 年预算的.
            return when
        return f"{disclosure.department} {when}".lstrip()


def _label(term: Term, table: Table, *, whole: bool) -> str:
    """What a row is called: a line of a sheet's funds, and a row without a name by its place."""
    funds = table.kind.name == "sheet-funds"
    unnamed = term.label == _UNNAMED and table.kind.printed
    if not funds and not unnamed:
        return term.label
    row = next((row for row in table.rows if row["line"] == term.line), None)
    if row is None:
        return term.label
    name = row["item"]
    if funds and name:
        return f"“{row['project_name']}”申报表的{name}" if whole else name
    if not unnamed:
        return term.label
    return "合计行" if row.role == "total" else f"第 {row['position']} 行"


def cells(terms: Sequence[Term]) -> str:
    """Terms as programs read them: `table/line/column=value`, of another package `path:table/…`."""
    cells = []
    for term in terms:
        place = f"{term.table}/{term.line}/{term.column}" if term.table else term.label
        if term.package:
            place = f"{term.package}:{place}"
        value = "" if term.value is None else f"{term.value:f}"
        cells.append(f"{place}={value}")
    return ";".join(cells)
