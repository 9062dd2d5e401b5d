"""The thirteen tables of the founding layout, each printed beside what should be read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from tests.support.layout_model import CLASSES, FUND, GENERAL, ITEMS, OWN, Document

Value = Decimal | Literal[""]
Columns = Callable[[dict[str, int]], dict[str, int]]
TOTAL = "合计"
EMPTY = "注：本表无数据"
FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")


class Row(NamedTuple):
    """One expected row of one list of one table.

    `list` is income or expenditure where two lists stand side by side, else "". `key` is the code where
    a row prints one, else its label as printed; "" for the total that carries no label.
    """

    kind: str
    list: str
    key: str
    cells: dict[str, Value]


class Printer:
    """Gathers the lines of one document and, beside them, what they say."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines: list[str] = []
        self.rows: list[Row] = []
        self.kinds: list[str] = []
        self.stated_empty: set[str] = set()
        self._printed = 0

    def say(self, *paragraphs: str) -> None:
        for paragraph in paragraphs:
            self.lines += [paragraph, ""]

    def cells(self, *cells: str, tail: int = 0) -> None:
        self.lines.append("\t".join(cells) + "\t" * tail)

    def record(self, key: str, amounts: dict[str, int], list_: str = "") -> list[str]:
        """The texts of a row's amounts; the row is noted as expected."""
        values: dict[str, Value] = {}
        texts = []
        for column, steps in amounts.items():
            blank = not steps and not self.document.style.zero
            values[column] = "" if blank else self.document.amount(steps)
            texts.append("" if blank else self.text(steps))
        self.rows.append(Row(self.kinds[-1], list_, key, values))
        return texts

    def text(self, steps: int) -> str:
        """An amount as this document prints its next one: with thousands separators or without."""
        self._printed += 1
        separators = self.document.style.separators
        grouped = separators == "all" or (separators == "mixed" and self._printed % 3 != 0)
        amount = self.document.amount(steps)
        return f"{amount:,}" if grouped else f"{amount:f}"

    def no_data(self) -> None:
        self.lines += ["", EMPTY]
        self.stated_empty.add(self.kinds[-1])


def by_code(document: Document, leaf_amounts: Columns) -> list[tuple[str, str, dict[str, int]]]:
    """Code, name and amounts of the total, the classes, groups and items, those with money only."""
    levels: dict[str, tuple[str, dict[str, int]]] = {}
    for at, leaf in enumerate(document.leaves):
        amounts = leaf_amounts(document.parts(at))
        if not any(amounts.values()):
            continue
        names = (TOTAL, leaf.family, leaf.group, leaf.name)
        codes = ("", leaf.code[:3], leaf.code[:5], leaf.code)
        for code, name in zip(codes, names, strict=True):
            _, sums = levels.setdefault(code, (name, dict.fromkeys(amounts, 0)))
            for column, steps in amounts.items():
                sums[column] += steps
    return [(code, name, sums) for code, (name, sums) in sorted(levels.items())]


def _coded(out: Printer, rows: Iterable[tuple[str, str, dict[str, int]]]) -> None:
    for code, name, amounts in rows:
        out.cells(code, name, *out.record(code or name, amounts))


def by_class(document: Document, columns: Columns) -> dict[str, dict[str, int]]:
    tree = by_code(document, columns)
    return {name: amounts for code, name, amounts in tree if len(code) == 3 or not code}


def _sides(
    out: Printer, income: tuple[str, int] | None, right: str, amounts: dict[str, int], tail: int
) -> None:
    """One row of two lists side by side; a side without a label has no row."""
    left = ["", ""]
    if income:
        label, steps = income
        left = [label, *out.record(label, {"amount": steps}, "income")]
    cells = out.record(right, amounts, "expenditure") if right else [""] * len(amounts)
    out.cells(*left, right, *cells, tail=tail)


def _two_lists(
    out: Printer,
    sources: list[tuple[str, int]],
    classes: dict[str, dict[str, int]],
    closing: list[tuple[tuple[str, int], str]],
    nothing: dict[str, int],
) -> None:
    style = out.document.style
    tail = 0
    for at, label in enumerate(CLASSES):
        if style.break_after and at == style.break_after:
            out.lines.append("")
            tail = style.trailing_tabs
        income = sources[at] if at < len(sources) else None
        _sides(out, income, label, classes.get(label.split("、")[1], nothing), tail)
    total = classes.get(TOTAL, nothing)
    for income, right in closing:
        _sides(out, income, right, total if right and right != "年终结转" else nothing, tail)


