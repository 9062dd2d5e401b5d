"""The checks of a year: every verdict with its figures, by what it is about, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.checks import GROUPS, Group
from scripts.corpus import BudgetYear, JudgedVerdict, Site
from scripts.markup import Html, joined
from scripts.pages.year import shell, verdicts

FAIR = (
    "这里只说文件里写了什么：两处数字对不上，或者少了某样内容，不代表有人做错了什么。"
    "也可能是我们读错了文件，或者规则在这里不适用。"
)
"""How every finding is to be read."""


def page(year: BudgetYear, site: Site) -> Page:
    """The page of a year's checks; failures come first, what holds is folded away.

    The id of a verdict is made of its rule and its cells, not of figures, so that a correction
    leaves the links to it alone.
    """
    path = year.address("checks")
    groups = _groups(year)
    contents: list[Html] = []
    for name, judged in groups:
        tags = verdicts.tags(judged)
        contents.append(
            Html('<li><a href="#group-{}">{}</a> {}</li>').format(name, GROUPS[name], tags)
        )
    # What was found besides verdicts: in the form of the data and in the codes.
    others = Html()
    if year.other_findings:
        findings = [verdicts.finding(finding, year, path) for finding in year.other_findings]
        title = f"编码和数据：需要留意的 {len(findings)} 处"
        others = blocks.section("findings", title, "", verdicts.several(findings))
    main = joined(
        (
            _intro(year, site, path),
            Html('<ul class="mz-contents">{}</ul>').format(joined(contents)),
            others,
            *(_group(year, site, name, judged, path) for name, judged in groups),
        ),
        "\n",
    )
    title = f"{year.department} {year.name}"
    what = f"{title}：{shell.sound_words(year.soundness)}，每一条怎样算、在文件的哪里。"
    return Page(path, f"{title}：核对", what, shell.body(year, "checks", site, main))


def _intro(year: BudgetYear, site: Site, page: str) -> Html:
    requirements = sum(not judged.verdict.is_equation for judged in year.judged_verdicts)
    besides = ""
    tags = Html()
    if requirements:
        besides = f"另有 {requirements} 项不是等式的要求。"
    if year.judged_verdicts:
        tags = Html("<p>{}</p>").format(verdicts.tags(year.judged_verdicts))
    csv = blocks.link(
        f"{year.package.path}/checks.csv", "checks.csv", page, attributes=Html("download")
    )
    rules = blocks.link("quality/index.html#rules", "全部规则", page)
    return Html(
        '<p class="mz-lead">按文件自己的数字逐条核对：'
        "<b>{}</b>。{}</p>{}"
        # Before the first finding, so that nobody reads a difference as a charge.
        '<p class="mz-sub">{}{}。</p>'
        '<p class="mz-sub">“尾差”指差额没有超出四舍五入可能造成的范围；“提示”指值得看一眼，不算错误；'
        "空白的一项，当同一等式里还有别的数时，按没有计算。点数字可以看它在表里的位置。"
        "全部结果：{}；{}。</p>"
    ).format(
        shell.sound_words(year.soundness),
        besides,
        tags,
        FAIR,
        shell.feedback(year, page),
        csv,
        rules,
    )


def _groups(year: BudgetYear) -> list[tuple[Group, list[JudgedVerdict]]]:
    """The verdicts by what they are about; groups with failures come first."""
    by_group: dict[Group, list[JudgedVerdict]] = {name: [] for name in GROUPS}
    for judged in year.judged_verdicts:
        by_group[judged.rule.group].append(judged)

    def gravity(group: Group) -> int:
        ranks = [judged.rank for judged in by_group[group]]
        # Below failures and notices all are equally grave, and keep the order of GROUPS.
        return min(2, *ranks)

    groups = [name for name, judged in by_group.items() if judged]
    return [(name, by_group[name]) for name in sorted(groups, key=gravity)]


def _group(
    year: BudgetYear, site: Site, name: Group, of_group: Sequence[JudgedVerdict], page: str
) -> Html:
    by_rule: dict[str, list[JudgedVerdict]] = {}
    for judged in verdicts.ordered(of_group):
        of_rule = by_rule.setdefault(judged.rule.id, [])
        of_rule.append(judged)
    parts = []
    for of_rule in by_rule.values():
        parts.append(_rule(year, site, of_rule, page))
    return blocks.section(f"group-{name}", GROUPS[name], "", joined(parts, "\n"))


def _rule(year: BudgetYear, site: Site, of_rule: Sequence[JudgedVerdict], page: str) -> Html:
    """A rule with its verdicts, the gravest first; those that hold stay folded, table by table."""
    items = []
    by_table: dict[str, list[str]] = {}
    for judged in of_rule:
        if judged.state == "pass":
            item = verdicts.brief(judged, year, site, page)
            by_table.setdefault(verdicts.table_of(judged, year), []).append(item)
        else:
            items.append(verdicts.full(judged, year, site, page))

    rule = of_rule[0].rule
    link = blocks.link(f"quality/rules/{rule.id}.html", "这条规则", page)
    meaning = blocks.escape(f"{rule.meaning.removesuffix('。')}。")
    html = Html('<h3 id="rule-{}">{}</h3>').format(rule.id, rule.title)
    html += Html('<p class="mz-sub">{}{}</p>').format(meaning, link)
    if items:
        html += verdicts.several(items)
    if by_table:
        # Thousands may hold: they are here to be looked up, not to be read.
        count = sum(map(len, by_table.values()))
        html += Html("<details><summary>{} {} 个，展开看每一个</summary>").format(
            verdicts.tag("pass"), count
        )
        for title, passing in by_table.items():
            if title:
                html += Html('<p class="mz-sub">{}</p>').format(title)
            html += verdicts.several(passing)
        html += Html("</details>")
    return html
