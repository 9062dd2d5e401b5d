"""What was found over all departments: which tables each published, what every rule found, and where to get it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.checks import GROUPS, SEVERITIES, Group, Rule
from scripts.checks.run import RULES
from scripts.corpus import PHASES, STATES, BudgetYear, Site, short_name
from scripts.package import Table
from scripts.pages.year import verdicts
from scripts.pages.year.checks import FAIR
from scripts.schema import KINDS, Kind

PATH = "quality/index.html"
_SHORT = {
    "published": ("ok", "有"),
    "empty-stated": ("none", "空·注"),
    "empty": ("warn", "空"),
    "not-applicable": ("none", "不适用"),
    "not-published": ("none", "没有"),
}
_WORDS = {
    "published": "有数据",
    "empty-stated": "空表，文件注明了原因",
    "empty": "空表，我们没有读到原因",
    "not-applicable": "不适用",
    "not-published": "文件里没有这张表",
}
_STATUTORY = tuple(kind for kind in KINDS.values() if kind.statutory)


def page(site: Site) -> Page:
    """The quality page."""
    body = "\n".join(
        (
            "<h1>质量</h1>",
            f'<p class="mz-lead">{_lead(site)}</p>',
            f'<p class="mz-sub">{FAIR}{_report(site)}{_corrected(site)}</p>',
            blocks.section("coverage", "公开了哪些表", _legend(), _coverage(site)),
            blocks.section("rules", "每条规则查到了什么", _counted(), _rules(site)),
            blocks.section("downloads", "带走", "", _downloads()),
        )
    )
    return Page(PATH, "质量", "每个部门公开了哪些表、每条规则查到了什么，全部结果可以下载。", body)


def _lead(site: Site) -> str:
    held = sum(year.soundness.held for year in site.years)
    failed = sum(year.soundness.failed for year in site.years)
    untold = sum(year.soundness.untold for year in site.years)
    return (
        f"{len(site.years):,} 份文件里一共核对了 <b>{held + failed:,} 个</b>等式，{held:,} 个成立，"
        f"{failed:,} 个不成立；另有 {untold:,} 个无法核对。"
    )


def _report(site: Site) -> str:
    ways = site.settings.feedback
    address = ways.issues or (
        f"mailto:{ways.mail}" if ways.mail else blocks.relative("about/index.html", PATH)
    )
    return f'发现错误？<a href="{blocks.escape(address)}">告诉我们</a>，我们会对照原文复查。'


def _corrected(site: Site) -> str:
    """How many figures were corrected after they had stood here, with the way to them."""
    count = sum(len(year.package.corrections) for year in site.years)
    said = f"改过 {count:,} 个数" if count else "还没有改过数"
    return f"收录以后{said}，见{blocks.link('corrections/index.html', '更正记录', PATH)}。"


# Which tables there are


def _legend() -> str:
    shown = "；".join(f"{blocks.tag(*_SHORT[name])} {_WORDS[name]}" for name in _SHORT)
    return f"{shown}。点开可以看那张表。各地的表式不完全一样，有的地方把几张表并成一张，所以“没有”不一定是少公开了。"


def _coverage(site: Site) -> str:
    """Statutory tables by department and year; its frame scrolls, the names stay."""
    heads = "".join(f'<th scope="col">{kind.title}</th>' for kind in _STATUTORY)
    years = _years(site)
    rows = "".join(_coverage_row(year) for year in years)
    counts = [Counter(status(year, kind) for year in years) for kind in _STATUTORY]
    total = "".join(f"<td>{count['published']:,}</td>" for count in counts)
    foot = f'<tr class="total"><th scope="row">{len(years):,} 份里有数据的</th>{total}</tr>'
    head = f'<tr><th scope="col">部门和年度</th>{heads}</tr>'
    return f'<div class="mz-matrix">{blocks.table("matrix", "法定的表 × 部门和年度", head, rows + foot)}</div>'


def _coverage_row(year: BudgetYear) -> str:
    name = short_name(year.department)
    link = blocks.link(
        year.address(), name, PATH, attributes=f'title="{blocks.escape(year.department)}"'
    )
    return f'<tr><th scope="row">{link}<br><small>{_when(year)}</small></th>{"".join(_coverage_cell(year, kind) for kind in _STATUTORY)}</tr>'


def _when(year: BudgetYear) -> str:
    """The year and phase, and whether it is the office's own alone: a department and its office share a name."""
    stated = year.package.disclosure
    office = " 本级" if stated.level == "office" and "本级" not in year.department else ""
    return f"{stated.year} {PHASES[stated.phase]}{office}"


