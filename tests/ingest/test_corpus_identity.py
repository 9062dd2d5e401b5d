"""Whose each real disclosure is, of which year, phase, level and place, as the file beside it says."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from scripts import regions
from scripts.ingest import identity
from scripts.ingest.document import Document, NamelessError
from scripts.ingest.readers.pdf.file import opened
from scripts.ingest.readers.pdf.layout import blocks
from scripts.package import Disclosure
from tests.conftest import ROOT
from tests.support.shares import share

SHARED = ROOT.parent / "shared"
DOCUMENTS = [
    path for name in ("corpus", "corpus2") for path in sorted(SHARED.glob(f"{name}/*.pdf"))
]
FIRST = 8
"""Pages that tell whose most documents are; where they do not, all are read."""

# A unit with two units of its own; what its title calls it is no office of a department.
_LEVELS = {"fuzhou-zone-ecology-2026": "unit"}
_OFFICES = {"shanghai-finance-2025", "suzhou-water-2026", "putuo-commerce-unit-2025"}

pytestmark = pytest.mark.skipif(
    not DOCUMENTS, reason="no real documents (../shared/corpus) beside this repository"
)


def _hints(path: Path) -> dict[str, Any]:
    hints: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return hints


DISCLOSURES = [path for path in DOCUMENTS if _hints(path)["year"]]


def _disclosure(path: Path) -> Disclosure:
    for count in (FIRST, None):
        with opened(path) as file:
            found = [block for page in islice(file.pages(), count) for block in blocks(page)]
        parts = tuple(getattr(block, "paragraph", lambda block=block: block)() for block in found)
        try:
            return identity.disclosure(Document(parts, ""), ())
        except NamelessError:
            continue
    raise AssertionError(path.stem)


@pytest.mark.parametrize("path", share(DISCLOSURES, 20), ids=lambda path: path.stem)
def test_whose_a_document_is_comes_out_as_a_person_says(path: Path) -> None:
    hints = _hints(path)
    found = _disclosure(path)
    name = hints["department"].removesuffix("(汇总)")
    phase = hints.get("phase") or ("final" if "决算" in hints["kind"] else "budget")
    assert (found.year, found.phase) == (hints["year"], phase)
    assert found.department in (name, name.removesuffix("(本部)"))
    assert found.level == _level(path, hints)
    assert found.parent is None or found.parent in found.department

    if "region" in hints:
        places = regions.divisions(found.year)
        code = found.region or ""
        above = [f"{code[:2]}0000", f"{code[:4]}00", code] if code else []
        place = "".join(dict.fromkeys(places.get(own, "") for own in above)) or "中央"
        assert place == hints["region"]


def _level(path: Path, hints: dict[str, Any]) -> str:
    if path.stem in _OFFICES or hints["department"].endswith(("(本级)", "(本部)")):
        return "office"
    is_unit = "单位" in hints["kind"] or hints["department"].endswith(("中心", "学院"))
    return _LEVELS.get(path.stem, "unit" if is_unit else "department")
