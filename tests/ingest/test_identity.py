"""Whose a document is, of which level, year and phase, and where: from made-up covers, titles, heads and labels."""

from __future__ import annotations

import pytest

from scripts.ingest import identity
from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place, ReadError
from scripts.package import Disclosure


def _document(text: str) -> Document:
    """A document from lines: `---` ends a page, a line with "|" is a row of a table, the others are paragraphs."""
    blocks: list[Block] = []
    page = 1
    for line in text.split("\n"):
        if line == "---":
            page += 1
        elif "|" in line:
            row = GridRow(tuple(cell.strip() for cell in line.split("|")), Place(page=page))
            last = blocks[-1] if blocks else None
            blocks[-1:] = (
                [Grid((*last.rows, row))]
                if isinstance(last, Grid)
                else [*blocks[-1:], Grid((row,))]
            )
        else:
            blocks.append(Paragraph(line, Place(page=page)))
    return Document(tuple(blocks), "0" * 64, page)


def _told(text: str, *labels: str) -> Disclosure:
    return identity.disclosure(_document(text), labels)


# The body, its year and its phase

_REST = "\n---\n目录\n第一部分 概况"


@pytest.mark.parametrize(
    ("cover", "department", "year", "phase"),
    [
        ("湖南省农业农村厅2024年部门预算", "湖南省农业农村厅", 2024, "budget"),
        ("贵州省遵义市汇川区\n教育局\n2023年度部门决算", "贵州省遵义市汇川区教育局", 2023, "final"),
        ("二〇二四年度\n芜湖市鸠江区民政局部门预算", "芜湖市鸠江区民政局", 2024, "budget"),
        ("二0二四年度\n芜湖市鸠江区民政局部门预算", "芜湖市鸠江区民政局", 2024, "budget"),
        ("三亚市天涯区执法局\n二○二三年度部门决算公开\n二○二四年九月", "三亚市天涯区执法局", 2023, "final"),
        ("公开时间：2023年9月5日\n2022年度绵阳市安州区水利局部门决算", "绵阳市安州区水利局", 2022, "final"),
        ("2024年济南市历下区千佛山街道办事处部门预算", "济南市历下区千佛山街道办事处", 2024, "budget"),
        ("海口市秀英区2024年区级部门预算\n（海口市秀英区应急管理局）", "海口市秀英区应急管理局", 2024, "budget"),
        ("关于公开万里市人民检察院2024年部门预算的说明", "万里市人民检察院", 2024, "budget"),
        ("万里市人民检察院关于公开2024年部门预算的说明", "万里市人民检察院", 2024, "budget"),
        ("万里市人民检察院关于2024年度部门决算的公告", "万里市人民检察院", 2024, "final"),
        ("万里市档案局（万里市地方志馆）2024年部门预算", "万里市档案局", 2024, "budget"),
        ("附件2\n昆明市公安局交通警察支队2023年度部门决算公开", "昆明市公安局交通警察支队", 2023, "final"),
        ("水利部2025年部门预算\n2025年3月", "水利部", 2025, "budget"),
        ("审计署\n2023年度部门决算", "审计署", 2023, "final"),
        ("全国妇联2024年部门预算", "全国妇联", 2024, "budget"),
        ("国家统计局2024年度部门决算\n二〇二五年七月", "国家统计局", 2024, "final"),
        ("部门预算公开\n预算年度：2024年\n部门名称：乌鲁木齐市天山区教育局", "乌鲁木齐市天山区教育局", 2024, "budget"),
        ("2024年部门预算公开表\n编制日期：2024年1月20日\n编制单位：101-沧州市运河区审计局", "沧州市运河区审计局", 2024, "budget"),
        ("2 0 2 4 年 部 门 预 算\n白 沙 市 审 计 局", "白沙市审计局", 2024, "budget"),
        ("柳州市第十四中\n2024年单位预算公开", "柳州市第十四中", 2024, "budget"),
        ("2024年度\n桂林市象山区市场监督管理局\n部门决算（草案）\n批复日期：2025年8月1日", "桂林市象山区市场监督管理局", 2024, "final"),
    ],
)  # fmt: skip
def test_a_cover_tells_the_body_the_year_and_the_phase(
    cover: str, department: str, year: int, phase: str
) -> None:
    found = _told(cover + _REST)
    assert (found.department, found.year, found.phase) == (department, year, phase)


