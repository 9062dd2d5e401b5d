"""What differs between two versions of the packages, figure by figure, and how that is told."""

from scripts.changes.departments import of_packages
from scripts.changes.output import as_json, markdown, text
from scripts.changes.versions import VersionError, between, opened

__all__ = ["VersionError", "as_json", "between", "markdown", "of_packages", "opened", "text"]
