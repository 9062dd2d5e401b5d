"""Any texts in any places of a document: a refusal in words, or a package; nothing is raised."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from scripts.ingest.document import Block
from tests.support import any_texts


@pytest.mark.parametrize("form", any_texts.FORMS)
# The same share each time; the proof in benchmarks/ draws anew.
@settings(max_examples=4, derandomize=True, database=None)
@given(blocks=any_texts.documents())
def test_any_texts_in_a_document_make_a_package_or_a_refusal(
    form: str, blocks: Sequence[Block]
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        outcome = any_texts.imported(blocks, form, Path(scratch))
        assert isinstance(outcome, str) or any_texts.is_told(outcome)
