"""The files for programs: each as its schema says, each figure as published, each address leading somewhere."""

from __future__ import annotations

import contextlib
import io
import json
import re
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import pytest

from scripts import api, settings, tables
from scripts.glossary import Glossary
from scripts.package import Package
from scripts.pages import BudgetYear, Site
from scripts.schema import stored
from tests.conftest import ROOT
from tests.conftest import Site as Built
from tests.support import tiny

GUIDE = ROOT / "docs/about/api.md"


def _site(*packages: Package) -> Site:
    years = [BudgetYear(one, tables.overview(one), (), ()) for one in packages]
    return Site(settings.settings(ROOT / "mkdocs.yml"), Glossary(()), years)


def _read(*packages: Package) -> dict[str, Any]:
    return {
        file.path.removeprefix("api/v1/"): json.loads(file.content)
        for file in api.files(_site(*packages))
    }


@pytest.fixture(scope="module")
def found(package: Package) -> dict[str, Any]:
    """The files of the fixture's package by their paths below the interface's folder."""
    return _read(package)


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


# What they look like


def test_every_file_is_as_the_schema_that_it_names(found: dict[str, Any]) -> None:
    tried = set()
    for path, content in found.items():
        if not path.startswith("schemas/"):
            name = PurePosixPath(content["$schema"]).name
            schema = found[f"schemas/{name}"]
            jsonschema.Draft202012Validator(schema).validate(content)
            tried.add(name.removesuffix(".json"))
    assert tried == set(api.SCHEMAS)


@pytest.mark.parametrize("name", api.SCHEMAS)
def test_a_schema_is_sound_allows_nothing_else_and_tells_what_it_has_in_chinese(
    name: str, found: dict[str, Any]
) -> None:
    schema = found[f"schemas/{name}.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in (schema, *schema.get("$defs", {}).values()):
        assert part["additionalProperties"] is False
        assert "description" not in part
        for stated in part["properties"].values():
            assert re.search("[\u4e00-\u9fff]", stated.get("description", "金额"))


def test_a_float_or_a_missing_field_is_no_amount(found: dict[str, Any]) -> None:
    schema = found["schemas/departments.json"]
    listed = found["departments.json"]
    for spoil in ({"yuan": 55828700.0}, {"published": "5,582.87"}, {"line": "x"}):
        spoilt = json.loads(json.dumps(listed))
        spoilt["departments"][0]["years"][0]["total"].update(spoil)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(spoilt, schema)


# What they say


def test_every_figure_of_every_table_is_there_as_published(
    package: Package, found: dict[str, Any]
) -> None:
    for table in package.tables.values():
        rows = found[f"departments/fixture/2023-budget/{table.name}.json"]["rows"]
        assert [row["line"] for row in rows] == [row["line"] for row in table.rows]
        for told, row in zip(rows, table.rows, strict=True):
            assert told["figures"] == {name: stored(figure) for name, figure in row.figures.items()}
            assert all(row[name] == text for name, text in told["texts"].items())


def test_totals_carry_unit_amount_in_yuan_line_and_place(found: dict[str, Any]) -> None:
    totals = found["departments/fixture/2023-budget.json"]["totals"]
    assert {name: (one["published"], one["yuan"]) for name, one in totals.items()} == {
        "income": ("5582.87", "55828700.00"),
        "expenditure": ("5582.87", "55828700.00"),
        "basic": ("7.57", "75700.00"),
        "project": ("5575.30", "55753000.00"),
    }
    assert totals["income"]["unit"] == "万元" and totals["income"]["place"]["line"] > 0
    assert totals["income"]["address"].endswith(f"tables.html#{totals['income']['line']}")


BLANKS = """
expenditure 万元 | function_code | function_name | amount
= | 合计 | 3.00
201 | 一般公共服务支出 | 3.00
202 | 外交支出 |
203 | 国防支出 | 0.00
204 | 公共安全支出 | 无
"""


def test_blank_zero_and_nothing_stay_three_things() -> None:
    read = _read(tiny.package(BLANKS))
    told = {
        code: read[f"functions/{code}.json"]["lines"][0]["amount"] for code in ("202", "203", "204")
    }
    assert [(one["published"], one["yuan"]) for one in told.values()] == [
        ("", None),
        ("0.00", "0.00"),
        ("无", None),
    ]


def test_a_code_tells_all_its_lines_of_one_table_of_each_package(
    package: Package, found: dict[str, Any]
) -> None:
    code = found["functions/2150805.json"]
    table = package.tables["expenditure"]
    lines = {row["line"] for row in table.rows if row["function_code"] == "2150805"}
    assert {line["amount"]["line"] for line in code["lines"]} == lines
    assert code["page"] == "../../../functions/2150805.html"
    assert code["parent"] == "21508" and code["code"] in found["functions/21508.json"]["children"]
    assert {line["amount"]["table"] for line in code["lines"]} == {"expenditure"}


def test_a_code_without_any_amount_has_no_page_to_name() -> None:
    read = _read(tiny.package(BLANKS))
    pages = {one["code"]: one["page"] for one in read["functions.json"]["codes"]}
    assert pages["201"] == "../../functions/201.html"
    assert pages["202"] is None and read["functions/202.json"]["page"] is None


def test_names_of_a_code_are_those_of_the_documents_the_most_used_first() -> None:
    text = "\n\nexpenditure 万元 | function_code | function_name | amount\n201 | {} | 1.00\n"
    named = [
        f"@ slug={slug}{text.format(name)}"
        for slug, name in (("a", "甲"), ("b", "乙"), ("c", "乙"))
    ]
    assert _read(*tiny.packages("\n".join(named)))["functions/201.json"]["names"] == ["乙", "甲"]


def test_the_same_packages_make_the_same_files_whatever_their_order(package: Package) -> None:
    other = tiny.package(BLANKS)
    assert sorted(api.files(_site(package, other)), key=str) == sorted(
        api.files(_site(other, package)), key=str
    )


# How it is told


def test_the_guide_names_every_kind_of_file_and_the_example_is_an_amount(
    found: dict[str, Any],
) -> None:
    text = GUIDE.read_text("utf-8")
    for folder in {path.split("/")[0] for path in found}:
        assert f"api/v1/{folder}" in text
    (example,) = (json.loads(block) for block in _blocks("json"))
    schema = found["schemas/departments.json"]
    jsonschema.validate(example, {"$ref": "#/$defs/Amount", "$defs": schema["$defs"]})


def test_the_example_in_python_runs_on_the_built_site(fixture_site: Built) -> None:
    (code,) = _blocks("python")
    root = f"{(fixture_site.folder / api.FOLDER).as_uri()}/"
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(code.replace("https://example.org/api/v1/", root), {"__name__": "guide"})
    name, period, amount, address = said.getvalue().split()
    assert name.endswith("服务中心") and (period, Decimal(amount)) == (
        "2023-budget",
        Decimal("55828700.00"),
    )
    assert Path(address.removeprefix("file:").partition("#")[0]).is_file()
