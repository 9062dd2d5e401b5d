"""The numbers in prose: what each counts, in which unit, and why the others are no quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scripts.schema import figure, is_storable

MONEY = ("亿元", "万元", "千元", "元")
# Longer ones first: 人次 is not 人.
_COUNTS = (
    "人次", "批次", "平方米", "个月", "百分点", "次", "册", "个", "家", "人", "名", "件", "宗", "份",
    "台", "辆", "套", "项", "场", "期", "处", "批", "户", "天", "年", "条", "篇", "所", "间",
)  # fmt: skip
UNITS = (*MONEY, "%", "个百分点", *_COUNTS)

# A dash is a sign only after a word that moves or states (增长-5.2%), not between figures or names.
_SIGN = r"(?:(?:(?<=[加少长降为额数率是达计，,:：；;（( ])|^)[-−－])?"
_NUMBER = re.compile(_SIGN + r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# With blanks inside, as far as it may be one number: 1 000.00, 12 345.00, 5, 582. 87.
_PARTED = re.compile(_SIGN + r"(?<![\d.,])\d[\d,.]*(?:\s+[\d,.]*\d)+")
_PIECE = re.compile(r"\S+\s+")
TOO_LONG = "数字太长，数据包存不下（整数至多 14 位，小数至多 6 位）"
PARTED = "数字里夹着空格，分不清是一个数还是几个"
_UNIT = re.compile(r"\s*(" + "|".join(UNITS) + ")")
# 自评得分为94.7分, 自评得分99.5: what an evaluation gives, whether its unit is printed or not.
_SCORED = re.compile(r"(?<!满)(得分|评分)(为|是|:|：)?\s*$")
_POINTS = re.compile(r"(?!\s*(?:[%％/-]|分[之钟类支]))(?:\s*分)?")
# A numeral below a hundred, whole: 三四个 and 二三十人 are about so many, 一百二十人 are more than twenty.
_CHINESE = re.compile(
    r"(?<![零一二两三四五六七八九十百千万亿几数])"
    r"([零一二两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)(个|名|人|辆|家)(?!月)"
)
_RELATIONS = (
    (re.compile(r"(≥|>=|不少于|不低于|至少|大于等于)$"), ">="),
    (re.compile(r"(≤|<=|不超过|不高于|至多|小于等于)$"), "<="),
    (re.compile(r"(>|＞|大于|超过)$"), ">"),
    (re.compile(r"(<|＜|小于|少于|低于)$"), "<"),
    (re.compile(r"(=|＝|等于)$"), "="),
    (re.compile(r"(约为|大约|约|近|左右)$"), "about"),
)
# Characters from the end of a text in which every relation begins.
_LONGEST = 8
# Characters before a number that are looked at: its noun, a relation, what opens it.
_BEFORE = 60
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
"""How many characters before a number name what it counts, at most."""
# What belongs to the sentence, not to the thing that is counted: 完成审计项目共 12 个.
_MARKS = re.compile(r"^(其中|共计?|为)|(为|是|共|达到?|完成)$")
# A code among words: 2010501行政运行, 2010501-行政运行, (301).
_CODE = re.compile(r"[235]\d{2}(\d{2}){0,2}")
_AFTER_CODE = re.compile(r"[-—－]?[\u4e00-\u9fff]|[)）]")

_YEAR = re.compile(r"(19|20)\d\d")
_AFTER_YEAR = re.compile(r"\s*(年|[—\-至~]\s*(19|20)\d\d\s*年)")
# 附表32026年: the number of a table and the year after it, run together.
_NUMBER_AND_YEAR = re.compile(r"\d{1,2}(19|20)\d\d")
_OPENED = re.compile(r"[〔\[(（【]$")
_CLOSED = re.compile(r"[〕\])）】]")
_YEAR_WORD, _DOCUMENT_NUMBER = re.compile(r"\s*年"), re.compile(r"\s*号")
_AFTER_DATE = re.compile(r"\s*(月|日)(?!份?指标)")
# 1. or 2） at the beginning of a sentence.
_BEGUN = re.compile(r"(^|[。；;：:\n)）”])\s*$")
_AFTER_ORDINAL = re.compile(r"[.、)）](?!\d)")


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
    """Every number of a text in order; with `words`, also Chinese numerals before a measure word.

    >>> [(q.noun, q.relation, str(q.number), q.unit) for q in scan("培训不少于1,200人次")]
    [('培训', '>=', '1200', '人次')]
    >>> [(number.text, number.why) for number in scan("2026年度")]
    [('2026', '年份')]
    """
    parted = list(_parted(text))
    spans = list(parted)
    for match in _NUMBER.finditer(text):
        if not any(start <= match.start() < end for start, end in parted):
            spans.append(match.span())
    if words:
        spans += [match.span(1) for match in _CHINESE.finditer(text)]
    for start, end in sorted(spans):
        yield _read(text, start, end)


def _parted(text: str) -> Iterator[tuple[int, int]]:
    """Where figures stand with blanks between them, and a unit behind: their pieces are none."""
    for match in _PARTED.finditer(text):
        start, end = match.span()
        # 2026 100万元, and 1. 50万元 at the beginning of a sentence, are two.
        while piece := _PIECE.match(text, start, end):
            word = piece[0].strip()
            is_item = _AFTER_ORDINAL.match(word, len(word) - 1) and _BEGUN.search(text[:start])
            if not _YEAR.fullmatch(word) and not is_item:
                break
            start = piece.end()
        # 图1 2024年度: the last of them says itself what it is.
        last = end - len(match[0].split()[-1])
        if piece and _UNIT.match(text, end) and not _no_quantity(text, last, end):
            yield start, end


def relation_and_rest(text: str) -> tuple[str, str]:
    """The comparison that a text ends in (不少于 is ">="), "" for none, and the text before it."""
    beginning = max(0, len(text) - _LONGEST)
    for pattern, relation in _RELATIONS:
        match = pattern.search(text, beginning)
        if match:
            return relation, text[: match.start()]
    return "", text


def stated_relation(text: str) -> str:
    """The relation that a cell of its own states, ≥ or 定性; "" for another text.

    >>> stated_relation("≥"), stated_relation("定性"), stated_relation("不少于20家")
    ('>=', 'qualitative', '')
    """
    if text.strip() == "定性":
        return "qualitative"
    relation, rest = relation_and_rest(text.strip())
    return "" if rest else relation


def target(text: str) -> tuple[str, str, str]:
    """Relation, number and unit of an indicator's target; blanks where the target is no quantity.

    >>> target("≥20家"), target("1,500.00（场）"), target("长期坚持")
    (('>=', '20', '家'), ('', '1500.00', '场'), ('', '', ''))
    """
    match = _TARGET.fullmatch(text)
    if not match:
        return "", "", ""

    relation, rest = relation_and_rest(match.group(1))
    if rest:
        return "", "", ""
    number = match.group(2).replace(",", "")
    unit = match.group(3) or match.group(4) or ""
    return relation, number, unit


def _read(text: str, start: int, end: int) -> Quantity | Other:
    number = text[start:end]
    if why := _no_quantity(text, start, end):
        return Other(number, why, start)

    value = _decimal(number)
    if value is None:
        return Other(number, PARTED, start)
    unit = _UNIT.match(text, end)
    points = _POINTS.match(text, end) if not unit else None
    if points and _SCORED.search(text, max(0, start - _LONGEST), start):
        return Quantity("得分", "", value, "分", start, points.end())
    if not unit and _CODE.fullmatch(number) and _AFTER_CODE.match(text, end):
        return Other(number, "科目编码", start)
    if not unit:
        return Other(number, "没有计量单位，不知道数的是什么", start)
    # A number without a unit is kept in no case: one in an address is long.
    if not is_storable(value):
        return Other(number, TOO_LONG, start)

    relation, rest = relation_and_rest(text[max(0, start - _BEFORE) : start])
    last = _BREAK.split(rest)[-1]
    return Quantity(
        noun=_MARKS.sub("", last)[-NOUN_LENGTH:],
        relation=relation,
        number=value,
        unit=unit.group(1).replace("个百分点", "百分点"),
        start=start,
        end=unit.end(),
    )


def _no_quantity(text: str, start: int, end: int) -> str:
    """Why a number in a text counts nothing; "" for one that may be a quantity."""
    number, before = text[start:end], max(0, start - _BEFORE)
    if _YEAR.fullmatch(number) and _AFTER_YEAR.match(text, end):
        return "年份"
    if _NUMBER_AND_YEAR.fullmatch(number) and _YEAR_WORD.match(text, end):
        return "表号和年份"
    if len(number) == 4 and _CLOSED.match(text, end) and _OPENED.search(text, before, start):
        return "文号中的年份"
    if _DOCUMENT_NUMBER.match(text, end):
        return "文号"
    if _AFTER_DATE.match(text, end):
        return "日期"
    if _AFTER_ORDINAL.match(text, end) and _BEGUN.search(text, before, start):
        return "序号"
    return ""


def _decimal(number: str) -> Decimal | None:
    """A number in figures (1,200, -5.2) or in Chinese numerals below a hundred (两, 十二, 二十).

    None where blanks inside leave more than one reading.
    """
    if len(number.split()) > 1:
        whole = figure(number)
        return whole if isinstance(whole, Decimal) else None
    if re.search(r"\d", number):
        return Decimal(re.sub("[−－]", "-", number.replace(",", "")))

    digits = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
    digits |= {"两": 2, "": 0}
    tens, ten, ones = number.rpartition("十")
    value = digits[ones]
    if ten:
        # 十 alone is one ten.
        value += 10 * digits[tens or "一"]
    return Decimal(value)
