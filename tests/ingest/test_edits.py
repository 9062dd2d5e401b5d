"""One figure or unit changed in a document, as it was read, changes that of its package and no other.

The whole of it, over real documents: `benchmarks/prove_edits.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.document import Document, Grid, GridRow, Paragraph, Place
from scripts.ingest.readers.load import loaded
from scripts.ingest.report import Report
from tests.conftest import ROOT
from tests.support.edits import Edit, edits, judged
from tests.support.shares import share


@cache
def _read() -> tuple[Document, Report]:
    document = loaded(ROOT / "tests/fixtures/disclosure.txt")
    return document, assemble(document, None)


def _some() -> Sequence[Edit]:
    return share(edits(_read()[0], 200, seed=1), 8)


@pytest.mark.parametrize("edit", _some(), ids=lambda edit: f"{edit.kind}-{edit.after}")
def test_one_change_changes_one_figure_or_one_unit(edit: Edit) -> None:
    assert judged(*_read(), edit) == ("unit" if edit.kind == "unit" else "figure")


def test_every_kind_of_change_is_drawn() -> None:
    kinds = {edit.kind for edit in edits(_read()[0], 40, seed=1)}
    assert kinds == {"digit", "sign", "swap", "unit"}


PLACE = Place(page=1)
HEAD = "项目名称|预算数"
FIRST, SECOND = ("护林|9.00", "苗圃|40.00"), ("印刷|7.00",)


def _document(*, second: Sequence[str] = ("单位：万元",)) -> Document:
    """A table of projects over two pages, each with its unit."""
    title = Paragraph("白鹭市林业局2026年部门预算", PLACE)
    above = [Paragraph(text, PLACE) for text in ("项目支出预算表", "单位：万元")]
    below = [Paragraph(text, Place(page=2)) for text in second]
    blocks = (title, *above, _grid(1, FIRST), *below, _grid(2, SECOND))
    return replace(_read()[0], blocks=blocks, pages=2)


def _grid(page: int, lines: Sequence[str]) -> Grid:
    rows = [GridRow(tuple(line.split("|")), Place(page=page)) for line in (HEAD, *lines)]
    return Grid(tuple(rows))


def _came_to(block: int, row: int, cell: int, after: str, kind: str = "digit") -> str:
    document = _document()
    return judged(document, assemble(document, None), Edit(block, row, cell, kind, "", after))


def test_what_else_a_change_changed_is_said() -> None:
    assert _came_to(3, 1, 1, "8.00") == "figure"
    # What is no figure any more leaves the cell blank, and is told.
    assert _came_to(3, 1, 1, "9..00") == "figure"
    assert _came_to(3, 1, 0, "护路").startswith("others")
    assert _came_to(3, 0, 1, "上年预算数").startswith("others")


def test_a_page_in_another_unit_is_a_table_of_its_own() -> None:
    assert _came_to(4, 0, 0, "单位：元", "unit") == "page of its unit"
    assert _came_to(2, 0, 0, "单位：元", "unit") == "page of its unit"
