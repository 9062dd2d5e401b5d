"""What Lighthouse says of the page that most readers come to; skipped where Lighthouse is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import lighthouse


def test_the_page_of_a_year_has_full_marks_but_for_speed(
    address: str, every_kind: list[str], chromium: str | None, tmp_path: Path
) -> None:
    """How fast it is depends on the machine: benchmarks/bench_site.py measures that."""
    called = lighthouse.command()
    if called is None:
        pytest.skip(
            "Lighthouse is not installed: CONTRIBUTING.md says how, `npx lighthouse` or LIGHTHOUSE must run it"
        )
    page = next(path for path in every_kind if path.endswith("-budget/index.html"))
    categories = ("accessibility", "best-practices", "seo")
    told = lighthouse.report(called, f"{address}/{page}", tmp_path, chromium, *categories)
    assert told["scores"] == dict.fromkeys(categories, 100), told["short"]
