"""The sentences that sum a year up: how much, from where, for what, what changed and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.tables import Money, Named, YearOnYear, ranked, total

QUOTED = 20
"""So many characters of a reason are kept: one of that length may go on in the document."""
_GOES_ON = "……"
_SOURCES_TOLD = 2
"""So many sources of money are told with their reasons, where the whole has none."""

Span = tuple[str, str]
"""A text and the fact that it states: total, source, purpose, change, reason, or nothing."""


def lead(year: BudgetYear) -> Html:
    """The sentence that sums the year up, as HTML; each figure bears its fact in `data-fact`.

    As in: 2026 年安排 5,582.87 万元，全部来自一般公共预算。每 100 元里，98.5 元用于…
    """
    return _html(_lead(year))


def plain_lead(year: BudgetYear) -> str:
    """The same sentence as plain text, for the page's head, where no mark can stand."""
    return "".join(text for text, _ in _lead(year))


def changed(year: BudgetYear, site: Site, page: str) -> Html:
    """What changed on last year and why, with links to the rows that say so."""
    change = year.overview.change
    if change is not None:
        told = _html(_change(year, change)) + _row(year, change, site, page)
        if change.by.number and not change.reason:
            told += _sources_explained(year, site, page)
        return told
    if year.overview.part_change is not None:
        change = year.overview.part_change
        return Html("全部的钱比上年多了还是少了，我们没有读到。其中{}{}").format(
            _html(_change(year, change)), _row(year, change, site, page)
        )
    return Html(
        '<span data-fact="change">我们没有读到比上年多了还是少了，</span>'
        '<span data-fact="reason">也没有读到原因。</span>'
    )


def compared(year: BudgetYear, vintage: str) -> str:
    """What last year's amount is called: its budget, or what it came to; the two differ."""
    if vintage == "previous_budget":
        return "上年预算"
    if year.package.disclosure.phase == "final":
        return "上年决算"
    # 决算 is the audited outturn: while a budget is made, last year has none yet.
    return "上年执行数"


def quoted(reason: str) -> str:
    """A reason in the document's words, “人员增加”; what goes on there is followed by dots.

    >>> quoted("一般公共预算拨款减少……")
    '“一般公共预算拨款减少”……'
    """
    # Packages keep no more of it: a sentence of a document is not stored.
    words = reason.removesuffix(_GOES_ON)
    # Packages of earlier contracts cut it without a sign.
    if words != reason or len(reason) >= QUOTED:
        return f"“{words}”{_GOES_ON}"
    return f"“{reason}”"


def rate(change: YearOnYear) -> str:
    """A change in percent with its sign; nothing where last year's amount was nothing."""
    if change.rate is None:
        return ""
    return f"{blocks.signed(change.rate)}%"


def _html(spans: Iterator[Span]) -> Html:
    """The texts with their facts beside them, as tests hold them against the figures."""
    html: list[Html] = []
    for text, fact in spans:
        escaped = blocks.escape(text)
        if fact in ("total", "purpose", "change"):
            html.append(Html('<b data-fact="{}">{}</b>').format(fact, escaped))
        elif fact:
            html.append(Html('<span data-fact="{}">{}</span>').format(fact, escaped))
        else:
            html.append(escaped)
    return joined(html)


def _lead(year: BudgetYear) -> Iterator[Span]:
    money = year.overview.shown
    if money is None:
        yield "这份文件的收支总表没有写明总额。", ""
        return
    verb = "安排"
    of_hundred_yuan = "每 100 元里，"
    if year.overview.spent:
        verb = "实际支出"
        of_hundred_yuan = "每花 100 元里，"
    yield f"{year.package.disclosure.year} 年{verb} ", ""
    yield blocks.headline_text(money), "total"
    yield from _source(year, money)
    parts = ranked(year.overview.purposes)
    if not parts or not money.yuan:
        return
    yield of_hundred_yuan, ""
    comma = ""
    fact = "purpose"
    for name, share in _thirds(year, parts):
        yield comma, ""
        yield f"{share} 元", fact
        yield f"用于{name}", ""
        comma = "，"
        fact = ""
    yield "。", ""


