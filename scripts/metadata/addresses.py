"""How machines are told an address: whole, or from the file that tells it."""

from __future__ import annotations

from scripts.blocks import relative


def located(base: str, target: str, at: str) -> str:
    """An address below the site's root, for the file that stands `at` another; a #part is kept.

    >>> located("https://example.org/", "data/index.html#all", "data.json")
    'https://example.org/data/index.html#all'
    """
    if base:
        return f"{base.rstrip('/')}/{target}"
    return relative(target, at)
