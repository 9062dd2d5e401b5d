"""The names that a document gives its body, and the titles that state year and phase."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from scripts.ingest.document import Document, Paragraph
from scripts.ingest.headlines import PHASE, PHASES, WORD, YEAR, Headlines, plain
from scripts.schema import Phase
from scripts.schema.labels import CHINESE, NUMBERING, is_part

# 部门名称：, 预算单位：, 主管部门（单位）名称：, 填报单位：
_LABEL = re.compile(
    r"^(?:预算)?(?:主管)?(?:部门|单位)?(?:\(?(?:部门|单位)\)?)?(?:名称)?[:：]\s*"
    r"|^(?:编制|填报|公开|编报)(?:部门|单位)[:：]\s*"
)
# The same in a cell of its own, where the name stands in the next one.
_ASKS = re.compile(
    r"(?:(?:预算)?(?:主管)?\(?(?:部门|单位)\)?(?:\(?(?:部门|单位)\)?)?名称"
    r"|(?:编制|填报|公开|编报)(?:部门|单位)):?"
)
# …　金额单位：万元, behind a name in one line.
_MONEY = re.compile(r"\s*(金额)?单位[:：].*$|^(人民币)?[万亿千百]?元.*$|\s{2,}.*$")
# 341-, [341001], （341）
_CODE = re.compile(r"^[\[(【]?\d{3,9}(?!\d*年)[\])】]?\s*[-—－]?\s*")
_ENDINGS = (
    "局|委员会|委|厅|办公室|办公厅|院|中心|处|所|站|队|会|校|学|园|办事处|政府|部|署|馆|社|团|司|场|室|"
    "基地|机关|大厅|工委|党委|管委会|库|台|公司|银行|街道|集团|狱|组|港|厂|苑|区|镇|乡|办|"
    "妇联|残联|文联|侨联|台联|青联|社科联|工商联|科协|作协|记协|高中|初中|[一二三四五六七八九十]中"
)
_BODY = re.compile(
    rf"[\u4e00-\u9fff][\u4e00-\u9fff·“”、()（）A-Za-z0-9]{{1,38}}?(?:{_ENDINGS})"
    r"(?:[(（](?:本[级部]|机关)[)）]|本[级部])?"
)
# 财政部, 统计局: names of three characters; not 本部, 各局.
_SHORT = re.compile(r"[^各本全我该上下内外][^各]+[部署局委厅]")
_PUBLISHING = re.compile(r"^关于(?:公开|公布|发布|印发|批复|下达)?")
# 某局关于2026年部门预算的说明; 某局（某中心）, one body under two names.
_SPEAKS_OF = re.compile(r"关于(?:公开|公布|发布|印发)?$")
_ALIAS = re.compile(r"(.{3,})[(（]([^()（）]{4,})[)）]")
_REMARK = re.compile(r"[(（](汇总|部门|单位|含下属.*?|本部门|全口径)[)）]$")
# 附件2：, 第二部分, 一、, 表三: what stands before a name in a heading is no part of it.
_HEADING = re.compile(
    rf"^(?:附[件表录]?\s*(?:{CHINESE}|\d*)\s*[:：]?|表\s*(?:\d+|{CHINESE})[:：]?"
    rf"|第{CHINESE}(?:部分|[章节篇])[:：]?|{NUMBERING})\s*"
)
# 某局2026年部门预算
_NAME_FIRST = re.compile(rf"^(?P<name>[^。，,;；:：]{{2,40}}?){YEAR}{WORD}")
# 关于2026年某局部门预算
_YEAR_FIRST = re.compile(rf"^(?:关于)?{YEAR}(?P<name>[^。，,;；:：\d]{{0,40}}?){WORD}")
# 某局部门预算（2026年度）
_YEAR_LAST = re.compile(
    rf"^(?P<name>[^。，,;；:：\d]{{2,40}}?){WORD}[^。，,;；:：\d]{{0,12}}?[(（]?{YEAR}[)）]?$"
)
_CONTENTS = re.compile(rf"^目录|^{CHINESE}、")
# 某局2026年政府采购预算…, 纳入某局预算编制范围
_SPOKEN = re.compile(
    r"(?:^|[。，,]|20\d\d年度?|纳入)(?P<name>[\u4e00-\u9fff()]{4,40}?)(?:部门|单位)?"
    r"(?:20\d\d年度?)?(?:部门)?"
    r"(?=政府采购|机关运行|收入|支出|财政拨款|一般公共|“三公”|收支|预算编制范围|所属\d|共有车辆)"
)
_SENTENCE = re.compile("[。；;]")
_ENDING = re.compile(rf"(?:{_ENDINGS})")
_DEPARTMENT_ENDING = re.compile(r"(局|委员会|委|厅|办公室|政府|办事处|院|部)$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,12}(省|市|区|县|镇|乡)")
# 开发区 and the like are bodies of their own, not only places.
_ZONE = re.compile(r"(管理|示范|开发|试验|园|新)区$")
_TITLE_LENGTH = 60
_LONGEST_NAME = 45
_SHORTEST_ABOVE = 4
"""A name of fewer characters (市局) is no body's that another belongs to."""


