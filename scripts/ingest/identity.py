"""Whose budget a document is, of which year and phase: from its own words, never from its file's name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from pypinyin import lazy_pinyin

from scripts.ingest.document import Document, ReadError
from scripts.package import Disclosure, letters

_NAMED = re.compile(
    r"^(?:(?:部门|单位|预算单位)名称|部门|预算部门|编制(?:单位|部门)|填报(?:单位|部门))[:：]\s*(\S{3,})"
)
_COVER = re.compile(r"(20\d\d)\s*年度?\s*(.*?)(部门|单位)?\s*(预算|决算)(公开)?")
SLUG_LENGTH = 60
_CODE = re.compile(r"^(\d{3,6})[-—](.+)$")


def disclosure(document: Document, labels: Sequence[str]) -> Disclosure:
    """Department, level, year, phase and code; `labels` are the department labels of the performance sheets.

    Raises ReadError, with all that is missing, where the document does not say.
    """
    lines = [unicodedata.normalize("NFKC", text) for text in document.texts]
    title = next((match for line in lines if (match := _COVER.search(line))), None)
    department = _department(lines)
    missing = [name for name, found in (("部门名称", department), ("年份和预算或决算", title)) if not found]
    if missing or title is None:
        raise ReadError(
            f"这份文件不像部门预决算公开：没有找到{'、'.join(missing)}（应有“部门名称：…”和“20XX年度部门预算”）"
        )
    return Disclosure(
        department=department,
        level=_level(department, title.group(3) or ""),
        year=int(title.group(1)),
        phase="final" if title.group(4) == "决算" else "budget",
        code=_code(department, labels),
    )


def slug(department: str) -> str:
    """A folder's name for a department, the same in every year: its syllables in pinyin.

    A long name keeps its end, which tells bodies of one place apart, and four letters made from the whole name.
    """
    syllables = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in lazy_pinyin(department)]
    name = "-".join(filter(None, syllables)) or letters(department)
    if len(name) <= SLUG_LENGTH:
        return name
    kept = name[-SLUG_LENGTH + 5 :]
    return f"{kept.partition('-')[2] or kept}-{letters(department)[:4]}"


def _department(lines: Sequence[str]) -> str:
    """The name that most tables carry in their heads; the longer of two equally frequent, for one may be cut."""
    named = Counter(match.group(1) for line in lines if (match := _NAMED.match(line)))
    return max(named, key=lambda name: (named[name], len(name)), default="")


def _level(department: str, word: str) -> str:
    if re.search(r"[（(]本级[)）]|本级$|机关$", department):
        return "office"
    return "unit" if word == "单位" else "department"


def _code(department: str, labels: Sequence[str]) -> str | None:
    """The department's budget code, where a sheet prints it before the department's own name."""
    codes = {match.group(1) for label in labels if (match := _CODE.match(label)) and match.group(2) == department}
    return codes.pop() if len(codes) == 1 else None
