"""What can be taken away of a year: its files, what columns mean, how to use and cite them."""

from __future__ import annotations

from scripts import blocks, downloads
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.metadata import citation, licences
from scripts.package import Table, ours
from scripts.pages import elements
from scripts.pages.year import shell
from scripts.schema import ABSENCES, STATUSES


def page(year: BudgetYear, site: Site) -> Page:
    """The data page of a year: its files, how to use and to cite them, its dictionary."""
    path = year.address("data")
    fields = joined((_fields(table) for table in year.package.tables.values()), "\n")
    about_fields = f"没有数字的格子照原样保存：{BLANKS}"
    about_left_out = "读到但有意不收的内容，以及原因。"
    main = joined(
        (
            blocks.section("files", "文件", _FILES_INTRO, _files(year, path)),
            blocks.section("use", "怎样用", "", _use(path)),
            blocks.section("cite", "怎样引用", "", _cite(year, site, path)),
            blocks.section("dictionary", "字段说明", about_fields, fields),
            blocks.section("left-out", "没有收录的", about_left_out, _left_out(year)),
        ),
        "\n",
    )
    name = f"{year.department} {year.name}"
    what = f"{name}的数据文件、字段说明、引用方法。"
    return Page(path, f"{name}：数据", what, shell.body(year, "data", site, main))


_FILES_INTRO = (
    "给人看的 CSV 是中文表头、官方版式，双击就能用 Excel 打开，最后三列是部门、年度和表，叠在一起也分得开；"
    "给程序的 CSV 一列一个意思，带行标识和出处。金额都是公开的原数，去掉了千分位逗号。"
)

# The blank is told in words before the signs.
_SIGNS = [f"“{sign}”是{meaning}" for sign, meaning in ABSENCES.items() if sign]
BLANKS = f"什么也没有就是空白；{'；'.join(_SIGNS)}。0 和 0.00 是数字。"
"""What a cell without a number holds."""

# How many places of a thing are named before they are only counted.
_PLACES = 6

_OURS = {
    "summary.md": "本站写的介绍",
    "notes.csv": "本站写的解释，一行说一件事",
    "corrections.csv": "更正的记录，一行一个数",
}
"""What the files are that are not taken from documents."""


def _files(year: BudgetYear, page: str) -> Html:
    folder = year.package.path
    rows = [
        ("Excel 工作簿：每张表一页，官方版式", shell.workbook(year), "XLSX"),
        ("数据包：全部 CSV 和描述", shell.archive(year), "ZIP"),
        # frictionless and its like open a package by the address of its description.
        ("数据包的描述，可以直接用网址读", "datapackage.json", "JSON"),
        # Built from the package: findings are ours, and no part of what was published.
        (f"核对的结果，{len(year.verdicts)} 条", "checks.csv", "CSV"),
    ]
    for file in ours(year.package):
        rows.append((_OURS[file.path], file.path, file.path.rpartition(".")[2].upper()))
    files: list[Html] = []
    for what, name, format_name in rows:
        files.append(blocks.row(what, blocks.download(f"{folder}/{name}", format_name, page)))

    tables: list[Html] = []
    for table in year.package.tables.values():
        name = downloads.name_of(year.package, table, "csv")
        display = blocks.download(f"{folder}/{name}", "CSV", page)
        stored = blocks.download(f"{folder}/data/{table.name}.csv", f"{table.name}.csv", page)
        tables.append(
            Html(
                '<tr><th scope="row">{}</th>'
                '<td class="n">{}</td>'
                "<td>{}</td><td>{}</td>"
                "<td>{}</td><td>{}</td></tr>"
            ).format(
                table.title,
                len(table.rows),
                table.amount_unit or "—",
                STATUSES[table.status],
                display,
                stored,
            )
        )
    header = Html(
        '<tr><th scope="col">表</th><th scope="col" class="n">行数</th>'
        '<th scope="col">单位</th><th scope="col">状态</th>'
        '<th scope="col">给人看的 CSV</th><th scope="col">给程序的 CSV</th></tr>'
    )
    listing = blocks.table("files-list", "这个数据包里的表", header, joined(tables))
    dictionary = blocks.link("data/dictionary.html", "字段说明", page)
    printed = blocks.link(year.address("tables"), "表格页", page)
    note = Html(
        "<p>要打印，用{}：打印出来就是官方版式，一张表一页起，横排 A4。列的意思见{}。</p>"
    ).format(printed, dictionary)
    return Html('<div class="mz-box">{}</div>{}{}').format(joined(files), note, listing)


