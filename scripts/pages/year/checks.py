"""The checks of a year: every verdict with its figures, by what it is about, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.checks import GROUPS, Group, Rule
from scripts.corpus import BudgetYear, JudgedVerdict, Site
from scripts.pages.year import shell, verdicts

FAIR = (
    "这里只说文件里写了什么：两处数字对不上，或者少了某样内容，不代表有人做错了什么。"
    "也可能是我们读错了文件，或者规则在这里不适用。"
)
"""How every finding is to be read."""


def page(year: BudgetYear, site: Site) -> Page:
    """The page of a year's checks.

    Failures come first in every group; what holds is folded away, table by table. The id of a
    verdict is made of its rule and its cells, not of figures, so that a correction leaves the
    links to it alone.
    """
    path = year.address("checks")
    groups = _groups(year)
    main = "\n".join(
        (
            _intro(year, site, path),
            _contents(groups),
            _others(year, path),
            *(_group(year, site, group, path) for group in groups),
        )
    )
    grid = blocks.grid(main, shell.aside(year, site, path))
    body = f"{shell.head(year, 'checks', path, site)}\n{grid}"
    name = f"{year.department} {year.name}"
    what = f"{name}：{shell.sound_words(year.soundness)}，每一条怎样算、在文件的哪里。"
    return Page(path, f"{name}：核对", what, body)


def _intro(year: BudgetYear, site: Site, page: str) -> str:
    requirements = sum(not judged.verdict.is_equation for judged in year.judged_verdicts)
    besides, tags = "", ""
    if requirements:
        besides = f"另有 {requirements} 项不是等式的要求。"
    if year.judged_verdicts:
        tags = f"<p>{verdicts.tags(year.judged_verdicts)}</p>"
    csv = blocks.link(f"{year.package.path}/checks.csv", "checks.csv", page, attributes="download")
    rules = blocks.link("quality/index.html#rules", "全部规则", page)
    return (
        '<p class="mz-lead">按文件自己的数字逐条核对：'
        f"<b>{shell.sound_words(year.soundness)}</b>。{besides}</p>{tags}"
        # Before the first finding, so that nobody reads a difference as a charge.
        f'<p class="mz-sub">{FAIR}{shell.feedback(year, page)}。</p>'
        '<p class="mz-sub">“尾差”指差额没有超出四舍五入可能造成的范围；“提示”指值得看一眼，不算错误；'
        "空白的一项，当同一等式里还有别的数时，按没有计算。点数字可以看它在表里的位置。"
        f"全部结果：{csv}；{rules}。</p>"
    )


def _groups(year: BudgetYear) -> list[tuple[Group, list[JudgedVerdict]]]:
    """The verdicts by what they are about; groups with failures come first."""
    by_group: dict[Group, list[JudgedVerdict]] = {name: [] for name in GROUPS}
    for judged in year.judged_verdicts:
        by_group[judged.rule.group].append(judged)
    groups = [(name, judged) for name, judged in by_group.items() if judged]
    # Groups that are equally grave keep the order of GROUPS, as sorted() is stable.
    return sorted(groups, key=_gravity)


def _gravity(group: tuple[Group, list[JudgedVerdict]]) -> int:
    """The rank of the gravest verdict of a group; below failures and notices all count alike."""
    return min(2, *(judged.rank for judged in group[1]))


def _contents(groups: Sequence[tuple[Group, list[JudgedVerdict]]]) -> str:
    items = "".join(
        f'<li><a href="#group-{name}">{GROUPS[name]}</a> {verdicts.tags(judged)}</li>'
        for name, judged in groups
    )
    return f'<ul class="mz-contents">{items}</ul>'


def _others(year: BudgetYear, page: str) -> str:
    """What was found besides verdicts: in the form of the data and in the codes."""
    if not year.other_findings:
        return ""
    items = verdicts.several(
        [verdicts.finding(finding, year, page) for finding in year.other_findings]
    )
    return blocks.section(
        "findings", f"编码和数据：需要留意的 {len(year.other_findings)} 处", "", items
    )


def _group(
    year: BudgetYear, site: Site, group: tuple[Group, list[JudgedVerdict]], page: str
) -> str:
    name, of_group = group
    by_rule: dict[str, list[JudgedVerdict]] = {}
    for judged in verdicts.ordered(of_group):
        by_rule.setdefault(judged.rule.id, []).append(judged)
    parts = "\n".join(_rule(year, site, of_rule, page) for of_rule in by_rule.values())
    return blocks.section(f"group-{name}", GROUPS[name], "", parts)


def _rule(year: BudgetYear, site: Site, of_rule: Sequence[JudgedVerdict], page: str) -> str:
    """A rule with its verdicts, the gravest first; those that hold stay folded."""
    rule = of_rule[0].rule
    link = blocks.link(f"quality/rules/{rule.id}.html", "这条规则", page)
    parts = [
        f'<h3 id="rule-{rule.id}">{blocks.escape(rule.title)}</h3>',
        f'<p class="mz-sub">{blocks.escape(_sentence(rule))}{link}</p>',
    ]
    items = [
        verdicts.full(judged, year, site, page) for judged in of_rule if judged.state != "pass"
    ]
    if items:
        parts.append(verdicts.several(items))
    parts += _passes(year, site, of_rule, page)
    return "".join(parts)


def _sentence(rule: Rule) -> str:
    return f"{rule.meaning.removesuffix('。')}。"


def _passes(
    year: BudgetYear, site: Site, of_rule: Sequence[JudgedVerdict], page: str
) -> Iterator[str]:
    """The verdicts that hold, table by table; nothing where none holds."""
    by_table: dict[str, list[str]] = {}
    for judged in of_rule:
        if judged.state == "pass":
            item = verdicts.brief(judged, year, site, page)
            by_table.setdefault(verdicts.table_of(judged, year), []).append(item)
    if not by_table:
        return
    lists = ""
    for title, items in by_table.items():
        if title:
            lists += f'<p class="mz-sub">{title}</p>'
        lists += verdicts.several(items)
    count = sum(map(len, by_table.values()))
    # Thousands may hold: they are here to be looked up, not to be read.
    summary = f"{verdicts.tag('pass')} {count} 个，展开看每一个"
    yield f"<details><summary>{summary}</summary>{lists}</details>"
