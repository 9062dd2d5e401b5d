"""The English overview of a department's year: how much, from where, for what, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.pages.english import words
from scripts.pages.year import shell, year_charts
from scripts.pages.year.lead import of_hundred
from scripts.schema import english
from scripts.tables import Money, Named, YearOnYear, ranked, total

_SHOWN = 20
"""How many sources or purposes are listed; the others are told together, as on the Chinese page."""


def page(year: BudgetYear, site: Site) -> Page:
    """The overview page."""
    path = words.at(year.address())
    sentence = lead(year, site)
    overview = year.overview
    purposes = ranked(overview.purposes)
    functions = overview.functions
    # Where projects do not make up the whole, the purposes are the functions themselves.
    if functions == overview.purposes:
        functions = ()
    main = joined(
        (
            Html('<p class="mz-lead">{}</p>').format(sentence),
            blocks.cards(_cards(year)),
            _money(site, "sources", "Where the money comes from", overview.sources),
            _money(site, "purposes", "What the money is for", purposes),
            _money(site, "functions", "By function", functions),
        ),
        "\n",
    )
    head = words.head(year, path)
    body = Html("{}\n{}").format(head, blocks.grid(main, aside(year, site, path)))
    title = f"{year.department} {words.period(year)}"
    # The description stands in the page's head, where no tag can.
    return Page(path, title, words.plain(sentence), body, lang=words.LANG)


def lead(year: BudgetYear, site: Site) -> str:
    """The sentence that sums the year up, made from the figures, as HTML.

    CNY 55.8287 million (5,582.87 × 10,000 yuan as published): an amount in 元 stands alone.
    """
    total_money = year.overview.shown
    if total_money is None:
        return "The summary table of this document states no total."
    amount = Html("<b>{}</b>").format(words.cny(total_money))
    # In 元 the amount of the sentence is the published one.
    if total_money.amount_unit != "元":
        amount += f" ({words.published(total_money)} as published)"
    disclosure = year.package.disclosure
    beginning = f"This department spent in {disclosure.year}"
    if disclosure.phase == "budget":
        beginning = f"This department’s budget for {disclosure.year} is"
    return Html("{} {}{}.{}").format(
        beginning, amount, _from(year, site), _of_a_hundred(year, site)
    )


def _from(year: BudgetYear, site: Site) -> Html:
    sources = year.overview.sources
    if not sources:
        return Html()
    first = max(sources, key=lambda source: source.money.yuan)
    name = words.name(site, first.name)
    if name.endswith("budget"):
        name = Html("the {}").format(name)
    if len(sources) == 1:
        return Html(", all of it from {}").format(name)
    whole = total(source.money for source in sources)
    share = words.percent(first.money.yuan, whole, 1)
    return Html(", {} of it from {}").format(share, name)


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
        clauses.append(Html("<b>{}</b> go to {}").format(_share(purposes[:1], whole), largest))
    if len(purposes) > 1:
        kind = "purposes"
        if purposes[0] in year.overview.projects:
            kind = "projects"
        share = _share(purposes[1:], whole)
        clauses.append(Html("<b>{}</b> to {} other {}").format(share, len(purposes) - 1, kind))
    if basic:
        share = _share(basic, whole)
        clauses.append(
            Html("<b>{}</b> to the basic expenditure that keeps the body running").format(share)
        )
    *before, last = clauses
    if before:
        last = Html("{} and {}").format(Html(", ").join(before), last)
    return Html(" Of every 100 yuan, about {}.").format(last)


def _share(parts: Sequence[Named], whole: Decimal) -> str:
    """A share of 100, without a decimal that is nothing: 98.5, 12."""
    amount = total(part.money for part in parts)
    share = of_hundred(amount, whole)
    return share.replace("不到", "less than")


def _cards(year: BudgetYear) -> Iterator[Html]:
    overview = year.overview
    if overview.change is not None:
        yield _change(overview.change)

    project = overview.project
    shown = overview.shown
    if project is not None and shown is not None:
        share = words.percent(project.yuan, shown.yuan)
        note = words.cny(project)
        if overview.projects:
            note = f"{len(overview.projects)} projects, {note}"
        yield blocks.card("Share of projects", share.removesuffix("%"), "%", note)

    for item in overview.three_public:
        if item.total and isinstance(item.figure, Decimal):
            money = Money(item.figure, item.amount_unit)
            published = f"{words.published(money)} as published"
            note = f"Official travel abroad, vehicles, hospitality; {published}"
            value, unit = words.headline(money.yuan)
            yield blocks.card("Three public expenses", value, unit, note)


def _change(change: YearOnYear) -> Html:
    """The card of the change; a fall bears the sign −, not a hyphen, as numbers do elsewhere."""
    by = change.by
    value, unit = words.headline(abs(by.yuan))
    sign = ""
    published = words.published(by)
    if by.number > 0:
        sign = "+"
        published = f"+{published}"
    elif by.number < 0:
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
        notes.append(Html("reason given: {}").format(words.chinese(change.reason)))
    return blocks.card("Change on last year", sign + value, unit, Html("; ").join(notes))


def _money(site: Site, identifier: str, title: str, items: Sequence[Named]) -> Html:
    if not items:
        return Html()
    whole = total(item.money for item in items)
    # `total` adds in 元, whatever unit the parts are in.
    caption = f"{title}: {words.cny(Money(whole, '元'))} in all"
    body = words.amounts(site, identifier, caption, items[:_SHOWN], whole)
    others = items[_SHOWN:]
    if others:
        rest = year_charts.together(others)
        amounts = f"{words.published(rest)}, {words.cny(rest)}"
        body += Html("<p>{} others together: {}.</p>").format(len(others), amounts)
    return blocks.section(identifier, title, "", body)


def aside(year: BudgetYear, site: Site, page: str) -> Html:
    """The boxes beside the text: soundness, downloads, the document, what there is in Chinese."""
    parts = (
        ("projects", "Projects and their targets"),
        ("data", "Data and dictionary"),
        ("index", "Charts"),
    )
    others: list[Html] = []
    for name, text in parts:
        others.append(
            Html("<li>{}</li>").format(words.kept_in_chinese(year.address(name), text, page))
        )
    in_chinese = blocks.box("In Chinese", Html("<ul>{}</ul>").format(joined(others)))
    return joined((_soundness(year, page), _downloads(year, page), _source(year), in_chinese), "\n")


def _soundness(year: BudgetYear, page: str) -> Html:
    sound = year.soundness
    tried = sound.decided
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
    return blocks.box("Does it add up?", Html("<p>{}</p><p>{}</p>").format(sentence, link))


def _downloads(year: BudgetYear, page: str) -> Html:
    folder = year.package.path
    workbook = blocks.download(f"{folder}/{shell.workbook(year)}", "XLSX", page)
    archive = blocks.download(f"{folder}/{shell.archive(year)}", "ZIP", page)
    description = blocks.link(f"{folder}/datapackage.json", "JSON", page)
    rows = (
        blocks.row("Workbook, in Chinese", workbook),
        blocks.row("All tables as CSV, English column names", archive),
        blocks.row("Description", description),
    )
    return blocks.box("Take the data away", joined(rows))


def _source(year: BudgetYear) -> Html:
    paragraphs: list[Html] = []
    for source in year.package.sources:
        title = words.chinese(f"《{source.title}》")
        if source.published:
            title += f", published {source.published}"
        where = "Address not recorded"
        if source.link:
            where = Html('<a href="{}">The document</a>').format(source.link)
        paragraphs.append(Html("<p>{}. {}.</p>").format(title, where))
    count = sum(table.status == "published" for table in year.published)
    tables = f"{len(year.published)} tables, {count} of them {english.STATUSES['published']}."
    return blocks.box("Source", Html("{}<p>{}</p>").format(joined(paragraphs), tables))
