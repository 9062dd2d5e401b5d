"""Markup as a type of its own: what is no `Html` is text, and is escaped where it is put into some."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any, Self

from markupsafe import Markup

_MARKDOWN = str.maketrans({char: f"&#{ord(char)};" for char in "*_`[]\\"})
# No page may hold them, and the builder takes two of them for marks of its own.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Xml(Markup):
    """A piece of a file of its own: of a report, a frame, a drawing. None of it is Markdown.

    >>> Xml("<b>{}</b>").format("a_b < c")
    Xml('<b>a_b &lt; c</b>')
    """

    __slots__ = ()

    @classmethod
    def escape(cls, text: Any, /) -> Self:
        """Text that is safe anywhere in such a file; markup as it is."""
        if isinstance(text, Markup):
            return text if type(text) is cls else cls(text)
        return cls(_CONTROL.sub("\ufffd", html.escape(str(text))))

    def format(self, *texts: Any, **named: Any) -> Self:
        """The markup with texts in the places of its braces, escaped; a number needs no escaping."""
        of_names = {name: str(self.escape(text)) for name, text in named.items()}
        whole = str.format(str(self), *(str(self.escape(text)) for text in texts), **of_names)
        return type(self)(whole)

    def __format__(self, spec: str, /) -> str:
        """Refused: in an f-string markup would become text, and be escaped a second time.

        >>> f"{Html('<b>')}"
        Traceback (most recent call last):
        TypeError: markup in an f-string: use Html(...).format
        """
        raise TypeError("markup in an f-string: use Html(...).format")


class Html(Xml):
    """A piece of a page, which may stand in HTML as it is, and in Markdown beside it.

    It is made from text written in the code, never from what a document says: that is put in
    with `format`, `+` and `join`, which escape all that is no `Html`.

    >>> Html("<b>{}</b>").format("a_b < c")
    Html('<b>a&#95;b &lt; c</b>')
    >>> Html("<p>{}</p>").format(Html("<b>{}</b>").format("c"))
    Html('<p><b>c</b></p>')
    """

    __slots__ = ()

    @classmethod
    def escape(cls, text: Any, /) -> Self:
        """Text that is safe anywhere in a page; `Html` as it is.

        >>> Html.escape("<b>")
        Html('&lt;b&gt;')
        """
        if isinstance(text, Markup):
            return text if type(text) is cls else cls(text)
        # In Markdown some characters would begin emphasis, code or a link.
        plain = html.escape(str(text)).translate(_MARKDOWN)
        return cls(_CONTROL.sub("\ufffd", plain))


def joined(pieces: Iterable[str], between: str = "") -> Html:
    """Pieces one after the other; what is no `Html` is escaped.

    >>> joined([Html("<br>"), "<"])
    Html('<br>&lt;')
    """
    return Html(between).join(pieces)
