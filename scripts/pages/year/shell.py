"""What all pages of a department's year share: where one is, the other pages, the boxes beside the text."""

from __future__ import annotations

from scripts import blocks
from scripts.corpus import PARTS, BudgetYear, Site, Soundness
from scripts.downloads import stem
from scripts.package import Source
from scripts.pages import place_addresses
from scripts.schema import STATUSES


def head(year: BudgetYear, part: str, page: str, site: Site) -> str:
    """The head of a page: the way to it, the department's name, what the page is, and its neighbours."""
    up = blocks.link("departments/index.html", "部门", page)
    where = site.place(year)
    if where:
        up += " › " + blocks.link(place_addresses.of(year, site), where, page)
    home = blocks.link(f"departments/{year.package.slug}/index.html", "历年", page)
    return "\n".join(
        (
            f'<p class="mz-crumb">{up} › {home}</p>',
            f"<h1>{blocks.escape(year.department)}</h1>",
            f'<p class="mz-meta">{_meta(year)}</p>',
            _parts(year, part, page),
        )
    )


def _meta(year: BudgetYear) -> str:
    stated = year.package.disclosure
    said = [
        year.name,
        *(
            f"{subject.removeprefix('核定')} {count} {unit}"
            for subject, count, unit in year.overview.staff[:1]
        ),
    ]
    if stated.code:
        said.append(f"预算代码 {stated.code}")
    return "".join(f"<span>{blocks.escape(text)}</span>" for text in said)


def _parts(year: BudgetYear, part: str, page: str) -> str:
    here = 'class="on" aria-current="page"'
    links = [
        blocks.link(year.address(name), title, page, attributes=here if name == part else "")
        for name, title in PARTS
    ]
    return f'<nav class="mz-years" aria-label="{year.name}的页面">{"".join(links)}</nav>'


def sound_words(sound: Soundness) -> str:
    """How many of a document's own equations hold, in words; never a grade."""
    if not sound.held + sound.failed:
        return "没有可以核对的等式"
    if not sound.failed:
        return f"{sound.held:,} 个等式全部成立"
    return (
        f"{sound.held + sound.failed:,} 个等式中 {sound.held:,} 个成立，{sound.failed:,} 个不成立"
    )


def soundness(year: BudgetYear, page: str, *, small: bool = False) -> str:
    """The badge of a year: how many of its equations hold; as a box with the counts, or small as one line of text.

    The small one is no link, so that it can stand in one.
    """
    sound = year.soundness
    kind = "none" if not sound.held + sound.failed else "warn" if sound.failed else "ok"
    if small:
        return f'<span class="mz-badge {kind}">{sound_words(sound)}</span>'
    stamp = {"ok": "勾稽<br>相符", "warn": "部分<br>不符", "none": "无法<br>核对"}[kind]
    untold = f"<p>另有 {sound.untold} 个无法核对。</p>" if sound.untold else ""
    rest = [
        one for one in year.judged if not one.verdict.is_equation and one.verdict.outcome == "fail"
    ]
    notices = len(rest) + len(year.unjudged)
    more = f'<p class="mz-note">等式以外，另有 {notices} 处请留意</p>' if notices else ""
    link = blocks.link(year.address("checks"), "看每一条怎么算", page)
    seal = f'<span class="mz-stamp{"" if kind == "ok" else " warn"}">{stamp}</span>'
    words = "<br>".join(sound_words(sound).split("，"))
    return blocks.box(
        "核对", f'<div class="mz-sound">{seal}<div>{words}</div></div>{untold}{more}<p>{link}</p>'
    )


