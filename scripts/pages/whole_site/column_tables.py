"""What pages of downloads share: lists of links, and tables of the columns of a CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scripts import blocks
from scripts.pages import elements

_HEADER = elements.header(("列", "含义"))


def links(targets: Iterable[tuple[str, str, str]], page: str, attributes: str = "") -> str:
    """The items of a list; a target is an address, the text of the link, and what is behind it."""
    return "".join(
        f"<li>{blocks.link(address, name, page, attributes=attributes)}：{meaning}</li>"
        for address, name, meaning in targets
    )


def folded(file: str, meanings: Mapping[str, str], *, called: str = "") -> str:
    """The columns of a file, to be unfolded; `called` is what the file is called there."""
    rows = "".join(
        f'<tr><th scope="row"><code>{blocks.escape(column)}</code></th>'
        f"<td>{blocks.escape(meaning)}</td></tr>"
        for column, meaning in meanings.items()
    )
    identifier = f"columns-{file.removesuffix('.csv')}"
    table = blocks.table(identifier, f"{file} 的列", _HEADER, rows)
    return f"<details><summary>{called or file} 每一列的意思</summary>{table}</details>"
