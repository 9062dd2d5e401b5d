"""The numbers in a run of prose: what each counts, in which unit, and why the others are no quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

MONEY = ("亿元", "万元", "千元", "元")
_COUNTS = ("人次", "批次", "平方米", "个月", "百分点", "次", "册", "个", "家", "人", "名", "件", "宗", "份", "台", "辆", "套", "项", "场", "期", "处", "批", "户", "天", "年", "条", "篇", "所", "间")  # fmt: skip
UNITS = (*MONEY, "%", "个百分点", *_COUNTS)

# A dash is a sign only after a word that moves or states (增长-5.2%), not between figures or names.
_SIGN = r"(?:(?:(?<=[加少长降为额数率是达计，,:：；;（( ])|^)[-−－])?"
_NUMBER = re.compile(_SIGN + r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNIT = re.compile(r"\s*(" + "|".join(UNITS) + ")")
_CHINESE = re.compile(r"([零一二两三四五六七八九十]+)(个|名|人|辆|家)(?!月)")
_RELATIONS = (
    (re.compile(r"(≥|>=|不少于|不低于|至少|大于等于)$"), ">="),
    (re.compile(r"(≤|<=|不超过|不高于|至多|小于等于)$"), "<="),
    (re.compile(r"(>|＞|大于|超过)$"), ">"),
    (re.compile(r"(<|＜|小于|少于|低于)$"), "<"),
    (re.compile(r"(=|＝|等于)$"), "="),
    (re.compile(r"(约为|大约|约|近|左右)$"), "about"),
)
_LONGEST = 8  # characters from the end in which every relation begins
_BREAK = re.compile(r"[，,；;。！？：:、\s“”\"《》()（）]")
# A unit may stand in brackets, whatever it is: ≥300.00(场).
_TARGET = re.compile(
    r"\s*(\D*?)\s*("
    + _NUMBER.pattern
    + r")\s*(?:("
    + "|".join(UNITS)
    + r")|[(（]([^()（）\d]{1,6})[)）])?\s*"
)
NOUN_LENGTH = 12


@dataclass(frozen=True)
class Quantity:
    """A number with its unit and what it counts; `start` is where it stands in the text."""

    noun: str
    relation: str
    number: Decimal
    unit: str
    start: int
    end: int


@dataclass(frozen=True)
class Other:
    """A number that counts nothing, and why: a year, an ordinal, a document's number."""

    text: str
    why: str
    start: int


def scan(text: str, *, words: bool = False) -> Iterator[Quantity | Other]:
    """Every number of a text in order; with `words`, also the Chinese numerals before a measure word."""
    found = [(match.start(), match.end(), match.group()) for match in _NUMBER.finditer(text)]
    if words:
        found += [(m.start(), m.end(1), m.group(1)) for m in _CHINESE.finditer(text)]
    for start, end, number in sorted(found):
        yield _read(text, start, end, number)


def relation_and_rest(text: str) -> tuple[str, str]:
    """The comparison that a text ends in (不少于 is ">="), "" for none, and the text before it."""
    end = max(0, len(text) - _LONGEST)
    for pattern, relation in _RELATIONS:
        if match := pattern.search(text, end):
            return relation, text[: match.start()]
    return "", text


def stated_relation(text: str) -> str:
    """The relation that a cell of its own states, ≥ or 定性; "" for another text."""
    relation, rest = relation_and_rest(text.strip())
    return "qualitative" if text.strip() == "定性" else "" if rest else relation


def target(text: str) -> tuple[str, str, str]:
    """Relation, number and unit of an indicator's target (≥20家); blanks where the target is no quantity."""
    match = _TARGET.fullmatch(text)
    if not match:
        return "", "", ""
    relation, rest = relation_and_rest(match.group(1))
    return (
        ("", "", "")
        if rest
        else (relation, match.group(2).replace(",", ""), match.group(3) or match.group(4) or "")
    )


def _read(text: str, start: int, end: int, number: str) -> Quantity | Other:
    before, after = text[:start], text[end:]
    if why := _no_quantity(before, after, number):
        return Other(number, why, start)
    unit = _UNIT.match(after)
    if not unit:
        coded = re.fullmatch(r"[235]\d{2}(\d{2}){0,2}", number) and re.match(
            r"[-—－]?[\u4e00-\u9fff]|[)）]", after
        )
        return Other(number, "科目编码" if coded else "没有计量单位，不知道数的是什么", start)
    relation, rest = relation_and_rest(before)
    return Quantity(
        _noun(rest),
        relation,
        _decimal(number),
        unit.group(1).replace("个百分点", "百分点"),
        start,
        end + unit.end(),
    )


def _no_quantity(before: str, after: str, number: str) -> str:
    if re.fullmatch(r"(19|20)\d\d", number) and re.match(
        r"\s*(年|[—\-至~]\s*(19|20)\d\d\s*年)", after
    ):
        return "年份"
    if re.fullmatch(r"\d{1,2}(19|20)\d\d", number) and re.match(r"\s*年", after):
        return "表号和年份"
    if re.search(r"[〔\[(（【]$", before) and re.match(r"[〕\])）】]", after) and len(number) == 4:
        return "文号中的年份"
    if re.match(r"\s*号", after):
        return "文号"
    if re.match(r"\s*(月|日)(?!份?指标)", after):
        return "日期"
    if re.search(r"(^|[。；;：:\n)）”])\s*$", before) and re.match(r"[.、)）](?!\d)", after):
        return "序号"
    return ""


def _noun(before: str) -> str:
    parts = _BREAK.split(before)
    return re.sub(r"^(其中|共计?|为)|(为|是|共|达到?|完成)$", "", parts[-1])[-NOUN_LENGTH:]


def _decimal(number: str) -> Decimal:
    if re.search(r"\d", number):
        return Decimal(re.sub("[−－]", "-", number.replace(",", "")))
    digits = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
    tens, _, ones = number.rpartition("十")
    ten = (digits[tens] if tens else 1) * 10 if "十" in number else 0
    return Decimal(ten + (digits[ones] if ones else 0))
