"""Whole documents in the founding layout, printed from a small model, with what each table should say."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from tests.support.layout_model import (
    FUND,
    GENERAL,
    INDICATORS,
    OWN,
    Document,
    Indicator,
    SheetPlan,
    documents,
)
from tests.support.layout_tables import TABLES, Printer, Row, Value, by_class

__all__ = ["Document", "Printed", "Row", "SheetRow", "documents", "printed"]

SOURCES = ("中央财政资金", "省级财政资金", "市县(区)财政资金", "单位自筹", "其他资金")


class SheetRow(NamedTuple):
    """What one performance sheet should say, in 元; money is keyed by horizon and source ("total" for all)."""

    project: str
    money: dict[tuple[str, str], Value]
    indicators: tuple[Indicator, ...]


class Printed(NamedTuple):
    """A document's text and the tables and sheets that should be read from it, in printed order."""

    text: str
    kinds: tuple[str, ...]
    rows: list[Row]
    stated_empty: frozenset[str]
    sheets: list[SheetRow]


def printed(document: Document, contact: str = "王*", phone: str = "") -> Printed:
    """The document's text and what an importer must find in it."""
    out = Printer(document)
    _front(out)
    for at in document.style.order:
        kind, _, table = TABLES[at]
        out.kinds.append(kind)
        _table_head(out, at)
        table(out)
        out.lines.append("")
    _statements(out)
    sheets = [_sheet(out, plan, contact, phone) for plan in document.sheets]
    out.say("十一、国有资产占有使用情况", "1、车辆情况：", "无", "2、房屋情况：", "无")
    out.say("3、其他国有资产占有使用情况：", f"截至{document.year}年初，我单位固定资产共12件。")
    out.say("十二、其他说明", "(一) 政府购买服务指导性目录", "无", "(二) 其他", "无")
    out.say("第四部分 名词解释", "一、基本支出：指保证单位日常运转的花费。")
    return Printed(
        "\n".join(out.lines),
        tuple(out.kinds),
        out.rows,
        frozenset(out.stated_empty),
        sheets,
    )


def _title(document: Document, at: int) -> str:
    _, title, _ = TABLES[at]
    bare = title.removesuffix("（不含上年结转）")
    return f"{document.year}年{title if document.style.suffixes[at] else bare}"


def _wrapped(name: str, at: int) -> list[str]:
    return [name[:at], name[at:]] if 0 < at < len(name) else [name]


def _front(out: Printer) -> None:
    document = out.document
    out.lines += ["", "", *_wrapped(document.department, document.style.wrap_at), ""]
    out.say(f"{document.year}年度部门预算公开", "目 录")
    out.cells("第一部分 概况", "1")
    out.cells(f"第二部分 {document.year}年部门预算报表", "2")
    for page, at in enumerate(document.style.order, 2):
        out.cells(_title(document, at), str(page))
    out.cells(f"第三部分 {document.year}年度部门预算情况说明", "16")
    out.lines += ["十一、国有资产占有使用情况.....\t26", "第四部分 名词解释.....\t27", ""]
    out.say("第一部分 概况", "一、本部门职责", "办好本行的事。", "二、机构设置情况")
    out.say("核定财政拨款事业编制11名。", f"第二部分 {document.year}年部门预算报表")


def _table_head(out: Printer, at: int) -> None:
    document = out.document
    if document.style.labels[at]:
        out.say(document.style.labels[at])
    out.say(_title(document, at))
    wrap = document.style.wrap_at if out.kinds[-1] == "agency-operating" else 0
    out.lines += [*_wrapped(f"部门名称：{document.department}", wrap and wrap + 5), ""]
    out.say(f"单位：{document.style.unit}")


