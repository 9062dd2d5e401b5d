"""Functions and economic categories: the trees of codes, and for each code who spends on it."""

from __future__ import annotations

from collections.abc import Iterator

from scripts import tables
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.pages.several_years import code_index, code_page
from scripts.pages.several_years.code_tree import CodeTree
from scripts.tables import DEPARTMENT, FUNCTION, GOVERNMENT

_OF_GOVERNMENT = "同一笔基本支出，按政府的口径分；公布的部门不多。"
_TREES = (
    ("functions", "functional", FUNCTION, "支出功能分类", "钱用来办什么事。"),
    ("economic", "department", DEPARTMENT, "部门预算经济分类", "基本支出买了什么。"),
    # The same spending once more in other words: it stands on the page of the one before.
    ("economic", "government", GOVERNMENT, "政府预算经济分类", _OF_GOVERNMENT),
)
"""The classifications: folder, id in the code lists, key column, title, what they tell."""


def pages(site: Site) -> Iterator[Page]:
    """functions/index.html, economic/index.html, then functions/205.html and those of all codes."""
    packages = list(site.packages.values())
    trees = []
    for folder, identifier, column, title, purpose in _TREES:
        names = site.code_names.get(identifier, {})
        codes = tables.codes(packages, column, names)
        listing: set[str] = set()
        for code in codes.values():
            listing |= {use.package.path for use in code.uses}
        unlisted = len(packages) - len(listing)
        trees.append(CodeTree(folder, identifier, title, purpose, codes, unlisted))
    functions, department, government = trees
    yield code_index.page(site, functions)
    yield code_index.page(site, department, government)
    for tree in trees:
        yield from code_page.pages(tree, site)
