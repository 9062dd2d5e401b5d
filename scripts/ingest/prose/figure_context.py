"""What a figure is about: what its clause says, else what stands before it in the prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts.ingest.prose import clauses
from scripts.ingest.prose.clauses import FIGURE, SUBJECT_LENGTH
from scripts.ingest.prose.split import inline_item
from scripts.ingest.prose.statement import (
    Context,
    Mention,
    amounts,
    heads,
    without_points,
)
from scripts.ingest.vocabulary.column_words import Period

# 比上年, 较2025年, 同比 at the beginning of a clause.
_AGAINST_LAST = re.compile(r"^[)）]?((比|较|与|和|同)?(上年|去年)|(比|较|与|和|同)20\d\d年|同比)")
_COMPARES = re.compile(r"(?:比|较|与|和|同)(?:上年|去年|20\d\d年)[^，,；;。]{0,12}")
# Where the noun after a count ends: 3个内设机构和2个所属单位.
_AFTER_NOUN = re.compile(
    r"以及|[及和与的]|以[上下]|纳入|开展|实行|预算组成|组成|进行|支出|财政|关于|左右|构成|实施"
)
_NOUN = re.compile(r"[\u4e00-\u9fff“”]+(?:（[\u4e00-\u9fff]）[\u4e00-\u9fff]*)?")
# A comma within 1,234.56 parts nothing, nor does 、 after 收 in 收、支, nor 由中小企业中标的，采购金额.
_COMMA = r"[，,](?!(?<=的[，,])(?:采购|合同|中标|成交)*金额)"
_CLAUSE = re.compile(rf"(?<!\d){_COMMA}|{_COMMA}(?!\d)|[；;。：:\n！？]|(?<!收)(?<!收入)、")
_PARENTHESIS = re.compile(r"[（(][^（()）]*[)）]")
# 2026年部门支出预算中，…
_LEAD = re.compile(r"([^，,。；;：:]{4,40}?)中[，,]")
_LIST = re.compile(r"其中|包括|分为|构成|分别为|按.{2,10}分类")
# What was spent of a plan, though it is told after 其中.
_SPENT = re.compile(r"决算|执行|实际|完成|使用|(^|其中[:：]?|已|共|累计)支出(了|为)?$")
_LONGEST_CLAUSE = 400
"""How many characters before a figure may belong to its clause; names have twenty."""
_FEW_PARTS = 2
"""After more amounts than this a change against last year speaks of the whole, not the last."""


@dataclass(frozen=True)
class FigureContext:
    """Where a figure stands: its sentence, the figures before it there, the sentences before."""

    text: str
    start: int
    end: int
    mentions: Sequence[Mention]
    before: Context

    @cached_property
    def clause(self) -> str:
        """The clause up to the figure, with a mark for each earlier figure of it."""
        return self._clause(self.mentions)

    @property
    def is_listed(self) -> bool:
        """Whether the figure stands in a list of parts."""
        return _LIST.search(self.text[: self.start]) is not None

    @cached_property
    def _part(self) -> int:
        """Where the last semicolon before the figure stands; -1 without one."""
        places = [self.text.rfind(mark, 0, self.start) for mark in ";；"]
        return max(places)

    def _clause(self, mentions: Sequence[Mention]) -> str:
        earliest = max(0, self.start - _LONGEST_CLAUSE)
        text = self.text[earliest : self.start]
        # A separator inside closed brackets parts nothing outside them.
        plain = _PARENTHESIS.sub(lambda match: "＊" * len(match.group()), text)

        cuts = [match.end() for match in _CLAUSE.finditer(plain)]
        begin = max(cuts, default=0)
        begin = max(begin, _inside_bracket(text, begin))

        # From the last, so that the places of those before stay.
        for mention in reversed(mentions):
            start, end = mention.start - earliest, mention.end - earliest
            if start < begin:
                break
            text = text[:start] + FIGURE + text[end:]

        return text[begin:].strip()

    def counted(self) -> str:
        """What a count counts: the noun after it (3个内设机构); blank where none follows."""
        noun = _NOUN.match(self.text[self.end :])
        if noun is None or noun.group()[0] in "并等，":
            return ""

        text = _AFTER_NOUN.split(noun.group())[0]
        if len(text) < 2 and text not in "处科室组":
            return ""
        return text[:SUBJECT_LENGTH]

    def whole(self, department: str) -> str:
        """What a share is of, unless its clause says: what this or the last sentence names."""
        lead = _LEAD.match(self.text)
        if lead and not any(mention.start < lead.end() for mention in self.mentions):
            opening = lead.group(1).replace(department, "")
            return clauses.named(opening).subject

        last = self.mentions[-1:]
        for mention in heads(self.mentions):
            if mention not in last:
                return mention.statement.subject
        return self.before.head

    def subject(self, *, generic: bool, section: str) -> str:
        """Whom a clause without a subject of its own speaks of.

        A change after several parts speaks of their whole. `generic`: the clause names a column
        (预算数) rather than nothing. `section` is what the section is about.
        """
        item = clauses.named(inline_item(self.text)).subject
        mentions = without_points(self.mentions)
        if not mentions:
            return item or clauses.named(self.before.about).subject or section

        owner = self._before_bracket()
        if owner:
            return owner

        named = amounts([mention for mention in self.mentions if mention.start > self._part])
        if not named and self._part <= 0:
            named = amounts(self.mentions)

        has_parts = "其中" in self.text[self._part + 1 : self.start]
        if has_parts and len(named) > _FEW_PARTS and _AGAINST_LAST.match(self._clause(())):
            return named[0].statement.subject

        if generic and item and not named:
            return item

        last = mentions[-1]
        if named and last.statement.measure not in ("change", "count"):
            last = named[-1]
        return last.statement.subject

    def vintage(self, own: str) -> str:
        """For which budget an amount is whose clause says `own`: a part's is that of its whole.

        年初预算1,018万元，其中财政拨款898万元: what the whole was planned at has parts so planned.
        """
        listed = max(self.text.rfind(word, 0, self.start) for word in ("其中", "包括"))
        named = amounts([mention for mention in self.mentions if mention.start > self._part])
        wholes = [mention for mention in named if mention.end <= listed]
        if own != "outturn" or not wholes:
            return own
        whole = wholes[-1].statement.vintage
        same = {mention.statement.vintage for mention in named if mention.end > listed} <= {whole}
        if not whole.endswith("_budget") or not same:
            return own
        return own if _SPENT.search(self.clause) else whole

    def _before_bracket(self) -> str:
        """What stands before a bracket that held figures of parts and is closed again."""
        last = self.mentions[-1]
        if not re.match(r"[^（(]*[)）]", self.text[last.end : self.start]):
            return ""

        bracket = _inside_bracket(self.text[: last.start], 0)
        for mention in reversed(amounts(self.mentions)):
            if mention.end < bracket:
                return mention.statement.subject
        return ""

    def compared(self, period: Period) -> str:
        """What a change counts from, unless its clause says: what the change before it does."""
        for mention in reversed(self.mentions):
            if mention.statement.compared:
                return mention.statement.compared

        match = _COMPARES.search(self.text[: self.start])
        if match:
            words = f"{match.group()}增加"
            return clauses.read(words, percent=False, department="", period=period).compared

        for mention in self.before.mentions:
            if mention.statement.compared:
                return mention.statement.compared
        return ""


def _inside_bracket(text: str, begin: int) -> int:
    """Where the text inside the last bracket that is still open begins; `begin` if none is.

    >>> _inside_bracket("公用经费（其中：会议费", 0)
    5
    """
    depth = 0
    for at in range(len(text) - 1, begin - 1, -1):
        depth += (text[at] in "）)") - (text[at] in "（(")
        if depth < 0:
            return at + 1
    return begin
