"""The reference packages: the code lists observed in published documents, and the glossary."""

from __future__ import annotations

import csv
import re
import socket
from collections import Counter

import pytest
from frictionless import Package

from scripts.schema import KINDS, VALUES, economic_items
from tests.conftest import ROOT

REFERENCE = ROOT / "datapackages" / "reference"
FOUNDING = ROOT.parent / "shared" / "source" / "disclosure-2023.txt"
PACKAGES = sorted(path.parent.name for path in REFERENCE.glob("*/datapackage.json"))
OF_THE_FOUNDING_TABLES = ("201", "20113", "2011301", "2011302", "215", "21508", "2150805")
LEVELS = {3: "class", 5: "group", 7: "item"}
CODE_LISTS = (
    ("functional-classification", "functions"),
    ("economic-classification", "department"),
    ("economic-classification", "government"),
)

Row = dict[str, str]


def _rows(package: str, table: str) -> list[Row]:
    with (REFERENCE / package / "data" / f"{table}.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        return list(csv.DictReader(lines))


def _parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


TERMS = _rows("glossary", "terms")
EACH_TERM = pytest.mark.parametrize("term", TERMS, ids=[term["term"] for term in TERMS])


def test_the_packages_are_the_ones_we_know() -> None:
    assert PACKAGES == ["economic-classification", "functional-classification", "glossary"]


@pytest.mark.parametrize("name", PACKAGES)
def test_frictionless_accepts_each_package_without_a_network(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    package = Package(str(REFERENCE / name / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldNumber", "message"])
    assert package.custom["kind"] == "reference"


@pytest.mark.parametrize("name", PACKAGES)
def test_every_file_of_a_package_is_described_and_is_plain_utf8(name: str) -> None:
    package = Package(str(REFERENCE / name / "datapackage.json"))
    described = {resource.path for resource in package.resources}
    assert described == {f"data/{path.name}" for path in (REFERENCE / name / "data").iterdir()}
    for path in described:
        content = (REFERENCE / name / str(path)).read_bytes()
        assert (
            b"\r" not in content
            and not content.startswith(b"\xef\xbb\xbf")
            and content.endswith(b"\n")
        ), path
        content.decode("utf-8")


@pytest.mark.parametrize("name", PACKAGES)
def test_every_field_has_a_chinese_title_and_a_meaning(name: str) -> None:
    for resource in Package(str(REFERENCE / name / "datapackage.json")).resources:
        for field in resource.schema.fields:
            assert re.search(r"[\u4e00-\u9fff]", field.title or ""), f"{resource.name}.{field.name}"
            assert field.description, f"{resource.name}.{field.name}"


# The code lists


@pytest.mark.parametrize(("package", "table"), CODE_LISTS)
def test_a_code_stands_once_and_its_level_follows_from_its_length(package: str, table: str) -> None:
    rows = _rows(package, table)
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes))
    assert [row["level"] for row in rows] == [LEVELS[len(code)] for code in codes]


@pytest.mark.parametrize(("package", "table"), CODE_LISTS)
def test_a_parent_is_the_code_cut_short_where_that_was_observed_and_blank_otherwise(
    package: str, table: str
) -> None:
    rows = _rows(package, table)
    codes = {row["code"] for row in rows}
    for row in rows:
        above = row["code"][:-2]
        assert row["parent"] == (above if above in codes else ""), row["code"]


@pytest.mark.parametrize(("package", "table"), CODE_LISTS)
def test_the_years_and_documents_of_a_code_agree_with_each_other(package: str, table: str) -> None:
    for row in _rows(package, table):
        years = row["years"].split()
        assert years == sorted(set(years)), row["code"]
        assert (row["first_year"], row["last_year"]) == (years[0], years[-1]), row["code"]
        if row["reliable"] == "true":
            assert min(int(row["documents_with_name"]), int(row["documents_with_code"])) > 1, row[
                "code"
            ]


def test_the_functions_of_the_founding_tables_are_reliable() -> None:
    reliable = {
        row["code"]
        for row in _rows("functional-classification", "functions")
        if row["reliable"] == "true"
    }
    assert set(OF_THE_FOUNDING_TABLES) <= reliable


def test_no_line_of_a_summary_table_passes_for_a_function() -> None:
    functions = _rows("functional-classification", "functions")
    assert not [
        row["code"] for row in functions if re.match(r"[一二三四五六七八九十]+、", row["name"])
    ]
    misread = {row["code"] for row in _rows("functional-classification", "misread-codes")}
    assert misread.isdisjoint(row["code"] for row in functions)


def test_other_names_belong_to_a_known_code_and_differ_from_its_name() -> None:
    known = {
        ("functional", row["code"]): row["name"]
        for row in _rows("functional-classification", "functions")
    } | {
        (table, row["code"]): row["name"]
        for table in ("department", "government")
        for row in _rows("economic-classification", table)
    }
    others = [("functional", row) for row in _rows("functional-classification", "function-names")]
    others += [
        (row["classification"], row) for row in _rows("economic-classification", "economic-names")
    ]
    for classification, row in others:
        assert row["name"] != known[classification, row["code"]], row


def test_names_that_changed_with_the_year_are_variants_and_neighbouring_cells_are_misreadings() -> (
    None
):
    functions = {
        (row["code"], row["name"]): row["kind"]
        for row in _rows("functional-classification", "function-names")
    }
    economic = {
        (row["code"], row["name"]): row["kind"]
        for row in _rows("economic-classification", "economic-names")
    }
    assert functions["20805", "行政事业单位离退休"] == "variant"
    assert functions["201", "发展与改革事务"] == "misread"
    assert functions["20899", "其他社会保障和就业支"] == "doubtful"
    assert economic["30311", "住房公积金"] == "variant"
    assert economic["30213", "维修(护)费"] == "variant"


def test_the_thirty_statutory_classes_stand_in_order_and_agree_with_the_observed_names() -> None:
    classes = _rows("functional-classification", "statutory-classes")
    assert [row["order"] for row in classes] == [str(order) for order in range(1, 31)]
    observed = {row["code"]: row["name"] for row in _rows("functional-classification", "functions")}
    for row in classes:
        assert (row["code"] in observed) == (row["attested"] == "true"), row["code"]
        assert observed.get(row["code"], row["name"]) == row["name"]
    names = [name for row in classes for name in (row["name"], *_parts(row["aliases"]))]
    assert len(names) == len(set(names))


def test_every_class_of_government_is_there_for_its_groups() -> None:
    assert not [
        row["code"]
        for row in _rows("economic-classification", "government")
        if row["level"] == "group" and not row["parent"]
    ]


# The glossary


def test_the_terms_of_the_law_are_all_explained() -> None:
    names = {term["name"] for term in TERMS}
    assert names >= {
        "基本支出",
        "项目支出",
        "“三公”经费",
        "机关运行经费",
        "政府购买服务",
        "财政专户管理资金",
        "单位资金",
        "上年结转",
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
        "财政拨款",
    }


def test_a_name_or_alias_stands_for_one_term_only() -> None:
    counted = Counter(name for term in TERMS for name in (term["name"], *_parts(term["aliases"])))
    assert not {name: times for name, times in counted.items() if times > 1}


@EACH_TERM
def test_a_term_refers_to_others_that_exist(term: Row) -> None:
    related = _parts(term["see_also"])
    assert related and len(related) == len(set(related)) and term["term"] not in related
    assert set(related) <= {other["term"] for other in TERMS}


@EACH_TERM
def test_a_term_is_explained_in_one_short_sentence_and_in_a_few(term: Row) -> None:
    assert len(term["short"]) <= 45
    assert term["short"].count("。") == 1 and term["short"].endswith("。")
    assert 2 <= term["definition"].count("。") + term["definition"].count("？") <= 4


@EACH_TERM
def test_a_cell_of_the_glossary_has_no_stray_blanks(term: Row) -> None:
    assert all(cell == cell.strip() for cell in term.values())
    assert all(part and part == part.strip() for part in _parts(term["aliases"]))


def test_words_that_stand_in_every_sentence_are_not_linked() -> None:
    unlinked = {term["name"] for term in TERMS if term["link"] == "false"}
    assert {"收入", "支出", "部门", "单位", "万元"} <= unlinked


def test_no_explanation_repeats_the_founding_document() -> None:
    if not FOUNDING.is_file():
        pytest.skip("the founding document is not beside this repository")
    text = re.sub(r"\s", "", FOUNDING.read_text("utf-8"))
    part_four = text[text.rindex("第四部分名词解释") :]
    for term in TERMS:
        for words in (term["short"], term["definition"]):
            repeated = [
                words[at : at + 20]
                for at in range(len(words) - 19)
                if words[at : at + 20] in part_four
            ]
            assert not repeated, f"{term['term']}: {repeated[0]}"


def test_every_table_fund_nature_scope_purpose_and_measure_has_a_term() -> None:
    """Whatever a table or a column can be called on a page is explained."""
    names = {name for term in TERMS for name in (term["name"], *_parts(term["aliases"]))}
    # Words that need no explanation, and the items, each of which has a page of its own.
    everywhere = {"全部", "年度", "金额", "数量"} | set(economic_items.TITLES.values())
    titles = {kind.title for kind in KINDS.values() if kind.printed}
    words = {word for values in VALUES.values() for word in values.values()}
    assert (titles | words) - everywhere - names == set()
