"""The settings of a site: typed at the door, and a plain word where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.settings import SettingsError, settings
from tests.conftest import ROOT


def test_the_projects_own_settings_are_read() -> None:
    found = settings(ROOT / "mkdocs.yml")
    assert found.name == "明账"
    assert found.licence.url.startswith("https://")


def test_a_wrong_setting_is_told_by_its_field(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nextra:\n  licence: CC\n  feedback: {post: y}\n", "utf-8"
    )
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path / "mkdocs.yml")
    assert "extra.licence" in str(caught.value)
    assert "extra.feedback.post" in str(caught.value)
    assert caught.value.path == tmp_path / "mkdocs.yml"
    assert [error["loc"] for error in caught.value.errors] == [("licence",), ("feedback", "post")]
