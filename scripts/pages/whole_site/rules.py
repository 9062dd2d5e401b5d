"""A page for each rule: what it means, and everything it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from scripts import blocks
from scripts.blocks import Page
from scripts.checks import GROUPS, SEVERITIES, Rule
from scripts.checks.run import RULES
from scripts.corpus import STATES, BudgetYear, Site, short_name
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.whole_site import quality
from scripts.pages.year import verdicts
from scripts.pages.year.checks import FAIR

_SEVERITIES = {"failure": "对不上就算错误", "notice": "值得看一眼，不算错误"}


def pages(site: Site) -> Iterator[Page]:
    """The page of every rule in their order: quality/rules/ with the rule's id, used or not."""
    # Counted once for all rules: each count goes through the verdicts of all packages.
    by_rule = quality.counts(site)
    for rule in RULES.values():
        yield _page(rule, site, by_rule[rule.id])


def _page(rule: Rule, site: Site, states: Mapping[str, int]) -> Page:
    """What does not hold is written out; what holds is counted."""
    path = f"quality/rules/{rule.id}.html"
    up = blocks.link(quality.PATH, "质量", path)
    all_rules = blocks.link(f"{quality.PATH}#rules", "规则", path)
    found = [state for state in STATES if states[state]]
    tags = Html(" ").join(verdicts.tag(state, states[state]) for state in found)
    body = joined(
        (
            Html('<p class="mz-crumb">{} › {}</p>').format(up, all_rules),
            Html("<h1>{}</h1>").format(rule.title),
            Html('<p class="mz-lead">{}</p>').format(rule.meaning),
            Html("<p>{}</p>").format(tags or "在收录的文件里还没有用到这条规则。"),
            _about(rule, path),
            elements.not_updated(site),
            *_results(rule, site, path),
            *_passing(rule, site, path),
        ),
        "\n",
    )
    description = f"{rule.meaning}。依据：{rule.basis}。在收录的文件里查到了什么。"
    return Page(path, f"规则：{rule.title}", description, body)


def _about(rule: Rule, page: str) -> Html:
    csv = blocks.link(
        f"quality/rules/{rule.id}.csv", f"{rule.id}.csv", page, attributes=Html("download")
    )
    # The same order for each rule, so that two can be compared.
    facts = (
        ("怎样算", blocks.escape(rule.formula)),
        ("什么时候适用", blocks.escape(rule.condition) or "总是适用"),
        ("依据", blocks.escape(rule.basis)),
        ("类别", GROUPS[rule.group]),
        ("有多严重", f"{SEVERITIES[rule.severity]}：{_SEVERITIES[rule.severity]}"),
        ("全部结果", csv),
    )
    return Html('{}\n<p class="mz-sub">{}</p>').format(elements.about(facts), FAIR)


def _results(rule: Rule, site: Site, page: str) -> Iterator[Html]:
    by_state: dict[str, list[str]] = {state: [] for state in STATES}
    for year, judged in site.verdicts_by_rule[rule.id]:
        # Thousands pass: they would bury what a reader came for.
        if judged.state != "pass":
            about = _year_link(year, f"rule-{rule.id}", page)
            by_state[judged.state].append(verdicts.full(judged, year, site, page, about=about))

    for year in site.years_by_name:
        for finding in year.other_findings:
            if finding.rule == rule.id:
                about = _year_link(year, "findings", page)
                by_state[finding.severity].append(
                    verdicts.finding(finding, year, page, about=about)
                )

    for state, items in by_state.items():
        if items:
            yield blocks.section(state, STATES[state], "", verdicts.several(items))


def _passing(rule: Rule, site: Site, page: str) -> Iterator[Html]:
    by_path: Counter[str] = Counter()
    # In the order of names, as the verdicts come.
    for year, judged in site.verdicts_by_rule[rule.id]:
        if judged.state == "pass":
            by_path[year.package.path] += 1
    rows: list[Html] = []
    for path, count in by_path.items():
        link = _year_link(site.by_path[path], f"rule-{rule.id}", page)
        rows.append(
            Html('<tr><th scope="row">{}</th><td class="n">{}</td></tr>').format(link, f"{count:,}")
        )
    if rows:
        header = Html('<tr><th scope="col">部门和年度</th><th scope="col" class="n">相符</th></tr>')
        table = blocks.table("held", "相符的个数，点开看每一个", header, joined(rows))
        yield blocks.section("pass", STATES["pass"], "", table)


def _year_link(year: BudgetYear, anchor: str, page: str) -> Html:
    name = short_name(year.department)
    when = quality.when(year)
    address = f"{year.address('checks')}#{anchor}"
    return blocks.link(address, f"{name} {when}", page)
