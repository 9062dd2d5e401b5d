"""What an import says when it is done: how much the document proves of itself, in words, in JSON, on a page."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from scripts import ingest
from scripts.__main__ import app
from scripts.ingest.assembly.self_check import proof
from scripts.ingest.redaction import MARK
from scripts.package import Package

HEAD = "科目编码\t科目名称\t合计\t基本支出\t项目支出"


def _run(*arguments: str | Path) -> Result:
    # Among the packages held already, one of this body would stand a second time.
    options = ["--slug", "x", "--out", "none", "--dry-run"]
    return CliRunner().invoke(app, ["import", *map(str, arguments), *options])


def _edited(disclosure: Path, folder: Path, *edits: tuple[str, str]) -> Path:
    text = disclosure.read_text("utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "edited.txt"
    path.write_text(text, encoding="utf-8")
    return path


def _imported(path: Path, folder: Path) -> ingest.ImportResult:
    return ingest.ingest_all([path], ingest.ImportOptions(slug="x"), folder)


class _Reader(HTMLParser):
    """What stands in a page: its tags with their attributes, and whether each that opens is closed."""

    VOID = ("meta", "rect")

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


# The document proves itself


def test_the_amounts_are_those_of_the_printed_tables(package: Package) -> None:
    found = proof(package)
    amounts = [
        figure
        for table in package.tables.values()
        if table.kind.printed
        for row in table.rows
        for name, figure in row.figures.items()
        if isinstance(figure, Decimal) and "percent" not in name
    ]
    assert found.amounts == len(amounts)
    assert found.proven + len(found.lone) + len(found.doubtful) == found.amounts
    assert found.proven > 0.9 * found.amounts and found.equations > 0


def test_a_wrong_sum_is_told_with_both_sides(disclosure: Path, tmp_path: Path) -> None:
    path = _edited(disclosure, tmp_path, ("差旅费\t18.00\t18.00", "差旅费\t18.00\t19.00"))
    result = _run(path)
    assert "不成立的等式" in result.output
    assert "差旅费" in result.output and "18.00万元 ≠" in result.output.replace("\n", "")
    (outcome,) = _imported(path, tmp_path).outcomes
    assert outcome.proof.failing


def test_an_amount_that_no_equation_speaks_of_is_told_by_its_table(
    disclosure: Path, tmp_path: Path
) -> None:
    table = "2023年政府采购支出预算表\n单位：万元\n采购项目\t合计\n电脑\t3.00\n\n"
    part = "第三部分 2023年度部门预算情况说明\n\n"
    path = _edited(disclosure, tmp_path, (part, table + part))
    (outcome,) = _imported(path, tmp_path).outcomes
    assert {one.published for one in outcome.proof.lone if one.table == "procurement"} == {"3.00"}
    assert (
        "没有等式（" in outcome.proof.sentence and "政府采购预算表 1 个" in outcome.proof.sentence
    )
    page = ingest.page(_imported(path, tmp_path))
    assert re.search(r'<td class="n lone"[^>]*>3\.00</td>', page)


# In words, as JSON, as a page


def test_the_sentence_stands_in_every_report(disclosure: Path, tmp_path: Path) -> None:
    imported = _imported(disclosure, tmp_path)
    (outcome,) = imported.outcomes
    sentence = outcome.proof.sentence
    assert re.match(r"[\d,]+ 个金额，[\d,]+ 个由 [\d,]+ 个等式证实，[\d,]+ 个没有等式", sentence)
    assert any(sentence in line for line in ingest.lines(outcome))
    assert sentence in ingest.as_json(imported) and sentence in ingest.page(imported)


def test_the_json_report_is_all_that_is_on_the_screen(disclosure: Path, tmp_path: Path) -> None:
    path = _edited(disclosure, tmp_path, (HEAD, HEAD.replace("项目支出", "神秘支出")))
    result = CliRunner().invoke(
        app, ["import", str(path), "--slug", "x", "--dry-run", "--report", "json"]
    )
    said: dict[str, Any] = json.loads(result.stdout)
    assert said["status"] == result.exit_code == 1
    (package,) = said["packages"]
    assert package["disclosure"]["year"] == 2023 and package["path"] == "departments/x/2023-budget"
    (file,) = package["files"]
    assert {"5,575.30", "75.30"} <= {cell["text"] for cell in file["unplaced"]}
    assert (
        all(cell["place"]["line"] for cell in file["unplaced"])
        and file["leftOut"]
        and file["remarks"]
    )
    assert package["proof"]["amounts"] == package["proof"]["proven"] + len(
        package["proof"]["withoutEquation"]
    ) + len(package["proof"]["onlyInFailing"])


def test_a_report_goes_to_the_file_asked_for_in_the_shape_of_its_name(
    disclosure: Path, tmp_path: Path
) -> None:
    for name, begins in (("r.html", "<!doctype html>"), ("r.json", "{"), ("r.txt", "山西")):
        result = _run(disclosure, "--report-to", tmp_path / "reports" / name)
        assert result.exit_code == 0
        assert (tmp_path / "reports" / name).read_text("utf-8").startswith(begins), name
        assert "自证" in result.output


def test_the_page_asks_nothing_of_others_and_runs_nothing(disclosure: Path, tmp_path: Path) -> None:
    reader = _read(ingest.page(_imported(disclosure, tmp_path)))
    assert reader.wrong == [] and reader.open == []
    assert not {"script", "link", "img", "iframe", "object", "form"} & {
        tag for tag, _ in reader.tags
    }
    names = {name for _, attributes in reader.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")} | (
        {"src", "srcset", "style"} & names
    )
    links = [attributes["href"] or "" for tag, attributes in reader.tags if tag == "a"]
    assert links and all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= {attributes.get("id") for _, attributes in reader.tags}


def test_the_page_shows_each_table_with_its_figures_and_their_place(
    disclosure: Path, tmp_path: Path
) -> None:
    imported = _imported(disclosure, tmp_path)
    page = ingest.page(imported)
    (outcome,) = imported.outcomes
    for table in outcome.package.tables.values():
        if table.kind.printed:
            section = page[page.index(f'id="p1-{table.name}"') :].split("</section>")[0]
            for row in table.rows:
                assert f"第 {row['source_line']} 行" in section
            shown = [
                figure
                for row in table.rows
                for figure in row.figures.values()
                if isinstance(figure, Decimal)
            ]
            assert all(f">{figure:,f}</td>" in section for figure in shown), table.name


def test_what_a_document_says_is_text_on_the_page_and_no_markup(
    disclosure: Path, tmp_path: Path
) -> None:
    path = _edited(
        disclosure, tmp_path, ("差旅费\t18.00\t18.00", "<script>甲</script>\t18.00\t1O.00")
    )
    page = ingest.page(_imported(path, tmp_path))
    assert "<script>" not in page and "&lt;script&gt;甲" in page
    assert '<td class="lost">1O.00</td>' in page


@pytest.mark.parametrize("shape", ["text", "json", "html"])
def test_no_report_holds_personal_data(
    shape: str, disclosure: Path, phone: str, tmp_path: Path
) -> None:
    path = _edited(
        disclosure,
        tmp_path,
        ("差旅费\t18.00\t18.00", f"差旅费\t18.00\t{phone}"),
        (HEAD, HEAD.replace("项目支出", f"联系人：张三三 {phone}")),
    )
    result = _run(path, "--report", shape)
    assert phone not in result.output and "张三三" not in result.output
    assert MARK in result.output


def test_a_file_that_cannot_be_read_stands_in_every_report(
    disclosure: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("各位同事：明天开会。\n", encoding="utf-8")
    imported = ingest.ingest_all([disclosure, letter], ingest.ImportOptions(slug="x"), tmp_path)
    assert imported.status == 2 and len(imported.outcomes) == 1
    assert "letter.txt" in ingest.page(imported)
    assert [one["file"] for one in json.loads(ingest.as_json(imported))["refused"]] == [str(letter)]
