"""The nine tables of a final account: numbered columns and rows, balances by fund, plans beside what was spent."""

from __future__ import annotations

import html
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from scripts import ingest
from scripts.checks.arithmetic import within_table
from scripts.ingest import Report

BODY = "白鹭市档案局"
SUMMARY = """\
收入决算：收入支出决算总表 公开01表
收入|||支出||
项目|行次|金额|项目|行次|金额
栏次||1|栏次||2
一、一般公共预算财政拨款收入|1|300|一、一般公共服务支出|9|390
二、政府性基金预算财政拨款收入|2|20|二、外交支出|10|
三、事业收入|3|50|三、国防支出|11|
四、其他收入|4|30|四、教育支出|12|
|5||五、科学技术支出|13|
本年收入合计|6|400|本年支出合计|14|390
使用非财政拨款结余（含专用结余）|7|5|结余分配|15|2
年初结转和结余|8|10|年末结转和结余|16|23
总计|9|415|总计|17|415"""
INCOME = """\
收入决算表 公开02表
项目||本年收入合计|财政拨款收入|上级补助收入|事业收入||经营收入|附属单位上缴收入|其他收入
科目代码|科目名称||||小计|其中：教育收费|||
栏次||1|2|3|4|5|6|7|8
合计||400|320||50|10|||30
201|一般公共服务支出|400|320||50|10|||30
20126|档案事务|400|320||50|10|||30"""
EXPENDITURE = """\
支出决算表 公开03表
项目||本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出
科目代码|科目名称||||||
栏次||1|2|3|4|5|6
合计||390|200|180|4|5|1
201|一般公共服务支出|390|200|180|4|5|1
20126|档案事务|390|200|180|4|5|1"""
APPROPRIATION = """\
财政拨款收入支出决算总表 公开04表
收入|||支出||||
项目|行次|金额|项目|行次|合计|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款
栏次||1|栏次||2|3|4|5
一、一般公共预算财政拨款|1|300|一、一般公共服务支出|11|280|280||
二、政府性基金预算财政拨款|2|20|二、外交支出|12||||
三、国有资本经营预算财政拨款|3||三、教育支出|13||||
|4||四、其他支出|14|25||25|
本年收入合计|5|320|本年支出合计|15|305|280|25|
年初财政拨款结转和结余|6|10|年末财政拨款结转和结余|16|25|23|2|
一般公共预算财政拨款|7|3||17||||
政府性基金预算财政拨款|8|7||18||||
国有资本经营预算财政拨款|9|||19||||
总计|10|330|总计|20|330|303|27|"""
GENERAL = """\
一般公共预算财政拨款支出决算表 公开05表
项目||本年支出||
科目代码|科目名称|小计|基本支出|项目支出
栏次||1|2|3
合计||280|180|100
201|一般公共服务支出|280|180|100"""
BASIC = """\
一般公共预算财政拨款基本支出决算表 公开06表
人员经费|||公用经费|||||
科目代码|科目名称|决算数|科目代码|科目名称|决算数|科目代码|科目名称|决算数
301|工资福利支出|130|302|商品和服务支出|30|307|债务利息及费用支出|
30101|基本工资|130|30201|办公费|30|310|资本性支出|5
303|对个人和家庭的补助|15||||31002|办公设备购置|5
人员经费合计||145|公用经费合计|||||35"""
FUND = """\
政府性基金预算财政拨款收入支出决算表 公开07表
项目||年初结转和结余|本年收入|本年支出|||年末结转和结余
科目代码|科目名称|||小计|基本支出|项目支出|
栏次||1|2|3|4|5|6
合计||7|20|25||25|2
229|其他支出|7|20|25||25|2"""
STATE = """\
国有资本经营预算财政拨款支出决算表 公开08表
项目||本年支出||
科目代码|科目名称|合计|基本支出|项目支出
栏次||1|2|3
合计||||
我单位无国有资本经营预算财政拨款支出，故本表为空。"""
PUBLIC = """\
财政拨款“三公”经费支出决算表 公开09表
预算数||||||决算数|||||
合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费
||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费|
1|2|3|4|5|6|7|8|9|10|11|12
12|3|8|2|6|1|10||9|3|6|1"""
ALL = (SUMMARY, INCOME, EXPENDITURE, APPROPRIATION, GENERAL, BASIC, FUND, STATE, PUBLIC)
Table = tuple[list[str], list[list[str]], list[str]]
"""The lines above a table, its rows, the notes below it."""


