"""The names that a document gives its body, and the titles that state year and phase: on its cover, over its tables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.ingest.document import Document, Grid, Paragraph
from scripts.schema import Phase

_LABEL = re.compile(
    r"^(?:预算)?(?:主管)?(?:部门|单位)?(?:\(?(?:部门|单位)\)?)?(?:名称)?[:：]\s*|^(?:编制|填报|公开|编报)(?:部门|单位)[:：]\s*"
)
_ASKS = re.compile(
    r"(?:(?:预算)?(?:主管)?\(?(?:部门|单位)\)?(?:\(?(?:部门|单位)\)?)?名称|(?:编制|填报|公开|编报)(?:部门|单位)):?"
)
_MONEY = re.compile(r"\s*(金额)?单位[:：].*$|^(人民币)?[万亿千百]?元.*$|\s{2,}.*$")
_CODE = re.compile(r"^[\[(【]?\d{3,9}[\])】]?\s*[-—－]?\s*")
_ENDINGS = (
    "局|委员会|委|厅|办公室|办公厅|院|中心|处|所|站|队|会|校|学|园|办事处|政府|部|署|馆|社|团|司|场|室|"
    "基地|机关|大厅|工委|党委|管委会|库|台|公司|银行|街道|集团|狱|组|港|厂|苑|区|镇|乡|办|"
    "妇联|残联|文联|侨联|台联|青联|社科联|工商联|科协|作协|记协|高中|初中|[一二三四五六七八九十]中"
)
_BODY = re.compile(
    rf"[\u4e00-\u9fff][\u4e00-\u9fff·“”、()（）A-Za-z0-9]{{1,38}}?(?:{_ENDINGS})(?:[(（](?:本[级部]|机关)[)）]|本[级部])?"
)
_SHORT = re.compile(r"[^各本全我该上下内外][^各]+[部署局委厅]")
_SAID_OF = re.compile(r"^关于(?:公开|公布|发布|印发|批复|下达)?")
_REMARK = re.compile(r"[(（](汇总|部门|单位|含下属.*?|本部门|全口径)[)）]$")
_YEAR = r"(?P<year>20\d\d)年?度?"
_WORD = r"(?:省|市|区|县|州|旗|镇|乡|本|中央)?级?(?P<word>部门|单位)?\(?(?:综合|收支)?\)?(?P<phase>预算|决算)(?![数额])"
_NAME_FIRST = re.compile(rf"^(?P<name>[^。，,;；:：]{{2,40}}?){_YEAR}{_WORD}")
_YEAR_FIRST = re.compile(rf"^(?:关于)?{_YEAR}(?P<name>[^。，,;；:：\d]{{0,40}}?){_WORD}")
_LOOSE = re.compile(
    rf"{_YEAR}[^。，,;；:：\d]{{0,30}}?(?P<word>部门|单位)?(?:综合)?(?P<phase>预算|决算)(?![数额])"
)
_HEAD_YEAR = re.compile(r"(20\d\d)年度?(?:年初)?预算(?:数|安排|金额)?")
_TITLE_YEAR = re.compile(r"(20\d\d)年度?[^。，；:：]{2,40}表")
_STAMP = re.compile(r"[(（]?(?:(?:预算|决算|会计|公开|填报)?年[度份]:)?(20\d\d)(?:年度?)?[)）]?")
_NOT_THIS = re.compile(r"[比较与和同对]$|[比较与和同]\s*$")
_CHINESE_YEAR = re.compile(r"二[〇○零0Oo][一二三四五六七八九〇○零]{2}(?=年)")
_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "o": "0",
}
_BLANK = re.compile(r"\s")
_SET_WIDE = re.compile(r"(\S\s+){2,}\S")
_IDLE = re.compile(
    r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+(?=\d)|(?<=\d)\s+(?=年)"
)
_CONTENTS = re.compile(r"^目录|^第[一二三四五六七八九十]+部分|^[一二三四五六七八九十]+、")
_SPOKEN = re.compile(
    r"(?:^|[。，,]|20\d\d年度?|纳入)(?P<name>[\u4e00-\u9fff()]{4,40}?)(?:部门|单位)?"
    r"(?:20\d\d年度?)?(?:部门)?(?=政府采购|机关运行|收入|支出|财政拨款|一般公共|“三公”|收支|预算编制范围|所属\d|共有车辆)"
)
_PHASE = re.compile("预算|决算")
_SENTENCE = re.compile("[。；;]")
_COVER_LINES = 10
_TITLE_LENGTH = 60


@dataclass(frozen=True)
class Title:
    """A line that reads as a title of the disclosure or of one of its tables: what it says of name, year and phase."""

    name: str
    year: int
    word: str
    phase: Phase
    cover: bool = False


def lines(document: Document) -> list[str]:
    """Every line and cell as it is compared: of one width, words set with wide spaces put together."""
    return [plain(text) for text in document.texts]


def plain(text: str) -> str:
    """A text of one width, without blanks between Chinese characters, a year in Chinese figures in Arabic ones."""
    text = (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()
    if _BLANK.search(text):
        text = _BLANK.sub("", text) if _SET_WIDE.fullmatch(text) else _IDLE.sub("", text)
    return (
        text
        if "年" not in text
        else _CHINESE_YEAR.sub(
            lambda match: "".join(_DIGITS.get(one, "2") for one in match.group()), text
        )
    )


def titles(document: Document, said: Sequence[str]) -> list[Title]:
    """The titles among the lines of a document (`said`, as they are compared), the cover's first."""
    found = list(_read("".join(_cover(document)), cover=True))
    for line in said:
        if len(line) <= _TITLE_LENGTH and _PHASE.search(line) and not _SENTENCE.search(line):
            found += _read(line, cover=False)
    return found


