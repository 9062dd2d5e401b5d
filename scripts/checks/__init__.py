"""What must hold before anyone reads a package: its form, its codes, its equations, and no personal
data.

Imports flow up this list; wings of one floor know nothing of each other (a test holds them to
that).

    verdicts      a rule, a verdict with both sides, a finding
    comparisons   two sides compared, within the rounding that their decimals allow

    form/         descriptor, files, columns, personal data: what a package must keep to be read
    codes         classification codes against the code lists
    arithmetic/   what figures say about each other: in a table, between tables, in prose and goals

    publication/      when, how complete, how fine, how readable a document was published
    across_packages   what only several packages together can tell
    results/          how the outcome is told: messages, formulas, rows, output

    run           a package put to every check, in order
"""

from scripts.checks.codes import classifications
from scripts.checks.comparisons import Cells
from scripts.checks.results.output import as_json, github, text
from scripts.checks.run import (
    RULES,
    CheckResult,
    check,
    folders,
    of_form,
    of_package,
    once,
    together,
    verdicts_of,
)
from scripts.checks.verdicts import (
    GROUPS,
    OUTCOMES,
    SEVERITIES,
    Finding,
    Group,
    Rule,
    Term,
    Verdict,
)

__all__ = [
    "GROUPS", "OUTCOMES", "RULES", "SEVERITIES", "Cells", "CheckResult", "Finding", "Group", "Rule",
    "Term", "Verdict", "as_json", "check", "classifications", "folders", "github", "of_form",
    "of_package", "once", "text", "together", "verdicts_of",
]  # fmt: skip
