"""The rows of a table of goals: one project over many indicators, one level over many rows, in merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.package import Row


def completed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, each indicator with the project and the levels of the merged cells that stand beside it."""
    projects = {
        int(row["position"]): name for row in rows if (name := row["project_name"] or _item(row))
    }
    done: list[Row] = []
    above: dict[str, str] = {}
    for row in rows:
        if row["level_3"]:
            above = _levels(row, above)
            row = Row({**row.keys, **above, **_project(row, projects)}, row.figures)
        done.append(row)
    return tuple(done)


def _item(row: Row) -> str:
    return row["item"] if row["role"] == "line" else ""


def _levels(row: Row, above: dict[str, str]) -> dict[str, str]:
    """Level 1 and 2 of a row, or where it leaves them blank of the row above; a new level 1 begins level 2 anew."""
    if row["level_1"]:
        return {"level_1": row["level_1"], "level_2": row["level_2"]}
    return {
        "level_1": above.get("level_1", ""),
        "level_2": row["level_2"] or above.get("level_2", ""),
    }


def _project(row: Row, projects: dict[int, str]) -> dict[str, str]:
    """The project of an indicator's row: the last that begins there or above."""
    begun = [position for position in projects if position <= int(row["position"])]
    return {"project_name": projects[max(begun)]} if begun and not row["project_name"] else {}
