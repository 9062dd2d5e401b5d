"""The department-years that a list does not name, since their packages did not pass the checks."""

from __future__ import annotations

from scripts.api import shapes
from scripts.corpus import Site


def not_updated(site: Site, slug: str = "") -> list[shapes.NotUpdated]:
    """Those of one body, or of all, each with the reason."""
    return [
        shapes.NotUpdated(path=year.path, why=year.why)
        for year in site.left_out
        if year.is_of(slug)
    ]
