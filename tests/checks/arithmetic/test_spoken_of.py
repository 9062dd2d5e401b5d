"""What a sentence speaks of decides what it is held against: each document twice, right and with one error."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import checks
from scripts.checks import Verdict
from scripts.ingest import ingest
from tests.conftest import ROOT

KNOWN = checks.classifications(ROOT / "datapackages")
SPENDING = """
2026年部门支出总体情况表
单位名称：清溪市水利局|单位：万元
科目编码|科目名称|总计|基本支出|项目支出
|合计|1,000.00|500.00|500.00
213|农林水支出|1,000.00|500.00|500.00
21303|水利|1,000.00|500.00|500.00
2130301|行政运行|500.00|500.00|
2130302|一般行政管理事务|500.00||500.00
"""
GENERAL = """
2026年一般公共预算财政拨款支出预算表
单位名称：清溪市水利局|单位：万元
科目编码|科目名称|总计|基本支出|项目支出
|合计|700.00|400.00|300.00
213|农林水支出|700.00|400.00|300.00
21303|水利|700.00|400.00|300.00
2130301|行政运行|400.00|400.00|
2130302|一般行政管理事务|300.00||300.00
"""
APPROPRIATION = """
2026年财政拨款收支预算总表
单位名称：清溪市水利局|单位：万元
收入||支出||||
项目|预算数|项目|合计|一般公共预算|政府性基金预算|国有资本经营预算
一、一般公共预算|700.00|一、农林水支出|800.00|700.00|100.00|
二、政府性基金预算|100.00|||||
收入总计|800.00|支出总计|800.00|700.00|100.00|
"""


def _verdicts(tmp_path: Path, *parts: str) -> list[Verdict]:
    path = tmp_path / "document.txt"
    text = "\n\n".join(("清溪市水利局2026年部门预算", *parts))
    path.write_text(text.replace("|", "\t"), encoding="utf-8")
    package = ingest(path).package
    found = checks.of_package(package, KNOWN).verdicts
    return [verdict for verdict in found if verdict.rule.startswith("prose")]


def _outcomes(tmp_path: Path, rule: str, *parts: str) -> list[str]:
    return [verdict.outcome for verdict in _verdicts(tmp_path, *parts) if verdict.rule == rule]


# The fund


@pytest.mark.parametrize(
    "prose",
    [
        "三、财政拨款情况说明\n2026年一般公共预算财政拨款支出700.00万元，比2025年增加20.00万元。"
        "其中：基本支出{}万元，项目支出300.00万元。",
        "三、其他说明\n一般公共预算支出700.00万元，其中：基本支出{}万元；项目支出300.00万元。",
        "三、收支说明\n（三）一般公共预算支出情况\n1.基本支出{}万元。\n2.项目支出300.00万元。",
    ],
)
def test_a_part_is_held_against_the_table_of_its_fund(tmp_path: Path, prose: str) -> None:
    right = _outcomes(tmp_path, "prose", prose.format("400.00"), SPENDING, GENERAL)
    assert "pass" in right and "fail" not in right
    assert "fail" in _outcomes(tmp_path, "prose", prose.format("500.00"), SPENDING, GENERAL)


def test_a_class_of_the_appropriation_is_held_against_its_summary(tmp_path: Path) -> None:
    prose = (
        "2026年单位预算编制说明\n财政拨款支出主要内容如下：\n1.“农林水支出”科目{}万元，用于水利。"
    )
    tables = (SPENDING, GENERAL, APPROPRIATION)
    assert _outcomes(tmp_path, "prose", prose.format("800"), *tables) == ["pass"]
    assert _outcomes(tmp_path, "prose", prose.format("810"), *tables) == ["fail"]


def test_an_item_of_the_appropriation_is_sure_where_one_fund_pays_all(tmp_path: Path) -> None:
    prose = "2026年单位预算编制说明\n财政拨款支出主要内容如下：\n1.水利（款）行政运行（项）{}万元。"
    open_ = _outcomes(tmp_path, "prose", prose.format("450.00"), GENERAL, APPROPRIATION)
    assert open_ == ["cannot-tell"]
    one_fund = APPROPRIATION.replace("100.00", "").replace("800.00", "700.00")
    assert _outcomes(tmp_path, "prose", prose.format("450.00"), GENERAL, one_fund) == ["fail"]
    assert _outcomes(tmp_path, "prose", prose.format("400.00"), GENERAL, one_fund) == ["pass"]


@pytest.mark.parametrize("name", ["其他政府性基金安排的支出（项）预算", "城乡社区支出（类）"])
def test_an_item_of_a_fund_is_not_the_fund(tmp_path: Path, name: str) -> None:
    table = """
