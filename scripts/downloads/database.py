"""Every table in one SQLite file: money as whole 分 beside its exact text, indexes, views; the same bytes each time."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts.files import File
from scripts.schema import Column, stored
from scripts.tables import Dataset, Value

PATH = "data/budgets.sqlite"
FEN = "amount_fen"
"""The column of money in whole 分; nothing where an amount is finer, which its text tells."""

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
_VIEWS = {
    "totals": 'SELECT body, department, year, phase, direction, SUM(amount_fen) AS amount_fen FROM facts WHERE "primary" = 1 GROUP BY body, year, phase, direction',
    "spending_by_function": "SELECT body, department, year, phase, function_code, function_name, SUM(amount_fen) AS amount_fen FROM facts WHERE is_leaf = 1 AND \"table\" = 'expenditure' AND vintage IN ('budget', 'outturn') GROUP BY body, year, phase, function_code, function_name",
    "failed_checks": "SELECT * FROM checks WHERE verdict = 'fail'",
}
"""Questions that are often asked: each body's totals, its spending by function, the equations that do not hold."""


def database(datasets: Sequence[Dataset]) -> File:
    """All tables as one SQLite database."""
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        made.execute("PRAGMA page_size = 4096")
        made.execute("PRAGMA encoding = 'UTF-8'")
        for dataset in datasets:
            _fill(made, dataset)
        names = {table_name(dataset) for dataset in datasets}
        for table, columns in _INDEXES:
            if table in names:
                listed = ", ".join(map(_quoted, columns))
                made.execute(
                    f"CREATE INDEX {_quoted('_'.join((table, *columns)))} ON {_quoted(table)} ({listed})"
                )
        if {"facts", "checks"} <= names:
            for name, question in _VIEWS.items():
                made.execute(f"CREATE VIEW {_quoted(name)} AS {question}")
        made.commit()
        made.execute("VACUUM")
        content = made.serialize()
    return File(PATH, content)


def table_name(dataset: Dataset) -> str:
    """The name of a table in the database."""
    return dataset.name.replace("-", "_")


def _fill(made: sqlite3.Connection, dataset: Dataset) -> None:
    name = _quoted(table_name(dataset))
    columns = list(_columns(dataset.columns))
    made.execute(
        f"CREATE TABLE {name} ({', '.join(f'{_quoted(one)} {kind}' for one, kind in columns)}) STRICT"
    )
    marks = ", ".join("?" * len(columns))
    made.executemany(
        f"INSERT INTO {name} VALUES ({marks})", (_row(dataset, row) for row in dataset.rows)
    )


def _columns(columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    for column in columns:
        if column.name == _MONEY:
            yield FEN, "INTEGER"
        yield column.name, "INTEGER" if column.type in _WHOLE else "TEXT"


def _row(dataset: Dataset, row: Sequence[Value]) -> list[str | int | None]:
    done: list[str | int | None] = []
    for column, value in zip(dataset.columns, row, strict=True):
        if column.name == _MONEY:
            done.append(fen(value) if isinstance(value, Decimal) else None)
        done.append(stored(value) if isinstance(value, Decimal) else value)
    return done


def fen(yuan: Decimal) -> int | None:
    """An amount in 元 as whole 分; nothing where it is finer."""
    found = yuan * 100
    return int(found) if found == found.to_integral_value() else None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
