"""What the packages held already say to an import: their folders, and what a person said of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scripts import package as packages
from scripts.ingest.stated import BY_HAND, OPTIONS, Stated
from scripts.package import Disclosure, PackageError


@dataclass(frozen=True)
class Held:
    """Folders by body and level; what a person said of a file when it was imported, by its hash."""

    slugs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    stated: Mapping[str, Stated] = field(default_factory=dict)


def held(root: Path) -> Held:
    """What the sound packages below `root` say; the first of a body or a file is the one asked."""
    slugs: dict[tuple[str, str], str] = {}
    stated: dict[str, Stated] = {}
    for folder in packages.find(root):
        try:
            package = packages.read(folder)
        except PackageError:
            continue
        disclosure = package.disclosure
        slugs.setdefault((disclosure.department, disclosure.level), folder.parent.name)
        if not disclosure.stated:
            continue
        for source in package.sources:
            if source.sha256:
                stated.setdefault(source.sha256, _stated(disclosure))
    return Held(slugs, stated)


def _stated(disclosure: Disclosure) -> Stated:
    """What a person said of a document, as its package records it.

    They may have said it against the document, which is the same: it is not asked again.
    """
    values = {
        name: getattr(disclosure, name)
        for name, option in zip(OPTIONS, BY_HAND, strict=True)
        if option in disclosure.stated
    }
    return Stated(**values, force=True)
