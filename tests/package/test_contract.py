"""The contract of a descriptor: what is lawful passes, everything else is told with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scripts.package import contract
from scripts.package.addresses import ADDRESS
from tests.support.shares import share

DESCRIPTORS = sorted(
    (Path(__file__).parents[2] / "datapackages/departments").glob("*/*/datapackage.json")
)
PUBLISHED = share(DESCRIPTORS, 5, "schema")
"""Those that are held to the schema that is published too, which takes long."""

DEPARTMENT = json.loads(DESCRIPTORS[0].read_text("utf-8"))["disclosure"]["department"]


@pytest.fixture
def stated() -> dict[str, Any]:
    whole: dict[str, Any] = contract.loads(DESCRIPTORS[0].read_text("utf-8"))
    return whole


@pytest.mark.parametrize("path", DESCRIPTORS, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_every_package_held_keeps_the_contract_and_its_published_schema(path: Path) -> None:
    whole = contract.loads(path.read_text("utf-8"))
    assert list(contract.faults(whole)) == []
    if path in PUBLISHED:
        jsonschema.validate(whole, contract.schema())


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        (("disclosure", "department"), "某局<b>", "没有尖括号的名称"),
        (("disclosure", "department"), " ", "不空白的名称"),
        (("disclosure", "department"), "某\n局", "写在一行里的名称"),
        (("disclosure", "parent"), "某局\ufe0f", "没有看不见的字符（这里有 U+FE0F）"),
        (("disclosure", "department"), "某\u200b局", "没有看不见的字符（这里有 U+200B）"),
        (("disclosure", "department"), "局" * 201, "至多 200 个字"),
        (("disclosure", "parent"), DEPARTMENT, "另一个部门的名称，不是自己"),
        (
            ("disclosure", "parent"),
            f" {DEPARTMENT[:2]}\u3000{DEPARTMENT[2:]}",
            "另一个部门的名称，不是自己",
        ),
        (("disclosure", "year"), "2024", "整数"),
        (("disclosure", "year"), 1989, "至少是 1990"),
        (("disclosure", "phase"), "plan", "budget、final"),
        (("disclosure", "region"), "999999", "六位的行政区划代码（GB/T 2260）"),
        (("disclosure", "contract"), "9.9", "1.0、1.1、1.2"),
        (("sources", 0, "path"), "javascript:alert(1)", ADDRESS),
        (("sources", 0, "path"), 'https://example.org/"x', ADDRESS),
        (("sources", 0, "path"), "https://example.org/\u202ex", ADDRESS),
        (("sources", 0, "path"), "https://[", ADDRESS),
        (("licenses", 0, "path"), "https://someone:word@example.org/", ADDRESS),
        (("sources", 0, "published"), "2026-02-30", "日期，如 2026-01-31"),
        (("sources", 0, "published"), "20260131", "日期，如 2026-01-31"),
        (("sources", 0, "sha256"), "a" * 63, "64 位的十六进制数字（SHA-256）"),
        (("sources", 0, "pages"), 1.5, "整数"),
        (("sources", 0, "pages"), True, "整数"),
        (("resources", 0, "path"), "data/../../x.csv", "data/表名.csv"),
        (("resources", 0, "unheard"), 1, "没有这一项"),
        (("title",), "\ud800", "可以写成 UTF-8 的文字"),
    ],
)
def test_what_the_contract_does_not_allow_is_told_with_its_place(
    place: tuple[str | int, ...], value: object, expected: str, stated: dict[str, Any]
) -> None:
    inner: Any = stated
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = value
    (fault,) = contract.faults(stated)
    assert (fault.place, fault.expected) == (place, expected)


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_a_package_of_every_contract_so_far_is_read(stated: dict[str, Any], version: str) -> None:
    stated["disclosure"]["contract"] = version
    assert list(contract.faults(stated)) == []


def test_what_is_missing_is_told_and_all_at_once(stated: dict[str, Any]) -> None:
    del stated["title"], stated["sources"][0]["sha256"]
    assert [(one.place, one.expected) for one in contract.faults(stated)] == [
        (("title",), "写明这一项"),
        (("sources", 0, "sha256"), "写明这一项"),
    ]


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '{"a": NaN}', '{"a": -Infinity}', "{"])
def test_what_readers_of_json_disagree_on_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        contract.loads(text)
    assert contract.loads(json.dumps({"a": [1.5, None]})) == {"a": [1.5, None]}
