"""The files of codes: what the money is for and what it is spent on, each with who spends on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scripts import tables
from scripts.api import figures, shapes
from scripts.api.addresses import FOLDER, file, schema_of
from scripts.api.left_out import not_updated
from scripts.blocks import relative
from scripts.files import File
from scripts.package import Row, Table
from scripts.pages import BudgetYear, Site


class _Use(NamedTuple):
    """A row under a code, in the one table of its package that tells of such codes."""

    year: BudgetYear
    table: Table
    row: Row
    code: str
    named: str

    @property
    def name(self) -> str:
        """What the document calls the code."""
        return self.row[self.named]


_FUNCTIONAL = (("functional", "function_code", "function_name"),)
# Both share a folder: codes of departments begin with 3, those of government with 5.
_ECONOMIC = (
    ("department", "department_economic_code", "department_economic_name"),
    ("government", "government_economic_code", "government_economic_name"),
)


def files(site: Site) -> Iterator[File]:
    """The list of functions and a file for each; the same for economic categories."""
    yield from _listing(
        site, "functions", _FUNCTIONAL, ("expenditure", "general-public-expenditure")
    )
    # Every place publishes this table, whatever else it leaves out.
    yield from _listing(site, "economic", _ECONOMIC, ("basic-expenditure",))


def _listing(
    site: Site, folder: str, kinds: Sequence[tuple[str, str, str]], names: Sequence[str]
) -> Iterator[File]:
    path, listed = f"{FOLDER}/{folder}.json", []
    left_out = not_updated(site)
    for classification, code_column, name_column in kinds:
        uses = _uses(site, code_column, name_column, names)
        shown = tables.codes([year.package for year in site.years], code_column, {})
        for code in sorted(uses):
            own = f"{FOLDER}/{folder}/{code}.json"
            # A code without an amount in any row has no page, but its file all the same.
            page = None
            if code in shown:
                page = f"{folder}/{code}.html"
            listed.append(
                shapes.CodeListed(
                    code=code,
                    names=_names(uses[code]),
                    lines=len(uses[code]),
                    page=page and relative(page, path),
                    address=relative(own, path),
                )
            )
            yield file(own, _code(code, classification, uses, own, page, left_out))
    whole = shapes.Codes(
        schema_address=schema_of("codes", path), codes=listed, not_updated=left_out
    )
    yield file(path, whole)


def _uses(site: Site, code: str, name: str, tables: Sequence[str]) -> Mapping[str, Sequence[_Use]]:
    uses: dict[str, list[_Use]] = {}
    for year in site.years_by_name:
        held = [year.package.table(table) for table in tables]
        telling = [table for table in held if table and any(row[code] for row in table.rows)]
        # Only the first of them, so that no money is told twice.
        for table in telling[:1]:
            for row in table.rows:
                # The column may say 合计; isdecimal() alone takes full-width figures as well.
                if row[code].isascii() and row[code].isdecimal():
                    use = _Use(year, table, row, code, name)
                    uses.setdefault(row[code], []).append(use)
    return uses


def _names(uses: Sequence[_Use]) -> list[str]:
    """The names that documents give a code, the most used first."""
    counted = Counter(use.name for use in uses if use.name)
    # By name where two are used equally often, so that builds repeat.
    return sorted(counted, key=lambda name: (-counted[name], name))


def _code(
    code: str,
    classification: str,
    uses: Mapping[str, Sequence[_Use]],
    path: str,
    page: str | None,
    left_out: list[shapes.NotUpdated],
) -> shapes.CodeFile:
    # A document may print 2010301 and 201 without 20103 between: the nearest is the parent.
    above = [code[:length] for length in range(len(code)) if code[:length] in uses]
    # A level adds two digits: 类 201, 款 20103, 项 2010301.
    below = [
        other for other in sorted(uses) if other.startswith(code) and len(other) == len(code) + 2
    ]
    return shapes.CodeFile(
        schema_address=schema_of("code", path),
        code=code,
        classification=classification,
        names=_names(uses[code]),
        page=page and relative(page, path),
        parent=max(above, key=len, default=None),
        children=below,
        lines=[_line(use, path) for use in uses[code]],
        not_updated=left_out,
    )


def _line(use: _Use, path: str) -> shapes.CodeLine:
    disclosure = use.year.package.disclosure
    return shapes.CodeLine(
        slug=use.year.package.slug,
        department=disclosure.department,
        level=disclosure.level,
        period=use.year.package.period,
        year=disclosure.year,
        phase=disclosure.phase,
        name=use.name,
        # The code and its name have fields of their own.
        texts=figures.texts(use.row, use.table.columns, but=(use.code, use.named)),
        amount=figures.amount(use.year, use.table, use.row, "amount", path),
    )
