"""What a descriptor may state: every property typed, bounded and closed.

The schema is published with the packages, so that whoever makes one elsewhere can check it first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    StringConstraints,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from scripts import regions
from scripts.package.addresses import ADDRESS, LONGEST_ADDRESS, is_address
from scripts.package.characters import read_alike, unwanted
from scripts.schema import Level, Phase, Status

ByHand = Literal["--department", "--year", "--phase", "--level", "--parent", "--region"]
"""An option of an import by which a person said what the document does not say; never who."""

Contract = Literal["1.0", "1.1", "1.2"]
"""The versions of the contract that are read: all that there have been.

1.1 added what a person stated by hand, and the columns of `parent_basis`, goals and catalogues.
1.2 added the table `wordings` with `doubt` and `expected`, the columns `when` and
`indicator_characters`, `unit_code` of forms, purposes that are counts or items of the economic
classifications, and …… at the end of a reason that goes on in the document.
"""
CONTRACT: Contract = "1.2"
"""The version of the contract that packages keep.

It grows when a column or a property is added, changes its meaning or goes.
"""
LONGEST_TEXT = 10_000
"""Characters in one cell or one text of a descriptor; the longest of 56 real documents has 1,400."""
LONGEST_NAME = 200
LEVELS = 200
"""Rows that may stand one above the other; of 56 real documents the deepest table has 5."""
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class DuplicateKeyError(ValueError):
    """A JSON object states one property twice, and readers differ in which of them they take."""


@dataclass(frozen=True)
class Fault:
    """One property that the contract does not allow.

    Where it stands, from the top of the descriptor (`("sources", 0, "pages")`), what was found,
    and what is expected, in words.
    """

    place: tuple[str | int, ...]
    found: object
    expected: str


def loads(text: str) -> Any:
    """What a text of JSON states, read more strictly than JSON asks.

    Raises ValueError where it is no JSON, holds NaN or Infinity, or an object has a key twice.

    >>> loads('{"a": 1}')
    {'a': 1}
    """
    return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    properties = dict(pairs)
    if len(properties) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise DuplicateKeyError(twice)
    return properties


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant} 不是数")


# Texts


def _wrong(expected: str) -> PydanticCustomError:
    """The error that says in words what is expected."""
    # The words are no template: braces of a pattern are to stand as they are.
    return PydanticCustomError("contract", "{expected}", {"expected": expected})


def _clean(text: str) -> str:
    if unwanted(text):
        raise _wrong(f"没有看不见的字符（这里有 {unwanted(text)}）")
    return text


def _name(text: str) -> str:
    if not text.strip():
        raise _wrong("不空白的名称")
    if "<" in text or ">" in text:
        raise _wrong("没有尖括号的名称")
    if "\n" in text or "\t" in text:
        raise _wrong("写在一行里的名称")
    return text


def is_name(text: str) -> bool:
    """Whether a text may be the name of a body, a document or a table.

    >>> is_name("白沙市体育局"), is_name("<b>局</b>"), is_name(" ")
    (True, False, False)
    """
    try:
        return len(text) <= LONGEST_NAME and _name(_clean(text)) == text
    except PydanticCustomError:
        return False


def _address(text: str) -> str:
    if not is_address(text):
        raise _wrong(ADDRESS)
    return text


def is_day(text: str) -> bool:
    """Whether a text is a day on which a document may have come out: 2026-01-31."""
    try:
        return EARLIEST <= date.fromisoformat(text) <= LATEST and len(text) == 10
    except ValueError:
        return False


def _day(text: str) -> str:
    if not is_day(text):
        raise _wrong("日期，如 2026-01-31")
    return text


def _above(parent: str, info: ValidationInfo) -> str:
    # An office may bear the name of its department.
    is_office = info.data.get("level") == "office"
    if not is_office and read_alike(parent, str(info.data.get("department", ""))):
        raise _wrong("另一个部门的名称，不是自己")
    return parent


def _region(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d{5}", text) or not regions.is_code(text):
        raise _wrong("六位的行政区划代码（GB/T 2260）")
    return text


def _matches(pattern: str, expected: str) -> AfterValidator:
    """A validator for texts that a pattern has to match as a whole."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise _wrong(expected)
        return text

    return AfterValidator(check)


