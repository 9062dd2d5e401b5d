"""What every file of the interface looks like; the published JSON Schemas are made from these."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from scripts.schema import ABSENCES, LINE_ID

# None of the signs means anything to a regular expression.
_SIGNS = "|".join(sign for sign in ABSENCES if sign)
_NUMBER = r"-?[0-9]+(\.[0-9]+)?"

# A string, because most programs read a JSON number as a float.
Number = Annotated[str, Field(pattern=f"^{_NUMBER}$", description="精确的十进制数，写成字符串")]
Figure = Annotated[
    str,
    Field(
        # A pattern of JSON Schema is found anywhere in a text, unless ^ and $ hold it.
        pattern=f"^({_NUMBER}|{_SIGNS})?$",
        description="照公布的写法：十进制数（小数位照原样），或表示没有数的符号；空字符串是空白",
    ),
]
Line = Annotated[str, Field(pattern=f"^{LINE_ID}$", description="行标识，永久不变")]
Code = Annotated[str, Field(pattern="^[0-9]+$", description="科目编码：类 3 位，款 5 位，项 7 位")]
Address = Annotated[str, Field(description="网址，从这个文件所在的地方算起")]
Slug = Annotated[str, Field(description="部门的标识，用在网址里")]
Period = Annotated[str, Field(description="年度和阶段，如 2026-budget")]
Year = Annotated[int, Field(description="预算年度")]
Phase = Annotated[str, Field(description="budget 预算，final 决算")]
Level = Annotated[str, Field(description="department 部门，office 本级，unit 单位")]


class Shape(BaseModel):
    """An object that holds what is stated here, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Document(Shape):
    """A whole file: it begins with the address of its schema."""

    # Python takes no $ in a name.
    schema_address: Address = Field(alias="$schema")


class Place(Shape):
    """Where in the published document something stands."""

    document: int = Field(description="第几份文件，从 1 起")
    page: int | None = Field(description="第几页")
    line: int | None = Field(description="文本文件的第几行")


class Amount(Shape):
    """A figure with its unit, what it is worth, and where it stands."""

    published: Figure
    unit: str = Field(description="公布的单位；空白表示文件没有写")
    yuan: Number | None = Field(description="折合多少元；没有数就是 null")
    table: str = Field(description="在哪张表")
    line: Line
    column: str = Field(description="在哪一列")
    place: Place | None
    address: Address | None = Field(description="网页上这一行的地址")


class Soundness(Shape):
    """How many of a document's own equations hold: a count, never a grade."""

    # The names are part of v1 and do not change.
    held: int = Field(description="成立的等式，包括尾差")
    failed: int = Field(description="不成立的等式")
    untold: int = Field(description="无法核对的等式")


class Totals(Shape):
    """The totals of a year; null where the document states none."""

    income: Amount | None = Field(description="收入总计")
    expenditure: Amount | None = Field(description="支出总计")
    basic: Amount | None = Field(description="基本支出")
    project: Amount | None = Field(description="项目支出")


class Licence(Shape):
    """On which terms a layer may be used."""

    id: str
    title: str = Field(description="哪一层")
    holds: str = Field(description="包括什么")
    licence: str = Field(description="许可的名称")
    url: str = Field(description="许可的全文")
    means: str = Field(description="用平常话说")


class Index(Document):
    """Where everything is."""

    version: str = Field(description="接口的版本；v1 只会增加内容，不会改变或去掉")
    name: str = Field(description="网站的名称")
    departments: Address
    functions: Address
    economic: Address
    catalogue: Address = Field(description="DCAT 目录")
    documentation: Address
    schemas: dict[str, Address] = Field(description="每一种文件的 JSON Schema")
    licences: list[Licence]


class Body(Shape):
    """A department, an office or a unit."""

    slug: Slug
    name: str = Field(description="名称")
    level: Level
    code: str | None = Field(description="预算代码")
    parent: str | None = Field(description="所属部门的名称")
    region: str | None = Field(description="行政区划代码，GB/T 2260")


class YearListed(Shape):
    """A year of a department, in short."""

    period: Period
    year: Year
    phase: Phase
    total: Amount | None = Field(description="支出总计；文件没有写的，是收入总计")
    address: Address = Field(description="这一年的全部内容")
    page: Address = Field(description="网页")


class BodyListed(Body):
    """A department with its years, newest first."""

    address: Address
    years: list[YearListed]


class NotUpdated(Shape):
    """A year that is not in a list, since its package did not pass the checks."""

    path: str = Field(description="数据包的文件夹")
    why: str = Field(description="为什么没有更新")


class OverAll(Document):
    """A file that lists what is of several packages."""

    not_updated: list[NotUpdated] = Field(
        description="没有更新的部门和年度，不在这份清单里：数据包没有通过核对"
    )


