"""Row labels as tables and prose share them: without numbering, blanks and quotation marks."""

from __future__ import annotations

import re
import unicodedata

_NUMBERING = re.compile(
    r"^(其中[:：]?|[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|[(]?\d+[)]?[.、]?|[①-⑳])"
)


def folded(text: str) -> str:
    """A name as tables and prose share it: without numbering, quotation marks and blanks, brackets of one width."""
    plain = re.sub(r"[\s“”\"]", "", unicodedata.normalize("NFKC", text))
    while (cut := _NUMBERING.sub("", plain)) != plain:
        plain = cut
    return plain