2026年政府性基金预算支出表
单位名称：清溪市水利局|单位：万元
科目名称|合计|基本支出|项目支出
合计|100.00||100.00
"""
    prose = (
        "七、政府性基金预算支出情况说明\n政府性基金预算支出{}万元，其中：" + name + "30.00万元。"
    )
    assert _outcomes(tmp_path, "prose", prose.format("100.00"), table) == ["pass"]
    assert _outcomes(tmp_path, "prose", prose.format("130.00"), table) == ["fail"]


# The item


@pytest.mark.parametrize(
    ("name", "amount", "outcomes"),
    [
        ("林业和草原（款）行政运行（项）", "0", []),
        ("林业和草原（款）一般行政管理事务（项）", "12.00", []),
        ("水利（款）行政运行（项）", "400.00", ["pass"]),
        ("水利（款）行政运行（项）", "410.00", ["fail"]),
        ("农林水支出（类）行政运行（项）", "410.00", ["fail"]),
    ],
)
def test_an_item_below_another_section_is_another_item(
    tmp_path: Path, name: str, amount: str, outcomes: list[str]
) -> None:
    prose = f"八、一般公共预算支出预算情况说明\n1.{name}支出{amount}万元。"
    assert _outcomes(tmp_path, "prose", prose, GENERAL) == outcomes


def test_a_table_without_sections_may_hold_any_item(tmp_path: Path) -> None:
    without = GENERAL.replace("21303|水利|700.00|400.00|300.00\n", "")
    prose = "八、一般公共预算支出预算情况说明\n1.水利（款）行政运行（项）支出{}万元。"
    assert _outcomes(tmp_path, "prose", prose.format("400.00"), without) == ["pass"]
    assert _outcomes(tmp_path, "prose", prose.format("410.00"), without) == ["fail"]


def test_a_code_below_an_item_on_one_fund_is_a_row_of_its_table(tmp_path: Path) -> None:
    prose = """五、2026年部门预算收支说明
（三）一般公共预算拨款支出明细情况。
2.支出按功能科目分类的明细情况。
（1）行政运行（2130301）{}万元，较上年增加5.00万元。具体为：人员经费390.00万元；公用经费10.00万元。"""
    tables = (SPENDING, GENERAL)
    assert set(_outcomes(tmp_path, "prose", prose.format("400.00"), *tables)) == {"pass"}
    assert "fail" in _outcomes(tmp_path, "prose", prose.format("500.00"), *tables)


# The body


def test_a_section_about_a_unit_is_not_held_against_the_department(tmp_path: Path) -> None:
    unit = "一、清溪市水利局（本级）\n支出预算{}万元。\n\n二、清溪市水文站\n支出预算300.00万元。"
    assert _outcomes(tmp_path, "prose", unit.format("700.00"), SPENDING) == []
    own = "一、清溪市水利局\n支出预算700.00万元。\n\n二、清溪市水文站\n支出预算300.00万元。"
    assert _outcomes(tmp_path, "prose", own, SPENDING) == []
    alone = "一、清溪市水利局\n其中：基本支出{}万元。"
    assert _outcomes(tmp_path, "prose", alone.format("500.00"), SPENDING) == ["pass"]
    assert _outcomes(tmp_path, "prose", alone.format("510.00"), SPENDING) == ["fail"]


# The whole of a share


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        # 占本年支出合计 below a heading on one fund is of all spending.
        ("一般公共预算财政拨款支出700.00万元，占本年支出合计的70%。", ["pass"]),
        ("一般公共预算财政拨款支出700.00万元，占本年支出合计的71%。", ["fail"]),
        # No amount is a share of itself.
        (
            "一般公共预算财政拨款支出700.00万元，占一般公共预算财政拨款支出总额的70%。",
            ["cannot-tell"],
        ),
    ],
)
def test_the_whole_of_a_share_is_what_its_words_say(
    tmp_path: Path, text: str, outcomes: list[str]
) -> None:
    prose = f"五、一般公共预算支出情况说明\n{text}"
    assert _outcomes(tmp_path, "prose-share", prose, SPENDING, GENERAL) == outcomes


@pytest.mark.parametrize(
    ("whole", "share", "outcomes"),
    [
        # 75 % and 25 % are those of 80.00: nobody says that 支出预算 is 本年支出预算.
        ("本年支出预算", "75.00", ["cannot-tell", "cannot-tell"]),
        ("本年支出预算", "78.00", ["fail", "fail"]),
        ("支出预算", "75.00", ["fail", "fail"]),
    ],
)
def test_shares_may_be_of_what_the_parts_make_together(
    tmp_path: Path, whole: str, share: str, outcomes: list[str]
) -> None:
    prose = f"""三、支出预算情况说明
