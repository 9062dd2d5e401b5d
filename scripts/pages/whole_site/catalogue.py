"""The catalogue of everything that can be taken away, and the dictionary of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.checks.results.verdict_rows import COLUMNS, RULE_COLUMNS
from scripts.corpus import BudgetYear, Site
from scripts.pages.year import shell
from scripts.schema import (
    ABSENCES,
    DEPARTMENTS,
    FACTS,
    KEYS,
    KINDS,
    STATUSES,
    VALUES,
    Column,
    display_csv,
)

PATH = "data/index.html"
DICTIONARY = "data/dictionary.html"

REFERENCES = (
    ("functional-classification", "支出功能分类", "类、款、项的编码和名称，读自已公布的文件"),
    ("economic-classification", "支出经济分类", "部门和政府两套经济科目，以及两者的对应"),
    ("glossary", "名词解释", "本站的全部名词、别名、英文和出处"),
)
"""The reference packages."""

_WHOLE = (
    ("facts", "全部金额", "每个金额一行，单位元，带部门、年度、科目、资金、性质、出处"),
    ("checks", "全部核对", "每条核对一行，金额单位元"),
    ("rules", "规则", "每条规则一行，带结果的计数"),
    ("departments", "部门", "每个部门、本级或单位一行，带级次、上级、地区、年度"),
    ("documents", "来源文件", "每份公开的文件一行，带网址和 sha256"),
    ("tables", "全部表的目录", "每个部门每年的每张表一行，带状态和单位"),
    ("statements", "文字说明中的数", "情况说明用文字写出的每一个数"),
    ("procurement", "政府采购", "打算买什么"),
    ("performance-goals", "绩效目标表", "列成一张表的绩效目标"),
    ("project-sheets", "绩效申报表：表头", "每个项目的申报表一行"),
    ("sheet-funds", "绩效申报表：资金", "由谁出钱，各多少"),
    ("performance-targets", "绩效申报表：指标", "每个指标一行"),
    ("sheet-quantities", "绩效申报表：文中数量", "文字里写到的数量"),
    ("explanations", "文件说明了哪些事", "各在文件的哪里说明"),
    ("other", "其他表", "文件另外公开的表"),
    ("unrecognised", "没有归入的内容", "读到而没有位置的单元格"),
)
"""The tables over all packages, what each is called and what a row of it is; those of the reference packages follow."""

_NAMED = {name for name, *_ in _WHOLE}
_UNNAMED = [kind for kind in KINDS.values() if not kind.statutory and kind.name not in _NAMED]

_OF_COLUMNS = ("dictionary", "字段说明", "以上每个数据表的每一列一行，中文和英文")

_SPREADSHEET = "CSV 里的文字如果以 = + - @ 或制表符开头，前面加了一个单引号，免得表格软件当成公式；数字照原样。"


def page(site: Site) -> Page:
    """The catalogue: everything that can be downloaded, with what it is."""
    head = "".join(
        f'<th scope="col">{text}</th>'
        for text in ("部门", "年度", "工作簿", "数据包", "描述", "核对", "说明")
    )
    rows = "".join(_year(year) for years in site.departments.values() for year in years)
    packages = blocks.table("packages", "按部门和年度", f"<tr>{head}</tr>", rows)
    body = "\n".join(
        (
            "<h1>数据</h1>",
            '<p class="mz-lead">本站的每一个数字都可以带走、核对、再利用。</p>',
            blocks.section("all", "全部部门，合在一起", _SPREADSHEET, _whole(site)),
            blocks.section(
                "checks",
                "核对的每一列",
                "核对的结果也在每个部门每年的数据包里，叫 checks.csv。",
                _checks(),
            ),
            blocks.section(
                "departments",
                "按部门和年度",
                "工作簿给 Excel；数据包是 Frictionless 格式，一个 JSON 描述和每张表一个 CSV，描述的网址可以直接读。",
                packages,
            ),
            blocks.section("reference", "参考数据", "", _references()),
            blocks.section("machines", "给程序", "", _machines()),
        )
    )
    what = "下载全部数据：每个部门每年一个工作簿和一个数据包，全部金额、全部核对、分类和名词，CSV、Parquet 和 SQLite。"
    return Page(PATH, "数据", what, body)


def _whole(site: Site) -> str:
    head = "".join(
        f'<th scope="col">{text}</th>' for text in ("数据", "一行是什么", "CSV", "Parquet")
    )
    listed = (
        *_WHOLE,
        *((kind.name, kind.title, kind.answers) for kind in _UNNAMED),
        *((one.name, one.title, one.meaning) for one in site.references),
        _OF_COLUMNS,
    )
    rows = "".join(_dataset(*one) for one in listed)
    use = blocks.link("about/use.html", "怎样用这些数据", PATH)
    meant = blocks.link(DICTIONARY, "每一列的意思", PATH)
    more = (
        blocks.row(
            "全部表放进一个数据库，金额另有整数分",
            blocks.download("data/budgets.sqlite", "SQLite", PATH),
        ),
        blocks.row(
            "描述以上全部 CSV 的数据包", blocks.download("data/datapackage.json", "JSON", PATH)
        ),
        blocks.row(
            "全部金额按年度和阶段分开的 Parquet，清单",
            blocks.download("data/facts/index.json", "JSON", PATH),
        ),
    )
    said = (
        f"<p>{use}；{meant}。全部金额里 <code>primary</code> 为 True 的行相加，就是公开的总额，不会重复计算；"
        "部门和它的单位都在里面时，只加部门（<code>level</code> 为 department 的）。</p>"
    )
    table = blocks.table("datasets", "合在一起的数据表", f"<tr>{head}</tr>", rows)
    return f'{said}<div class="mz-box">{"".join(more)}</div>{table}'


def _dataset(name: str, title: str, meaning: str) -> str:
    files = "".join(
        f"<td>{blocks.download(f'data/{name}.{ending}', kind, PATH)}</td>"
        for ending, kind in (("csv", "CSV"), ("parquet", "Parquet"))
    )
    return f'<tr><th scope="row">{blocks.escape(title)}<br><small><code>{name}</code></small></th><td>{blocks.escape(meaning)}</td>{files}</tr>'


def _machines() -> str:
    """What programs read, and on which terms everything may be used."""
    links = (
        ("about/api.html", "数据接口", "小的 JSON 文件，每一种都有 JSON Schema"),
        ("data/catalog.jsonld", "DCAT 3 目录", "全部数据集和文件，JSON-LD"),
        ("data.json", "data.json", "同一份目录，短的写法"),
        ("corrections/index.html#subscribe", "更正记录的订阅", "Atom 和 JSON Feed"),
        ("data/licence.html", "许可", "公开的数字、我们的整理、程序，三层"),
    )
    items = "".join(
        f"<li>{blocks.link(target, name, PATH)}：{what}</li>" for target, name, what in links
    )
    return f"<ul>{items}</ul>"


def _checks() -> str:
    """What the columns of verdicts and of rules mean."""
    rules = blocks.link("quality/index.html", "质量", PATH)
    tables = (("checks.csv", COLUMNS), ("rules.csv", RULE_COLUMNS))
    said = f"<p>每条规则各自的结果，在“{rules}”页上那条规则的页面里。</p>"
    return "".join(_listing(name, columns) for name, columns in tables) + said


def _listing(name: str, columns: Mapping[str, str]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><code>{blocks.escape(column)}</code></th><td>{blocks.escape(meaning)}</td></tr>'
        for column, meaning in columns.items()
    )
    head = '<tr><th scope="col">列</th><th scope="col">含义</th></tr>'
    table = blocks.table(f"columns-{name.removesuffix('.csv')}", f"{name} 的列", head, rows)
    return f"<details><summary>{name} 每一列的意思</summary>{table}</details>"


def _year(year: BudgetYear) -> str:
    folder = year.package.path
    return (
        f'<tr><th scope="row">{blocks.link(year.address(), year.department, PATH)}</th><td>{year.name}</td>'
        f"<td>{blocks.download(f'{folder}/{shell.workbook(year)}', 'XLSX', PATH)}</td>"
        f"<td>{blocks.download(f'{folder}/{shell.archive(year)}', 'ZIP', PATH)}</td>"
        f"<td>{blocks.link(f'{folder}/datapackage.json', 'JSON', PATH)}</td>"
        f"<td>{blocks.link(f'{folder}/checks.csv', 'CSV', PATH, attributes='download')}</td>"
        f"<td>{blocks.link(year.address('data'), '各表与引用', PATH)}</td></tr>"
    )


def _references() -> str:
    return "".join(
        blocks.row(f"{title}：{what}", blocks.download(f"data/reference/{name}.zip", "ZIP", PATH))
        for name, title, what in REFERENCES
    )


# The dictionary


def dictionary(site: Site) -> Page:
    """What every column means, in Chinese and in English, as the schema has it."""
    body = "\n".join(
        (
            '<p class="mz-crumb"><a href="index.html">数据</a></p>',
            "<h1>字段说明</h1>",
            f'<p class="mz-lead">每一列叫什么、是什么意思。机器读的：{blocks.download("data/dictionary.csv", "dictionary.csv", DICTIONARY)}。</p>',
            blocks.section(
                "facts",
                "全部金额（facts）",
                "每个金额一行。",
                _columns("facts", "facts 的列", FACTS),
            ),
            blocks.section(
                "departments",
                "部门（departments）",
                "每个部门、本级或单位一行。",
                _columns("departments", "departments 的列", DEPARTMENTS),
            ),
            blocks.section(
                "keys",
                "各表的键列",
                "一张表有其中的若干列，说明这一行是什么、在哪里。",
                _columns("keys", "键列", KEYS.values()),
            ),
            blocks.section("values", "各表的数值列", _VALUES, _coordinates()),
            blocks.section("people", "给人看的 CSV 另加的列", "在每一行的最后。", _added()),
            blocks.section(
                "kinds", "表的种类", "文件里的表归入这些种类；同类的第二张加 -2。", _kinds()
            ),
            blocks.section("absences", "没有数字的格子", _absences(), _statuses()),
        )
    )
    return Page(
        DICTIONARY, "字段说明", f"{site.settings.name}全部数据的字段说明，中文和英文。", body
    )


_VALUES = (
    "数值列按坐标命名：口径、范围、资金、性质、用途，与默认值不同的连起来，如 <code>previous_budget_general_public</code> "
    "是上年预算·一般公共预算；全是默认值的叫 <code>amount</code>。坐标的取值："
)
_DIMENSIONS = {
    "measure": "量",
    "vintage": "口径",
    "fund": "资金",
    "nature": "性质",
    "scope": "范围",
    "purpose": "用途",
}


def _columns(name: str, caption: str, columns: Iterable[Column]) -> str:
    heads = ("列", "名称", "English", "含义", "类型", "财政数据包类型")
    rows = (
        (
            f"<code>{one.name}</code>",
            *map(blocks.escape, (one.title, one.english, one.meaning, one.type)),
            f"<code>{one.column_type}</code>" if one.column_type else "",
        )
        for one in columns
    )
    return _table(f"columns-{name}", caption, heads, rows)


def _added() -> str:
    return _table(
        "columns-people", "给人看的 CSV 另加的列", ("列", "含义"), display_csv.MEANINGS.items()
    )


def _coordinates() -> str:
    rows = (
        (_DIMENSIONS[dimension], f"<code>{value}</code>", meaning, value.replace("_", " "))
        for dimension, values in VALUES.items()
        for value, meaning in values.items()
    )
    return _table("coordinates", "坐标", ("坐标", "值", "含义", "English"), rows)


def _kinds() -> str:
    rows = ((f"<code>{kind.name}</code>", kind.title, kind.answers) for kind in KINDS.values())
    return _table("table-kinds", "种类", ("标识", "名称", "回答什么"), rows)


def _absences() -> str:
    signs = "；".join(f"“{sign}”是{meaning}" for sign, meaning in ABSENCES.items() if sign)
    return f"照文件原样保存：什么也没有就是空白；{signs}。0 和 0.00 是数字。没有数字的表，状态说明为什么："


def _statuses() -> str:
    rows = ((f"<code>{name}</code>", meaning) for name, meaning in STATUSES.items())
    return _table("statuses", "表的状态", ("状态", "含义"), rows)


def _table(name: str, caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{text}</td>" for text in rest)}</tr>'
        for first, *rest in rows
    )
    return blocks.table(name, caption, f"<tr>{head}</tr>", body)
