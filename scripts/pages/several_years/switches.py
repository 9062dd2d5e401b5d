"""Rows of ways between pages of one kind, the page that the reader is on marked."""

from __future__ import annotations

from collections.abc import Iterable

from scripts import blocks

# In the navigation they are one entry, to keep the row short on a phone.
_MONEY = (
    ("functions/index.html", "办什么事"),
    ("economic/index.html", "买什么"),
    ("three-public/index.html", "“三公”经费"),
)


def switch(label: str, targets: Iterable[tuple[str, str]], page: str, current: str) -> str:
    """Links to pages, address and name each; `current` is the address of the one to be marked.

    `label` is what a screen reader calls the row.
    """
    links = []
    for target, name in targets:
        attributes = ""
        if target == current:
            # The class is for the eye, aria-current for the ear.
            attributes = 'class="on" aria-current="page"'
        links.append(blocks.link(target, name, page, attributes=attributes))
    return f'<nav class="mz-years" aria-label="{label}">{"".join(links)}</nav>'


def money(page: str, current: str) -> str:
    """The three ways to look at what money is for: functions, economic categories, three-public."""
    return switch("科目", _MONEY, page, current)