def downloads(year: BudgetYear, page: str) -> str:
    """Where to take the data away."""
    folder = year.package.path
    rows = [
        blocks.row(
            "Excel 工作簿（官方版式）", blocks.download(f"{folder}/{workbook(year)}", "XLSX", page)
        ),
        blocks.row("数据包（全部 CSV）", blocks.download(f"{folder}/{archive(year)}", "ZIP", page)),
        blocks.row(
            "每一条核对", blocks.link(f"{folder}/checks.csv", "CSV", page, attributes="download")
        ),
        blocks.row("数据包描述", blocks.link(f"{folder}/datapackage.json", "JSON", page)),
        blocks.row("各表 CSV 与字段说明", blocks.link(year.address("data"), "查看", page)),
    ]
    return blocks.box("带走数据", "".join(rows))


def archive(year: BudgetYear) -> str:
    """The name of the ZIP of a year: slug, year and phase in it."""
    return f"{year.package.slug}-{year.package.period}.zip"


def proof(year: BudgetYear, page: str) -> str:
    """A line under the sentence: how sound the document is, and which one it is."""
    badge = f'<a href="{blocks.relative(year.address("checks"), page)}">{soundness(year, page, small=True)}</a>'
    return f'{badge} <a href="#source">出处</a>'


def workbook(year: BudgetYear) -> str:
    """The name of the workbook of a year: slug, year and phase in it."""
    return f"{stem(year.package)}.xlsx"


def source(year: BudgetYear, site: Site, page: str) -> str:
    """The document that everything comes from, and where to say that something is wrong."""
    said = [_document(one) for one in year.package.sources]
    place = site.place(year)
    published = sum(table.status == "published" for table in year.published)
    said.append(f"<p>公布者在：{blocks.escape(place) if place else '文件没有写明地区'}。</p>")
    said.append(
        f"<p>共 {len(year.published)} 张表，其中 {published} 张{STATUSES['published']}。每个数字都注明出处，点数字可看。</p>"
    )
    said.append(f"<p>{feedback(year, page)}</p>")
    said.append(
        f'<p class="mz-printed">本页：{site.settings.name} <span>{site.settings.base}{page}</span></p>'
    )
    return blocks.box("出处", "".join(said), identifier="source")


def _document(one: Source) -> str:
    """What is known of a document, and what is not."""
    where = f'<a href="{blocks.escape(one.address)}">看原文</a>' if one.address else "网址没有记录"
    facts = [
        f"{one.published} 公布" if one.published else "公布日期没有记录",
        f"{one.approved} 批复" if one.approved else "",
        f"共 {one.pages} 页" if one.pages else "",
        where,
    ]
    return f"<p>《{blocks.escape(one.title)}》</p><p>{'；'.join(filter(None, facts))}。</p>"


def feedback(year: BudgetYear, page: str) -> str:
    """Where to report a mistake on a page."""
    return blocks.report("发现错误？告诉我们", page, about=f"{year.department} {year.name}")


def further(year: BudgetYear, site: Site, page: str) -> str:
    """Where to go on from the overview."""
    folder = year.package.path
    steps = [
        (
            year.address("tables"),
            "看全部表格",
            f"{len(year.published)} 张表，照文件原样，逐行可引用",
        ),
        (year.address("projects"), "看项目和目标", "每个项目要做成什么、怎样衡量"),
        (f"departments/{year.package.slug}/index.html", "看历年", "这个部门各年的总额和变化"),
        (f"{folder}/{archive(year)}", "下载数据包", "全部表格的 CSV，一个 ZIP"),
        (blocks.REPORT, "报告错误", "哪个数不对，怎样告诉我们"),
    ]
    if site.settings.has("compare/index.html"):
        steps.insert(3, ("compare/index.html", "和别的部门比", "只比能比的"))
    items = "".join(
        f'<li><a href="{blocks.relative(target, page)}"><b>{name}</b><span>{note}</span></a></li>'
        for target, name, note in steps
    )
    return blocks.section("further", "接着看", "", f'<ul class="mz-list">{items}</ul>')


def aside(year: BudgetYear, site: Site, page: str) -> str:
    """The boxes beside the text."""
    return "\n".join((soundness(year, page), downloads(year, page), source(year, site, page)))
