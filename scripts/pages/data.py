"""What can be taken away: the data page of a year, and the catalogue of everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.checks.listing import COLUMNS, RULE_COLUMNS
from scripts.package import Table
from scripts.pages import shell
from scripts.pages.site import Site, Year
from scripts.schema import ABSENCES, STATUSES

REFERENCES = (
    ("functional-classification", "支出功能分类", "类、款、项的编码和名称，读自已公布的文件"),
    ("economic-classification", "支出经济分类", "部门和政府两套经济科目，以及两者的对应"),
    ("glossary", "名词解释", "本站的全部名词、别名、英文和出处"),
)


def page(year: Year, site: Site) -> Page:
    """The data page of a year: its files, its dictionary, how to use and to cite them, what was left out."""
    path = year.address("data")
    main = "\n".join(
        (
            blocks.section("files", "文件", "CSV 是 UTF-8，金额是公开的原数，去掉了千分位逗号。", _files(year, path)),
            blocks.section("use", "怎样用", "", _use(year)),
            blocks.section("cite", "怎样引用", "", _cite(year, site)),
            blocks.section(
                "dictionary",
                "字段说明",
                _absences(),
                "\n".join(_fields(table) for table in year.package.tables.values()),
            ),
            blocks.section("left-out", "没有收录的", "读到但有意不收的内容，以及原因。", _left_out(year)),
        )
    )
    body = f"{shell.head(year, 'data', path, site)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    what = f"{year.department} {year.name}的数据文件、字段说明、引用方法。"
    return Page(path, f"{year.department} {year.name}：数据", what, body)


def _files(year: Year, page: str) -> str:
    head = '<tr><th scope="col">表</th><th scope="col" class="n">行数</th><th scope="col">单位</th><th scope="col">状态</th><th scope="col">CSV</th></tr>'
    rows = "".join(_file(year, table, page) for table in year.package.tables.values())
    archive = blocks.link(
        f"{year.package.path}/{shell.archive(year)}", shell.archive(year), page, attributes="download"
    )
    tried = blocks.link(f"{year.package.path}/checks.csv", "checks.csv", page, attributes="download")
    meant = blocks.link("data/index.html#checks", "每一列的意思", page)
    everything = f"<p>核对的结果，{len(year.verdicts)} 条：{tried}（{meant}）</p><p>全部打包：{archive}；描述：{blocks.link(f'{year.package.path}/datapackage.json', 'datapackage.json', page)}</p>"
    return everything + blocks.table("files-list", "这个数据包里的表", head, rows)


def _file(year: Year, table: Table, page: str) -> str:
    link = blocks.link(f"{year.package.path}/data/{table.name}.csv", f"{table.name}.csv", page, attributes="download")
    return (
        f'<tr><th scope="row">{blocks.escape(table.title)}</th><td class="n">{len(table.rows)}</td>'
        f"<td>{table.amount_unit or '—'}</td><td>{STATUSES[table.status]}</td><td>{link}</td></tr>"
    )


def _use(year: Year) -> str:
    python = (
        "from frictionless import Package\n"
        'package = Package("datapackage.json")\n'
        'for row in package.get_resource("expenditure").read_rows():\n'
        '    print(row["function_name"], row["amount"])'
    )
    return (
        f"<p>用 Python：解开 ZIP，在那个文件夹里运行</p><pre><code>{python}</code></pre>"
        "<p>用 Excel：“数据”→“自文本/CSV”，编码选 UTF-8，科目编码一列选“文本”。</p>"
    )


def _cite(year: Year, site: Site) -> str:
    """How to cite the year's data, ready to copy."""
    where = f"{site.settings.base.rstrip('/')}/{year.address()}" if site.settings.base else year.address()
    source = year.package.sources[0]
    text = f"{year.department}，《{source.title}》；{site.settings.name}整理的数据包 {year.package.slug}-{year.package.period}，{where}"
    licence = site.settings.licence
    return (
        f"<p><code>{blocks.escape(text)}</code></p>"
        f'<p>公开的数字不受版权限制；本站的整理以 <a href="{licence.url}">{blocks.escape(licence.name)}</a> 许可使用。'
        f"原文件的 sha256：<code>{source.sha256}</code></p>"
    )


def _absences() -> str:
    signs = "；".join(f"“{sign}”是{meaning}" for sign, meaning in ABSENCES.items() if sign)
    return f"没有数字的格子照原样保存：什么也没有就是空白；{signs}。0 和 0.00 是数字。"


def _fields(table: Table) -> str:
    head = '<tr><th scope="col">列</th><th scope="col">名称</th><th scope="col">含义</th><th scope="col">类型</th></tr>'
    rows = "".join(
        f"<tr><td><code>{column.name}</code></td><td>{blocks.escape(column.title)}</td>"
        f"<td>{blocks.escape(column.meaning)}</td><td>{column.type}</td></tr>"
        for column in table.columns
    )
    inner = blocks.table(f"fields-{table.name}", f"{blocks.escape(table.title)}的列", head, rows)
    return f"<details><summary>{blocks.escape(table.title)}（{table.name}）</summary>{inner}</details>"


