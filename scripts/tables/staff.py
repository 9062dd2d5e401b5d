"""How many people a body has, as its prose counts them: its posts (编制), and those serving (在职)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Package

# 编制, 人员编制, 核定财政拨款事业编制, 行政编制数
_POSTS = re.compile(r"(核定|核准|现有|共有)?\S{0,8}编制(数|人数|总数)?")
# 在职人员, 年末实有人数, 实际在编在职人员
_SERVING = re.compile(
    r"(年末|现有|实有|实际)?(在编)?(在职|实有)(在编)?(职工|人员|干部)?(数|人数|总数)?|实际在编在职人员"
)


@dataclass(frozen=True)
class Staff:
    """A count of people in the document's words: those in the body's posts, or the posts."""

    serving: bool
    subject: str
    count: Decimal
    unit: str
    line: str


def posts(package: Package) -> list[Staff]:
    """Every count of posts that the prose gives: all of them, and each kind (行政编制, 事业编制)."""
    return [staff for staff in _counts(package) if _POSTS.fullmatch(staff.subject)]


def all_posts(package: Package) -> Staff | None:
    """The count of all the body's posts; None without one, or for several that do not add up."""
    return _whole(posts(package))


def serving(package: Package) -> Staff | None:
    """The count of people that stands for the body: those serving, else all its posts."""
    # One body may well state both: 339 posts, and 274 people in them.
    counts = [staff for staff in _counts(package) if staff.serving]
    return _whole(counts) or all_posts(package)


def _whole(counts: Sequence[Staff]) -> Staff | None:
    """The one count, or the one that the others add up to."""
    # 事业编制 8 alone is all; 行政编制 35 and 事业编制 40 are so with 人员编制 75.
    if len(counts) == 1:
        return counts[0]
    most = max(counts, key=lambda staff: staff.count, default=None)
    others = [staff.count for staff in counts if staff != most]
    if most is not None and sum(others) == most.count:
        return most
    return None


def _counts(package: Package) -> Iterator[Staff]:
    """The counts of people that the prose gives where it tells of the body."""
    for row in package.rows("statements"):
        # 减少 1 名 is a change, and no count.
        if row["topic"] != "organisation" or row["direction"]:
            continue

        count, unit = row.number("value"), row["amount_unit"]
        if unit in ("名", "人") and count is not None:
            subject = row["subject"]
            is_serving = _SERVING.fullmatch(subject) is not None
            yield Staff(is_serving, subject, count, unit, row["line"])
