"""What crawlers and language models are told first: robots.txt and llms.txt."""

from __future__ import annotations

from scripts.files import File
from scripts.metadata import dcat, feeds, licences
from scripts.metadata.addresses import located
from scripts.settings import Settings

ROBOTS, LLMS = "robots.txt", "llms.txt"
_LINKS = (
    (
        "数据 Data",
        "api/v1/index.json",
        "JSON 接口的入口，每种文件都有 JSON Schema。Entry of the JSON interface",
    ),
    ("数据 Data", "api/v1/departments.json", "全部部门和年度。All departments and years"),
    ("数据 Data", dcat.PATH, "DCAT 3 目录：全部数据集和文件。Catalogue of all datasets"),
    ("数据 Data", "data/index.html", "下载：CSV、Parquet、SQLite、Excel。Downloads"),
    ("数据 Data", feeds.JSON, "更正记录的订阅。Feed of corrections"),
    (
        "说明 About",
        "about/index.html",
        "数字从哪里来，怎样核对。Where figures come from and how they are checked",
    ),
    ("说明 About", "about/api.html", "接口怎样用。How to use the interface"),
    ("说明 About", "quality/index.html", "每条规则查到了什么。What every check found"),
    ("说明 About", "glossary/index.html", "名词解释。Glossary"),
    ("说明 About", licences.PAGE, "三层许可。Licences"),
)

_INTRODUCTION = (
    "> 各部门依法公开的预算、决算，变成可以核对的数据：每个数字都和原文件一样，注明在原文的哪一页。"
    " Published budgets and final accounts of Chinese government departments as checked open data.",
    "引用数字时请写明部门、年度、预算还是决算、单位（万元或元），并给出那一行的地址。空白、0 和“无”是三件事；"
    "表里的合计行和明细行不要相加；部门的数已经包括它的单位。核对结果“不符”只说明文件前后不一致。",
    "When citing a figure, give department, year, budget or final account, the unit"
    " (万元 is 10,000 yuan) and the address of its row."
    " Do not add total rows to their parts, nor a unit to its department.",
)


def files(settings: Settings) -> tuple[File, File]:
    """Both files, for the root of the site."""
    return File.text(ROBOTS, _robots(settings)), File.text(LLMS, _llms(settings))


def _robots(settings: Settings) -> str:
    """Everybody may read everything; where the map of the site is, if its address is known."""
    lines = ["User-agent: *", "Allow: /"]
    # A map of the site must be given with its whole address.
    if settings.base:
        lines += ["", f"Sitemap: {located(settings.base, 'sitemap.xml', ROBOTS)}"]
    return "\n".join(lines) + "\n"


def _llms(settings: Settings) -> str:
    """What a language model is to know: what this is, how to cite it, where the data is.

    The form is that of https://llmstxt.org: a title, a quotation, lists of links.
    """
    parts = [f"# {settings.name}", *_INTRODUCTION]
    for heading in dict.fromkeys(heading for heading, _, _ in _LINKS):
        links = [
            f"- [{target}]({located(settings.base, target, LLMS)}): {what}"
            for own_heading, target, what in _LINKS
            if own_heading == heading
        ]
        parts.append(f"## {heading}\n\n" + "\n".join(links))
    return "\n\n".join(parts) + "\n"