def _left_out(year: Year) -> str:
    unplaced = year.package.table("unrecognised")
    cells = 0 if unplaced is None else len(unplaced.rows)
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in year.package.left_out:
        grouped.setdefault((one["what"], one["why"]), []).append(one["place"])
    rows = "".join(
        f"<tr><td>{blocks.escape(what)}</td><td>{blocks.escape(why)}</td><td>{_places(places)}</td></tr>"
        for (what, why), places in grouped.items()
    )
    head = '<tr><th scope="col">什么</th><th scope="col">为什么</th><th scope="col">在哪里</th></tr>'
    said = f"<p>表里读到而数据模型没有位置的单元格：{cells} 个。</p>"
    return said + (blocks.table("left-out-list", "有意不收的内容", head, rows) if rows else "")


def _places(places: Sequence[str]) -> str:
    shown = "、".join(places[:6])
    return blocks.escape(shown + (f" 等 {len(places)} 处" if len(places) > 6 else ""))


def catalogue(site: Site) -> Page:
    """The catalogue: everything that can be downloaded, with what it is."""
    path = "data/index.html"
    rows = "".join(_catalogue_row(year, path) for years in site.departments.values() for year in years)
    head = '<tr><th scope="col">部门</th><th scope="col">年度</th><th scope="col">数据包</th><th scope="col">描述</th><th scope="col">核对</th><th scope="col">说明</th></tr>'
    packages = blocks.table("packages", "按部门和年度", head, rows)
    references = "".join(
        blocks.row(f"{title}：{what}", blocks.link(f"data/reference/{name}.zip", "ZIP", path, attributes="download"))
        for name, title, what in REFERENCES
    )
    facts = blocks.link("data/facts.csv", "facts.csv", path, attributes="download")
    body = "\n".join(
        (
            "<h1>数据</h1>",
            '<p class="mz-lead">本站的每一个数字都可以带走、核对、再利用。</p>',
            blocks.section(
                "all",
                "全部金额，一张表",
                "每个金额一行，单位元，带部门、年度、科目、资金、性质、出处；<code>primary</code> 为 True 的行相加不重复。",
                f"<p>{facts}</p>",
            ),
            blocks.section("checks", "全部核对", _SPREADSHEET, _checks(path)),
            blocks.section(
                "departments", "按部门和年度的数据包", "Frictionless 数据包：一个 JSON 描述和每张表一个 CSV。", packages
            ),
            blocks.section("reference", "参考数据", "", references),
        )
    )
    return Page(
        path, "数据", "下载全部数据：每个部门每年一个数据包，全部金额一张表，全部核对一张表，分类和名词。", body
    )


_SPREADSHEET = (
    "每条核对一行，金额单位元，数都是精确的十进制数。文字单元格如果以 = + - @ 或制表符开头，前面加了一个单引号，"
    "免得表格软件当成公式；数字照原样。"
)


def _checks(page: str) -> str:
    """The tables of verdicts and of rules, with what their columns mean."""
    tables = (("checks.csv", "全部核对", COLUMNS), ("rules.csv", "规则目录和结果计数", RULE_COLUMNS))
    rules = blocks.link("quality/index.html", "质量", page)
    said = f"<p>每个部门每年的 checks.csv 也在它的数据包里；每条规则的在“{rules}”页。</p>"
    return "".join(_listing(name, title, columns, page) for name, title, columns in tables) + said


def _listing(name: str, title: str, columns: Mapping[str, str], page: str) -> str:
    link = blocks.link(f"data/{name}", name, page, attributes="download")
    rows = "".join(
        f'<tr><th scope="row"><code>{blocks.escape(column)}</code></th><td>{blocks.escape(meaning)}</td></tr>'
        for column, meaning in columns.items()
    )
    head = '<tr><th scope="col">列</th><th scope="col">含义</th></tr>'
    table = blocks.table(f"columns-{name.removesuffix('.csv')}", f"{name} 的列", head, rows)
    return f"<p>{title}：{link}</p><details><summary>每一列的意思</summary>{table}</details>"


def _catalogue_row(year: Year, page: str) -> str:
    folder = year.package.path
    return (
        f'<tr><th scope="row">{blocks.link(year.address(), year.department, page)}</th><td>{year.name}</td>'
        f"<td>{blocks.link(f'{folder}/{shell.archive(year)}', 'ZIP', page, attributes='download')}</td>"
        f"<td>{blocks.link(f'{folder}/datapackage.json', 'JSON', page)}</td>"
        f"<td>{blocks.link(f'{folder}/checks.csv', 'CSV', page, attributes='download')}</td>"
        f"<td>{blocks.link(year.address('data'), '字段与用法', page)}</td></tr>"
    )
