"""What pages of downloads share: lists of links, and tables of the columns of a CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scripts import blocks
from scripts.markup import Html, joined
from scripts.pages import elements

_HEADER = elements.header(("列", "含义"))


def links(
    targets: Iterable[tuple[str, str, str]], page: str, attributes: Html | None = None
) -> Html:
    """The items of a list; a target is an address, the text of the link, and what is behind it."""
    return joined(
        Html("<li>{}：{}</li>").format(
            blocks.link(address, name, page, attributes=attributes), meaning
        )
        for address, name, meaning in targets
    )


def folded(file: str, meanings: Mapping[str, str], *, called: str = "") -> Html:
    """The columns of a file, to be unfolded; `called` is what the file is called there."""
    rows = joined(
        Html('<tr><th scope="row"><code>{}</code></th><td>{}</td></tr>').format(column, meaning)
        for column, meaning in meanings.items()
    )
    identifier = f"columns-{file.removesuffix('.csv')}"
    table = blocks.table(identifier, f"{file} 的列", _HEADER, rows)
    return Html("<details><summary>{} 每一列的意思</summary>{}</details>").format(
        called or file, table
    )
