"""A verdict as readers see it: written out with links to its cells, what differs, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.checks import SEVERITIES, Finding, Term
from scripts.checks.results import formulas
from scripts.corpus import STATES, BudgetYear, JudgedVerdict, Mark, Site
from scripts.markup import Html, joined

TAGS = {
    "failure": "fail",
    "notice": "warn",
    "rounding": "none",
    "cannot-tell": "none",
    "pass": "ok",
}
_MOST = 12
"""How many figures a verdict that holds writes out: whoever doubts it opens the table."""

_LARGE = 10_000
"""From so many 元 on a difference is told in 万元 too."""

_SIGNS = {"failure": "≠", "notice": "≠", "rounding": "≈"}


def tag(state: str, count: int | None = None) -> Html:
    """What a verdict comes to, in a word; with how often, where that is told."""
    text = STATES[state]
    if count is not None:
        text = f"{text} {count:,}"
    return blocks.tag(TAGS[state], text)


def tags(verdicts: Iterable[JudgedVerdict]) -> Html:
    """How often each state of verdicts occurs, the gravest first; nothing for one that does not."""
    states = [judged.state for judged in verdicts]
    found = []
    for state in STATES:
        if state in states:
            found.append(tag(state, states.count(state)))
    return Html(" ").join(found)


def ordered(verdicts: Iterable[JudgedVerdict]) -> list[JudgedVerdict]:
    """Verdicts, the gravest first."""
    return sorted(verdicts, key=lambda judged: judged.rank)


def full(
    judged: JudgedVerdict, year: BudgetYear, site: Site, page: str, *, about: str = ""
) -> Html:
    """A verdict with all that is to be said of it, as a list item.

    `about` says whose it is, on pages of several years; only the year's own page has the id.
    """
    link_text = "在核对页看"
    identifier = ""
    if page == year.address("checks"):
        link_text = "链接"
        identifier = Html(' id="{}"').format(judged.id)
    link = blocks.link(f"{year.address('checks')}#{judged.id}", link_text, page)
    written_out = Html('<code class="mz-formula">{}</code>').format(
        formula(judged, year, site, page)
    )
    heading = Html("{} {}").format(tag(judged.state), written_out)
    if about:
        heading = Html("{} {}</p><p>{}").format(tag(judged.state), about, written_out)
    notes = (_apart(judged), _why(judged), _place(judged, year, site))
    sentences = ""
    for note in notes:
        if note:
            sentences += f"{note}。"
    return Html(
        '<li{} class="{}"><p class="mz-judged">{}</p><p class="mz-sub">{}{}</p></li>'
    ).format(identifier, TAGS[judged.state], heading, sentences, link)


def brief(judged: JudgedVerdict, year: BudgetYear, site: Site, page: str) -> Html:
    """A verdict that holds, in a line."""
    written_out = formula(judged, year, site, page, most=_MOST)
    return Html('<li id="{}"><code class="mz-formula">{}</code></li>').format(
        judged.id, written_out
    )


def several(items: Sequence[str]) -> Html:
    """Verdicts one below the other."""
    return Html('<ul class="mz-verdicts">{}</ul>').format(joined(items))


def formula(judged: JudgedVerdict, year: BudgetYear, site: Site, page: str, most: int = 0) -> Html:
    """A verdict with its figures, each linked to its cell; at `most` so many, all for 0."""
    html: list[Html] = []
    for part in formulas.pieces(judged.verdict, year.package, site.packages, most):
        text = blocks.escape(part.text)
        address = ""
        if part.term is not None:
            text = Html("<b>{}</b>").format(text)
            of_term = _year_of(part.term, year, site)
            if of_term is not None:
                address = of_term.cell(part.term.table, part.term.line)
        # A figure leads to its cell, where a page shows that.
        if address:
            text = blocks.link(address, part.text, page)
        html.append(text)
    return joined(html)


def finding(finding: Finding, year: BudgetYear, page: str, *, about: str = "") -> Html:
    """A finding that no verdict stands for, as a list item: how grave, what, and where.

    `about` is where there is more to read; the page of its rule, where nothing is named.
    """
    # data/expenditure.csv is the table expenditure.
    table = finding.file.removeprefix("data/").removesuffix(".csv")
    place = Html("<code>{}</code>").format(finding.where)
    address = ""
    if finding.line:
        address = year.cell(table, finding.line)
    if address:
        place = blocks.link(address, "看这一行", page)
    css = {"failure": "fail", "notice": "warn"}[finding.severity]
    link = about or blocks.link(f"quality/rules/{finding.rule}.html", "规则", page)
    severity = blocks.tag(css, SEVERITIES[finding.severity])
    return Html(
        '<li class="{}"><p class="mz-judged">{} {}</p><p class="mz-sub">{}　{}</p></li>'
    ).format(css, severity, finding.message, place, link)


def mark(mark: Mark, page: str) -> Html:
    """The link beside a cell that takes part in a failure or a rounding difference.

    ≠ for an equation that does not hold, ≈ for a rounding difference, ！ for anything else.
    """
    # What is no equation gets no sign of one.
    sign = "！"
    if mark.is_equation:
        sign = _SIGNS[mark.state]
    text = f"{STATES[mark.state]}：看核对"
    address = blocks.relative(mark.address, page)
    return Html(
        '<a class="mz-mark {}" href="{}" title="{}" '
        # A sign says nothing aloud, and a title is not read by every reader.
        'aria-label="{}">{}</a>'
    ).format(TAGS[mark.state], address, text, text, sign)


def marks(year: BudgetYear, site: Site, table: str, line: str, page: str) -> Html:
    """The marks of a row, one after the other; nothing for a row that takes part in no failure."""
    html: list[Html] = []
    for each in site.marks(year, table, line):
        html.append(mark(each, page))
    return joined(html)


def _year_of(term: Term, year: BudgetYear, site: Site) -> BudgetYear | None:
    """The year whose package a term is of; None where this site does not hold that package."""
    # Most terms are of the package itself; those of another year or body name theirs.
    if not term.package:
        return year
    return site.by_path.get(term.package)


def _apart(judged: JudgedVerdict) -> str:
    """How far the two sides are apart, and whether rounding can explain it."""
    difference = judged.verdict.difference
    envelope = judged.verdict.envelope
    if not difference or judged.state == "pass":
        return ""
    unit = judged.verdict.left.unit
    apart = f"相差 {_measured(abs(difference), unit)}"
    if judged.state != "rounding" or envelope is None:
        return apart
    allowance = "四舍五入可能造成的"
    if _is_about(judged):
        allowance = "文件所说“约”的"
    return f"{apart}，在{allowance} ±{_measured(envelope, unit)} 之内"


def _is_about(judged: JudgedVerdict) -> bool:
    """Whether the document itself says that a figure is only about so much."""
    return "“约”" in judged.verdict.reason


def _measured(value: Decimal, unit: str) -> str:
    """A difference in its unit, without closing zeros; a large one in 万元 too, as tables have it."""
    if unit == "%":
        # Two percentages are apart by points and not by percent.
        return f"{blocks.number(value)} 个百分点"
    if unit != "元":
        return f"{blocks.number(value)} {unit}".strip()
    yuan = blocks.yuan(value.normalize())
    if value < _LARGE:
        return yuan
    # + 0 turns 1E+1, as normalize() writes ten, into 10.
    wan = blocks.number((value / _LARGE).normalize() + 0)
    return f"{yuan}（{wan} 万元）"


def _why(judged: JudgedVerdict) -> str:
    """The reason that a verdict gives; an allowance that `_apart` tells of is not told twice."""
    reason = judged.verdict.reason
    if not reason or (judged.state == "rounding" and _is_about(judged)):
        return ""
    if judged.state == "cannot-tell":
        return f"原因：{reason}"
    return f"说明：{reason}"


def _place(judged: JudgedVerdict, year: BudgetYear, site: Site) -> str:
    """The pages or lines of the documents that its cells stand on."""
    spots: dict[str, tuple[str, set[int]]] = {}
    for term in judged.verdict.terms:
        of_term = _year_of(term, year, site)
        if of_term is None:
            continue
        row = of_term.rows.get((term.table, term.line))
        if row is None:
            continue
        word = "页" if row["page"] else "行"
        number = row["page"] or row["source_line"]
        if number:
            document = _document(of_term, year, row["document"])
            _, numbers = spots.setdefault(document, (word, set()))
            numbers.add(int(number))

    places = []
    for document, (word, found) in spots.items():
        listed = "、".join(map(str, sorted(found)))
        # Of more than six only the first and the last.
        if len(found) > 6:
            listed = f"{min(found)} 至 {max(found)}"
        places.append(f"{document}第 {listed} {word}")
    parts = (table_of(judged, year), "；".join(places))
    return "，".join(filter(None, parts))


def table_of(judged: JudgedVerdict, year: BudgetYear) -> str:
    """The title of the table that all cells stand in; "" where a formula names several."""
    tables = {(term.package, term.table) for term in judged.verdict.terms if term.table}
    if len(tables) != 1:
        return ""
    left = judged.verdict.left
    table = year.package.table(left.table)
    if table is None or not table.kind.printed or table.title == left.label:
        return ""
    return table.title


def _document(of_term: BudgetYear, year: BudgetYear, number: str) -> str:
    """What a document is called on the page of a year: 原文, with whose it is where another's."""
    name = "原文"
    if of_term is not year:
        abroad = of_term.name
        # Another year of the same body goes by its year alone.
        if of_term.department != year.department:
            abroad = f"{of_term.department} {of_term.name}"
        name = f"{abroad}原文"
    # Of a single document the number says nothing.
    if number and len(of_term.package.sources) > 1:
        return f"{name}第 {number} 份"
    return name
