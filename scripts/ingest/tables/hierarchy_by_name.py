"""Which rows are the parts of which, by names: of the classifications' classes, and of units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.schema.labels import folded

ECONOMIC_CLASSES = frozenset((
    "工资福利支出", "商品和服务支出", "对个人和家庭的补助", "债务利息及费用支出",
    "资本性支出(基本建设)", "资本性支出", "对企业补助(基本建设)", "对企业补助",
    "对社会保障基金补助", "其他支出",
))  # fmt: skip
"""The classes (类) of the department economic classification, 301 to 399, as labels are compared."""

FUNCTION_CLASSES = frozenset((
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出",
    "文化旅游体育与传媒支出", "文化体育与传媒支出", "社会保障和就业支出", "社会保险基金支出",
    "卫生健康支出", "医疗卫生与计划生育支出", "医疗卫生支出", "节能环保支出", "城乡社区支出",
    "城乡社区事务支出", "农林水支出", "农林水事务支出", "交通运输支出", "资源勘探工业信息等支出",
    "资源勘探信息等支出", "资源勘探电力信息等支出", "商业服务业等支出", "金融支出",
    "援助其他地区支出", "自然资源海洋气象等支出", "国土海洋气象等支出", "住房保障支出",
    "粮油物资储备支出", "国有资本经营预算支出", "灾害防治及应急管理支出", "预备费", "其他支出",
    "转移性支出", "债务还本支出", "债务付息支出", "债务发行费用支出", "抗疫特别国债安排的支出",
))  # fmt: skip
"""The classes (类) of the classification by function, 201 to 234, their former names too."""

_ALL_CLASSES = ECONOMIC_CLASSES | FUNCTION_CLASSES
# 其他支出 is also a group and an item, below itself and below 援助其他地区支出.
_ALSO_PARTS = {"其他支出": ("其他支出", "援助其他地区支出")}
_OF_CLASS = re.compile(r"\(?类\)?$")
# A name in one column of labels, and that it is the sum of what follows in the next.
_SUBTOTAL = re.compile(r".·(小计|合计)$")
# What is added to a department's name for its office alone.
_OFFICE = re.compile(r"\(?(本级|本部|机关|局机关|委机关|厅机关|机关本级)\)?")

# What is left from the year before or to the next one, and the money that it is of.
_BALANCE = re.compile(r"(年初|年末|上年)?(财政拨款)?(结转和结余|结转结余|结转)")
_OF_BALANCE = re.compile(
    r"(一般公共预算|公共财政预算|政府性基金(预算)?|国有资本经营(预算)?)(财政拨款|拨款)?"
    r"|(基本|项目)支出(结转|结余|结转和结余)|经营结余"
)

_Branch = dict[int, int]


def is_class(label: str) -> bool:
    """Whether a label names a class of the classification by function or of the economic one.

    >>> is_class("一、教育支出"), is_class("教育支出（类）"), is_class("普通教育")
    (True, True, False)
    """
    return _class_name(label) in _ALL_CLASSES


def below_classes(labels: Sequence[str]) -> _Branch:
    """For each row after a class of the classification by function the class, up to the next one.

    Nothing where the rows do not begin with a class.

    >>> below_classes(["教育支出", "普通教育", "小学教育", "国防支出"])
    {1: 0, 2: 0}
    """
    names = [_class_name(label) for label in labels]
    if not names or names[0] not in FUNCTION_CLASSES:
        return {}

    parents: _Branch = {}
    current = 0
    for index, name in enumerate(names):
        is_part = names[current] in _ALSO_PARTS.get(name, ())
        if index == current or (name in FUNCTION_CLASSES and not is_part):
            current = index
        else:
            parents[index] = current
    return parents


def below_subtotals(labels: Sequence[str]) -> _Branch:
    """For each row after a subtotal by name (其他资金·小计) the subtotal, up to the next one.

    Where the subtotal stands above its rows, sums agree, and else they contradict it.

    >>> below_subtotals(["公共预算·小计", "其他资金·小计", "事业收入", "其他收入"])
    {2: 1, 3: 1}
    """
    parents: _Branch = {}
    current: int | None = None
    for index, label in enumerate(labels):
        if _SUBTOTAL.search(label):
            current = index
        elif current is not None:
            parents[index] = current
    return parents


def below_balances(labels: Sequence[str]) -> _Branch:
    """For each kind of money after 年初结转和结余 that balance, of which it is a part.

    >>> below_balances(["年初结转和结余", "一般公共预算财政拨款", "政府性基金预算财政拨款", "其他"])
    {1: 0, 2: 0}
    """
    parents: _Branch = {}
    balance: int | None = None
    for index, name in enumerate(map(folded, labels)):
        if _BALANCE.fullmatch(name):
            balance = index
        elif balance is not None and _OF_BALANCE.fullmatch(name):
            parents[index] = balance
        else:
            balance = None
    return parents


def below_units(labels: Sequence[str]) -> _Branch:
    """For each class the unit above it, where the classes begin anew below every unit.

    >>> below_units(["某局", "工资福利支出", "其他支出", "某中心", "工资福利支出"])
    {1: 0, 2: 0, 4: 3}
    """
    names = [_class_name(label) for label in labels]
    classes = [name for name in names if name in _ALL_CLASSES]
    units = [index for index, name in enumerate(names) if name not in _ALL_CLASSES]
    # Each stands once among its own kind: with one unit, nothing is said anew.
    if not units or units[0] != 0 or len(set(classes)) == len(classes):
        return {}

    parents: _Branch = {}
    own: set[str] = set()
    for index, name in enumerate(names):
        if name not in _ALL_CLASSES:
            own = set()
        elif name in own:
            return {}
        else:
            own.add(name)
            parents[index] = max(unit for unit in units if unit < index)
    # A unit without any class below it is a department, or no unit.
    return parents if len(set(parents.values())) * 2 > len(units) else {}


def below_departments(labels: Sequence[str], *, are_units: bool) -> _Branch:
    """For each unit the department above it, which its own office follows.

    The office is called 本级, or bears the department's very name where all rows are units: then
    there is one department, for what comes twice again and again is printed twice.

    >>> below_departments(["某局", "某局（本级）", "某中心"], are_units=False)
    {1: 0, 2: 0}
    """
    names = [folded(label) for label in labels]
    parents: _Branch = {}
    department: int | None = None
    for index, name in enumerate(names):
        after = names[index + 1] if index + 1 < len(names) else ""
        is_office = department == index - 1
        if name and not is_office and _is_office(after, name, are_units):
            department = index
        elif department is not None:
            parents[index] = department
    are_named_alike = any(names[heading] == names[heading + 1] for heading in parents.values())
    return {} if are_named_alike and len(set(parents.values())) > 1 else parents


def _class_name(label: str) -> str:
    return _OF_CLASS.sub("", folded(label))


def _is_office(name: str, department: str, are_units: bool) -> bool:
    if not name.startswith(department):
        return False
    rest = name[len(department) :]
    return are_units if not rest else _OFFICE.fullmatch(rest) is not None