def _table(text: str, amount: Callable[[str], str], unit: str) -> Table:
    first, *lines = text.splitlines()
    title, number = first.rpartition("：")[2].split()
    rows: list[list[str]] = []
    notes = []
    for line in lines:
        cells = line.split("|")
        if len(cells) == 1:
            notes.append(line)
            continue
        heads = [head for row in rows for head in row if head]
        counted = cells[0] in ("栏次", "1") or not any(cell.isdigit() for cell in cells)
        before = rows[1] if len(rows) > 1 else []
        if not counted and heads:
            # Neither codes nor numbers of rows are money.
            for at, cell in enumerate(cells):
                over = before[at] if at < len(before) else ""
                if cell.isdigit() and over not in ("行次", "科目代码"):
                    cells[at] = amount(cell)
        rows.append(cells)
    return [title, number, f"部门：{BODY}", f"金额单位：{unit}"], rows, notes


def _text(tables: list[Table], path: Path) -> None:
    lines = [f"{BODY}2024年度部门决算"]
    for above, rows, notes in tables:
        lines += [*above, *("\t".join(row) for row in rows), *notes]
    path.write_text("\n".join(lines), encoding="utf-8")


def _page(tables: list[Table], path: Path) -> None:
    parts = [f"<h1>{BODY}2024年度部门决算</h1>"]
    for above, rows, notes in tables:
        parts += [f"<p>{line}</p>" for line in above]
        cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
        parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        parts += [f"<p>{note}</p>" for note in notes]
    path.write_text(f"<html><meta charset=utf-8><body>{''.join(parts)}", encoding="utf-8")


def _workbook(tables: list[Table], path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"{BODY}2024年度部门决算"])
    for above, rows, notes in tables:
        sheet = book.create_sheet(above[1])
        for row in (*([line] for line in above), *rows, *([note] for note in notes)):
            sheet.append([cell or None for cell in row])
    book.save(path)


WAYS = {"txt": _text, "html": _page, "xlsx": _workbook}
UNITS: dict[str, Callable[[str], str]] = {
    "万元": lambda cell: f"{int(cell):,}.00",
    "元": lambda cell: f"{int(cell) * 10_000:,}.00",
}


def _imported(tmp_path: Path, way: str = "txt", unit: str = "万元", *texts: str) -> Report:
    tables = [_table(text, UNITS[unit], unit) for text in texts or ALL]
    path = tmp_path / f"made-up.{way}"
    WAYS[way](tables, path)
    return ingest.ingest(path, path.name)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("unit", UNITS)
def test_the_nine_tables_are_recognised_whatever_the_file_and_the_unit(
    way: str, unit: str, tmp_path: Path
) -> None:
    report = _imported(tmp_path, way, unit)
    tables = report.package.tables
    printed = [table for table in tables.values() if table.kind.printed and table.columns]
    assert [table.number for table in printed] == [f"公开0{number}表" for number in range(1, 10)]
    assert {table.amount_unit for table in printed} == {unit}
    assert not report.unplaced and not report.losses
    assert {table.coordinates.vintage for table in printed} == {"outturn"}
    assert tables["state-capital"].status == "empty-stated"

    whole = 1 if unit == "万元" else 10_000
    (fund, *_) = tables["government-fund-expenditure"].rows
    assert {name: fund.number(name) for name in fund.figures} == {
        "opening_balance": 7 * whole, "received": 20 * whole, "amount": 25 * whole,
        "basic": None, "project": 25 * whole, "closing_balance": 2 * whole,
    }  # fmt: skip
    (public,) = tables["three-public"].rows
    assert public.number("adjusted_budget_vehicles") == 8 * whole
    assert public.number("vehicles") == 9 * whole
    verdicts = list(within_table.verdicts(report.package))
    assert [one for one in verdicts if one.outcome == "fail"] == []


def test_a_row_with_nothing_but_its_number_is_none(tmp_path: Path) -> None:
    tables = _imported(tmp_path).package.tables
    for name in ("summary", "appropriation-summary"):
        assert all(row.label for row in tables[name].rows), name


def test_what_is_left_from_the_year_before_is_parted_by_budget(tmp_path: Path) -> None:
    table = _imported(tmp_path).package.tables["appropriation-summary"]
    (balance,) = [row for row in table.rows if row.label == "年初财政拨款结转和结余"]
    parts = [row.label for row in table.rows if row["parent"] == balance["line"]]
    assert parts == ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]


def test_fees_within_the_income_beside_them_are_not_counted_twice(tmp_path: Path) -> None:
    wrong = INCOME.replace("合计||400", "合计||410")
    report = _imported(tmp_path, "txt", "万元", wrong)
    (verdict,) = [
        one
        for one in within_table.verdicts(report.package)
        if one.rule == "row" and one.outcome == "fail"
    ]
    # 320 + 50 + 30, and not 10 of the 50 once more: 410 is wrong and 400 is right.
    assert sum(term.value or 0 for term in verdict.right) == 400 * 10_000


