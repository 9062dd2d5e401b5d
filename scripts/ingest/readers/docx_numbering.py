"""The numbers that Word puts before paragraphs by itself: they stand in no text, but are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.readers.office import Office, attribute, local

_LEVELS = 9
"""Of a list, as Word has them; what a file says of further ones is nothing to it."""
_LONGEST = 255  # characters around a number, as Word takes them

_DIGITS = "〇一二三四五六七八九"
# The forms of ST_NumberFormat that count 一, 二, 三 (ECMA-376 part 1, 17.18.59).
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
)


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, its numerals, and the text around them (`%1、`)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


Levels = dict[int, Level]
"""The levels of a list by their depth, from 0."""


@dataclass
class Numbering:
    """The lists of a document, by their numbers.

    It counts on with every paragraph that it is asked about, so ask in order. `shared` names the
    count that several lists share; `styles` puts paragraphs on a list and its level.
    """

    levels: dict[str, Levels] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def prefix(self, paragraph: etree._Element) -> str:
        """The number in front of a paragraph (`（一）`), nothing where it has none."""
        number, depth = self._list(paragraph)
        levels = self.levels.get(number, {})
        if depth not in levels:
            return ""

        # A new 一、 begins its （一）, （二） anew.
        shared = self.shared.get(number, number)
        counts = self._counts.setdefault(shared, {})
        before = levels[depth].start - 1
        counts[depth] = counts.get(depth, before) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        # The counts in the places of the text: `%1.%2` becomes `3.1`.
        form = levels[depth].form
        text = levels[depth].text
        if form in ("bullet", "none") and "%" not in text:
            return ""
        pieces = re.split("%([1-9])", text)
        for index in range(1, len(pieces), 2):
            at = int(pieces[index]) - 1
            level = levels.get(at, Level())
            count = counts.get(at, level.start)
            pieces[index] = written(count, level.form)
        return "".join(pieces).strip()

    def _list(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the level that a paragraph is on, by its own word or by its style's."""
        number, depth = self.styles.get(_value(paragraph.find("{*}pPr/{*}pStyle")), ("", 0))
        own_number = paragraph.find("{*}pPr/{*}numPr/{*}numId")
        own_depth = paragraph.find("{*}pPr/{*}numPr/{*}ilvl")
        if own_number is not None:
            number = _value(own_number)
        if own_depth is not None:
            depth = _whole(own_depth)
        return number, depth


def numbering(file: Office, main: str) -> Numbering:
    """The lists that a document defines, with the styles that put paragraphs on them."""
    parts = file.related(main)
    lists = Numbering(styles=_styles(file, parts.get("styles", "")))
    definitions = {}
    part = parts.get("numbering", "")

    for element in file.elements(part, "abstractNum", "num", within="numbering"):
        if local(element) == "abstractNum":
            depths: Levels = {}
            definitions[attribute(element, "abstractNumId")] = depths
            for level in element.findall("{*}lvl"):
                depth = _integer(attribute(level, "ilvl"))
                if depth < _LEVELS:
                    depths[depth] = _level(level)
            continue
        number = attribute(element, "numId")
        base = _value(element.find("{*}abstractNumId"))
        levels = definitions.get(base, {})
        lists.levels[number] = levels | _overridden(element, levels)
        # Lists of one definition count on from each other, but for one with a start of its own.
        restarts = element.find(".//{*}startOverride") is not None
        lists.shared[number] = number if restarts else f"abstract {base}"

    return lists


def written(number: int, form: str) -> str:
    """A number in one of the forms that lists use; in digits where the form has none for it.

    >>> written(21, "chineseCounting"), written(3, "decimalEnclosedCircle")
    ('二十一', '③')
    """
    # Lists of more than 99 items are not counted in Chinese.
    if form in _CHINESE and number < 100:
        tens, units = divmod(number, 10)
        text = ""
        if tens:
            text = "十"
        if tens > 1:
            text = _DIGITS[tens] + "十"
        if units or not tens:
            text += _DIGITS[units]
        return text
    if form == "chineseLegalSimplified" and 0 < number < 10:
        return "零壹贰叁肆伍陆柒捌玖"[number]
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "upperLetter" and 1 <= number <= 26:
        return chr(ord("A") + number - 1)
    if form == "lowerLetter" and 1 <= number <= 26:
        return chr(ord("a") + number - 1)
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _styles(file: Office, part: str) -> dict[str, tuple[str, int]]:
    # Headings are numbered by their style: no paragraph of them says so itself.
    styles = {}
    for style in file.elements(part, "style", within="styles"):
        own = style.find("{*}pPr/{*}numPr")
        if own is not None:
            level = _whole(own.find("{*}ilvl"))
            styles[attribute(style, "styleId")] = (_value(own.find("{*}numId")), level)
    return styles


def _overridden(number: etree._Element, levels: Levels) -> Levels:
    overridden = {}
    for override in number.findall("{*}lvlOverride"):
        depth = _integer(attribute(override, "ilvl"))
        if depth >= _LEVELS:
            continue
        level = levels.get(depth, Level())
        own = override.find("{*}lvl")
        if own is not None:
            level = _level(own)
        start = override.find("{*}startOverride")
        if start is not None:
            level = replace(level, start=_whole(start))
        overridden[depth] = level
    return overridden


def _level(element: etree._Element) -> Level:
    start = element.find("{*}start")
    return Level(
        start=1 if start is None else _whole(start),
        form=_value(element.find("{*}numFmt")) or "decimal",
        text=_value(element.find("{*}lvlText"))[:_LONGEST],
    )


def _value(element: etree._Element | None) -> str:
    return "" if element is None else attribute(element, "val")


def _whole(element: etree._Element | None) -> int:
    return _integer(_value(element))


def _integer(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else 0
