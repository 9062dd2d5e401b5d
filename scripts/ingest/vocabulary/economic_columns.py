"""Heads that are items of an economic classification, told by code, by name, and by what is over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scripts.ingest.document import GridRow
from scripts.ingest.vocabulary.column_words import dimensions, key
from scripts.schema import PURPOSES
from scripts.schema.economic_items import CLASS_OF_CODE, ITEMS, PURPOSE_OF_ITEM
from scripts.schema.labels import plain

# 30101, 30101基本工资, 基本工资(30101), 301-工资福利支出.
_BEFORE = re.compile(r"\(?([35]\d\d(?:\d\d)?)\)?[-—_]*(\D.*)?")
_AFTER = re.compile(r"(\D*[^-—_(\d])[-—_(]*([35]\d\d(?:\d\d)?)\)?")
_ITEM_DIGITS = 5
# Fewer codes in a row may be amounts; fewer names may be heads of anything.
_FEWEST_CODES, _FEWEST_NAMES = 2, 3
# 基本养老保险缴费 is a part of the name of 30108; 其他 is of many.
_SHORTEST = 3
_IN_BRACKETS = re.compile(r"\([^()]*\)")

UNTOLD = "?"
"""The head of a column that says two things, and so none that can be told."""

_Path = Sequence[str]


def is_row_of_codes(row: GridRow) -> bool:
    """Whether a row of a head holds codes of classes and items, which elsewhere were amounts.

    >>> from scripts.ingest.document import Place
    >>> is_row_of_codes(GridRow(("合计", "301", "30101", "30102"), Place()))
    True
    >>> is_row_of_codes(GridRow(("合计", "301", "30101", "12000"), Place()))
    False
    """
    codes = [cell for text in row.filled if (cell := plain(text)).isdigit()]
    others = [text for text in row.filled if not plain(text).isdigit()]
    known = all(code in ITEMS or code in CLASS_OF_CODE for code in codes)
    return (
        len(codes) >= _FEWEST_CODES
        and known
        and len(set(codes)) == len(codes)
        and len({code[0] for code in codes}) == 1
        and any(len(code) == _ITEM_DIGITS for code in codes)
        and all(key(text) or dimensions(text) is not None for text in others)
    )


def with_items(paths: Sequence[_Path]) -> list[_Path]:
    """The heads of columns, what names an item put in one way: code and name in one cell.

    >>> with_items([["301", "工资福利支出", "小计"], ["301", "工资福利支出", "30101", "基本工资"]])
    [['工资福利支出', '小计'], ['工资福利支出', '30101 基本工资']]
    """
    named = _classification(paths)
    told = [_told(path, named) for path in paths]

    # A head that spans its neighbour too may be of either.
    results: list[_Path] = []
    for path, own in zip(paths, told, strict=True):
        is_twice = own != path and any(map(purpose_of, own)) and told.count(own) > 1
        results.append([UNTOLD] if is_twice else own)
    return results


def purpose_of(text: str) -> str | None:
    """The purpose that a head is which bears code and name of an item, as `with_items` puts it.

    >>> purpose_of("30101 基本工资"), purpose_of("30216培训费"), purpose_of("30101 津贴补贴")
    ('item_30101', 'training', None)
    """
    code, name = _parted(text)
    if code in ITEMS and name and _agrees(name, code):
        return PURPOSE_OF_ITEM[code]
    return None


def _told(path: _Path, named: str) -> _Path:
    """A path with its code and name in one cell; UNTOLD where they contradict each other."""
    cells = [_parted(cell) for cell in path]
    codes = [code for code, _ in cells if code]
    items = {code for code in codes if len(code) == _ITEM_DIGITS}
    if not items and not codes:
        return _by_name(path, named)

    if len(items) > 1 or any(not item.startswith(code[:3]) for item in items for code in codes):
        return [UNTOLD]
    words = [name for _, name in cells if name]
    if not items:
        # A class alone: its code says what its name says.
        (code, *others) = dict.fromkeys(codes)
        purposes = [dimensions(word) for word in words]
        own = {"purpose": CLASS_OF_CODE.get(code, "")}
        if others or not own["purpose"]:
            return [UNTOLD]
        if own in purposes:
            return words
        stated = any("purpose" in (purpose or {}) for purpose in purposes)
        return [UNTOLD] if stated else [*words, _class_name(code)]

    (item,) = items
    return _with_item(cells, item) if item in ITEMS else [UNTOLD]


def _with_item(cells: Sequence[tuple[str, str]], item: str) -> _Path:
    """The words of a path by whose code an item is told, its code and its name in one cell."""
    words = [name for _, name in cells]
    at = next(index for index, (code, _) in enumerate(cells) if code == item)
    below, above = at + 1, at - 1
    if words[at]:
        named = at
    elif below < len(cells) and _agrees(words[below], item):
        named = below
    elif at and _agrees(words[above], item):
        named = above
    elif below == len(cells):
        # Nothing names it: its code alone does.
        named = at
    else:
        return [UNTOLD]

    if words[named] and not _agrees(words[named], item):
        return [UNTOLD]
    places = (at, named)
    over = [word for word in words[: min(places)] if word]
    under = [word for word in words[max(places) + 1 :] if word]
    if any(_says_else(word, item) for word in (*over, *under)):
        return [UNTOLD]
    return [*over, f"{item} {ITEMS[item]}", *under]


def _says_else(word: str, item: str) -> bool:
    """Whether a word over or under an item is of another item, or of a class that is not its own."""
    purpose = (dimensions(word) or {}).get("purpose")
    if purpose:
        return purpose != CLASS_OF_CODE.get(item[:3])
    return any(other[0] == item[0] for other in _items_named(word))


def _by_name(path: _Path, named: str) -> _Path:
    """A path whose last cell is the name of one item, of the class over it if there is one."""
    if not path or not named or _is_known(path[-1]):
        return path
    items = [item for item in _items_named(path[-1]) if item[0] == named and _fits(path[:-1], item)]
    return [*path[:-1], f"{items[0]} {ITEMS[items[0]]}"] if len(items) == 1 else path


def _classification(paths: Sequence[_Path]) -> str:
    """The classification, 3 or 5, that the names of items in a head are of; nothing if not one."""
    named = [path for path in paths if path and _items_named(path[-1])]
    named = [path for path in named if not _is_known(path[-1])]
    over = any(_class_of(cell) for path in named for cell in path[:-1])
    if len(named) < _FEWEST_NAMES and not over:
        return ""
    every = [
        {item[0] for item in _items_named(path[-1]) if _fits(path[:-1], item)} for path in named
    ]
    shared = {"3", "5"}
    for own in every:
        shared &= own
    if len(shared) == 2:
        stated = {
            own
            for word, own in (("部门预算", "3"), ("政府预算", "5"))
            if any(word in cell and "经济" in cell for path in named for cell in path)
        }
        shared &= stated
    return shared.pop() if len(shared) == 1 else ""


def _fits(over: _Path, item: str) -> bool:
    """Whether the classes that stand over an item are its own."""
    stated = [own for cell in over if (own := _class_of(cell))]
    return all(own == CLASS_OF_CODE.get(item[:3]) for own in stated)


def _class_of(cell: str) -> str:
    """The class of the economic classifications that a head cell names."""
    purpose = (dimensions(cell) or {}).get("purpose", "")
    return purpose if purpose in CLASS_OF_CODE.values() else ""


def _class_name(code: str) -> str:
    return PURPOSES[CLASS_OF_CODE[code]]


def _is_known(cell: str) -> bool:
    return key(cell) is not None or dimensions(cell) is not None


def _parted(cell: str) -> tuple[str, str]:
    """The code and the name that a head cell bears."""
    text = plain(cell)
    code = name = ""
    if match := _BEFORE.fullmatch(text):
        code, name = match[1], match[2] or ""
    elif match := _AFTER.fullmatch(text):
        name, code = match[1], match[2]
    # 500元以下 begins with no code.
    return (code, name) if code[:3] in CLASS_OF_CODE else ("", cell)


def _agrees(name: str, code: str) -> bool:
    """Whether a name as printed can be that of an item: its own, or the best part of it."""
    own, ours = _name(name), _bare(ITEMS[code])
    if own == ours:
        return True
    others = {item for item in _items_named(name) if item[0] == code[0]}
    return not others and len(own) > _SHORTEST and (own in ours or ours in own)


def _name(cell: str) -> str:
    return _bare(cell.removeprefix("其中").lstrip("：:"))


@lru_cache(512)
def _bare(text: str) -> str:
    """A name without what it may have in brackets: 维修（护）费."""
    return _IN_BRACKETS.sub("", plain(text))


@lru_cache(512)
def _items_named(cell: str) -> tuple[str, ...]:
    own = _name(cell)
    return tuple(code for code, name in ITEMS.items() if _bare(name) == own)
