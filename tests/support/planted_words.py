"""Errors in words, codes and names planted in a document as it was read, and what tells of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts import checks
from scripts.checks import Finding
from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.document import Document, Grid, GridRow, Paragraph, ReadError
from scripts.package import Disclosure

_CODE = re.compile(r"2\d{4}(?:\d{2})?|30[123]\d{2}|310\d{2}")
_CHAIN = re.compile(r"([\u4e00-\u9fff]{2,20})([(（]款[)）])")
_CODED = re.compile(r"(?<!\d)(2\d{6})(?!\d)")
_REASON = re.compile(r"(原因(?:主要)?(?:是|为)[:：]?)[^。；;]+(?=[。；;])")
_BUDGETS = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算")
_LIKE = {
    "局": "句",
    "务": "物",
    "理": "里",
    "信": "新",
    "发": "法",
    "会": "汇",
    "政": "正",
    "市": "是",
}
_RULES = {
    "code": ("code", "code-twice"),
    "name beside code": ("code", "code-twice"),
    "code twice": ("code-twice",),
    "code or name in prose": ("q10",),
    "name of the body": ("q2",),
    "name of a unit": ("q2",),
    "phase": ("q3", "q3-words"),
    "contents": ("q5-contents",),
    "reason": ("q11",),
    "doubled name": ("q9", "q2", "code"),
    "year": ("q1", "q1-words"),
}
"""The rules that tell of each kind."""
Spot = tuple[int, int, int]
"""A block, and in a grid the row and the cell; -1 and -1 in a paragraph."""


@dataclass(frozen=True)
class Planted:
    """One error: its kind, the texts that it changes and how, in the order of the document."""

    kind: str
    changes: tuple[tuple[Spot, str, str], ...]

    def __str__(self) -> str:
        spot, before, after = self.changes[0]
        start = next(
            (at for at, pair in enumerate(zip(before, after, strict=False)) if len({*pair}) > 1), 0
        )
        start = max(start - 14, 0)
        return f"{spot}: …{before[start : start + 34]} → …{after[start : start + 34]}"


def _texts(document: Document) -> Iterator[tuple[Spot, str]]:
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield (at, -1, -1), block.text
            continue
        for row, line in enumerate(block.rows):
            yield from (((at, row, cell), text) for cell, text in enumerate(line.cells) if text)


def _contents(document: Document) -> list[tuple[Spot, str]]:
    """The lines below 目录 on its page that name a table or a part."""
    page, lines = None, []
    for spot, text in _texts(document):
        block = document.blocks[spot[0]]
        place = block.place.page
        if page is None and re.fullmatch(r"\s*目\s*录\s*", text):
            page = place
        elif page is not None and place == page and re.search(r"[\u4e00-\u9fff]{4}", text):
            lines.append((spot, text))
    return lines


def _misspelt(name: str, chance: random.Random) -> str:
    """A name with two signs swapped, one left out, doubled, or one that sounds the same."""
    inner = range(3, len(name) - 1)
    ways = [("swap", at) for at in inner if name[at] != name[at + 1]]
    ways += [("drop", at) for at in inner if name[at] not in "市省区县级"]
    ways += [("double", at) for at in inner]
    ways += [("like", at) for at in inner if name[at] in _LIKE]
    way, at = chance.choice(ways)
    return {
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        "drop": name[:at] + name[at + 1 :],
        "double": name[:at] + name[at] + name[at:],
        "like": name[:at] + _LIKE.get(name[at], "") + name[at + 1 :],
    }[way]


def _one(kind: str, spot: Spot, before: str, after: str) -> Planted:
    return Planted(kind, ((spot, before, after),))


def _code_cells(document: Document) -> Iterator[tuple[int, int, int, Grid]]:
    for at, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            for row, line in enumerate(block.rows):
                for cell, text in enumerate(line.cells):
                    if _CODE.fullmatch(text):
                        yield at, row, cell, block


def _codes(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    for at, row, cell, grid in _code_cells(document):
        code = grid.rows[row].cells[cell]
        other = chance.choice([digit for digit in "123456789" if digit != code[-1]])
        yield _one("code", (at, row, cell), code, code[:-1] + other)


def _names(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    """The name beside a code is that of another row."""
    cells = list(_code_cells(document))
    for at, row, cell, grid in cells:
        names = [
            grid.rows[line].cell(cell + 1) for block, line, place, _ in cells
            if block == at and place == cell
        ]  # fmt: skip
        before = grid.rows[row].cell(cell + 1)
        others = [name for name in names if re.match(r"[\u4e00-\u9fff]", name) and name != before]
        if others and re.match(r"[\u4e00-\u9fff]", before):
            yield _one("name beside code", (at, row, cell + 1), before, chance.choice(others))


def _twice(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    """A row with the code and the name of its neighbour in the same group."""
    for at, row, cell, grid in _code_cells(document):
        if row + 1 == len(grid.rows):
            continue
        one, next_one = grid.rows[row].cells[cell], grid.rows[row + 1].cell(cell)
        if len(one) != len(next_one) or one[:-2] != next_one[:-2] or one == next_one:
            continue
        changes = [((at, row + 1, cell), next_one, one)]
        name, after = grid.rows[row].cell(cell + 1), grid.rows[row + 1].cell(cell + 1)
        if re.match(r"[\u4e00-\u9fff]", name):
            changes.append(((at, row + 1, cell + 1), after, name))
        yield Planted("code twice", tuple(changes))


def _chains(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    """A group in the prose that is of another class, or a code of the prose with a digit changed."""
    spots = [(spot, text) for spot, text in _texts(document) if spot[1] < 0]
    names = {found[1] for _, text in spots for found in _CHAIN.finditer(text)}
    for spot, text in spots:
        for found in _CHAIN.finditer(text):
            others = sorted(names - {found[1]})
            if others:
                after = text[: found.start()] + chance.choice(others) + text[found.end(1) :]
                yield _one("code or name in prose", spot, text, after)
        for found in _CODED.finditer(text):
            digit = chance.choice([digit for digit in "123456789" if digit != found[1][-1]])
            after = text[: found.end() - 1] + digit + text[found.end() :]
            yield _one("code or name in prose", spot, text, after)


def _bodies(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    name = stated.department
    spots = [(spot, text) for spot, text in _texts(document) if name in text]
    # The cover says what the document calls itself.
    for spot, text in spots[1:]:
        yield _one("name of the body", spot, text, text.replace(name, _misspelt(name, chance), 1))


def _units(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    """A unit that is named in more places than one is misspelt in one of them."""
    where: dict[str, list[tuple[Spot, str]]] = {}
    for spot, text in _texts(document):
        for name in re.findall(
            r"(?:^|[，,、：:。；])([\u4e00-\u9fff]{5,20}(?:中心|所|站|支队|学校|院))(?=$|[，,、。；])",
            text,
        ):
            where.setdefault(name, []).append((spot, text))
    for name, spots in where.items():
        if len(spots) > 1 and stated.department not in name:
            spot, text = spots[-1]
            yield _one("name of a unit", spot, text, text.replace(name, _misspelt(name, chance), 1))


def _phases(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    """决算 for 预算, or the reverse, where the document speaks of itself or titles a table."""
    ours, theirs = ("决算", "预算") if stated.phase == "final" else ("预算", "决算")
    own = re.compile(
        rf"{stated.year}年度?(?:本)?(?:部门|单位)?[\u4e00-\u9fff]{{0,8}}?{ours}|{ours}(?:情况)?(?:的)?(?:说明|总表|表)$"
    )
    lines = list(_texts(document))
    for spot, text in lines[4:]:
        plain = _BUDGETS.sub(lambda match: "＊" * len(match[0]), text)
        for match in own.finditer(plain):
            start = plain.index(ours, match.start())
            yield _one("phase", spot, text, text[:start] + theirs + text[start + 2 :])


def _listed(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    """A title of the contents in other words: one word left out, or one for another."""
    for spot, text in _contents(document):
        for before, after in (
            ("总表", "明细表"), ("收支", "支出"), ("收入", "支出"), ("支出", "收入"), ("机关", "行政"),
            ("情况", ""), ("基本", "项目"), ("政府性基金", "国有资本"), ("项目", "专项"), ("采购", "购买"),
        ):  # fmt: skip
            if before in text:
                yield _one("contents", spot, text, text.replace(before, after, 1))
                break


def _reasons(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    for spot, text in _texts(document):
        for match in _REASON.finditer(text) if spot[1] < 0 else ():
            # What has not changed needs no reason.
            if re.search(
                r"持平|不变|相同|一致|无增减|长0", text[max(match.start() - 60, 0) : match.end()]
            ):
                continue
            nothing = chance.choice(["", "无", "：", "/", "——", "XX", "其他"][:5])
            yield _one("reason", spot, text, text[: match.end(1)] + nothing + text[match.end() :])


def _doubled(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    name = stated.department
    place = re.match(r"[\u4e00-\u9fff]{2,3}?[市省区县]", name)
    head = place[0] if place else name[:4]
    for at, row, cell, grid in _code_cells(document):
        label = grid.rows[row].cell(cell + 1)
        if re.fullmatch(r"[\u4e00-\u9fff]{4,}", label):
            yield _one("doubled name", (at, row, cell + 1), label, label * 2)
    for spot, text in _texts(document):
        if name in text and spot[0] > 1:
            yield _one("doubled name", spot, text, text.replace(head, head * 2, 1))


def _years(document: Document, stated: Disclosure, chance: random.Random) -> Iterator[Planted]:
    """Last year's year where the document speaks of its own: titles, and sentences of its money."""
    year = str(stated.year)
    own = re.compile(
        rf"(?<!\d){year}(?=年度?(?:本)?(?:部门|单位)?[^，。；]{{0,14}}(?:[预决]算|收入|支出|表))"
    )
    for spot, text in list(_texts(document))[4:]:
        # An evaluation, or a plan of a fund, is of the year that it says.
        for match in own.finditer(text) if not re.search(r"绩效|自评|专项", text) else ():
            if re.search(r"[比较与和同对从至到底]\s*$|截[止至]", text[: match.start()]):
                continue
            after = text[: match.start()] + str(stated.year - 1) + text[match.end() :]
            yield _one("year", spot, text, after)


