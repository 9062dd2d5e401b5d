"""Whose budget a document is, of which year and phase: from its words, never its file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pypinyin import lazy_pinyin

from scripts import regions
from scripts.ingest import body_names, headlines
from scripts.ingest.body_names import Title
from scripts.ingest.document import Document, Paragraph, ReadError
from scripts.ingest.headlines import PHASE_WORDS, Headlines
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Disclosure, letters
from scripts.schema import Level

SLUG_LENGTH = 60

# 某局本级, 某局（机关）, 某委机关.
_OFFICE = re.compile(r"[（(]?本[级部][)）]?$|[（(]机关[)）]$|(?<=[局厅委部院会府])机关$")
_ORGAN = re.compile(r"(局|委员会|委|厅|办公室|办公厅|政府|办事处|法院|检察院|部|署)$")
# 某局（…）是市政府组成部门: what only a whole department says of itself.
_RULES_ITSELF = (
    r"([(（].{1,6}[)）])?是.{0,30}"
    r"(组成部门|工作部门|直属机构|派出机关|派出机构|特设机构|主管)"
)
# 从预算单位构成看，某局包括4个处室及2个下属单位: what is budgeted is more than one office.
_SCOPE = re.compile(r"预算单位构成|预算编制范围")
_UNITS_BELOW = re.compile(r"[1-9]\d*|[一二两三四五六七八九十]+")
_BELOW = re.compile(
    r"(\d+|[零一二两三四五六七八九十]+)个(?:下属|所属|直属|下级|二级)[^。，；]{0,8}单位"
)
# 341-某局, [341001]某中心.
_CODED = re.compile(r"^[\[(【]?(\d{3,9})[\])】]?\s*[-—－]?\s*(\S.*)$")
_CODE = re.compile(r"\d{3}(\d{3})?")


def disclosure(document: Document, labels: Sequence[str]) -> Disclosure:
    """Whose, of which level, year, phase, code and region a document is.

    `labels` are the department labels of its sheets. Raises ReadError, with what was found and
    all that is missing, where the document does not say.
    """
    lines = body_names.lines(document)
    heads = headlines.headlines(document)
    titles = body_names.titles(document, heads)
    department = body_names.department(document, lines, titles)
    period = _period(titles, heads, lines)
    if not department or not period.year:
        raise ReadError(_missing(department, period))

    level = _level(department, titles, lines)
    if level == "office" and not _OFFICE.search(department) and _has_units(document, department):
        level = "unit"
    parent = None
    if level == "office":
        parent = _OFFICE.sub("", department) or None
    elif level == "unit":
        parent = body_names.above(department, lines)

    return Disclosure(
        department=department,
        level=level,
        year=period.year,
        phase=period.phase,
        code=_code(department, [*labels, *lines], document),
        parent=parent,
        region=regions.code(department, lines, period.year),
    )


def period(document: Document) -> Period:
    """The year and phase that a document states in its titles; year 0 where it states none."""
    heads = headlines.headlines(document)
    titles = body_names.titles(document, heads)
    return _period(titles, heads, body_names.lines(document))


def slug(department: str, level: str = "department") -> str:
    """A folder's name for a body, the same in every year: its syllables in pinyin.

    The office of a department that bears the department's own name is told apart by an ending
    of its own. A long name keeps its end, which tells bodies of one place apart, and four
    letters made from the whole name.

    >>> slug("苏州市审计局"), slug("苏州市审计局", "office")
    ('su-zhou-shi-shen-ji-ju', 'su-zhou-shi-shen-ji-ju-ben-ji')
    """
    syllables = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in lazy_pinyin(department)]
    name = "-".join(filter(None, syllables)) or letters(department)

    ending = ""
    if level == "office" and not _OFFICE.search(department):
        ending = "-ben-ji"

    length = SLUG_LENGTH - len(ending)
    if len(name) > length:
        end = name[-length + 5 :]
        whole_syllables = end.partition("-")[2] or end
        name = f"{whole_syllables}-{letters(department)[:4]}"
    return name + ending


def _missing(department: str, period: Period) -> str:
    there, missing = [], []
    if department:
        there.append(f"部门“{department}”")
    else:
        missing.append("部门名称")
    if period.year:
        there.append(f"{period.year} 年{PHASE_WORDS[period.phase]}")
    else:
        missing.append("年份和预算或决算")

    begin = f"找到了{'、'.join(there)}，" if there else ""
    return (
        f"这份文件不像部门预决算公开：{begin}没有找到{'、'.join(missing)}"
        "（应有“部门名称：…”和“20XX年度部门预算”）"
    )


def _period(titles: Sequence[Title], heads: Headlines, lines: Sequence[str]) -> Period:
    """The year and phase of the cover, else those of most titles, else those first named."""
    for title in titles:
        if title.cover:
            return Period(title.year, title.phase)

    counts = Counter((title.year, title.phase) for title in titles)
    if counts:
        return Period(*counts.most_common(1)[0][0])
    named = headlines.mentioned(heads.lines)
    return Period(*(named or headlines.stamped(heads, lines)))


def _level(department: str, titles: Sequence[Title], lines: Sequence[str]) -> Level:
    """A department with all its bodies, its own office alone, or another unit of it."""
    if _OFFICE.search(department):
        return "office"

    words = Counter(title.word for title in titles if title.word)
    cover = next((title.word for title in titles if title.cover and title.word), "")
    if not cover and words:
        cover = words.most_common(1)[0][0]

    if cover != "单位":
        return "department"

    # A unit's title on the accounts of what rules by itself: they are those of its office.
    rules = re.compile(re.escape(department) + _RULES_ITSELF)
    if any(rules.match(line) for line in lines):
        return "office"
    if _ORGAN.search(department) and not body_names.above(department, lines):
        return "office"
    return "unit"


def _has_units(document: Document, department: str) -> bool:
    """Whether the budget of a body is that of units of its own too: it is no office of itself.

    Its scope says so in a number of units, or in the list below it, which names others beside it.
    """
    in_scope = False
    for block in document.blocks:
        if isinstance(block, Paragraph):
            text = headlines.plain(block.text)
            in_scope = _SCOPE.search(text) is not None and department in text
            below = _BELOW.search(text) if in_scope else None
            if below and _UNITS_BELOW.fullmatch(below[1]):
                return True
        elif in_scope:
            names = {headlines.plain(cell) for row in block.rows for cell in row.filled}
            others = [name for name in names if name != department and body_names.is_body(name)]
            return department in names and bool(others)
    return False


def _code(department: str, printed: Sequence[str], document: Document) -> str | None:
    codes: set[str] = set()
    for text in printed:
        match = _CODED.match(text)
        if match and match.group(2) == department:
            codes.add(match.group(1))

    rows = (row for grid in document.grids for row in grid.rows)
    for row in rows:
        for code, name in pairwise(row.filled):
            if name == department and _CODE.fullmatch(code):
                codes.add(code)

    # Of a department's and its office's (341, 341001) it is the shorter.
    shortest = min(codes, key=len, default="")
    is_common = all(code.startswith(shortest) for code in codes)
    if not shortest or not is_common:
        return None
    return shortest
