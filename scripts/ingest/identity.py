"""Whose budget a document is, of which year and phase: from its own words, never from its file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pypinyin import lazy_pinyin

from scripts import regions
from scripts.ingest import body_names
from scripts.ingest.body_names import Title
from scripts.ingest.document import Document, Grid, ReadError
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Disclosure, letters
from scripts.schema import Level

SLUG_LENGTH = 60
_OFFICE_SLUG = "-ben-ji"
_OFFICE = re.compile(r"[（(]?本[级部][)）]?$|[（(]机关[)）]$|(?<=[局厅委部院会府])机关$")
_ORGAN = re.compile(r"(局|委员会|委|厅|办公室|办公厅|政府|办事处|法院|检察院|部|署)$")
_RULES_ITSELF = (
    r"([(（].{1,6}[)）])?是.{0,30}(组成部门|工作部门|直属机构|派出机关|派出机构|特设机构|主管)"
)
_CODED = re.compile(r"^[\[(【]?(\d{3,9})[\])】]?\s*[-—－]?\s*(\S.*)$")


def disclosure(document: Document, labels: Sequence[str]) -> Disclosure:
    """Whose, of which level, year, phase, code and region; `labels` are the department labels of the sheets.

    Raises ReadError, with what was found and all that is missing, where the document does not say.
    """
    lines = body_names.lines(document)
    titles = body_names.titles(document, lines)
    department = body_names.department(document, lines, titles)
    stated = _period(titles, lines)
    missing = [
        name
        for name, found in (("部门名称", department), ("年份和预算或决算", stated.year))
        if not found
    ]
    if missing:
        raise ReadError(_no_disclosure(department, stated, missing))
    level = _level(department, titles, lines)
    return Disclosure(
        department=department,
        level=level,
        year=stated.year,
        phase=stated.phase,
        code=_code(department, [*labels, *lines], document),
        parent=_parent(department, level, lines),
        region=regions.code(department, lines, stated.year),
    )


def period(document: Document) -> Period:
    """The year and phase that a document states in its titles; year 0 where it states none."""
    lines = body_names.lines(document)
    return _period(body_names.titles(document, lines), lines)


def slug(department: str, level: str = "department") -> str:
    """A folder's name for a body, the same in every year: its syllables in pinyin.

    The office of a department that bears the department's own name is told apart by an ending of its own. A long name
    keeps its end, which tells bodies of one place apart, and four letters made from the whole name.
    """
    syllables = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in lazy_pinyin(department)]
    name = "-".join(filter(None, syllables)) or letters(department)
    ending = _OFFICE_SLUG if level == "office" and not _OFFICE.search(department) else ""
    length = SLUG_LENGTH - len(ending)
    if len(name) > length:
        kept = name[-length + 5 :]
        name = f"{kept.partition('-')[2] or kept}-{letters(department)[:4]}"
    return name + ending


def _no_disclosure(department: str, stated: Period, missing: Iterable[str]) -> str:
    found = [f"部门“{department}”"] if department else []
    found += (
        [f"{stated.year} 年{'决算' if stated.phase == 'final' else '预算'}"] if stated.year else []
    )
    had = f"找到了{'、'.join(found)}，" if found else ""
    return f"这份文件不像部门预决算公开：{had}没有找到{'、'.join(missing)}（应有“部门名称：…”和“20XX年度部门预算”）"


def _period(titles: Sequence[Title], lines: Sequence[str]) -> Period:
    """The year and phase of the cover, else those of most titles, else those first named."""
    found = next((one for one in titles if one.cover), None)
    if found is not None:
        return Period(found.year, found.phase)
    counted = Counter((one.year, one.phase) for one in titles)
    first = body_names.mentioned(lines) or body_names.stamped(lines)
    return Period(*max(counted, key=lambda one: counted[one], default=first))


def _level(department: str, titles: Sequence[Title], lines: Sequence[str]) -> Level:
    """A department with all its bodies, its own office alone, or another unit of it."""
    if _OFFICE.search(department):
        return "office"
    words = Counter(one.word for one in titles if one.word)
    cover = next((one.word for one in titles if one.cover and one.word), "")
    if (cover or max(words, key=lambda one: words[one], default="")) != "单位":
        return "department"
    rules = re.compile(re.escape(department) + _RULES_ITSELF)
    own = any(rules.match(line) for line in lines)
    return (
        "office"
        if own or (_ORGAN.search(department) and not body_names.above(department, lines))
        else "unit"
    )


def _parent(department: str, level: str, lines: Sequence[str]) -> str | None:
    """The department that a unit or an office belongs to, where the document names it."""
    if level == "department":
        return None
    if level == "office":
        return _OFFICE.sub("", department) or None
    return body_names.above(department, lines)


def _code(department: str, printed: Sequence[str], document: Document) -> str | None:
    """The department's budget code, where the document prints it before the department's own name."""
    codes = {
        match.group(1)
        for text in printed
        if (match := _CODED.match(text)) and match.group(2) == department
    }
    for block in document.blocks:
        for row in block.rows if isinstance(block, Grid) else ():
            codes |= {
                one
                for one, other in pairwise(row.filled)
                if other == department and re.fullmatch(r"\d{3}(\d{3})?", one)
            }
    shortest = min(codes, key=len, default="")
    return shortest if shortest and all(one.startswith(shortest) for one in codes) else None
