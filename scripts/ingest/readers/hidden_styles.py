"""What a web page hides from those who look at it: by attribute, by style, by its style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

_Style = dict[str, str]

_SHEET_COMMENT = re.compile(r"<!--|-->")
# @media print {…}: what holds for other screens or paper; braces stand in it once more.
_AT = re.compile(r"@[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
# td, .note, td.note.small, #total; one below another is asked of more than its own element.
_SELECTOR = re.compile(r"([A-Za-z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_NOTHING = re.compile(r"0*\.?0*(?:px|pt|em|rem|%)?")
_FAR = re.compile(r"-\d{3,}.*|-\d{2,}r?em")
_MOST_RULES = 2_000  # ten times what the style sheet in a page of an office holds
# Scripts show what a whole page hides until it is loaded.
_PAGE = ("html", "body")


class Styles:
    """The rules of a page's own style sheets that can hide something, as far as they are simple."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: list[tuple[str, frozenset[str], _Style]] = []
        for sheet in root.iter("style"):
            media = sheet.get("media", "all").lower()
            if "all" in media or "screen" in media:
                self._rules += _rules(sheet.text or "")
        self._rules = self._rules[:_MOST_RULES]
        self._marks = frozenset(mark for _, needed, _ in self._rules for mark in needed)
        # By element and by those of its classes that a rule asks for: asked for every cell.
        self._known: dict[tuple[str, frozenset[str]], _Style] = {}

    def hides(self, element: etree._Element) -> bool:
        """Whether an element is not shown, with all that is in it."""
        name = element.tag.lower()
        if name in _PAGE:
            return False
        if element.get("hidden") is not None:
            return True
        style = self._sheet_style(element, name) if self._rules else {}
        own = element.get("style")
        if own:
            style |= _declarations(own)
        return bool(style) and _is_hidden(style)

    def _sheet_style(self, element: etree._Element, name: str) -> _Style:
        marks = {f".{word}" for word in element.get("class", "").split()}
        marks.add(f"#{element.get('id', '')}")
        key = name, self._marks & marks
        if key not in self._known:
            self._known[key] = {}
            for tag, needed, declared in self._rules:
                if tag in ("", "*", name) and needed <= marks:
                    self._known[key] |= declared
        return dict(self._known[key])


def _rules(sheet: str) -> Iterator[tuple[str, frozenset[str], _Style]]:
    sheet = _SHEET_COMMENT.sub(" ", "".join(_without_comments(sheet)))
    for rule in _AT.sub(" ", sheet).split("}"):
        selectors, _, body = rule.partition("{")
        declared = _declarations(body)
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match and match[0] and declared:
                marks = re.findall(r"[.#][\w-]+", match[2])
                yield (match[1] or "").lower(), frozenset(marks), declared


def _without_comments(sheet: str) -> Iterator[str]:
    at = 0
    while (start := sheet.find("/*", at)) >= 0:
        yield sheet[at:start]
        end = sheet.find("*/", start + 2)
        at = len(sheet) if end < 0 else end + 2
    yield sheet[at:]


def _declarations(text: str) -> _Style:
    style: _Style = {}
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        style[name.strip().lower()] = value.replace("!important", "").strip().lower()
    style.pop("", None)
    return style


def _is_hidden(style: Mapping[str, str]) -> bool:
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return True
    if style.get("visibility") in ("hidden", "collapse") or style.get("color") == "transparent":
        return True
    for name in ("font-size", "opacity"):
        if name in style and _is_nothing(style[name]):
            return True
    if style.get("overflow") == "hidden":
        sizes = [style.get(name, "") for name in ("width", "height", "max-width", "max-height")]
        if any(map(_is_nothing, sizes)):
            return True
    moved = [style.get(name, "") for name in ("left", "top", "text-indent", "margin-left")]
    return any(_FAR.fullmatch(value) for value in moved)


def _is_nothing(value: str) -> bool:
    return "0" in value and _NOTHING.fullmatch(value) is not None
