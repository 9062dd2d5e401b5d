"""The reason that the prose gives for a change, in at most twenty characters of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.ingest.prose.split import ENDS
from scripts.ingest.prose.statement import Mention, Statement

REASON_LENGTH = 20
"""So many characters are kept at most, the dots that stand for the rest among them."""
GOES_ON = "……"
"""What ends a reason that goes on in the document."""
_SHORTEST_CLAUSE = 6
"""A clause that ends earlier than this says too little to stop at: 一是, 2026年."""

_MOVES = "增加|减少|增长|下降|上升|变动|变化|增减|不可比"
# 增加的主要原因是：…, 主要是由于…, 因为…; not 主要是用于…, which names a use.
REASON = re.compile(
    rf"(?:(?:{_MOVES})的?)?(?:主要)?原因(?:主要)?(?:是|为)?[:：]?|"
    r"主要(?:是(?!用于|为)|系)(?:由于|因为)?|由于|因为"
)
# A sentence of its own: 决算数大于预算数的主要原因是：…, 3.收支预算减少的主要原因，…,
# 预算收支增加主要原因说明：…, 财政拨款收入支出增加的主要原因是….
_OPENS_REASON = re.compile(
    r"^(?:\d+[.．、])?"
    r"(?:(?:支出)?决算数?[大小]于(?:年初)?预算数?的?|此项[^，,。；]{0,10}的?|"
    rf"(?P<subject>(?!因|由|受)[^，,。；;：:]{{0,20}}?)(?P<moves>{_MOVES})的?)?"
    r"(?:主要)?原因(?:主要)?(?:说明)?(?:是|为|在于)?[:：，,]?"
)
# 主要是人员增加。 is a reason; 主要是办公费。 may be a use: something has to move or to be caused.
_OPENS_WITH_MAINLY = re.compile(r"^主要(?:是|系)(?!用于|用来|为|保障)(?:由于|因为)?")
_CAUSE = re.compile(rf"{_MOVES}|提高|降低|新增|调整|压[减缩]|取消|因素|要求|不再|没有|未|^因")
# Not the comma of 7,885.67.
_CLAUSE_END = re.compile(r"[，、：:]|(?<!\d),|,(?!\d)")
_NUMBERING = re.compile(
    r"^(?:[一二三四五]是|[（(]?[一二三四五\d][）)]|\d[.．、](?!\d)|[一二三四五]、)"
)
_DIRECTIONS = {
    "增加": "increase",
    "增长": "increase",
    "上升": "increase",
    "减少": "decrease",
    "下降": "decrease",
}
_LESS_SOMETHING = re.compile(r"扣除|剔除|不含|不考虑")
# What does not tell one kind of money from another: 财政拨款收入支出 and 财政拨款支出预算 are one.
_GENERAL_WORDS = re.compile(
    r"20\d\d年|本年度?|当年|本?部门|本?单位|收入|支出|收、?支|预算|决算|总计|合计|总额|拨款|[总数和与、度各]"
)


@dataclass(frozen=True)
class OpeningReason:
    """A sentence that is a reason and nothing else: of what, which way it moved, its words.

    `subject` and `direction` are blank where the sentence says only that it is a reason.
    """

    reason: str
    subject: str = ""
    direction: str = ""


def reason(text: str, mention: Mention) -> str:
    """The reason that a sentence gives for a change in it, up to the next stop; blank without."""
    if not mention.statement.may_have_reason:
        return ""
    match = REASON.search(text, mention.start)
    if match is None or re.search(r"[；;]", text[mention.start : match.start()]):
        return ""
    return clipped(text[match.end() :])


def opening_reason(text: str) -> OpeningReason | None:
    """The reason that a sentence is, if it is nothing else.

    >>> opening_reason("收支预算增加的主要原因是：人员增加。")
    OpeningReason(reason='人员增加', subject='收支预算', direction='increase')
    >>> opening_reason("人员增加。")
    """
    match = _OPENS_REASON.match(text)
    if match is not None:
        words = clipped(text[match.end() :])
        direction = _DIRECTIONS.get(match["moves"] or "", "")
        return OpeningReason(words, match["subject"] or "", direction) if words else None

    match = _OPENS_WITH_MAINLY.match(text)
    if match is None or not _CAUSE.search(text, match.end()):
        return None
    return OpeningReason(clipped(text[match.end() :]))


def linked(
    opening: OpeningReason, statements: Sequence[Statement], last: int
) -> Iterator[tuple[int, Statement]]:
    """The changes that a reason explains, each with its place and with the reason.

    `statements` are those of the section, the `last` of them those of the sentence before. A
    reason that names its subject is that of the changes of the same money and direction; one
    that names none is that of the sentence before it.
    """
    unexplained = [
        (at, statement)
        for at, statement in enumerate(statements)
        if statement.may_have_reason
        and not statement.reason
        and opening.direction in ("", statement.direction)
    ]
    before = [(at, one) for at, one in unexplained if at >= len(statements) - last]
    money = _money(opening.subject)
    of_that_money = [(at, one) for at, one in unexplained if _money(one.subject) == money]
    if not opening.subject:
        explained = _of_one_direction(before)
    elif not money and before and not any(_money(one.subject) == "" for _, one in before):
        # 支出增加的主要原因是 after a sentence on one item speaks of that item.
        explained = _of_one_direction(before)
    else:
        explained = of_that_money
    for at, statement in explained:
        yield at, replace(statement, reason=opening.reason)


def _of_one_direction(changes: Sequence[tuple[int, Statement]]) -> list[tuple[int, Statement]]:
    """The changes that one reason can explain: none where some are more and others less.

    扣除中央基建后增加 beside a decrease is the same money counted otherwise, and not explained.
    """
    whole = [(at, one) for at, one in changes if not _LESS_SOMETHING.match(one.subject)]
    if len({one.direction for _, one in whole}) > 1:
        return []
    return whole


def clipped(text: str) -> str:
    """The words of a reason up to its stop, or to a clause's end with dots for the rest.

    >>> clipped("一是人员增加；二是政策调整。")
    '人员增加……'
    """
    sentence, *_ = re.split(rf"[{ENDS}]", text)
    sentence, numbered = _NUMBERING.subn("", sentence.strip("，,：:；; "))
    first, *more = re.split(r"[；;]", sentence)
    # After 一是 comes 二是; after any other stop the sentence speaks of something else.
    goes_on = numbered and any(more)
    if len(first) <= REASON_LENGTH and not goes_on:
        return first

    room = REASON_LENGTH - len(GOES_ON)
    if len(first) > room:
        first = first[: room + 1]
        ends = [mark.start() for mark in _CLAUSE_END.finditer(first)]
        if ends and ends[-1] >= _SHORTEST_CLAUSE:
            first = first[: ends[-1]]
        else:
            # No number is cut in two.
            first = re.sub(r"[\d.,，]+$", "", first[:room])
    return first.rstrip("，,、：:") + GOES_ON


def _money(subject: str) -> str:
    """What a subject says of which money it is, less the words that any has; blank for all of it."""
    return _GENERAL_WORDS.sub("", subject)
