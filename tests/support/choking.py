"""Files made to choke: each kind grows with a number, so that what grows faster than the file is seen."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from tests.support import choking_office, choking_pdf

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
REFERENCE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

HEAD = """某某市商务局
2026年度部门预算公开
第一部分 部门概况
一、主要职责
某某市商务局是市政府组成部门。
"""
"""What every document begins with: whose budget it is."""

Make = Callable[[Path, int], Path]


def archived(
    path: Path, part: str, pieces: Iterable[str], others: dict[str, str] | None = None
) -> Path:
    """A zip with one part written piece by piece, and smaller ones."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in (others or {}).items():
            archive.writestr(name, content)
        with archive.open(part, "w") as stream:
            for piece in pieces:
                stream.write(piece.encode())
    return path


def paragraph(said: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p>"


def letter(
    path: Path, pieces: Iterable[str], before: str = "", others: dict[str, str] | None = None
) -> Path:
    """A Word document of these pieces of its body."""
    body = (f'<w:document xmlns:w="{MAIN}"><w:body>', *pieces, "</w:body></w:document>")
    return archived(path, "word/document.xml", (before, *body), others)


def sheet(
    path: Path, pieces: Iterable[str], after: str = "", before: str = "", strings: str = ""
) -> Path:
    """A workbook of one sheet of these rows, with what stands before and after them, and shared strings."""
    book = f'<workbook xmlns="{SHEETS}" xmlns:r="{REFERENCE}"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
    shared = (
        '<Relationship Id="r2" Type="x/sharedStrings" Target="strings.xml"/>' if strings else ""
    )
    to = (
        f'<Relationships xmlns="{RELATED}">'
        f'<Relationship Id="r1" Type="x/worksheet" Target="sheet1.xml"/>{shared}</Relationships>'
    )
    others = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": to}
    if strings:
        others["xl/strings.xml"] = f'<sst xmlns="{SHEETS}">{strings}</sst>'
    whole = (
        f'<worksheet xmlns="{SHEETS}">{before}<sheetData>',
        *pieces,
        f"</sheetData>{after}</worksheet>",
    )
    return archived(path, "xl/sheet1.xml", whole, others)


# Texts, in as many lines as their number says


def _number(at: int) -> str:
    return f"{at % 9_973 + 1}.{at % 89 + 10}"


def _columns(width: int) -> str:
    return "\t".join(["科目编码", "科目名称", "合计", "基本支出", "项目支出"][:width])


TABLE = "表{n} 一般公共预算支出表\n单位：万元\n"


def _table(rows: Iterable[str], number: int = 1) -> Iterator[str]:
    yield TABLE.format(n=number)
    yield _columns(5) + "\n"
    yield from rows


def _code(at: int) -> str:
    """A code of seven digits, one of a million."""
    return f"2{at:06d}"


def _row(code: str, name: str, at: int) -> str:
    return f"{code}\t{name}\t{_number(at)}\t{_number(at)}\t0.00\n"


TEXTS: dict[str, tuple[Callable[[int], Iterator[str]], int]] = {
    # One sentence without a stop, in paragraphs of bearable length.
    "one-sentence": (lambda n: (f"支出预算{_number(at)}万元，其中教育支出比上年增加{at}万元，\n" for at in range(n)), 60_000),
    "one-sentence-words": (lambda n: ("坚持厉行节约保障重点支出提高资金使用效益" * 4 + "\n" for _ in range(n)), 40_000),
    "many-sentences": (lambda n: (f"2026年支出预算{_number(at)}万元，比上年增加{at}万元，增长5.2%，主要原因是人员增加。\n" for at in range(n)), 60_000),
    "long-lines": (lambda n: ("支出预算12.5万元，比上年增加1.2万元，" * 450 + "\n" for at in range(n)), 400),
    "many-numbers": (lambda n: ("1 2 3 4 5 6 7 8 9 " * 20 + "\n" for _ in range(n)), 10_000),
    "numbers-in-one-line": (lambda n: ("12元，" * 2400 + "。\n" for _ in range(n)), 300),
    "brackets": (lambda n: ("（" * 4900 + "1元" + "）" * 4900 + "\n" for _ in range(n)), 400),
    "open-brackets": (lambda n: ("（支出1元" * 1900 + "\n" for _ in range(n)), 400),
    "blanks": (lambda n: ("支" + " " * 9900 + "1元\n" for _ in range(n)), 400),
    "same-as": (lambda n: ("支出1元，与上年持平，" * 950 + "\n" for _ in range(n)), 400),
    "compare": (lambda n: ("比上年比上年" * 1600 + "1元\n" for _ in range(n)), 400),
    "dots": (lambda n: ("收入" + "." * 9800 + "\n" for _ in range(n)), 400),
    "headings": (lambda n: (f"{'一二三四五六七八九'[at % 9]}、支出情况说明{at}\n支出{at}万元。\n" for at in range(n)), 70_000),
    "parts": (lambda n: (f"第{at}部分 预算表\n" for at in range(n)), 140_000),
    "titles": (lambda n: (f"表{at} 一般公共预算支出表\n" for at in range(n)), 140_000),
    "title-once": (lambda n: ("一般公共预算支出表\n单位：万元\n" for at in range(n)), 70_000),
    "bodies": (lambda n: (f"某某市{at}局2026年度部门预算公开\n" for at in range(n)), 140_000),
    "subordinates": (lambda n: (f"{at}. 某某市第{at}事务中心（某某市商务局所属）\n" for at in range(n)), 140_000),
    "unit-list": (lambda n: (f"某某市第{at}事务中心、" if at % 200 else "\n" for at in range(n)), 150_000),
    "notes": (lambda n: (f"注：本表无数据{at}。\n" for at in range(n)), 140_000),
    "contacts": (lambda n: (f"联系人：\n王小明{at}\n电话：\n" for at in range(n)), 45_000),
    "labels": (lambda n: ("联系人\t联系人\t联系人\t1\n" for at in range(n)), 120_000),
    "colons": (lambda n: ("负责人：" * 2400 + "\n" for at in range(n)), 400),
    "digits-spaced": (lambda n: ("1 3 8 0 " * 1200 + "\n" for at in range(n)), 400),
    "at-signs": (lambda n: ("a.b@" * 2400 + "\n" for at in range(n)), 400),
    "entities": (lambda n: ("&#64;a" * 1600 + "\n" for at in range(n)), 400),
    "han-digits": (lambda n: ("一二三四五六七八九" * 1100 + "\n" for at in range(n)), 400),
    "row-codes": (lambda n: _table(_row(_code(at), f"科目{at}", at) for at in range(n)), 95_000),
    "row-one-code": (lambda n: _table(_row("2010101", "行政运行", at) for at in range(n)), 95_000),
    "row-headings": (lambda n: _table(_row("", f"某某中心{at}", at) if at % 2 else _row(_code(at), f"科目{at}", at) for at in range(n)), 95_000),
    "row-all-headings": (lambda n: _table(_row("201" if not at else "", f"某某中心{at}", at) for at in range(n)), 95_000),
    "row-numbered": (lambda n: ("表1 收支总表\n单位：万元\n项目\t预算数\n" if not at else f"{'一二三四五六七八九'[at % 9]}、科目{at}\t{_number(at)}\n" for at in range(n)), 120_000),
    "row-list-anew": (lambda n: ("表1 收支总表\n单位：万元\n项目\t预算数\n" if not at else (f"一、科目{at}\t{_number(at)}\n" if at % 2 else f"其他\t{_number(at)}\n") for at in range(n)), 120_000),
    "row-nested-codes": (lambda n: _table(_row("2" + "0" * at, f"科目{at}", at) for at in range(n)), 600),
    "row-long-name": (lambda n: _table(_row(_code(at), "科" * 9_900, at) for at in range(n)), 390),
    "row-totals": (lambda n: _table(_row("", "合计", at) for at in range(n)), 95_000),
    "row-units": (lambda n: ("表1 部门支出总表\n单位：万元\n单位编码\t单位名称\t科目编码\t科目名称\t合计\n" if not at else f"{at:06d}\t某某中心{at}\t{_code(at)}\t科目{at}\t{_number(at)}\n" for at in range(n)), 95_000),
    "row-goals": (lambda n: ("表1 项目支出绩效目标表\n单位：万元\n项目名称\t预算数\t一级指标\t二级指标\t三级指标\t指标值\n" if not at else f"项目{at}\t1.00\t产出指标\t数量指标\t培训{at}\t≥{at}人\n" for at in range(n)), 80_000),
    "row-figures-no-table": (lambda n: (f"{at}\t{at}.5\t{at}.25\n" for at in range(n)), 140_000),
    "empty-tables": (lambda n: ("".join(_table((), at + 1)) for at in range(n)), 40_000),
    "small-tables": (lambda n: ("".join(_table([_row("2010101", "行政运行", at)], at + 1)) for at in range(n)), 30_000),
    "small-tables-other": (lambda n: (f"表{at} 其他{at}情况表\n单位：万元\n项目\t金额\n甲\t{at}\n" for at in range(n)), 30_000),
    "headless-tables": (lambda n: (f"说明\n项目\t金额\n甲\t{at}\n" for at in range(n)), 45_000),
    "columns": (lambda n: iter((TABLE.format(n=1), "\t".join(["科目编码", "科目名称", *["合计"] * n]) + "\n", "\t".join(["2010101", "行政运行", *["1.00"] * n]) + "\n")), 160_000),
    "columns-heads": (lambda n: iter((TABLE.format(n=1), "\t".join(["科目编码", "科目名称", *(f"{2000 + at % 90}年{'基本项目'[at % 2 * 2 : at % 2 * 2 + 2]}支出" for at in range(n))]) + "\n", "\t".join(["2010101", "行政运行", *["1.00"] * n]) + "\n")), 160_000),
    "head-rows": (lambda n: ("表1 收支总表\n单位：万元\n" if not at else "项目\t预算数\n" for at in range(n)), 140_000),
    "sheets": (lambda n: (f"项目支出绩效目标申报表\n（2026年度）\n项目名称\t项目{at}\t主管部门\t某某市商务局\n项目资金\t年度资金总额\t{at}\t\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训人数\t≥{at}人\n" for at in range(n)), 20_000),
    "sheet-indicators": (lambda n: ("项目支出绩效目标申报表\n（2026年度）\n项目名称\t项目\t主管部门\t某某市商务局\n项目资金\t年度资金总额\t1.00\t\n一级指标\t二级指标\t三级指标\t指标值\n" if not at else f"产出指标\t数量指标\t培训{at}\t≥{at}人\n" for at in range(n)), 100_000),
    "exponents": (lambda n: _table(_row("2010101", "行政运行", at).replace("\t0.00", "\t1e999999999") for at in range(n)), 50_000),
}  # fmt: skip
"""Lines after the head, and how many of them a reader's limits allow."""


def text(name: str, n: int) -> str:
    """The text of that name and size."""
    return HEAD + "".join(TEXTS[name][0](n))


def to_text(path: Path, name: str, n: int) -> Path:
    """A plain text of that name and size."""
    path.write_text(text(name, n), encoding="utf-8")
    return path


# Files of offices and of the web


def _opening() -> str:
    return "".join(map(paragraph, HEAD.splitlines()))


def _cell(said: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(said)}</w:tc>"


def _letter_of(pieces: Callable[[int], Iterable[str]]) -> Make:
    return lambda path, n: letter(path, (_opening(), *pieces(n)))


def _merged_rows(n: int) -> Iterator[str]:
    yield "<w:tbl>"
    for _ in range(n):
        spans = _cell("甲", '<w:gridSpan w:val="30"/>'), _cell("1", "<w:vMerge/>")
        yield f"<w:tr>{''.join(spans)}</w:tr>"
    yield "</w:tbl>"


def _sheet_row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _inline(said: str) -> str:
    return f'<c t="inlineStr"><is><t>{said}</t></is></c>'


def _sheet_of(rows: Callable[[int], Iterable[str]], strings: str = "") -> Make:
    def make(path: Path, n: int) -> Path:
        lines = (*HEAD.splitlines(), "表1 一般公共预算支出表")
        opening = [_sheet_row(at, _inline(line)) for at, line in enumerate(lines, start=1)]
        return sheet(path, (*opening, *rows(n)), strings=strings)

    return make


def _merged_sheet(path: Path, n: int) -> Path:
    rows = (_sheet_row(at, _inline("甲"), _inline("1.00")) for at in range(1, n + 1))
    areas = "".join(f'<mergeCell ref="D{at}:XFD{at}"/>' for at in range(1, n + 1))
    return sheet(path, rows, f"<mergeCells>{areas}</mergeCells>")


def _page_of(said: Callable[[int], str]) -> Make:
    def make(path: Path, n: int) -> Path:
        opening = "".join(f"<p>{line}</p>" for line in HEAD.splitlines())
        path.write_text(f"<html><body>{opening}{said(n)}", encoding="utf-8")
        return path

    return make


def _list_of(said: Callable[[int], str]) -> Make:
    def make(path: Path, n: int) -> Path:
        path.write_text(HEAD + "甲,乙\n1,2\n" + said(n), encoding="utf-8")
        return path

    return make


_SHARED = '<c t="s"><v>0</v></c>' * 2
FILES: dict[str, tuple[Make, int]] = {
    "tables.docx": (_letter_of(lambda n: (f"<w:tbl><w:tr>{_cell('') * 2}</w:tr></w:tbl>" for _ in range(n))), 40_000),
    "wide.docx": (_letter_of(lambda n: ("<w:tbl><w:tr>", *(_cell("1") for _ in range(n)), "</w:tr></w:tbl>")), 60_000),
    "merged.docx": (_letter_of(_merged_rows), 6_000),
    "runs.docx": (_letter_of(lambda n: ("<w:p>", "<w:r><w:t>支</w:t></w:r>" * n, "</w:p>")), 9_000),
    "boxes.docx": (_letter_of(lambda n: (f"<w:p><w:r><w:txbxContent>{paragraph('甲乙')}</w:txbxContent></w:r></w:p>" for _ in range(n))), 40_000),
    "footnotes.docx": (_letter_of(lambda n: (f'<w:p><w:r><w:t>支出</w:t><w:footnoteReference w:id="{at}"/></w:r></w:p>' for at in range(n))), 45_000),
    "nested.docx": (_letter_of(lambda n: ("<w:tbl><w:tr><w:tc>" * 8 + paragraph("甲") + "</w:tc></w:tr></w:tbl>" * 8 for _ in range(n))), 20_000),
    "shared.xlsx": (_sheet_of(lambda n: (_sheet_row(at, _SHARED) for at in range(9, n)), f"<si><t>{'科' * 60}</t></si>"), 15_000),
    "shared-long.xlsx": (_sheet_of(lambda n: (_sheet_row(at, _SHARED) for at in range(9, n)), f"<si><t>{'科' * 9_900}</t></si>"), 100),
    "exponents.xlsx": (_sheet_of(lambda n: (_sheet_row(at, _inline("甲"), f"<c><v>1e{(-1) ** at * 999_999_999}</v></c>") for at in range(9, n))), 30_000),
    "merged.xlsx": (_merged_sheet, 30_000),
    "cells.html": (_page_of(lambda n: "<table>" + "<tr><td>科目<td>1.00<td>2" * n), 30_000),
    "rowspans.html": (_page_of(lambda n: "<table>" + f"<tr><td rowspan={n}>1" * n), 400),
    "tables.html": (_page_of(lambda n: "<table><tr><td></table>" * n), 40_000),
    "spans.html": (_page_of(lambda n: "<p>" + "<span>支</span>" * n), 9_000),
    "rows.csv": (_list_of(lambda n: "".join(f"甲{at},{at}.00\n" for at in range(n))), 45_000),
    "blanks.csv": (_list_of(lambda n: "甲,\n\n" * n), 45_000),
    "quotes.csv": (_list_of(lambda n: '"a""b",1\n' * n), 45_000),
}  # fmt: skip
"""Files by name, and the size up to which they grow."""


def cases() -> dict[str, tuple[Make, int]]:
    """Every kind of file by its name, and the size up to which it grows."""
    made = FILES | choking_office.FILES | choking_pdf.FILES
    for name, (_, most) in TEXTS.items():
        made[f"{name}.txt"] = (partial(_named, name), most)
    return made


def _named(name: str, path: Path, n: int) -> Path:
    return to_text(path, name, n)
