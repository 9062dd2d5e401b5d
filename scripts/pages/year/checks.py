"""The checks of a year: every verdict with its figures, by what it is about, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.checks import GROUPS, Group, Rule
from scripts.corpus import BudgetYear, JudgedVerdict, Site
from scripts.pages.year import shell, verdicts

FAIR = "这里只说文件里写了什么：两处数字对不上，或者少了某样内容，不代表有人做错了什么。也可能是我们读错了文件，或者规则在这里不适用。"
"""How every finding is to be read."""


def page(year: BudgetYear, site: Site) -> Page:
    """The page of a year's checks."""
    path = year.address("checks")
    groups = _groups(year)
    main = "\n".join(
        (
            _intro(year, site, path),
            _contents(groups),
            _others(year, path),
            *(_group(year, site, g, path) for g in groups),
        )
    )
    body = f"{shell.head(year, 'checks', path, site)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    what = f"{year.department} {year.name}：{shell.sound_words(year.soundness)}，每一条怎样算、在文件的哪里。"
    return Page(path, f"{year.department} {year.name}：核对", what, body)


def _intro(year: BudgetYear, site: Site, page: str) -> str:
    rest = sum(not one.verdict.is_equation for one in year.judged)
    more = f"另有 {rest} 项不是等式的要求。" if rest else ""
    found = f"<p>{verdicts.tags(year.judged)}</p>" if year.judged else ""
    csv = blocks.link(f"{year.package.path}/checks.csv", "checks.csv", page, attributes="download")
    rules = blocks.link("quality/index.html#rules", "全部规则", page)
    return (
        f'<p class="mz-lead">按文件自己的数字逐条核对：<b>{shell.sound_words(year.soundness)}</b>。{more}</p>{found}'
        f'<p class="mz-sub">{FAIR}{shell.feedback(year, page)}。</p>'
        '<p class="mz-sub">“尾差”指差额没有超出四舍五入可能造成的范围；“提示”指值得看一眼，不算错误；'
        "空白的一项，当同一等式里还有别的数时，按没有计算。点数字可以看它在表里的位置。"
        f"全部结果：{csv}；{rules}。</p>"
    )


def _groups(year: BudgetYear) -> list[tuple[Group, list[JudgedVerdict]]]:
    """The verdicts by what they are about; groups with failures come first."""
    found = {name: [one for one in year.judged if one.rule.group == name] for name in GROUPS}
    there = [(name, some) for name, some in found.items() if some]
    return sorted(there, key=lambda item: min(2, min(one.rank for one in item[1])))


def _contents(groups: Sequence[tuple[Group, list[JudgedVerdict]]]) -> str:
    items = "".join(
        f'<li><a href="#group-{name}">{GROUPS[name]}</a> {verdicts.tags(found)}</li>'
        for name, found in groups
    )
    return f'<ul class="mz-contents">{items}</ul>'


def _others(year: BudgetYear, page: str) -> str:
    """What was found besides verdicts: in the form of the data and in the codes."""
    if not year.others:
        return ""
    items = verdicts.several([verdicts.finding(one, year, page) for one in year.others])
    return blocks.section("findings", f"编码和数据：需要留意的 {len(year.others)} 处", "", items)


def _group(
    year: BudgetYear, site: Site, group: tuple[Group, list[JudgedVerdict]], page: str
) -> str:
    name, found = group
    by_rule: dict[str, list[JudgedVerdict]] = {}
    for one in verdicts.ordered(found):
        by_rule.setdefault(one.rule.id, []).append(one)
    parts = "\n".join(_rule(year, site, some, page) for some in by_rule.values())
    return blocks.section(f"group-{name}", GROUPS[name], "", parts)


def _rule(year: BudgetYear, site: Site, found: Sequence[JudgedVerdict], page: str) -> str:
    """A rule with its verdicts, the gravest first; those that hold stay folded."""
    rule = found[0].rule
    told = [verdicts.full(one, year, site, page) for one in found if one.state != "pass"]
    more = blocks.link(f"quality/rules/{rule.id}.html", "这条规则", page)
    head = f'<h3 id="rule-{rule.id}">{blocks.escape(rule.title)}</h3>'
    listed = verdicts.several(told) if told else ""
    return f'{head}<p class="mz-sub">{blocks.escape(_sentence(rule))}{more}</p>{listed}{"".join(_passes(year, site, found, page))}'


def _sentence(rule: Rule) -> str:
    return rule.meaning if rule.meaning.endswith("。") else f"{rule.meaning}。"


def _passes(
    year: BudgetYear, site: Site, found: Sequence[JudgedVerdict], page: str
) -> Iterator[str]:
    """The verdicts that hold, table by table."""
    held: dict[str, list[str]] = {}
    for one in found:
        if one.state == "pass":
            held.setdefault(verdicts.table_of(one, year), []).append(
                verdicts.brief(one, year, site, page)
            )
    if held:
        lists = "".join(
            (f'<p class="mz-sub">{title}</p>' if title else "") + verdicts.several(items)
            for title, items in held.items()
        )
        count = sum(map(len, held.values()))
        yield f"<details><summary>{verdicts.tag('pass')} {count} 个，展开看每一个</summary>{lists}</details>"
