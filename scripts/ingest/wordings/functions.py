"""Functions in the prose whose path or code is not that of the document's own tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from scripts.ingest.wordings.wording import Line, Wording
from scripts.package import Table

_LEVELS = {"类": 3, "款": 5, "项": 7}
_PATH = re.compile(r"(?:[\u4e00-\u9fff、()]{2,30}?[(][类款项][)](?:支出)?){2,3}")
_PART = re.compile(r"([\u4e00-\u9fff、()]{2,30}?)[(]([类款项])[)](?:支出)?")
# 行政运行（2010301）; 2010301行政运行 is of tables.
_CODED = re.compile(r"([\u4e00-\u9fff、()]{3,30})[(](2\d{6}|2\d{4})[)]")


class Functions(NamedTuple):
    """What the tables say: the names of each code, the codes of each name, all as compared."""

    names: Mapping[str, set[str]]
    codes: Mapping[str, set[str]]

    def parents(self, name: str, digits: int) -> set[str]:
        """The names of the rows that the tables have above a name of so many digits."""
        above = {code[:-2] for code in self.codes.get(name, ()) if len(code) == digits}
        return {name for code in above for name in self.names.get(code, ())}


def functions(tables: Iterable[Table]) -> Functions:
    """The functions of the tables that print both codes and names."""
    names: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    for table in tables:
        for row in table.rows:
            code, name = row["function_code"], _bare(row["function_name"])
            if code and name:
                names.setdefault(code, set()).add(name)
                codes.setdefault(name, set()).add(code)
    return Functions(names, codes)


def against_tables(lines: Sequence[Line], known: Functions) -> Iterator[Wording]:
    """Each path and each code of the prose that the tables print otherwise."""
    if not known.codes:
        return
    for line in lines:
        if not line.is_cell:
            yield from _paths(line, known)
            yield from _codes(line, known)


def _paths(line: Line, known: Functions) -> Iterator[Wording]:
    for path in _PATH.finditer(line.text):
        parts = [(_bare(name), _LEVELS[level]) for name, level in _PART.findall(path[0])]
        for (upper, above), (name, digits) in pairwise(parts):
            if digits - above != 2:
                continue
            parents = known.parents(name, digits)
            is_known = any(len(code) == above for code in known.codes.get(upper, ()))
            if parents and is_known and upper not in parents:
                text = f"{upper}—{name}"[:20]
                yield Wording("function", text, "、".join(sorted(parents))[:20], line.place)
                # What follows in the path is out of place with it.
                break


def _codes(line: Line, known: Functions) -> Iterator[Wording]:
    for match in _CODED.finditer(line.text):
        name, code = _bare(match[1]), match[2]
        names = known.names.get(code, set())
        # What stands before a name is no part of it: 其中：, 1.
        if any(name.endswith(other) or other.endswith(name) for other in names):
            continue
        codes = {each for each in known.codes.get(name, ()) if len(each) == len(code)}
        if names and not codes:
            yield Wording(
                "function", f"{code}{name}"[:20], "、".join(sorted(names))[:20], line.place
            )
        elif codes and code not in codes:
            yield Wording(
                "function", f"{name}{code}"[-20:], "、".join(sorted(codes)[:2]), line.place
            )


def _bare(name: str) -> str:
    """A name without numbering, blanks, 的 and a closing 支出."""
    plain = re.sub(r"[\s的]", "", unicodedata.normalize("NFKC", name))
    plain = re.sub(r"^[\W\d_]*|^[一二三四五六七八九十]+、", "", plain)
    return re.sub(r"(?<=..)支出$", "", plain)
