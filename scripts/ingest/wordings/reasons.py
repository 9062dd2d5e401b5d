"""Words that announce a reason and give none: 增加的主要原因是：。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.ingest.wordings.wording import Line, Wording

# Without a stop behind them the reasons may follow in lines of their own.
_NO_REASON = re.compile(
    r"(?:主要)?原因(?:主要)?(?:是|为)(?:由于|因为)?[:：]?[:：/\-—－…\s]*(?:无|没有)?(?=[。；;])"
)
_CHANGE = re.compile(r"增加|减少|增长|下降|上升|大于|小于|变动|变化|[高低多少]于")
# What has not changed needs no reason.
_SAME = re.compile(
    r"持平|不变|相同|一致|无增减|无变[动化]|没有变[动化]|(?<![\d.])0(?:\.0+)?(?:万元|元|%)"
)


def without_reason(lines: Sequence[Line]) -> Iterator[Wording]:
    """Each place where the reason of a change is announced and none follows before the stop."""
    for line in lines:
        for match in _NO_REASON.finditer(line.text):
            # 增长4.99%。主要原因是：。: the change may be that of the sentence before.
            *_, earlier, last = "", *re.split(r"[。；;]", line.text[: match.start()])
            before = last if _CHANGE.search(last) else earlier + last
            if _CHANGE.search(before) and not _SAME.search(before):
                text = (before + match[0])[-20:]
                yield Wording("reason", text, "写出原因", line.place)
