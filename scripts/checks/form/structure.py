"""Whether a package keeps its own schema, our contract, and what the standard asks."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.form import descriptor, frictionless_report, resources
from scripts.checks.form.rules import RULES, SCHEMA, UNIQUE, UNIT, Form
from scripts.checks.verdicts import Finding

__all__ = ["RULES", "SCHEMA", "UNIQUE", "UNIT", "findings"]


def findings(
    form: Form, tables: list[resources.Records], unreadable: list[Finding]
) -> Iterator[Finding]:
    """What is wrong with the form of a package whose files are read already; all failures."""
    in_descriptor = list(descriptor.findings(form))
    yield from [*in_descriptor, *unreadable]
    yield from resources.findings(form, tables)
    yield from frictionless_report.findings(form, tables, sound=not in_descriptor)