def _summary(out: Printer) -> None:
    document = out.document
    out.cells("收入", "", "支出", "", "")
    out.cells("项目", f"{document.year}年", "项目", f"{document.year}年合计", "当年预算安排")
    general, fund, own = (document.total(name) for name in (GENERAL, FUND, OWN))
    carried = document.total("carried_over")
    now = general + fund + own
    classes = by_class(
        document,
        lambda p: {
            "amount": p["basic"] + p["project"] + p["carried_over"],
            "current_year": p["basic"] + p["project"],
        },
    )
    sources = [
        ("一、一般公共预算", general),
        ("二、政府性基金预算", fund),
        ("三、国有资本经营预算", 0),
    ]
    sources += [("四、财政专户管理资金", 0), ("五、单位资金", own)]
    closing = [(("本年收入合计", now), "本年支出合计"), (("上年结转", carried), "年终结转")]
    closing.append((("收入总计", now + carried), "支出总计"))
    _two_lists(out, sources, classes, closing, {"amount": 0, "current_year": 0})


def _income(out: Printer) -> None:
    out.cells("项目", "", "本年收入", "", "", "", "", "", "上年结转")
    names = ("一般公共预算", "政府性基金", "国有资本经营预算", "财政专户管理资金", "单位资金", "")
    out.cells("科目编码", "科目名称", TOTAL, *names)
    year = "current_year"
    _coded(
        out,
        by_code(
            out.document,
            lambda p: {
                year: p[GENERAL] + p[FUND] + p[OWN],
                f"{year}_{GENERAL}": p[GENERAL],
                f"{year}_{FUND}": p[FUND],
                f"{year}_state_capital": 0,
                f"{year}_fiscal_account": 0,
                f"{year}_{OWN}": p[OWN],
                "carried_over": p["carried_over"],
            },
        ),
    )


def _natures(basic: int, project: int) -> dict[str, int]:
    return {"amount": basic + project, "basic": basic, "project": project}


def _coded_head(out: Printer) -> None:
    out.cells("项目", "", f"{out.document.year}年预算数", "", "")
    out.cells("科目编码", "科目名称", TOTAL, "基本支出", "项目支出")


def _expenditure(out: Printer) -> None:
    _coded_head(out)
    _coded(
        out, by_code(out.document, lambda p: _natures(p["basic"], p["project"] + p["carried_over"]))
    )


def _appropriation(out: Printer) -> None:
    document = out.document
    out.cells("收入", "", "支出", "", "", "", "")
    out.cells("项目", "金额", "项目", "金额", "", "", "")
    out.cells("", "", "", "小计", *FUNDS)
    classes = by_class(document, lambda p: _funds(p[GENERAL] + p["carried_over"], p[FUND]))
    general, fund, carried = (document.total(n) for n in (GENERAL, FUND, "carried_over"))
    sources = [
        ("一、一般公共预算", general),
        ("二、政府性基金预算", fund),
        ("三、国有资本经营预算", 0),
    ]
    closing = [(("本年收入合计", general + fund), "本年支出合计")]
    closing += [(("上年财政拨款结转", carried), "年终结转"), (("一、一般公共预算", carried), "")]
    closing += [(("二、政府性基金预算", 0), ""), (("三、国有资本经营预算", 0), "")]
    closing.append((("收入总计", general + fund + carried), "支出总计"))
    _two_lists(out, sources, classes, closing, _funds(0, 0))


def _funds(general: int, fund: int = 0) -> dict[str, int]:
    return {"amount": general + fund, GENERAL: general, FUND: fund, "state_capital": 0}


def _general_public(out: Printer) -> None:
    _coded_head(out)
    _coded(out, by_code(out.document, lambda p: _natures(p["basic"], p[GENERAL] - p["basic"])))
    if not out.document.total(GENERAL):
        out.no_data()


def _halves(item: str, steps: int) -> dict[str, int]:
    running = ITEMS[item][0] == "商品和服务支出"
    personnel = 0 if running else steps
    return {"amount": steps, "personnel": personnel, "running": steps - personnel}


def _basic(out: Printer) -> None:
    items = out.document.items
    out.cells(
        "部门预算支出经济科目名称",
        "政府预算支出经济科目名称",
        f"{out.document.year}年预算数",
        "",
        "",
    )
    out.cells("", "", TOTAL, "人员经费", "公用经费")
    halves = [_halves(*item) for item in items]
    columns = ("amount", "personnel", "running")
    out.cells(TOTAL, "", *out.record(TOTAL, {c: sum(h[c] for h in halves) for c in columns}))
    for family in dict.fromkeys(ITEMS[name][0] for name, _ in items):
        mine = [item for item in items if ITEMS[item[0]][0] == family]
        sums = _halves(mine[0][0], sum(steps for _, steps in mine))
        out.cells(family, "", *out.record(family, sums))
        for name, steps in mine:
            out.cells(name, ITEMS[name][1], *out.record(name, _halves(name, steps)))
    if not items:
        out.no_data()


def _fund_income(out: Printer) -> None:
    out.cells("项目", "", "政府性基金收入预算")
    out.cells("收入科目编码", "科目名称", "")
    fund = {"amount": out.document.total(FUND)}
    out.cells(TOTAL, "", *out.record(TOTAL, fund))
    if not fund["amount"]:
        out.no_data()
        return
    names = {"103": "非税收入", "10301": "政府性基金收入", "1030148": "国有土地使用权出让收入"}
    _coded(out, ((code, name, fund) for code, name in names.items()))


