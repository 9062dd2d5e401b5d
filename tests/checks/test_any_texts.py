"""Any text in any field of a package: told with its place, or a text as any other; nothing is raised."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import any_texts, hostile


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return any_texts.small(tmp_path_factory.mktemp("any"))


# The same share each time; the proof in benchmarks/ draws anew.
@settings(max_examples=12, derandomize=True, database=None)
@given(field=st.sampled_from(sorted(hostile.FIELDS)), text=any_texts.texts)
def test_any_text_in_a_field_is_refused_with_its_place_or_is_a_text(
    good: Path, field: str, text: str
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = shutil.copytree(good.parents[2], Path(scratch) / "datapackages")
        folder = root / good.relative_to(good.parents[2])
        assert any_texts.is_told(any_texts.refused(folder, field, text))
