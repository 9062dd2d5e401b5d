"""Word, Excel, web pages and texts: the same disclosure in each makes the same package."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given

from scripts import ingest
from scripts.ingest import Report
from scripts.ingest.document import Block, Document, Grid, GridRow, Place, ReadError
from scripts.ingest.readers import docx as word
from scripts.ingest.readers import formats, number_formats, text
from scripts.ingest.readers import html as web
from scripts.ingest.readers import xlsx as excel
from scripts.ingest.readers.captions import apart
from scripts.package import Table
from tests.support import convert
from tests.support.layouts import Document as MadeUp
from tests.support.layouts import documents, printed
from tests.support.shares import examples

Written = Callable[[Sequence[Block], Path], Path]

# Where a row stands differs from file to file, and with its place its ids; nothing else may.
PLACES = {"page", "source_line", "line", "parent"}

FORMS: dict[str, Written] = {
    "docx": convert.to_docx,
    "merged.docx": lambda blocks, path: convert.to_docx(blocks, path, merged=2),
    "xlsx": convert.to_xlsx,
    "merged.xlsx": lambda blocks, path: convert.to_xlsx(blocks, path, merged=2),
    "text.xlsx": lambda blocks, path: convert.to_xlsx(blocks, path, as_numbers=False),
    "html": convert.to_html,
    "merged.html": lambda blocks, path: convert.to_html(blocks, path, merged=2),
    "layout.html": lambda blocks, path: convert.to_html(
        blocks, path, merged=2, laid_out=True, charset="gb18030"
    ),
    "csv": convert.to_csv,
    "padded.csv": lambda blocks, path: convert.to_csv(blocks, path, padded=True),
    "semicolons.csv": lambda blocks, path: convert.to_csv(
        blocks, path, sign=";", charset="gb18030"
    ),
    "utf-16.csv": lambda blocks, path: convert.to_csv(blocks, path, charset="utf-16"),
}


def _told(table: Table) -> tuple[object, ...]:
    """All that a table says, but for where it was read."""
    rows = [
        ({key: value for key, value in row.keys.items() if key not in PLACES}, dict(row.figures))
        for row in table.rows
    ]
    columns = [column.name for column in table.columns if column.name not in PLACES]
    return (
        table.published_title,
        table.number,
        table.amount_unit,
        table.status,
        table.statement,
        columns,
        rows,
    )


def _same(report: Report, expected: Report) -> None:
    assert report.package.disclosure == expected.package.disclosure
    assert list(report.package.tables) == list(expected.package.tables)
    for name, table in expected.package.tables.items():
        assert _told(report.package.tables[name]) == _told(table), name
    assert [(cell.text, cell.why) for cell in report.unplaced] == [
        (cell.text, cell.why) for cell in expected.unplaced
    ]
    assert report.remarks == expected.remarks


# The same disclosure in another kind of file


@pytest.mark.parametrize("form", FORMS)
def test_the_fixture_makes_the_same_package_from_every_kind_of_file(
    form: str, disclosure: Path, tmp_path: Path
) -> None:
    path = FORMS[form](text.read(disclosure).blocks, tmp_path / f"made.{form.rpartition('.')[2]}")
    _same(ingest.ingest(path, "x"), ingest.ingest(disclosure, "x"))


@pytest.mark.parametrize("form", ["merged.docx", "merged.xlsx", "layout.html", "csv", "padded.csv"])
@examples(4)
@given(made=documents())
def test_a_made_up_document_makes_the_same_package_from_every_kind_of_file(
    form: str, made: MadeUp
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made.txt"
        source.write_text(printed(made).text, encoding="utf-8")
        path = FORMS[form](
            text.read(source).blocks, Path(folder) / f"made.{form.rpartition('.')[2]}"
        )
        _same(ingest.ingest(path, "x"), ingest.ingest(source, "x"))


def _rows(document: Document) -> list[list[tuple[str, ...]]]:
    return [
        [row.cells for row in block.rows] for block in document.blocks if isinstance(block, Grid)
    ]


def _lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _remarks(document: Document) -> str:
    return "；".join(document.remarks)


# Word


def _word(tmp_path: Path, *body: str) -> Document:
    """The document in a Word file whose body is this XML."""
    document = docx.Document()
    for xml in body:
        document.element.body.insert_element_before(
            parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)), "w:sectPr"
        )
    path = tmp_path / "made.docx"
    document.save(str(path))
    return word.read(path)


def _p(said: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{said}</w:t></w:r></w:p>"


def _tc(said: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(said)}</w:tc>"


BEGINS = '<w:vMerge w:val="restart"/>'
WIDE = '<w:gridSpan w:val="2"/>'


def test_merged_cells_of_word_stand_at_their_first_place_and_are_blank_elsewhere(
    tmp_path: Path,
) -> None:
    document = _word(
        tmp_path,
        "<w:tbl>"
        f"<w:tr>{_tc('科目', BEGINS)}{_tc('支出', WIDE)}</w:tr>"
        f"<w:tr>{_tc('科目', '<w:vMerge/>')}{_tc('基本支出')}{_tc('项目支出')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{_tc('1.00')}{_tc('2.00')}</w:tr>"
        "</w:tbl>",
    )
    assert _rows(document) == [
        [("科目", "支出"), ("", "基本支出", "项目支出"), ("", "1.00", "2.00")]
    ]


def test_body_order_nested_tables_and_text_boxes_are_kept_and_headers_left_out(
    tmp_path: Path,
) -> None:
    inner = f"<w:tbl><w:tr>{_tc('合计')}{_tc('7.57')}</w:tr></w:tbl>"
    box = f"<w:r><w:pict><w:txbxContent>{_p('单位：万元')}</w:txbxContent></w:pict></w:r>"
    document = _word(
        tmp_path,
        _p("前"),
        f"<w:tbl><w:tr>{_tc('甲')}<w:tc>{_p('乙')}{inner}{_p('')}</w:tc></w:tr></w:tbl>",
        f"<w:p>{box}<w:r><w:t>后</w:t></w:r></w:p>",
        f"<w:sdt><w:sdtContent>{_p('末')}</w:sdtContent></w:sdt>",
    )
    assert _rows(document) == [[("甲", "乙")], [("合计", "7.57")]]
    assert _lines(document) == ["前", "后", "单位：万元", "末"]
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.add_paragraph("正文")
    made.save(str(tmp_path / "header.docx"))
    assert _lines(word.read(tmp_path / "header.docx")) == ["正文"]


def test_what_was_deleted_or_hidden_in_word_is_not_read_and_what_was_inserted_is(
    tmp_path: Path,
) -> None:
    deleted = "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
    inserted = "<w:ins><w:r><w:t>5</w:t></w:r></w:ins>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>"
    document = _word(
        tmp_path,
        f"<w:p><w:r><w:t>支出</w:t></w:r>{deleted}{inserted}{hidden}<w:r><w:t>元</w:t></w:r></w:p>",
    )
    assert _lines(document) == ["支出5元"]


def test_numbers_that_word_counts_by_itself_stand_before_their_paragraphs(tmp_path: Path) -> None:
    made = docx.Document()
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    )
    root = made.part.numbering_part.element
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for said, level in (
        ("收入预算情况说明", 0),
        ("车辆", 1),
        ("房屋", 1),
        ("支出预算情况说明", 0),
        ("3 辆", 1),
    ):
        properties = (
            f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
        )
        xml = _p(said, properties).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)
        made.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    made.save(str(tmp_path / "numbered.docx"))
    assert _lines(word.read(tmp_path / "numbered.docx")) == [
        "一、收入预算情况说明",
        "1. 车辆",
        "2. 房屋",
        "二、支出预算情况说明",
        "1. 3 辆",
    ]


def test_a_contents_line_of_word_is_a_row_and_whose_table_it_is_stands_apart_from_its_unit(
    tmp_path: Path,
) -> None:
    tab = "</w:t><w:tab/><w:t>"
    document = _word(
        tmp_path,
        _p(f"预算收支总表......{tab}2"),
        _p(f"预算收入总表{tab}3"),
        _p(f"部门名称：某局{tab}单位：万元"),
    )
    assert _rows(document) == [[("预算收支总表", "2"), ("预算收入总表", "3")]]
    assert _lines(document) == ["部门名称：某局", "单位：万元"]


# Excel


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("5582.870000000001", "#,##0.00", "5,582.87"),
        ("5582.8699999999990", "General", "5582.87"),
        ("5582.8699999999990", "0.00", "5582.87"),
        ("0.30000000000000004", "General", "0.3"),
        ("2010301", "General", "2010301"),
        ("123456789012", "General", "123456789012"),
        ("1234567890.12", "General", "1234567890.12"),
        ("0.49264375", "0.00%", "49.26%"),
        ("1.005", "0.00", "1.01"),
        ("-1234.5", "#,##0.00;(#,##0.00)", "(1,234.50)"),
        ("-1234.5", "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        ("-1234.5", "#,##0.00_ ", "-1,234.50"),
        ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("5.5", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "5.50"),
        ("0", "#,##0.00;-#,##0.00;", ""),
        ("0", "0.00", "0.00"),
        ("-0.001", "0.00", "0.00"),
        ("0.5", "#.##", ".5"),
        ("12.5", "0.0##", "12.5"),
        ("55828700", "0!.0000", "5582.8700"),
        ("55828700", '0!.00,"万"', "558.29万"),
        ("5582.87", '#,##0.00"万元"', "5,582.87万元"),
        ("5582870", "#,##0.00,", "5,582.87"),
        ("5582.87", '[>=1000]#,##0.0,"千";0.0', "5.6千"),
        ("582.87", '[>=1000]#,##0.0,"千";0.0', "582.9"),
        ("301", "000000", "000301"),
        ("44927", "yyyy/m/d", "2023/1/1"),
        ("44927", 'yyyy"年"m"月"d"日"', "2023年1月1日"),
        ("44927.5", "yyyy-mm-dd hh:mm", "2023-01-01 12:00"),
        ("1e3", "General", "1000"),
        ("1", '"有"', "有"),
        ("无", "0.00", "无"),
    ],
)
def test_a_number_is_shown_as_its_cell_shows_it(stored: str, code: str, shown: str) -> None:
    assert number_formats.displayed(stored, code) == shown


def _book(tmp_path: Path, *sheets: Sequence[Sequence[object]]) -> tuple[openpyxl.Workbook, Path]:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    return book, tmp_path / "made.xlsx"


TABLE = (
    ("预算公开表2",),
    ("2023年预算收入总表",),
    ("部门名称：某局", "", "单位：万元"),
    ("科目编码", "科目名称", "合计"),
    ("", "合计", 7.5),
    ("201", "一般公共服务支出", 7.5),
)


def test_titles_stand_outside_the_tables_of_a_sheet_and_its_name_before_them(
    tmp_path: Path,
) -> None:
    more = (
        *TABLE,
        (),
        ("", "", ""),
        ("预算公开表3",),
        ("2023年预算支出总表",),
        *TABLE[2:],
        ("注：本表无数据",),
    )
    book, path = _book(tmp_path, more)
    book.worksheets[0].title = "收入、支出"
    book.worksheets[0].merge_cells("A2:C2")
    book.save(path)
    document = excel.read(path)
    grid = [
        ("科目编码", "科目名称", "合计"),
        ("", "合计", "7.5"),
        ("201", "一般公共服务支出", "7.5"),
    ]
    assert _rows(document) == [grid, grid]
    head = ["部门名称：某局", "单位：万元"]
    assert _lines(document) == [
        *["收入、支出", "预算公开表2", "2023年预算收入总表", *head],
        *["预算公开表3", "2023年预算支出总表", *head, "注：本表无数据"],
    ]
    places = [
        (block.place.page, block.place.line) for block in document.blocks if isinstance(block, Grid)
    ]
    assert places == [(1, 4), (1, 12)]


def test_a_row_with_one_cell_inside_a_table_stays_in_it(tmp_path: Path) -> None:
    book, path = _book(
        tmp_path, (*TABLE, ("", "二、外交支出"), ("", "注册费"), ("202", "外交支出", 1))
    )
    book.save(path)
    assert len(_rows(excel.read(path))[0]) == 6


def test_hidden_sheets_rows_and_columns_are_left_out_and_told(tmp_path: Path) -> None:
    book, path = _book(tmp_path, TABLE, TABLE)
    book.worksheets[0].sheet_state = "hidden"
    book.worksheets[1].row_dimensions[6].hidden = True
    book.worksheets[1].column_dimensions["B"].hidden = True
    book.save(path)
    document = excel.read(path)
    (rows,) = _rows(document)
    assert [len(row) for row in rows] == [2, 2]
    said = _remarks(document)
    assert "1 张隐藏的工作表" in said and "1 个隐藏的行" in said and "1 个隐藏的列" in said


def test_what_a_merged_cell_covers_is_blank_whatever_the_file_still_holds_there(
    tmp_path: Path,
) -> None:
    book, path = _book(tmp_path, TABLE)
    sheet = book.worksheets[0]
    sheet.merge_cells("B5:B6")
    sheet._cells[(6, 2)] = openpyxl.cell.Cell(sheet, 6, 2, "旧值")
    book.save(path)
    assert _rows(excel.read(path))[0][2] == ("201", "", "7.5")


def test_formulas_are_read_by_their_value_and_refused_without_one(tmp_path: Path) -> None:
    book, path = _book(tmp_path, (*TABLE, ("", "小计", "=C5+C6")))
    book.save(path)
    with pytest.raises(ReadError, match=r"1 个公式没有算好的值.*保存"):
        excel.read(path)
    valued = _with_part(
        path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(r"<v ?/>|<v></v>", "<v>15</v>", xml)
    )
    assert _rows(excel.read(valued))[0][-1] == ("", "小计", "15")


def _with_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The office file with one part of it changed."""
    changed = path.with_stem(f"{path.stem}-changed")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == part else content)
    return changed


