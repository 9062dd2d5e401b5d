"""How machines are told an address: whole where the site's own is known, else from the file that tells it."""

from __future__ import annotations

from scripts.blocks import relative


def located(base: str, target: str, at: str) -> str:
    """An address below the site's root, for the file that stands `at` another; a #part is kept."""
    return f"{base.rstrip('/')}/{target}" if base else relative(target, at)