@dataclass(frozen=True)
class Title:
    """A title of the disclosure or of a table; `word` is 部门, 单位 or "", `cover`: the cover's."""

    name: str
    year: int
    word: str
    phase: Phase
    cover: bool = False


def lines(document: Document) -> list[str]:
    """Every line and cell as it is compared: of one width, wide-set words put together."""
    return [plain(text) for text in document.texts]


def titles(document: Document, headlines: Headlines) -> list[Title]:
    """The titles among the headlines of a document, as they are compared; the cover's first."""
    results = list(_title("".join(cover(document)), cover=True))
    for line in headlines.lines:
        results += _title_in(line)
    for line in headlines.heads:
        # 2025年预算 over a column is a year beside that of the document.
        results += (title for title in _title_in(line) if title.name)
    return results


def is_title(line: str) -> bool:
    """Whether a line, as it is compared, is a title of a budget or of final accounts."""
    return any(_title(line, cover=False))


def _title_in(line: str) -> Iterator[Title]:
    if len(line) <= _TITLE_LENGTH and PHASE.search(line) and not _SENTENCE.search(line):
        yield from _title(line, cover=False)


def department(document: Document, lines: Sequence[str], titles: Sequence[Title]) -> str:
    """The body's name; blank where the document has none.

    It is the cover's, made whole by the heads of tables, else the one that most of these carry,
    else one that a form or the prose names.
    """
    counts: Counter[str] = Counter()
    for line in lines:
        if name := _labelled(line) or _coded(line):
            counts[name] += 1
    counts.update(title.name for title in titles if title.name and not title.cover)

    on_cover = _on_cover(document, titles)
    if not on_cover:
        return _most_named(counts) or _filled_in(document) or _spoken_of(lines)

    # A cover may shorten the name; tables print it whole: 某局 for 某市某局.
    fuller: Counter[str] = Counter()
    for name, count in counts.items():
        if count > max(1, counts[on_cover]) and _is_part(on_cover, name):
            fuller[name] = count
    return _most_named(fuller) or on_cover


def above(name: str, lines: Sequence[str]) -> str | None:
    """The body whose name a longer name begins with, where the document speaks of it by itself.

    >>> above("某市教育局考试中心", ["某市教育局是主管部门"])
    '某市教育局'
    """
    for match in reversed(list(_ENDING.finditer(name[:-1]))):
        end = match.end()
        front = name[:end]
        rest = name[end:]
        if len(front) < _SHORTEST_ABOVE or not _DEPARTMENT_ENDING.search(front):
            continue

        # A name that goes on behind it is only a longer name again.
        alone = re.compile(rf"{re.escape(front)}(?!{re.escape(rest[0])})")
        if any(alone.search(line) for line in lines):
            return front
    return None


def is_body(text: str) -> bool:
    """Whether a text, as it is compared, is the name of a body and nothing else.

    >>> is_body("某市环境监测站"), is_body("单位名称")
    (True, False)
    """
    return _body(text) == text != ""


# Names


def cover(document: Document) -> list[str]:
    """The lines before the contents or the first part; of pages, those of the first."""
    results: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph) or (block.place.page or 1) > 1:
            break
        line = plain(block.text)
        if len(line) > _TITLE_LENGTH or _CONTENTS.match(line) or is_part(line):
            break
        results.append(line)
        if len(results) == 10:
            break
    return results


