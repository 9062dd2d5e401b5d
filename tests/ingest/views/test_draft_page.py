"""Checking a document before it is published: one report, complete in itself, and nothing else is left behind."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.ingest.readers.load import loaded
from tests.support import convert


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def _check(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["check", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


def test_a_sound_document_leaves_one_report_and_nothing_else(here: Path, disclosure: Path) -> None:
    code, said = _check(disclosure)
    assert code == 0
    assert "0 条错误" in said
    assert [path.name for path in here.iterdir()] == ["disclosure-核对.html"]


@pytest.mark.parametrize(
    ("write", "name"), [(convert.to_docx, "draft.docx"), (convert.to_html, "draft.html")]
)
def test_a_draft_of_another_kind_is_checked_too(
    here: Path, tmp_path: Path, disclosure: Path, write: Callable[..., Path], name: str
) -> None:
    draft = write(loaded(disclosure).blocks, tmp_path / name)
    code, said = _check(draft, "--report-to", here / "report.html")
    assert code == 0, said
    assert "表内勾稽" in (here / "report.html").read_text("utf-8")


def test_a_figure_that_contradicts_another_is_told_with_both(
    here: Path, tmp_path: Path, disclosure: Path
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes(
        disclosure.read_bytes().replace(
            "公务接待费\t0.36\t".encode(), "公务接待费\t0.63\t".encode()
        )
    )
    assert draft.read_bytes() != disclosure.read_bytes()
    code, said = _check(draft, "--report-to", here / "report.html")
    page = (here / "report.html").read_text("utf-8")
    assert code == 1
    assert "0.63" in said
    assert "不符：请先看这些" in page
    assert "0.63万元" in page and "0.36万元" in page


_TWICE = """白沙市体育局2026年部门预算

支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t500.00\t300.00\t200.00
207\t文化旅游体育与传媒支出\t500.00\t300.00\t200.00
20703\t体育\t500.00\t300.00\t200.00
2070301\t行政运行\t310.00\t310.00\t
2070305\t体育竞赛\t200.00\t\t200.00
"""


def test_failures_of_one_cause_stand_together_and_first_with_what_the_figure_would_be(
    here: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(_TWICE, "utf-8")
    code, said = _check(draft)
    assert code == 1
    page = html.unescape((here / "draft-核对.html").read_text("utf-8"))
    sentence = "有 2 处相差的都是 100,000.00 元，可能出于同一个原因。"
    assert said.splitlines()[0] == sentence
    first = page.partition("不符：请先看这些")[2]
    # Before all failures that stand alone, and each of the two once, within its cause.
    assert first.index(sentence) < first.index('<span class="tag fail">不符</span>')
    assert page.count("，相差 100,000.00 元") == 2


def test_what_the_reading_took_for_granted_is_told(here: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(_TWICE.replace("310.00", "300.00"), "utf-8")
    _check(draft, "--region", "310107")
    assert "--region 是导入时写明的" in (here / "draft-核对.html").read_text("utf-8")


def test_the_report_runs_no_script_asks_no_other_host_and_names_no_person(
    here: Path, disclosure: Path, phone: str
) -> None:
    _check(disclosure)
    page = (here / "disclosure-核对.html").read_text("utf-8")
    assert "<script" not in page
    assert not re.search(r"(src|href)=|url\(|https?:", page)
    assert phone not in page


def test_what_is_no_disclosure_is_said_so_and_makes_no_report(here: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("一封信，不是预算。\n", encoding="utf-8")
    assert _check(other)[0] == 2
    assert list(here.iterdir()) == []


def test_json_of_a_draft_holds_every_verdict_and_writes_nothing(
    here: Path, disclosure: Path
) -> None:
    code, said = _check(disclosure, "--format", "json")
    (told,) = json.loads(said)
    assert code == 0
    assert len(told["verdicts"]) > 200
    assert all(
        one["left"]["value"] is None or isinstance(one["left"]["value"], str)
        for one in told["verdicts"]
    )
    assert list(here.iterdir()) == []
