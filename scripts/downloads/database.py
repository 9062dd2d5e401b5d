"""Every table in one SQLite file: money as whole 分 beside its exact text, indexes, views."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from decimal import Decimal

from scripts.files import File
from scripts.schema import stored
from scripts.tables import Dataset, Value

PATH = "data/budgets.sqlite"
# The column of money in whole 分; nothing where an amount is finer, which its text tells.
FEN = "amount_fen"
# The column types that SQLite keeps as INTEGER; it has no exact decimals, so all else is TEXT.
_WHOLE = ("integer", "year", "boolean")
_MONEY = "amount_yuan"

_INDEXES = (
    ("facts", ("body", "year", "phase")),
    ("facts", ("function_code",)),
    ("facts", ("department_economic_code",)),
    ("facts", ("line",)),
    ("checks", ("package",)),
    ("checks", ("rule",)),
    ("statements", ("body", "year", "phase")),
)
# Questions often asked: bodies' totals, spending by function, the equations that do not hold.
_VIEWS = {
    "totals": (
        "SELECT body, department, year, phase, direction, SUM(amount_fen) AS amount_fen"
        ' FROM facts WHERE "primary" = 1 GROUP BY body, year, phase, direction'
    ),
    "spending_by_function": (
        "SELECT body, department, year, phase, function_code, function_name,"
        " SUM(amount_fen) AS amount_fen FROM facts"
        " WHERE is_leaf = 1 AND \"table\" = 'expenditure' AND vintage IN ('budget', 'outturn')"
        " GROUP BY body, year, phase, function_code, function_name"
    ),
    "failed_checks": "SELECT * FROM checks WHERE verdict = 'fail'",
}


def database(datasets: Sequence[Dataset]) -> File:
    """All tables as one SQLite database, the same bytes each time, with indexes and views."""
    # A connection as a context ends its transaction, but is not closed.
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        # The defaults of other builds of SQLite may differ.
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        for dataset in datasets:
            _fill(connection, dataset)
        names = {table_name(dataset) for dataset in datasets}
        for table, columns in _INDEXES:
            if table in names:
                # An index is called facts_body_year_phase.
                name = _quoted("_".join((table, *columns)))
                listed = ", ".join(map(_quoted, columns))
                connection.execute(f"CREATE INDEX {name} ON {_quoted(table)} ({listed})")
        if {"facts", "checks"} <= names:
            for name, question in _VIEWS.items():
                connection.execute(f"CREATE VIEW {_quoted(name)} AS {question}")
        connection.commit()
        # Pages in the order of the tables, none of them free.
        connection.execute("VACUUM")
        content = connection.serialize()
    return File(PATH, content)


def table_name(dataset: Dataset) -> str:
    """The name of a table in the database: department_classification for department-classification."""
    return dataset.name.replace("-", "_")


def _fill(connection: sqlite3.Connection, dataset: Dataset) -> None:
    name = _quoted(table_name(dataset))
    columns: list[str] = []
    for column in dataset.columns:
        # Before a column of money stands the one in whole 分.
        if column.name == _MONEY:
            columns.append(f"{_quoted(FEN)} INTEGER")
        kind = "INTEGER" if column.type in _WHOLE else "TEXT"
        columns.append(f"{_quoted(column.name)} {kind}")
    listed = ", ".join(columns)
    connection.execute(f"CREATE TABLE {name} ({listed}) STRICT")
    marks = ", ".join("?" * len(columns))
    rows = (_row(dataset, row) for row in dataset.rows)
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)


def _row(dataset: Dataset, row: Sequence[Value]) -> list[str | int | None]:
    cells: list[str | int | None] = []
    for column, value in zip(dataset.columns, row, strict=True):
        whole: int | None = None
        if isinstance(value, Decimal):
            whole, value = fen(value), stored(value)
        if column.name == _MONEY:
            cells.append(whole)
        cells.append(value)
    return cells


def fen(yuan: Decimal) -> int | None:
    """An amount in 元 as whole 分; nothing where it is finer.

    >>> fen(Decimal("5.3")), fen(Decimal("5.305"))
    (530, None)
    """
    amount = yuan * 100
    if amount != amount.to_integral_value():
        return None
    return int(amount)


def _quoted(name: str) -> str:
    """A name as SQL: "table" is a word of SQL without the quotes."""
    return '"' + name.replace('"', '""') + '"'