2026年支出预算100.00万元，比上年增加5.00万元。
（一）基本支出。基本支出预算60.00万元，占{whole}{share}%。
（二）项目支出。项目支出预算20.00万元，占{whole}25.00%。"""
    assert _outcomes(tmp_path, "prose-share", prose) == outcomes


def test_labels_of_a_chart_do_not_hide_shares_that_were_made_to_fit(tmp_path: Path) -> None:
    prose = """三、支出预算情况说明
本年支出预算合计28849.38万元，其中：
基本支出17123.19万元，占59.35%；
项目支出11543.27万元，占{}%；
预留经费182.92万元，占0.64%；
预留经费,
0.64%
项目支出, 40.01%
基本支出, 59.35%"""
    assert "fail" not in _outcomes(tmp_path, "prose-share", prose.format("40.01"))
    assert "fail" in _outcomes(tmp_path, "prose-share", prose.format("41.01"))


# The change


def test_a_change_behind_several_amounts_may_be_of_any(tmp_path: Path) -> None:
    prose = """三、支出预算情况说明
上级项目400.00万元，用于养护。平台100.00万元，上年结转20.00万元，用于平台。平台增加50.00万元，增长{}%。"""
    assert _outcomes(tmp_path, "prose-percent", prose.format("14.29")) == ["cannot-tell"]
    assert _outcomes(tmp_path, "prose-percent", prose.format("13.29")) == ["fail"]
    assert _outcomes(tmp_path, "prose-percent", prose.format("100.00")) == ["pass"]


@pytest.mark.parametrize("rate", ["（111.8%）", "（增长111.8%）", "，增长111.8%"])
def test_a_rate_in_brackets_is_held_against_its_change(tmp_path: Path, rate: str) -> None:
    prose = "三、支出预算情况说明\n会议费248.84万元，较上年增加131.35万元{}。"
    assert _outcomes(tmp_path, "prose-percent", prose.format(rate)) == ["pass"]
    wrong = rate.replace("111.8", "118.1")
    assert _outcomes(tmp_path, "prose-percent", prose.format(wrong)) == ["fail"]
    assert not _outcomes(tmp_path, "prose-share", prose.format(rate))


# Rounding


@pytest.mark.parametrize(
    ("total", "outcome"),
    [("70,376.87", "rounding"), ("70,376.97", "fail"), ("70,376.86", "rounding")],
)
def test_a_total_of_rounded_parts_is_off_by_their_rounding(
    tmp_path: Path, total: str, outcome: str
) -> None:
    table = """
2026年财政拨款收支预算总表
单位名称：清溪市水利局|单位：元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算|535,987,052.43|一、农林水支出|703,768,605.79
二、政府性基金预算|167,781,553.36||
收入总计|703,768,605.79|支出总计|703,768,605.79
"""
    prose = f"""五、收支说明
（二）财政拨款收支情况
财政拨款收入{total}万元，其中一般公共预算拨款收入53,598.71万元、政府性基金拨款收入16,778.16万元。"""
    found = _verdicts(tmp_path, prose, table)
    own = [one.outcome for one in found if one.right and one.right[0].label == "财政拨款收入"]
    assert own == [outcome]
