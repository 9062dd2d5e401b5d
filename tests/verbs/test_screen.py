"""What is printed gives no orders to what shows it: no folder's name, no value, to a log of a workflow or a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.verbs.screen import harmless

# How the runner of a workflow finds an order in a line (actions/runner, ActionCommand.cs).
_ORDER = re.compile(r"^\s*::|##\[")
_HOSTILE = (
    "2026-budget\n::error::x",
    "2026-budget\r::add-mask::x",
    "2026-budget\r\n  ::stop-commands::x",
    "2026-budget\n\u3000::set-output name=x::y",
    "##[error]x",
    "::warning::x",
    "\x1b[2J\x1b]0;x\x07",
    "x\u2028::error::x\x85::error::y",
)


def _orders(said: str) -> list[str]:
    return [line for line in re.split(r"[\r\n]", said) if _ORDER.search(line)]


@pytest.mark.parametrize("name", _HOSTILE)
@pytest.mark.parametrize("form", ["text", "github"])
def test_a_name_of_a_folder_is_no_order_to_a_workflow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    """With --format github the only orders are ours, one a finding, and the name in them is escaped."""
    folder = tmp_path / "datapackages/departments/x" / name
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(app, ["check", "--format", form])
    assert said.exit_code == 1
    assert said.output.strip()
    ours = re.compile(r"^::(error|notice) file=[^:]*,line=\d+,title=[\w-]+::")
    orders = _orders(said.output)
    if form == "text":
        assert orders == []
    else:
        assert orders == said.output.splitlines()
        assert [order for order in orders if not ours.match(order)] == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]", said.output)


@pytest.mark.parametrize("name", _HOSTILE)
def test_what_cannot_be_read_is_no_order_either(tmp_path: Path, name: str) -> None:
    """A path given by hand, told as an error."""
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    said = CliRunner().invoke(app, ["import", str(path), "--dry-run", "--out", str(tmp_path)])
    assert said.exit_code == 2
    assert _orders(said.output) == []


def test_what_is_harmless_stays_as_it_is() -> None:
    """Lines, tabs, colons and signs within a line are no orders."""
    text = "A::b ## [x] #[y]\n\t预算：：3\n  x :: y"
    assert harmless(text) == text
