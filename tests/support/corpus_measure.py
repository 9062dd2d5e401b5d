"""What the pages of a PDF state, read by the PDF library alone, and how much of it a package holds."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from scripts import checks
from scripts.ingest import Report
from scripts.schema import stored

_NUMBER = re.compile(
    r"(?<![\d.,])((?:(?<![^\s(;])[-−])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?![\d,]*\d|\.\d)\s*([万亿]\s*元?|元|%|年|分)?"
)
_PAGE_NUMBER = re.compile(r"\A\s*[-—]?\s*\d{1,3}\s*[-—]?\s*\n|\n\s*[-—]?\s*\d{1,3}\s*[-—]?\s*\Z")
_STATED_UNIT = re.compile(r"单\s*位\s*[:：]?\s*(?:人民币)?(万元|元|千元)")
_SHEET = re.compile(r"三\s*级\s*指\s*标|资\s*金\s*总\s*额")
_IN_SENTENCE = re.compile(r"[,，。;；:：、占增减升降长]")
_CODE = re.compile(r"[235]\d\d(\d\d){0,2}|20\d\d|0\d+|\d{1,3}")
_UNIT_CODE = re.compile(r"\d{3}00[1-9]")
_KEYS_OF_PLACE = {
    "line",
    "parent",
    "list",
    "position",
    "role",
    "document",
    "page",
    "source_line",
    "box",
    "sheet",
}
ROWS = 3
"""The amounts in lines with words from which a page that states no unit still carries a table."""


@dataclass(frozen=True)
class Amount:
    """A number as a page prints it, without thousands separators; whether it is an amount, and of a sentence."""

    number: str
    is_amount: bool
    is_said: bool
    beside_words: bool


@dataclass(frozen=True)
class Page:
    """The numbers of one page, as the text that the PDF library gives states them."""

    number: int
    found: tuple[Amount, ...]
    is_tabled: bool

    @property
    def numbers(self) -> Counter[str]:
        """Every number on the page, codes and years too."""
        return Counter(one.number for one in self.found)

    @property
    def carries_table(self) -> bool:
        """Whether the page has amounts with a unit over them, in a performance sheet, or several beside words."""
        tabled = [one for one in self.found if one.is_amount and not one.is_said]
        return bool(tabled) and (self.is_tabled or sum(one.beside_words for one in tabled) >= ROWS)

    @property
    def tabled(self) -> Counter[str]:
        """The amounts of the tables on the page."""
        return Counter(
            one.number
            for one in self.found
            if one.is_amount and not one.is_said and self.carries_table
        )

    @property
    def said(self) -> Counter[str]:
        """The numbers that sentences on the page state with 元, 万元 or %."""
        return Counter(one.number for one in self.found if one.is_said)


def pages(path: Path) -> list[Page]:
    """The pages of a PDF; one that states no unit goes on with that of the page before."""
    read: list[Page] = []
    whole = False
    document = pypdfium2.PdfDocument(path)
    try:
        for number, page in enumerate(document, start=1):
            text = _narrow(_visible(page))
            text = _PAGE_NUMBER.sub("", text)
            if units := _STATED_UNIT.findall(text):
                whole = "元" in units
            tabled = bool(units) or _SHEET.search(text) is not None
            read.append(Page(number, tuple(_amounts(text, whole)), tabled))
    finally:
        document.close()
    return read


def _visible(page: pypdfium2.PdfPage) -> str:
    """The text of a page in the order of the file, without what is drawn outside its edges."""
    left, bottom, right, top = page.get_bbox()
    text = page.get_textpage()
    seen: list[str] = []
    for at in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, at))
        x0, y0, x1, y1 = text.get_charbox(at)
        if character.isspace() or (x1 > left and x0 < right and y1 > bottom and y0 < top):
            seen.append(character)
    return "".join(seen).replace("\r\n", "\n")


def _amounts(text: str, whole: bool) -> Iterator[Amount]:
    """Every number of a text; an amount has decimals or thousands separators, in tables of 元 a whole number is one too.

    Of whole numbers, those that may be a code, a year, a row number, or the code of a body or its unit are no amounts.
    """
    matches = list(_NUMBER.finditer(text))
    # Where the page parts thousands, a number of more digits without a separator is a code.
    parts = any("," in match.group(1) for match in matches)
    for match in matches:
        number, unit = match.group(1), match.group(2) or ""
        line = text[
            text.rfind("\n", 0, match.start()) + 1 : (
                text.find("\n", match.end()) + 1 or len(text) + 1
            )
            - 1
        ]
        code = _CODE.fullmatch(number) or _UNIT_CODE.fullmatch(number)
        is_amount = (
            "." in number or "," in number or (whole and (number == "0" or not (code or parts)))
        )
        is_said = unit[:1] in ("万", "亿", "元", "分") or (
            unit == "%" and _IN_SENTENCE.search(line) is not None
        )
        # The second half of a number that a narrow cell breaks over two lines is none of its own.
        is_said = is_said and re.search(r"\d\n\Z", text[: match.start()]) is None
        yield Amount(
            _plain(number),
            is_amount and unit != "年",
            is_said,
            re.search(r"[^\W\d]", line) is not None,
        )


def numbers(text: str) -> Iterator[str]:
    """Every number in a text, without thousands separators."""
    for match in _NUMBER.finditer(_narrow(text)):
        yield _plain(match.group(1))


def _narrow(text: str) -> str:
    """A text in narrow signs, but for the comma of sentences, which parts no thousands."""
    return unicodedata.normalize("NFKC", text.replace("，", "；"))


def _plain(number: str) -> str:
    return number.replace(",", "").replace("−", "-")


@dataclass(frozen=True)
class Measured:
    """How many amounts of a document's table pages the package holds, tells as without a place, or has lost."""

    amounts: int
    placed: int
    told: int
    lost: tuple[tuple[int, str], ...]
    extra: tuple[tuple[int, str], ...]
    verdicts: Counter[str]

    @property
    def share(self) -> float:
        """The part of the amounts that stand in tables of the package."""
        return self.placed / self.amounts if self.amounts else 1.0