Text = Annotated[StrictStr, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(_clean)]
Name = Annotated[
    StrictStr,
    StringConstraints(max_length=LONGEST_NAME),
    AfterValidator(_clean),
    AfterValidator(_name),
]
Title = Annotated[
    StrictStr,
    StringConstraints(max_length=LONGEST_NAME),
    AfterValidator(_clean),
    AfterValidator(lambda text: _name(text) if text else text),
]
Address = Annotated[
    StrictStr, StringConstraints(max_length=LONGEST_ADDRESS), AfterValidator(_address)
]
Day = Annotated[StrictStr, AfterValidator(_day)]
Region = Annotated[StrictStr, AfterValidator(_region)]
_SLUG = r"[a-z0-9-]{1,80}"
PackageName = Annotated[StrictStr, _matches(r"[a-z0-9-]{1,100}", "小写字母、数字和连字符")]
Sha256 = Annotated[StrictStr, _matches(r"[0-9a-f]{64}", "64 位的十六进制数字（SHA-256）")]
Code = Annotated[StrictStr, _matches(r"[0-9A-Za-z._-]{1,40}", "字母和数字的编码")]


class _Closed(BaseModel):
    """An object that states what is listed and nothing else."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Licence(_Closed):
    """A licence as Data Package has it."""

    name: Title = ""
    title: Title = ""
    path: Address | None = None


class DisclosureStatement(_Closed):
    """Whose budget a package is, of which year and phase."""

    department: Name
    level: Level
    year: Annotated[StrictInt, Field(ge=EARLIEST.year, le=LATEST.year)]
    phase: Phase
    code: Code | None = None
    parent: Annotated[Name, AfterValidator(_above)] | None = None
    region: Region | None = None
    stated: Annotated[list[ByHand], Field(max_length=6)] = []
    contract: Contract = CONTRACT


class SourceStatement(_Closed):
    """A published document that a package was made from."""

    title: Name
    publisher: Name
    sha256: Sha256
    path: Address | None = None
    published: Day | None = None
    approved: Day | None = None
    pages: Annotated[StrictInt, Field(ge=1, le=20_000)] | None = None


class LeftOutStatement(_Closed):
    """Something of a document that was left out on purpose: what, why, and where it stood."""

    what: Text
    why: Text
    place: Text
    document: Annotated[StrictStr, _matches(r"[1-9]\d{0,3}", "第几份文件")] | None = None


class ResourceStatement(_Closed):
    """One table: its file, its kind and state, its unit, its columns."""

    name: PackageName
    path: Annotated[StrictStr, _matches(r"data/[a-z0-9-]{1,100}\.csv", "data/表名.csv")]
    profile: Literal["tabular-data-resource"] = "tabular-data-resource"
    title: Name
    description: Text = ""
    scheme: Literal["file"] = "file"
    format: Literal["csv"] = "csv"
    mediatype: Literal["text/csv"] = "text/csv"
    encoding: Literal["utf-8"] = "utf-8"
    status: Status
    publishedTitle: Title = ""
    number: Title = ""
    statement: Text = ""
    amountUnit: Title = ""
    multiplier: Annotated[StrictInt, Field(ge=1, le=1_000_000_000)] | None = None
    coordinates: CoordinatesStatement
    schema_: Annotated[SchemaStatement, Field(alias="schema")]


class CoordinatesStatement(_Closed):
    """What the figures of a table or column are figures of; the values are those of the model."""

    measure: Code = "amount"
    vintage: Code = "budget"
    fund: Code = "all"
    nature: Code = "all"
    scope: Code = "all"
    purpose: Code = "all"


class SchemaStatement(_Closed):
    """The columns of a table, and the signs that stand for nothing in it."""

    fields: Annotated[list[FieldStatement], Field(min_length=1, max_length=200)]
    missingValues: Annotated[list[Title], Field(max_length=20)] = []
    absences: dict[Title, Title] = {}
    primaryKey: list[Literal["line"]] | Literal["line"] = ["line"]


class FieldStatement(_Closed):
    """One column."""

    name: Annotated[StrictStr, _matches(r"[a-z][a-z0-9_]{0,99}", "小写字母、数字和下划线")]
    type: Annotated[StrictStr, _matches(r"[a-z]{1,20}", "列的类型")]
    title: Title = ""
    description: Text = ""
    columnType: Annotated[StrictStr, _matches(r"[a-z0-9:-]{1,100}", "列的含义")] | None = None
    coordinates: CoordinatesStatement | None = None
    published: dict[Title, Title] = {}
    constraints: dict[Code, bool | int | Text | list[Text]] = {}


class Descriptor(_Closed):
    """A department's package: https://specs.frictionlessdata.io/data-package/ and what we add."""

    profile: Literal["tabular-data-package"]
    # As Data Package has it; only what we write is called after the folder.
    name: Annotated[StrictStr, _matches(r"[a-z0-9._-]{1,100}", "小写字母、数字和 . _ -")]
    title: Name
    licenses: Annotated[list[Licence], Field(max_length=10)] = []
    disclosure: DisclosureStatement
    sources: Annotated[list[SourceStatement], Field(min_length=1, max_length=100)]
    leftOut: Annotated[list[LeftOutStatement], Field(max_length=100_000)] = []
    resources: Annotated[list[ResourceStatement], Field(min_length=1, max_length=500)]


