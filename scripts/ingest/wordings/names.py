"""Names in two spellings, and names that stand twice without a break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pypinyin import lazy_pinyin

from scripts.ingest.wordings.wording import Line, Wording

# 西安市西安市, 商务委员会商务委员会: of shorter words some are rightly said twice (人人, 研究研究).
_TWICE = re.compile(
    r"([\u4e00-\u9fff]{5,20})\1|([\u4e00-\u9fff]{2,3}[省市区县局厅])\2|([\u4e00-\u9fff]{4})\3"
)
# 某医院某医院新院区项目: a body, and the name of its project, which begins with it.
_BODY_ENDS = frozenset("院局委厅校所站队会心部处")
# （3）某办公室某办公室负责…: a heading, and its sentence behind it.
_NUMBERING = re.compile(r"\s*(?:[(（]?[\d一二三四五六七八九十]+[)）、.．]*)\s*")
_OF_PROJECT = re.compile(r"[^。；;]{0,30}(项目|工程|院区|绩效)")
# What an abbreviation may leave out: 深圳信访局, 人大常委会.
_LEFT_OUT = frozenset("省市区县州盟旗镇乡级的()（）")
_SHORTEST = 5


def doubled(lines: Sequence[Line]) -> Iterator[Wording]:
    """Each name that stands twice without a break."""
    for line in lines:
        # As printed: with a blank between them they are a heading and its sentence.
        match = _TWICE.search(line.printed)
        if match is None:
            continue
        # A wrong name beside its code is told with the code.
        if line.is_coded:
            continue
        once = match[1] or match[2] or match[3]
        if once[-1] in _BODY_ENDS and _OF_PROJECT.match(line.printed, match.end()):
            continue
        if _NUMBERING.fullmatch(line.printed, 0, match.start()) and not match[2]:
            continue
        yield Wording("doubled", match[0][:20], once[:20], line.place)


def misspelt(lines: Sequence[Line], name: str) -> Iterator[Wording]:
    """Each place where a name of a body stands in another spelling that is no abbreviation."""
    plain = re.sub(r"[(（].*", "", name)
    if len(plain) < _SHORTEST:
        return
    other = re.compile("|".join(map(re.escape, sorted(_spellings(plain), key=len, reverse=True))))
    like = _sounds_like(plain)
    for line in lines:
        for match in other.finditer(line.text):
            # A longer name may hold it rightly: its own letters stand around it.
            around = line.text[max(match.start() - 1, 0) : match.end() + 1]
            if plain not in around:
                yield Wording("name", match[0], plain, line.place)
        for at in range(len(plain)):
            if at < 2:
                continue
            for match in like[at].finditer(line.text):
                found = match[0]
                if found != plain and lazy_pinyin(found) == lazy_pinyin(plain):
                    yield Wording("name", found, plain, line.place)


def _spellings(name: str) -> set[str]:
    """A name with one letter left out, doubled, or changed with the next."""
    spellings = set()
    for at in range(2, len(name)):
        if at + 1 < len(name):
            spellings.add(name[:at] + name[at + 1] + name[at] + name[at + 2 :])
            if name[at] not in _LEFT_OUT:
                spellings.add(name[:at] + name[at + 1 :])
        spellings.add(name[:at] + name[at] + name[at:])
    return {spelling for spelling in spellings if spelling not in name and name not in spelling}


def _sounds_like(name: str) -> list[re.Pattern[str]]:
    return [
        re.compile(f"{re.escape(name[:at])}[\u4e00-\u9fff]{re.escape(name[at + 1 :])}")
        for at in range(len(name))
    ]
