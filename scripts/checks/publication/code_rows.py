"""Whether a code has one row: the same code and name twice below one row is a slip."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.comparisons import as_required, noted
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package, Row, Table
from scripts.schema import ADDED

TWICE = Rule(
    "code-twice",
    "同一上级下一个科目只有一行",
    "同一个编码和名称印了两行，多半有一行写错了科目",
    "规则 R-A22；政府收支分类科目",
    group="inside",
    severity="notice",
    condition="表里印了科目编码，一行一个科目",
    formula="同一上级下，编码和名称都不重复",
)
RULES = (TWICE,)
_CODES = ("function_code", "department_economic_code", "government_economic_code")
_MOST = 2
"""So many rows may be slips; where more repeat a code, the table is divided by something else."""
# What tells two rows of one code apart: whose they are, for which project, of which year.
_SAYS_NOTHING = frozenset((*ADDED, "box")) - {"parent", "list", "role"}


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each statutory table that prints codes: on the first row that repeats one."""
    for table in package.tables.values():
        coded = [row for row in table.rows if any(row[code] for code in _CODES)]
        if not coded or not table.kind.statutory:
            continue
        twice = list(_repeated(table))
        text, line = f"{len(coded)} 行编码，各一行", ""
        if twice:
            row = twice[0]
            code = next(row[name] for name in _CODES if row[name])
            text, line = f"{code}{row.label if row.label != code else ''} 有两行", row["line"]
        about = noted(table.title, text, table=table.name, line=line)
        if len(twice) > _MOST:
            # A list by body, or by another classification that the table has no column for.
            yield as_required(
                TWICE.id, None, about, "一个科目一行", "多数科目有几行，按别的方式分列"
            )
            continue
        reason = f"共 {len(twice)} 处" if len(twice) > 1 else ""
        yield as_required(TWICE.id, not twice, about, "一个科目一行", reason)


def _repeated(table: Table) -> Iterator[Row]:
    """The rows that say in all their words what one before them says, below the same row."""
    names = [column.name for column in table.columns if column.name not in _SAYS_NOTHING]
    keys = [name for name in names if not any(name == value.name for value in table.values)]
    seen: set[tuple[str, ...]] = set()
    for row in table.rows:
        if not any(row[code] for code in _CODES):
            # The name of a body, or another heading: what follows is of it.
            seen.clear()
            continue
        said = tuple(row[name] for name in keys)
        if said in seen:
            yield row
        seen.add(said)
