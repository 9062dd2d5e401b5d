"""The reason that a sentence gives for a change, in at most twenty characters of it."""

from __future__ import annotations

import re

from scripts.ingest.prose.split import ENDS
from scripts.ingest.prose.statement import Mention

REASON_LENGTH = 20

# 增加的主要原因是：…, 主要是由于…, 因为…; not 主要是用于…, which names a use.
REASON = re.compile(
    r"(?:(?:增加|减少|增长|下降|变动|变化|增减|不可比)的?)?(?:主要)?原因(?:主要)?(?:是|为)?[:：]?|"
    r"主要(?:是(?!用于|为)|系)(?:由于|因为)?|由于|因为"
)
# A sentence of its own: 决算数大于预算数的主要原因是：…
_OPENS_REASON = re.compile(
    r"^(?:(?:支出)?决算数?[大小]于(?:年初)?预算数?的?|此项[^，,。；]{0,10}的?"
    r"|(?:增加|减少|增长|下降|变动|变化|增减)的?)?(?:主要)?原因(?:主要)?(?:是|为)?[:：]?"
)


def reason(text: str, mention: Mention) -> str:
    """The reason that a sentence gives for a change in it, up to the next stop; blank without."""
    if not mention.statement.may_have_reason:
        return ""
    match = REASON.search(text, mention.start)
    if match is None or re.search(r"[；;]", text[mention.start : match.start()]):
        return ""
    return _clipped(text[match.end() :])


def opening_reason(text: str) -> str:
    """The reason that a sentence is, if it is nothing else.

    >>> opening_reason("增加的主要原因是：人员增加。")
    '人员增加'
    >>> opening_reason("人员增加。")
    ''
    """
    match = _OPENS_REASON.match(text)
    if match is None:
        return ""
    return _clipped(text[match.end() :])


def _clipped(text: str) -> str:
    first, *_ = re.split(rf"[{ENDS}；;]", text)
    reason = first.lstrip("，,：: ")
    return reason[:REASON_LENGTH]
