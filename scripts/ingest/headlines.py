"""The lines in which a document speaks of itself, and the years that they state."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from scripts.ingest.document import Document
from scripts.schema import Phase

PHASE_WORDS: Mapping[Phase, str] = {"budget": "预算", "final": "决算"}
"""What a document calls a budget, and what it calls final accounts."""

YEAR = r"(?P<year>20\d\d)年?度?"
# 部门预算, 市级单位决算, 本级(综合)预算; not 预算数, which heads a column.
WORD = (
    r"(?:省|市|区|县|州|旗|镇|乡|本|中央)?级?(?P<word>部门|单位)?\(?(?:综合|收支)?\)?"
    r"(?P<phase>预算|决算)(?![数额])"
)

PHASES = {word: phase for phase, word in PHASE_WORDS.items()}
PHASE = re.compile("|".join(PHASES))

_LOOSE = re.compile(
    rf"{YEAR}[^。，,;；:：\d]{{0,30}}?(?P<word>部门|单位)?(?:综合)?(?P<phase>预算|决算)(?![数额])"
)
_HEAD_YEAR = re.compile(r"(20\d\d)年度?(?:年初)?预算(?:数|安排|金额)?")
# 2026年收支总表, 某局2026年绩效目标表（含转移支付）
_TITLE_YEAR = re.compile(
    r"[^。，；:：\d]{0,40}(20\d\d)年度?[^。，；:：]{2,40}表(?:[(（][^()（）]{1,20}[)）])?"
)
_ASKS_YEAR = re.compile(r"(?:预算|决算|会计|公开|填报)?年[度份]:?")
# （2026年度）, 预算年度：2026: a line of a form that holds nothing else; 2000 alone is no year.
_STAMP = re.compile(
    r"[(（]?(?:(?:预算|决算|会计|公开|填报)?年[度份]:\s*|(?=\d{4}年))(20\d\d)(?:年度?)?[)）]?"
)
_COMPARING = re.compile(r"[比较与和同对]$|[比较与和同]\s*$")
# 二〇二六年, also with ○ or a letter O for the zero.
_CHINESE_YEAR = re.compile(r"二[〇○零0Oo][一二三四五六七八九〇○零]{2}(?=年)")
_DIGITS = str.maketrans("〇一二三四五六七八九零○Oo", "01234567890000")
_BLANK = re.compile(r"\s")
# 部 门 名 称
_SET_WIDE = re.compile(r"(\S\s+){2,}\S")
_IDLE = re.compile(
    r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+(?=\d)|(?<=\d)\s+(?=年)"
)


def plain(text: str) -> str:
    """A text of one width, without blanks between Chinese characters, years in Arabic figures.

    >>> plain("某 局 二〇二六年 部门预算"), plain("部　门　名　称")
    ('某局2026年部门预算', '部门名称')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.strip()
    if _BLANK.search(text):
        idle = _BLANK if _SET_WIDE.fullmatch(text) else _IDLE
        text = idle.sub("", text)

    if "年" not in text:
        return text
    return _CHINESE_YEAR.sub(lambda match: match.group().translate(_DIGITS), text)


@dataclass(frozen=True)
class Headlines:
    """The lines that may speak of a document as a whole: none of the body of a table.

    `lines` stand alone, outside tables or as the only cell of a row; `heads` are the cells over
    the figures of a table, columns of other years among them.
    """

    lines: tuple[str, ...]
    heads: tuple[str, ...]


def headlines(document: Document) -> Headlines:
    """The lines of a document, as they are compared, without the cells beside its figures.

    A target of 2,000 pieces, or a project to be done in 2028, is not of the document's year.
    """
    alone = [paragraph.text for paragraph in document.paragraphs]
    heads: list[str] = []
    for grid in document.grids:
        in_head = True
        for row in grid.rows:
            in_head = in_head and not any(isinstance(value, Decimal) for value in row.figures)
            if len(row.filled) == 1:
                alone += row.filled
            elif in_head:
                heads += row.filled
            # 预算年度 and 2026 in two cells: of a head, or with nothing else in the row.
            if in_head or len(row.filled) == 2:
                alone += _asked_years(row.filled)
    return Headlines(tuple(map(plain, alone)), tuple(map(plain, heads)))


def _asked_years(cells: Sequence[str]) -> Iterator[str]:
    for label, cell in pairwise(map(plain, cells)):
        if _ASKS_YEAR.fullmatch(label):
            yield f"{label.rstrip(':')}:{cell}"


def mentioned(lines: Sequence[str]) -> tuple[int, Phase] | None:
    """The year and phase that the text first names, but for one that it only compares with."""
    for line in lines:
        for match in _LOOSE.finditer(line):
            if not _COMPARING.search(line[: match.start()]):
                return int(match["year"]), PHASES[match["phase"]]
    return None


def stamped(headlines: Headlines, lines: Sequence[str]) -> tuple[int, Phase]:
    """The year that tables and forms state, with the phase that the lines speak of more.

    That is the year of most tables' titles, else the one that most lines consist of, as forms
    have it under their titles, else the last that heads a budget's column; 0 where there is none.
    """
    alone = headlines.lines
    heads = (*alone, *headlines.heads)
    counts = _years(_TITLE_YEAR, heads) or _years(_STAMP, alone)
    year = max(_years(_HEAD_YEAR, heads), default=0)
    if counts:
        year = counts.most_common(1)[0][0]

    phases = Counter(PHASE.findall("".join(lines)))
    return year, "final" if phases["决算"] > phases["预算"] else "budget"


def _years(pattern: re.Pattern[str], lines: Sequence[str]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for line in lines:
        if match := pattern.fullmatch(line):
            counts[int(match.group(1))] += 1
    return counts
