"""Which lines of the prose are labels of a printed chart: names and percentages without a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.ingest.document import Paragraph
from scripts.schema.labels import depth

# 项目支出, 40.01%, 基本支出 1,200.00 59.35% and 其他收入; 0; 0%, one or several of them in a line.
_PERCENT = r"\d{1,3}(?:\.\d+)?\s*[%％]"
_LABEL = rf"[^\d%％。]{{0,24}}?(?:[\d,]+(?:\.\d+)?(?:万元|元)?[,，;；:：\s]+)?{_PERCENT}[,，;；\s]*"
_LABELS = re.compile(rf"(?:{_LABEL}){{1,12}}")
_VERB = re.compile(r"[占增减升降率比达为约]|完成|其中|分别")
# A name whose percentage stands in the next line.
_NAME = re.compile(r"[\u4e00-\u9fff“”（）()、]{2,16}[,，;；:：]?")
_LONGEST = 120
"""How many characters a line of labels may have."""


def chart_labels(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The places in a row of paragraphs that are labels of a chart: two percentages or more.

    A percentage alone may be the end of a sentence that was broken there, so it is none.
    """
    labels: set[int] = set()
    run: list[int] = []
    names: list[int] = []
    percents = 0
    for at, paragraph in enumerate([*paragraphs, None]):
        text = paragraph.text.strip() if paragraph else ""
        count = _percentages(text)
        if count:
            # Names between two labels are of the chart; those after the last may be of anything.
            run += [*names, at]
            names = []
            percents += count
        elif run and _is_name(text):
            names.append(at)
        else:
            if percents > 1:
                labels |= {*run, *_name_before(paragraphs, run[0])}
            run, names, percents = [], [], 0
    return frozenset(labels)


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and not depth(text) and not _VERB.search(text)


def _percentages(text: str) -> int:
    """How many labels with a percentage a line is made of; 0 where it is a piece of a sentence."""
    if not text or len(text) > _LONGEST or _VERB.search(text) or not _LABELS.fullmatch(text):
        return 0
    return len(re.findall(_PERCENT, text))


def _name_before(paragraphs: Sequence[Paragraph], first: int) -> set[int]:
    """The line before a run that is the name of its first percentage: 预留机动经费,."""
    if not first or not re.match(_PERCENT, paragraphs[first].text.strip()):
        return set()
    text = paragraphs[first - 1].text.strip()
    return {first - 1} if _is_name(text) and text[-1] in ",，;；:：" else set()
