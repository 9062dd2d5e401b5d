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
from scripts.ingest.document import Document, NamelessError, Paragraph, ReadError
from scripts.ingest.headlines import PHASE_WORDS, Headlines
from scripts.ingest.stated import NOTHING, Said, Stated, by_hand, check
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Disclosure, letters
from scripts.package.characters import read_alike
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
_COUNT = r"(\d+|[零一二两三四五六七八九十]+)个"
_BELOW = re.compile(
    rf"{_COUNT}(?:下属|所属|直属|下级|二级)[^。，；]{{0,8}}单位"
    rf"|(?:下设|下辖|辖有?){_COUNT}[^。，；]{{0,8}}单位"
)
# 341-某局, [341001]某中心.
_CODED = re.compile(r"^[\[(【]?(\d{3,9})[\])】]?\s*[-—－]?\s*(\S.*)$")
_CODE = re.compile(r"\d{3}(\d{3})?")


def disclosure(document: Document, labels: Sequence[str], stated: Stated = NOTHING) -> Disclosure:
    """Whose, of which level, year, phase, code and region a document is.

    `labels` are the department labels of its sheets; `stated` is what the person says who
    imports. Raises NamelessError, with what was found and all that is missing, where neither says
    it, and ReadError where they contradict each other.
    """
    lines = body_names.lines(document)
    heads = headlines.headlines(document)
    titles = body_names.titles(document, heads)
    own = body_names.department(document, lines, titles)
    own_period = _period(titles, heads, lines)
    department = stated.department or own
    period = _stated_period(own_period, stated)
    if not department or not period.year:
        raise NamelessError(_missing(department, period), advice=_advice(department, period))

    level = stated.level or _level(department, titles, lines)
    if not stated.level and level == "office" and _has_units(document, department):
        level = "unit"
    parent = _parent(department, level, lines)
    if _is_its_own(parent, department, level):
        parent = None
    if _is_its_own(stated.parent, department, level):
        raise ReadError(f"--parent {stated.parent}：上级部门不能是“{department}”自己")
    region = regions.code(department, lines, period.year)
    said = Said(
        own or None,
        own_period.year or None,
        # Without a year in words, the phase is only what the document speaks of more.
        own_period.phase if titles or headlines.mentioned(heads.lines) else None,
        _said_levels(own, titles),
        parent,
        region,
    )
    check(stated, said)
    return Disclosure(
        department=department,
        level=level,
        year=period.year,
        phase=period.phase,
        code=_code(department, [*labels, *lines], document),
        parent=stated.parent or parent,
        region=stated.region or region,
        stated=by_hand(stated, said),
    )


def period(document: Document, stated: Stated = NOTHING) -> Period:
    """The year and phase that a person or a document's titles state; year 0 where none does."""
    heads = headlines.headlines(document)
    titles = body_names.titles(document, heads)
    own = _period(titles, heads, body_names.lines(document))
    return _stated_period(own, stated)


def _stated_period(own: Period, stated: Stated) -> Period:
    return Period(stated.year or own.year, stated.phase or own.phase)


def _is_its_own(parent: str | None, department: str, level: Level) -> bool:
    """Whether a body stands above itself; an office may bear the name of its department."""
    return level != "office" and parent is not None and read_alike(parent, department)


def _parent(department: str, level: Level, lines: Sequence[str]) -> str | None:
    if level == "office":
        return _OFFICE.sub("", department) or None
    if level == "unit":
        return body_names.above(department, lines)
    return None


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


def _advice(department: str, period: Period) -> str:
    """The options of an import that say what a document does not."""
    options = []
    if not department:
        options.append("--department 部门或单位的名称")
    if not period.year:
        options.append("--year 年份")
        options.append("--phase budget 或 final（预算或决算）")
    return f"文件里确实没有写明的，导入时用 {'、'.join(options)} 写明"


def _said_levels(department: str, titles: Sequence[Title]) -> tuple[Level, ...]:
    """The levels that a body's name or most titles allow; none where they do not say."""
    if _OFFICE.search(department):
        return ("office",)
    word = _title_word(titles)
    if word == "单位":
        return ("unit", "office")
    return ("department",) if word == "部门" else ()


def _title_word(titles: Sequence[Title]) -> str:
    """部门 or 单位, as the cover has it, else as most titles do; "" where none says it."""
    words = Counter(title.word for title in titles if title.word)
    cover = next((title.word for title in titles if title.cover and title.word), "")
    return cover or max(words, key=lambda word: words[word], default="")


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

    if _title_word(titles) != "单位":
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
    # An office that calls itself one is not asked.
    in_scope = False
    for block in document.blocks if not _OFFICE.search(department) else ():
        if isinstance(block, Paragraph):
            text = headlines.plain(block.text)
            in_scope = _SCOPE.search(text) is not None and department in text
            below = _BELOW.search(text) if in_scope else None
            if below and _UNITS_BELOW.fullmatch(below[1] or below[2]):
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