def _statements(out: Printer) -> None:
    document = out.document
    unit, year = document.style.unit, document.year
    general, fund, own = (document.total(name) for name in (GENERAL, FUND, OWN))
    carried, basic = document.total("carried_over"), document.total("basic")
    now = general + fund + own
    total = now + carried

    def money(steps: int) -> str:
        return f"{out.text(steps)}{unit}" if steps else f"0{unit}"

    def change(steps: int) -> tuple[str, str, str]:
        delta = steps - document.previous
        verb = "增加" if delta > 0 else "减少"
        return verb, money(abs(delta)), _share(abs(delta), document.previous)

    verb, delta, percent = change(total)
    changed = f"比上年{verb}{delta}，{verb}{percent}，主要原因是项目有增有减"
    out.say(f"第三部分 {year}年度部门预算情况说明")
    out.lines.append(" ")
    out.say(
        "一、部门预算收支数据变动情况及原因",
        f"{year}年度预算收入总计{money(total)}，其中：本年收入{money(now)}，上年结转{money(carried)}，"
        f"{changed}；本年部门预算支出总计{money(total)}，其中：本年预算安排{money(now)}，"
        f"上年结转{money(carried)}，{changed}。",
        "二、收入预算情况说明",
        f"{year}年度预算收入{money(total)}，主要包括一般公共预算拨款收入{money(general)}，"
        f"占{_share(general, total)}；政府性基金预算拨款收入{money(fund)}，占{_share(fund, total)}；"
        f"国有资本经营预算拨款收入0{unit}，占0%；财政专户管理资金收入0{unit}，占0%；"
        f"单位资金{money(own)}，占{_share(own, total)}；上年结转{money(carried)}，"
        f"占{_share(carried, total)}。",
        "三、支出预算情况说明",
        f"{year}年度支出预算{money(total)}，其中：基本支出{money(basic)}，占{_share(basic, total)}；"
        f"项目支出{money(total - basic)}，占{_share(total - basic, total)}。",
        "四、财政拨款收支预算总体情况说明",
        f"{year}年度财政拨款收支总预算{money(general + fund + carried)}。收入为一般公共预算拨款"
        f"{money(general + carried)}，政府性基金预算拨款{money(fund)}，国有资本经营预算拨款0{unit}。"
        f"其中：当年拨款收入{money(general + fund)}，上年结转收入{money(carried)}。",
        "五、一般公共预算支出情况说明",
        "(一) 一般公共预算当年拨款规模变化情况",
    )
    if general != document.previous:
        verb, delta, percent = change(general)
        out.say(
            f"{year}年度一般公共预算当年拨款{money(general)}，比上年{verb}{delta}，{verb[0]}",
            f"{verb[1]}{percent}。",
        )
    classes = by_class(document, lambda parts: {"amount": parts[GENERAL]})
    uses = ";".join(
        f"{name}{money(sums['amount'])},占{_share(sums['amount'], general)}"
        for name, sums in classes.items()
        if name != "合计"
    )
    if uses:
        out.say(
            "（二）一般公共预算当年拨款结构情况",
            f"{year}年度一般公共预算当年拨款{money(general)},主要用于以下方面:{uses}。",
        )
    abroad, hospitality, purchase, running = document.three_public
    out.say(
        "六、一般公共预算基本支出情况说明",
        f"{year}年度一般公共预算基本支出 {money(basic)}。",
        "七、“三公”经费增减变动原因说明",
        f"{year}年财政拨款安排的“三公”经费预算{money(sum(document.three_public))}"
        f"与{year - 1}年预算数相同。其中:因公出国(境)费{money(abroad)}与上年预算数相同;"
        f"公务接待费{money(hospitality)}与上年预算数相同;公务用车运行维护费{money(running)}"
        f"与上年预算数相同;公务用车购置费{money(purchase)}与上年预算数相同。",
        "八、机关运行经费增减变动原因说明",
        "见表。" if document.agency_operating else "本部门没有机关运行经费。",
        "十、绩效管理情况",
        "1、绩效管理情况",
        f"{year}年{document.department}部门实行绩效目标管理的项目{len(document.sheets)}个。",
        "2、绩效目标情况（附表说明）",
        "钱花在哪里，看下面各表。",
    )


