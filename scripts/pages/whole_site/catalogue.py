"""The catalogue of everything that can be taken away."""

from __future__ import annotations

from scripts import blocks
from scripts.blocks import Page
from scripts.checks.results.verdict_rows import COLUMNS, RULE_COLUMNS
from scripts.corpus import Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.whole_site import column_tables, dictionary
from scripts.pages.year import shell
from scripts.schema import KINDS

PATH = "data/index.html"

REFERENCES = (
    ("functional-classification", "支出功能分类", "类、款、项的编码和名称，读自已公布的文件"),
    ("economic-classification", "支出经济分类", "部门和政府两套经济科目，以及两者的对应"),
    ("glossary", "名词解释", "本站的全部名词、别名、英文和出处"),
)
"""The reference packages."""

_DATASETS = (
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
    ("wordings", "文字上的疑点", "名称、年份、目录等前后不一的地方，一处一行"),
    ("other", "其他表", "文件另外公开的表"),
    ("unrecognised", "没有归入的内容", "读到而没有位置的单元格"),
)
"""The tables over all packages: name, title, what a row is; those of the references follow."""

# Kinds of tables whose name says enough: no sentence above is about them.
_NAMED = {name for name, *_ in _DATASETS}
_UNNAMED = tuple(
    (kind.name, kind.title, kind.answers)
    for kind in KINDS.values()
    if not kind.statutory and kind.name not in _NAMED
)

_OF_COLUMNS = ("dictionary", "字段说明", "以上每个数据表的每一列一行，中文和英文")

_MACHINES = (
    ("about/api.html", "数据接口", "小的 JSON 文件，每一种都有 JSON Schema"),
    ("data/catalog.jsonld", "DCAT 3 目录", "全部数据集和文件，JSON-LD"),
    ("data.json", "data.json", "同一份目录，短的写法"),
    ("corrections/index.html#subscribe", "更正记录的订阅", "Atom 和 JSON Feed"),
    ("data/licence.html", "许可", "公开的数字、我们的整理、程序，三层"),
)

# A cell =HYPERLINK(...) would be carried out: https://owasp.org/www-community/attacks/CSV_Injection
_SPREADSHEET = (
    "CSV 里的文字如果以 = + - @ 或制表符开头，前面加了一个单引号，"
    "免得表格软件当成公式；数字照原样。"
)
_FRICTIONLESS = (
    "工作簿给 Excel；数据包是 Frictionless 格式，"
    "一个 JSON 描述和每张表一个 CSV，描述的网址可以直接读。"
)
# Summing every row of the facts would count a total and its parts: `primary` marks one of each.
_HOW_TO_SUM = Html(
    "全部金额里 <code>primary</code> 为 True 的行相加，就是公开的总额，不会重复计算；"
    "部门和它的单位都在里面时，只加部门（<code>level</code> 为 department 的）。"
)


def page(site: Site) -> Page:
    """The catalogue: the tables over all packages, each package, references, what programs read."""
    references: list[Html] = []
    for name, title, meaning in REFERENCES:
        file = blocks.download(f"data/reference/{name}.zip", "ZIP", PATH)
        references.append(blocks.row(f"{title}：{meaning}", file))
    machines = Html("<ul>{}</ul>").format(column_tables.links(_MACHINES, PATH))
    about_checks = "核对的结果也在每个部门每年的数据包里，叫 checks.csv。"
    body = joined(
        (
            Html("<h1>数据</h1>"),
            Html('<p class="mz-lead">本站的每一个数字都可以带走、核对、再利用。</p>'),
            elements.not_updated(site),
            blocks.section("all", "全部部门，合在一起", _SPREADSHEET, _over_all(site)),
            blocks.section("checks", "核对的每一列", about_checks, _checks()),
            blocks.section("departments", "按部门和年度", _FRICTIONLESS, _packages(site)),
            blocks.section("reference", "参考数据", "", joined(references)),
            blocks.section("machines", "给程序", "", machines),
        ),
        "\n",
    )
    description = (
        "下载全部数据：每个部门每年一个工作簿和一个数据包，"
        "全部金额、全部核对、分类和名词，CSV、Parquet 和 SQLite。"
    )
    return Page(PATH, "数据", description, body)


def _over_all(site: Site) -> Html:
    use = blocks.link("about/use.html", "怎样用这些数据", PATH)
    meaning = blocks.link(dictionary.PATH, "每一列的意思", PATH)
    # They stand above the list, for most readers want one file and not a table of them.
    files = (
        ("data/budgets.sqlite", "SQLite", "全部表放进一个数据库，金额另有整数分"),
        ("data/datapackage.json", "JSON", "描述以上全部 CSV 的数据包"),
        ("data/datapackage.schema.json", "JSON", "每份数据包的描述里能写什么（JSON Schema）"),
        ("data/facts/index.json", "JSON", "全部金额按年度和阶段分开的 Parquet，清单"),
    )
    whole: list[Html] = []
    for address, kind, title in files:
        whole.append(blocks.row(title, blocks.download(address, kind, PATH)))
    return Html('<p>{}；{}。{}</p><div class="mz-box">{}</div>{}').format(
        use, meaning, _HOW_TO_SUM, joined(whole), _datasets(site)
    )


def _datasets(site: Site) -> Html:
    references = [(table.name, table.title, table.meaning) for table in site.references]
    rows: list[Html] = []
    for name, title, meaning in (*_DATASETS, *_UNNAMED, *references, _OF_COLUMNS):
        csv = blocks.download(f"data/{name}.csv", "CSV", PATH)
        parquet = blocks.download(f"data/{name}.parquet", "Parquet", PATH)
        rows.append(
            Html(
                '<tr><th scope="row">{}<br>'
                "<small><code>{}</code></small></th>"
                "<td>{}</td><td>{}</td><td>{}</td></tr>"
            ).format(title, name, meaning, csv, parquet)
        )
    header = elements.header(("数据", "一行是什么", "CSV", "Parquet"))
    return blocks.table("datasets", "合在一起的数据表", header, joined(rows))


def _checks() -> Html:
    quality = blocks.link("quality/index.html", "质量", PATH)
    return (
        column_tables.folded("checks.csv", COLUMNS)
        + column_tables.folded("rules.csv", RULE_COLUMNS)
        + Html("<p>每条规则各自的结果，在“{}”页上那条规则的页面里。</p>").format(quality)
    )


def _packages(site: Site) -> Html:
    rows: list[Html] = []
    for year in site.years_by_name:
        folder = year.package.path
        # The name of a workbook says whose it is: it will lie among others in a folder.
        cells = (
            year.name,
            blocks.download(f"{folder}/{shell.workbook(year)}", "XLSX", PATH),
            blocks.download(f"{folder}/{shell.archive(year)}", "ZIP", PATH),
            blocks.link(f"{folder}/datapackage.json", "JSON", PATH),
            blocks.link(f"{folder}/checks.csv", "CSV", PATH, attributes=Html("download")),
            blocks.link(year.address("data"), "各表与引用", PATH),
        )
        name = blocks.link(year.address(), year.department, PATH)
        inner = Html()
        for cell in cells:
            inner += Html("<td>{}</td>").format(cell)
        rows.append(Html('<tr><th scope="row">{}</th>{}</tr>').format(name, inner))
    titles = ("部门", "年度", "工作簿", "数据包", "描述", "核对", "说明")
    header = elements.header(titles)
    return blocks.table("packages", "按部门和年度", header, joined(rows))
