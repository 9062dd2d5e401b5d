"""What all pages of a department's year share: where one is, the other pages, the boxes beside the text."""

from __future__ import annotations

from collections import Counter

from scripts import blocks
from scripts.checks import VERDICTS
from scripts.pages.site import PARTS, Site, Year
from scripts.schema import STATUSES


def head(year: Year, part: str, page: str) -> str:
    """The head of a page: the way to it, the department's name, what the page is, and its neighbours."""
    up = blocks.link("departments/index.html", "部门", page)
    home = blocks.link(f"departments/{year.package.slug}/index.html", "历年", page)
    return "\n".join(
        (
            f'<p class="mz-crumb">{up} › {home}</p>',
            f"<h1>{blocks.escape(year.department)}</h1>",
            f'<p class="mz-meta">{_meta(year)}</p>',
            _parts(year, part, page),
        )
    )


def _meta(year: Year) -> str:
    stated = year.package.disclosure
    said = [
        year.name,
        *(f"{subject.removeprefix('核定')} {count} {unit}" for subject, count, unit in year.overview.staff),
    ]
    if stated.code:
        said.append(f"预算代码 {stated.code}")
    return "".join(f"<span>{blocks.escape(text)}</span>" for text in said)


def _parts(year: Year, part: str, page: str) -> str:
    here = 'class="on" aria-current="page"'
    links = [
        blocks.link(year.address(name), title, page, attributes=here if name == part else "") for name, title in PARTS
    ]
    return f'<nav class="mz-years" aria-label="{year.name}的页面">{"".join(links)}</nav>'


def soundness(year: Year, page: str) -> str:
    """The seal: how many of the document's own equations hold; never a grade."""
    tried = Counter(verdict.verdict for verdict in year.verdicts)
    all_hold = year.sound
    stamp = (
        '<span class="mz-stamp">勾稽<br>相符</span>' if all_hold else '<span class="mz-stamp warn">部分<br>不符</span>'
    )
    held = tried["pass"] + tried["rounding"]
    said = (
        f"{held} 个等式<br><b>全部成立</b>"
        if all_hold
        else f"{held + tried['fail']} 个等式<br><b>{tried['fail']} 个不成立</b>"
    )
    if not held + tried["fail"]:
        stamp, said = '<span class="mz-stamp warn">无法<br>核对</span>', "没有<br>可核对的等式"
    counts = "，".join(f"{VERDICTS[verdict]} {tried[verdict]} 个" for verdict in VERDICTS if tried[verdict])
    notices = f'<p class="mz-note">另有 {len(year.findings)} 处请留意</p>' if year.findings else ""
    more = blocks.link(year.address("checks"), "看每一条怎么算", page)
    return blocks.box(
        "核对",
        f'<div class="mz-sound">{stamp}<div>文件自己的 {said}</div></div><p>{counts}</p>{notices}<p>{more}</p>',
    )


def downloads(year: Year, page: str) -> str:
    """Where to take the data away."""
    folder = year.package.path
    rows = [
        blocks.row("数据包（全部 CSV）", blocks.link(f"{folder}/{archive(year)}", "ZIP", page, attributes="download")),
        blocks.row("数据包描述", blocks.link(f"{folder}/datapackage.json", "JSON", page)),
        blocks.row("各表 CSV 与字段说明", blocks.link(year.address("data"), "查看", page)),
    ]
    return blocks.box("带走数据", "".join(rows))


def archive(year: Year) -> str:
    """The name of the ZIP of a year: slug, year and phase in it."""
    return f"{year.package.slug}-{year.package.period}.zip"


def source(year: Year, site: Site, page: str) -> str:
    """The document that everything comes from, and where to say that something is wrong."""
    said = []
    for one in year.package.sources:
        where = f'<a href="{blocks.escape(one.address)}">原文</a>' if one.address else "网址没有记录"
        date = f"，{one.published} 公布" if one.published else ""
        said.append(f"<p>《{blocks.escape(one.title)}》{date}。{where}。</p>")
    published = sum(table.status == "published" for table in year.published)
    said.append(
        f"<p>共 {len(year.published)} 张表，其中 {published} 张{STATUSES['published']}。每个数字都注明出处，点数字可看。</p>"
    )
    said.append(f"<p>{feedback(site, year, page)}</p>")
    return blocks.box("出处", "".join(said))


def feedback(site: Site, year: Year, page: str) -> str:
    """How to report a mistake: by the settings' issue form or mail, else where it is explained."""
    ways = site.settings.feedback
    if ways.issues:
        return f'<a href="{blocks.escape(ways.issues)}">发现错误？告诉我们</a>'
    if ways.mail:
        return f'<a href="mailto:{blocks.escape(ways.mail)}">发现错误？写信告诉我们</a>'
    return blocks.link("about/index.html", "发现错误？怎样告诉我们", page)


def aside(year: Year, site: Site, page: str) -> str:
    """The boxes beside the text."""
    return "\n".join((soundness(year, page), downloads(year, page), source(year, site, page)))