def _share(part: int, whole: int) -> str:
    if not part or not whole:
        return "0%"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.01'))}%"


def _sheet(out: Printer, plan: SheetPlan, contact: str, phone: str) -> SheetRow:
    document = out.document
    project = document.projects[plan.project]
    unit = "" if plan.unit_blank else document.department
    out.say("甲市县(区)级预算部门(单位)项目支出绩效目标申报表")
    out.cells("", "", f"({document.year}年度)", tail=6)
    out.cells("项目名称", "", project.name, tail=6)
    body = f"{document.code}-{document.department}"
    out.cells("主管部门及代码", "", body, "", "实施单位", unit, tail=3)
    out.cells("项目属性", "", "经常性项目(长期开展)", "", "项目期", f"{plan.years}年", tail=3)
    money = _money(out, plan)
    out.cells("项目概况", "", "全年办理30次,每次花费约为2000元。", tail=6)
    out.cells("立项依据", "", "本单位的职责", tail=6)
    out.cells("项目设立必要性", "", "不办不行", tail=6)
    out.cells("保证项目实施的制度、措施", "", "按规矩办", tail=6)
    out.cells("项目实施计划", "", "全年办理30次,每次花费约为2000元。", tail=6)
    out.cells("实施期目标", "", "", "", "年度目标", tail=4)
    out.cells("总体目标", "把事情办好,共办理60次。", "", "", "", "把事情办好。", tail=3)
    names = ("二级指标", "三级指标", "指标值")
    out.cells("绩效指标", "一级指标", *names, *names, tail=1)
    _indicators(out, plan)
    date = f"{document.year}0110170255"
    last = ("负责人:", "经办人:", contact, "联系电话:", phone, "填报日期:", date)
    out.cells(*last, tail=2)
    out.lines.append("")
    return SheetRow(project.name, money, plan.indicators)


def _money(out: Printer, plan: SheetPlan) -> dict[tuple[str, str], Value]:
    """The money block; where the annual money stands a row lower, its last source is cut off."""
    annual = out.document.yuan(out.document.projects[plan.project].steps)
    payer = SOURCES[1 if plan.provincial else 2]
    money: dict[tuple[str, str], Value] = {}
    sides: list[list[tuple[str, str]]] = []
    for horizon, total, amount in (
        ("multi_year", "实施期资金总额:", annual * plan.years),
        ("annual", "年度资金总额:", annual),
    ):
        sources: list[tuple[str, Value]] = [("total", amount)]
        sources += [(source, amount if source == payer else Decimal(0)) for source in SOURCES[:-1]]
        sources.append((SOURCES[-1], ""))
        late = plan.annual_late and horizon == "annual"
        money |= {(horizon, source): value for source, value in sources[: -1 if late else None]}
        labels = {"total": total, SOURCES[0]: f"其中:{SOURCES[0]}"}
        side = [
            (labels.get(name, name), f"{value:,}" if value != "" else "") for name, value in sources
        ]
        sides.append([("", ""), *side] if late else side)
    for at, (left, right) in enumerate(zip(*sides, strict=False)):
        out.cells("" if at else "项目资金 (元)", "", *left, *right, tail=3)
    return money


def _indicators(out: Printer, plan: SheetPlan) -> None:
    seen = set[str]()
    for level1, level2, _, _ in INDICATORS:
        mine = [item for item in plan.indicators if item.level2 == level2]
        left, right = (
            [(item.level3, item.value) for item in mine if item.horizon == horizon]
            for horizon in ("multi_year", "annual")
        )
        pairs = list(zip_longest(left, right, fillvalue=("", ""))) or [(("", ""), ("", ""))]
        to_left = plan.satisfaction_left and level1 == "满意度指标"
        for at, (one, other) in enumerate(pairs):
            first = "" if level1 in seen else level1
            seen.add(level1)
            name = "" if at else level2
            if to_left:
                out.cells(first, name, *one, name, *other, tail=2)
            else:
                out.cells("", first, name, *one, name, *other, tail=1)