def test_days_and_broken_lines_of_a_cell_are_read_as_shown(tmp_path: Path) -> None:
    book, path = _book(
        tmp_path, (*TABLE, ("202", "外交\n支出", date(2023, 1, 10)), ("203", "a\nb", 0.1 + 0.2))
    )
    book.worksheets[0].cell(7, 3).number_format = 'yyyy"年"m"月"d"日"'
    book.save(path)
    assert _rows(excel.read(path))[0][3:] == [
        ("202", "外交支出", "2023年1月10日"),
        ("203", "a b", "0.3"),
    ]


# Web pages


def _web(tmp_path: Path, page: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "made.html"
    path.write_bytes(page.encode(encoding))
    return web.read(path)


def test_merged_cells_of_a_page_stand_at_their_first_place(tmp_path: Path) -> None:
    document = _web(
        tmp_path,
        "<table><tr><th rowspan=2>科目</th><th colspan='2'>支出</th><th rowspan=2>合计</th></tr>"
        "<tr><th>基本<br>支出</th><th>项目\n支出</th></tr><tr><td>&nbsp;甲</td><td>1.00<td>2.00<td>3.00</table>",
    )
    assert _rows(document) == [
        [("科目", "支出", "", "合计"), ("", "基本支出", "项目支出"), ("甲", "1.00", "2.00", "3.00")]
    ]


def test_tables_that_lay_out_a_page_are_seen_through_and_its_noise_is_dropped(
    tmp_path: Path,
) -> None:
    inner = "<table><caption>收入表</caption><tr><td>合计</td><td>7.57</td></tr></table>"
    document = _web(
        tmp_path,
        "<html><head><title>站</title><style>p{}</style></head><body><!-- 支出 1 元 --><script>var a='<p>1</p>'</script>"
        "<nav><p>首页</p></nav><table><tr><td><a href='/a'>首页</a></td><td><a href='/b'>机构</a></td></tr></table>"
        f"<table><tr><td width=9></td><td><div>单位：万元</div><p><a href='/c'>上一篇</a></p>{inner}注：<b>合</b>计数</td></tr></table>"
        "<img src='http://example.invalid/a.png'><link href='http://example.invalid/a.css'></body></html>",
    )
    assert _rows(document) == [[("合计", "7.57")]]
    assert _lines(document) == ["单位：万元", "收入表", "注：合计数"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=gb2312>", "gb18030"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=gbk'>", "gb18030"),
        ("<meta charset=utf-8>", "gb18030"),
        ("<meta charset=gb2312>", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_of_a_page_is_found_even_where_it_is_misstated(
    head: str, encoding: str, tmp_path: Path
) -> None:
    page = f"<html><head>{head}</head><body><p>某局２０２３年支出预算㐀为五千万元，比上年增加三千元</p></body></html>"
    path = tmp_path / "made"
    path.write_bytes(page.encode(encoding))
    assert formats.file_format(path) == formats.HTML
    assert "支出预算㐀为五千万元" in _lines(web.read(path))[0]


# Texts


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030", "utf-8-sig"])
def test_a_text_is_read_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_bytes("第一部分 概况\r\n合计\t5,582.87\r\n\f支出\t7.57\r\n".encode(encoding))
    document = text.read(path)
    assert _lines(document) == ["第一部分 概况"] and document.pages == 2
    assert _rows(document) == [[("合计", "5,582.87"), ("支出", "7.57")]]


# What stands in a table's rows and is none of them


def _kept(*rows: Sequence[str]) -> list[tuple[str, ...] | str]:
    """What becomes of rows: a row of a grid as it is, a paragraph as its text."""
    made = apart(
        [GridRow(tuple(row), Place(line=number)) for number, row in enumerate(rows, start=1)]
    )
    found: list[tuple[str, ...] | str] = []
    for block in made:
        found += [row.cells for row in block.rows] if isinstance(block, Grid) else [block.text]
    return found


def test_a_note_under_a_table_is_a_line_and_a_label_without_figures_a_row() -> None:
    head, row, label = ("科目", "合计"), ("支出", "1.00"), ("注册费", "")
    sentence = "本单位没有这项收入，也没有使用这项收入安排的支出，因此表格没有任何数字，全部为空，请看其他各张表。"
    kept = _kept(
        ("", "2023年收入表"),
        ("某局",),
        head,
        row,
        label,
        ("注：合计数",),
        (sentence,),
        ("", "", "2023年支出表"),
        head,
    )
    assert kept == [
        "2023年收入表",
        "某局",
        head,
        row,
        label,
        "注：合计数",
        sentence,
        "2023年支出表",
        head,
    ]


def test_a_sentence_alone_in_the_middle_of_a_form_stays_in_it() -> None:
    rows = [
        ("项目名称", "甲"),
        (
            "",
            "每年办理三十次，每次大约两千元，全年办完，按规矩办，不办不行，办好为止，办完总结，再办下一次。",
        ),
        ("总体目标", "乙"),
    ]
    assert _kept(*rows) == rows


def test_a_head_of_one_merged_cell_stays_over_its_table() -> None:
    assert _kept(("收入",), ("项目", "金额"), ("甲", "1.00")) == [
        ("收入",),
        ("项目", "金额"),
        ("甲", "1.00"),
    ]


def test_what_a_compiler_added_to_a_workbook_is_not_read_and_that_is_told(tmp_path: Path) -> None:
    about = (
        ("某局2024年部门预算",),
        ("【整理】以下是说明",),
        ("工作表", "单位"),
        ("收入总表", "万元"),
    )
    book, path = _book(tmp_path, about, TABLE)
    book.worksheets[0].title = "说明"
    book.save(path)
    read = excel.read(path)
    texts = list(read.texts)
    assert "某局2024年部门预算" in texts
    assert not {"说明", "工作表"} & set(texts)
    assert any("3 行写明是整理者所加" in one for one in read.remarks)


def test_a_year_alone_over_the_heads_of_its_columns_is_a_head(tmp_path: Path) -> None:
    rows = (
        ("“三公”经费支出表",),
        ("2026年预算数", "", ""),
        ("合计", "因公出国(境)费", "公务接待费"),
        ("3", "1", "2"),
    )
    book, path = _book(tmp_path, rows)
    book.save(path)
    (grid,) = (block for block in excel.read(path).blocks if isinstance(block, Grid))
    assert grid.rows[0].cell(0) == "2026年预算数"


def test_a_workbook_tells_how_far_its_names_are_set_in(tmp_path: Path) -> None:
    book, path = _book(tmp_path, [["项目", "合计"], ["教育支出", 10], ["普通教育", 10]])
    book.worksheets[0]["A3"].alignment = openpyxl.styles.Alignment(indent=2)
    book.save(path)
    (grid,) = excel.read(path).grids
    assert [row.indent(0) for row in grid.rows] == [0, 0, 2]
