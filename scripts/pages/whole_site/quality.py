"""The quality of what was published: which tables there are, how often every rule holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from scripts import blocks
from scripts.blocks import Page
from scripts.checks import GROUPS
from scripts.checks.run import RULES
from scripts.corpus import STATES, BudgetYear, Site, short_name
from scripts.markup import Html, joined
from scripts.package import Table
from scripts.pages import elements
from scripts.pages.whole_site import column_tables
from scripts.pages.whole_site.places import short_period
from scripts.pages.year import verdicts
from scripts.pages.year.checks import FAIR
from scripts.schema import KINDS, Kind, Status

PATH = "quality/index.html"

# By status, the fullest first: the class of the tag, the word on it, what it means.
_STATUSES: dict[Status, tuple[str, str, str]] = {
    "published": ("ok", "有", "有数据"),
    "empty-stated": ("none", "空·注", "空表，文件注明了原因"),
    "empty": ("warn", "空", "空表，我们没有读到原因"),
    "not-applicable": ("none", "不适用", "不适用"),
    "not-published": ("none", "没有", "文件里没有这张表"),
}
_FULLNESS = list(_STATUSES)
_STATUTORY = tuple(kind for kind in KINDS.values() if kind.statutory and not kind.regional)


def page(site: Site) -> Page:
    """The quality page: counts, the matrix of statutory tables, the list of rules."""
    passing = failing = undecided = corrected = 0
    for year in site.years:
        passing += year.soundness.passing
        failing += year.soundness.failing
        undecided += year.soundness.undecided
        corrected += len(year.package.corrections)
    changed = "还没有改过数"
    if corrected:
        changed = f"改过 {corrected:,} 个数"
    link = blocks.link("corrections/index.html", "更正记录", PATH)
    body = joined(
        (
            Html("<h1>质量</h1>"),
            Html(
                '<p class="mz-lead">{} 份文件里'
                "一共核对了 <b>{} 个</b>等式，"
                "{} 个成立，{} 个不成立；另有 {} 个无法核对。</p>"
            ).format(
                f"{len(site.years):,}",
                f"{passing + failing:,}",
                f"{passing:,}",
                f"{failing:,}",
                f"{undecided:,}",
            ),
            Html('<p class="mz-sub">{}{}收录以后{}，见{}。</p>').format(
                FAIR, _report(site), changed, link
            ),
            elements.not_updated(site),
            _coverage(site),
            _rules(site),
            blocks.section("downloads", "带走", "", _downloads()),
        ),
        "\n",
    )
    description = "每个部门公开了哪些表、每条规则查到了什么，全部结果可以下载。"
    return Page(PATH, "质量", description, body)


def status(year: BudgetYear, kind: Kind) -> Status:
    """How a kind of table was published in a year; the fullest of several tables counts."""
    table = _fullest(year, kind)
    return "not-published" if table is None else table.status


def counts(site: Site) -> Mapping[str, Counter[str]]:
    """How often each verdict of STATES was given, by rule; a finding is `failure` or `notice`."""
    by_rule = {
        rule: Counter(judged.state for _, judged in verdicts_of_rule)
        for rule, verdicts_of_rule in site.verdicts_by_rule.items()
    }
    for year in site.years:
        for finding in year.unjudged_findings:
            # A finding has no outcome: it is told only where its rule does not hold.
            by_rule[finding.rule][finding.severity] += 1
    return by_rule


def when(year: BudgetYear) -> str:
    """The year and phase, and whether it is the office's own alone: 2023 预算 本级."""
    text = short_period(year)
    # A department and its office share a name.
    if year.package.disclosure.level == "office" and "本级" not in year.department:
        text += " 本级"
    return text


def _report(site: Site) -> Html:
    """Where to report a mistake; the page about the site where the settings name no way."""
    feedback = site.settings.feedback
    # An issue is public and can be followed; mail is for those without an account.
    address = feedback.issues
    if not address and feedback.mail:
        address = f"mailto:{feedback.mail}"
    if not address:
        address = blocks.relative("about/index.html", PATH)
    return Html('发现错误？<a href="{}">告诉我们</a>，我们会对照原文复查。').format(address)


