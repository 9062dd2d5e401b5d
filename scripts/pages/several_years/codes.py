"""Functions and economic categories: the trees of codes, and for each code who spends on it."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.blocks import Page
from scripts.corpus import Site
from scripts.pages.several_years import code_index, code_page
from scripts.pages.several_years.code_tree import tree
from scripts.tables import DEPARTMENT, FUNCTION, GOVERNMENT


def pages(site: Site) -> Iterator[Page]:
    """The two indexes, and the pages of every code.

    functions/index.html, economic/index.html, then functions/205.html and the like.
    """
    functions = tree(
        site,
        "functions",
        "functional",
        FUNCTION,
        title="支出功能分类",
        purpose="钱用来办什么事。",
    )
    department = tree(
        site,
        "economic",
        "department",
        DEPARTMENT,
        title="部门预算经济分类",
        purpose="基本支出买了什么。",
    )
    # The same spending once more in other words: it stands on the page of the first.
    government = tree(
        site,
        "economic",
        "government",
        GOVERNMENT,
        title="政府预算经济分类",
        purpose="同一笔基本支出，按政府的口径分；公布的部门不多。",
    )
    yield code_index.page(functions)
    yield code_index.page(department, government)
    for codes in (functions, department, government):
        yield from code_page.pages(codes, site)
