"""The fixed sets of words for a table, a row and a budget, and for a compiler's own lines."""

from __future__ import annotations

from typing import Literal

Status = Literal["published", "empty-stated", "empty", "not-published", "not-applicable"]
"""Whether a table holds anything, and what is known of why it does not."""

Role = Literal["", "line", "subtotal", "total"]
"""What a row is in its list; "" in tables that have no such rows."""

Level = Literal["department", "office", "unit"]
"""Whose budget: a department with its units, its own office (本级) alone, or one unit."""

Phase = Literal["budget", "final"]
"""The approved plan of a year, or its audited outturn (决算)."""

STATUSES: dict[Status, str] = {
    "published": "有数据",
    "empty-stated": "空表，文件说明了原因",
    "empty": "空表，我们没有读到原因",
    "not-published": "没有公开",
    "not-applicable": "不适用",
}

COMPILED = "【整理】"
"""What begins a compiler's own line in a document, which is no part of the disclosure."""

STATED = "本表没有数据，文件的说明："
"""What a compiler's note under an empty table begins with; what the document says of it follows."""