def _coverage_cell(year: BudgetYear, kind: Kind) -> str:
    found = status(year, kind)
    css, word = _SHORT[found]
    table = _best(year, kind)
    shown = blocks.tag(css, word)
    if table is None:
        return f"<td>{shown}</td>"
    address = blocks.relative(year.cell(table.name, ""), PATH)
    return f'<td><a href="{address}" title="{_WORDS[found]}">{shown}</a></td>'


def status(year: BudgetYear, kind: Kind) -> str:
    """How a kind of table was published in a year: one of schema.STATUSES; the fullest of several."""
    found = _best(year, kind)
    return "not-published" if found is None else found.status


def _best(year: BudgetYear, kind: Kind) -> Table | None:
    tables = [table for table in year.package.tables.values() if table.kind is kind]
    order = list(_SHORT)
    return min(tables, key=lambda table: order.index(table.status), default=None)


# What each rule found


def counts(site: Site) -> Mapping[str, Counter[str]]:
    """How often each verdict of STATES was given, by rule; findings that are no verdicts count as what their rule is."""
    found = {rule: Counter(one.state for _, one in judged) for rule, judged in site.by_rule.items()}
    for year in site.years:
        for finding in year.unjudged:
            found[finding.rule][finding.severity] += 1
    return found


def _counted() -> str:
    return (
        f"{verdicts.tag('failure')}是两处对不上，{verdicts.tag('notice')}是值得看一眼，{verdicts.tag('rounding')}是差额在四舍五入的范围之内，"
        f"{verdicts.tag('cannot-tell')}的都写明原因。点规则的名称，看它的意思、依据和每一处结果。"
    )


def _rules(site: Site) -> str:
    found = counts(site)
    heads = "".join(f'<th scope="col" class="n">{word}</th>' for word in STATES.values())
    head = f'<tr><th scope="col">规则</th>{heads}<th scope="col">数据</th></tr>'
    rows = "".join(_rules_of(group, found) for group in GROUPS)
    whole: Counter[str] = sum(found.values(), Counter())
    total = "".join(f'<td class="n">{whole[state]:,}</td>' for state in STATES)
    csv = blocks.link("data/checks.csv", "CSV", PATH, attributes="download")
    foot = f'<tr class="total"><th scope="row">合计</th>{total}<td>{csv}</td></tr>'
    return blocks.table("rules-list", f"{len(RULES)} 条规则", head, rows + foot)


def _rules_of(group: Group, found: Mapping[str, Counter[str]]) -> str:
    rules = [rule for rule in RULES.values() if rule.group == group]
    if not rules:
        return ""
    span = len(STATES) + 1
    head = f'<tr class="subtotal"><th scope="rowgroup">{GROUPS[group]}</th><td colspan="{span}"></td></tr>'
    return head + "".join(_rule_row(rule, found[rule.id]) for rule in rules)


def _rule_row(rule: Rule, found: Counter[str]) -> str:
    cells = "".join(
        f'<td class="n">{f"{found[state]:,}" if found[state] else "—"}</td>' for state in STATES
    )
    link = blocks.link(f"quality/rules/{rule.id}.html", rule.title, PATH)
    csv = blocks.link(f"quality/rules/{rule.id}.csv", "CSV", PATH, attributes="download")
    return f'<tr><th scope="row">{link}</th>{cells}<td>{csv}</td></tr>'


