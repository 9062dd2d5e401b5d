"""What all pages of a department's year share: the head, the links, the boxes beside the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts import blocks
from scripts.corpus import PARTS, BudgetYear, Site, Soundness
from scripts.downloads import stem
from scripts.markup import Html, joined
from scripts.package import Source
from scripts.pages import elements, place_addresses
from scripts.schema import STATUSES


def body(year: BudgetYear, part: str, site: Site, main: Html) -> Html:
    """A page of a year: its head, its text, and the boxes beside that all pages of it have."""
    page = year.address(part)
    up = blocks.link("departments/index.html", "部门", page)
    where = site.place(year)
    if where:
        up += " › " + blocks.link(place_addresses.of(year, site), where, page)
    home = blocks.link(f"departments/{year.package.slug}/index.html", "历年", page)
    facts = [year.name]
    for subject, count, unit in year.overview.staff[:1]:
        facts.append(f"{subject.removeprefix('核定')} {count} {unit}")
    code = year.package.disclosure.code
    if code:
        facts.append(f"预算代码 {code}")
    targets = [(year.address(name), title) for name, title in PARTS]
    # The source is one touch away from any figure.
    aside = joined((soundness(year, page), downloads(year, page), source(year, site, page)), "\n")
    return joined(
        (
            Html('<p class="mz-crumb">{} › {}</p>').format(up, home),
            Html("<h1>{}</h1>").format(year.department),
            elements.meta(facts),
            elements.switch(f"{year.name}的页面", targets, page, page),
            blocks.grid(main, aside),
        ),
        "\n",
    )


def sound_words(sound: Soundness) -> str:
    """How many of a document's own equations hold, in words; never a grade."""
    if not sound.decided:
        return "没有可以核对的等式"
    if not sound.failing:
        return f"{sound.passing:,} 个等式全部成立"
    return f"{sound.decided:,} 个等式中 {sound.passing:,} 个成立，{sound.failing:,} 个不成立"


def badge(year: BudgetYear) -> Html:
    """How many equations of a year hold, as one line of text; no link, so that it can be in one."""
    sound = year.soundness
    return Html('<span class="mz-badge {}">{}</span>').format(_state(sound), sound_words(sound))


def linked_badge(year: BudgetYear, page: str) -> Html:
    """The badge of a year as a link to its checks."""
    href = blocks.relative(year.address("checks"), page)
    return Html('<a href="{}">{}</a>').format(href, badge(year))


# Two characters a line, as in a seal.
_STAMPS = {"ok": Html("勾稽<br>相符"), "warn": Html("部分<br>不符"), "none": Html("无法<br>核对")}


def soundness(year: BudgetYear, page: str) -> Html:
    """The box that says how many equations of a year hold, do not, and cannot be told.

    Requirements that are no equations are counted apart, in a line of their own.
    """
    sound = year.soundness
    state = _state(sound)
    css = "mz-stamp warn"
    if state == "ok":
        css = "mz-stamp"
    words = Html("<br>").join(sound_words(sound).split("，"))
    html = Html('<div class="mz-sound"><span class="{}">{}</span><div>{}</div></div>').format(
        css, _STAMPS[state], words
    )
    if sound.undecided:
        html += Html("<p>另有 {} 个无法核对。</p>").format(sound.undecided)
    notices = len(year.unjudged_findings)
    for judged in year.judged_verdicts:
        notices += not judged.verdict.is_equation and judged.verdict.outcome == "fail"
    if notices:
        html += Html('<p class="mz-note">等式以外，另有 {} 处请留意</p>').format(notices)
    link = blocks.link(year.address("checks"), "看每一条怎么算", page)
    return blocks.box("核对", Html("{}<p>{}</p>").format(html, link))


def _state(sound: Soundness) -> str:
    """What the colour of a seal or badge says: ok, warn, or none where nothing could be tried."""
    if sound.failing:
        return "warn"
    if sound.passing:
        return "ok"
    return "none"