class Departments(OverAll):
    """All departments."""

    departments: list[BodyListed]


class YearTotals(YearListed):
    """A year of a department with its totals."""

    package: Address = Field(description="数据包的 datapackage.json")
    totals: Totals
    soundness: Soundness


class Department(Body, OverAll):
    """A department with the totals of its years, newest first."""

    page: Address
    years: list[YearTotals]


class Source(Shape):
    """A published document; null where something is not recorded."""

    title: str
    publisher: str = Field(description="公布的单位")
    address: str | None = Field(description="原文的网址")
    published: str | None = Field(description="公布的日期")
    approved: str | None = Field(description="批复的日期")
    pages: int | None
    sha256: str = Field(description="原文件的 SHA-256")


class PublicItem(Shape):
    """A line of the three-public table."""

    name: str
    published: Figure
    unit: str
    line: Line
    level: int = Field(description="0 是大项，1 是其中的小项")
    total: bool = Field(description="是不是合计")


class TableListed(Shape):
    """A table of a year, in short."""

    name: str = Field(description="标识")
    kind: str = Field(description="是哪一种表")
    title: str
    published_title: str = Field(description="文件里的标题")
    status: str = Field(
        description="published 有数据，empty-stated 空表并说明了原因，empty 空表、我们没有读到原因，其余是没有公开"
    )
    statement: str = Field(description="空表时文件注明的话")
    unit: str = Field(description="金额的单位")
    rows: int
    address: Address = Field(description="全部的行")
    csv: Address


class DepartmentYear(Body, Document):
    """A department's budget or final account of one year."""

    period: Period
    year: Year
    phase: Phase
    title: str
    page: Address
    package: Address
    sources: list[Source]
    totals: Totals
    three_public: list[PublicItem] = Field(description="“三公”经费")
    soundness: Soundness
    corrections: int = Field(description="收录以后改过几个数")
    tables: list[TableListed]


class Column(Shape):
    """A column of a table."""

    name: str
    title: str
    meaning: str
    figure: bool = Field(description="是不是数；不是数的列在 texts 里")
    measure: str | None = Field(description="量：amount 金额，percent 百分比，count 数量等")


class Row(Shape):
    """A row as published; texts that are blank are left out."""

    line: Line
    parent: Line | None = Field(description="上级行")
    # From here on `list` means this field: no annotation below may say list[...].
    list: str = Field(description="并排印的几个列表中的哪一个")
    position: int | None = Field(description="在公布的表中是第几行")
    role: str = Field(description="total 合计，subtotal 小计，line 明细")
    texts: dict[str, str]
    figures: dict[str, Figure]
    place: Place | None


class Rows(Document):
    """A table of a year with all its rows."""

    slug: Slug
    period: Period
    table: str
    title: str
    status: str
    unit: str
    columns: list[Column]
    rows: list[Row]


class CodeListed(Shape):
    """A code, in short."""

    code: Code
    names: list[str] = Field(description="文件里用过的名称，常用的在前")
    lines: int = Field(description="有几行")
    page: Address | None = Field(description="网页；没有一行写着金额的没有")
    address: Address


class Codes(OverAll):
    """All codes of a classification that documents use."""

    codes: list[CodeListed]


class CodeLine(Shape):
    """A row under a code: whose it is, and how much."""

    slug: Slug
    department: str
    level: Level
    period: Period
    year: Year
    phase: Phase
    name: str = Field(description="这份文件里的名称")
    texts: dict[str, str] = Field(description="这一行别的文字，如预算单位、经济科目")
    amount: Amount


class CodeFile(OverAll):
    """A code: who spends on it."""

    code: Code
    classification: str = Field(
        description="functional 功能分类，department 部门经济分类，government 政府经济分类"
    )
    names: list[str]
    page: Address | None = Field(description="网页；没有一行写着金额的没有")
    parent: Code | None = Field(description="上一级编码，有文件用到才有")
    children: list[Code] = Field(description="下一级编码")
    lines: list[CodeLine] = Field(
        description="同一个部门的几行可能互相包含，部门也包含它的单位，不要直接相加"
    )


SCHEMAS: dict[str, type[Document]] = {
    # The names stand in the addresses of schemas, and so are part of v1.
    "index": Index,
    "departments": Departments,
    "department": Department,
    "year": DepartmentYear,
    "table": Rows,
    "codes": Codes,
    "code": CodeFile,
}
"""Every kind of file by the name of its schema."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file. Its words are for readers: those of the code stay here."""
    shape = SCHEMAS[name].model_json_schema(by_alias=True)
    for part in (shape, *shape.get("$defs", {}).values()):
        # pydantic takes the docstring of a class for its description.
        part.pop("description", None)
    # The draft that pydantic writes.
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape}