@pytest.mark.parametrize(
    ("text", "department", "year", "phase"),
    [
        ("2024年部门收支总表\n部门名称：|唐山市路南区商务局\n项目|预算数", "唐山市路南区商务局", 2024, "budget"),
        ("部门收支总表\n部门：[301]白沙州民族宗教委员会 单位：万元\n项目|2023年决算数|2024年预算数", "白沙州民族宗教委员会", 2024, "budget"),
        ("收入支出决算总表\n编制单位：白沙市水务局\n2023年度\n项目|决算数", "白沙市水务局", 2023, "final"),
        ("一、收支总表\n单位名称：白沙市官渡区财政局   单位：万元\n收入|支出\n2024年度部门预算", "白沙市官渡区财政局", 2024, "budget"),
        ("预算01表\n2025年部门预算收支总表\n填报单位：002-白沙县林业局 金额单位：元\n收入|支出", "白沙县林业局", 2025, "budget"),
    ],
)  # fmt: skip
def test_without_a_cover_the_tables_tell_the_body_and_the_year(
    text: str, department: str, year: int, phase: str
) -> None:
    found = _told(text)
    assert (found.department, found.year, found.phase) == (department, year, phase)


def test_last_years_columns_and_the_day_of_approval_do_not_tell_the_year() -> None:
    rest = "\n---\n根据2023年12月28日批复\n收支总表\n项目|2022年执行数|2023年预算数|2024年预算数\n一、收入|1.00|2.00|3.00"
    assert _told("万里市统计局2024年部门预算" + rest * 3).year == 2024


def test_the_running_head_of_every_page_tells_the_body() -> None:
    page = "万里市统计局 2024 年部门预算公开\n收支总表\n项目|预算数\n---\n"
    found = _told(page * 4)
    assert (found.department, found.year) == ("万里市统计局", 2024)


@pytest.mark.parametrize(
    "line",
    [
        "第二部分 白沙市中级人民法院2024年度部门预算表",
        "第三部分　2024年度白沙市中级人民法院部门预算情况说明",
        "第二章 白沙市中级人民法院2024年部门预算",
        "二、白沙市中级人民法院2024年部门预算表",
        "（三）白沙市中级人民法院2024年部门预算表",
        "附件二：白沙市中级人民法院2024年部门预算表",
        "附表1 白沙市中级人民法院2024年度部门预算",
        "表三：白沙市中级人民法院2024年度部门预算表",
    ],
)
def test_what_numbers_a_heading_is_no_part_of_the_name(line: str) -> None:
    cover = "2024年度白沙市中级人民法院部门预算公开"
    assert _told(f"{cover}\n目录\n{line}\n{line}\n{line}").department == "白沙市中级人民法院"
    assert _told(f"目录\n{line}\n收支总表").department == "白沙市中级人民法院"


def test_the_year_of_a_line_is_no_code_before_a_name() -> None:
    cover = "2024年度\n白沙市档案局\n部门预算"
    assert _told(cover + _REST + "\n2024年度白沙市档案局" * 4).department == "白沙市档案局"


@pytest.mark.parametrize(
    ("title", "year", "phase"),
    [
        ("白沙市体育局部门预算（2024年度）", 2024, "budget"),
        ("白沙市体育局部门决算公开2023年度", 2023, "final"),
        ("白沙市体育局部门预算公开\n二〇二四年度", 2024, "budget"),
        ("白沙市体育局单位预算公开报告（2024）", 2024, "budget"),
        ("附件：白沙市体育局部门预算2024年", 2024, "budget"),
    ],
)
def test_the_year_may_stand_behind_the_body_in_a_title(title: str, year: int, phase: str) -> None:
    found = _told(title + _REST)
    assert (found.department, found.year, found.phase) == ("白沙市体育局", year, phase)


def test_a_month_behind_the_title_is_the_day_of_publication_and_not_its_year() -> None:
    cover = "白沙市体育局\n部门预算公开\n2025年2月"
    assert _told(cover + _REST + "\n---\n2024年度收支总表\n" * 3).year == 2024


_GOALS = "部门名称：白沙市体育局\n收支总表\n项目|预算数\n一、拨款收入|500.00\n"


@pytest.mark.parametrize(
    "row",
    [
        "健身设施|500.00|更新器材数量|≥|2000|件",
        "健身设施|500.00|开工时间|=|2027年|前",
        "2028年部门预算编制经费|500.00|报告份数|≥|3|份",
        "白沙市财政局2028年部门预算管理|30.00|系统|=|1|套",
        "健身设施|500.00|规划年度|2030年度|=|1",
    ],
)
def test_a_year_beside_figures_is_not_that_of_the_document(row: str) -> None:
    head = "项目名称|金额|指标|性质|指标值|单位\n"
    with pytest.raises(ReadError, match="没有找到年份"):
        _told(_GOALS + "项目支出绩效目标表\n" + head + f"{row}\n" * 3)

    title = "2024年度项目支出绩效目标表\n"
    assert _told(_GOALS + title + head + f"{row}\n" * 3).year == 2024


def test_a_year_alone_in_a_cell_does_not_outweigh_the_titles_of_tables() -> None:
    tables = "2024年收支总表\n项目|预算数\n一、收入|1.00\n"
    lone = "2030\n|2000|\n2025年度|\n" * 4
    assert _told("部门名称：白沙市体育局\n" + tables + lone).year == 2024