def test_a_total_on_the_row_of_lower_heads_stands_on_its_own(tmp_path: Path) -> None:
    text = FUND.replace("科目代码|科目名称|||小计|基本支出|项目支出|\n栏次||1|2|3|4|5|6\n", "科目代码|科目名称||||||\n").replace(
        "合计||7|20|25||25|2", "合计||||小计|基本支出|项目支出|"
    )  # fmt: skip
    report = _imported(tmp_path, "txt", "万元", text)
    table = report.package.tables["government-fund-expenditure"]
    assert not report.unplaced
    assert [(row.role, row.label) for row in table.rows] == [
        ("total", "合计"),
        ("line", "其他支出"),
    ]
    assert [row.number("project") for row in table.rows] == [None, Decimal(25)]


def test_what_a_form_says_to_who_fills_it_in_is_no_reason_of_emptiness(tmp_path: Path) -> None:
    notes = "无国有资本经营预算财政拨款支出的，仍保留该表格式，并在本表下方作下述说明：\n说明：白鹭市档案局本年度没有国有资本经营预算财政拨款支出，故本表无数据。"
    text = STATE.replace("我单位无国有资本经营预算财政拨款支出，故本表为空。", notes)
    table = _imported(tmp_path, "txt", "万元", text).package.tables["state-capital"]
    assert (table.status, table.statement[:4]) == ("empty-stated", "白鹭市档")


# Plans and what was spent, one below the other


ROWS = """\
财政拨款“三公”经费支出决算表 公开09表
项目|“三公”经费合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|因公出国（境）团组数（个）|国内公务接待人次
|||小计|公务用车购置费|公务用车运行维护费|||
栏次|1|2|3|4|5|6|7|8
年初预算数|14.00|3.00|10.00|4.00|6.00|1.00||
全年预算数|12.00|3.00|8.00|2.00|6.00|1.00||
决算数|9.50||8.90|2.90|6.00|0.60|2|96"""


def test_rows_of_plans_and_outturn_say_the_vintage(tmp_path: Path) -> None:
    report = _imported(tmp_path, "txt", "万元", ROWS.replace("|2|96", "|2.0|96.0"))
    table = report.package.tables["three-public"]
    assert [(row["vintage"], str(row.number("vehicles"))) for row in table.rows] == [
        ("original_budget", "10.00"),
        ("adjusted_budget", "8.00"),
        ("outturn", "8.90"),
    ]
    assert [str(table.rows[2].number(name)) for name in ("trips_count", "guests_count")] == [
        "2.0",
        "96.0",
    ]
    assert not report.unplaced


def test_a_name_that_is_no_plan_leaves_the_rows_names(tmp_path: Path) -> None:
    text = ROWS.replace("决算数|9.50", "完成率（%）|67.86")
    report = _imported(tmp_path, "txt", "万元", text)
    labels = [row["item"] for row in report.package.tables["three-public"].rows]
    assert labels == ["年初预算数", "全年预算数", "完成率（%）"]


COUNTED = """\
机构运行信息表 公开10表
项目|行次|预算数|决算数
栏次||1|2
一、“三公”经费支出|1|—|—
（一）支出合计|2|12.00|9.50
（二）相关统计数|3|—|—
1．因公出国（境）团组数（个）|4|—|2.0
2．国内公务接待批次|5|—|12.0
其中：外事接待批次（个）|6|—|1.0
二、机关运行经费|7|—|35.00
三、资产信息|8|—|—
（一）车辆数合计（辆）|9|—|4.0
1．机要通信用车|10|—|1.0
（二）单价100万元（含）以上设备（不含车辆）|11|—|3.0
四、政府采购支出合计|12|—|80.50
其中：授予小微企业合同金额|13|—|30.00"""


def test_rows_that_count_things_are_no_money(tmp_path: Path) -> None:
    report = _imported(tmp_path, "txt", "万元", COUNTED)
    table = report.package.tables["other"]
    counted = {row.label: row.number("count") for row in table.rows if row.number("count")}
    money = {row.label: row.number("amount") for row in table.rows if row.number("amount")}
    assert counted == {
        "1．因公出国（境）团组数（个）": 2, "2．国内公务接待批次": 12, "其中：外事接待批次（个）": 1,
        "（一）车辆数合计（辆）": 4, "1．机要通信用车": 1, "（二）单价100万元（含）以上设备（不含车辆）": 3,
    }  # fmt: skip
    assert money == {
        "（一）支出合计": Decimal("9.50"), "二、机关运行经费": 35,
        "四、政府采购支出合计": Decimal("80.50"), "其中：授予小微企业合同金额": 30,
    }  # fmt: skip
    assert not report.unplaced
