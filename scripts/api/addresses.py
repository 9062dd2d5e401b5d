"""Where the files of the interface stand, and how one names another: from its own place."""

from __future__ import annotations

from scripts.api.shapes import Document
from scripts.blocks import relative
from scripts.files import File

# v1 stays: whatever has to change its meaning goes into a v2 beside it.
FOLDER = "api/v1"


def department(slug: str) -> str:
    """Where a department's file stands: api/v1/departments/audit.json."""
    return f"{FOLDER}/departments/{slug}.json"


def year(slug: str, period: str) -> str:
    """Where the file of a department's year stands: api/v1/departments/audit/2026-budget.json."""
    return f"{FOLDER}/departments/{slug}/{period}.json"


def table(slug: str, period: str, name: str) -> str:
    """Where the file of a table stands: api/v1/departments/audit/2026-budget/income.json."""
    return f"{FOLDER}/departments/{slug}/{period}/{name}.json"


def schema_of(name: str, path: str) -> str:
    """The address of a schema, from the file that stands at a path: schemas/year.json."""
    # Relative, so that a file has the same bytes wherever the site stands.
    return relative(f"{FOLDER}/schemas/{name}.json", path)


def file(path: str, document: Document) -> File:
    """A document as a file: one line, Chinese as Chinese."""
    # by_alias: $schema, and not schema_address.
    return File.text(path, document.model_dump_json(by_alias=True) + "\n")