def test_what_names_no_body_and_no_year_is_refused_with_all_that_is_missing() -> None:
    with pytest.raises(ReadError, match="没有找到部门名称、年份和预算或决算"):
        _told("天气预报\n明天晴")


# The level, and the body above


@pytest.mark.parametrize(
    ("cover", "level", "parent"),
    [
        ("昆明市五华区卫生健康局（本级）2024年单位预算", "office", "昆明市五华区卫生健康局"),
        ("黑龙江省财政厅机关2024年单位预算", "office", "黑龙江省财政厅"),
        ("水利部（本部）2024年单位预算", "office", "水利部"),
        (
            "北京市朝阳区建国门外街道办事处本级2024年度单位预算",
            "office",
            "北京市朝阳区建国门外街道办事处",
        ),
        ("万里市统计局2024年部门预算", "department", None),
        ("万里市第一中学2024年单位预算", "unit", None),
        ("万里市教育局电化教育馆2024年单位预算\n---\n万里市教育局", "unit", "万里市教育局"),
    ],
)
def test_the_words_of_the_cover_tell_the_level(cover: str, level: str, parent: str | None) -> None:
    found = _told(cover + _REST)
    assert (found.level, found.parent) == (level, parent)


_SCOPE = "从预算单位构成看，白沙新区生态环境局包括3个处（科）室"


@pytest.mark.parametrize(
    ("scope", "level"),
    [
        (_SCOPE + "及2个下属单位，其中列入2024年单位预算编制范围的单位见下表", "unit"),
        (_SCOPE + "和三个所属事业单位", "unit"),
        (_SCOPE + "，下设两个事业单位", "unit"),
        (_SCOPE + "，下辖0个单位", "office"),
        (_SCOPE + "：\n序号|单位名称\n1|白沙新区生态环境局\n2|白沙新区环境监测站", "unit"),
        (_SCOPE + "，0个下属单位", "office"),
        (_SCOPE + "，无下属单位", "office"),
        (_SCOPE + "：\n序号|单位名称\n1|白沙新区生态环境局", "office"),
        ("本单位没有下属单位", "office"),
    ],
)
def test_a_unit_with_units_of_its_own_is_no_office_of_itself(scope: str, level: str) -> None:
    found = _told(f"2024年度\n白沙新区生态环境局\n单位预算{_REST}\n{scope}")
    assert found.level == level
    assert found.parent == (None if level == "unit" else "白沙新区生态环境局")


# The code, and the place


def test_a_code_before_the_bodys_own_name_is_its_budget_code() -> None:
    text = "万里市统计局2024年部门预算\n---\n收支总表\n编码|名称\n342|万里市统计局\n342001|万里市统计局（本级）"
    assert _told(text).code == "342"


@pytest.mark.parametrize(
    ("department", "region"),
    [
        ("湖南省农业农村厅", "430000"),
        ("湖南农业农村厅", "430000"),
        ("内蒙古自治区通辽市科尔沁区林业局", "150502"),
        ("新疆维吾尔自治区塔城地区沙湾市审计局", "654203"),
        ("锡林郭勒盟行政公署办公室", "152500"),
        ("大理白族自治州民族宗教事务委员会", "532900"),
        ("天津市河西区人民政府办公室", "120103"),
        ("中国共产党南京市委员会宣传部", "320100"),
        ("中共长沙市委组织部", "430100"),
        ("政协合肥市委员会办公室", "340100"),
        ("共青团深圳市委员会", "440300"),
        ("国家税务总局上海市税务局", "310000"),
        ("国家统计局", None),
        ("交通运输部", None),
    ],
)
def test_the_place_of_a_body_is_told_from_its_name(department: str, region: str | None) -> None:
    assert _told(f"{department}2024年部门预算{_REST}").region == region


def test_a_city_without_its_word_counts_where_the_document_names_the_city() -> None:
    cover = "郑州卫生学院2024年单位预算"
    assert _told(cover + _REST).region is None
    assert _told(cover + "\n---\n郑州市教育局所属单位").region == "410100"


def test_a_district_of_several_cities_is_told_by_the_city_that_the_document_names() -> None:
    cover = "鼓楼区统计局2024年部门预算"
    assert _told(cover + _REST).region is None
    assert _told(cover + "\n---\n全面落实福州市委的部署").region == "350102"


# The name of its folder


@pytest.mark.parametrize("year", ["2019年", "2024年度", "二〇二五年"])
def test_a_body_has_one_folder_over_the_years(year: str) -> None:
    found = _told(f"白沙市河东区审计局{year}部门预算{_REST}")
    assert identity.slug(found.department, found.level) == "bai-sha-shi-he-dong-qu-shen-ji-ju"


def test_a_department_and_its_office_have_two_folders() -> None:
    whole, office = (
        _told(f"白沙市审计局{words}{_REST}")
        for words in ("2024年部门预算", "（本级）2024年单位预算")
    )
    assert identity.slug(whole.department, whole.level) != identity.slug(
        office.department, office.level
    )
