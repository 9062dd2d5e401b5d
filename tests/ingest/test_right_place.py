"""Figures stand under their head and beside their label: a share of what `make proof` shows by thousands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scripts.ingest import ingest
from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.readers.load import loaded
from tests.conftest import ROOT
from tests.support import cell_audit, edits

FIXTURE = ROOT / "tests/fixtures/disclosure.txt"
CORPUS = ROOT.parent / "shared" / "corpus"


def test_one_figure_changed_changes_that_figure_and_no_other() -> None:
    document = loaded(FIXTURE)
    report = assemble(document, None)
    fine = {"figure", "figure and parents", "unit", "told"}
    wrong = {
        edit: came_to
        for edit in edits.edits(document, 12, seed=5)
        if (came_to := edits.judged(document, report, edit)) not in fine
    }
    assert wrong == {}


@pytest.mark.parametrize("name", ["guangzhou-petition-2026", "putuo-commerce-unit-2025"])
def test_another_reader_sees_the_same_head_and_label(name: str) -> None:
    path = CORPUS / f"{name}.pdf"
    if not path.is_file():
        pytest.skip("no real documents (../shared/corpus) beside this repository")
    cells = cell_audit.cells(path, pages=3, seed=2)[:40]
    report = ingest(path)
    judgements = cell_audit.judged(cells, report)
    assert len(cells) >= 20
    assert [one for one in judgements if one.outcome != cell_audit.AGREES] == []

    # The audit can fail: the same cell with the head, the label or the number of no row of ours.
    cell = next(cell for cell in cells if cell.head and Decimal(cell.number.replace(",", "")))
    for change, outcome in (
        ({"head": "没有这样的表头"}, cell_audit.COLUMN),
        ({"label": "没有这样的行"}, cell_audit.LABEL),
        ({"number": "987654321.01"}, cell_audit.MISSING),
    ):
        (judgement,) = cell_audit.judged([replace(cell, **change)], report)
        assert judgement.outcome == outcome
