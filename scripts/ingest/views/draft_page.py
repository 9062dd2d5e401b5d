"""The report on a document before it is published: what its own figures say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from scripts.checks import GROUPS, OUTCOMES, SEVERITIES, Term, Verdict, text
from scripts.checks.results import causes, formulas
from scripts.checks.results.causes import Cause, Reading
from scripts.checks.run import RULES, CheckResult
from scripts.ingest.assembly.batch import ImportResult
from scripts.ingest.assembly.result import PackageResult
from scripts.ingest.views import shell
from scripts.ingest.views.shell import cell
from scripts.markup import Xml
from scripts.package import Package
from scripts.schema import MULTIPLIERS, STATUSES

_STYLE = """
.verdict{margin:0;padding:8px 0;border-bottom:1px solid var(--line)}.verdict p{margin:2px 0}
.tag{display:inline-block;padding:0 8px;border-radius:8px;font-size:13px;background:var(--brand-soft);color:var(--brand)}
.tag.fail{background:var(--seal-soft);color:var(--seal)}.tag.notice,.tag.rounding{background:var(--amber-soft);color:var(--amber)}
summary{cursor:pointer;padding:6px 0}
.verdict .place{white-space:normal}
"""


def page(imported: ImportResult, checked: Sequence[CheckResult]) -> str:
    """The report on documents and their checks, in the same order.

    It runs no script and asks for no other file. Nothing of a draft is stored: all that a reader
    may look up is on the page.
    """
    titles = [outcome.package.title for outcome in imported.outcomes]
    title = "；".join(titles) or "没有读出预决算"
    body = Xml()
    for outcome, result in zip(imported.outcomes, checked, strict=True):
        body += _outcome(outcome, result)
    body += shell.refused(imported)
    return shell.document("公开前核对", title, body, _STYLE)


def common_causes(package: Package, checked: CheckResult) -> list[str]:
    """What failures have in common, a sentence for each cause, most failures first."""
    failing = [one for one in checked.verdicts if one.outcome == "fail" and _is_grave(one)]
    groups, _ = causes.causes(failing, checked.verdicts)
    return [_cause_in_words(package, cause) for cause in groups]


def _outcome(outcome: PackageResult, checked: CheckResult) -> Xml:
    """What is wrong first, then what is worth a look, then the rest, folded away."""
    package = outcome.package
    by_outcome: dict[str, list[Verdict]] = {name: [] for name in OUTCOMES}
    for verdict in checked.verdicts:
        by_outcome[verdict.outcome].append(verdict)

    # What breaks a law or a sum before what is only unusual.
    failing = by_outcome["fail"]
    grave = [verdict for verdict in failing if _is_grave(verdict)]
    slight = [verdict for verdict in failing if not _is_grave(verdict)]
    rounding = _verdicts(package, by_outcome["rounding"])
    untold = _verdicts(package, by_outcome["cannot-tell"])
    lost = _lost(outcome)
    faults = [text(fault) for fault in outcome.faults]
    agreeing = len(by_outcome["pass"]) + len(rounding)
    cards = (
        ("核对了", len(checked.verdicts), "处，表内、表间、文字、绩效和公开要求"),
        ("不符", len(grave), "应当改正或者说明"),
        ("提示", len(slight), "不一定错，值得再看"),
        ("相符", agreeing, f"其中尾差 {len(rounding):,} 处"),
        ("没有读进表的", len(lost), "程序没有读懂的格子，见文末"),
    )
    sections = (
        _header(outcome),
        Xml('{}<p class="lead">{}。</p>').format(shell.cards(cards), outcome.proof.sentence),
        shell.section(f"这样不能发布：{len(faults)} 处", shell.listed(faults, "bad")),
        _failures(package, grave, checked.verdicts),
        _counted("提示：值得再看一眼", _verdicts(package, slight)),
        _codes(checked),
        _counted("尾差：差额在四舍五入的范围内", rounding, folded=True),
        _counted("无法核对，以及为什么", untold, folded=True),
        _passed(package, by_outcome["pass"]),
        _tables(package),
        _remarks(outcome),
        shell.section("没有读进表的格子", shell.listed(lost)),
    )
    return Xml("\n").join(sections)


def _is_grave(verdict: Verdict) -> bool:
    return RULES[verdict.rule].severity == "failure"


def _header(outcome: PackageResult) -> Xml:
    # File names only: where the draft lies on the disk is nobody's business.
    files = "、".join(Path(part.file).name for part in outcome.parts)
    return Xml(
        '<header><p class="crumb">公开前核对</p><h1>{}</h1><p class="meta">{}</p>'
        "<p>这份报告只把文件里的数字互相核对，没有保存文件里的任何内容。“不符”说的是文件里两处不一样，"
        "也可能是程序读错了，请照页码对一遍原文。</p></header>"
    ).format(outcome.package.title, files)


def _counted(title: str, items: Sequence[Xml], *, folded: bool = False) -> Xml:
    """A section of verdicts, with their number over it; nothing where there are none."""
    inner = Xml().join(items)
    if folded and items:
        inner = shell.details(f"展开 {len(items)} 处", inner)
    return shell.section(f"{title}（{len(items)} 处）", inner)


def _verdicts(package: Package, verdicts: Sequence[Verdict]) -> list[Xml]:
    """Each verdict in words, with the tables and pages that its two sides stand on."""
    places: dict[str, str] = {}
    for table in package.tables.values():
        for row in table.rows:
            place = ""
            if row["page"]:
                place = f"第 {row['page']} 页"
            elif row["source_line"]:
                place = f"第 {row['source_line']} 行"
            places[row["line"]] = place

    item = Xml(
        '<div class="verdict"><p><span class="tag {}">{}</span> <b>{}</b><small>{}</small></p>'
        '<p>{}</p><p class="place">{}</p></div>'
    )
    items = []
    for verdict in verdicts:
        rule = RULES[verdict.rule]
        kind: str = verdict.outcome
        word = OUTCOMES[verdict.outcome]
        # What is only worth a look is not called wrong.
        if kind == "fail" and not _is_grave(verdict):
            kind = "notice"
            word = SEVERITIES["notice"]
        sentence, place = in_words(package, verdict), _where(package, verdict, places)
        items.append(item.format(kind, word, rule.title, rule.basis, sentence, place))
    return items


def _failures(package: Package, failing: Sequence[Verdict], verdicts: Sequence[Verdict]) -> Xml:
    """What has one cause together, most first, then each failure that stands alone."""
    groups, alone = causes.causes(failing, verdicts)
    items = []
    for cause in groups:
        inner = Xml().join(_verdicts(package, cause.verdicts))
        folded = shell.details(f"展开这 {len(cause.verdicts)} 处", inner)
        tag = "一个原因" if cause.readings else "相差相同"
        item = Xml('<div class="verdict"><p><span class="tag fail">{}</span> {}</p>{}</div>')
        items.append(item.format(tag, _cause_in_words(package, cause), folded))
    items += _verdicts(package, alone)
    title = f"不符：请先看这些（{len(failing)} 处）"
    return shell.section(title, Xml().join(items))


def _cause_in_words(package: Package, cause: Cause) -> str:
    """What failures have in common, in a sentence: the figure, and what it would be."""
    count = len(cause.verdicts)
    if not cause.readings:
        amount = abs(cause.verdicts[0].difference or 0)
        alike = all(abs(one.difference or 0) == amount for one in cause.verdicts)
        rounded = "" if alike else "（尾差不计）"
        return f"有 {count} 处相差的都是 {amount:,f} 元{rounded}，可能出于同一个原因。"
    readings = []
    for reading in cause.readings:
        said = f"{_called(package, reading.term)}写的是 {reading.term.published}"
        said += f"，应是 {_as_published(reading)}"
        if reading.contradicted:
            said += f"（但这样改，现在相符的 {reading.contradicted} 处会不符）"
        readings.append(said)
    if len(readings) == 1:
        return f"有 {count} 处不符是因为一个数，如果其余的都对：{readings[0]}。"
    return f"有 {count} 处不符是因为一个数，看不出是哪一个：{'；或者'.join(readings)}。"


def _called(package: Package, term: Term) -> str:
    """The table, the row and the column of a figure: 收支总表的“教育支出”（合计）."""
    table = package.table(term.table)
    if table is None:
        return f"“{term.label}”"
    columns = {column.name: column.title for column in table.values}
    return f"{table.published_title or table.title}的“{term.label}”（{columns[term.column]}）"


def _as_published(reading: Reading) -> str:
    """What a figure would be, in the unit in which it is printed."""
    unit = reading.term.published.lstrip("-0123456789,.")
    return f"{reading.expected / MULTIPLIERS.get(unit, 1):,f}{unit}"


def _remarks(outcome: PackageResult) -> Xml:
    """What the reading took for granted, file by file: each can be wrong."""
    remarks = [remark for part in outcome.parts for remark in part.remarks]
    return shell.section(f"读的时候认定的（{len(remarks)} 处）", shell.listed(remarks))


def _where(package: Package, verdict: Verdict, places: Mapping[str, str]) -> str:
    """The tables and pages that the two sides stand on, each once."""
    named: list[str] = []
    for term in verdict.terms:
        table = package.table(term.table)
        # A term of another year stands in another document.
        if table is None or term.package:
            continue
        title = table.published_title or table.title
        place = f"{title} {places.get(term.line, '')}".strip()
        if place not in named:
            named.append(place)
    return "；".join(named[:6])


def in_words(package: Package, verdict: Verdict) -> str:
    """A verdict in a sentence: both sides, their difference, the envelope, and why."""
    unit = verdict.left.unit
    sentence = formulas.text(verdict, package, {})
    # A sum that holds has nothing to tell but itself.
    if verdict.difference and verdict.outcome != "pass":
        sentence += f"，相差 {abs(verdict.difference):,f} {unit}"
    if verdict.outcome == "rounding":
        sentence += f"，四舍五入可差 {verdict.envelope:,f} {unit}"
    if verdict.reason:
        sentence += f"（{verdict.reason}）"
    return sentence


def _codes(checked: CheckResult) -> Xml:
    items = []
    for finding in checked.findings:
        if finding.rule == "code":
            kind = "fail" if finding.severity == "failure" else "notice"
            word = SEVERITIES[finding.severity]
            item = Xml('<span class="tag {}">{}</span> {}')
            items.append(item.format(kind, word, finding.message))
    return shell.section(f"科目编码（{len(items)} 处）", shell.listed(items))


def _passed(package: Package, passed: Sequence[Verdict]) -> Xml:
    groups = Xml()
    for name, title in GROUPS.items():
        own = [verdict for verdict in passed if RULES[verdict.rule].group == name]
        if own:
            inner = Xml().join(_verdicts(package, own))
            groups += shell.details(f"{title}：{len(own)} 处", inner)
    return shell.section(f"相符（{len(passed)} 处）", groups)


def _tables(package: Package) -> Xml:
    head = Xml(
        '<tr><th>文件里的标题</th><th>认作</th><th>状态</th><th class="n">行</th><th>单位</th></tr>'
    )
    rows = Xml()
    for table in package.tables.values():
        if table.kind.printed:
            row = cell(table.published_title or table.title)
            row += cell(table.title)
            row += cell(STATUSES[table.status])
            row += cell(str(len(table.rows)), "n")
            row += cell(table.amount_unit)
            rows += Xml("<tr>{}</tr>").format(row)
    table_of_tables = Xml(
        '<div class="table"><table><thead>{}</thead><tbody>{}</tbody></table></div>'
    )
    return shell.section("读到的表", table_of_tables.format(head, rows))


def _lost(outcome: PackageResult) -> list[Xml]:
    """The cells that were read and found no place, for the reader to look at."""
    items = []
    for part in outcome.parts:
        for lost in part.report.unplaced:
            row = f"{lost.table_title} 第 {lost.row} 行：{lost.text[:40]}"
            items.append(Xml("{}<small>{}，{}</small>").format(row, lost.why, lost.place))
    return items
