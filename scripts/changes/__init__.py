"""What differs between two versions of the packages, figure by figure, and how that is told."""

from scripts.changes.compare import between
from scripts.changes.departments import of_packages
from scripts.changes.difference import CHANGES, WHATS, Comparison, Difference, PackageChange
from scripts.changes.output import as_json, markdown, text
from scripts.changes.versions import VersionError, opened

__all__ = [
    "CHANGES",
    "WHATS",
    "Comparison",
    "Difference",
    "PackageChange",
    "VersionError",
    "as_json",
    "between",
    "markdown",
    "of_packages",
    "opened",
    "text",
]