PLANTERS: Mapping[str, Callable[[Document, Disclosure, random.Random], Iterator[Planted]]] = {
    "code": _codes,
    "name beside code": _names,
    "code twice": _twice,
    "code or name in prose": _chains,
    "name of the body": _bodies,
    "name of a unit": _units,
    "phase": _phases,
    "contents": _listed,
    "reason": _reasons,
    "doubled name": _doubled,
    "year": _years,
}
"""What plants each kind of error: every place of a document where it could stand."""


def planted(document: Document, stated: Disclosure, kind: str, seed: int) -> list[Planted]:
    """Every error of a kind that can be planted, in an order drawn with the seed."""
    chance = random.Random(f"{seed} {kind} {document.sha256}")
    errors = list(PLANTERS[kind](document, stated, chance))
    chance.shuffle(errors)
    return errors


def with_error(document: Document, error: Planted) -> Document:
    """The document with the texts of an error in the place of its own."""
    blocks = [*document.blocks]
    for (at, row, cell), _, after in error.changes:
        block = blocks[at]
        if isinstance(block, Paragraph):
            blocks[at] = replace(block, text=after)
            continue
        line = block.rows[row]
        cells = [*line.cells]
        cells[cell] = after
        rows = [*block.rows]
        rows[row] = GridRow(tuple(cells), line.place, line.indents)
        blocks[at] = replace(block, rows=tuple(rows))
    return replace(document, blocks=tuple(blocks))


def findings(
    document: Document, known: Mapping[str, checks.codes.Classification]
) -> Sequence[Finding]:
    """What the checks say of the package of a document; nothing where it is refused."""
    try:
        report = assemble(document, None)
    except ReadError:
        return ()
    return checks.of_package(report.package, known).findings


def speaks_of(finding: Finding, error: Planted) -> bool:
    """Whether a finding is on an error: of a rule of its kind."""
    return finding.rule in _RULES[error.kind]