def department(document: Document, said: Sequence[str], titles: Sequence[Title]) -> str:
    """The body's name: the cover's, made whole by the heads of tables, else the one that most of these carry."""
    counted = Counter(name for line in said if (name := _labelled(line) or _coded(line)))
    counted += Counter(one.name for one in titles if one.name and not one.cover)
    labelled = (name for line in _cover(document) if (name := _labelled(line)))
    titled = (one.name for one in titles if one.cover and one.name)
    cover = next(labelled, "") or next(titled, "") or _alone(document)
    if cover:
        fuller = [
            one for one in counted if counted[one] > max(1, counted[cover]) and _is_part(cover, one)
        ]
        return max(fuller, key=lambda one: (counted[one], len(one)), default=cover)
    return (
        max(counted, key=lambda one: (counted[one], len(one)), default="")
        or _filled_in(document)
        or _spoken_of(said)
    )


def mentioned(lines: Sequence[str]) -> tuple[int, Phase] | None:
    """The year and phase that the text first names, but for one that it only compares with."""
    for line in lines:
        for match in _LOOSE.finditer(line):
            if not _NOT_THIS.search(line[: match.start()]):
                return int(match["year"]), "final" if match["phase"] == "决算" else "budget"
    return None


def stamped(lines: Sequence[str]) -> tuple[int, Phase]:
    """The year that most lines consist of, as forms have it under their titles, else that of most tables' titles, else
    the last that heads a budget's column, with the phase that the lines speak of more; year 0 where there is none.
    """
    stamps, over_tables, headed = (
        Counter(int(match.group(1)) for line in lines if (match := pattern.fullmatch(line)))
        for pattern in (_STAMP, _TITLE_YEAR, _HEAD_YEAR)
    )
    counted = stamps or over_tables
    year = max(counted, key=lambda one: counted[one], default=0) or max(headed, default=0)
    said = Counter(re.findall("预算|决算", "".join(lines)))
    return year, "final" if said["决算"] > said["预算"] else "budget"