def _downloads() -> str:
    items = (
        ("data/checks.csv", "checks.csv", "全部核对，每条一行"),
        ("data/rules.csv", "rules.csv", "规则目录，带每条规则的结果计数"),
    )
    rows = "".join(
        f"<li>{blocks.link(address, name, PATH, attributes='download')}：{what}</li>"
        for address, name, what in items
    )
    columns = blocks.link("data/index.html#checks", "每一列的意思", PATH)
    return f"<ul>{rows}<li>{columns}</li></ul>"


# A page for each rule


def rule(one: Rule, site: Site) -> Page:
    """The page of a rule: what it means, and everything it found; what holds is counted, not written out."""
    path = f"quality/rules/{one.id}.html"
    found = counts(site)[one.id]
    said = " ".join(verdicts.tag(state, found[state]) for state in STATES if found[state])
    body = "\n".join(
        (
            f'<p class="mz-crumb">{blocks.link(PATH, "质量", path)} › {blocks.link(f"{PATH}#rules", "规则", path)}</p>',
            f"<h1>{blocks.escape(one.title)}</h1>",
            f'<p class="mz-lead">{blocks.escape(one.meaning)}</p>',
            f"<p>{said or '在收录的文件里还没有用到这条规则。'}</p>",
            _about(one, path),
            *_told(one, site, path),
            *_held(one, site, path),
        )
    )
    what = f"{one.meaning}。依据：{one.basis}。在收录的文件里查到了什么。"
    return Page(path, f"规则：{one.title}", what, body)


def _about(one: Rule, page: str) -> str:
    severity = {"failure": "对不上就算错误", "notice": "值得看一眼，不算错误"}[one.severity]
    csv = blocks.link(f"quality/rules/{one.id}.csv", f"{one.id}.csv", page, attributes="download")
    lines = (
        ("怎样算", blocks.escape(one.formula)),
        ("什么时候适用", blocks.escape(one.condition) or "总是适用"),
        ("依据", blocks.escape(one.basis)),
        ("类别", GROUPS[one.group]),
        ("有多严重", f"{SEVERITIES[one.severity]}：{severity}"),
        ("全部结果", csv),
    )
    inner = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in lines if text)
    return f'<dl class="mz-about">{inner}</dl>\n<p class="mz-sub">{FAIR}</p>'


def _told(one: Rule, site: Site, page: str) -> Iterator[str]:
    """Everything that does not simply hold, the gravest first, under each department and year."""
    items: dict[str, list[str]] = {state: [] for state in STATES}
    for year, judged in site.by_rule[one.id]:
        if judged.state != "pass":
            about = blocks.link(f"{year.address('checks')}#rule-{one.id}", _name(year), page)
            items[judged.state].append(verdicts.full(judged, year, site, page, about=about))
    for year in _years(site):
        for finding in (finding for finding in year.others if finding.rule == one.id):
            about = blocks.link(f"{year.address('checks')}#findings", _name(year), page)
            items[finding.severity].append(verdicts.finding(finding, year, page, about=about))
    for state, found in items.items():
        if found:
            yield blocks.section(state, STATES[state], "", verdicts.several(found))


def _held(one: Rule, site: Site, page: str) -> Iterator[str]:
    """How many hold, by department and year, with the way to where they are written out."""
    held = Counter(
        year.package.path for year, judged in site.by_rule[one.id] if judged.state == "pass"
    )
    rows = "".join(_held_row(one, site.by_path[path], count, page) for path, count in held.items())
    if rows:
        head = '<tr><th scope="col">部门和年度</th><th scope="col" class="n">相符</th></tr>'
        table = blocks.table("held", "相符的个数，点开看每一个", head, rows)
        yield blocks.section("pass", STATES["pass"], "", table)


def _held_row(one: Rule, year: BudgetYear, count: int, page: str) -> str:
    link = blocks.link(f"{year.address('checks')}#rule-{one.id}", _name(year), page)
    return f'<tr><th scope="row">{link}</th><td class="n">{count:,}</td></tr>'


def _years(site: Site) -> Sequence[BudgetYear]:
    return [year for years in site.departments.values() for year in years]


def _name(year: BudgetYear) -> str:
    return f"{short_name(year.department)} {_when(year)}"