def faults(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """What a descriptor states otherwise than the contract allows, all of it, in its order."""
    try:
        Descriptor.model_validate(descriptor)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            found = None if fault["type"] == "missing" else fault.get("input")
            yield Fault(tuple(fault["loc"]), found, _expected(dict(fault)))


def unwanted_texts(value: object, place: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """Every text, keys too, that holds a character which no package may hold."""
    if isinstance(value, str):
        if unwanted(value):
            expected = f"没有看不见的字符（这里有 {unwanted(value)}）"
            yield Fault(place or ("",), value, expected)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from unwanted_texts(key, (*place, key))
            yield from unwanted_texts(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from unwanted_texts(item, (*place, index))


def is_slug(name: str) -> bool:
    """Whether a name may be a folder of a body, and so a part of its address."""
    return re.fullmatch(_SLUG, name) is not None


def schema() -> dict[str, Any]:
    """The contract as a JSON Schema (draft 2020-12), as far as such a schema can tell."""
    return Descriptor.model_json_schema(by_alias=True)


_TYPES = {
    "string": "文字",
    "int": "整数",
    "bool": "true 或 false",
    "list": "列表",
    "dict": "对象",
    "model": "对象",
}


def _expected(error: Mapping[str, Any]) -> str:
    """What is expected in a place, in words."""
    kind, context = error["type"], error.get("ctx", {})
    bounds = {
        "contract": "{expected}",
        "missing": "写明这一项",
        "extra_forbidden": "没有这一项",
        "string_too_long": "至多 {max_length} 个字",
        "too_short": "至少 {min_length} 项",
        "too_long": "至多 {max_length} 项",
        "greater_than_equal": "至少是 {ge}",
        "less_than_equal": "至多是 {le}",
        "string_unicode": "可以写成 UTF-8 的文字",
    }
    if kind == "literal_error":
        # "'budget' or 'final'" as pydantic has it.
        return "、".join(re.findall("'([^']*)'", context["expected"]))
    if kind in bounds:
        return bounds[kind].format(**context)
    return _TYPES.get(kind.partition("_")[0], "契约里的写法")
