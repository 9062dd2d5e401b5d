"""What a sentence says to be as it was (与上年持平), as changes without a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.ingest.prose import clauses
from scripts.ingest.prose.reasons import REASON
from scripts.ingest.prose.split import Text
from scripts.ingest.prose.statement import Context, Mention, amounts
from scripts.ingest.vocabulary.column_words import Period

# 与上年相同, 比2024年预算基本持平, 没有变化, 零增长.
_SAME = re.compile(
    r"(?:[与和同比较]?(?:上年|去年|上一?年度|20\d\d年)[^，,；;。]{0,14}?"
    r"(?:相同|(?P<near>基本)?持平|一致|无变化|无增减|不变|没有变化)|没有变化|无增减变化|零增长)"
)
_WORD = re.compile(r"[\u4e00-\u9fff\d]")
# A number, but for a year: after it, what follows speaks of that number.
_NUMBER = re.compile(r"(?<![\d年])\d+(?!\d*年)")


def unchanged(
    source: Text, mentions: Sequence[Mention], before: Context, period: Period
) -> Iterator[Mention]:
    """A statement of no change for each amount of which a sentence says so: the last before it."""
    spoken_of: set[int] = set()
    for match in _SAME.finditer(source.text):
        amount = _amount(source.text, match.start(), mentions, before)
        if amount is None or amount.start in spoken_of:
            continue

        spoken_of.add(amount.start)
        # With a verb after it, the comparison reads as any other: 与上年预算 … 增加.
        words = f"{match.group()}增加"
        clause = clauses.read(words, percent=False, department="", period=period)
        statement = replace(
            amount.statement,
            measure="change",
            direction="similar" if match.group("near") else "same",
            value=None,
            amount_unit="",
            whole="",
            place=source.places[match.start()],
            vintage="",
            compared=clause.compared or "previous_budget",
        )
        yield Mention(match.start(), match.end(), statement)


def _amount(text: str, at: int, mentions: Sequence[Mention], before: Context) -> Mention | None:
    """The amount that a place of a sentence says is unchanged: the last between two semicolons.

    At the very beginning it is the one that the sentence before was about. None where a reason
    or another number stands between.
    """
    begin = max(text.rfind(mark, 0, at) + 1 for mark in ";；")
    named = amounts([mention for mention in mentions if begin <= mention.start < at])
    since = 0
    if _WORD.search(text[:at]):
        since = named[-1].end if named else 0
    elif not named:
        about = before.about
        named = [mention for mention in before.mentions if mention.statement.subject == about]
    between = text[since:at]
    if not named or REASON.search(between) or _NUMBER.search(between):
        return None
    return named[-1]