def _coverage(site: Site) -> Html:
    """Statutory tables by department and year; its frame scrolls, the names stay."""
    years = site.years_by_name
    published = dict.fromkeys(_STATUTORY, 0)
    rows: list[Html] = []
    for year in years:
        cells = Html()
        for kind in _STATUTORY:
            of_kind = status(year, kind)
            published[kind] += of_kind == "published"
            css, word, meaning = _STATUSES[of_kind]
            tag = blocks.tag(css, word)
            table = _fullest(year, kind)
            if table is not None:
                # A blank table is linked as well: there its note can be read.
                address = blocks.relative(year.cell(table.name, ""), PATH)
                tag = Html('<a href="{}" title="{}">{}</a>').format(address, meaning, tag)
            cells += Html("<td>{}</td>").format(tag)
        title = Html('title="{}"').format(blocks.escape(year.department))
        name = blocks.link(year.address(), short_name(year.department), PATH, attributes=title)
        rows.append(
            Html('<tr><th scope="row">{}<br><small>{}</small></th>{}</tr>').format(
                name, when(year), cells
            )
        )

    counted: list[Html] = []
    for count in published.values():
        counted.append(Html("<td>{}</td>").format(f"{count:,}"))
    rows.append(
        Html('<tr class="total"><th scope="row">{} 份里有数据的</th>{}</tr>').format(
            f"{len(years):,}", joined(counted)
        )
    )
    titles = [kind.title for kind in _STATUTORY]
    header = elements.header(("部门和年度", *titles))
    matrix = blocks.table("matrix", "法定的表 × 部门和年度", header, joined(rows))
    entries = [
        Html("{} {}").format(blocks.tag(css, word), meaning)
        for css, word, meaning in _STATUSES.values()
    ]
    legend = Html(
        "{}。点开可以看那张表。各地的表式不完全一样，"
        "有的地方把几张表并成一张，所以“没有”不一定是少公开了。"
    ).format(Html("；").join(entries))
    body = Html('<div class="mz-matrix">{}</div>').format(matrix)
    return blocks.section("coverage", "公开了哪些表", legend, body)


def _fullest(year: BudgetYear, kind: Kind) -> Table | None:
    """The table of a kind that holds most, the first of equals; None where there is none."""
    fullest = None
    for table in year.package.tables.values():
        if table.kind is not kind:
            continue
        rank = _FULLNESS.index(table.status)
        if fullest is None or rank < _FULLNESS.index(fullest.status):
            fullest = table
    return fullest


def _rules(site: Site) -> Html:
    by_rule = counts(site)
    rows: list[Html] = []
    for group, name in GROUPS.items():
        rules = [rule for rule in RULES.values() if rule.group == group]
        if rules:
            # The heading spans the columns of all states and that of the data.
            blank = Html('<td colspan="{}"></td>').format(len(STATES) + 1)
            rows.append(
                Html('<tr class="subtotal"><th scope="rowgroup">{}</th>{}</tr>').format(name, blank)
            )
        for rule in rules:
            link = blocks.link(f"quality/rules/{rule.id}.html", rule.title, PATH)
            csv = blocks.link(
                f"quality/rules/{rule.id}.csv", "CSV", PATH, attributes=Html("download")
            )
            cells = Html()
            for state in STATES:
                count = by_rule[rule.id][state]
                cells += (
                    Html('<td class="n">{}</td>').format(f"{count:,}")
                    if count
                    else Html('<td class="n">—</td>')
                )
            rows.append(
                Html('<tr><th scope="row">{}</th>{}<td>{}</td></tr>').format(link, cells, csv)
            )

    whole: Counter[str] = sum(by_rule.values(), Counter())
    cells = joined(Html('<td class="n">{}</td>').format(f"{whole[state]:,}") for state in STATES)
    csv = blocks.link("data/checks.csv", "CSV", PATH, attributes=Html("download"))
    rows.append(
        Html('<tr class="total"><th scope="row">合计</th>{}<td>{}</td></tr>').format(cells, csv)
    )
    titles: list[Html] = []
    for word in STATES.values():
        titles.append(Html('<th scope="col" class="n">{}</th>').format(word))
    header = Html('<tr><th scope="col">规则</th>{}<th scope="col">数据</th></tr>').format(
        joined(titles)
    )
    table = blocks.table("rules-list", f"{len(RULES)} 条规则", header, joined(rows))
    states = Html(
        "{}是两处对不上，{}是值得看一眼，"
        "{}是差额在四舍五入的范围之内，"
        "{}的都写明原因。"
        "点规则的名称，看它的意思、依据和每一处结果。"
    ).format(
        verdicts.tag("failure"),
        verdicts.tag("notice"),
        verdicts.tag("rounding"),
        verdicts.tag("cannot-tell"),
    )
    return blocks.section("rules", "每条规则查到了什么", states, table)


def _downloads() -> Html:
    files = (
        ("data/checks.csv", "checks.csv", "全部核对，每条一行"),
        ("data/rules.csv", "rules.csv", "规则目录，带每条规则的结果计数"),
    )
    items = column_tables.links(files, PATH, Html("download"))
    columns = blocks.link("data/index.html#checks", "每一列的意思", PATH)
    return Html("<ul>{}<li>{}</li></ul>").format(items, columns)