def _fund_expenditure(out: Printer) -> None:
    out.cells("科目编码", "科目名称", TOTAL, "基本支出", "项目支出")
    rows = by_code(out.document, lambda p: _natures(0, p[FUND]))
    _coded(out, rows or [("", TOTAL, _natures(0, 0))])
    if not rows:
        out.no_data()


def _state_capital(out: Printer) -> None:
    """Zeros beside a note that there is nothing; the total of the right-hand list has no label."""
    out.cells("国有资本经营预算收入", "", "", "国有资本经营预算支出", "", "", "", "")
    right = ("科目编码", "科目名称", TOTAL, "基本支出", "项目支出")
    out.cells("项目", "", "国有资本经营收入预算", *right)
    out.cells("收入科目编码", "科目名称", "", "", "", "", "", "")
    document = out.document
    shown = document.style.state_capital_rows
    zero: Value = document.amount(0) if shown else ""
    text = f"{document.amount(0):f}" if shown else ""
    columns = ("amount", "basic", "project")

    def add(list_: str, key: str, cells: dict[str, Value]) -> None:
        out.rows.append(Row("state-capital", list_, key, cells))

    add("income", TOTAL, {"amount": zero})
    add("expenditure", "", dict.fromkeys(columns, zero))
    out.cells("", TOTAL, text, "", "", text, text, text)
    tree = by_code(document, lambda p: {"amount": p["basic"] + p["project"]})[1:] if shown else []
    for code, name, _ in tree:
        here, value = (text, zero) if len(code) < 7 else ("", "")
        add("income", code, {"amount": value})
        add("expenditure", code, {"amount": "", "basic": value, "project": value})
        out.cells(code, name, here, code, name, "", here, here)
    out.no_data()


def _three_public(out: Printer) -> None:
    out.cells("项目", f"{out.document.year}年预算数", "", "", "")
    out.cells("", TOTAL, *FUNDS)
    abroad, hospitality, purchase, running = out.document.three_public
    rows = [
        ("因公出国（境）费", abroad),
        ("公务接待费", hospitality),
        ("公务用车购置及运行费", purchase + running),
        ("①公务用车购置费", purchase),
        ("②公务用车运行维护费", running),
    ]
    total = (TOTAL, abroad + hospitality + purchase + running)
    for label, steps in [total, *rows] if out.document.style.total_first else [*rows, total]:
        out.cells(label, *out.record(label, _funds(steps)))


def _agency_operating(out: Printer) -> None:
    out.cells("单位名称", f"{out.document.year}预算数", "", "", "")
    out.cells("", TOTAL, *FUNDS)
    steps = out.document.agency_operating
    out.cells("部门合计", *out.record("部门合计", _funds(steps)))
    if steps:
        out.cells(out.document.department, *out.record(out.document.department, _funds(steps)))
    else:
        out.no_data()


def _projects(out: Printer) -> None:
    tail = ("财政专户管理资金", "单位资金")
    out.cells("项目名称", TOTAL, f"{out.document.year}年财政拨款", "", "", *tail)
    out.cells("", "", *FUNDS, "", "")
    out.cells(*"1234567")
    for project in out.document.projects:
        funds = {**dict.fromkeys((GENERAL, FUND, "state_capital", "fiscal_account", OWN), 0)}
        funds[project.fund] = project.steps
        out.cells(project.name, *out.record(project.name, {"amount": project.steps, **funds}))
    if not out.document.projects:
        out.no_data()


def _projects_carried_over(out: Printer) -> None:
    out.cells("项目名称", TOTAL, f"{out.document.year}年财政拨款", "", "")
    out.cells("", "", *FUNDS)
    out.cells(*"12345")
    for project in out.document.carried:
        out.cells(project.name, *out.record(project.name, _funds(project.steps)))
    if not out.document.carried:
        out.no_data()


# Kind, title after the year, printer: in the order of the founding document.
TABLES: tuple[tuple[str, str, Callable[[Printer], None]], ...] = (
    ("summary", "预算收支总表", _summary),
    ("income", "预算收入总表", _income),
    ("expenditure", "预算支出总表", _expenditure),
    ("appropriation-summary", "财政拨款收支总表", _appropriation),
    ("general-public-expenditure", "一般公共预算支出预算表（不含上年结转）", _general_public),
    ("basic-expenditure", "一般公共预算安排基本支出分经济科目表（不含上年结转）", _basic),
    ("government-fund-income", "政府性基金预算收入表（不含上年结转）", _fund_income),
    ("government-fund-expenditure", "政府性基金预算支出表（不含上年结转）", _fund_expenditure),
    ("state-capital", "国有资本经营预算收支预算表（不含上年结转）", _state_capital),
    ("three-public", "一般公共预算“三公”经费支出预算表", _three_public),
    ("agency-operating", "机关运行经费预算财政拨款情况统计表", _agency_operating),
    ("projects", "项目支出预算表（本年预算）", _projects),
    ("projects-carried-over", "项目支出预算表（上年结转）", _projects_carried_over),
)
