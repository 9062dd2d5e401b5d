"""The English overview of a department's year: how much, from where, for what, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.package import Source
from scripts.pages.english import words
from scripts.pages.year import shell
from scripts.schema import english
from scripts.tables import Money, Named, YearOnYear, ranked, total

_SHOWN = 20
"""How many sources or purposes are listed; the others are told together, as on the Chinese page."""


def page(year: BudgetYear, site: Site) -> Page:
    """The overview page."""
    path = words.at(year.address())
    sentence = lead(year, site)
    main = "\n".join(
        (
            f'<p class="mz-lead">{sentence}</p>',
            blocks.cards(_cards(year)),
            _money(site, "sources", "Where the money comes from", year.overview.sources),
            _money(site, "purposes", "What the money is for", ranked(year.overview.purposes)),
            _functions(year, site),
        )
    )
    body = f"{words.head(year, 'index', path)}\n{blocks.grid(main, aside(year, site, path))}"
    return Page(
        path,
        f"{year.department} {words.period(year)}",
        # The description stands in the page's head, where no tag can.
        words.plain(sentence),
        body,
        lang=words.LANG,
    )


def lead(year: BudgetYear, site: Site) -> str:
    """The sentence that sums the year up, made from the figures.

    As HTML. Where the amount was not published in 元, the published figure stands beside it:
    CNY 55.8287 million (5,582.87 × 10,000 yuan as published).
    """
    total_money = year.overview.shown
    if total_money is None:
        return "The summary table of this document states no total."
    amount = f"<b>{words.cny(total_money)}</b>"
    # In 元 the amount of the sentence is the published one.
    if total_money.amount_unit != "元":
        amount += f" ({words.published(total_money)} as published)"
    disclosure = year.package.disclosure
    beginning = f"This department spent in {disclosure.year}"
    if disclosure.phase == "budget":
        beginning = f"This department’s budget for {disclosure.year} is"
    return f"{beginning} {amount}{_from(year, site)}.{_of_a_hundred(year, site)}"


def _from(year: BudgetYear, site: Site) -> str:
    sources = year.overview.sources
    if not sources:
        return ""
    if len(sources) == 1:
        return f", all of it from {_called(site, sources[0].name)}"
    whole = total(source.money for source in sources)
    first = max(sources, key=lambda source: source.money.yuan)
    return f", {words.percent(first.money.yuan, whole, 1)} of it from {_called(site, first.name)}"


def _called(site: Site, name: str) -> str:
    """A kind of money with its article: the general public budget."""
    english_name = words.name(site, name)
    if english_name.endswith("budget"):
        return f"the {english_name}"
    return english_name


def _of_a_hundred(year: BudgetYear, site: Site) -> str:
    """How 100 yuan are spent: the largest purpose, the others together, basic expenditure."""
    parts = ranked(year.overview.purposes)
    whole = total(part.money for part in parts)
    if not parts or not whole:
        return ""
    # By this name basic spending stands among the projects (tables/sources_and_uses).
    basic = [part for part in parts if part.name == "基本支出"]
    purposes = [part for part in parts if part not in basic]
    clauses = []
    if purposes:
        largest = words.name(site, purposes[0].name)
        clauses.append(f"<b>{_share(purposes[:1], whole)}</b> go to {largest}")
    if len(purposes) > 1:
        kind = "purposes"
        if purposes[0] in year.overview.projects:
            kind = "projects"
        share = _share(purposes[1:], whole)
        clauses.append(f"<b>{share}</b> to {len(purposes) - 1} other {kind}")
    if basic:
        share = _share(basic, whole)
        clauses.append(f"<b>{share}</b> to the basic expenditure that keeps the body running")
    return f" Of every 100 yuan, about {_listed(clauses)}."


def _share(parts: Sequence[Named], whole: Decimal) -> str:
    """A share in percent, without its sign and without a decimal that is nothing: 98.5, 12."""
    share = words.percent(total(part.money for part in parts), whole, 1)
    return share.removesuffix("%").removesuffix(".0")


def _listed(clauses: Sequence[str]) -> str:
    *before, last = clauses
    if not before:
        return last
    return f"{', '.join(before)} and {last}"


# Cards


def _cards(year: BudgetYear) -> Iterator[str]:
    overview = year.overview
    if overview.change is not None:
        yield _change(overview.change)
    if overview.project is not None and overview.shown is not None:
        share = words.percent(overview.project.yuan, overview.shown.yuan).removesuffix("%")
        note = words.cny(overview.project)
        if overview.projects:
            note = f"{len(overview.projects)} projects, {note}"
        yield blocks.card("Share of projects", share, "%", note)
    for item in overview.three_public:
        if item.total and isinstance(item.figure, Decimal):
            money = Money(item.figure, item.amount_unit)
            note = (
                "Official travel abroad, vehicles, hospitality; "
                f"{words.published(money)} as published"
            )
            yield blocks.card("Three public expenses", *words.headline(money.yuan), note)


def _change(change: YearOnYear) -> str:
    """The card of the change; a fall bears the sign −, not a hyphen, as numbers do elsewhere."""
    value, unit = words.headline(abs(change.by.yuan))
    sign, published = "", words.published(change.by)
    if change.by.number > 0:
        sign, published = "+", f"+{published}"
    elif change.by.number < 0:
        sign = "−"
    notes = [f"{published} as stated"]
    if change.rate is not None:
        notes.append(f"{blocks.signed(change.rate)}%")
    last_year = f"last year {words.cny(change.before)}"
    # Without a line of its own the amount is no figure of a document.
    if not change.before.line:
        last_year += " (worked out)"
    notes.append(last_year)
    if change.reason:
        notes.append(f"reason given: {words.chinese(change.reason)}")
    return blocks.card("Change on last year", sign + value, unit, "; ".join(notes))


# Sections


def _money(site: Site, identifier: str, title: str, items: Sequence[Named]) -> str:
    if not items:
        return ""
    whole = total(item.money for item in items)
    shown = items[:_SHOWN]
    rest = _rest(items[_SHOWN:])
    # `total` adds in 元, whatever unit the parts are in.
    caption = f"{title}: {words.cny(Money(whole, '元'))} in all"
    return blocks.section(
        identifier, title, "", words.amounts(site, identifier, caption, shown, whole) + rest
    )


def _rest(items: Sequence[Named]) -> str:
    if not items:
        return ""
    unit = items[0].money.amount_unit
    whole = Money(sum((item.money.number for item in items), Decimal(0)), unit)
    return f"<p>{len(items)} others together: {words.published(whole)}, {words.cny(whole)}.</p>"


def _functions(year: BudgetYear, site: Site) -> str:
    """What it is spent on by function, where the purposes are something else."""
    functions = year.overview.functions
    # Where projects do not make up the whole, the purposes are the functions themselves.
    if functions == year.overview.purposes:
        return ""
    return _money(site, "functions", "By function", functions)


# Beside the text


def aside(year: BudgetYear, site: Site, page: str) -> str:
    """The boxes beside the text: soundness, downloads, the document, what there is in Chinese."""
    return "\n".join(
        (_soundness(year, page), _downloads(year, page), _source(year), _others(year, page))
    )


def _soundness(year: BudgetYear, page: str) -> str:
    sound = year.soundness
    tried = sound.passing + sound.failing
    if not tried:
        sentence = "No equation of this document can be checked."
    elif not sound.failing:
        sentence = f"All {tried:,} equations of this document hold."
    else:
        sentence = (
            f"{sound.passing:,} of {tried:,} equations of this document hold, "
            f"{sound.failing:,} do not."
        )
    if sound.undecided:
        sentence += f" Another {sound.undecided:,} cannot be told."
    link = words.kept_in_chinese(year.address("checks"), "Every equation, in Chinese", page)
    return blocks.box("Does it add up?", f"<p>{sentence}</p><p>{link}</p>")


def _downloads(year: BudgetYear, page: str) -> str:
    folder = year.package.path
    workbook = blocks.download(f"{folder}/{shell.workbook(year)}", "XLSX", page)
    archive = blocks.download(f"{folder}/{shell.archive(year)}", "ZIP", page)
    return blocks.box(
        "Take the data away",
        blocks.row("Workbook, in Chinese", workbook)
        + blocks.row("All tables as CSV, English column names", archive)
        + blocks.row("Description", blocks.link(f"{folder}/datapackage.json", "JSON", page)),
    )


def _source(year: BudgetYear) -> str:
    paragraphs = [_document(source) for source in year.package.sources]
    count = sum(table.status == "published" for table in year.published)
    paragraphs.append(
        f"<p>{len(year.published)} tables, {count} of them {english.STATUSES['published']}.</p>"
    )
    return blocks.box("Source", "".join(paragraphs))


def _document(source: Source) -> str:
    title = words.chinese(f"《{source.title}》")
    if source.published:
        title += f", published {source.published}"
    where = "Address not recorded"
    if source.address:
        where = f'<a href="{blocks.escape(source.address)}">The document</a>'
    return f"<p>{title}. {where}.</p>"


def _others(year: BudgetYear, page: str) -> str:
    parts = (
        ("projects", "Projects and their targets"),
        ("data", "Data and dictionary"),
        ("index", "Charts"),
    )
    items = "".join(
        f"<li>{words.kept_in_chinese(year.address(name), text, page)}</li>" for name, text in parts
    )
    return blocks.box("In Chinese", f"<ul>{items}</ul>")