def _use(page: str) -> Html:
    """How to read the year's data, in the fewest words; the rest is told on a page of its own."""
    python = (
        "from frictionless import Package\n"
        'package = Package("datapackage.json")\n'
        'for row in package.get_resource("expenditure").read_rows():\n'
        '    print(row["function_name"], row["amount"])'
    )
    link = blocks.link("about/use.html", "怎样用这些数据", page)
    return Html(
        "<p>用 Python：解开 ZIP，在那个文件夹里运行；也可以把描述的网址直接交给 "
        "<code>Package</code>。</p><pre><code>{}</code></pre>"
        "<p>用 Excel：打开工作簿，或双击“给人看的 CSV”。"
        "pandas、DuckDB、SQLite、R 的例子见“{}”。</p>"
    ).format(python, link)


def cited(year: BudgetYear, site: Site) -> downloads.Cited:
    """What the year's workbook says of the site, its address, the licence and how to cite it."""
    settings = site.settings
    return downloads.Cited(
        settings.name,
        citation.address(year.package, settings),
        settings.licence.title,
        citation.text(year.package, settings),
    )


def _cite(year: BudgetYear, site: Site, page: str) -> Html:
    package = year.package
    licence = site.settings.licence
    name = f"{package.path}/{downloads.stem(package)}"
    files = []
    for ending, kind in (("-citation.txt", "文字"), (".bib", "BibTeX"), (".csl.json", "CSL-JSON")):
        files.append(blocks.link(f"{name}{ending}", kind, page, attributes=Html("download")))
    text = blocks.escape(citation.text(package, site.settings))
    layers = blocks.link(licences.PAGE, "三层许可", page)
    own = Html('<a href="{}">{}</a>').format(licence.url, licence.name)
    return Html(
        "<p><code>{}</code></p>"
        "<p>给文献软件：{}</p>"
        "<p>公开的数字不受版权限制（{}）；本站的整理以 {} 许可使用。"
        "原文件的 sha256：<code>{}</code></p>"
    ).format(text, Html("、").join(files), layers, own, package.sources[0].sha256)


def _fields(table: Table) -> Html:
    header = elements.header(("列", "名称", "含义", "类型"))
    rows = joined(
        Html("<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            column.name, column.title, column.meaning, column.type
        )
        for column in table.columns
    )
    title = blocks.escape(table.title)
    inner = blocks.table(f"fields-{table.name}", Html("{}的列").format(title), header, rows)
    return Html("<details><summary>{}（{}）</summary>{}</details>").format(title, table.name, inner)


def _left_out(year: BudgetYear) -> Html:
    """What was read and has no place in the data, counted; what is left out on purpose, and why."""
    # Kept in the package all the same: what no column was found for is not thrown away.
    cells = len(year.package.rows("unrecognised"))
    count = Html("<p>表里读到而数据模型没有位置的单元格：{} 个。</p>").format(cells)
    grouped: dict[tuple[str, str], list[str]] = {}
    for omission in year.package.left_out:
        reason = (omission["what"], omission["why"])
        grouped.setdefault(reason, []).append(omission["place"])
    rows: list[Html] = []
    for (what, why), places in grouped.items():
        shown = "、".join(places[:_PLACES])
        if len(places) > _PLACES:
            shown += f" 等 {len(places)} 处"
        rows.append(Html("<tr><td>{}</td><td>{}</td><td>{}</td></tr>").format(what, why, shown))
    if not rows:
        return count
    header = elements.header(("什么", "为什么", "在哪里"))
    return count + blocks.table("left-out-list", "有意不收的内容", header, joined(rows))
