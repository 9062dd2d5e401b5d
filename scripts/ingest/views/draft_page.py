"""The report on a document before it is published: what its own figures say of it, one page complete in itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from scripts.checks import GROUPS, OUTCOMES, SEVERITIES, Finding, Term, Verdict
from scripts.checks.results import formulas
from scripts.checks.run import RULES, CheckResult
from scripts.ingest.assembly.batch import ImportResult
from scripts.ingest.assembly.result import PackageResult
from scripts.ingest.views.style import STYLE
from scripts.package import Package
from scripts.schema import STATUSES

_MORE = """
.verdict{margin:0;padding:8px 0;border-bottom:1px solid var(--line)}.verdict p{margin:2px 0}
.tag{display:inline-block;padding:0 8px;border-radius:8px;font-size:13px;background:var(--brand-soft);color:var(--brand)}
.tag.fail{background:var(--seal-soft);color:var(--seal)}.tag.notice,.tag.rounding{background:var(--amber-soft);color:var(--amber)}
summary{cursor:pointer;padding:6px 0}
"""


def page(imported: ImportResult, checked: Sequence[CheckResult]) -> str:
    """The report on documents and their checks, in the same order; it runs no script and asks for no other file."""
    title = "；".join(outcome.package.title for outcome in imported.outcomes) or "没有读出预决算"
    refused = "".join(f"<li>{escape(one.why)}</li>" for one in imported.refused)
    body = "".join(
        _outcome(outcome, one) for outcome, one in zip(imported.outcomes, checked, strict=True)
    )
    body += (
        f'<section><h2>没有读出来的文件</h2><ul class="bad">{refused}</ul></section>'
        if refused
        else ""
    )
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>公开前核对：{escape(title)}</title><style>{STYLE}{_MORE}</style></head>\n"
        f"<body><main>\n{body}</main></body></html>\n"
    )


def _outcome(outcome: PackageResult, checked: CheckResult) -> str:
    package = outcome.package
    places = _places(package)
    failing = [one for one in checked.verdicts if one.outcome == "fail"]
    grave = [one for one in failing if RULES[one.rule].severity == "failure"]
    slight = [one for one in failing if RULES[one.rule].severity != "failure"]
    codes = [one for one in checked.findings if one.rule == "code"]
    return "\n".join(
        (
            _header(outcome),
            _cards(checked, outcome),
            _section("不符：请先看这些", package, grave, places),
            _section("提示：值得再看一眼", package, slight, places),
            _findings(codes),
            _section(
                "尾差：差额在四舍五入的范围内",
                package,
                _of(checked, "rounding"),
                places,
                folded=True,
            ),
            _section(
                "无法核对，以及为什么", package, _of(checked, "cannot-tell"), places, folded=True
            ),
            _passed(package, checked, places),
            _tables(package),
            _unplaced(outcome),
        )
    )


def _of(checked: CheckResult, verdict: str) -> list[Verdict]:
    return [one for one in checked.verdicts if one.outcome == verdict]


def _header(outcome: PackageResult) -> str:
    files = "、".join(Path(part.file).name for part in outcome.parts)
    return (
        f'<header><p class="crumb">公开前核对</p><h1>{escape(outcome.package.title)}</h1><p class="meta">{escape(files)}</p>'
        "<p>这份报告只把文件里的数字互相核对，没有保存文件里的任何内容。“不符”说的是文件里两处不一样，"
        "也可能是程序读错了，请照页码对一遍原文。</p></header>"
    )


def _cards(checked: CheckResult, outcome: PackageResult) -> str:
    counts = Counter(one.outcome for one in checked.verdicts)
    grave = sum(
        one.outcome == "fail" and RULES[one.rule].severity == "failure" for one in checked.verdicts
    )
    lost = sum(len(part.report.unplaced) for part in outcome.parts)
    cards = (
        ("核对了", f"{len(checked.verdicts):,}", "处，表内、表间、文字、绩效和公开要求"),
        ("不符", f"{grave:,}", "应当改正或者说明"),
        ("提示", f"{counts['fail'] - grave:,}", "不一定错，值得再看"),
        ("相符", f"{counts['pass'] + counts['rounding']:,}", f"其中尾差 {counts['rounding']:,} 处"),
        ("没有读进表的", f"{lost:,}", "程序没有读懂的格子，见文末"),
    )
    inner = "".join(
        f'<div class="card"><p class="k">{name}</p><p class="v">{value}</p><p class="n">{note}</p></div>'
        for name, value, note in cards
    )
    return f'<div class="cards">{inner}</div><p class="lead">{escape(outcome.proof.sentence)}。</p>'


def _section(
    title: str,
    package: Package,
    found: Sequence[Verdict],
    places: Mapping[str, str],
    *,
    folded: bool = False,
) -> str:
    if not found:
        return ""
    body = "".join(_verdict(package, one, places) for one in found)
    if folded:
        body = f"<details><summary>展开 {len(found)} 处</summary>{body}</details>"
    return f"<section><h2>{title}（{len(found)} 处）</h2>{body}</section>"


def _verdict(package: Package, verdict: Verdict, places: Mapping[str, str]) -> str:
    rule = RULES[verdict.rule]
    kind = "notice" if verdict.outcome == "fail" and rule.severity != "failure" else verdict.outcome
    word = SEVERITIES["notice"] if kind == "notice" else OUTCOMES[verdict.outcome]
    return (
        f'<div class="verdict"><p><span class="tag {kind}">{word}</span> <b>{escape(rule.title)}</b>'
        f"<small>{escape(rule.basis)}</small></p><p>{escape(said(package, verdict))}</p>"
        f'<p class="place">{escape(_where(package, verdict, places))}</p></div>'
    )


def said(package: Package, verdict: Verdict) -> str:
    """A verdict in a sentence: both sides with their figures, the difference, the envelope where it matters, and why."""
    unit, told = verdict.left.unit, verdict.outcome != "pass"
    apart = f"，相差 {abs(verdict.difference):,f} {unit}" if verdict.difference and told else ""
    within = f"，四舍五入可差 {verdict.envelope:,f} {unit}" if verdict.outcome == "rounding" else ""
    reason = f"（{verdict.reason}）" if verdict.reason else ""
    return f"{formulas.text(verdict, package, {})}{apart}{within}{reason}"


def _where(package: Package, verdict: Verdict, places: Mapping[str, str]) -> str:
    """The tables and pages that the two sides stand on, each once."""
    named = dict.fromkeys(filter(None, (_place(package, term, places) for term in verdict.terms)))
    return "；".join(list(named)[:6])


def _place(package: Package, term: Term, places: Mapping[str, str]) -> str:
    table = package.table(term.table)
    if table is None or term.package:
        return ""
    return " ".join(filter(None, (table.published_title or table.title, places.get(term.line, ""))))


def _places(package: Package) -> Mapping[str, str]:
    """Where each line stands in the document."""
    rows = [row for table in package.tables.values() for row in table.rows]
    return {
        row["line"]: f"第 {row['page']} 页"
        if row["page"]
        else f"第 {row['source_line']} 行"
        if row["source_line"]
        else ""
        for row in rows
    }


def _findings(found: Sequence[Finding]) -> str:
    items = "".join(
        f'<li><span class="tag {"fail" if one.severity == "failure" else "notice"}">{SEVERITIES[one.severity]}</span> '
        f"{escape(one.message)}</li>"
        for one in found
    )
    return (
        f"<section><h2>科目编码（{len(found)} 处）</h2><ul>{items}</ul></section>" if items else ""
    )


def _passed(package: Package, checked: CheckResult, places: Mapping[str, str]) -> str:
    found = _of(checked, "pass")
    groups = "".join(_group(name, title, package, found, places) for name, title in GROUPS.items())
    return f"<section><h2>相符（{len(found)} 处）</h2>{groups}</section>" if groups else ""


def _group(
    name: str, title: str, package: Package, found: Sequence[Verdict], places: Mapping[str, str]
) -> str:
    own = [one for one in found if RULES[one.rule].group == name]
    body = "".join(_verdict(package, one, places) for one in own)
    return f"<details><summary>{title}：{len(own)} 处</summary>{body}</details>" if own else ""


def _tables(package: Package) -> str:
    rows = "".join(
        f"<tr><td>{escape(table.published_title or table.title)}</td><td>{escape(table.title)}</td>"
        f'<td>{STATUSES[table.status]}</td><td class="n">{len(table.rows)}</td><td>{escape(table.amount_unit)}</td></tr>'
        for table in package.tables.values()
        if table.kind.printed
    )
    head = (
        '<tr><th>文件里的标题</th><th>认作</th><th>状态</th><th class="n">行</th><th>单位</th></tr>'
    )
    return f'<section><h2>读到的表</h2><div class="table"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div></section>'


def _unplaced(outcome: PackageResult) -> str:
    items = "".join(_unplaced_items(outcome))
    return f"<section><h2>没有读进表的格子</h2><ul>{items}</ul></section>" if items else ""


def _unplaced_items(outcome: PackageResult) -> Iterator[str]:
    for part in outcome.parts:
        for cell in part.report.unplaced:
            yield f"<li>{escape(cell.table_title)} 第 {cell.row} 行：{escape(cell.text[:40])}<small>{escape(cell.why)}，{cell.place}</small></li>"
