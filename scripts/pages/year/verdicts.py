"""A verdict as readers see it: written out with links to its cells, what differs, why, and where in the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.checks import SEVERITIES, Finding
from scripts.checks.results import formulas
from scripts.corpus import STATES, BudgetYear, JudgedVerdict, Mark, Site

TAGS = {
    "failure": "fail",
    "notice": "warn",
    "rounding": "none",
    "cannot-tell": "none",
    "pass": "ok",
}
_MOST = 12
_LARGE = 10_000
_SIGNS = {"failure": "≠", "notice": "≠", "rounding": "≈"}


def tag(state: str, count: int | None = None) -> str:
    """What a verdict comes to, in a word; with how often, where that is told."""
    return blocks.tag(TAGS[state], STATES[state] + ("" if count is None else f" {count:,}"))


def tags(found: Iterable[JudgedVerdict]) -> str:
    """How often each thing that verdicts come to occurs, the gravest first; nothing for what does not occur."""
    states = [one.state for one in found]
    return " ".join(tag(state, states.count(state)) for state in STATES if state in states)


def ordered(found: Iterable[JudgedVerdict]) -> list[JudgedVerdict]:
    """Verdicts, the gravest first."""
    return sorted(found, key=lambda one: one.rank)


def full(one: JudgedVerdict, year: BudgetYear, site: Site, page: str, *, about: str = "") -> str:
    """A verdict with all that is to be said of it, as a list item; `about` says whose it is, on pages of several."""
    own = page == year.address("checks")
    here = blocks.link(f"{year.address('checks')}#{one.id}", "链接" if own else "在核对页看", page)
    said = "。".join(filter(None, (_apart(one), _why(one), _place(one, year, site))))
    identifier = f' id="{one.id}"' if own else ""
    written_out = f'<code class="mz-formula">{formula(one, year, site, page)}</code>'
    head = (
        f"{tag(one.state)} {about}</p><p>{written_out}"
        if about
        else f"{tag(one.state)} {written_out}"
    )
    return (
        f'<li{identifier} class="{TAGS[one.state]}"><p class="mz-judged">{head}</p>'
        f'<p class="mz-sub">{said}{"。" if said else ""}{here}</p></li>'
    )


def brief(one: JudgedVerdict, year: BudgetYear, site: Site, page: str) -> str:
    """A verdict that holds, in a line."""
    return f'<li id="{one.id}"><code class="mz-formula">{formula(one, year, site, page, most=_MOST)}</code></li>'


def several(items: Sequence[str]) -> str:
    """Verdicts one below the other."""
    return f'<ul class="mz-verdicts">{"".join(items)}</ul>'


def formula(one: JudgedVerdict, year: BudgetYear, site: Site, page: str, most: int = 0) -> str:
    """A verdict with its figures, each a link to the cell that it stands in."""
    found = formulas.pieces(one.verdict, year.package, site.packages, most)
    return "".join(_linked(piece, year, site, page) for piece in found)


def finding(one: Finding, year: BudgetYear, page: str, *, about: str = "") -> str:
    """A finding that no verdict stands for, as a list item: how grave, what, and where; `about` leads to more."""
    table = one.file.removeprefix("data/").removesuffix(".csv")
    address = year.cell(table, one.line) if one.line else ""
    where = (
        blocks.link(address, "看这一行", page)
        if address
        else f"<code>{blocks.escape(one.where)}</code>"
    )
    kind = {"failure": "fail", "notice": "warn"}[one.severity]
    more = about or blocks.link(f"quality/rules/{one.rule}.html", "规则", page)
    return (
        f'<li class="{kind}"><p class="mz-judged">{blocks.tag(kind, SEVERITIES[one.severity])} '
        f'{blocks.escape(one.message)}</p><p class="mz-sub">{where}　{more}</p></li>'
    )


def mark(one: Mark, page: str) -> str:
    """The link beside a cell that takes part in a failure or a rounding difference; told apart by its sign."""
    sign = _SIGNS[one.state] if one.is_equation else "！"
    said = f"{STATES[one.state]}：看核对"
    kind = TAGS[one.state]
    address = blocks.relative(one.address, page)
    return (
        f'<a class="mz-mark {kind}" href="{address}" title="{said}" aria-label="{said}">{sign}</a>'
    )


def _linked(piece: formulas.FormulaPart, year: BudgetYear, site: Site, page: str) -> str:
    term = piece.term
    where = (site.by_path.get(term.package) if term.package else year) if term is not None else None
    address = where.cell(term.table, term.line) if where is not None and term is not None else ""
    if term is not None:
        return (
            blocks.link(address, piece.text, page)
            if address
            else f"<b>{blocks.escape(piece.text)}</b>"
        )
    return blocks.escape(piece.text)


def _apart(one: JudgedVerdict) -> str:
    """How far the two sides are apart, and whether rounding can explain it."""
    difference, envelope = one.verdict.difference, one.verdict.envelope
    if not difference or one.state == "pass":
        return ""
    unit = one.verdict.left.unit
    apart = f"相差 {_measured(abs(difference), unit)}"
    if one.state != "rounding" or envelope is None:
        return apart
    allowed = f"±{_measured(envelope, unit)} 之内"
    return (
        f"{apart}，在文件所说“约”的 {allowed}"
        if _is_about(one)
        else f"{apart}，在四舍五入可能造成的 {allowed}"
    )


def _is_about(one: JudgedVerdict) -> bool:
    """Whether the document itself says that a figure is only about so much."""
    return "“约”" in one.verdict.reason


def _measured(value: Decimal, unit: str) -> str:
    """A difference in its unit, without closing zeros; large amounts in 万元 too, as the tables state them."""
    if unit != "元":
        return (
            f"{blocks.number(value)} {'个百分点' if unit == '%' else blocks.escape(unit)}".strip()
        )
    yuan = blocks.yuan(value.normalize())
    return (
        yuan
        if value < _LARGE
        else f"{yuan}（{blocks.number((value / _LARGE).normalize() + 0)} 万元）"
    )


def _why(one: JudgedVerdict) -> str:
    """The reason that a verdict gives; an allowance that `_apart` tells of is not told twice."""
    reason = one.verdict.reason
    if not reason or (one.state == "rounding" and _is_about(one)):
        return ""
    return f"{'原因' if one.state == 'cannot-tell' else '说明'}：{blocks.escape(reason)}"


def _place(one: JudgedVerdict, year: BudgetYear, site: Site) -> str:
    """The pages or lines of the documents that its cells stand on."""
    found: dict[str, list[str]] = {}
    for term in one.verdict.terms:
        where = site.by_path.get(term.package) if term.package else year
        row = where.rows.get((term.table, term.line)) if where is not None else None
        if where is not None and row is not None and (row["page"] or row["source_line"]):
            found.setdefault(_document(where, year, row["document"]), []).append(
                _spot(row["page"], row["source_line"])
            )
    spots = "；".join(
        f"{name}{_joined(list(dict.fromkeys(spots)))}" for name, spots in found.items()
    )
    return "，".join(filter(None, (table_of(one, year), spots)))


def table_of(one: JudgedVerdict, year: BudgetYear) -> str:
    """The title of the table that all cells stand in; nothing where a formula over several names them itself."""
    names = {(term.package, term.table) for term in one.verdict.terms if term.table}
    table = year.package.table(one.verdict.left.table) if len(names) == 1 else None
    if table is None or not table.kind.printed or table.title == one.verdict.left.label:
        return ""
    return blocks.escape(table.title)


def _document(where: BudgetYear, year: BudgetYear, number: str) -> str:
    abroad = (
        ""
        if where is year
        else f"{where.department if where.department != year.department else ''} {where.name}"
    )
    several = f"第 {number} 份" if number and len(where.package.sources) > 1 else ""
    return f"{blocks.escape(abroad.strip())}原文{several}"


def _spot(page: str, line: str) -> str:
    return f"{page} 页" if page else f"{line} 行"


def _joined(spots: Sequence[str]) -> str:
    """`第 3、5 页`; of many only the first and the last."""
    numbers = sorted({int(spot.split()[0]) for spot in spots})
    word = spots[0].split()[1]
    if len(numbers) > 6:
        return f"第 {numbers[0]} 至 {numbers[-1]} {word}"
    return f"第 {'、'.join(map(str, numbers))} {word}"