def downloads(year: BudgetYear, page: str) -> Html:
    """Where to take the data away; the sizes of the files are put in when they are written."""
    folder = year.package.path
    book = blocks.download(f"{folder}/{workbook(year)}", "XLSX", page)
    package = blocks.download(f"{folder}/{archive(year)}", "ZIP", page)
    verdicts = blocks.link(f"{folder}/checks.csv", "CSV", page, attributes=Html("download"))
    description = blocks.link(f"{folder}/datapackage.json", "JSON", page)
    fields = blocks.link(year.address("data"), "查看", page)
    rows = (
        blocks.row("Excel 工作簿（官方版式）", book),
        blocks.row("数据包（全部 CSV）", package),
        blocks.row("每一条核对", verdicts),
        blocks.row("数据包描述", description),
        blocks.row("各表 CSV 与字段说明", fields),
    )
    return blocks.box("带走数据", joined(rows))


def archive(year: BudgetYear) -> str:
    """The name of the ZIP of a year: slug, year and phase, to say whose it is when saved."""
    return f"{year.package.slug}-{year.package.period}.zip"


def workbook(year: BudgetYear) -> str:
    """The name of the workbook of a year: slug, year and phase in it."""
    return f"{stem(year.package)}.xlsx"


def source(year: BudgetYear, site: Site, page: str) -> Html:
    """The document that everything comes from, and where to say that something is wrong."""
    # Worked out from the department's name, which need not tell it.
    place = blocks.escape(site.place(year)) or "文件没有写明地区"
    filled = sum(table.status == "published" for table in year.published)
    address = f"{site.settings.base}{page}"
    paragraphs = [
        *(_document(source) for source in year.package.sources),
        Html("<p>公布者在：{}。</p>").format(place),
        *_stated(year.package.disclosure.stated),
        Html("<p>共 {} 张表，其中 {} 张{}。每个数字都注明出处，点数字可看。</p>").format(
            len(year.published), filled, STATUSES["published"]
        ),
        Html("<p>{}</p>").format(feedback(year, page)),
        # Only on paper, where the address bar is not seen.
        Html('<p class="mz-printed">本页：{} <span>{}</span></p>').format(
            site.settings.name, address
        ),
    ]
    return blocks.box("出处", joined(paragraphs), identifier="source")


_SAID = {
    "--department": "名称",
    "--year": "年份",
    "--phase": "预算或决算",
    "--level": "部门、本级或单位",
    "--parent": "上级",
    "--region": "所在地",
}
"""What a person said of a document when it was imported, by the option that says it."""


def _stated(options: Sequence[str]) -> Iterator[Html]:
    if options:
        what = "、".join(_SAID[option] for option in options)
        yield Html("<p>{}在文件里没有写，是收录时写明的。</p>").format(what)


def _document(document: Source) -> Html:
    # A day that no document records is not made up.
    facts = ["公布日期没有记录"]
    if document.published:
        facts = [f"{document.published} 公布"]
    if document.approved:
        facts.append(f"{document.approved} 批复")
    if document.pages:
        facts.append(f"共 {document.pages} 页")
    if document.link:
        facts.append(Html('<a href="{}">看原文</a>').format(document.link))
    else:
        facts.append("网址没有记录")
    return Html("<p>《{}》</p><p>{}。</p>").format(document.title, Html("；").join(facts))


def feedback(year: BudgetYear, page: str) -> Html:
    """Where to report a mistake on a page."""
    name = f"{year.department} {year.name}"
    return blocks.report("发现错误？告诉我们", page, about=name)


def further(year: BudgetYear, site: Site, page: str) -> Html:
    """Where to go on from the overview; not to the comparison where a site has none."""
    home = f"departments/{year.package.slug}/index.html"
    archived = f"{year.package.path}/{archive(year)}"
    tables = f"{len(year.published)} 张表，照文件原样，逐行可引用"
    steps = [
        (year.address("tables"), "看全部表格", tables),
        (year.address("projects"), "看项目和目标", "每个项目要做成什么、怎样衡量"),
        (home, "看历年", "这个部门各年的总额和变化"),
        (archived, "下载数据包", "全部表格的 CSV，一个 ZIP"),
        (blocks.REPORT, "报告错误", "哪个数不对，怎样告诉我们"),
    ]
    if site.settings.has("compare/index.html"):
        steps.insert(3, ("compare/index.html", "和别的部门比", "只比能比的"))
    items: list[Html] = []
    for target, name, note in steps:
        items.append(elements.list_item(target, name, note, page))
    return blocks.section(
        "further", "接着看", "", Html('<ul class="mz-list">{}</ul>').format(joined(items))
    )
