"""The English overview of a department's year: how much, from where, for what, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.pages.english import words
from scripts.pages.year import shell
from scripts.schema import english
from scripts.tables import Money, Named, YearOnYear, ranked, total

_SHOWN = 20


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
        words.plain(sentence),
        body,
        lang=words.LANG,
    )


def lead(year: BudgetYear, site: Site) -> str:
    """The sentence that sums the year up, made from the figures."""
    whole = year.overview.shown
    if whole is None:
        return "The summary table of this document states no total."
    stated = f" ({words.published(whole)} as published)" if whole.amount_unit != "元" else ""
    plan = year.package.disclosure.phase == "budget"
    verb, joint = (
        ("This department’s budget for", " is") if plan else ("This department spent in", "")
    )
    amount = f"<b>{words.cny(whole)}</b>{stated}{_from(year, site)}"
    return f"{verb} {year.package.disclosure.year}{joint} {amount}.{_of_a_hundred(year, site)}"


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
    said = words.name(site, name)
    return f"the {said}" if said.endswith("budget") else said


def _of_a_hundred(year: BudgetYear, site: Site) -> str:
    parts = ranked(year.overview.purposes)
    whole = total(part.money for part in parts)
    if not parts or not whole:
        return ""
    basic = [part for part in parts if part.name == "基本支出"]
    others = [part for part in parts if part not in basic]
    kind = "projects" if others and others[0] in year.overview.projects else "purposes"
    said = (
        [f"<b>{_share(others[:1], whole)}</b> go to {words.name(site, others[0].name)}"]
        if others
        else []
    )
    if len(others) > 1:
        said.append(f"<b>{_share(others[1:], whole)}</b> to {len(others) - 1} other {kind}")
    if basic:
        said.append(
            f"<b>{_share(basic, whole)}</b> to the basic expenditure that keeps the body running"
        )
    return f" Of every 100 yuan, about {_listed(said)}."


def _share(parts: Sequence[Named], whole: Decimal) -> str:
    return (
        words.percent(total(part.money for part in parts), whole, 1)
        .removesuffix("%")
        .removesuffix(".0")
    )


def _listed(said: Sequence[str]) -> str:
    return " and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else said[0]


# Cards


def _cards(year: BudgetYear) -> Iterator[str]:
    one = year.overview
    if one.change is not None:
        yield _change(one.change)
    if one.project is not None and one.shown is not None:
        share = words.percent(one.project.yuan, one.shown.yuan).removesuffix("%")
        count = f"{len(one.projects)} projects, " if one.projects else ""
        yield blocks.card("Share of projects", share, "%", f"{count}{words.cny(one.project)}")
    for whole in (item for item in one.three_public if item.total):
        if isinstance(whole.figure, Decimal):
            money = Money(whole.figure, whole.amount_unit)
            note = f"Official travel abroad, vehicles, hospitality; {words.published(money)} as published"
            yield blocks.card("Three public expenses", *words.headline(money.yuan), note)


def _change(change: YearOnYear) -> str:
    value, unit = words.headline(abs(change.by.yuan))
    sign = "+" if change.by.number > 0 else "−" if change.by.number < 0 else ""
    said = [f"{'+' if change.by.number > 0 else ''}{words.published(change.by)} as stated"]
    if change.rate is not None:
        said.append(f"{blocks.signed(change.rate)}%")
    said.append(
        f"last year {words.cny(change.before)}{'' if change.before.line else ' (worked out)'}"
    )
    if change.reason:
        said.append(f"reason given: {words.chinese(change.reason)}")
    return blocks.card("Change on last year", sign + value, unit, "; ".join(said))


# Sections


def _money(site: Site, identifier: str, title: str, items: Sequence[Named]) -> str:
    if not items:
        return ""
    whole = total(item.money for item in items)
    shown = items[:_SHOWN]
    rest = _rest(items[_SHOWN:])
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
    found = year.overview.functions
    return (
        "" if found == year.overview.purposes else _money(site, "functions", "By function", found)
    )


# Beside the text


def aside(year: BudgetYear, site: Site, page: str) -> str:
    """The boxes beside the text: soundness, downloads, the document, what there is in Chinese."""
    return "\n".join(
        (_soundness(year, page), _downloads(year, page), _source(year), _others(year, page))
    )


def _soundness(year: BudgetYear, page: str) -> str:
    sound = year.soundness
    tried = sound.held + sound.failed
    if not tried:
        said = "No equation of this document can be checked."
    elif not sound.failed:
        said = f"All {tried:,} equations of this document hold."
    else:
        said = (
            f"{sound.held:,} of {tried:,} equations of this document hold, {sound.failed:,} do not."
        )
    untold = f" Another {sound.untold:,} cannot be told." if sound.untold else ""
    link = words.kept_in_chinese(year.address("checks"), "Every equation, in Chinese", page)
    return blocks.box("Does it add up?", f"<p>{said}{untold}</p><p>{link}</p>")


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
    said = []
    for one in year.package.sources:
        where = (
            f'<a href="{blocks.escape(one.address)}">The document</a>'
            if one.address
            else "Address not recorded"
        )
        date = f", published {one.published}" if one.published else ""
        said.append(f"<p>{words.chinese(f'《{one.title}》')}{date}. {where}.</p>")
    count = sum(table.status == "published" for table in year.published)
    said.append(
        f"<p>{len(year.published)} tables, {count} of them {english.STATUSES['published']}.</p>"
    )
    return blocks.box("Source", "".join(said))


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