def above(name: str, lines: Sequence[str]) -> str | None:
    """The body whose name a longer name begins with, where the document speaks of it by itself."""
    for match in reversed(list(re.finditer(rf"(?:{_ENDINGS})", name[:-1]))):
        front = name[: match.end()]
        if len(front) < 4 or not re.search(r"(局|委员会|委|厅|办公室|政府|办事处|院|部)$", front):
            continue
        alone = re.compile(rf"{re.escape(front)}(?!{re.escape(name[match.end()])})")
        if any(alone.search(line) for line in lines):
            return front
    return None


def _cover(document: Document) -> list[str]:
    """The lines before the table of contents or the first part, of the first page where there are pages."""
    found: list[str] = []
    for block in document.blocks:
        if (
            not isinstance(block, Paragraph)
            or len(found) == _COVER_LINES
            or (block.place.page or 1) > 1
        ):
            break
        line = plain(block.text)
        if _CONTENTS.match(line) or len(line) > _TITLE_LENGTH:
            break
        found.append(line)
    return found


def _read(text: str, *, cover: bool) -> Iterator[Title]:
    text = re.sub(r"^附[件表录]?\s*\d*\s*[:：]?\s*", "", text)
    match = _NAME_FIRST.match(text) or _YEAR_FIRST.match(text)
    if match is not None:
        phase: Phase = "final" if match["phase"] == "决算" else "budget"
        yield Title(_body(match["name"]), int(match["year"]), match["word"] or "", phase, cover)


def _labelled(line: str) -> str:
    """The name after a label such as 部门名称, but for a money unit."""
    match = _LABEL.match(line)
    if match is None:
        return ""
    name = _CODE.sub("", _MONEY.sub("", line[match.end() :])).strip()
    name = _REMARK.sub("", name)
    return (
        name
        if 3 <= len(name) <= 45
        and not re.search(r"[。，；：:0-9]", name)
        and not _MONEY.match(name)
        else ""
    )


def _coded(line: str) -> str:
    """The name in a line that is a code and a body's name (341-某局)."""
    match = _CODE.match(line)
    return _body(line[match.end() :]) if match and len(line) < 45 else ""


def _body(text: str) -> str:
    """A text that is a body's name, without a remark in brackets; nothing where it is none."""
    text = _REMARK.sub("", _SAID_OF.sub("", text))
    named = len(text) > 3 or _SHORT.fullmatch(text) is not None
    return text if named and _BODY.fullmatch(text) and not _is_place(text) else ""


def _is_place(text: str) -> bool:
    return re.fullmatch(
        r"[\u4e00-\u9fff]{2,12}(省|市|区|县|镇|乡)", text
    ) is not None and not re.search(r"(管理|示范|开发|试验|园|新)区$", text)


def _alone(document: Document) -> str:
    """A body's name that is a line of the cover of its own."""
    return next(
        (name for line in _cover(document) if (name := _body(re.sub(r"^\((.+)\)$", r"\1", line)))),
        "",
    )


def _filled_in(document: Document) -> str:
    """The body's name in a form, in the cell after the one that asks for it."""
    for block in document.blocks:
        for row in block.rows if isinstance(block, Grid) else ():
            for label, name in pairwise(row.filled):
                if _ASKS.fullmatch(plain(label)) and (found := _body(_CODE.sub("", plain(name)))):
                    return found
    return ""


def _spoken_of(lines: Sequence[str]) -> str:
    """The body that the prose names most in front of its money, or whose budget a sentence on its scope names."""
    found = Counter(
        name for line in lines for match in _SPOKEN.finditer(line) if (name := _body(match["name"]))
    )
    return max(found, key=lambda one: (found[one], len(one)), default="")


def _is_part(short: str, whole: str) -> bool:
    """Whether a longer name has every character of a shorter one in order, and is no other body's (X局 and X局Y中心)."""
    rest = iter(whole)
    kept = len(whole) > len(short) and all(one in rest for one in short)
    return kept and (short[-2:] == whole[-2:] or (short[0] == whole[0] and not _body(short)))