def _source(year: BudgetYear, money: Money) -> Iterator[Span]:
    """Where the money comes from; all that comes in, where that is not what is spent."""
    sources = year.overview.sources
    main = year.overview.main_source
    if main is None:
        yield "，文件没有写明钱从哪里来。", "source"
        return
    income = total(source.money for source in sources)
    clause = ""
    # A final account spends what was carried over, and keeps what is left.
    if income != money.yuan:
        # `total` adds in 元.
        clause = f"；收入 {blocks.headline_text(Money(income, '元'))}"
    if len(sources) == 1:
        clause += f"，全部来自{main.name}。"
    else:
        share = blocks.percent(main.money.yuan, income, 1)
        clause += f"，其中 {share} 来自{main.name}。"
    yield clause, "source"


def _thirds(year: BudgetYear, parts: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """The largest part, the others together, and basic spending where it is a part, per 100 元."""
    whole = total(part.money for part in parts)
    basic = [part for part in parts if part.name == "基本支出"]
    purposes = [part for part in parts if part not in basic]
    thirds = [(part.name, part.money.yuan) for part in purposes[:1]]
    rest = purposes[1:]
    if rest:
        name = f"另外 {len(rest)} 个方面"
        if purposes[0] in year.overview.projects:
            name = f"另外 {len(rest)} 个项目"
        thirds.append((name, total(part.money for part in rest)))
    if basic:
        third = ("单位自身的基本支出", basic[0].money.yuan)
        # The largest comes first.
        if basic[0] == parts[0]:
            thirds.insert(0, third)
        else:
            thirds.append(third)
    for name, amount in thirds:
        yield name, of_hundred(amount, whole)


def of_hundred(part: Decimal, whole: Decimal) -> str:
    """How many of 100 元, without a decimal that is nothing: 98.5, 50."""
    return blocks.percent(part, whole, 1).removesuffix("%").removesuffix(".0")


def _change(year: BudgetYear, change: YearOnYear) -> Iterator[Span]:
    by = change.by
    total_money = year.overview.total
    subject = change.of
    # A final account compares all that came in, with what was carried over, not what was spent.
    if not subject and year.overview.spent and total_money:
        subject = f"连同结转的收支总计 {blocks.headline_text(total_money)}，"
    against = compared(year, change.compared)
    if not by.number:
        yield f"{subject}与{against}相同", "change"
    else:
        direction = "少"
        if by.number > 0:
            direction = "多"
        yield f"{subject}比{against}{direction} ", ""
        yield blocks.headline_text(Money(abs(by.number), by.amount_unit)), "change"
        percent = rate(change)
        if percent:
            yield f"（{percent}）", ""
    yield "。", ""
    if change.held:
        yield "由两年的文件相减得出；", "reason"
    if change.reason:
        # No full stop behind the dots of what goes on.
        words = f"文件说的原因：{quoted(change.reason)}。"
        yield words.replace(f"{_GOES_ON}。", _GOES_ON), "reason"
    elif by.number:
        yield _without_reason(year, change), "reason"


def _without_reason(year: BudgetYear, change: YearOnYear) -> str:
    """That no reason was read, and on which page of the document one may be looked for."""
    row = year.rows.get((change.by.table, change.line or change.by.line))
    number = "" if row is None or change.held else row["page"]
    where = f"（看原文第 {number} 页）" if number else ""
    return f"我们没有读到原因{where}。"


def _sources_explained(year: BudgetYear, site: Site, page: str) -> Html:
    """What the document gives as reasons for the sources of its money, one after the other."""
    told = [
        _html(_change(year, change)) + _row(year, change, site, page)
        for change in year.overview.sources_explained[:_SOURCES_TOLD]
    ]
    if not told:
        return Html()
    return Html(" 其中：{}").format(joined(told, " "))


def _row(year: BudgetYear, change: YearOnYear, site: Site, page: str) -> Html:
    if change.held:
        before = site.by_path[change.held]
        return blocks.link(before.line(change.before.line), "看上年的数", page)
    # A row of the prose stands on another page than those of the tables.
    return blocks.link(year.cell(change.by.table, change.line), "看原处", page)
