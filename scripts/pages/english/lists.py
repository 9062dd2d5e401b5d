"""The English pages over all: what this is, who publishes, what the terms mean."""

from __future__ import annotations

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.glossary import Term
from scripts.markup import Html, joined
from scripts.pages.english import words

_GROUPS = {
    "money-in": "Where the money comes from",
    "money-out": "Where it goes",
    "kinds": "How the books are sorted",
    "process": "How a budget is made",
    "people": "Bodies and people",
    "data": "Data and this site",
}


def home(site: Site) -> Page:
    """What this is, in English, and where to go; its figures are counted from the site."""
    path = words.at("index.html")
    passing = sum(year.soundness.passing for year in site.years)
    tried = sum(year.soundness.decided for year in site.years)
    body = joined(
        (
            Html("<h1>Chinese departmental budgets, readable and checkable</h1>"),
            Html(
                '<p class="mz-lead">Every Chinese government department publishes its budget within '
                "20 days of approval, nearly always as a PDF. Here those documents are tables: "
                "<b>{}</b> bodies, "
                "<b>{}</b> budgets and final accounts.</p>"
            ).format(len(site.departments), len(site.years)),
            Html('<ul class="mz-list">{}</ul>').format(_ways(site, path)) + _not_updated(site),
            Html("<h2>What you can rely on</h2>"),
            Html(
                "<ul><li>A figure here is exactly the figure in the document, with the decimals it was "
                "printed with, and says where it stands. A blank, a zero and “no data” are three "
                "different things.</li>"
            ),
            Html(
                "<li>The equations of each document are worked out: {} of {} hold. "
                "One that does not hold says that the document contradicts itself, not that anybody "
                "did wrong.</li>"
            ).format(f"{passing:,}", f"{tried:,}"),
            Html(
                "<li>Whatever is worked out here and not printed in the document says so.</li></ul>"
            ),
            Html("<h2>What is in English</h2>"),
            Html(
                "<p>The interface, the titles and heads of tables, common names of accounts, "
                "and the glossary. "
                "Names of departments and projects stay as published; so do charts, projects and "
                "checks, on the Chinese pages.</p>"
            ),
            Html(
                "<p>Amounts are shown in the published unit, mostly 10,000 yuan "
                "({}), and in millions of yuan, both exact.</p>"
            ).format(words.chinese("万元")),
        ),
        "\n",
    )
    what = (
        "Chinese departmental budgets as tables that can be read, checked and downloaded, "
        "in English."
    )
    return Page(path, "Chinese departmental budgets", what, body, lang=words.LANG)


def _ways(site: Site, path: str) -> Html:
    """Where to go from the first page, a list item each."""
    terms = f"{len(site.glossary.terms)} terms of Chinese budgets in English"
    ways = (
        (words.at("departments/index.html"), "Departments", "every body, its years, its total"),
        (words.at("glossary/index.html"), "Glossary", terms),
        ("data/index.html", "Data", "everything to take away; English column names; in Chinese"),
    )
    items: list[Html] = []
    for address, title, text in ways:
        language = ""
        if not address.startswith(words.FOLDER):
            # Told before the link is followed: the page behind it is in Chinese.
            language = Html(' hreflang="zh-CN"')
        href = blocks.relative(address, path)
        inner = Html("<b>{}</b><span>{}</span>").format(title, text)
        items.append(Html('<li><a href="{}"{}>{}</a></li>').format(href, language, inner))
    return joined(items)


def departments(site: Site) -> Page:
    """Every body with its years, newest first, and the total of each."""
    path = words.at("departments/index.html")
    head = Html(
        '<tr><th scope="col">Body</th><th scope="col">Year</th>'
        '<th scope="col" class="n">Total, CNY million</th>'
        '<th scope="col" class="n">Equations that hold</th></tr>'
    )
    rows: list[Html] = []
    for years in site.departments.values():
        for year in years:
            total = ""
            if year.overview.shown is not None:
                total = words.millions(year.overview.shown.yuan)
            sound = year.soundness
            link = blocks.link(words.at(year.address()), words.period(year), path)
            rows.append(
                Html(
                    '<tr><th scope="row">{}</th><td>{}</td>'
                    '<td class="n">{}</td>'
                    '<td class="n">{} of {}</td></tr>'
                ).format(
                    words.chinese(year.department),
                    link,
                    total,
                    f"{sound.passing:,}",
                    f"{sound.decided:,}",
                )
            )
    caption = "Bodies in the order of their Chinese names, newest year first"
    table = _not_updated(site) + blocks.table("departments", caption, head, joined(rows))
    bodies = len(site.departments)
    documents = len(site.years)
    lead = f"{bodies} bodies, {documents} budgets and final accounts."
    body = Html('<h1>Departments</h1>\n<p class="mz-lead">{}</p>\n{}').format(lead, table)
    what = f"{bodies} Chinese government bodies and their published budgets and final accounts."
    return Page(path, "Departments", what, body, lang=words.LANG)


def _not_updated(site: Site) -> Html:
    """What is missing since its package did not pass the checks, and why; "" where nothing is."""
    item = Html("<li><code>{}</code>: not updated, because {}</li>")
    items = [item.format(year.path, words.chinese(year.why)) for year in site.left_out]
    return Html('<ul class="mz-note">{}</ul>').format(joined(items)) if items else Html()


def glossary(site: Site) -> Page:
    """All terms in English, each with its Chinese name and what it means.

    A term without a meaning in English shows its Chinese one, marked as Chinese.
    """
    path = words.at("glossary/index.html")
    count = len(site.glossary.terms)
    groups = []
    for name, title in _GROUPS.items():
        terms = [term for term in site.glossary.terms if term.group == name]
        items = Html()
        for term in sorted(terms, key=lambda term: term.english.lower()):
            items += _term(term, path)
        section = Html()
        if terms:
            inner = Html('<dl class="mz-terms">{}</dl>').format(items)
            section = blocks.section(f"group-{name}", title, "", inner)
        groups.append(section)
    lead = f"{count} terms. The link leads to the full explanation in Chinese."
    sections = joined(groups, "\n")
    body = Html('<h1>Glossary</h1>\n<p class="mz-lead">{}</p>\n{}').format(lead, sections)
    what = f"{count} terms of Chinese public budgets, in plain English."
    return Page(path, "Glossary", what, body, lang=words.LANG)


def _term(term: Term, page: str) -> Html:
    chinese_name = words.kept_in_chinese(term.page, term.name, page)
    # lang is the language of the link's own text, hreflang that of the page behind it.
    link = chinese_name.replace(Html("<a "), Html('<a lang="zh-CN" '))
    meaning = words.chinese(term.short)
    if term.meaning:
        meaning = blocks.escape(term.meaning)
    # capitalize() would make small letters of all the others: GDP.
    first = term.english[:1]
    rest = term.english[1:]
    name = blocks.escape(first.upper() + rest)
    return Html('<dt id="{}">{} <small>{}</small></dt><dd>{}</dd>').format(
        term.id, name, link, meaning
    )
