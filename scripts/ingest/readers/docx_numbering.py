"""The numbers that a word processor puts before paragraphs by itself: they stand in no text, but people read them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.readers.office import Office, attribute, local

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital", "japaneseCounting")  # fmt: skip
_CIRCLED = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how its number is written, and the text around it (`%1、`)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass
class Numbering:
    """The lists of a document; it counts on with every paragraph that it is asked about, so ask in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def prefix(self, paragraph: etree._Element) -> str:
        """The number in front of a paragraph, nothing where it has none."""
        number, level = self._list(paragraph)
        levels = self.levels.get(number, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self.shared.get(number, number), {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return self._written(levels, counts, level)

    def _list(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the level that a paragraph is on, by its own word or by its style's."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return "", 0
        styled = self.styles.get(_value(properties.find("{*}pStyle")), ("", 0))
        own = properties.find("{*}numPr")
        if own is None:
            return styled
        number, level = own.find("{*}numId"), own.find("{*}ilvl")
        return (
            _value(number) if number is not None else styled[0],
            _whole(_value(level)) if level is not None else styled[1],
        )

    def _written(self, levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            one = levels.get(at, Level())
            return written(counts.get(at, one.start), one.form)

        text = levels[level].text
        if levels[level].form in ("bullet", "none") and "%" not in text:
            return ""
        return re.sub(r"%([1-9])", number, text).strip()


def numbering(file: Office, main: str) -> Numbering:
    """The lists that a document defines, with the styles that put paragraphs on them."""
    parts = {one.kind: one.part for one in file.relations(main).values()}
    styles = parts.get("styles", "")
    made = Numbering(styles=dict(_styles(file, styles)) if styles else {})
    lists = parts.get("numbering", "")
    if not lists:
        return made
    abstract: dict[str, dict[int, Level]] = {}
    for one in file.elements(lists, "abstractNum", "num", within="numbering"):
        if local(one) == "abstractNum":
            abstract[attribute(one, "abstractNumId")] = _levels(one)
            continue
        number, base = attribute(one, "numId"), _value(one.find("{*}abstractNumId"))
        made.levels[number] = abstract.get(base, {}) | _overridden(one, abstract.get(base, {}))
        # Lists of one definition count on from each other, but for one that states a start of its own.
        made.shared[number] = (
            number if one.find(".//{*}startOverride") is not None else f"abstract {base}"
        )
    return made


def written(number: int, form: str) -> str:
    """A number in one of the forms that lists use."""
    if form in _CHINESE and number < 100:
        tens, ones = divmod(number, 10)
        ten = "" if not tens else ("十" if tens == 1 else _DIGITS[tens] + "十")
        return ten + (_DIGITS[ones] if ones or not tens else "")
    if form == "chineseLegalSimplified" and 0 < number < 10:
        return _FORMAL[number]
    if form in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _styles(file: Office, part: str) -> list[tuple[str, tuple[str, int]]]:
    found = []
    for style in file.elements(part, "style", within="styles"):
        own = style.find("{*}pPr/{*}numPr")
        if own is not None:
            list_ = (_value(own.find("{*}numId")), _whole(_value(own.find("{*}ilvl"))))
            found.append((attribute(style, "styleId"), list_))
    return found


def _levels(definition: etree._Element) -> dict[int, Level]:
    return {_whole(attribute(one, "ilvl")): _level(one) for one in definition.findall("{*}lvl")}


def _overridden(number: etree._Element, levels: dict[int, Level]) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for one in number.findall("{*}lvlOverride"):
        at = _whole(attribute(one, "ilvl"))
        own, start = one.find("{*}lvl"), one.find("{*}startOverride")
        level = _level(own) if own is not None else levels.get(at, Level())
        found[at] = (
            Level(_whole(_value(start)), level.form, level.text) if start is not None else level
        )
    return found


def _level(one: etree._Element) -> Level:
    start = one.find("{*}start")
    return Level(
        _whole(_value(start)) if start is not None else 1,
        _value(one.find("{*}numFmt")) or "decimal",
        _value(one.find("{*}lvlText")),
    )


def _value(element: etree._Element | None) -> str:
    return "" if element is None else attribute(element, "val")


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else 0
