"""Which cells of the tables a statement of the prose speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from scripts.checks.arithmetic.prose.figures import Said, folded
from scripts.checks.comparisons import Cells
from scripts.checks.verdicts import Term
from scripts.package import Package, Row, Table
from scripts.package.three_public import purpose_cell, rows_named
from scripts.schema import Coordinates

_PURPOSES = (
    (r"三公经费", "three_public"),
    (r"因公出国", "travel_abroad"),
    (r"公务用车购置(及|和|与)?(公务用车)?运行|公务用车费|^公务用车$", "vehicles"),
    (r"公务用车购置", "vehicle_purchase"),
    (r"公务用车运行", "vehicle_running"),
    (r"公务接待费?", "hospitality"),
    (r"会议费", "meetings"),
    (r"培训费", "training"),
)
_NATURES = (
    (r"人员(经费|支出)", "personnel"),
    (r"(日常)?公用(经费|支出)", "running"),
    (r"基本支出", "basic"),
    (r"(项目|专项业务经费)支出", "project"),
    (r"(单位)?预留机动经费", "reserve"),
    (r"(事业单位)?经营支出", "trading"),
    (r"上缴上级支出", "superior_payment"),
    (r"对附属单位补助支出", "subordinate_subsidy"),
)
_FUNDS = (
    (r"一般公共(财政)?预算", "general_public"),
    (r"政府性基金", "government_fund"),
    (r"国有资本经营", "state_capital"),
    (r"财政拨款", "appropriation"),
)
_OWN_FUNDS = "一般公共#|政府性基金#?|国有资本经营#?|财政拨款|财政专户.*|单位资金|事业收入|.*经营收入|上级补助收入|附属单位上缴收入|其他(资金)?收入"
_LEVELS = {"类": 3, "款": 5, "项": 7}
_LEVEL = re.compile(r"\(([类款项])\)")
_FUNCTIONS = ("general-public-expenditure", "expenditure")
_BY_TOPIC = {
    "general-public": ("general_public",),
    "appropriation": ("appropriation", "general_public"),
    "expenditure": ("all", "appropriation", "general_public"),
    "change": ("all",),
}


@dataclass(frozen=True)
class Aim:
    """Cells that say the same figure as a statement, or its parts; not `sure` where the words leave open which one."""

    cells: tuple[Term, ...]
    sure: bool = True
    parts: tuple[Term, ...] = ()


def aim(package: Package, one: Said, vintage: str) -> Aim | None:
    """The cells that a statement speaks of, of this budget; None where no table is known to hold it."""
    for find in (_by_code, _by_purpose, _by_function, _by_total):
        found = find(package, one, vintage)
        if found is not None and (found.cells or found.parts):
            return found
    return None


def core(subject: str) -> str:
    """A subject without the words that every budget may add to it: 本年, 部门, 预算, 合计."""
    kept = re.sub(r"(一般公共|政府性基金|国有资本经营)(财政)?预算", r"\1#", folded(subject))
    kept = re.sub(
        r"本年度?|当年|年度|全年|年初|部门整体|总?预算(安排)?(的)?|总?决算|安排(的)?", "", kept
    )
    kept = re.sub(r"^本?部门|^单位(?!资金|预留)", "", kept)
    return re.sub(r"(合计|总计|总额|总金额|总|数|金额|、)+$", "", kept.replace("、", ""))


def _by_code(package: Package, one: Said, vintage: str) -> Aim | None:
    """Rows with the code that the prose prints: of functions, or of economic kinds in a table of all general spending."""
    if code := one["function_code"]:
        funds = (
            ("general_public",) if one["topic"] == "general-public" else ("all", "general_public")
        )
        return _rows_of(
            package, _FUNCTIONS, vintage, funds, partial(_with, column="function_code", code=code)
        )
    for column in ("department_economic_code", "government_economic_code"):
        if code := one[column]:
            kinds = ("general-public-expenditure",)
            return _rows_of(
                package,
                kinds,
                vintage,
                ("general_public",),
                partial(_with, column=column, code=code),
            )
    return None


def _with(table: Table, column: str, code: str) -> list[Row]:
    return [row for row in table.rows if row[column] == code]


def _by_purpose(package: Package, one: Said, vintage: str) -> Aim | None:
    """Cells of the three-public table, whether it has a row or a column for each purpose."""
    plain = core(one.subject)
    if one["topic"] == "agency-operating" and "机关运行经费" in plain:
        return _purpose(package, "agency_operating", vintage, ("agency-operating", "three-public"))
    if one["topic"] != "three-public":
        return None
    # Some call 三公经费 what their table adds up with meetings and training: the column says which.
    found = next((name for pattern, name in _PURPOSES if re.search(pattern, plain)), None)
    return _purpose(package, found, vintage, ("three-public",)) if found else None


def _purpose(package: Package, purpose: str, vintage: str, kinds: Sequence[str]) -> Aim | None:
    for table in _tables(package, kinds):
        cell = purpose_cell(table, purpose, vintage)
        # Prose speaks of all money: the columns of the funds, each a part of it, are no such cell.
        if cell and len(cell.columns) == 1 and _speaks_for_all(table, cell.row, purpose):
            return Aim((Cells.of(table).term(cell.row, cell.columns[0]),))
    return None


def _speaks_for_all(table: Table, row: Row, purpose: str) -> bool:
    """Whether a row is the total, the only one of a purpose, or of the only body that the table is about."""
    if row.role == "total" or rows_named(table, purpose) == [row]:
        return True
    parts_only = purpose == table.coordinates.purpose and len(table.rows) > 1
    return not parts_only and row in _totals(table, "")


def _by_function(package: Package, one: Said, vintage: str) -> Aim | None:
    """The row of a function that is named, with the rows above it where the prose names them."""
    if one["topic"] not in ("general-public", "appropriation", "expenditure", "change", "other"):
        return None
    levels = _path(one.subject)
    if not levels:
        return None
    funds = _BY_TOPIC.get(one["topic"], ("all", "appropriation", "general_public"))
    found = _rows_of(package, _FUNCTIONS, vintage, funds, lambda table: _at_end(table, levels))
    if found is None and len(levels) == 1 and one["topic"] != "general-public":
        kinds = ("appropriation-summary",) if one["topic"] == "appropriation" else ("summary",)
        found = _labelled(package, kinds, "expenditure", one.subject, vintage)
    return found


def _path(subject: str) -> list[tuple[str, int]]:
    """The names of a path of functions, each with the digits of its level; 0 where the prose does not say which."""
    parts = _LEVEL.split(folded(subject))
    if len(parts) == 1:
        plain = _bare(parts[0])
        return [(plain, 0)] if len(plain) > 1 and not _is_total(parts[0]) else []
    pairs = list(zip(parts[0::2], parts[1::2], strict=False))
    # 行政单位离退休支出（项） and （类）支出 say no more than the name does.
    return [(_bare(name), _LEVELS[level]) for name, level in pairs if _bare(name)]


def _bare(name: str) -> str:
    return re.sub(r"(支出)+$", "", re.sub(r"[()]", "", folded(name)))


def _is_total(subject: str) -> bool:
    plain = core(subject)
    patterns = (
        *(p for p, _ in _NATURES),
        _OWN_FUNDS,
        "收入|支出|收支|收支出|收入支出|本年|.*结转.*|.*结余.*",
    )
    return (
        any(re.fullmatch(pattern, plain) for pattern in patterns) or "拨款" in plain or "#" in plain
    )


def _by_total(package: Package, one: Said, vintage: str) -> Aim | None:
    """The total that a subject names: of all income or spending, of a fund, of basic or project spending."""
    plain, topic = core(one.subject), one["topic"]
    if topic in ("change", "income") and re.fullmatch(r"收入|收支|收支出|收入支出", plain):
        return _total(package, "summary", "income", vintage, one)
    if topic in ("change", "expenditure") and plain == "支出":
        return _total(package, "summary", "expenditure", vintage, one)
    if topic in ("change", "income", "appropriation") and re.fullmatch(
        rf"({_OWN_FUNDS})(拨款|财政拨款)?(收入|资金)?", plain
    ):
        kind = "appropriation-summary" if topic == "appropriation" else "summary"
        return _fund_row(package, kind, one, vintage) or _all_appropriation(package, one, vintage)
    if topic in ("change", "expenditure") and (nature := _named(_NATURES, plain)):
        return _nature(package, ("expenditure",), nature, vintage, ("all",))
    natures = [
        (rf"(一般公共#?)?(财政拨款|拨款)?({pattern})", name) for pattern, name in _NATURES[:4]
    ]
    if topic in ("basic", "general-public") and (nature := _named(natures, plain)):
        kinds = (
            ("general-public-expenditure",)
            if nature == "project"
            else ("basic-expenditure", "general-public-expenditure")
        )
        found = _nature(package, kinds, nature, vintage, _fund_of(plain))
        return found or _sum(package, nature, vintage, _fund_of(plain))
    return _by_fund(package, one, vintage, plain)


def _by_fund(package: Package, one: Said, vintage: str, plain: str) -> Aim | None:
    topic = one["topic"]
    if topic == "general-public" and re.fullmatch(
        r"(一般公共#?)?(财政)?(拨款)?支出|一般公共#?(财政)?拨款(支出)?|财政拨款支出", plain
    ):
        found = _nature(
            package, ("general-public-expenditure",), "all", vintage, ("general_public",)
        )
        return found and replace(found, sure=_same_years(package, one))
    if topic == "appropriation":
        return _all_appropriation(package, one, vintage)
    kinds = {"government-fund": "government-fund-expenditure", "state-capital": "state-capital"}
    if (
        topic in kinds
        and re.search(r"支出", plain)
        and _fund_of(plain)[0] in ("government_fund", "state_capital")
    ):
        return _nature(package, (kinds[topic],), "all", vintage, _fund_of(plain))
    return None


def _all_appropriation(package: Package, one: Said, vintage: str) -> Aim | None:
    plain = core(one.subject)
    if (
        not re.fullmatch(r"财政拨款(收支|收支出|收入支出|收入|支出)?", plain)
        or one["topic"] != "appropriation"
    ):
        return None
    return _total(
        package,
        "appropriation-summary",
        "expenditure" if plain.endswith("款支出") else "income",
        vintage,
        one,
    )


def _total(package: Package, kind: str, list_name: str, vintage: str, one: Said) -> Aim | None:
    """The total of one side of a table, and the subtotal of this year, where the words may mean either."""
    for table in _tables(package, (kind,)):
        names = list(_columns(table, vintage=vintage))
        rows = [row for row in table.rows_of(list_name) if row["role"] in ("total", "subtotal")]
        # 本年支出 may be this year's, 总计 is all there is; a bare 收入 may be either.
        rows.sort(
            key=lambda row: (row["role"] == "total") == bool(re.search("本年|当年", one.subject))
        )
        cells = [
            Cells.of(table).term(row, name)
            for row in rows
            for name in names[:1]
            if row.number(name) is not None
        ]
        if cells:
            return Aim(tuple(cells))
    return None


def _fund_row(package: Package, kind: str, one: Said, vintage: str) -> Aim | None:
    found = _labelled(package, (kind,), "income", one.subject, vintage) or _income(
        package, one, vintage
    )
    return found and replace(found, sure=False)


def _income(package: Package, one: Said, vintage: str) -> Aim | None:
    """The total of the income table in the column of a fund."""
    funds = _fund_of(core(one.subject))
    for table in _tables(package, ("income",) if len(funds) == 1 else ()):
        names = [
            name
            for scope in (None, "current_year")
            for name in _columns(table, fund=funds[0], scope=scope, vintage=vintage)
        ]
        cells = [
            Cells.of(table).term(row, name) for row in _totals(table, "")[:1] for name in names[:1]
        ]
        if cells:
            return Aim(tuple(cells))
    return None


def _labelled(
    package: Package, kinds: Sequence[str], list_name: str, subject: str, vintage: str
) -> Aim | None:
    """The one row of a list whose name is the subject."""
    for table in _tables(package, kinds):
        names = list(_columns(table, vintage=vintage))
        rows = [
            row
            for row in table.rows_of(list_name)
            if _label(row.label) == _label(subject) and row["role"] == "line"
        ]
        if len(rows) == 1 and names and rows[0].number(names[0]) is not None:
            return Aim((Cells.of(table).term(rows[0], names[0]),))
    return None


def _label(text: str) -> str:
    return _bare(core(_LEVEL.sub("", folded(text))))


def _nature(
    package: Package, kinds: Sequence[str], nature: str, vintage: str, funds: Sequence[str]
) -> Aim | None:
    """The total of a table in the column of a nature, or in its own column where the whole table is of that nature."""
    for table in _tables(package, kinds):
        if table.coordinates.fund not in (*funds, "all"):
            continue
        own = nature in ("all", table.coordinates.nature)
        names = list(_columns(table, nature=None if own else nature, vintage=vintage))
        totals = _totals(table, "") or [row for row in table.rows if row["role"] == "subtotal"]
        cells = [
            Cells.of(table).term(row, name)
            for row in totals
            for name in names[:1]
            if row.number(name) is not None
        ]
        if len({cell.value for cell in cells}) == 1:
            return Aim(tuple(cells[:1]))
    return None


def _sum(package: Package, nature: str, vintage: str, funds: Sequence[str]) -> Aim | None:
    """The classes that make up personnel or running costs, in a table by economic kinds without columns for the two."""
    classes = {"personnel": ("301", "303"), "running": ("302", "307", "309", "310", "311")}.get(
        nature, ()
    )
    for table in _tables(package, ("basic-expenditure",)):
        names = list(_columns(table, vintage=vintage))
        rows = [row for row in table.rows if row["department_economic_code"] in classes]
        if rows and names and table.coordinates.fund in funds:
            return Aim(
                (), sure=False, parts=tuple(Cells.of(table).term(row, names[0]) for row in rows)
            )
    return None


def _rows_of(
    package: Package,
    kinds: Sequence[str],
    vintage: str,
    funds: Sequence[str],
    chosen: Callable[[Table], list[Row]],
) -> Aim | None:
    """The cells of the one row that is chosen in each table of a fund; the first fund whose tables have one."""
    cells: list[Term] = []
    for fund in funds:
        for table in _tables(package, kinds):
            rows = chosen(table) if table.coordinates.fund == fund else []
            names = list(_columns(table, vintage=vintage))
            if len(rows) == 1 and names and rows[0].number(names[0]) is not None:
                cells.append(Cells.of(table).term(rows[0], names[0]))
        if cells:
            return Aim(tuple(cells), sure=fund == funds[0] or len(funds) == 1)
    return None


def _at_end(table: Table, levels: Sequence[tuple[str, int]]) -> list[Row]:
    name, digits = levels[-1]
    rows = [
        row
        for row in table.rows
        if _bare(row.label) == name and len(row["function_code"]) == (digits or 3)
    ]
    if len(levels) > 1:
        above = [row["function_code"] for row in table.rows if _bare(row.label) == levels[-2][0]]
        under = [
            row
            for row in rows
            if any(row["function_code"].startswith(code) for code in above if code)
        ]
        rows = under if above else rows
    return rows


def _same_years(package: Package, one: Said) -> bool:
    """Whether the table of the general public budget holds the money of the years that the prose speaks of."""
    table = package.table("general-public-expenditure")
    income = package.table("summary")
    carried = [row for row in income.rows_of("income") if "结转" in row.label] if income else []
    return (
        not any(row.number(name) for row in carried for name in row.figures)
        or (table is not None and table.coordinates.scope == "current_year")
        or package.disclosure.phase == "final"
    )


def _tables(package: Package, kinds: Sequence[str]) -> Iterator[Table]:
    for kind in kinds:
        yield from (
            table for table in package.tables.values() if table.kind.name == kind and table.rows
        )


def _totals(table: Table, list_name: str) -> Sequence[Row]:
    rows = [row for row in table.rows if list_name in ("", row["list"])]
    return [row for row in rows if row["role"] == "total"] or (
        rows if len(rows) == 1 else _one_unit(rows)
    )


def _one_unit(rows: Sequence[Row]) -> Sequence[Row]:
    """Where rows are bodies without a total, the first, if the others are parts of it."""
    heads = [row for row in rows if not row["parent"] and row["unit_name"]]
    return heads if len(heads) == 1 else ()


def columns_of(table: Table, vintage: str) -> list[str]:
    """The columns of money of a budget, whatever years or construction they leave out."""
    found = [
        column
        for column in table.values
        if column.coordinates and column.coordinates.measure == "amount"
    ]
    return [
        one.name
        for one in found
        if one.coordinates and one.coordinates.within(table.coordinates).vintage == vintage
    ]


def _columns(table: Table, **want: str | None) -> Iterator[str]:
    """The columns of money at these coordinates; what is not wanted is as the table has it, None is anything it has."""
    base = table.coordinates
    for column in table.values:
        if column.coordinates is None or column.coordinates.measure != "amount":
            continue
        at = column.coordinates.within(base)
        if all(
            _fits(at, base, dimension, want)
            for dimension in ("vintage", "fund", "nature", "scope", "purpose")
        ):
            yield column.name


def _fits(at: Coordinates, base: Coordinates, dimension: str, want: dict[str, str | None]) -> bool:
    value = getattr(at, dimension)
    wanted = want.get(dimension)
    if dimension == "vintage":
        return bool(value == wanted)
    return bool(value == (getattr(base, dimension) if wanted is None else wanted))


def _named(patterns: Iterable[tuple[str, str]], plain: str) -> str:
    return next((name for pattern, name in patterns if re.fullmatch(pattern, plain)), "")


def _fund_of(plain: str) -> tuple[str, ...]:
    found = [
        name for pattern, name in _FUNDS if re.search(pattern.replace("(财政)?预算", "#?"), plain)
    ]
    return tuple(found[:1]) or ("general_public", "appropriation")