def _title(text: str, *, cover: bool) -> Iterator[Title]:
    text = _without_heading(text)
    match = _NAME_FIRST.match(text) or _YEAR_FIRST.match(text) or _YEAR_LAST.match(text)
    if match is not None:
        name = _body(match["name"])
        word = match["word"] or ""
        year = int(match["year"])
        phase = PHASES[match["phase"]]
        yield Title(name, year, word, phase, cover)


def _on_cover(document: Document, titles: Sequence[Title]) -> str:
    """The body's name on the cover: after its label, in the title, else a line of its own."""
    lines = cover(document)
    for line in lines:
        if name := _labelled(line):
            return name

    for title in titles:
        if title.cover and title.name:
            return title.name

    for line in lines:
        if name := _body(re.sub(r"^\((.+)\)$", r"\1", line)):
            return name
    return ""


def _most_named(counts: Counter[str]) -> str:
    """The name that is counted most; of several the longest."""
    most = max(counts.values(), default=0)
    names = [name for name, count in counts.items() if count == most]
    return max(names, key=len, default="")


def _labelled(line: str) -> str:
    match = _LABEL.match(line)
    if match is None:
        return ""
    name = _MONEY.sub("", line[match.end() :])
    name = _CODE.sub("", name).strip()
    name = _REMARK.sub("", name)
    is_name = 3 <= len(name) <= _LONGEST_NAME and not _MONEY.match(name)
    is_plain = not re.search(r"[。，；：:0-9]", name)
    return name if is_name and is_plain else ""


def _coded(line: str) -> str:
    """The name in a line that is a code and a body's name (341-某局)."""
    match = _CODE.match(line)
    if match is None or len(line) >= _LONGEST_NAME:
        return ""
    return _body(line[match.end() :])


def _body(text: str) -> str:
    """A text that is a body's name, without a remark in brackets; blank where it is none.

    >>> _body("关于公开某市财政局（汇总）"), _body("第二部分某市法院"), _body("某市"), _body("本部")
    ('某市财政局', '某市法院', '', '')
    """
    text = _REMARK.sub("", _PUBLISHING.sub("", _without_heading(text)))
    text = _SPEAKS_OF.sub("", text)
    alias = _ALIAS.fullmatch(text)
    if alias and _body(alias[2]):
        text = alias[1]
    is_place = _PLACE.fullmatch(text) and not _ZONE.search(text)
    if is_place or not _BODY.fullmatch(text):
        return ""
    if len(text) <= 3 and not _SHORT.fullmatch(text):
        return ""
    return text


def _without_heading(text: str) -> str:
    # 附件一 and 第三部分 may stand one behind the other.
    while (rest := _HEADING.sub("", text)) != text:
        text = rest
    return text


def _filled_in(document: Document) -> str:
    """The body's name in a form, in the cell after the one that asks for it."""
    for grid in document.grids:
        for label, cell in chain.from_iterable(pairwise(row.filled) for row in grid.rows):
            name = ""
            if _ASKS.fullmatch(plain(label)):
                name = _body(_CODE.sub("", plain(cell)))
            if name:
                return name
    return ""


def _spoken_of(lines: Sequence[str]) -> str:
    """The body that the prose names most in front of its money, or whose budget it delimits."""
    counts: Counter[str] = Counter()
    for line in lines:
        names = (_body(match["name"]) for match in _SPOKEN.finditer(line))
        counts.update(filter(None, names))
    return _most_named(counts)


def are_one(name: str, other: str) -> bool:
    """Whether two names may be those of one body, one of them shortened.

    >>> are_one("审计局", "某市审计局"), are_one("某市审计局", "某市财政局")
    (True, False)
    """
    return name == other or _is_part(name, other) or _is_part(other, name)


def _is_part(short: str, whole: str) -> bool:
    """Whether a longer name has a shorter one's characters in order, and is the same body's."""
    # Each character is looked for behind the one before.
    rest = iter(whole)
    if len(whole) <= len(short) or not all(character in rest for character in short):
        return False
    if short[-2:] == whole[-2:]:
        return True
    # X局Y中心 is another than X局.
    return short[0] == whole[0] and not _body(short)
