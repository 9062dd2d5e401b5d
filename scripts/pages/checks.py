"""The checks of a year: every equation with its figures, failures first, and every other finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.checks import RULES, SEVERITIES, VERDICTS, Finding, Rule, Term, Verdict
from scripts.pages import shell
from scripts.pages.site import Site, Year

_ORDER = ("fail", "rounding", "cannot-tell", "pass")
_TAGS = {"pass": "ok", "rounding": "warn", "fail": "fail", "cannot-tell": "none"}
_SHOWN_PARTS = 12


def page(year: Year, site: Site) -> Page:
    """The page of a year's checks."""
    path = year.address("checks")
    main = "\n".join((_intro(year), _findings(year, path), *_rules(year, path)))
    body = f"{shell.head(year, 'checks', path)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    what = f"{year.department} {year.name}的 {len(year.verdicts)} 个等式逐条核对：两边各是多少，差多少。"
    return Page(path, f"{year.department} {year.name}：核对", what, body)


def _intro(year: Year) -> str:
    counts = {verdict: sum(one.verdict == verdict for one in year.verdicts) for verdict in _ORDER}
    said = "　".join(f"{blocks.tag(_TAGS[name], VERDICTS[name])} {count} 个" for name, count in counts.items() if count)
    return (
        f'<p class="mz-lead">按文件自己的数字，一共能列出 <b>{len(year.verdicts)} 个</b>等式。</p><p>{said or "没有"}</p>'
        '<p class="mz-sub">“不符”只说明文件里两处数字不一样，不代表有人做错了什么；也可能是我们读错了，欢迎指出。'
        "“尾差”指差额没有超出四舍五入可能造成的范围。空白的一项，当同一等式里还有别的数时，按没有计算。</p>"
    )


def _findings(year: Year, page: str) -> str:
    """What the checks found besides equations that hold."""
    if not year.findings:
        return ""
    items = "".join(f"<li>{_finding(year, one, page)}</li>" for one in year.findings)
    return blocks.section("findings", f"需要留意的 {len(year.findings)} 处", "", f"<ul>{items}</ul>")


def _finding(year: Year, finding: Finding, page: str) -> str:
    kind = "fail" if finding.severity == "failure" else "warn"
    where = blocks.link(year.line(finding.line), "看这一行", page) if finding.line else blocks.escape(finding.where)
    return f"{blocks.tag(kind, SEVERITIES[finding.severity])} {blocks.escape(finding.message)} {where}"


def _rules(year: Year, page: str) -> Iterator[str]:
    by_rule: dict[str, list[Verdict]] = {}
    for verdict in year.verdicts:
        by_rule.setdefault(verdict.rule, []).append(verdict)
    worst = {rule: min(_ORDER.index(one.verdict) for one in found) for rule, found in by_rule.items()}
    for rule in sorted(by_rule, key=lambda one: (worst[one], list(RULES).index(one))):
        yield _rule(year, RULES[rule], by_rule[rule], page)


def _rule(year: Year, rule: Rule, found: Sequence[Verdict], page: str) -> str:
    ordered = sorted(found, key=lambda one: _ORDER.index(one.verdict))
    rows = "".join(_verdict(year, one, page) for one in ordered)
    head = '<tr><th scope="col">结论</th><th scope="col">等式</th><th scope="col">所在表</th></tr>'
    table = blocks.table(f"rule-{rule.id}", f"{rule.title}：{len(found)} 个等式", head, rows)
    good = all(one.verdict == "pass" for one in found)
    state = (
        blocks.tag("ok", f"{len(found)} 个全部相符") if good else blocks.tag("warn", f"{len(found)} 个，有需要留意的")
    )
    body = f"<details{'' if good else ' open'}><summary>{state} 展开看每一个</summary>{table}</details>"
    return blocks.section(f"rule-{rule.id}-title", rule.title, f"{rule.meaning}。依据：{rule.source}。", body)


def _verdict(year: Year, verdict: Verdict, page: str) -> str:
    tag = blocks.tag(_TAGS[verdict.verdict], VERDICTS[verdict.verdict])
    stated = [part for part in verdict.right if part.value is not None]
    right = " + ".join(_term(year, part, page) for part in stated[:_SHOWN_PARTS]) or "（空白）"
    right += f" + 另外 {len(stated) - _SHOWN_PARTS} 项" if len(stated) > _SHOWN_PARTS else ""
    sign = (
        "="
        if verdict.verdict == "pass"
        else "≠"
        if verdict.verdict == "fail"
        else "≈"
        if verdict.verdict == "rounding"
        else "？"
    )
    formula = f"{_term(year, verdict.left, page)} {sign} {right}"
    if verdict.difference:
        formula += f"，相差 {blocks.yuan(verdict.difference)}"
    if verdict.envelope and verdict.verdict == "rounding":
        formula += f"（允许 {blocks.yuan(verdict.envelope)}）"
    table = year.package.tables[verdict.left.table]
    reason = f"（{blocks.escape(verdict.reason)}）" if verdict.reason else ""
    return f"<tr><td>{tag}</td><td>{formula}{reason}</td><td>{blocks.escape(table.title)}</td></tr>"


def _term(year: Year, term: Term, page: str) -> str:
    """A figure of an equation with its name, linked to its cell."""
    table = year.package.tables[term.table]
    column = next((column.title for column in table.values if column.name == term.column), "")
    named = f"{term.label}·{column}" if column not in ("合计", "") else term.label
    address = (
        year.line(term.line)
        if table.kind.printed or term.table == "statements"
        else f"{year.address('projects')}#{term.line}"
    )
    return f"{blocks.escape(named)} {blocks.link(address, term.published or '空白', page)}"