def measured(read: Sequence[Page], report: Report) -> Measured:
    """The amounts of the tables, page by page, against those that the report says stand there."""
    held, told = _held(report), _told(report)
    count = placed = known = 0
    lost: list[tuple[int, str]] = []
    extra: list[tuple[int, str]] = []
    for page, following in zip(read, (*read[1:], None), strict=True):
        figures = held.figures.get(page.number, Counter())
        # A sentence stands where it begins, and may go on over the end of its page.
        said = held.said.get(page.number, Counter())
        over = following.numbers if following else Counter()
        extra += [(page.number, number) for number in (figures - page.numbers).elements()]
        unseen = (said - page.numbers - over).elements()
        extra += [(page.number, number) for number in unseen if number not in _MAY_BE_CHINESE]
        missing = page.tabled - (figures + held.words.get(page.number, Counter()))
        gone = missing - told.get(page.number, Counter())
        count += page.tabled.total()
        placed += page.tabled.total() - missing.total()
        known += missing.total() - gone.total()
        lost += [(page.number, number) for number in gone.elements()]
    verdicts = Counter(verdict.outcome for verdict in checks.verdicts_of(report.package))
    return Measured(count, placed, known, tuple(lost), tuple(extra), verdicts)


def unsaid(read: Sequence[Page], report: Report) -> list[tuple[int, str]]:
    """The numbers that sentences state with 元, 万元 or %, and that neither the package nor the report knows."""
    held, told = _held(report), _told(report)
    lost: list[tuple[int, str]] = []
    for page in read:
        near = (page.number - 1, page.number)
        known = [
            found.get(n, Counter())
            for n in near
            for found in (held.figures, held.said, held.words, told)
        ]
        lost += [(page.number, number) for number in (page.said - sum(known, Counter())).elements()]
    return lost


@dataclass(frozen=True)
class _Held:
    """The numbers of a package by page: figures of tables, figures of sentences, numbers in names and targets."""

    figures: dict[int, Counter[str]]
    said: dict[int, Counter[str]]
    words: dict[int, Counter[str]]


_SAID = ("statements", "sheet-quantities")
_MAY_BE_CHINESE = tuple(str(number) for number in range(1, 11))  # 一家, 十名


def _held(report: Report) -> _Held:
    held = _Held({}, {}, {})
    for name, table in report.package.tables.items():
        for row in (row for row in table.rows if name != "unrecognised" and row["page"]):
            page = int(row["page"])
            stated = [stored(value) for value in row.figures.values() if isinstance(value, Decimal)]
            (held.said if name in _SAID else held.figures).setdefault(page, Counter()).update(
                stated
            )
            if name not in _SAID:
                texts = [
                    text
                    for key, text in row.keys.items()
                    if key not in _KEYS_OF_PLACE and "_code" not in key
                ]
                held.words.setdefault(page, Counter()).update(
                    n for text in texts for n in numbers(text)
                )
    return held


def _told(report: Report) -> dict[int, Counter[str]]:
    """The numbers that the import tells as without a place or left out on purpose, by page."""
    found: dict[int, Counter[str]] = {}
    texts = [(cell.place.page, cell.text) for cell in report.unplaced]
    texts += [(one.place.page, one.what) for one in report.left_out]
    for page, text in texts:
        found.setdefault(page or 0, Counter()).update(numbers(text))
    return found
