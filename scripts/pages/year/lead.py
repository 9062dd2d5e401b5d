"""The sentences that sum a year up: how much, from where, mostly for what, and what changed and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.tables import Money, Named, YearOnYear, ranked, total

QUOTED = 20
"""So many characters of a reason are kept: one of that length may go on in the document."""

Piece = tuple[str, str]
"""A text and the fact that it states: total, source, purpose, change, reason, or nothing."""


def lead(year: BudgetYear) -> str:
    """The sentence that sums the year up, made from the figures, as HTML."""
    return _html(_lead(year))


def plain_lead(year: BudgetYear) -> str:
    """The same sentence as plain text."""
    return "".join(text for text, _ in _lead(year))


def changed(year: BudgetYear, site: Site, page: str) -> str:
    """What changed on last year and why, as HTML with links to the rows that say so."""
    overview = year.overview
    if overview.change is not None:
        return _html(_change(year, overview.change)) + _row(year, overview.change, site, page)
    if overview.part_change is not None:
        said = "全部的钱比上年多了还是少了，我们没有读到。其中"
        return (
            said
            + _html(_change(year, overview.part_change))
            + _row(year, overview.part_change, site, page)
        )
    return '<span data-fact="change">我们没有读到比上年多了还是少了，</span><span data-fact="reason">也没有读到原因。</span>'


def compared(year: BudgetYear, vintage: str) -> str:
    """What last year's amount is called: its budget, or what it came to."""
    final = year.package.disclosure.phase == "final"
    return "上年预算" if vintage == "previous_budget" else "上年决算" if final else "上年执行数"


def quoted(reason: str) -> str:
    """A reason in the document's words; one that may go on there ends in dots."""
    return f"“{reason}{'…' if len(reason) >= QUOTED else ''}”"


def rate(change: YearOnYear) -> str:
    """A change in percent with its sign; nothing where last year's amount was nothing."""
    return "" if change.rate is None else f"{blocks.signed(change.rate)}%"


def _html(pieces: Iterator[Piece]) -> str:
    return "".join(_marked(blocks.escape(text), fact) for text, fact in pieces)


def _marked(text: str, fact: str) -> str:
    tag = "b" if fact in ("total", "purpose", "change") else "span"
    return f'<{tag} data-fact="{fact}">{text}</{tag}>' if fact else text


def _lead(year: BudgetYear) -> Iterator[Piece]:
    whole = year.overview.shown
    if whole is None:
        yield "这份文件的收支总表没有写明总额。", ""
        return
    yield f"{year.package.disclosure.year} 年{'实际支出' if year.overview.spent else '安排'} ", ""
    yield blocks.headline_text(whole), "total"
    yield from _from(year, whole)
    parts = ranked(year.overview.purposes)
    if parts and whole.yuan:
        yield f"每{'花 ' if year.overview.spent else ' '}100 元里，", ""
        for index, (name, share) in enumerate(_thirds(year, parts)):
            yield "，" if index else "", ""
            yield f"{share} 元", "" if index else "purpose"
            yield f"用于{name}", ""
        yield "。", ""


def _from(year: BudgetYear, whole: Money) -> Iterator[Piece]:
    sources, main = year.overview.sources, year.overview.main_source
    if main is None:
        yield "，文件没有写明钱从哪里来。", "source"
        return
    came = total(source.money for source in sources)
    told = "" if came == whole.yuan else f"；收入 {blocks.headline_text(Money(came, '元'))}"
    if len(sources) == 1:
        yield f"{told}，全部来自{main.name}。", "source"
    else:
        yield f"{told}，其中 {blocks.percent(main.money.yuan, came, 1)} 来自{main.name}。", "source"


def _thirds(year: BudgetYear, parts: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """The largest part, the others together, and the basic spending where it is a part, per 100 元."""
    whole = total(part.money for part in parts)
    basic = [part for part in parts if part.name == "基本支出"]
    others = [part for part in parts if part not in basic]
    what = "个项目" if others and others[0] in year.overview.projects else "个方面"
    told = [(one.name, one.money.yuan) for one in others[:1]]
    if rest := others[1:]:
        told.append((f"另外 {len(rest)} {what}", total(part.money for part in rest)))
    if basic:
        told.insert(
            0 if basic[0] == parts[0] else len(told), ("单位自身的基本支出", basic[0].money.yuan)
        )
    for name, amount in told:
        yield name, of_hundred(amount, whole)


def of_hundred(part: Decimal, whole: Decimal) -> str:
    """How many of 100 元: 98.5."""
    return blocks.percent(part, whole, 1).removesuffix("%").removesuffix(".0")


def _change(year: BudgetYear, change: YearOnYear) -> Iterator[Piece]:
    by, whole = change.by, year.overview.total
    subject = change.of
    if not subject and year.overview.spent and whole:
        subject = f"连同结转的收支总计 {blocks.headline_text(whole)}，"
    against = compared(year, change.compared)
    if not by.number:
        yield f"{subject}与{against}相同", "change"
    else:
        yield f"{subject}比{against}{'多' if by.number > 0 else '少'} ", ""
        yield blocks.headline_text(Money(abs(by.number), by.amount_unit)), "change"
        percent = rate(change)
        yield f"（{percent}）" if percent else "", ""
    yield "。", ""
    if change.held:
        yield "由两年的文件相减得出；我们没有读到原因。", "reason"
    elif change.reason:
        yield f"文件说的原因：{quoted(change.reason)}。", "reason"
    elif by.number:
        yield "我们没有读到原因。", "reason"


def _row(year: BudgetYear, change: YearOnYear, site: Site, page: str) -> str:
    if change.held:
        return blocks.link(site.by_path[change.held].line(change.before.line), "看上年的数", page)
    return blocks.link(year.line(change.line), "看原处", page)
